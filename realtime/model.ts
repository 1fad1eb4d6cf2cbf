import * as Y from "yjs";
import { isColumn } from "#domain/worksheet.ts";
import type { EditedCell } from "#db/sheet.ts";
import { isRank, isRowKey, type Row, type Rows } from "#sheet/doc.ts";
import { isRowId, limits } from "#sheet/protocol.ts";
import type { CellNews, Emptied } from "./concurrent.ts";

/** What a key of a row holds; empty where nothing does. */
const heldIn = (rows: Rows, rowId: string, key: string): string => rows.get(rowId)?.get(key) ?? "";

/** The cells that an update changed, as they are now, each once. */
export function editedCells({ changed }: Findings, rows: Rows): EditedCell[] {
  const cells = new Map<string, EditedCell | null>();
  for (const { rowId, column, before } of changed) {
    const place = `${rowId} ${column}`;
    if (cells.has(place)) continue;
    const text = heldIn(rows, rowId, column);
    cells.set(place, text === before ? null : { rowId, column, text: text === "" ? null : text });
  }
  return [...cells.values()].filter((cell) => cell !== null);
}

/** What one update did to a sheet, as far as it is found out while it is applied. */
export interface Findings {
  /** Why it is outside the model, when it is. */
  outside: string | null;
  touched: Set<string>;
  /** Rows that came with it. */
  laid: Set<string>;
  /** Cells that changed, with what they held before: whether they are still changed is seen once the rules have had their say. */
  changed: { rowId: string; column: string; before: string }[];
  /** Changes of rows that may not change, with what to put back. */
  locked: { rowId: string; row: Row; column: string; before: string | undefined }[];
  /** Rows that lost their place in the order, with what it was. */
  unranked: { row: Row; rank: string }[];
  news: CellNews[];
  emptied: Emptied[];
}

export const noFindings = (): Findings => ({
  outside: null,
  touched: new Set(),
  laid: new Set(),
  changed: [],
  locked: [],
  unranked: [],
  news: [],
  emptied: [],
});

const isInstant = (text: string): boolean => /^\d{4}-\d{2}-\d{2}T[\d:.]{8,15}Z$/.test(text);

/** Why a value may not be under a key of a row; null when it may. PostgreSQL has no NUL: one would fail everybody's batch. */
function wrongMark(key: string, value: unknown): string | null {
  if (!isRowKey(key)) return "an unknown column";
  if (typeof value !== "string") return "a cell that is not text";
  if (value.length > (isColumn(key) ? limits.cell : limits.mark)) return "a cell too long";
  if (value.includes("\0")) return "a NUL";
  if (!value.isWellFormed()) return "half a letter";
  if (key === "rank" && !isRank(value)) return "a rank between which nothing fits";
  if (key === "deletedAt" && !isInstant(value)) return "a deletion without its instant";
  return null;
}

/** Rows that came, from an event of the map of rows. */
export function readNewRows(event: Y.YEvent<Rows>, findings: Findings): void {
  for (const [rowId, { action }] of event.changes.keys) {
    const row: unknown = event.target.get(rowId);
    if (action !== "add") findings.outside = "a row's map replaced or taken out";
    else if (!isRowId(rowId) || !(row instanceof Y.Map)) findings.outside = "a row that is not one";
    else {
      for (const [key, value] of row) {
        findings.outside ??= wrongMark(key, value);
        findings.changed.push({ rowId, column: key, before: "" });
      }
      if (!row.has("rank")) findings.outside = "a row without a rank";
      findings.touched.add(rowId);
      findings.laid.add(rowId);
    }
  }
  // One laid under an id that is taken, and lost: it came with the document of another epoch, by a client that does not say its own.
  for (const key of (event as Y.YMapEvent<Row>).keysChanged) if (!event.changes.keys.has(key)) findings.outside ??= "a row laid down twice";
}

/** More living rows than a sheet holds, or so many deleted ones that it is the same. */
export function isFull(rows: Rows): boolean {
  if (rows.size <= limits.rows) return false;
  let living = 0;
  for (const row of rows.values()) if (!row.has("deletedAt")) living += 1;
  return living > limits.rows || rows.size > 2 * limits.rows;
}

/** Cells that changed, from an event of a row's map. */
export function readCells(event: Y.YEvent<Row>, findings: Findings, isLocked: (rowId: string) => boolean): void {
  const rowId = String(event.path[0]);
  findings.touched.add(rowId);
  for (const [key, { action, oldValue }] of event.changes.keys) {
    const value = event.target.get(key);
    if (value !== undefined) findings.outside ??= wrongMark(key, value);
    else if (!isRowKey(key)) findings.outside = "an unknown column";
    const before = action === "add" || oldValue === undefined ? undefined : String(oldValue);
    // An undo beside a colleague's move takes the place out and brings none back: the row stays where it was.
    if (key === "rank" && value === undefined && before !== undefined) findings.unranked.push({ row: event.target, rank: before });
    // An emptied cell and one that nobody wrote are alike.
    if ((before ?? "") === (value ?? "")) continue;
    // The order is nobody's plan: a locked row may be moved.
    if (key !== "rank" && isLocked(rowId)) findings.locked.push({ rowId, row: event.target, column: key, before });
    else findings.changed.push({ rowId, column: key, before: before ?? "" });
  }
}
