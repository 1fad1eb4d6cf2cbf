import { createSignal } from "solid-js";
import { isServer } from "solid-js/web";
import { readCookie, writeCookie } from "./cookie.ts";

export type Theme = "system" | "light" | "dark";

const chosen = (): Theme => {
  const kept = readCookie("theme");
  return kept === "light" || kept === "dark" ? kept : "system";
};

/** For `<html data-theme>` on the server; undefined follows the device. */
export const servedTheme = (): "light" | "dark" | undefined => {
  const theme = chosen();
  return theme === "system" ? undefined : theme;
};

const [theme, change] = createSignal<Theme>(isServer ? "system" : chosen());
export { theme };

/** Changes the page at once and remembers it for a year. */
export function setTheme(to: Theme): void {
  writeCookie("theme", to);
  if (to === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = to;
  change(to);
}

/** A browser that never chose takes the account's theme. */
export function takeTheme(of: Theme): void {
  if (readCookie("theme") === null && of !== "system") setTheme(of);
}
