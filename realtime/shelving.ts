import type { Id } from "#domain/id.ts";
import { isColumn } from "#domain/worksheet.ts";
import type { NewShelved, WriteKey } from "#db/sheet.ts";
import type { Rows } from "#sheet/doc.ts";
import { isKnown, readWrite, type CellNews, type Knows, type Write } from "./concurrent.ts";
import type { Findings } from "./model.ts";

/** Who wrote what a cell holds, and when (milliseconds), as far as it is remembered. */
export interface Author {
  by: Id | null;
  at: number;
}

/** Who brings an update, and what is known of it. */
export interface Bearer {
  actorId: Id;
  /** Milliseconds, by our clock. */
  at: number;
  /** For a page that comes back with what it wrote meanwhile: the writes it knew of. Null for an update sent as it was typed. */
  knows: Knows | null;
  isLocked(rowId: string): boolean;
}

/** The sheet with the update in it, and what is known of what stood there. */
export interface Memory {
  rows: Rows;
  authorOf(rowId: string, column: string): Author | null;
  /** Who writes under a client's number; null when that is not remembered. */
  personOf(client: number): Id | null;
}

/** What an update brings to the shelf; what it takes off because somebody saw it after all; and what is to be shown instead of nothing. */
export interface Shelving {
  shelved: NewShelved[];
  overtaken: WriteKey[];
  revived: { rowId: string; column: string; text: string; author: Author | null }[];
}

/**
 * Rows and cells have no order between them in Yjs: whether a person who removes a row had seen what a colleague wrote in it is known
 * by what her page knew, or, of a page that is connected, by the time it takes to be told.
 */
const toldWithin = 1_000;
/** A page of ours writes in no row that it knows to be removed; this long after, it is an undo. */
const removalToldWithin = 10_000;

const same = (one: Write, other: Write): boolean => one.client === other.client && one.clock === other.clock;
const signed = (author: Author | null): { by: Id | null; at: string | null } => ({
  by: author?.by ?? null,
  at: author ? new Date(author.at).toISOString() : null,
});

interface Sides {
  rowId: string;
  column: string;
  /** The column in which an author that is not remembered is looked up. */
  of?: string;
  reason: NewShelved["reason"];
  shown: { text: string; author: Author | null };
  shelved: { write: Write; author: Author | null };
}

function entry({ rowId, column, of, reason, shown, shelved }: Sides): NewShelved {
  const [before, kept] = [signed(shown.author), signed(shelved.author)];
  return {
    rowId,
    column,
    writtenIn: of ?? column,
    reason,
    shownText: shown.text,
    shownBy: before.by,
    shownAt: before.at,
    shelvedText: shelved.write.text,
    shelvedBy: kept.by,
    shelvedAt: kept.at,
    client: shelved.write.client,
    clock: shelved.write.clock,
  };
}

/** Values that nobody answered and the cell does not show. One person's two pages count as two: what the first wrote would vanish unsaid. */
function lostValues(news: CellNews, bearer: Bearer, memory: Memory): Pick<Shelving, "shelved" | "revived"> {
  const { rowId, column, before, isAnswered, leaves, shown } = news;
  const mine: Author = { by: bearer.actorId, at: bearer.at };
  const theirs = memory.authorOf(rowId, column);
  const lost = leaves.filter((leaf) => !same(leaf, shown)).map((write) => ({ write, author: mine as Author | null }));
  if (before && !isAnswered && !same(before, shown)) lost.push({ write: before, author: theirs });
  // A value that was taken back stands before nobody's: of the others the one that was there is shown, or else the newest.
  const revived = news.isVacant ? lost.findLast(({ write }) => write.text !== "") : undefined;
  const isNew = leaves.some((leaf) => same(leaf, shown));
  const sees = revived ? { text: revived.write.text, author: revived.author } : { text: shown.text, author: isNew ? mine : theirs };
  return {
    shelved: lost
      .filter(({ write }) => write.text !== sees.text)
      .map((one) => entry({ rowId, column, reason: "unaware", shown: sees, shelved: one })),
    revived: revived ? [{ rowId, column, ...sees }] : [],
  };
}

/** What was written in a row that belongs to a request: put back, and kept as a proposal. */
function proposals({ rowId, column, before, leaves }: CellNews, bearer: Bearer, memory: Memory): NewShelved[] {
  const shown = { text: before?.text ?? "", author: before ? memory.authorOf(rowId, column) : null };
  const author = { by: bearer.actorId, at: bearer.at };
  return leaves
    .filter(({ text }) => text !== shown.text)
    .map((write) => entry({ rowId, column, reason: "row-has-request", shown, shelved: { write, author } }));
}

/** A row removed while somebody wrote in it, the removal first. */
function inRemovedRow(news: CellNews, bearer: Bearer, memory: Memory): NewShelved[] {
  const { rowId, column, shown, leaves } = news;
  const row = memory.rows.get(rowId);
  const removal = row ? readWrite(row, "deletedAt") : null;
  const write = leaves.find((leaf) => same(leaf, shown));
  if (!removal || !write || write.text === "") return [];
  const author = memory.authorOf(rowId, "deletedAt");
  const knew = bearer.knows
    ? isKnown(bearer.knows, removal)
    : author === null || author.by === bearer.actorId || bearer.at - author.at > removalToldWithin;
  if (knew) return [];
  const sides = { shown: { text: removal.text, author }, shelved: { write, author: { by: bearer.actorId, at: bearer.at } } };
  return [entry({ rowId, column: "deletedAt", of: author ? column : "deletedAt", reason: "unaware", ...sides })];
}

/** The same, the writing first: the newest of what the person who removes the row had not seen. */
function byRemoval(rowId: string, bearer: Bearer, memory: Memory): NewShelved[] {
  const row = memory.rows.get(rowId);
  const removal = row ? readWrite(row, "deletedAt") : null;
  if (!row || !removal) return [];
  let newest: { write: Write; author: Author | null; column: string } | null = null;
  for (const column of row.keys()) {
    const write = isColumn(column) ? readWrite(row, column) : null;
    if (!write || write.text === "") continue;
    const author = memory.authorOf(rowId, column);
    const own = (author?.by ?? memory.personOf(write.client)) === bearer.actorId;
    const knew = bearer.knows ? isKnown(bearer.knows, write) : author === null || bearer.at - author.at > toldWithin;
    if (!own && !knew && (author?.at ?? 0) >= (newest?.author?.at ?? 0)) newest = { write, author, column };
  }
  if (!newest) return [];
  const { write, author, column } = newest;
  const sides = { shown: { text: removal.text, author: { by: bearer.actorId, at: bearer.at } }, shelved: { write, author } };
  return [entry({ rowId, column: "deletedAt", of: column, reason: "unaware", ...sides })];
}

/** What is deleted has no number of its own: that of what was taken, told apart by its sign. */
const taking = ({ client, clock }: Write): Write => ({ client, clock: -1 - clock, text: "" });

/** What becomes of the values of an update that are not shown. Asked before the update is remembered. */
export function shelve(found: Findings, bearer: Bearer, memory: Memory): Shelving {
  const author = { by: bearer.actorId, at: bearer.at };
  const shelved: NewShelved[] = [];
  const overtaken: WriteKey[] = [];
  const revived: Shelving["revived"] = [];
  for (const news of found.news) {
    const { rowId, column } = news;
    overtaken.push(...news.overtakes.map((write) => ({ rowId, column, ...write })));
    if (bearer.isLocked(rowId)) shelved.push(...proposals(news, bearer, memory));
    else {
      const lost = lostValues(news, bearer, memory);
      shelved.push(...lost.shelved);
      revived.push(...lost.revived);
      if (!found.laid.has(rowId)) shelved.push(...inRemovedRow(news, bearer, memory));
    }
  }
  for (const { rowId, column, taken, late } of found.emptied) {
    const isLocked = bearer.isLocked(rowId);
    const row = memory.rows.get(rowId);
    const stands = row ? readWrite(row, column) : null;
    // A person who takes back her own value has lost nothing by a later one.
    const other = memory.personOf(taken.client);
    const lost = late && other !== null && other !== bearer.actorId && stands !== null && stands.text !== "";
    if (!isLocked && !lost) continue;
    const shown = { text: late ? (stands?.text ?? "") : taken.text, author: memory.authorOf(rowId, column) };
    if (shown.text === "") continue;
    const reason = isLocked ? "row-has-request" : "unaware";
    shelved.push(entry({ rowId, column, reason, shown, shelved: { write: taking(taken), author } }));
  }
  for (const { rowId, column, row } of found.locked) {
    const removal = column === "deletedAt" ? readWrite(row, column) : null;
    if (!removal) continue;
    const sides = { shown: { text: "", author: null }, shelved: { write: removal, author } };
    shelved.push(entry({ rowId, column, reason: "row-has-request", ...sides }));
  }
  for (const { rowId, column } of found.changed) {
    if (column === "deletedAt" && !found.laid.has(rowId)) shelved.push(...byRemoval(rowId, bearer, memory));
  }
  return { shelved, overtaken, revived };
}
