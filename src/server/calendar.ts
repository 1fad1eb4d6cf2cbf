import { z } from "zod";
import { can, type Actor } from "#domain/access.ts";
import { variedWish, dayWish } from "#domain/calendar-input.ts";
import { withChanges, type DayChange } from "#domain/day-change.ts";
import { clashInside } from "#domain/day-plan.ts";
import type { Day } from "#domain/dates.ts";
import { id, type Id } from "#domain/id.ts";
import { Refused, refuse } from "#domain/refusal.ts";
import { audienceOf, withinOf } from "#domain/request-event.ts";
import type { RequestRecord } from "#domain/request-seen.ts";
import { isOpen, type Side } from "#domain/request.ts";
import { forStudent, inDates, type Schedule } from "#domain/schedule.ts";
import { listOtherSeats } from "#db/assignment.ts";
import { deleteDays, findCalendarFacts, listDays, saveDays, touchCalendar, type CalendarDay } from "#db/request-day.ts";
import { listLinkedStudents, listStudents } from "#db/request-move.ts";
import { act } from "./act.ts";
import { keyOf, lockForCalendar, tellCalendar } from "./calendar-change.ts";
import { calendarFile } from "./calendar-file.ts";
import { holidayProcedures } from "./calendar-holiday.ts";
import { rewriteHours } from "./request-hours.ts";
import { findSeen } from "./request-found.ts";
import type { ActorContext } from "./request-move.ts";
import { ownPart } from "./supervision-own.ts";
import { allowed, router } from "./trpc.ts";
import { unitProcedures } from "./calendar-unit.ts";

/** A day somebody else changed since the page looked: left as it is, and told. */
export interface StaleDay {
  day: Day;
  studentId: Id | null;
  by: string;
  at: string;
}

const factsOf = (record: RequestRecord) => ({
  agencyId: record.agencyId,
  requestId: record.id,
  courseId: record.courseId,
  startsOn: record.schedule.startsOn,
  endsOn: record.schedule.endsOn,
});

const sayTheSame = (has: CalendarDay, to: NonNullable<DayChange["to"]>): boolean =>
  has.state === to.state &&
  has.kind === to.kind &&
  has.shiftCode === to.shiftCode &&
  has.times?.startTime === to.times?.startTime &&
  has.times?.endTime === to.times?.endTime &&
  has.reason === to.reason;

/** The schedule must hold together for the group and for each student with days of her own. */
function judge(schedule: Schedule): void {
  const own = new Set((schedule.days ?? []).flatMap(({ studentId }) => studentId ?? []));
  for (const lived of [schedule, ...[...own].map((student) => forStudent(schedule, student))]) {
    const met = clashInside(lived);
    if (met !== null) refuse({ code: "day-meets-day", day: met });
  }
}

/** Where the students of a place are besides, so that the page says at once what a change would meet. */
async function seatsElsewhere(ctx: ActorContext, record: RequestRecord, side: Side) {
  if (side !== "placing" || !ctx.actor.withNames) return [];
  const students = (await listLinkedStudents(ctx.sql, record)).map(({ studentId }) => studentId);
  return students.length === 0 ? [] : listOtherSeats(ctx.sql, ctx.actor, { studentIds: students, besides: record.id });
}

const mayEditCalendar = (actor: Actor, record: Pick<RequestRecord, "status">, side: Side): boolean =>
  side === "placing" && can(actor, "request.send") && isOpen(record.status);

export const calendarRouter = router({
  /** The detailed calendar of a request: pattern, days that are otherwise with who changed them, hours asked for, closed days, students (F-119, F-199). */
  get: allowed("request.see")
    .input(z.object({ id }))
    .query(async ({ ctx, input }) => {
      const { record, seen, side } = await findSeen(ctx.sql, ctx, input.id);
      const { days: _days, ...pattern } = record.schedule;
      const [facts, days, students, elsewhere] = await Promise.all([
        findCalendarFacts(ctx.sql, factsOf(record)),
        listDays(ctx.sql, ctx.actor, { agencyId: record.agencyId, requestId: record.id, own: side === "placing" }),
        side === "placing" ? listStudents(ctx.sql, record, { viewer: ctx.actor, side }) : [],
        seatsElsewhere(ctx, record, side),
      ]);
      return {
        request: seen,
        pattern: pattern as Schedule,
        days,
        ...facts,
        students,
        elsewhere,
        may: { edit: mayEditCalendar(ctx.actor, record, side) },
      };
    }),

  /**
   * Changes days, each judged by what the page saw of it: what a colleague changed since is left and told, the rest is done. The
   * confirmed hours of a confirmed request follow in the same transaction. Refused: a day outside of the dates, a day that meets the next.
   */
  set: allowed("request.send")
    .input(z.object({ id, changes: z.array(dayWish).min(1).max(1_200) }))
    .mutation(({ ctx, input }) =>
      act<{ done: { day: Day; studentId: Id | null; version: number }[]; stale: StaleDay[] }>(ctx, async (tx) => {
        const record = await lockForCalendar(tx, ctx, input.id);
        const place = { agencyId: record.agencyId, requestId: record.id };
        const now = new Map<string, CalendarDay>((await listDays(tx, ctx.actor, { ...place, own: true })).map((one) => [keyOf(one), one]));
        const seated = new Set((await listLinkedStudents(tx, record)).map(({ studentId }) => studentId));
        const stale: StaleDay[] = [];
        const fresh: DayChange[] = [];
        for (const wish of new Map(input.changes.map((one) => [keyOf(one), one])).values()) {
          const { day, studentId, to } = wish;
          if (studentId !== null && !seated.has(studentId)) refuse({ code: "not-found" });
          const { startsOn, endsOn } = record.schedule;
          if (to !== null && !inDates(record.schedule, day)) throw new Refused({ code: "day-outside", day, startsOn, endsOn });
          const has = now.get(keyOf(wish));
          // A colleague who did the same meanwhile is no obstacle: there is nothing left to do.
          if (has === undefined ? to === null : to !== null && sayTheSame(has, to)) continue;
          if ((has?.version ?? 0) !== wish.saw) {
            // What was put back to the pattern has no author any more: the page reads again.
            stale.push({ day, studentId, by: has?.by ?? "", at: has?.at ?? ctx.now().toISOString() });
          } else fresh.push({ day, studentId, to });
        }
        if (fresh.length === 0) return { value: { done: [], stale }, events: [] };
        const after = withChanges(record.schedule, fresh);
        judge(after);
        const by = { personId: ctx.actor.personId, at: ctx.now() };
        const kept = fresh.flatMap(({ day, studentId, to }) => (to === null ? [] : [{ day, studentId, ...to }]));
        const back = fresh.filter(({ to }) => to === null);
        await deleteDays(tx, place, back);
        const saved = await saveDays(tx, { ...place, by }, kept);
        await touchCalendar(tx, { ...place, at: by.at });
        // Who is confirmed here is expected at other hours from now on, over the whole of a split.
        const refusal = await rewriteHours(tx, { agencyId: record.agencyId, primaryId: record.splitOf ?? record.id });
        if (refusal) throw new Refused(refusal);
        const done = [...saved, ...back.map(({ day, studentId }) => ({ day, studentId, version: 0 }))];
        return { value: { done, stale }, events: tellCalendar(record, fresh, after) };
      }),
    ),

  /** What is known of « jours variés » and « heures variées »: so many days a week, so many hours a day; null forgets it. */
  vary: allowed("request.send")
    .input(z.object({ id, varied: variedWish.nullable() }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const record = await lockForCalendar(tx, ctx, input.id);
        const varied = input.varied?.daysPerWeek || input.varied?.hoursPerDay ? input.varied : null;
        await touchCalendar(tx, { agencyId: record.agencyId, requestId: record.id, at: ctx.now(), varied });
        return {
          value: { before: record.schedule.varied ?? null },
          events: [
            {
              kind: "request.calendar-estimated" as const,
              agencyIds: audienceOf(record, record.status),
              about: record.id,
              within: withinOf(record),
              facts: { daysPerWeek: varied?.daysPerWeek ?? null, hoursPerDay: varied?.hoursPerDay ?? null },
            },
          ],
        };
      }),
    ),

  /** The calendar as a file other calendars read (.ics), in one language; a student's own when the school asks for it. */
  file: allowed("request.see")
    .input(z.object({ id, language: z.enum(["fr", "en"]), studentId: id.nullish() }))
    .query(async ({ ctx, input }) => {
      const { record, seen, side } = await findSeen(ctx.sql, ctx, input.id);
      const facts = await findCalendarFacts(ctx.sql, factsOf(record));
      const studentId = input.studentId ?? null;
      if (
        studentId !== null &&
        (side !== "placing" ||
          !ctx.actor.withNames ||
          !(await listLinkedStudents(ctx.sql, record)).some((one) => one.studentId === studentId))
      )
        refuse({ code: "not-found" });
      return calendarFile({
        request: seen,
        schedule: studentId === null ? await ownPart(ctx, record) : forStudent(record.schedule, studentId),
        studentId,
        sequence: facts.sequence,
        changedAt: facts.changedAt ?? record.createdAt,
        language: input.language,
        now: ctx.now(),
      });
    }),

  ...holidayProcedures,
  ...unitProcedures,
});
