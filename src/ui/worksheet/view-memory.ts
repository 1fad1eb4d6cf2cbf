import { z } from "zod";
import { gridColumns, type GridColumn } from "./column.ts";

/** How I see one sheet, kept by this browser: order and filters are of the moment and are not kept. */
export interface KeptView {
  hidden: GridColumn[];
  widths: Partial<Record<GridColumn, number>>;
  /** The last column that stays in place on the left. */
  frozen: GridColumn;
}

const column = z.enum(gridColumns);
const keptView = z.object({ hidden: z.array(column), widths: z.partialRecord(column, z.number().min(40).max(640)), frozen: column });
const keyOf = (worksheetId: string): string => `concerto.grid.view.${worksheetId}`;

/** What was kept; null where there is nothing, or nothing that can be read. */
export function readKept(worksheetId: string): KeptView | null {
  try {
    const kept = localStorage.getItem(keyOf(worksheetId));
    const read = keptView.safeParse(kept === null ? null : JSON.parse(kept));
    return read.success ? (read.data as KeptView) : null;
  } catch {
    return null;
  }
}

export function keep(worksheetId: string, view: KeptView): void {
  try {
    localStorage.setItem(keyOf(worksheetId), JSON.stringify(view));
  } catch {
    // a browser that keeps nothing: the view lasts as long as the page
  }
}
