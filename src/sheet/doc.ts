import { generateNKeysBetween } from "fractional-indexing";
import * as Y from "yjs";
import { columns, isColumn, longestCell, type Cells, type Column } from "#domain/worksheet.ts";

/**
 * A worksheet as a Y.Doc, and the only file that knows its shape: `rows` is a map of row id to a map of text, whose keys are the
 * columns, `rank` (a fractional index, the order) and `deletedAt` (an instant; absent on a living row). A row's map is never taken
 * out: what a colleague is typing in it would vanish with it.
 */
export interface SheetRow {
  id: string;
  rank: string;
  cells: Cells;
}

export type Row = Y.Map<string>;
export type Rows = Y.Map<Row>;

const byRank = (a: SheetRow, b: SheetRow): number => (a.rank === b.rank ? (a.id < b.id ? -1 : 1) : a.rank < b.rank ? -1 : 1);

/**
 * The document of a page. It keeps what is deleted: a value that loses to a colleague's, written while this page was away, is deleted
 * here before it was ever sent, and must reach the server all the same, which puts it on the shelf.
 */
export const newPageDoc = (): Y.Doc => new Y.Doc({ gc: false });

/** The rows, deleted ones as well. */
export const rowsOf = (doc: Y.Doc): Rows => doc.getMap<Row>("rows");

const isAlive = (row: Row | undefined): row is Row => row !== undefined && !row.has("deletedAt");

function cellsOf(row: Row): Cells {
  const cells: Cells = {};
  for (const column of columns) {
    const text = row.get(column);
    if (text !== undefined && text !== "") cells[column] = text;
  }
  return cells;
}

/** A row as stored, a deleted one as well: what the projection in `worksheet_row` holds. Null when there never was one. */
export function readStoredRow(doc: Y.Doc, id: string): (SheetRow & { deleted: boolean }) | null {
  const row = rowsOf(doc).get(id);
  return row ? { id, rank: row.get("rank") ?? "", cells: cellsOf(row), deleted: !isAlive(row) } : null;
}

/** One living row; null when it is not there or was deleted. */
export function readSheetRow(doc: Y.Doc, id: string): SheetRow | null {
  const row = rowsOf(doc).get(id);
  return isAlive(row) ? { id, rank: row.get("rank") ?? "", cells: cellsOf(row) } : null;
}

/** The living rows in order of rank, then id (by code unit, as `collate "C"` does). */
export function readSheet(doc: Y.Doc): SheetRow[] {
  const found: SheetRow[] = [];
  for (const id of rowsOf(doc).keys()) {
    const row = readSheetRow(doc, id);
    if (row) found.push(row);
  }
  return found.sort(byRank);
}

/** What a cell can hold: no NUL (PostgreSQL has none), no half of a surrogate pair, and not more than the longest cell. */
export const asCell = (text: string): string => text.replaceAll("\0", "").toWellFormed().slice(0, longestCell).toWellFormed();

/**
 * Writes cells in one transaction, which is one action for undo; cells of rows that are gone are passed over. Nothing is written
 * where the text is the same. An emptied cell is one in which nothing was written, in a write like another: taken out, it could not say
 * what its author had seen, nor the next one that it was seen empty. Longer than `longestCell` is cut: the grid says so before.
 */
export function setCells(doc: Y.Doc, edits: { rowId: string; column: Column; text: string }[], origin: unknown): void {
  doc.transact(() => {
    for (const edit of edits) {
      const row = rowsOf(doc).get(edit.rowId);
      const text = asCell(edit.text);
      if (!isAlive(row) || (row.get(edit.column) ?? "") === text) continue;
      row.set(edit.column, text);
    }
  }, origin);
}

/** Sixteen letters of 64: two of a billion rows meet once in 10^11 sheets. */
const newRowId = (): string =>
  btoa(String.fromCodePoint(...crypto.getRandomValues(new Uint8Array(12))))
    .replaceAll("+", "-")
    .replaceAll("/", "_");

/**
 * Ranks for `count` rows right after a row (`null`: before all). Two people who insert at one place at once make equal ranks, and
 * nothing fits between those: the rows that follow with that same rank are ranked anew, after the new ones.
 */
function makeRoom(rows: SheetRow[], after: string | null, count: number): { ranks: string[]; moved: { id: string; rank: string }[] } {
  const at = after === null ? -1 : rows.findIndex(({ id }) => id === after);
  // a row that is gone: at the end, where it is seen
  const start = after !== null && at < 0 ? rows.length - 1 : at;
  const left = rows[start]?.rank ?? null;
  let end = start + 1;
  while (left !== null && rows[end]?.rank === left) end += 1;
  const tied = rows.slice(start + 1, end);
  const keys = generateNKeysBetween(left, rows[end]?.rank ?? null, count + tied.length);
  return { ranks: keys.slice(0, count), moved: tied.map(({ id }, index) => ({ id, rank: keys[count + index] ?? "" })) };
}

function rank(doc: Y.Doc, moved: { id: string; rank: string }[]): void {
  for (const { id, rank: to } of moved) rowsOf(doc).get(id)?.set("rank", to);
}

/**
 * Adds rows after one (`null`: at the top) and gives their ids. They are laid down as deleted rows and then brought to life by
 * `origin`, so that undoing the action marks them deleted again: were their maps taken out, a colleague's cells would go too.
 */
export function addRows(doc: Y.Doc, { after, rows }: { after: string | null; rows: Cells[] }, origin: unknown): string[] {
  if (rows.length === 0) return [];
  const { ranks, moved } = makeRoom(readSheet(doc), after, rows.length);
  const laid = rows.map((cells, index) => {
    const row: Row = new Y.Map();
    row.set("rank", ranks[index] ?? "");
    row.set("deletedAt", new Date().toISOString());
    for (const column of columns) {
      const text = asCell(cells[column] ?? "");
      if (text !== "") row.set(column, text);
    }
    return { id: newRowId(), row };
  });
  doc.transact(() => {
    for (const { id, row } of laid) rowsOf(doc).set(id, row);
  }, layingDown);
  doc.transact(() => {
    rank(doc, moved);
    for (const { row } of laid) row.delete("deletedAt");
  }, origin);
  return laid.map(({ id }) => id);
}

/** The origin of rows laid down and not yet alive: an edit of this page, but nobody's action to undo. */
export const layingDown = Symbol("rows laid down");

/** Marks rows deleted; what they held stays, for undo and for the colleague who is typing in one. */
export function deleteRows(doc: Y.Doc, ids: string[], origin: unknown): void {
  const at = new Date().toISOString();
  doc.transact(() => {
    for (const id of ids) {
      const row = rowsOf(doc).get(id);
      if (isAlive(row)) row.set("deletedAt", at);
    }
  }, origin);
}

/** Brings deleted rows back where they were. */
export function restoreRows(doc: Y.Doc, ids: string[], origin: unknown): void {
  doc.transact(() => {
    for (const id of ids) rowsOf(doc).get(id)?.delete("deletedAt");
  }, origin);
}

/** What a sheet is brought back to: all that differs, rows that are no more in the document among it (`remake`). */
export interface Restoring {
  edits: { rowId: string; column: Column; text: string }[];
  revive: string[];
  remove: string[];
  remake: { rank: string; cells: Cells }[];
  /** Places in the order, by row. */
  ranks: ReadonlyMap<string, string>;
}

/** Brings cells, rows and their order back to what they were, as one action to undo; rows made anew are laid down as `addRows` does. */
export function restoreSheet(doc: Y.Doc, { edits, revive, remove, remake, ranks }: Restoring, origin: unknown): void {
  const laid = remake.map(({ rank: at, cells }) => {
    const row: Row = new Y.Map();
    row.set("rank", at);
    row.set("deletedAt", new Date().toISOString());
    for (const column of columns) if (cells[column]) row.set(column, asCell(cells[column]));
    return { id: newRowId(), row };
  });
  if (laid.length > 0)
    doc.transact(() => {
      for (const { id, row } of laid) rowsOf(doc).set(id, row);
    }, layingDown);
  doc.transact(() => {
    restoreRows(doc, [...revive, ...laid.map(({ id }) => id)], origin);
    setCells(doc, edits, origin);
    deleteRows(doc, remove, origin);
    for (const [id, to] of ranks) {
      const row = rowsOf(doc).get(id);
      if (row && row.get("rank") !== to) row.set("rank", to);
    }
  }, origin);
}

/** Moves rows, in the order they have on the sheet, to right after another row (`null`: to the top). */
export function moveRows(doc: Y.Doc, { ids, after }: { ids: string[]; after: string | null }, origin: unknown): void {
  const all = readSheet(doc);
  const moving = all.filter(({ id }) => ids.includes(id));
  const staying = all.filter(({ id }) => !ids.includes(id));
  // dropped on one of themselves: after the nearest row above that stays
  const above = after === null ? [] : all.slice(0, all.findIndex(({ id }) => id === after) + 1);
  const anchor = above.findLast(({ id }) => !ids.includes(id))?.id ?? null;
  if (moving.length === 0) return;
  const { ranks, moved } = makeRoom(staying, anchor, moving.length);
  doc.transact(() => rank(doc, [...moved, ...moving.map(({ id }, index) => ({ id, rank: ranks[index] ?? "" }))]), origin);
}

/**
 * Calls back once a transaction with the ids of the rows that changed; `order` when rows came, went or moved.
 * Returns the way to stop.
 */
export function observeSheet(doc: Y.Doc, listener: (changed: { rows: Set<string>; order: boolean }) => void): () => void {
  const rows = rowsOf(doc);
  const observer = (events: Y.YEvent<Y.AbstractType<unknown>>[]): void => {
    const changed = { rows: new Set<string>(), order: false };
    for (const event of events) {
      const [id] = event.path;
      if (id === undefined) {
        changed.order = true;
        for (const key of event.keys.keys()) changed.rows.add(key);
      } else {
        changed.rows.add(String(id));
        if (event.keys.has("rank") || event.keys.has("deletedAt")) changed.order = true;
      }
    }
    if (changed.rows.size > 0) listener(changed);
  };
  rows.observeDeep(observer as Parameters<Rows["observeDeep"]>[0]);
  return () => rows.unobserveDeep(observer as Parameters<Rows["observeDeep"]>[0]);
}

/** As many of one's own actions as can be taken back. */
const undoDepth = 200;

/** What cells held before an action, by row. */
type Before = Map<Row, Map<string, string>>;

function whatWasBefore(changed: Y.Transaction["changedParentTypes"]): Before {
  const before: Before = new Map();
  for (const [type, events] of changed) {
    for (const event of events) {
      if (event.target !== type || event.path.length !== 1) continue;
      for (const [key, { oldValue }] of event.keys) {
        if (typeof oldValue !== "string" || oldValue === "" || key === "deletedAt") continue;
        const row = type as unknown as Row;
        before.set(row, (before.get(row) ?? new Map<string, string>()).set(key, oldValue));
      }
    }
  }
  return before;
}

/**
 * Takes back this origin's actions, one a transaction (a cell, a paste, a fill, rows added, moved or deleted), and nobody else's:
 * a value a colleague wrote later stays.
 */
export function undoManagerOf(doc: Y.Doc, origin: unknown): Y.UndoManager {
  const manager = new Y.UndoManager(rowsOf(doc), { trackedOrigins: new Set([origin]), captureTimeout: 0 });
  const held = new WeakMap<object, Before>();
  manager.on("stack-item-added", ({ stackItem, changedParentTypes }) => {
    held.set(stackItem, whatWasBefore(changedParentTypes));
    if (manager.undoStack.length > undoDepth) manager.undoStack.shift();
  });
  // Where a colleague wrote at the same moment and lost, Yjs takes the value out and brings back none: the cell, or the row's place, would
  // be empty, which nobody chose.
  manager.on("stack-item-popped", ({ stackItem }) => {
    doc.transact(() => {
      for (const [row, cells] of held.get(stackItem) ?? []) {
        for (const [key, text] of cells) if (!row.has(key)) row.set(key, text);
      }
    }, layingDown);
  });
  return manager;
}

/** What a key of a row may be. */
export const isRowKey = (key: string): boolean => isColumn(key) || key === "rank" || key === "deletedAt";

/** Is this a rank between which others can be made? */
export function isRank(text: string): boolean {
  if (!/^[\dA-Za-z]+$/.test(text)) return false;
  try {
    return generateNKeysBetween(text, null, 1).length + generateNKeysBetween(null, text, 1).length === 2;
  } catch {
    return false;
  }
}
