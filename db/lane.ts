import { randomUUID } from "node:crypto";
import { connect, type Sql } from "./sql.ts";

/** One session with PostgreSQL. The sheets it holds are its advisory locks, so it and the right to commit end together. */
export interface LaneSession {
  /** Kept by the session itself under `concerto.lane`: a connection that took its place does not know it, and commits nothing. */
  readonly name: string;
  readonly sql: Sql;
  readonly lost: boolean;
}

export interface Lane {
  /** The session, opened when there is none; an error when the database cannot be reached. */
  session(): Promise<LaneSession>;
  /** Lets go of a session that is not what it was; the next one starts holding nothing. */
  lose(session: LaneSession): void;
  end(): Promise<void>;
}

/**
 * How soon PostgreSQL notices that the node at the other end is gone: at once when its process ends, after some five seconds when
 * its machine or the network does. An operator's limit on idle sessions is not meant for this one. Not every system has all of them.
 */
const watchfulness = {
  client_connection_check_interval: "1s",
  tcp_keepalives_idle: "2",
  tcp_keepalives_interval: "1",
  tcp_keepalives_count: "3",
  tcp_user_timeout: "5s",
  idle_session_timeout: "0",
} as const;

/** The one connection over which a node claims sheets and commits to them. `onLost` is told, once, of each session that ended by itself. */
export function openLane(url: string, onLost: (session: LaneSession) => void): Lane {
  let current: (LaneSession & { lost: boolean }) | null = null;
  let opening: Promise<LaneSession> | null = null;
  let ending = false;

  function lose(session: LaneSession & { lost: boolean }): void {
    if (session.lost) return;
    session.lost = true;
    if (current === session) current = null;
    // What was queued must not go over another connection.
    session.sql.end({ timeout: 0 }).catch(() => {});
    if (!ending) onLost(session);
  }

  async function open(): Promise<LaneSession> {
    const name = randomUUID();
    const sql = connect(url, { max: 1, name: "concerto sheets", arrays: false, ended: () => lose(session) });
    const session = { name, sql, lost: false };
    try {
      await sql`select set_config('concerto.lane', ${name}, false)`;
      await Promise.all(
        Object.entries(watchfulness).map(([key, value]) => sql`select set_config(${key}, ${value}, false)`.catch(() => {})),
      );
    } catch (error) {
      lose(session);
      throw error;
    }
    if (session.lost || ending) throw new Error("the session of the sheets ended as it began");
    return (current = session);
  }

  return {
    session: async () => current ?? (opening ??= open().finally(() => (opening = null))),
    lose: (session) => lose(session),
    async end() {
      ending = true;
      await opening?.catch(() => {});
      await current?.sql.end({ timeout: 5 });
    },
  };
}
