import { createEffect } from "solid-js";

/** For `ref`: the element is as high as told, in pixels. Not by a style attribute: the page's policy allows none. */
export const sized = (height: () => number) => (element: HTMLElement) =>
  createEffect(() => element.style.setProperty("height", `${height()}px`));
