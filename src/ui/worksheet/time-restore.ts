import type * as Y from "yjs";
import { columns, type Cells, type Column } from "#domain/worksheet.ts";
import { restoreSheet } from "#sheet/doc.ts";

/** What brings the present to what was; ids are rows, in the order of the sheet as it was. */
export interface Plan {
  edits: { rowId: string; column: Column; text: string }[];
  /** Removed since, and brought back. */
  revive: string[];
  /** Removed since, and no more in the sheet at all: made anew, each after a row that is there. */
  remake: { id: string; cells: Cells }[];
  /** Added since, and taken out. */
  remove: string[];
  /** Rows to be put back in their order. */
  reorder: boolean;
  /** Rows that should change and are held by a request. */
  skipped: string[];
}

interface Sides {
  past: { order: readonly string[]; cells: ReadonlyMap<string, Cells> };
  present: { order: readonly string[]; peek(id: string): Cells };
  /** Is the row still in the document, living or removed? */
  exists(id: string): boolean;
  /** What a removed row still holds. */
  stored(id: string): Cells;
  isLocked(id: string): boolean;
}

export const isNothing = (plan: Plan): boolean =>
  plan.edits.length + plan.revive.length + plan.remake.length + plan.remove.length === 0 && !plan.reorder;

function differences(rowId: string, { wanted, now, of }: { wanted: Cells; now: Cells; of: readonly Column[] }): Plan["edits"] {
  return of
    .filter((column) => (wanted[column] ?? "") !== (now[column] ?? ""))
    .map((column) => ({ rowId, column, text: wanted[column] ?? "" }));
}

/**
 * What restoring takes: `only` some cells (by row, their columns), or the whole sheet with its rows and their order. A row that is gone
 * comes back whole, whatever cells of it were asked for; a row held by a request stays as it is.
 */
export function planRestore({ past, present, exists, stored, isLocked }: Sides, only: ReadonlyMap<string, readonly Column[]> | null): Plan {
  const plan: Plan = { edits: [], revive: [], remake: [], remove: [], reorder: false, skipped: [] };
  const living = new Set(present.order);
  for (const rowId of past.order) {
    const wanted = past.cells.get(rowId) ?? {};
    const asked = only ? only.get(rowId) : columns;
    if (!asked) continue;
    if (living.has(rowId)) {
      const edits = differences(rowId, { wanted, now: present.peek(rowId), of: asked });
      if (edits.length > 0 && isLocked(rowId)) plan.skipped.push(rowId);
      else plan.edits.push(...edits);
    } else if (exists(rowId)) {
      plan.revive.push(rowId);
      plan.edits.push(...differences(rowId, { wanted, now: stored(rowId), of: columns }));
    } else plan.remake.push({ id: rowId, cells: wanted });
  }
  if (only) return plan;
  const then = new Set(past.order);
  for (const rowId of present.order) {
    if (then.has(rowId)) continue;
    if (isLocked(rowId)) plan.skipped.push(rowId);
    else plan.remove.push(rowId);
  }
  const kept = present.order.filter((rowId) => then.has(rowId));
  const wasKept = past.order.filter((rowId) => living.has(rowId));
  plan.reorder = kept.some((rowId, index) => rowId !== wasKept[index]);
  return plan;
}

/** How much a plan changes: what the button says. */
export const sizeOf = (plan: Plan): { cells: number; rows: number } => {
  const back = new Set(plan.revive);
  return {
    cells: plan.edits.filter(({ rowId }) => !back.has(rowId)).length,
    rows: plan.revive.length + plan.remake.length + plan.remove.length,
  };
};

/** Writes a plan to the present, as one action to undo. */
export function applyPlan(doc: Y.Doc, { plan, past }: { plan: Plan; past: { ranks: ReadonlyMap<string, string> } }, origin: unknown): void {
  const remake = plan.remake.map(({ id, cells }) => ({ rank: past.ranks.get(id) ?? "a0", cells }));
  const ranks = plan.reorder ? past.ranks : new Map(plan.revive.map((id) => [id, past.ranks.get(id) ?? "a0"]));
  restoreSheet(doc, { ...plan, remake, ranks }, origin);
}
