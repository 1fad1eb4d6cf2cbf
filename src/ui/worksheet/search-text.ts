import { fold } from "#domain/place.ts";
import { columns, type Cells, type Column } from "#domain/worksheet.ts";
import type { Grid } from "./grid-state.ts";
import { newRow } from "./view.ts";

export type Found = { rowId: string; column: Column | "status" };
const searched = [...columns, "status" as const];

interface Folded {
  cells: Cells;
  facts: unknown;
  request: unknown;
  texts: string[];
  /** All of them: most rows are passed over by one look. */
  whole: string;
}

/** Milliseconds of a frame that preparing may take. */
const slice = 8;

/** Searches the sheet as it reads; what a row says is folded once, and again when the row changes. */
export function createSearch(grid: Grid) {
  const known = new Map<string, Folded>();
  const foldedOf = (id: string): Folded => {
    const [cells, facts, request] = [grid.sheet.peek(id), grid.facts(), grid.requestOf(id)];
    const was = known.get(id);
    if (was && was.cells === cells && was.facts === facts && was.request === request) return was;
    const texts = searched.map((column) => fold(grid.textOf(id, column)));
    const now = { cells, facts, request, texts, whole: texts.join("\n") };
    known.set(id, now);
    return now;
  };
  return {
    /** Cells that hold the text, row by row as shown; `seen` are the columns that are. */
    find(order: readonly string[], text: string, seen: ReadonlySet<Column | "status">): Found[] {
      const wanted = fold(text);
      if (wanted === "") return [];
      const found: Found[] = [];
      for (const rowId of order) {
        if (rowId === newRow) continue;
        const { whole, texts } = foldedOf(rowId);
        if (!whole.includes(wanted)) continue;
        for (const [index, column] of searched.entries())
          if (seen.has(column) && (texts[index] ?? "").includes(wanted)) found.push({ rowId, column });
      }
      return found;
    },
    /** Reads rows ahead of the first letter, between frames. Returns the way to stop. */
    prepare(order: readonly string[]): () => void {
      let [at, stopped] = [0, false];
      const work = () => {
        const begun = performance.now();
        while (!stopped && at < order.length && performance.now() - begun < slice) {
          const id = order[at++];
          if (id !== undefined && id !== newRow) foldedOf(id);
        }
        if (!stopped && at < order.length) setTimeout(work);
      };
      setTimeout(work);
      return () => {
        stopped = true;
      };
    },
  };
}
