import * as Y from "yjs";
import type { Id } from "#domain/id.ts";
import { isColumn } from "#domain/worksheet.ts";
import type { EditedCell, NewShelved, WriteKey } from "#db/sheet.ts";
import { readStoredRow, rowsOf, type Row, type Rows } from "#sheet/doc.ts";
import type { Closing } from "#sheet/protocol.ts";
import type { Entry } from "./committer.ts";
import { readEmptied, readNews } from "./concurrent.ts";
import { editedCells, type Findings, isFull, noFindings, readCells, readNewRows } from "./model.ts";
import { shelve, type Author, type Bearer, type Memory, type Shelving } from "./shelving.ts";

export interface CellRef {
  rowId: string;
  column: string;
}

/** An edit as it is to be stored: the rows it touched as they then stand, the cells it changed, and what it brings to the shelf. */
export interface Edit {
  kind: "edit";
  data: Uint8Array;
  rows: Entry["rows"];
  cells: EditedCell[];
  shelved: NewShelved[];
  overtaken: WriteKey[];
  /** Cells in which the rules took it back. */
  corrected: CellRef[];
}

/** What an update is: nothing new; outside the model, which no page of ours sends; or an edit. */
export type Taken = { kind: "nothing" } | { kind: "outside"; why: string; closing?: Closing } | Edit;

/** Committed state plus what is in flight: where an update is judged before anybody sees it. */
export interface Shadow {
  /** Judges and takes in one update. After "outside" the shadow is spoilt and must be made anew. */
  take(update: Uint8Array, bearer: Bearer): Taken;
  /** Takes in what is committed and was not judged here: a command wrote it. */
  learn(update: Uint8Array): void;
}

/**
 * `committed` is the document as everybody sees it; `inFlight` are the edits taken in since, in order. `clientId` is the number under
 * which the gate writes: one for as long as a sheet is open, since each is for ever.
 */
export function makeShadow(committed: Y.Doc, inFlight: Iterable<Uint8Array>, clientId: number): Shadow {
  const doc = new Y.Doc();
  const rows = rowsOf(doc);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(committed));
  for (const update of inFlight) Y.applyUpdate(doc, update);
  // Only now: Yjs changes the number of a document to which somebody else brings writes of that number.
  doc.clientID = clientId;

  const authors = new Map<string, Author>();
  const people = new Map<number, Id>();
  const memory: Memory = {
    rows,
    authorOf: (rowId, column) => authors.get(`${rowId} ${column}`) ?? null,
    personOf: (client) => people.get(client) ?? null,
  };

  let current: { findings: Findings; update: Uint8Array; bearer: Bearer } | null = null;
  let news: Uint8Array[] = [];
  doc.on("update", (update) => news.push(update));
  rows.observeDeep((events) => {
    if (!current) return;
    const { findings, bearer } = current;
    for (const event of events as unknown as Y.YMapEvent<never>[]) {
      // `null` stands for the list that every shared type can also be.
      if (event.path.length > 1 || event.keysChanged.has(null)) findings.outside = "something inside a cell";
      else if (event.path.length === 0) readNewRows(event as unknown as Y.YEvent<Rows>, findings);
      else readCells(event as unknown as Y.YEvent<Row>, findings, bearer.isLocked);
    }
  });
  doc.on("afterTransaction", (transaction) => {
    if (!current) return;
    const { findings, update, bearer } = current;
    findings.news.push(...readNews(rows, transaction));
    if (!bearer.knows) findings.emptied.push(...readEmptied(rows, transaction, update));
  });

  /** Puts the locked cells back as they were: to Yjs an edit like another, later than the one it answers. */
  function restore({ locked, unranked }: Findings): CellRef[] {
    if (locked.length + unranked.length === 0) return [];
    doc.transact(() => {
      for (const { row, rank } of unranked) row.set("rank", rank);
      for (const { row, column, before } of locked) {
        if (before === undefined) row.delete(column);
        else row.set(column, before);
      }
    });
    return locked.map(({ rowId, column }) => ({ rowId, column }));
  }

  /** Writes an emptiness where another client deleted a colleague's value: who writes there next can then say what was seen. */
  function writeEmptied({ emptied }: Findings, { actorId, isLocked }: Bearer): void {
    const plain = emptied.filter(({ rowId, taken, late }) => {
      const other = memory.personOf(taken.client);
      return !late && !isLocked(rowId) && other !== null && other !== actorId;
    });
    if (plain.length === 0) return;
    doc.transact(() => {
      for (const { rowId, column } of plain) if (isColumn(column)) rows.get(rowId)?.set(column, "");
    });
  }

  /** Shows a value where the cell would be empty because another, that stands before it, was taken back. */
  function revive({ revived }: Shelving, { changed }: Findings): void {
    if (revived.length === 0) return;
    doc.transact(() => {
      for (const { rowId, column, text } of revived) {
        changed.push({ rowId, column, before: rows.get(rowId)?.get(column) ?? "" });
        rows.get(rowId)?.set(column, text);
      }
    });
  }

  function remember({ changed, news: written }: Findings, { revived }: Shelving, { actorId, at }: Bearer): void {
    for (const { rowId, column } of changed) authors.set(`${rowId} ${column}`, { by: actorId, at });
    for (const { rowId, column, author } of revived) if (author) authors.set(`${rowId} ${column}`, author);
    for (const { leaves } of written) for (const { client } of leaves) people.set(client, actorId);
  }

  function judge(update: Uint8Array, bearer: Bearer): Taken {
    const findings = noFindings();
    const awaited = doc.store.pendingStructs;
    news = [];
    current = { findings, update, bearer };
    try {
      Y.applyUpdate(doc, update);
    } catch {
      return { kind: "outside", why: "not an update" };
    } finally {
      current = null;
    }
    if (doc.share.size > 1) return { kind: "outside", why: "a foreign root" };
    if (findings.outside !== null) return { kind: "outside", why: findings.outside };
    // Counting walks over every row: only where some came, or came back.
    const grew = findings.laid.size > 0 || findings.changed.some(({ column }) => column === "deletedAt");
    if (grew && isFull(rows)) return { kind: "outside", why: "too many rows", closing: "full" };
    // Parts of it wait for an update that has not come: it is stored as it came, or they would be lost.
    const waits = doc.store.pendingStructs !== awaited || doc.store.pendingDs !== null;
    if (waits) news = [update];
    const shelving = shelve(findings, bearer, memory);
    const { shelved, overtaken } = shelving;
    if (news.length === 0 && shelved.length === 0) return { kind: "nothing" };
    // It changes nothing and is kept for what it says: its author emptied a cell in which a colleague had written.
    if (news.length === 0) news = [update];
    const corrected = restore(findings);
    writeEmptied(findings, bearer);
    revive(shelving, findings);
    remember(findings, shelving, bearer);
    const data = news.length === 1 && news[0] ? news[0] : Y.mergeUpdates(news);
    const stored = [...findings.touched].map((rowId) => readStoredRow(doc, rowId)).filter((row) => row !== null);
    return {
      kind: "edit",
      data,
      rows: stored.map(({ id: rowId, cells, rank, deleted }) => ({ rowId, cells, rank, deleted })),
      cells: editedCells(findings, rows),
      shelved,
      overtaken,
      corrected,
    };
  }

  return { take: judge, learn: (update) => Y.applyUpdate(doc, update) };
}
