import { tracked, type TrackedEnvelope } from "@trpc/server";
import { z } from "zod";
import type { LiveEvent } from "#domain/event.ts";
import { EventReader, numberFor } from "./live-reader.ts";
import { recentOf, type Recent } from "./recent.ts";
import { allowed, router } from "./trpc.ts";

/** A page that asks by plain HTTP waits as long for something to happen; proxies give up at 30 s. */
const waitAtMost = 25_000;
/** What a page that was away for long takes in one answer. */
const mostAtOnce = 1_000;

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
    const { resolve, reject } = waiting;
    try {
      const event = reader.take();
      if (!event && !reader.behind) return;
      waiting = null;
      if (event) resolve(wrap(event));
      else next().then(resolve, reject);
    } catch (error) {
      waiting = null;
      reject(error);
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
   * which number it looked. Without a number, where to begin; without waiting, what happened since.
   */
  after: allowed("history.see")
    .input(z.object({ seq: after.nullish(), wait: z.boolean().default(true) }))
    .query(async ({ ctx, input, signal }): Promise<{ seq: number; events: LiveEvent[] }> => {
      const recent = await recentOf(ctx.feed, ctx.sql);
      if (input.seq === null || input.seq === undefined) return { seq: recent.head, events: [] };
      const reader = new EventReader({ recent, sql: ctx.sql, actor: ctx.actor, after: await numberFor(ctx.sql, recent, input.seq) });
      const until = Date.now() + (input.wait ? waitAtMost : 0);
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
