import type { Actor } from "#domain/access.ts";
import type { NewEvent } from "#domain/event.ts";
import { appendEvents, type EventAuthor } from "#db/event.ts";
import { setPatience, type Tx } from "#db/sql.ts";
import type { Context } from "./context.ts";
import { followSending } from "./print-queue.ts";
import { followArrivals } from "./routing-auto.ts";

/**
 * Who an event is signed by: the role in use, or the account alone (signing in), or nobody (the system). A student signs without her
 * name, which the log holds nowhere: the event says whom it is about, and the reader's screen looks the name up where she may know it.
 */
export const authorOf = (ctx: Pick<Context, "session" | "requestId"> & { actor: Actor | null }): EventAuthor => ({
  agencyId: ctx.actor?.agencyId ?? null,
  accountId: ctx.session?.account.id ?? null,
  personId: ctx.actor?.studentId === undefined ? (ctx.actor?.personId ?? null) : null,
  name: ctx.actor?.studentId === undefined ? (ctx.actor?.name ?? "") : "",
  requestId: ctx.requestId,
});

/**
 * One command, one transaction: sets the timeouts, runs the use case, appends what happened last (architecture rule 5).
 * A use case cannot forget to log, log early or tell anybody before the commit; a Refused rolls everything back.
 */
export async function act<Value>(
  ctx: Pick<Context, "sql" | "session" | "requestId" | "committed"> & Partial<Pick<Context, "now">> & { actor: Actor | null },
  work: (tx: Tx) => Promise<{ value: Value; events: NewEvent[] }>,
): Promise<Value> {
  let logged = false;
  const result = (await ctx.sql.begin(async (tx) => {
    // A person waits: five seconds for a colleague's lock, twenty for the work, then an honest failure.
    await setPatience(tx, { lock: "5s", statement: "20s" });
    const { value, events } = await work(tx);
    // What is sent on paper is queued to be printed with it, whichever command sends.
    const followed = await followSending(tx, { personId: ctx.actor?.personId ?? null, at: ctx.now?.() ?? new Date() }, events);
    await appendEvents(tx, authorOf(ctx), [...events, ...followed]);
    // What a service hands on by itself is handed on with it (T12).
    await followArrivals(tx, ctx.now?.() ?? new Date(), events);
    logged = events.length > 0;
    return value;
  })) as Value;
  if (logged) ctx.committed?.();
  return result;
}
