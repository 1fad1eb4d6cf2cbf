import { batch, untrack } from "solid-js";
import type { Cells } from "#domain/worksheet.ts";
import { addRows } from "#sheet/doc.ts";
import type { Grid } from "./grid-state.ts";
import { inUpdates, rowBytes } from "./paste-limit.ts";

/** Runs several transactions as one action to undo: a paste changes rows and makes others. */
export function asOneAction(grid: Pick<Grid, "undoManager">, work: () => void): void {
  const manager = grid.undoManager;
  manager.stopCapturing();
  manager.captureTimeout = Number.POSITIVE_INFINITY;
  try {
    work();
  } finally {
    manager.captureTimeout = 0;
    manager.stopCapturing();
  }
}

/** What adding rows needs of the grid. */
type Adding = Pick<Grid, "doc" | "origin" | "undoManager">;

/** Adds rows right after one (`null`: at the top), drawn once and taken back at once, however many updates they take; gives their ids. */
export function addAfter(grid: Adding, after: string | null, rows: Cells[]): string[] {
  let added: string[] = [];
  batch(() =>
    asOneAction(grid, () => {
      for (const some of inUpdates(rows, rowBytes))
        added = [...added, ...addRows(grid.doc, { after: added.at(-1) ?? after, rows: some }, grid.origin)];
    }),
  );
  return added;
}

/** Adds rows with these cells at the end: several places found (F-103), or copied from another sheet (F-096). */
export function appendRows(grid: Adding & { sheet: Pick<Grid["sheet"], "order"> }, rows: Cells[]): string[] {
  return addAfter(grid, untrack(grid.sheet.order).at(-1) ?? null, rows);
}
