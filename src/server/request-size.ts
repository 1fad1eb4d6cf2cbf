import type { NewEvent } from "#domain/event.ts";
import type { Id } from "#domain/id.ts";
import { refuse, Refused } from "#domain/refusal.ts";
import { audienceOf, withinOf } from "#domain/request-event.ts";
import type { RequestRecord } from "#domain/request-seen.ts";
import { sizesFor } from "#domain/request-split.ts";
import { isOpen } from "#domain/request.ts";
import type { Schedule } from "#domain/schedule.ts";
import { findSizeHere, listMembers, lockParts, saveSplit } from "#db/request-split.ts";
import type { Tx } from "#db/sql.ts";
import { rewriteHours } from "./request-hours.ts";

/**
 * A group's new size is its parts': one alone at its time takes all of it, those at the same time keep their proportions (7.2).
 * To be called once the primary has its new size; each place is told what becomes of it.
 */
export async function followSize(tx: Tx, of: { agencyId: Id; primaryId: Id; within: Id[]; size: number }): Promise<NewEvent[]> {
  const { agencyId, primaryId } = of;
  const parts = (await lockParts(tx, { agencyId, primaryId })).filter(({ status }) => isOpen(status));
  const own = (await listMembers(tx, { agencyId, primaryId })).find(({ id }) => id === primaryId);
  if (!own) return [];
  const here = await findSizeHere(tx, { agencyId, id: primaryId });
  const sizes = sizesFor(of.size, [{ id: primaryId, schedule: own.schedule, size: here ?? of.size }, ...parts]);
  const [least] = [...sizes.values()].toSorted((one, other) => one - other);
  if ((least ?? 1) < 1) refuse({ code: "part-sizes", group: of.size, sum: parts.length + 1, from: own.schedule.startsOn });
  const mine = sizes.get(primaryId) ?? of.size;
  const shares = mine === of.size ? null : mine;
  if (shares !== here) await saveSplit(tx, { agencyId, id: primaryId }, { sizeHere: shares });
  const events: NewEvent[] = [];
  for (const part of parts) {
    const size = sizes.get(part.id) ?? part.size;
    if (size === part.size) continue;
    await saveSplit(tx, part, { size });
    events.push({
      kind: "request.changed",
      agencyIds: audienceOf(part, part.status),
      about: part.id,
      within: [...of.within, primaryId],
      facts: { changes: { size: { before: part.size, after: size } } },
    });
  }
  return events;
}

/** Refuses a size said of a place that takes a share of its group: that is shared out on the primary, for all places at once. */
export function refuseShared(
  record: Pick<RequestRecord, "size" | "splitOf" | "splitReference" | "sizeHere" | "reference">,
  size: number | undefined,
): void {
  if (size !== undefined && size !== record.size && (record.splitOf !== null || record.sizeHere !== null))
    refuse({ code: "part-follows", reference: record.splitReference ?? record.reference });
}

/** What both sides agreed on, carried through the rest of the request's split and its confirmed hours, once it is saved. */
export async function followAgreed(
  tx: Tx,
  record: RequestRecord,
  agreed: { size?: number | undefined; schedule?: Schedule | undefined },
): Promise<NewEvent[]> {
  const { agencyId } = record;
  const within = withinOf(record);
  const events = agreed.size === undefined ? [] : await followSize(tx, { agencyId, primaryId: record.id, within, size: agreed.size });
  if (agreed.schedule) {
    const refusal = await rewriteHours(tx, { agencyId, primaryId: record.splitOf ?? record.id });
    if (refusal) throw new Refused(refusal);
  }
  return events;
}
