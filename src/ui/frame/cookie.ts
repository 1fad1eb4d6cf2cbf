import { getRequestEvent, isServer } from "solid-js/web";

/** What this browser was told to remember and the server must know to draw the page right the first time. */
export function readCookie(name: string): string | null {
  const all = isServer ? (getRequestEvent()?.request.headers.get("cookie") ?? "") : document.cookie;
  const found = all.split(/;\s*/).find((part) => part.startsWith(`${name}=`));
  return found ? found.slice(name.length + 1) : null;
}

export const writeCookie = (name: string, value: string): void => {
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`;
};
