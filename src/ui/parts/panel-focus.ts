import { onCleanup, onMount } from "solid-js";

/** What a panel beside a list does with the keyboard: focus comes in when it opens and goes back when it closes; Esc closes it. */
export function usePanelFocus(panel: () => HTMLElement | undefined, close: () => void): (event: KeyboardEvent) => void {
  onMount(() => {
    const before = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    panel()?.focus({ preventScroll: true });
    onCleanup(() => {
      // Only when focus would be lost with the panel: a click in the list keeps what was clicked.
      const lost = document.activeElement === null || document.activeElement === document.body || panel()?.contains(document.activeElement);
      if (lost && before?.isConnected) before.focus({ preventScroll: true });
    });
  });
  return (event) => {
    // A list or a box open inside takes Esc first.
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.stopPropagation();
    close();
  };
}
