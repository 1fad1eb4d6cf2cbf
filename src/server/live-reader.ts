import type { Actor } from "#domain/access.ts";
import type { LiveEvent } from "#domain/event.ts";
import { lastSeq, listEventsAfter, type StoredEvent } from "#db/event.ts";
import type { Sql } from "#db/sql.ts";
import type { Context } from "./context.ts";
import { liveFor } from "./live-audience.ts";
import { recentOf, type Recent } from "./recent.ts";

const backfillSize = 500;

/** Where to begin: where the page was, or now. A log that was restored from before the page's number begins at its own end. */
export async function numberFor(sql: Sql, recent: Recent, asked: number | null | undefined): Promise<number> {
  if (asked === null || asked === undefined) return recent.head;
  // Another node may have told the page more than this one has read.
  return asked <= recent.head ? asked : Math.min(asked, await lastSeq(sql));
}

/**
 * Reads the events from a number on, for one reader: those in memory, the log's where the reader is behind it, then what comes, each
 * once and in order. It keeps its number and nothing else, so that a reader who does not read costs nothing.
 */
export class EventReader {
  readonly #recent: Recent;
  readonly #sql: Sql;
  readonly #actor: Actor;
  #seen: number;
  /** Of the log, when the reader is behind what is in memory. */
  #backlog: StoredEvent[] = [];
  /** Everything up to this number is read once the backlog is. */
  #readTo = 0;

  constructor({ recent, sql, actor, after }: { recent: Recent; sql: Sql; actor: Actor; after: number }) {
    this.#recent = recent;
    this.#sql = sql;
    this.#actor = actor;
    this.#seen = after;
  }

  get seen(): number {
    return this.#seen;
  }

  /** The next event for this reader among those at hand; null when there is none. */
  take(): LiveEvent | null {
    for (;;) {
      const event = this.#backlog.shift() ?? (this.behind ? undefined : this.#recent.next(this.#seen));
      if (!event) return null;
      this.#seen = Math.max(this.#seen, event.seq);
      if (this.#backlog.length === 0) this.#seen = Math.max(this.#seen, this.#readTo);
      const told = liveFor(event, this.#actor);
      if (told) return told;
    }
  }

  /** True when the log has to be asked before anything more can be told. */
  get behind(): boolean {
    return this.#backlog.length === 0 && this.#seen < this.#recent.floor;
  }

  async catchUp(): Promise<void> {
    // Everything up to here is committed, so it is in what is read next.
    const { head } = this.#recent;
    const missed = await listEventsAfter(this.#sql, { agencyId: this.#actor.agencyId, after: this.#seen, most: backfillSize });
    this.#backlog = missed;
    if (missed.length < backfillSize) this.#readTo = Math.max(this.#readTo, head);
    if (missed.length === 0) this.#seen = Math.max(this.#seen, this.#readTo);
  }
}

/** Every so many a page that was away waits for what it was told to have mostly left. */
const atATime = 200;

/**
 * Tells a reader what happens after a number, by calls, until what it resolves to is called: everything in order and once, what is at hand
 * at once. `failed` is called when the log could not be read, and nothing more is told.
 */
export async function followLive(
  ctx: Pick<Context, "feed" | "sql" | "pace">,
  of: { actor: Actor; after: number | null; tell(event: LiveEvent): void; failed(error: unknown): void },
): Promise<() => void> {
  const recent = await recentOf(ctx.feed, ctx.sql);
  const reader = new EventReader({ recent, sql: ctx.sql, actor: of.actor, after: await numberFor(ctx.sql, recent, of.after) });
  let over = false;
  let busy = false;

  /** Tells what is at hand; false when there is more than is told at once. */
  function tellSome(): boolean {
    for (let told = 0; told < atATime; told += 1) {
      const event = reader.take();
      if (!event) return !reader.behind;
      of.tell(event);
    }
    return false;
  }
  async function tellAll(): Promise<void> {
    busy = true;
    try {
      do {
        await ctx.pace?.();
        if (reader.behind) await reader.catchUp();
      } while (!over && !tellSome());
    } finally {
      busy = false;
    }
  }
  function fail(error: unknown): void {
    leave();
    of.failed(error);
  }
  function bell(): void {
    try {
      if (busy || over || tellSome()) return;
    } catch (error) {
      return fail(error);
    }
    tellAll().catch(fail);
  }
  const leave = recent.join(bell);
  bell();
  return () => {
    over = true;
    leave();
  };
}
