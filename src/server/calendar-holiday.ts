import { z } from "zod";
import { holidaysToTakeOut, takingHolidaysOut, undoing, withChanges } from "#domain/day-change.ts";
import type { NewEvent } from "#domain/event.ts";
import { holidaysBetween } from "#domain/holiday.ts";
import { id, type Id } from "#domain/id.ts";
import { Refused, refuse } from "#domain/refusal.ts";
import { isOpen } from "#domain/request.ts";
import { closedDaysBetween } from "#db/closed-day.ts";
import { saveDays, touchCalendar } from "#db/request-day.ts";
import { lockRequests } from "#db/request-move.ts";
import { listRequests } from "#db/request.ts";
import { act } from "./act.ts";
import { keyOf, tellCalendar } from "./calendar-change.ts";
import { rewriteHours } from "./request-hours.ts";
import { lookOf } from "./request-move.ts";
import { allowed } from "./trpc.ts";

export const holidayProcedures = {
  /**
   * Takes holidays and the school's closed days out of several requests at once; those that are over are passed over. Answers, for each
   * request it changed, the changes of `calendar.set` that would put its days back.
   */
  takeHolidaysOut: allowed("request.send")
    .input(z.object({ ids: z.array(id).min(1).max(200) }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        await lockRequests(tx, { viewer: ctx.actor, side: "placing", ids: input.ids });
        const records = await listRequests(tx, lookOf(ctx, "placing"), input.ids);
        if (records.length === 0) refuse({ code: "not-found" });
        const open = records.filter(({ status }) => isOpen(status));
        const starts = open.map(({ schedule }) => schedule.startsOn).toSorted()[0];
        const ends = open
          .map(({ schedule }) => schedule.endsOn)
          .toSorted()
          .at(-1);
        const closed =
          starts === undefined || ends === undefined
            ? []
            : await closedDaysBetween(tx, { agencyId: ctx.actor.agencyId, from: starts, to: ends });
        const by = { personId: ctx.actor.personId, at: ctx.now() };
        const done: { id: Id; days: number; back: ReturnType<typeof backOf> }[] = [];
        const events: NewEvent[] = [];
        for (const record of open) {
          const { schedule, agencyId } = record;
          const holidays = holidaysToTakeOut(schedule, holidaysBetween(schedule.startsOn, schedule.endsOn, closed));
          const changes = takingHolidaysOut(schedule, holidays);
          if (changes.length === 0) continue;
          const place = { agencyId, requestId: record.id };
          const saved = await saveDays(
            tx,
            { ...place, by },
            changes.flatMap(({ day, studentId, to }) => (to === null ? [] : [{ day, studentId, ...to }])),
          );
          await touchCalendar(tx, { ...place, at: by.at });
          const refusal = await rewriteHours(tx, { agencyId, primaryId: record.splitOf ?? record.id });
          if (refusal) throw new Refused(refusal);
          events.push(...tellCalendar(record, changes, withChanges(schedule, changes)));
          done.push({ id: record.id, days: changes.length, back: backOf(undoing(schedule, changes), saved) });
        }
        return { value: done, events };
      }),
    ),
};

/** Each day as it was, with the number it has now. */
function backOf(changes: ReturnType<typeof undoing>, saved: { day: string; studentId: Id | null; version: number }[]) {
  const version = new Map(saved.map((one) => [keyOf(one), one.version]));
  return changes.map((change) => ({ ...change, saw: version.get(keyOf(change)) ?? 0 }));
}
