import * as Y from "yjs";
import { isColumn } from "#domain/worksheet.ts";
import { isRank, isRowKey, readStoredRow, rowsOf, type Row, type Rows } from "#sheet/doc.ts";
import { isRowId, limits } from "#sheet/protocol.ts";
import type { Entry } from "./committer.ts";

export interface CellRef {
  rowId: string;
  column: string;
}

/**
 * What an update is: nothing new; outside the model, which no page of ours sends; or an edit, as it is to be stored, with the rows it
 * touched and the cells in which the rules took it back.
 */
export type Taken =
  | { kind: "nothing" }
  | { kind: "outside"; why: string }
  | { kind: "edit"; data: Uint8Array; rows: Entry["rows"]; corrected: CellRef[] };

/** Committed state plus what is in flight: where an update is judged before anybody sees it. */
export interface Shadow {
  /** Judges and takes in one update. After "outside" the shadow is spoilt and must be made anew. */
  take(update: Uint8Array, isLocked: (rowId: string) => boolean): Taken;
}

interface Findings {
  outside: string | null;
  touched: Set<string>;
  locked: { rowId: string; row: Row; column: string; before: string | undefined }[];
}

const isInstant = (text: string): boolean => /^\d{4}-\d{2}-\d{2}T[\d:.]{8,15}Z$/.test(text);

/** Why a value may not be under a key of a row; null when it may. PostgreSQL has no NUL: one would fail everybody's batch. */
function wrongMark(key: string, value: unknown): string | null {
  if (!isRowKey(key)) return "an unknown column";
  if (typeof value !== "string") return "a cell that is not text";
  if (value.length > (isColumn(key) ? limits.cell : limits.mark)) return "a cell too long";
  if (value.includes("\0")) return "a NUL";
  if (key === "rank" && !isRank(value)) return "a rank between which nothing fits";
  if (key === "deletedAt" && !isInstant(value)) return "a deletion without its instant";
  return null;
}

function readNewRows(event: Y.YEvent<Rows>, findings: Findings): void {
  for (const [rowId, { action }] of event.changes.keys) {
    const row: unknown = event.target.get(rowId);
    if (action !== "add") findings.outside = "a row's map replaced or taken out";
    else if (!isRowId(rowId) || !(row instanceof Y.Map)) findings.outside = "a row that is not one";
    else {
      for (const [key, value] of row) findings.outside ??= wrongMark(key, value);
      if (!row.has("rank")) findings.outside = "a row without a rank";
      findings.touched.add(rowId);
    }
  }
}

function readCells(event: Y.YEvent<Row>, findings: Findings, isLocked: (rowId: string) => boolean): void {
  const rowId = String(event.path[0]);
  findings.touched.add(rowId);
  for (const [key, { action, oldValue }] of event.changes.keys) {
    const value = event.target.get(key);
    if (value !== undefined || key === "rank") findings.outside ??= wrongMark(key, value);
    else if (!isRowKey(key)) findings.outside = "an unknown column";
    const before = action === "add" ? undefined : String(oldValue);
    // The order is nobody's plan: a locked row may be moved.
    if (key !== "rank" && before !== value && isLocked(rowId)) findings.locked.push({ rowId, row: event.target, column: key, before });
  }
}

/** `committed` is the document as everybody sees it; `inFlight` are the edits taken in since, in order. */
export function makeShadow(committed: Y.Doc, inFlight: Iterable<Uint8Array>): Shadow {
  const doc = new Y.Doc();
  const rows = rowsOf(doc);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(committed));
  for (const update of inFlight) Y.applyUpdate(doc, update);

  let findings: Findings | null = null;
  let locked: (rowId: string) => boolean = () => false;
  let news: Uint8Array[] = [];
  doc.on("update", (update) => news.push(update));
  rows.observeDeep((events) => {
    if (!findings) return;
    for (const event of events as unknown as Y.YMapEvent<never>[]) {
      // `null` stands for the list that every shared type can also be.
      if (event.path.length > 1 || event.keysChanged.has(null)) findings.outside = "something inside a cell";
      else if (event.path.length === 0) readNewRows(event as unknown as Y.YEvent<Rows>, findings);
      else readCells(event as unknown as Y.YEvent<Row>, findings, locked);
    }
  });

  /** Puts the locked cells back as they were: to Yjs an edit like another, later than the one it answers. */
  function restore(wrongs: Findings["locked"]): CellRef[] {
    doc.transact(() => {
      for (const { row, column, before } of wrongs) {
        if (before === undefined) row.delete(column);
        else row.set(column, before);
      }
    });
    return wrongs.map(({ rowId, column }) => ({ rowId, column }));
  }

  function judge(update: Uint8Array): Taken {
    const found: Findings = { outside: null, touched: new Set(), locked: [] };
    const awaited = doc.store.pendingStructs;
    news = [];
    findings = found;
    try {
      Y.applyUpdate(doc, update);
    } catch {
      return { kind: "outside", why: "not an update" };
    } finally {
      findings = null;
    }
    if (doc.share.size > 1) return { kind: "outside", why: "a foreign root" };
    if (found.outside !== null) return { kind: "outside", why: found.outside };
    if (found.touched.size > 0 && rows.size > limits.rows) return { kind: "outside", why: "too many rows" };
    // Parts of it wait for an update that has not come: it is stored as it came, or they would be lost.
    const waits = doc.store.pendingStructs !== awaited || doc.store.pendingDs !== null;
    if (waits) news = [update];
    if (news.length === 0) return { kind: "nothing" };
    const corrected = found.locked.length === 0 ? [] : restore(found.locked);
    const data = news.length === 1 && news[0] ? news[0] : Y.mergeUpdates(news);
    const stored = [...found.touched].map((rowId) => readStoredRow(doc, rowId)).filter((row) => row !== null);
    return { kind: "edit", data, rows: stored.map(({ id: rowId, cells, rank, deleted }) => ({ rowId, cells, rank, deleted })), corrected };
  }

  return {
    take(update, isLocked) {
      locked = isLocked;
      return judge(update);
    },
  };
}
