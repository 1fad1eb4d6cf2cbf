import { randomBytes, randomUUID } from "node:crypto";
import type { Id } from "#domain/id.ts";
import { endSilentOwner, findOwner, forgetNode, listSilent, seeNode, tellOwned, type NodeRecord } from "#db/node.ts";
import type { Sql } from "#db/sql.ts";
import type { Log } from "#server/log.ts";

/** This server, among those that share the database. */
export interface ThisNode {
  readonly id: Id;
  /** Signs what others pass on to it. */
  readonly key: string;
  /** Says where it is reached by the other nodes: "10.0.0.5:3000". Until then none of them passes anything on to it. */
  announce(address: string): Promise<void>;
  /** Another node that says it holds the sheet; null when none does, or it is this one. */
  ownerOf(sheetId: Id): Promise<(NodeRecord & { silent: boolean }) | null>;
  /** Ends the session of an owner that stands still. */
  takeFrom(sheetId: Id): Promise<boolean>;
  stop(): Promise<void>;
}

/** How often a node says that it lives, and after how long without it others no longer wait for it. Milliseconds. */
export interface Pulse {
  beatEvery: number;
  silentAfter: number;
}

const pulse: Pulse = { beatEvery: 2_000, silentAfter: 8_000 };

/** `held` are the sheets of this node; `onSilent` is told of nodes that are no longer heard, at each beat. */
export function makeNode({
  sql,
  log,
  held,
  onSilent,
  beatEvery = pulse.beatEvery,
  silentAfter = pulse.silentAfter,
}: {
  sql: Sql;
  log: Log;
  held: () => Id[];
  onSilent: (nodes: Id[]) => void;
} & Partial<Pulse>): ThisNode {
  const id = randomUUID();
  const key = randomBytes(32).toString("base64url");
  let address: string | null = null;
  let timer: NodeJS.Timeout | undefined;
  let beating: Promise<void> | null = null;

  async function beat(): Promise<void> {
    if (address === null) return;
    try {
      if (await seeNode(sql, { id, address, key })) await tellOwned(sql, id, held());
      const silent = await listSilent(sql, silentAfter);
      if (silent.length > 0) onSilent(silent);
    } catch (err) {
      log.debug({ err }, "this node could not say that it is there");
    }
  }

  return {
    id,
    key,
    async announce(where) {
      address = where;
      await beat();
      timer ??= setInterval(() => {
        beating ??= beat().finally(() => (beating = null));
      }, beatEvery);
    },
    async ownerOf(sheetId) {
      const owner = await findOwner(sql, sheetId);
      return owner && owner.id !== id ? { ...owner, silent: owner.silentFor > silentAfter } : null;
    },
    async takeFrom(sheetId) {
      const ended = await endSilentOwner(sql, sheetId, silentAfter);
      if (ended) log.warn({ sheet: sheetId }, "the node that held a sheet stands still; its session was ended");
      return ended;
    },
    async stop() {
      clearInterval(timer);
      await beating;
      if (address !== null) await forgetNode(sql, id).catch(() => {});
    },
  };
}
