import { createEffect, on, onCleanup } from "solid-js";
import { useWords } from "#ui/language.tsx";
import { announce } from "#ui/parts/live-region.tsx";
import { worksheetWords } from "#words/worksheet.ts";
import type { Grid } from "./grid-state.ts";
import type { Layout } from "./layout.ts";

/** A change is marked this long, then it has been seen. */
const marked = 2_000;

/**
 * What the sheet's changes do around it: mine are pending until the server has them, a colleague's are marked for two seconds and
 * told in one sentence however many there are (G10).
 */
export function useWatch(grid: Grid, layout: Layout): void {
  const w = useWords(worksheetWords);
  let forget: ReturnType<typeof setTimeout> | undefined;
  grid.sheet.onChange(({ cells, order, local }) => {
    if (local) {
      grid.markPending(cells);
      // the connection counts the edit after this; one it does not count is not waiting for anything
      queueMicrotask(() => {
        if (grid.unsaved() === 0) grid.clearPending();
      });
      return;
    }
    let count = 0;
    for (const columns of cells.values()) count += columns.length;
    if (count === 0 && !order) return;
    layout.setChanged(new Set([...layout.changed(), ...cells.keys()]));
    clearTimeout(forget);
    forget = setTimeout(() => layout.setChanged(new Set()), marked);
    announce(order ? w().presence.rows(Math.max(1, cells.size)) : w().presence.changed(count));
  });
  createEffect(
    on(grid.unsaved, (count) => {
      if (count === 0) grid.clearPending();
    }),
  );
  onCleanup(() => clearTimeout(forget));
}
