import { onCleanup } from "solid-js";
import { useWords } from "#ui/language.tsx";
import { announce } from "#ui/parts/live-region.tsx";
import { worksheetWords } from "#words/worksheet.ts";
import type { Grid } from "./grid-state.ts";
import type { Layout } from "./layout.ts";

/** A change is marked this long, then it has been seen. */
const marked = 2_000;
/** What colleagues do in this time is told in one sentence. */
const told = 5_000;

/** What colleagues' changes do around the sheet: their rows are marked for two seconds, and told at most every five (G10). */
export function useWatch(grid: Grid, layout: Layout): void {
  const w = useWords(worksheetWords);
  let forget: ReturnType<typeof setTimeout> | undefined;
  let telling: ReturnType<typeof setTimeout> | undefined;
  let toldAt = 0;
  let cellsChanged = 0;
  const rowsMoved = new Set<string>();
  const tell = () => {
    telling = undefined;
    toldAt = Date.now();
    const parts = [
      ...(cellsChanged > 0 ? [w().presence.changed(cellsChanged)] : []),
      ...(rowsMoved.size > 0 ? [w().presence.rows(rowsMoved.size)] : []),
    ];
    cellsChanged = 0;
    rowsMoved.clear();
    announce(parts.join(". "));
  };
  grid.sheet.onChange(({ cells, order, local }) => {
    if (local) return;
    let count = 0;
    for (const columns of cells.values()) count += columns.length;
    if (count === 0 && !order) return;
    layout.setChanged(new Set([...layout.changed(), ...cells.keys()]));
    clearTimeout(forget);
    forget = setTimeout(() => layout.setChanged(new Set<string>()), marked);
    if (order) for (const id of cells.size > 0 ? cells.keys() : ["moved"]) rowsMoved.add(id);
    else cellsChanged += count;
    // the first at once, those that follow together
    telling ??= setTimeout(tell, Math.max(300, toldAt + told - Date.now()));
  });
  onCleanup(() => {
    clearTimeout(forget);
    clearTimeout(telling);
  });
}
