import type { Id } from "#domain/id.ts";
import { listLivingSessions } from "#db/session.ts";
import type { Query } from "#db/sql.ts";
import type { Log } from "#server/log.ts";

/** Whoever stays connected, and by which session. */
export interface Attendant {
  accountId: Id;
  /** The hash of the session's secret. */
  sessionId: string;
}

/** Longer than reading a session takes. */
const forgotten = 60_000;

/** The role each session used when it was first asked for: not that of the actor, who has another where that role was taken away. */
const roles = new WeakMap<Attendant, Id | null>();

/** Those whose session has ended, wherever it was ended, or is used in another role by now. One question, however many there are. */
export async function endedAmong<Who extends Attendant>(sql: Query, all: Who[]): Promise<Set<Who>> {
  if (all.length === 0) return new Set();
  const living = await listLivingSessions(sql, [...new Set(all.map(({ sessionId }) => sessionId))]);
  return new Set(
    all.filter((who) => {
      const inUse = living.get(who.sessionId);
      if (inUse === undefined) return true;
      if (!roles.has(who)) roles.set(who, inUse);
      return roles.get(who) !== inUse;
    }),
  );
}

export interface Attendance {
  /**
   * Counts somebody in until what it returns is called; `end` is called when their session ends or their rights change, at once when they
   * changed since `judgedAt` (of `performance.now()`, before the session was read).
   */
  add(who: Attendant & { judgedAt: number }, end: () => void): () => void;
  /** Ends what an account has open: it comes back and is judged anew. */
  rejudge(accountId: Id): void;
  of(accountId: Id): number;
  size(): number;
  /** Asks no more, and ends everybody. */
  stop(): void;
}

/**
 * Who is connected to this node for longer than an answer takes, but for sheets, which keep their own. Sessions end elsewhere (signed out
 * on another node, run idle): they are asked for every few seconds, all at once.
 */
export function makeAttendance({ sql, log, every }: { sql: Query; log: Log; every: number }): Attendance {
  const attending = new Map<Attendant, () => void>();
  /** When an account's rights last changed, for those who were being judged just then. */
  const changed = new Map<Id, number>();
  let asking = false;

  async function judge(): Promise<void> {
    for (const who of await endedAmong(sql, [...attending.keys()])) attending.get(who)?.();
  }

  const timer = setInterval(() => {
    for (const [accountId, at] of changed) if (performance.now() - at > forgotten) changed.delete(accountId);
    if (asking) return;
    asking = true;
    judge()
      .catch((err: unknown) => log.warn({ err }, "sessions could not be read; they are asked for again"))
      .finally(() => (asking = false));
  }, every);

  return {
    add({ accountId, sessionId, judgedAt }, end) {
      // Two tabs of one session are two.
      const one = { accountId, sessionId };
      attending.set(one, end);
      if ((changed.get(accountId) ?? 0) > judgedAt) end();
      return () => void attending.delete(one);
    },
    rejudge(accountId) {
      changed.set(accountId, performance.now());
      for (const [who, end] of attending) if (who.accountId === accountId) end();
    },
    of(accountId) {
      let count = 0;
      for (const who of attending.keys()) if (who.accountId === accountId) count += 1;
      return count;
    },
    size: () => attending.size,
    stop() {
      clearInterval(timer);
      for (const end of attending.values()) end();
    },
  };
}
