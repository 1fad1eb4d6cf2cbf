import { createSignal } from "solid-js";
import { isServer } from "solid-js/web";

const key = "concerto.grid.tab-moves";

function kept(): boolean {
  if (isServer) return false;
  try {
    return localStorage.getItem(key) === "yes";
  } catch {
    return false;
  }
}

const [value, set] = createSignal(kept());
/** Whether Tab goes to the next cell even when none is being typed in (G4); F6, or Esc then Tab, then leaves the grid. */
export const tabMoves = value;
export function setTabMoves(to: boolean): void {
  set(to);
  try {
    localStorage.setItem(key, to ? "yes" : "no");
  } catch {
    // a browser that keeps nothing: the choice lasts as long as the page
  }
}
