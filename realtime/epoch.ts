import type { Document } from "@hocuspocus/server";
import * as Y from "yjs";
import { lockSheet, type SheetKey } from "#db/sheet.ts";
import { beginEpoch, listRowsNeeded, listSheetsWritten, loadSheet } from "#db/sheet-log.ts";
import type { Sql } from "#db/sql.ts";
import type { Log } from "#server/log.ts";
import type { Closing } from "#sheet/protocol.ts";
import { overgrown, rebuild } from "#sheet/rebuild.ts";
import type { Gate } from "./gate.ts";

/** Sheets made anew, in another epoch, when what was written over in them outgrew what stands. */
export interface Epochs {
  /** To be called when the last page has left a sheet; does nothing when it is not due. Never throws. */
  left(document: Document): Promise<void>;
  /**
   * For a sheet that takes nothing more: in a new epoch, or with its snapshot, it may have room again. Says what its pages are to do.
   * "full" when there is no way. Never throws.
   */
  relieve(document: Document): Promise<Closing>;
  /** At night: what no page's leaving saw to, as after a crash, and what is open here and asleep. Returns how many were made anew. */
  nightly(): Promise<number>;
  /** How many this node has made anew. */
  count(): number;
}

/** Sheets written in since then are looked at at night; a night or two may be missed. */
const lookedBack = 3 * 24 * 60 * 60 * 1_000;
/** Open and not written in for so long: a tab somebody left behind. It takes the new epoch without being asked. */
const asleepAfter = 60 * 60 * 1_000;

/**
 * Makes a sheet anew in the next epoch from its log, in one transaction: a crash leaves one epoch or the other, whole. Under the
 * sheet's lock nothing is being committed by any node, and what is committed after it in the old epoch is refused (see
 * `commitUpdates`), so nothing acknowledged can be missed. Null, with nothing changed, when it is not due or no longer in that epoch.
 */
export async function renewSheet(sql: Sql, key: SheetKey, now = Date.now()): Promise<SheetKey | null> {
  return sql.begin(async (tx) => {
    await tx`select set_config('lock_timeout', '10s', true)`;
    await lockSheet(tx, key.id);
    const { snapshot, updates } = await loadSheet(tx, key);
    const doc = new Y.Doc();
    doc.transact(() => {
      for (const { data } of snapshot ? [snapshot, ...updates] : updates) Y.applyUpdate(doc, data);
    });
    const due = overgrown(doc) !== null;
    const data = due ? rebuild(doc, { kept: new Set(await listRowsNeeded(tx, key)), now }) : null;
    doc.destroy();
    return data && beginEpoch(tx, key, data);
  });
}

export function makeEpochs({ sql, gate, log }: { sql: Sql; gate: Gate; log: Log }): Epochs {
  let count = 0;

  async function renew(key: SheetKey): Promise<boolean> {
    const next = await gate.exclusive(key.id, async () => {
      const made = await renewSheet(sql, key);
      // Whoever came in meanwhile takes the new document, and writes there what was not yet saved.
      if (made) gate.retire(key.id, "newEpoch");
      return made;
    });
    if (!next) return false;
    count += 1;
    log.info({ sheet: key.id, epoch: next.epoch }, "a sheet was made anew from its cells");
    return true;
  }

  const tryTo = (key: SheetKey): Promise<boolean> =>
    renew(key).catch((err: unknown) => {
      log.warn({ err, sheet: key.id }, "a sheet could not be made anew; it stays as it is");
      return false;
    });

  return {
    async left(document) {
      const key = gate.isOpen(document) ? gate.keyOf(document) : null;
      if (key && overgrown(document) !== null) await tryTo(key);
    },

    async relieve(document) {
      const key = gate.isOpen(document) ? gate.keyOf(document) : null;
      if (!key || !gate.isFull(document)) return "full";
      if (overgrown(document) !== null && (await tryTo(key))) return "newEpoch";
      await gate.snapshot(document, 1);
      return gate.isFull(document) ? "full" : "restart";
    },

    async nightly() {
      const before = count;
      for (const document of gate.idle(asleepAfter)) {
        const key = gate.keyOf(document);
        if (key && overgrown(document) !== null) await tryTo(key);
      }
      // One at a time: each is read whole, and nobody waits for it.
      for (const key of await listSheetsWritten(sql, new Date(Date.now() - lookedBack).toISOString())) await tryTo(key);
      return count - before;
    },

    count: () => count,
  };
}
