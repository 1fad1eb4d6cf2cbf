import type { NewEvent } from "#domain/event.ts";
import { Refused } from "#domain/refusal.ts";
import { audienceOf, withinOf } from "#domain/request-event.ts";
import type { RequestRecord } from "#domain/request-seen.ts";
import { minutesToTakeBack } from "#domain/request-take-back.ts";
import { statusSeenBy } from "#domain/request.ts";
import { releaseSeats } from "#db/request-split.ts";
import { findLastTag, lastAbout, replaceDays, restoreDates, undoTag } from "#db/request-tag.ts";
import type { Tx } from "#db/sql.ts";
import { followConfirmation, rewriteHours } from "./request-hours.ts";
import { eachAlone } from "./request-each.ts";
import { staleFor, type ActorContext, type Asked, type Outcome } from "./request-move.ts";

const kindsOfChange = new Set(["request.postponed", "request.shortened", "request.suspended"]);

async function takeOneBack(tx: Tx, ctx: ActorContext, record: RequestRecord): Promise<NewEvent[]> {
  const by = { personId: ctx.actor.personId, at: ctx.now() };
  const not = { code: "move-not-possible", move: "take-back", status: statusSeenBy(record.status, "placing") } as const;
  const last = await lastAbout(tx, record);
  if (!last || last.accountId !== ctx.actor.accountId) throw new Refused(staleFor(record, ctx.actor));
  const tag = await findLastTag(tx, record);
  if (!tag || !kindsOfChange.has(last.kind)) throw new Refused(not);
  if (by.at.getTime() - Date.parse(tag.at) > minutesToTakeBack * 60_000) throw new Refused(not);
  const { before } = tag;
  if (!(await restoreDates(tx, record, before))) throw new Error(`request ${record.id} changed under its lock`);
  await replaceDays(tx, { ...record, by }, before.schedule.days ?? []);
  await undoTag(tx, { agencyId: record.agencyId, id: tag.id, at: by.at });
  await releaseSeats(tx, { agencyId: record.agencyId, personId: by.personId, ids: before.confirmed });
  const whole = { agencyId: record.agencyId, primaryId: record.splitOf ?? record.id };
  const events: NewEvent[] = [];
  if (before.confirmed.length > 0)
    events.push(
      ...(await followConfirmation(tx, { ...whole, within: withinOf(record), students: before.confirmed.length, confirmed: true })),
    );
  const refusal = await rewriteHours(tx, whole);
  if (refusal) throw new Refused(refusal);
  const dates = ({ startsOn, endsOn }: { startsOn: string; endsOn: string }) => ({ startsOn, endsOn });
  events.push({
    kind: "request.dates-taken-back",
    agencyIds: audienceOf(record, before.status),
    about: record.id,
    within: withinOf(record),
    facts: { tag: tag.kind, before: dates(record.schedule), after: dates(before.schedule) },
  });
  return events;
}

/** Takes back the last change of dates of each: by its author, within ten minutes, while it is the last thing that happened. */
export const takeDatesBack = (ctx: ActorContext, asked: Asked[]): Promise<Outcome> =>
  eachAlone(ctx, { asked, prepare: async () => (own, record) => takeOneBack(own, ctx, record) });
