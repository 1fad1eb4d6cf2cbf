import type { NewEvent } from "#domain/event.ts";
import type { Id } from "#domain/id.ts";
import { audienceOf, withinOf } from "#domain/request-event.ts";
import type { RequestRecord } from "#domain/request-seen.ts";
import { successorOf } from "#domain/request-split.ts";
import { isAccepted } from "#domain/request.ts";
import { changePrimary, holdSeats, lockParts } from "#db/request-split.ts";
import type { Tx } from "#db/sql.ts";
import { rewriteHours } from "./request-hours.ts";

/**
 * Before a primary is declined, called off or deleted: the group goes on with its next part, which leads from now on and takes
 * the students along where its place has said yes. Null when there is none to pass to.
 */
export async function passOn(tx: Tx, record: RequestRecord): Promise<{ primaryId: Id; events: NewEvent[] } | null> {
  if (record.splitOf !== null || record.parts === 0) return null;
  const parts = await lockParts(tx, { agencyId: record.agencyId, primaryId: record.id });
  const next = successorOf(parts);
  if (!next) return null;
  // Names were released to the places that had them confirmed, and to no other.
  if (next.status !== "confirmed") await holdSeats(tx, { agencyId: record.agencyId, requestId: record.id });
  await changePrimary(tx, { from: record, to: next, seats: isAccepted(next.status) ? "move" : "leave" });
  const event: NewEvent = {
    kind: "request.primary-changed",
    agencyIds: audienceOf(next, next.status),
    about: next.id,
    within: [...withinOf(record), record.id],
    facts: { before: record.reference, after: next.reference },
  };
  return { primaryId: next.id, events: [event] };
}

/** After a part is over: nobody spends hours there any more. */
export async function partIsOver(tx: Tx, record: RequestRecord): Promise<void> {
  if (record.splitOf !== null) await rewriteHours(tx, { agencyId: record.agencyId, primaryId: record.splitOf });
}
