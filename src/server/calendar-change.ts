import type { DayChange } from "#domain/day-change.ts";
import type { Day } from "#domain/dates.ts";
import type { NewEvent } from "#domain/event.ts";
import type { Id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { audienceOf, withinOf } from "#domain/request-event.ts";
import type { RequestRecord } from "#domain/request-seen.ts";
import { isOpen, statusSeenBy } from "#domain/request.ts";
import { hoursOf, type Schedule } from "#domain/schedule.ts";
import { lockRequests } from "#db/request-move.ts";
import { listRequests } from "#db/request.ts";
import type { Tx } from "#db/sql.ts";
import { lookOf, type ActorContext } from "./request-move.ts";

/** A day of the group or of one student, as one word. */
export const keyOf = ({ day, studentId }: { day: Day; studentId: Id | null }): string => `${day} ${studentId ?? ""}`;

/** Locks a request of the school whose calendar is to change; refused when it is over, or not hers. */
export async function lockForCalendar(tx: Tx, ctx: ActorContext, requestId: Id): Promise<RequestRecord> {
  await lockRequests(tx, { viewer: ctx.actor, side: "placing", ids: [requestId] });
  const [record] = await listRequests(tx, lookOf(ctx, "placing"), [requestId]);
  if (!record) return refuse({ code: "not-found" });
  if (!isOpen(record.status)) refuse({ code: "move-not-possible", move: "calendar", status: statusSeenBy(record.status, "placing") });
  return record;
}

/** At most so many days are told one by one in history; more are counted. */
const mostTold = 60;

/** What a change of a calendar tells: the group's days to both sides, a student's own to the school alone. */
export function tellCalendar(record: RequestRecord, changes: DayChange[], after: Schedule): NewEvent[] {
  const before = record.schedule;
  const was = new Map((before.days ?? []).map((one) => [keyOf(one), one]));
  const event = (of: DayChange[], agencyIds: Id[], students: Id[]): NewEvent[] => {
    const days = of.map(({ day }) => day).toSorted();
    const [first] = days;
    const last = days.at(-1);
    if (first === undefined || last === undefined) return [];
    return [
      {
        kind: "request.calendar-changed",
        agencyIds,
        about: record.id,
        within: [...withinOf(record), ...students],
        facts: {
          days: new Set(days).size,
          first,
          last,
          hoursBefore: hoursOf(before),
          hoursAfter: hoursOf(after),
          students: students.length,
          changes: of.slice(0, mostTold).map((change) => {
            const had = was.get(keyOf(change));
            const told = (one: {
              state: string;
              times: { startTime: string; endTime: string } | null;
              shiftCode: string | null;
              kind: string;
            }) => ({
              state: one.state,
              hours: one.times ? `${one.times.startTime}-${one.times.endTime}` : one.shiftCode,
              kind: one.kind,
            });
            return { day: change.day, before: had ? told(had) : null, after: change.to ? told(change.to) : null };
          }),
        },
      },
    ];
  };
  const group = changes.filter(({ studentId }) => studentId === null);
  const own = changes.filter(({ studentId }) => studentId !== null);
  return [
    ...event(group, audienceOf(record, record.status), []),
    // A student's own days are the school's alone.
    ...event(own, [record.agencyId], [...new Set(own.flatMap(({ studentId }) => studentId ?? []))]),
  ];
}
