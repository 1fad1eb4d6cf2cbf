import { isServer } from "solid-js/web";

/**
 * What a query has answered, without suspending the page in the browser: going from screen to screen shows the list's own skeleton.
 * (Several queries first read inside one Suspense boundary can leave it waiting for ever when they answer in one batch.) On the
 * server it is waited for, so that the page comes whole.
 */
export function answerOf<Data>(query: { readonly isSuccess: boolean; readonly data: Data | undefined }): Data | undefined {
  return isServer || query.isSuccess ? query.data : undefined;
}
