import { isOpen } from "#domain/request.ts";
import { isBlank, type ReadRow } from "#domain/worksheet.ts";
import type { Grid } from "./grid-state.ts";

/** The footer's figures that are on the sheet (F-095): places and groups that count, and what is still to settle. */
export interface Counts {
  places: number;
  groups: number;
  problems: number;
  /** Rows that can be ticked and sent: drafts with something in them, and those copied to the outbox. */
  sendable: string[];
  firstProblem: { rowId: string; column: string } | null;
}

/** Places a row that is not sent asks for: none until its size can be read. */
export function placesIn(read: ReadRow): number {
  const wrong = read.problems.size?.kind;
  return wrong === "missing" || wrong === "not-a-number" || wrong === "not-positive" ? 0 : read.size;
}

/** Walks every row: readings are kept by row, so an edit costs its own row and a walk over numbers. */
export function countSheet(grid: Grid): Counts {
  grid.sheet.version();
  const counts: Counts = { places: 0, groups: 0, problems: 0, sendable: [], firstProblem: null };
  for (const id of grid.sheet.order()) {
    const request = grid.requestOf(id);
    if (request) {
      const open = request.status === "hidden" || request.status === "pending" || isOpen(request.status);
      counts.places += request.places;
      counts.groups += open ? 1 : 0;
      if (request.status === "new") counts.sendable.push(id);
      continue;
    }
    if (isBlank(grid.sheet.peek(id))) continue;
    const read = grid.peekRead(id);
    const wrong = Object.keys(read.problems);
    counts.places += placesIn(read);
    counts.groups += 1;
    counts.problems += wrong.length;
    counts.sendable.push(id);
    const [column] = wrong;
    if (column !== undefined) counts.firstProblem ??= { rowId: id, column };
  }
  return counts;
}
