import { createEffect, on } from "solid-js";

/**
 * Where what a panel shows is replaced (a record by its form, and back), the control that had focus goes with it: focus then
 * returns to the panel itself, so that Esc closes it and Tab goes on from its top. Give the result as `ref` to what is inside.
 */
export function refocusOn(shown: () => unknown): (element: HTMLElement) => void {
  let inside: HTMLElement | undefined;
  createEffect(
    on(
      shown,
      () => {
        // After the new content is drawn; a control of it that took focus by itself keeps it.
        requestAnimationFrame(() => {
          const panel = inside?.closest<HTMLElement>('[role="dialog"]');
          if (panel && !panel.contains(document.activeElement)) panel.focus({ preventScroll: true });
        });
      },
      { defer: true },
    ),
  );
  return (element) => {
    inside = element;
  };
}
