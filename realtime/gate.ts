import type { Document } from "@hocuspocus/server";
import * as Y from "yjs";
import type { Id } from "#domain/id.ts";
import { lockSheet, type SheetKey } from "#db/sheet.ts";
import { currentEpoch, listUpdatesAfter, loadCurrent, readBeside, saveSnapshot, type StoredUpdate } from "#db/sheet-log.ts";
import type { Sql } from "#db/sql.ts";
import type { LaneSession } from "#db/lane.ts";
import type { Log } from "#server/log.ts";
import { limits, sheetOf, type Closing } from "#sheet/protocol.ts";
import { JudgedByOld, type Committer } from "./committer.ts";
import type { Knows } from "./concurrent.ts";
import { makeShadow, type CellRef, type Edit, type Shadow } from "./shadow.ts";

/** A sheet that is open on this node. */
export interface OpenSheet {
  readonly key: SheetKey;
  /** What everybody sees: exactly what is committed. */
  readonly document: Document;
  /** The session that holds it: when it ends, so does the right to write here. */
  readonly lane: LaneSession;
  shadow: Shadow | null;
  /** The number under which the gate itself writes in it. */
  clientId: number;
  /** Edits submitted and not yet committed, in order. */
  inFlight: Uint8Array[];
  /** The number of the newest row of the log that is in the document. */
  upto: number;
  /** Settles when everything submitted so far is committed or has failed. */
  tail: Promise<void>;
  recovering: Promise<void> | null;
  /** Counts the times that submitted edits were lost: who waited across one has to come back. */
  failures: number;
  /** Nothing more is taken: the document could not be brought in line with the log, and has to be loaded anew. */
  dead: boolean;
  lockedRows: Set<string>;
  /** Of the locked rows; the commit compares. */
  locksVersion: number;
  lockReads: number;
  bytes: number;
  sinceSnapshot: number;
  usedAt: number;
}

export type Verdict = { ok: true; corrected: CellRef[] } | { ok: false; closing: Closing; why: string };

export interface Gate {
  /** Fills a new document from the log and watches over it; throws when the log cannot be read, so that nobody sees an empty sheet. */
  open(sheet: Pick<SheetKey, "agencyId" | "id">, document: Document): Promise<void>;
  /**
   * Takes one update of a page: judged, committed, and in the document when this settles well. `knows`: what the page had seen, for
   * what it brings back after a break; null for an update sent as it was typed.
   */
  admit(document: Document, update: Uint8Array, by: { actorId: Id; knows: Knows | null }): Promise<Verdict>;
  /** False while edits have to wait, or may have to be judged again: each page's then go one at a time. */
  isCalm(document: Document): boolean;
  exclusive<Value>(sheetId: Id, work: () => Promise<Value>): Promise<Value>;
  /** Within `exclusive`: nothing more is taken into a document that is no longer the sheet, and its pages are told why. */
  retire(sheetId: Id, closing: Closing): void;
  /** Reads again which rows belong to a request, and what a command wrote in the sheet. */
  catchUp(sheetId: Id): Promise<void>;
  /** Lets go of sheets that this node no longer holds. */
  abandon(sheetIds: Id[]): void;
  /** Shortens what the next opening reads. Nothing depends on it: a failure is logged and forgotten. */
  snapshot(document: Document, atLeast: number): Promise<void>;
  /** Of a document that was let go; settles when nothing of it is on its way any more. */
  forget(name: string): Promise<void>;
  /** Lets go of shadows that nobody has needed for a while, and shortens the log of sheets at rest. */
  sweep(): void;
  /** Documents in which nobody has written for so many milliseconds. */
  idle(ms: number): Document[];
  isOpen(document: Document): boolean;
  /** It has grown past what a sheet may hold, and takes nothing more. */
  isFull(document: Document): boolean;
  /** The sheet, and the epoch of it, that a document holds; null for one that was never filled. */
  keyOf(document: Document): SheetKey | null;
  /** The sheet is open here. */
  has(sheetId: Id): boolean;
  /** Settles when nothing is in flight. */
  drained(): Promise<void>;
}

/** Long enough for a pause in typing; a shadow doubles a sheet's memory. */
const shadowKept = 30_000;
/** More changes of what is locked than this while one edit waits: its page comes back with it. */
const judgedAtMost = 4;

/** Document hooks that would store it are not ours: the gate stores before anything is applied. */
const ours = { source: "local", skipStoreHooks: true } as const;
/** Of what was committed: Hocuspocus then asks us, after a while, whether it is time for a snapshot. */
const committedHere = { source: "local" } as const;

/** Into one transaction, one by one: merging a long list first is quadratic (50,000 updates: 0.4 s against 84 s). */
function applyAll(document: Y.Doc, updates: StoredUpdate[]): void {
  document.transact(() => {
    for (const { data } of updates) Y.applyUpdate(document, data);
  }, ours);
}

const size = (updates: StoredUpdate[]): number => updates.reduce((sum, { data }) => sum + data.length, 0);

/**
 * The gate: every update of every sheet of this node passes here, in order of arrival by sheet. It is judged on a shadow, committed,
 * and only then applied, broadcast and acknowledged. `onDead` is told of a document that has to be thrown away, `onShelved` of one whose
 * shelf changed.
 */
export function makeGate({
  sql,
  committer,
  holds: heldBy,
  log,
  onDead,
  onShelved,
  restsAfter = limits.restsAfter,
}: {
  sql: Sql;
  committer: Committer;
  /** The session that holds a sheet; null when this node may not write it. */
  holds: (sheetId: Id) => LaneSession | null;
  log: Log;
  onDead: (document: Document, closing: Closing) => void;
  onShelved: (document: Document) => void;
  restsAfter?: number;
}): Gate {
  const sheets = new Map<Id, OpenSheet>();
  const byDocument = new WeakMap<Y.Doc, OpenSheet>();
  /** Sheets that a command has asked to be quiet, until this settles. */
  const holds = new Map<Id, Promise<void>>();

  /** Reads which rows are locked and, in the same look, what a command wrote in the log beside this node: both go by one version. */
  async function catchUp(sheetId: Id): Promise<void> {
    const open = sheets.get(sheetId);
    if (!open) return;
    const read = (open.lockReads += 1);
    const { version, rowIds, updates } = await readBeside(sql, open.key, open.upto);
    if (read !== open.lockReads || sheets.get(sheetId) !== open) return;
    open.lockedRows = new Set(rowIds);
    open.locksVersion = version;
    // Of our own what is committed and not yet answered may be among them: it is in the document a moment earlier.
    const news = updates.filter(({ id }) => id > open.upto);
    if (news.length === 0 || open.dead) return;
    applyAll(open.document, news);
    for (const { data } of news) open.shadow?.learn(data);
    open.upto = Math.max(open.upto, news.at(-1)?.id ?? 0);
    open.bytes += size(news);
    open.sinceSnapshot += news.length;
  }

  function giveUp(open: OpenSheet, closing: Closing = "restart"): void {
    open.dead = true;
    onDead(open.document, closing);
  }

  /** After a commit that failed or whose outcome is unknown, the log says what is true. */
  async function recover(open: OpenSheet): Promise<void> {
    try {
      const { epoch, updates } = await sql.begin(async (tx) => {
        // A statement we lost sight of may still be running, and holds this lock while it does.
        await lockSheet(tx, open.key.id);
        return { epoch: await currentEpoch(tx, open.key), updates: await listUpdatesAfter(tx, open.key, open.upto) };
      });
      if (epoch !== open.key.epoch) return giveUp(open, epoch === null ? "gone" : "newEpoch");
      applyAll(open.document, updates);
      open.upto = updates.at(-1)?.id ?? open.upto;
      await catchUp(open.key.id);
    } catch (err) {
      log.error({ err, sheet: open.key.id }, "the log of a sheet could not be read again; its pages come back");
      giveUp(open);
    }
  }

  function fail(open: OpenSheet): void {
    if (open.recovering) return;
    open.failures += 1;
    open.shadow = null;
    open.inFlight = [];
    if (open.dead) return;
    open.recovering = recover(open).finally(() => (open.recovering = null));
  }

  async function quiet(open: OpenSheet): Promise<void> {
    for (let wait = holds.get(open.key.id) ?? open.recovering; wait; wait = holds.get(open.key.id) ?? open.recovering) await wait;
  }

  const no = (closing: Closing, why: string): Verdict => ({ ok: false, closing, why });

  async function commit(open: OpenSheet, edit: Edit, actorId: Id): Promise<void> {
    const { data } = edit;
    open.inFlight.push(data);
    const done = committer.submit({
      ...edit,
      sheet: open.key,
      lane: open.lane,
      locksVersion: open.locksVersion,
      actorId,
      // One transaction, one broadcast: each would cost as much as the document has had clients.
      together: (work) => open.document.transact(work, committedHere),
      committed(upto) {
        open.inFlight.shift();
        open.upto = Math.max(open.upto, upto);
        open.bytes += data.length;
        open.sinceSnapshot += 1;
        Y.applyUpdate(open.document, data);
        if (edit.shelved.length > 0 || edit.overtaken.length > 0) onShelved(open.document);
      },
      failed: () => fail(open),
    });
    open.tail = done.catch(() => {});
    await done;
  }

  async function load(sheet: Pick<SheetKey, "agencyId" | "id">, document: Document): Promise<void> {
    const older = sheets.get(sheet.id);
    // What an older document has on its way is in the log before it is read, and nothing of it follows.
    if (older) older.dead = true;
    await older?.tail;
    const lane = heldBy(sheet.id);
    if (!lane) throw new Error("a sheet that this node does not hold");
    // The epoch its pages were judged in may be over.
    const { key, snapshot, updates } = await loadCurrent(sql, sheet);
    applyAll(document, snapshot ? [snapshot, ...updates] : updates);
    const open: OpenSheet = {
      key,
      document,
      lane,
      shadow: null,
      clientId: new Y.Doc().clientID,
      inFlight: [],
      upto: updates.at(-1)?.id ?? snapshot?.id ?? 0,
      tail: Promise.resolve(),
      recovering: null,
      failures: 0,
      dead: lane.lost,
      lockedRows: new Set(),
      locksVersion: 0,
      lockReads: 0,
      bytes: size(updates) + (snapshot?.data.length ?? 0),
      sinceSnapshot: updates.length,
      usedAt: Date.now(),
    };
    sheets.set(key.id, open);
    byDocument.set(document, open);
    await catchUp(key.id).catch((error: unknown) => {
      sheets.delete(key.id);
      throw error;
    });
  }

  /** Openings, commands and new epochs of a sheet, one after the other. */
  async function inTurn<Value>(sheetId: Id, work: () => Promise<Value>): Promise<Value> {
    const before = holds.get(sheetId);
    let release = (): void => {};
    const mine = new Promise<void>((resolve) => (release = resolve));
    const hold = (before ?? Promise.resolve()).then(() => mine);
    holds.set(sheetId, hold);
    await before;
    try {
      return await work();
    } finally {
      if (holds.get(sheetId) === hold) holds.delete(sheetId);
      release();
    }
  }

  async function snapshot(document: Document, atLeast: number): Promise<void> {
    const open = byDocument.get(document);
    if (!open || open.dead || open.sinceSnapshot < atLeast) return;
    const { upto, sinceSnapshot } = open;
    const data = Y.encodeStateAsUpdate(document);
    try {
      await saveSnapshot(sql, open.key, { id: upto, data });
      open.sinceSnapshot -= sinceSnapshot;
      open.bytes = data.length;
    } catch (err) {
      log.warn({ err, sheet: open.key.id }, "a snapshot was not kept");
    }
  }

  return {
    open: (sheet, document) => inTurn(sheet.id, () => load(sheet, document)),

    async admit(document, update, { actorId, knows }) {
      const open = byDocument.get(document);
      if (!open || sheets.get(open.key.id) !== open) return no("restart", "a document that was let go");
      if (update.length > limits.updateBytes) return no("tooLarge", "an update too large");
      // Judged anew while the rules change under it: a command on another node locked rows, say.
      for (let round = 0; ; round += 1) {
        await quiet(open);
        if (open.dead) return no("restart", "a document to be loaded anew");
        if (open.bytes > limits.sheetBytes) return no("full", "a sheet too large");
        open.usedAt = Date.now();
        open.shadow ??= makeShadow(document, open.inFlight, open.clientId);
        const { failures } = open;
        const isLocked = (rowId: string): boolean => open.lockedRows.has(rowId);
        const taken = open.shadow.take(update, { actorId, at: Date.now(), knows, isLocked });
        if (taken.kind === "outside") {
          open.shadow = null;
          return no(taken.closing ?? "outsideModel", taken.why);
        }
        if (taken.kind === "nothing") {
          // What it repeats may still be in flight from a socket that broke.
          await open.tail;
          return open.failures === failures ? { ok: true, corrected: [] } : no("restart", "a commit failed");
        }
        try {
          await commit(open, taken, actorId);
          return { ok: true, corrected: taken.corrected };
        } catch (err) {
          await open.recovering;
          if (err instanceof JudgedByOld && round < judgedAtMost) continue;
          log.warn({ err, sheet: open.key.id }, "edits were not committed; their pages come back with them");
          return no("restart", "a commit failed");
        }
      }
    },

    exclusive: (sheetId, work) =>
      inTurn(sheetId, async () => {
        const open = sheets.get(sheetId);
        await open?.tail;
        await open?.recovering;
        try {
          return await work();
        } finally {
          // The rows that were sent are locked before the gate opens again.
          await catchUp(sheetId).catch((err: unknown) => {
            log.error({ err, sheet: sheetId }, "the locked rows could not be read; the sheet is loaded anew");
            const now = sheets.get(sheetId);
            if (now) giveUp(now);
          });
        }
      }),

    retire(sheetId, closing) {
      const open = sheets.get(sheetId);
      if (open && !open.dead) giveUp(open, closing);
    },

    catchUp,

    abandon(sheetIds) {
      for (const open of sheetIds.flatMap((id) => sheets.get(id) ?? [])) if (!open.dead) giveUp(open);
    },

    snapshot,

    async forget(name) {
      const sheetId = sheetOf(name);
      const open = sheetId === null ? undefined : sheets.get(sheetId);
      // A new one of that name may have been opened meanwhile.
      if (sheetId === null || !open?.document.isDestroyed) return;
      open.dead = true;
      await open.tail;
      if (sheets.get(sheetId) === open) sheets.delete(sheetId);
    },

    sweep() {
      for (const open of sheets.values()) {
        const rested = Date.now() - open.usedAt;
        if (open.shadow && open.inFlight.length === 0 && rested > shadowKept) open.shadow = null;
        if (rested > restsAfter) void snapshot(open.document, 1);
      }
    },

    idle: (ms) => [...sheets.values()].filter(({ usedAt, dead }) => !dead && Date.now() - usedAt > ms).map(({ document }) => document),
    isOpen(document) {
      const open = byDocument.get(document);
      return open !== undefined && !open.dead && sheets.get(open.key.id) === open;
    },
    isCalm(document) {
      const open = byDocument.get(document);
      return open !== undefined && !open.dead && !open.recovering && !holds.has(open.key.id);
    },
    isFull: (document) => (byDocument.get(document)?.bytes ?? 0) > limits.sheetBytes,
    keyOf: (document) => byDocument.get(document)?.key ?? null,
    has: (sheetId) => sheets.has(sheetId),
    drained: async () => void (await Promise.all([...sheets.values()].map(({ tail }) => tail))),
  };
}
