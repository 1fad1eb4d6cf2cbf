import * as Y from "yjs";
import { isColumn } from "#domain/worksheet.ts";
import { asCell, isRank, isRowKey, rowsOf, type Row } from "./doc.ts";

/**
 * What one edit did to one key of a row: a column, or the row's own `rank` and `deletedAt`. Null is "not there": an empty cell, a living
 * row, a row that was not yet. `base` is what stood there before: what the person saw when typing.
 */
export interface CellEdit {
  rowId: string;
  column: string;
  text: string | null;
  base: string | null;
}

const keyOf = ({ rowId, column }: { rowId: string; column: string }): string => `${rowId}\n${column}`;

/** An emptied cell holds an empty text. */
const held = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);

function editsOf(event: Y.YEvent<Y.AbstractType<unknown>>): CellEdit[] {
  const [rowId] = event.path;
  const target = event.target as Y.Map<unknown>;
  const found: CellEdit[] = [];
  for (const [key, { oldValue }] of event.keys) {
    if (rowId !== undefined) {
      if (!isRowKey(key)) continue;
      found.push({ rowId: String(rowId), column: key, text: held(target.get(key)), base: held(oldValue) });
      continue;
    }
    const row = target.get(key);
    if (!(row instanceof Y.Map)) continue;
    for (const [column, text] of row) if (held(text) !== null) found.push({ rowId: key, column, text: held(text), base: null });
  }
  return found;
}

/** Calls back once a transaction with what it did to cells, before the document's own `update` event. Returns the way to stop. */
export function observeEdits(doc: Y.Doc, listener: (edits: CellEdit[], transaction: Y.Transaction) => void): () => void {
  const rows = rowsOf(doc) as Y.AbstractType<unknown>;
  const observer = (events: Y.YEvent<Y.AbstractType<unknown>>[], transaction: Y.Transaction): void => {
    const edits = events.flatMap(editsOf);
    if (edits.length > 0) listener(edits, transaction);
  };
  rows.observeDeep(observer as Parameters<typeof rows.observeDeep>[0]);
  return () => rows.unobserveDeep(observer as Parameters<typeof rows.observeDeep>[0]);
}

/** Several edits, oldest first, as one a cell: from the first base to the last text; those that came back to their base are left out. */
export function foldEdits(edits: Iterable<CellEdit>): CellEdit[] {
  const folded = new Map<string, CellEdit>();
  for (const edit of edits) {
    const key = keyOf(edit);
    const first = folded.get(key);
    folded.set(key, first ? { ...edit, base: first.base } : edit);
  }
  return [...folded.values()].filter(({ text, base }) => text !== base);
}

/** How many changes people would count: cells, and rows that were only added, moved or deleted. */
export function countEdits(edits: Iterable<{ rowId: string; column: string }>): number {
  const cells = new Set<string>();
  const withCells = new Set<string>();
  const rows = new Set<string>();
  for (const edit of edits) {
    if (!isColumn(edit.column)) rows.add(edit.rowId);
    else {
      cells.add(keyOf(edit));
      withCells.add(edit.rowId);
    }
  }
  return cells.size + [...rows].filter((rowId) => !withCells.has(rowId)).length;
}

/** What became of edits that were written again. */
export interface WrittenAgain {
  /** Somebody wrote another value meanwhile: theirs is in the sheet, these texts are not. */
  conflicts: CellEdit[];
  /** Their row is gone. */
  lost: CellEdit[];
}

/** Lays a row down anew with its id, as its author had made it; one she had deleted as well does not come back. */
function layAgain(doc: Y.Doc, edits: CellEdit[]): void {
  const texts = new Map(edits.map(({ column, text }) => [column, text]));
  const rank = texts.get("rank");
  if (!rank || !isRank(rank) || texts.get("deletedAt")) return;
  const row: Row = new Y.Map();
  for (const [column, text] of texts) if (text !== null && column !== "deletedAt") row.set(column, isColumn(column) ? asCell(text) : text);
  rowsOf(doc).set(edits[0]?.rowId ?? "", row);
}

/**
 * Writes edits made on another copy of the sheet into this one, as new edits of this page, in one transaction. A colleague's value
 * that the author had not seen is not written over: it has no common history with the edit, so the rules of the document could not
 * tell. Of a place in the order the colleague's stays without a word.
 */
export function writeAgain(doc: Y.Doc, edits: CellEdit[], origin: unknown): WrittenAgain {
  const byRow = Map.groupBy(edits, ({ rowId }) => rowId);
  const found: WrittenAgain = { conflicts: [], lost: [] };
  doc.transact(() => {
    for (const [rowId, own] of byRow) {
      const row = rowsOf(doc).get(rowId);
      if (!row) {
        // made by the same unsent edits: it is made again
        if (own.some(({ column, base, text }) => column === "rank" && base === null && text !== null)) layAgain(doc, own);
        else found.lost.push(...own.filter(({ column }) => isColumn(column)));
        continue;
      }
      const gone = row.has("deletedAt") && !own.some(({ column, text }) => column === "deletedAt" && text === null);
      for (const edit of own) {
        const now = held(row.get(edit.column));
        const text = edit.text === null ? null : isColumn(edit.column) ? asCell(edit.text) : edit.text;
        if (now === text) continue;
        if (gone) {
          if (isColumn(edit.column)) found.lost.push(edit);
        } else if (now === edit.base) {
          if (text === null && !isColumn(edit.column)) row.delete(edit.column);
          else row.set(edit.column, text ?? "");
        } else if (isColumn(edit.column)) found.conflicts.push(edit);
      }
    }
  }, origin);
  return found;
}
