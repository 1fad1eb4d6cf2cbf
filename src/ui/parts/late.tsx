import { Show, Suspense, type JSX } from "solid-js";

/**
 * A part of a page that comes after it, in the browser only, and waits for what it asks for alone: a query that is read in the turn that
 * makes it would take the whole page out for a moment, its focus and its place with it.
 */
export function Late(props: { when: boolean; children: JSX.Element }) {
  return (
    <Show when={props.when}>
      <Suspense>{props.children}</Suspense>
    </Show>
  );
}
