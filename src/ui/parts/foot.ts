import { onCleanup } from "solid-js";

let feet = 0;
function stand(by: 1 | -1): void {
  feet += by;
  document.documentElement.toggleAttribute("data-with-foot", feet > 0);
}

/**
 * For `ref` of the bar of buttons at the foot of a panel or a box: toasts stand above it (tokens.css). Said on the root instead of asked
 * with `body:has(…)`, for which the browser would look the whole page through at each row that a list draws.
 */
export function standsAtFoot(): void {
  stand(1);
  onCleanup(() => stand(-1));
}
