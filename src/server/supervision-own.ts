import type { RequestRecord } from "#domain/request-seen.ts";
import type { Schedule } from "#domain/schedule.ts";
import { datesOf, lived } from "#domain/supervision.ts";
import { listNamed } from "#db/supervision.ts";
import type { ActorContext } from "./request-move.ts";

/** A supervisor's own part of a placement, from the first to the last of her days; the whole of it for everyone else. */
export async function ownPart(ctx: ActorContext, record: RequestRecord): Promise<Schedule> {
  if (ctx.actor.kind !== "supervisor") return record.schedule;
  const own = (await listNamed(ctx.sql, [record])).filter((one) => one.personId === ctx.actor.personId);
  const spans = own.map((one) => datesOf(one, record.schedule));
  const startsOn = spans.map((one) => one.startsOn).toSorted()[0] ?? null;
  const endsOn =
    spans
      .map((one) => one.endsOn)
      .toSorted()
      .at(-1) ?? null;
  return lived(record.schedule, { startsOn, endsOn }) ?? record.schedule;
}
