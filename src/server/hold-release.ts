import type { NewEvent } from "#domain/event.ts";
import type { Id } from "#domain/id.ts";
import { audienceOf, withinOf } from "#domain/request-event.ts";
import { statusWhenSent } from "#domain/request.ts";
import { appendEvents } from "#db/event.ts";
import { lockDue, saveReleased, type HeldRequest } from "#db/hold.ts";
import { setPatience, type Tx } from "#db/sql.ts";
import type { ServerDeps } from "./context.ts";
import { followSending } from "./print-queue.ts";
import { followArrivals } from "./routing-auto.ts";

/**
 * Lets held requests go and says what happened: whether the target uses the system is judged now, when they reach it
 * (section 8, rule 2). The caller appends the events, in the same transaction.
 */
export async function letGo(tx: Tx, held: HeldRequest[], now: Date): Promise<NewEvent[]> {
  if (held.length === 0) return [];
  const gone = held.map((one) => ({ ...one, to: statusWhenSent(one.targetIsUser) }));
  await saveReleased(
    tx,
    gone.map(({ agencyId, id, to }) => ({ agencyId, id, status: to })),
    now,
  );
  return gone.map((one) => ({
    kind: "request.sent",
    agencyIds: audienceOf(one, one.to),
    about: one.id,
    within: withinOf(one),
    facts: { reference: one.reference, to: one.to, released: true },
  }));
}

/**
 * The clock's work: every request whose moment has come, of every school, appears to all sites in one transaction, its
 * events included. Idempotent: run late, twice or by two nodes at once, each request goes once. Answers how many went.
 */
export async function releaseDue({ sql, now, committed }: Pick<ServerDeps, "sql" | "now" | "committed">): Promise<number> {
  const released = (await sql.begin(async (tx) => {
    await setPatience(tx, { lock: "5s", statement: "60s" });
    const at = now();
    const due = await lockDue(tx, at);
    const gone = await letGo(tx, due, at);
    // What goes out on paper is in its school's print queue with it.
    const followed = await followSending(tx, { personId: null, at }, gone);
    const events = Map.groupBy([...gone, ...followed], ({ agencyIds }): Id => agencyIds[0] ?? "");
    // Signed by each school: to the other side it is the school that sends, whoever's hand it was.
    for (const [agencyId, its] of events) {
      await appendEvents(tx, { agencyId, accountId: null, personId: null, name: "Concerto", requestId: "release" }, its);
    }
    await followArrivals(tx, at, gone);
    return due.length;
  })) as number;
  if (released > 0) committed?.();
  return released;
}
