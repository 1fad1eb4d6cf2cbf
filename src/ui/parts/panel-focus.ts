import { onCleanup, onMount } from "solid-js";

/** Panels that are open, the innermost last: Esc is its own. */
const open: object[] = [];
const nowhere = () => document.activeElement === null || document.activeElement === document.body;

/**
 * What a panel beside a list does with the keyboard: focus comes in when it opens and goes back when it closes; Esc closes it, also when
 * what had the focus has gone from the page, and from the list beside it.
 */
export function usePanelFocus(panel: () => HTMLElement | undefined, close: () => void): (event: KeyboardEvent) => void {
  onMount(() => {
    const before = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    const mine = {};
    open.push(mine);
    // What it shows may still be loading, and the panel out of the page with it: focus comes in once it stands there.
    let tries = 0;
    let frame = 0;
    let entered = false;
    const enter = () => {
      // Whoever has gone elsewhere meanwhile is left there.
      if (nowhere() || (!entered && document.activeElement === before)) panel()?.focus({ preventScroll: true });
      entered ||= panel()?.contains(document.activeElement) ?? false;
      if (tries++ < 90) frame = requestAnimationFrame(enter);
    };
    enter();
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented || open.at(-1) !== mine) return;
      const from = event.target instanceof Element ? event.target : null;
      const beside = nowhere() || from?.closest("tr[data-key]") != null;
      if (!beside || document.querySelector('[role="alertdialog"],[role="dialog"][aria-modal="true"],[role="menu"][data-state="open"]'))
        return;
      event.preventDefault();
      close();
    };
    document.addEventListener("keydown", onKeyDown);
    onCleanup(() => {
      cancelAnimationFrame(frame);
      document.removeEventListener("keydown", onKeyDown);
      open.splice(open.indexOf(mine), 1);
      // Only when focus would be lost with the panel: a click in the list keeps what was clicked.
      if (!nowhere() && !panel()?.contains(document.activeElement)) return;
      // The row it was opened from may have left the list meanwhile.
      const back = before?.isConnected ? before : document.querySelector<HTMLElement>('main tr[data-key][tabindex="0"]');
      back?.focus({ preventScroll: true });
    });
  });
  return (event) => {
    // A list or a box open inside takes Esc first.
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.stopPropagation();
    event.preventDefault();
    close();
  };
}
