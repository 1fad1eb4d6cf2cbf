import * as Y from "yjs";
import { isColumn } from "#domain/worksheet.ts";
import type { Row, Rows } from "#sheet/doc.ts";

/**
 * Who had seen what. Of two writes to a cell that do not know of each other Yjs keeps one and drops the other without a word. But each
 * write names the one its author saw (`origin`), so that the writes of a cell are a tree: a value is answered when another names it. Of
 * those nobody answered one is shown; the others are lost.
 *
 * This file alone reads what Yjs keeps to itself (`_map`, `_item`); the shape of its items is held by concurrent.test.ts.
 */

/** A write as Yjs numbers it: for ever the same, on every page and after every restart. */
export interface WriteId {
  client: number;
  clock: number;
}

/** A value of a cell; the text is empty where the cell was emptied. */
export interface Write extends WriteId {
  text: string;
}

/** What one transaction brought to one cell. */
export interface CellNews {
  rowId: string;
  column: string;
  /** What the cell held before, null when nothing stood there; and whether a new write answers it. */
  before: Write | null;
  isAnswered: boolean;
  /** New values that nobody answered: one of them may be shown. */
  leaves: Write[];
  shown: Write;
  /** What stands last was taken back (an undo, or the rules): the cell is empty, and nobody meant it to be. */
  isVacant: boolean;
  /** Older writes that a new one answers, though they were not what the cell held: lost ones, which somebody saw after all. */
  overtakes: WriteId[];
}

/** The states of clients that a page has: a number of writes by client. */
export type Knows = Map<number, number>;
export const isKnown = (knows: Knows, { client, clock }: WriteId): boolean => clock < (knows.get(client) ?? 0);

type Inside = { _item: Y.Item | null; _map: Map<string, Y.Item> };
const inside = (type: unknown): Inside => type as Inside;

const keyOf = ({ client, clock }: WriteId): string => `${client}:${clock}`;

const contentOf = ({ content }: Y.Item): string => (content instanceof Y.ContentAny ? String(content.arr.at(-1)) : "");
const writeOf = (item: Y.Item, text: string): Write => ({ client: item.lastId.client, clock: item.lastId.clock, text });

/** The row a map of cells belongs to; null when it is not one of `rows`. */
function rowIdOf(rows: Rows, parent: unknown): string | null {
  const item = parent instanceof Y.Map ? inside(parent)._item : null;
  return item && item.parent === (rows as unknown) && item.parentSub !== null ? item.parentSub : null;
}

/** The writes of a transaction, by cell; deletions are told apart by the caller. */
function newItems(rows: Rows, { doc, beforeState, afterState }: Y.Transaction): Map<Row, Map<string, Y.Item[]>> {
  const found = new Map<Row, Map<string, Y.Item[]>>();
  for (const [client, clock] of afterState) {
    const from = beforeState.get(client) ?? 0;
    const structs = doc.store.clients.get(client);
    if (from >= clock || !structs) continue;
    for (let index = from === 0 ? 0 : Y.findIndexSS(structs, from); index < structs.length; index += 1) {
      const item = structs[index];
      if (!(item instanceof Y.Item) || item.parentSub === null || !isColumn(item.parentSub)) continue;
      if (rowIdOf(rows, item.parent) === null) continue;
      const row = item.parent as unknown as Row;
      const cells = found.get(row) ?? new Map<string, Y.Item[]>();
      found.set(row, cells);
      const items = cells.get(item.parentSub);
      if (items) items.push(item);
      else cells.set(item.parentSub, [item]);
    }
  }
  return found;
}

/** What the new writes of one cell come to. */
function newsOf(items: Y.Item[], last: Y.Item, { beforeState, deleteSet }: Y.Transaction): Omit<CellNews, "rowId" | "column"> {
  const isNew = ({ id }: Y.Item): boolean => id.clock >= (beforeState.get(id.client) ?? 0);
  let old: Y.Item | null = last;
  while (old !== null && isNew(old)) old = old.left;
  // What was deleted before this transaction was taken back; what is deleted in it still has its content here.
  const stood = old !== null && (!old.deleted || Y.isDeleted(deleteSet, old.id));
  const before = old && stood ? writeOf(old, contentOf(old)) : null;
  const answers = new Set<string>();
  const overtakes: WriteId[] = [];
  for (const { origin } of items) {
    if (origin === null) continue;
    answers.add(keyOf(origin));
    const isOld = origin.clock < (beforeState.get(origin.client) ?? 0);
    if (isOld && old !== null && keyOf(origin) !== keyOf(old.lastId)) overtakes.push({ client: origin.client, clock: origin.clock });
  }
  const shown = writeOf(last, last.deleted ? "" : contentOf(last));
  const leaves = items
    .filter(({ lastId }) => !answers.has(keyOf(lastId)))
    .map((item) => (item === last ? shown : writeOf(item, contentOf(item))));
  return { before, isAnswered: before !== null && answers.has(keyOf(before)), leaves, shown, isVacant: last.deleted, overtakes };
}

/** What a transaction wrote, cell by cell. To be read while the transaction's observers run: afterwards deleted values are gone. */
export function readNews(rows: Rows, transaction: Y.Transaction): CellNews[] {
  const news: CellNews[] = [];
  for (const [row, cells] of newItems(rows, transaction)) {
    const rowId = rowIdOf(rows, row) ?? "";
    for (const [column, items] of cells) {
      const last = inside(row)._map.get(column);
      if (last) news.push({ rowId, column, ...newsOf(items, last, transaction) });
    }
  }
  return news;
}

/** What stands under a key of a row, with its number; null when nothing does. */
export function readWrite(row: Row, key: string): Write | null {
  const item = inside(row)._map.get(key);
  return item && !item.deleted ? writeOf(item, contentOf(item)) : null;
}

/** The most deletions looked at: a page of ours deletes only to take back its own. */
const mostDeletions = 2_000;

/** A cell that was emptied by a deletion (other clients than ours do so), and what was taken out of it. */
export interface Emptied {
  rowId: string;
  column: string;
  taken: Write;
  /** Another value stood there by then. */
  late: boolean;
}

/**
 * Cells that an update empties by deleting what its author saw in them. An update sent as it was typed deletes nothing else but what it
 * writes over; one that brings a whole document back repeats every deletion ever made and says nothing: it is not to be given here.
 */
export function readEmptied(rows: Rows, transaction: Y.Transaction, update: Uint8Array): Emptied[] {
  // No deletions: their count, nought, is the last byte; no other number ends with nought.
  if (update.at(-1) === 0) return [];
  const { doc, beforeState } = transaction;
  const { structs, ds } = Y.decodeUpdate(update);
  const overwritten = new Set(structs.map((struct) => (struct instanceof Y.Item && struct.origin ? keyOf(struct.origin) : "")));
  const found: Emptied[] = [];
  let seen = 0;
  for (const [client, ranges] of ds.clients) {
    for (const { clock: from, len } of ranges) {
      for (let clock = from; clock < from + len;) {
        if ((seen += 1) > mostDeletions || clock >= (beforeState.get(client) ?? 0)) break;
        const item = Y.getItem(doc.store, Y.createID(client, clock)) as Y.Item | Y.GC;
        clock = item.id.clock + item.length;
        if (!(item instanceof Y.Item) || item.parentSub === null || !isColumn(item.parentSub)) continue;
        const rowId = rowIdOf(rows, item.parent);
        if (rowId === null || overwritten.has(keyOf(item.lastId)) || item.lastId.clock >= from + len) continue;
        const now = inside(item.parent)._map.get(item.parentSub);
        const isFresh = Y.isDeleted(transaction.deleteSet, item.id);
        if (item !== now || isFresh)
          found.push({ rowId, column: item.parentSub, taken: writeOf(item, contentOf(item)), late: item !== now });
      }
    }
  }
  return found;
}
