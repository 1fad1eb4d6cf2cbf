import type { Id } from "#domain/id.ts";
import { openLane, type LaneSession } from "#db/lane.ts";
import { claimSheet, releaseSheet } from "#db/node.ts";
import type { Log } from "#server/log.ts";

/** Which sheets this node may write: it alone, among all nodes of the database, for as long as its session lasts. */
export interface Owner {
  /** True when this node is the sheet's one writer; false when another is. An error when the database cannot be reached. */
  claim(sheetId: Id): Promise<boolean>;
  /** Gives a sheet back; what was typed in it has to be stored before. */
  release(sheetId: Id): Promise<void>;
  /** The session that commits the sheet; null when this node has no right to. */
  holds(sheetId: Id): LaneSession | null;
  held(): Id[];
  /** A commit found that this is not the session it was. */
  lose(session: LaneSession): void;
  /** Gives everything back. */
  stop(): Promise<void>;
}

/**
 * The sheets of a node and the session that holds them. `onLost` gets the sheets of a session that ended by itself (PostgreSQL
 * restarted, the network broke, another node took us for dead): from that moment others may be writing them.
 */
export function makeOwner({ url, nodeId, log, onLost }: { url: string; nodeId: Id; log: Log; onLost: (sheetIds: Id[]) => void }): Owner {
  const held = new Map<Id, LaneSession>();
  /** Claims and releases of one sheet go one after the other. */
  const turns = new Map<Id, Promise<unknown>>();

  const lane = openLane(url, (session) => {
    const lost = [...held].filter(([, by]) => by === session).map(([id]) => id);
    for (const id of lost) held.delete(id);
    if (lost.length > 0) log.warn({ sheets: lost.length }, "the session that commits the sheets is gone; they are opened anew");
    onLost(lost);
  });

  const holds = (sheetId: Id): LaneSession | null => {
    const session = held.get(sheetId);
    return session && !session.lost ? session : null;
  };

  function inTurn<Value>(sheetId: Id, work: () => Promise<Value>): Promise<Value> {
    const mine = (turns.get(sheetId) ?? Promise.resolve()).then(work, work);
    turns.set(sheetId, mine);
    return mine.finally(() => {
      if (turns.get(sheetId) === mine) turns.delete(sheetId);
    });
  }

  async function claim(sheetId: Id): Promise<boolean> {
    if (holds(sheetId)) return true;
    const session = await lane.session();
    const got = await claimSheet(session, sheetId, nodeId).catch(async (error: unknown) => {
      // The lock may have been taken before the rest failed.
      await releaseSheet(session, sheetId).catch(() => {});
      throw error;
    });
    if (got === null) lane.lose(session);
    if (got !== true || session.lost) return false;
    held.set(sheetId, session);
    return true;
  }

  return {
    claim: (sheetId) => inTurn(sheetId, () => claim(sheetId)),
    release: (sheetId) =>
      inTurn(sheetId, async () => {
        const session = holds(sheetId);
        held.delete(sheetId);
        if (session) await releaseSheet(session, sheetId).catch(() => lane.lose(session));
      }),
    holds,
    held: () => [...held.keys()],
    lose: lane.lose,
    async stop() {
      await Promise.allSettled(turns.values());
      await lane.end();
      held.clear();
    },
  };
}
