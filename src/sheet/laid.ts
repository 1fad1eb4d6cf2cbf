import { generateNKeysBetween } from "fractional-indexing";
import * as Y from "yjs";
import { columns, type Cells } from "#domain/worksheet.ts";
import { asCell, deleteRows, readSheetRow, readStoredRow, rowsOf, type Row, type SheetRow } from "./doc.ts";

/** What a command writes in a sheet: one update (Yjs, version 1) and the rows it touches as they then stand. */
export interface Written {
  data: Uint8Array;
  rows: (SheetRow & { deleted: boolean })[];
  /** Each key that changed; `text` null where nothing is left. */
  edits: { rowId: string; column: string; text: string | null }[];
}

/** Rows below `last` (the rank of the last living row; null on an empty sheet), under ids that nobody has used: nothing else need be known. */
export function layBelow(last: string | null, rows: { rowId: string; cells: Cells }[]): Written {
  const doc = new Y.Doc();
  const ranks = generateNKeysBetween(last, null, rows.length);
  const edits: Written["edits"] = [];
  doc.transact(() => {
    for (const [index, { rowId, cells }] of rows.entries()) {
      const row: Row = new Y.Map();
      const write = (column: string, text: string): void => {
        row.set(column, text);
        edits.push({ rowId, column, text });
      };
      write("rank", ranks[index] ?? "");
      for (const column of columns) {
        const text = asCell(cells[column] ?? "");
        if (text !== "") write(column, text);
      }
      rowsOf(doc).set(rowId, row);
    }
  });
  const laid = rows.map(({ rowId }) => readStoredRow(doc, rowId)).filter((row) => row !== null);
  const data = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return { data, rows: laid, edits };
}

/** The same rows marked deleted, in a sheet made of these updates; those that are not living are passed over. */
export function liftFrom(updates: Uint8Array[], rowIds: string[]): Written {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  const living = [...new Set(rowIds)].filter((rowId) => readSheetRow(doc, rowId) !== null);
  const before = Y.encodeStateVector(doc);
  deleteRows(doc, living, null);
  const written: Written = {
    data: Y.encodeStateAsUpdate(doc, before),
    rows: living.map((rowId) => readStoredRow(doc, rowId)).filter((row) => row !== null),
    edits: living.map((rowId) => ({ rowId, column: "deletedAt", text: rowsOf(doc).get(rowId)?.get("deletedAt") ?? null })),
  };
  doc.destroy();
  return written;
}
