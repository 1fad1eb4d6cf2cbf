import { tracked, type TrackedEnvelope } from "@trpc/server";
import { z } from "zod";
import { can, type Actor } from "#domain/access.ts";
import type { SeatChange } from "#domain/assignment.ts";
import { eventFacts, topicOf, type LiveEvent } from "#domain/event.ts";
import { lastSeq, listEventsAfter, type StoredEvent } from "#db/event.ts";
import type { Sql } from "#db/sql.ts";
import { recentOf, type Recent } from "./recent.ts";
import { allowed, router } from "./trpc.ts";

const backfillSize = 500;
/** A page that asks by plain HTTP waits as long for something to happen; proxies give up at 30 s. */
const waitAtMost = 25_000;
/** What a page that was away for long takes in one answer. */
const mostAtOnce = 1_000;

/** What the event changed of who sits where, with the programme whose readers may know; null when it changed nothing of it, or says not what. */
function seatChangeOf(event: StoredEvent): { change: SeatChange; programmeId: string } | null {
  if (!event.kind.startsWith("assignment.")) return null;
  const facts = eventFacts["assignment.held"].safeParse(event.facts).data;
  if (!facts?.seats) return null;
  const { worksheetId, programmeId, left, taken } = facts.seats;
  const seat = taken && {
    ...taken,
    requestId: event.about,
    studentId: facts.studentId,
    state: "held" as const,
    by: event.actorName,
  };
  return { change: { worksheetId, left, taken: seat }, programmeId };
}

/**
 * Who may follow the sheet's seats: the school's own who see its assignments and have the programme. A course leader's courses are in the
 * database, not in her role: her screen asks again instead.
 */
const followsSeats = (reader: Actor, programmeId: string): boolean =>
  can(reader, "assignment.see") &&
  reader.kind !== "course-leader" &&
  reader.kind !== "instructor" &&
  (reader.everything || reader.programmes.includes(programmeId));

/** What is told of an event, by audience: there are few audiences and many readers, so each telling is made (and written as JSON) once. */
interface Tellings {
  seats: ReturnType<typeof seatChangeOf>;
  byAudience: (LiveEvent | undefined)[];
}
const tellings = new WeakMap<StoredEvent, Tellings>();

function tellingsOf(event: StoredEvent): Tellings {
  let known = tellings.get(event);
  if (!known) {
    known = { seats: seatChangeOf(event), byAudience: [] };
    tellings.set(event, known);
  }
  return known;
}

/** What a reader may be told of an event: that it happened, where, by whom in words; null when it is not for them. */
export function liveFor(event: StoredEvent, reader: Actor): LiveEvent | null {
  if (!event.agencyIds.includes(reader.agencyId)) return null;
  // Who signs in and when is for the administrator and the person: a colleague's screen has nothing to look at again.
  const concerned = event.about === reader.accountId || event.actorAccountId === reader.accountId;
  if (topicOf(event.kind) === "account" && !concerned && !can(reader, "people.manage")) return null;
  const inside = event.actorAgencyId === reader.agencyId;
  const mine = event.actorAccountId === reader.accountId;
  const { seats, byAudience } = tellingsOf(event);
  const follows = seats !== null && inside && followsSeats(reader, seats.programmeId);
  const audience = (inside ? 1 : 0) | (mine ? 2 : 0) | (follows ? 4 : 0);
  return (byAudience[audience] ??= {
    seq: event.seq,
    at: event.at,
    kind: event.kind,
    about: event.about,
    within: event.within,
    by: inside ? event.actorName : (event.actorAgencyName ?? ""),
    mine,
    ...(follows ? { change: seats.change } : {}),
  });
}

/**
 * Reads the events from a number on, for one reader: those in memory, the log's where the reader is behind it, then what comes, each
 * once and in order. It keeps its number and nothing else, so that a reader who does not read costs nothing.
 */
class EventReader {
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

type Told = TrackedEnvelope<LiveEvent>;

/** An `EventReader` as tRPC reads it: each is asked for when the one before has left, and a reader who waits is woken. */
function tell(
  reader: EventReader,
  { recent, signals, pace }: { recent: Recent; signals: (AbortSignal | undefined)[]; pace: (() => Promise<void>) | undefined },
): AsyncIterableIterator<Told> {
  let waiting: { resolve(result: IteratorResult<Told>): void; reject(error: unknown): void } | null = null;
  let over = false;
  const done: IteratorResult<Told> = { done: true, value: undefined };
  const wrap = (event: LiveEvent): IteratorResult<Told> => ({ done: false, value: tracked(String(event.seq), event) });

  function bell(): void {
    if (!waiting) return;
    const event = reader.take();
    if (event) {
      waiting.resolve(wrap(event));
      waiting = null;
    } else if (reader.behind) {
      const { resolve, reject } = waiting;
      waiting = null;
      next().then(resolve, reject);
    }
  }
  const leave = recent.join(bell);
  function finish(): void {
    over = true;
    leave();
    for (const signal of signals) signal?.removeEventListener("abort", finish);
    waiting?.resolve(done);
    waiting = null;
  }
  for (const signal of signals) {
    signal?.addEventListener("abort", finish, { once: true });
    if (signal?.aborted) finish();
  }

  async function afterCatchingUp(): Promise<IteratorResult<Told>> {
    // A page that was away for days is not told of all of them at once.
    await pace?.();
    await reader.catchUp();
    return next();
  }

  function next(): Promise<IteratorResult<Told>> {
    if (over) return Promise.resolve(done);
    const event = reader.take();
    if (event) return Promise.resolve(wrap(event));
    if (reader.behind) return afterCatchingUp();
    return new Promise((resolve, reject) => (waiting = { resolve, reject }));
  }

  return {
    next,
    return() {
      finish();
      return Promise.resolve(done);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** Where to begin: where the page was, or now. A log that was restored from before the page's number begins at its own end. */
async function numberFor(sql: Sql, recent: Recent, asked: number | null | undefined): Promise<number> {
  if (asked === null || asked === undefined) return recent.head;
  // Another node may have told the page more than this one has read.
  return asked <= recent.head ? asked : Math.min(asked, await lastSeq(sql));
}

const after = z.coerce.number().int().nonnegative();

export const liveRouter = router({
  /**
   * Everything that happens that the reader may know of, in order, from `lastEventId` on (tRPC resumes by itself): nothing missed, nothing
   * twice, over any break.
   */
  events: allowed("history.see")
    .input(z.object({ lastEventId: after.nullish() }).optional())
    .subscription(async ({ ctx, input, signal }) => {
      const recent = await recentOf(ctx.feed, ctx.sql);
      const reader = new EventReader({
        recent,
        sql: ctx.sql,
        actor: ctx.actor,
        after: await numberFor(ctx.sql, recent, input?.lastEventId),
      });
      return tell(reader, { recent, signals: [signal, ctx.leaving], pace: ctx.pace });
    }),

  /**
   * The same for pages that neither a socket nor a stream reaches: waits up to 25 s for something to happen after a number, and says up to
   * which number it looked. Without a number, where to begin.
   */
  after: allowed("history.see")
    .input(z.object({ seq: after.nullish() }))
    .query(async ({ ctx, input, signal }): Promise<{ seq: number; events: LiveEvent[] }> => {
      const recent = await recentOf(ctx.feed, ctx.sql);
      if (input.seq === null || input.seq === undefined) return { seq: recent.head, events: [] };
      const reader = new EventReader({ recent, sql: ctx.sql, actor: ctx.actor, after: await numberFor(ctx.sql, recent, input.seq) });
      const until = Date.now() + waitAtMost;
      const events: LiveEvent[] = [];
      for (;;) {
        while (events.length < mostAtOnce) {
          const event = reader.take();
          if (event) events.push(event);
          else if (reader.behind) await reader.catchUp();
          else break;
        }
        const left = until - Date.now();
        if (events.length > 0 || left <= 0 || signal?.aborted || ctx.leaving?.aborted) return { seq: reader.seen, events };
        await more(recent, { within: left, signals: [signal, ctx.leaving] });
      }
    }),
});

/** Waits for the next event of anybody's, the end of the time, or of the reader. */
function more(recent: Recent, { within, signals }: { within: number; signals: (AbortSignal | undefined)[] }): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      clearTimeout(timer);
      leave();
      for (const signal of signals) signal?.removeEventListener("abort", go);
      resolve();
    };
    const leave = recent.join(go);
    const timer = setTimeout(go, within);
    for (const signal of signals) signal?.addEventListener("abort", go, { once: true });
  });
}
