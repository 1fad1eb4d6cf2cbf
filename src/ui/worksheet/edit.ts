import { batch, untrack } from "solid-js";
import { settleRow } from "#domain/cell.ts";
import type { Cells, Column } from "#domain/worksheet.ts";
import { limits } from "#sheet/protocol.ts";
import { addRows, deleteRows, moveRows, restoreRows, setCells } from "#sheet/doc.ts";
import { takeBack, type TakenBack } from "#sheet/undo.ts";
import { addAfter, asOneAction } from "./append.ts";
import { isCellColumn } from "./column.ts";
import type { Filled } from "./fill.ts";
import { canType, type Grid } from "./grid-state.ts";
import type { Rectangle } from "./selection.ts";
import { editBytes, inUpdates, rowBytes } from "./paste-limit.ts";
import { newRow } from "./view.ts";

/** What an edit did: rows made, and cells that stayed as they were because a request holds their row. */
export interface Written {
  added: string[];
  locked: number;
}

function put<Key>(into: Map<Key, Cells>, key: Key, { column, text }: { column: Column; text: string }): void {
  let cells = into.get(key);
  if (!cells) into.set(key, (cells = {}));
  cells[column] = text;
}

/** A sheet holds this many rows (realtime.md 3); a paste beyond is refused. */
export const mostRows = limits.rows;

/**
 * Writes texts at places of the grid as shown, as one action; what falls below the last row makes rows. `typed` texts are
 * settled as if each had been typed; others (a fill, a cut) are stored texts and are written as they are.
 */
export function write(grid: Grid, filled: Filled[], how: { typed: boolean }): Written {
  return untrack(() => {
    const order = grid.view.order();
    const columns = grid.view.columns();
    const existing = new Map<string, Cells>();
    const beyond = new Map<number, Cells>();
    let locked = 0;
    for (const { row, column, text } of filled) {
      const name = columns[column];
      if (name === undefined || !isCellColumn(name)) continue;
      const id = order[row] ?? newRow;
      if (!canType(grid, id, name)) {
        locked += 1;
        continue;
      }
      if (id === newRow) put(beyond, row, { column: name, text });
      else put(existing, id, { column: name, text });
    }
    const facts = grid.facts();
    const edits: { rowId: string; column: Column; text: string }[] = [];
    for (const [rowId, typed] of existing) {
      const settled = how.typed ? settleRow(typed, { cells: grid.sheet.peek(rowId), facts }) : typed;
      for (const [column, text] of Object.entries(settled) as [Column, string][]) edits.push({ rowId, column, text });
    }
    const room = mostRows - grid.sheet.order().length;
    const rows = [...beyond]
      .toSorted(([one], [other]) => one - other)
      .slice(0, Math.max(0, room))
      .map(([, typed]) => (how.typed ? settleRow(typed, { cells: {}, facts }) : typed));
    while (rows.length > 0 && Object.values(rows.at(-1) ?? {}).every((text) => text === "")) rows.pop();
    let added: string[] = [];
    // drawn once, whatever it takes to write it
    batch(() =>
      asOneAction(grid, () => {
        for (const some of inUpdates(edits, editBytes)) setCells(grid.doc, some, grid.origin);
        for (const some of inUpdates(rows, rowBytes))
          added = [...added, ...addRows(grid.doc, { after: added.at(-1) ?? grid.sheet.order().at(-1) ?? null, rows: some }, grid.origin)];
      }),
    );
    return { added, locked };
  });
}

/** What typing in one cell does; gives the row's id, which is a new one when it was typed in the empty row. */
export function commit(grid: Grid, at: { rowId: string; column: Column }, text: string): string {
  const cells = at.rowId === newRow ? {} : grid.sheet.peek(at.rowId);
  const settled = settleRow({ [at.column]: text }, { cells, facts: untrack(grid.facts) });
  if (at.rowId !== newRow) {
    const edits = Object.entries(settled).map(([column, value]) => ({ rowId: at.rowId, column: column as Column, text: value }));
    asOneAction(grid, () => setCells(grid.doc, edits, grid.origin));
    return at.rowId;
  }
  if (text.trim() === "") return newRow;
  let made: string | undefined;
  asOneAction(grid, () => {
    [made] = addRows(grid.doc, { after: untrack(grid.sheet.order).at(-1) ?? null, rows: [settled] }, grid.origin);
  });
  return made ?? newRow;
}

/** The stored text at a place of the grid as shown. */
export const storedAt = (grid: Grid, row: number, column: number): string =>
  untrack(() => {
    const [id, name] = [grid.view.order()[row], grid.view.columns()[column]];
    return id !== undefined && name !== undefined && isCellColumn(name) ? (grid.sheet.peek(id)[name] ?? "") : "";
  });

export function clear(grid: Grid, over: Rectangle): Written {
  const filled: Filled[] = [];
  for (let row = over.top; row <= over.bottom; row++) {
    if (untrack(grid.view.order)[row] === newRow) continue;
    for (let column = over.left; column <= over.right; column++)
      if (storedAt(grid, row, column) !== "") filled.push({ row, column, text: "" });
  }
  return write(grid, filled, { typed: false });
}

/** Rows of a rectangle that are there, without the empty one at the end. */
export const rowsIn = (grid: Grid, over: Rectangle): string[] =>
  untrack(() =>
    grid.view
      .order()
      .slice(over.top, over.bottom + 1)
      .filter((id) => id !== newRow),
  );

/** Makes a like row under each (F-106); comes with no request, so that a declined place can be asked for again. */
export function duplicateRows(grid: Grid, ids: string[]): string[] {
  const last = untrack(grid.sheet.order)
    .filter((id) => ids.includes(id))
    .at(-1);
  if (last === undefined) return [];
  return addAfter(
    grid,
    last,
    ids.map((id) => ({ ...grid.sheet.peek(id) })),
  );
}

/** Empty rows are not kept by the sheet's readers, so one is inserted with nothing and typed in at once. */
export function insertRow(grid: Grid, after: string | null): string | undefined {
  let added: string[] = [];
  asOneAction(grid, () => {
    added = addRows(grid.doc, { after, rows: [{}] }, grid.origin);
  });
  return added[0];
}

/** Takes rows out; those a request holds stay. Gives those that went, and the way to bring them back. */
export function removeRows(grid: Grid, ids: string[]): { removed: string[]; kept: number; undo(): void } {
  const removed = untrack(() => ids.filter((id) => grid.standing(id) === "draft"));
  if (removed.length > 0) asOneAction(grid, () => deleteRows(grid.doc, removed, grid.origin));
  return { removed, kept: ids.length - removed.length, undo: () => asOneAction(grid, () => restoreRows(grid.doc, removed, grid.origin)) };
}

/** Moves rows one up or down on everybody's sheet; nothing happens at its ends. */
export function shiftRows(grid: Grid, ids: string[], by: -1 | 1): boolean {
  const order = untrack(grid.sheet.order);
  const places = ids.map((id) => order.indexOf(id)).filter((index) => index >= 0);
  const [first, last] = [Math.min(...places), Math.max(...places)];
  if (places.length === 0 || (by < 0 ? first === 0 : last === order.length - 1)) return false;
  const after = by < 0 ? (order[first - 2] ?? null) : (order[last + 1] ?? null);
  asOneAction(grid, () => moveRows(grid.doc, { ids, after }, grid.origin));
  return true;
}

export function placeRows(grid: Grid, ids: string[], after: string | null): void {
  asOneAction(grid, () => moveRows(grid.doc, { ids, after }, grid.origin));
}

/** Shares a row in two of the given sizes, the second right under it: one action. */
export function shareRow(grid: Grid, id: string, sizes: [number, number]): void {
  const cells = grid.sheet.peek(id);
  asOneAction(grid, () => {
    setCells(grid.doc, [{ rowId: id, column: "size", text: String(sizes[0]) }], grid.origin);
    addRows(grid.doc, { after: id, rows: [{ ...cells, size: String(sizes[1]) }] }, grid.origin);
  });
}

/** Takes back my last action, or does it again; `superseded` when a colleague has written over all of it since. */
export function undo(grid: Grid, direction: "undo" | "redo"): TakenBack {
  // away from the present nobody would see what is taken back
  if (untrack(grid.past)) return { outcome: "nothing" };
  return takeBack(grid.undoManager, grid.doc, direction);
}
