import { z } from "zod";
import { copyTargets } from "#domain/enrolment.ts";
import type { NewEvent } from "#domain/event.ts";
import { id, type Id } from "#domain/id.ts";
import { firstToCopy, readPreference } from "#domain/preference.ts";
import { refuse, type Refusal } from "#domain/refusal.ts";
import { listCatalogue } from "#db/catalogue-list.ts";
import { listSheetsOf, lockEnrolments } from "#db/enrolment.ts";
import { countAsked, listCopiedSeats, listToCopy, setMarks, type CopiedSeat } from "#db/enrolment-copy.ts";
import { listRequests } from "#db/request.ts";
import { lockRequests } from "#db/request-move.ts";
import { deleteSeats } from "#db/assignment.ts";
import { lockSheet } from "#db/sheet.ts";
import type { Tx } from "#db/sql.ts";
import { openWorksheet } from "#db/worksheet.ts";
import { act } from "./act.ts";
import { findCourse } from "./enrolment-course.ts";
import { copyWishes } from "./enrolment-wish.ts";
import { discardNew, lookOf, type ActorContext } from "./request-move.ts";
import { allowed } from "./trpc.ts";

/** As many students as one action takes: the largest cohort, twice. */
const mostPicked = 1_000;
const some = z.object({ cohortCourseId: id, studentIds: z.array(id).min(1).max(5_000) });
const few = z.object({ cohortCourseId: id, studentIds: z.array(id).min(1).max(mostPicked) });
const mark = z.object({ studentId: id, to: z.enum(copyTargets).nullable() });

/** What came of each student: done, or the reason it was not. */
export interface CopyOutcome {
  done: number;
  /** The marks as they were, to take it back. */
  marks: z.infer<typeof mark>[];
  refused: { studentId: Id; refusal: Refusal }[];
}

const copied = (agencyId: Id, of: { cohortCourseId: Id; worksheetId: Id; students: number; to: string }): NewEvent[] =>
  of.students === 0
    ? []
    : [
        {
          kind: "enrolment.copied",
          agencyIds: [agencyId],
          about: of.cohortCourseId,
          within: [of.worksheetId],
          facts: { students: of.students, to: of.to },
        },
      ];

/** Takes a student off the places that are still being prepared; with `rows`, the place goes too. Null when one of them was sent. */
async function takeOff(
  tx: Tx,
  ctx: ActorContext,
  of: { seats: CopiedSeat[]; rows: boolean },
): Promise<{ events: NewEvent[]; lifted: { worksheetId: Id; rowId: string }[] }> {
  const events: NewEvent[] = [];
  const lifted: { worksheetId: Id; rowId: string }[] = [];
  for (const seat of of.seats) {
    if (of.rows && seat.kind === "individual") {
      const [record] = await listRequests(tx, lookOf(ctx, "placing"), [seat.requestId]);
      const gone = record ? await discardNew(tx, ctx, record) : null;
      if (gone) {
        events.push(...gone);
        lifted.push({ worksheetId: seat.worksheetId, rowId: seat.rowId });
        continue;
      }
    }
    await deleteSeats(tx, ctx.actor, [seat.assignmentId]);
    events.push({
      kind: "assignment.removed",
      agencyIds: [ctx.actor.agencyId],
      about: seat.requestId,
      within: [seat.worksheetId, seat.studentId],
      facts: { studentId: seat.studentId },
    });
  }
  return { events, lifted };
}

/** The ways of students to a worksheet and back (4.1.3, F-091 to F-094, F-113). */
export const enrolmentCopying = {
  /** Copies ticked students to the group or individual worksheet, which is made when it is not there yet (F-091, F-092, F-094). */
  copy: allowed("worksheet.edit")
    .input(some.extend({ to: z.enum(copyTargets) }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const { agencyId } = ctx.actor;
        const course = await findCourse(tx, ctx.actor, input.cohortCourseId);
        const rows = await lockEnrolments(tx, { agencyId, ...input });
        if (rows.length < new Set(input.studentIds).size) refuse({ code: "not-found" });
        const marks = await setMarks(tx, {
          agencyId,
          cohortCourseId: course.id,
          marks: rows.map(({ studentId }) => ({ studentId, to: input.to })),
        });
        const sheet = await openWorksheet(tx, { agencyId, cohortCourseId: course.id, kind: input.to });
        const events: NewEvent[] = copied(agencyId, {
          cohortCourseId: course.id,
          worksheetId: sheet.id,
          students: marks.length,
          to: input.to,
        });
        if (sheet.opened)
          events.unshift({ kind: "worksheet.opened", agencyIds: [agencyId], about: sheet.id, within: [course.id], facts: {} });
        return { value: { worksheetId: sheet.id, copied: marks.length, marks }, events };
      }),
    ),

  /** « Annuler » of a copy, or of its removal: the marks as they were. */
  mark: allowed("worksheet.edit")
    .input(z.object({ cohortCourseId: id, marks: z.array(mark).min(1).max(5_000) }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const { agencyId } = ctx.actor;
        const course = await findCourse(tx, ctx.actor, input.cohortCourseId);
        const studentIds = input.marks.map(({ studentId }) => studentId);
        const rows = await lockEnrolments(tx, { agencyId, cohortCourseId: course.id, studentIds });
        if (rows.length < new Set(studentIds).size) refuse({ code: "not-found" });
        const changed = await setMarks(tx, { agencyId, ...input });
        return {
          value: { changed: changed.length },
          events: [
            {
              kind: "enrolment.changed",
              agencyIds: [agencyId],
              about: course.id,
              facts: { students: changed.length, state: "marked" },
            },
          ],
        };
      }),
    ),

  /**
   * Takes a copy back (F-113): the students are in the enrolments again, off the places that were prepared for them. With `rows`, what
   * was not sent of those places goes as well, from the outbox and the sheet. Who holds a place that was sent is refused by name.
   */
  uncopy: allowed("worksheet.edit")
    .input(few.extend({ rows: z.boolean() }))
    .mutation(async ({ ctx, input }): Promise<CopyOutcome & { rows: number }> => {
      const { agencyId } = ctx.actor;
      await findCourse(ctx.sql, ctx.actor, input.cohortCourseId);
      const work = async (tx: Tx) => {
        // Requests before enrolments, as who assigns locks them.
        const requests = (await listCopiedSeats(tx, { agencyId, ...input })).map(({ requestId }) => requestId);
        await lockRequests(tx, { viewer: ctx.actor, side: "placing", ids: [...new Set(requests)] });
        const rows = await lockEnrolments(tx, { agencyId, ...input });
        if (rows.length < new Set(input.studentIds).size) refuse({ code: "not-found" });
        const seats = Map.groupBy(await listCopiedSeats(tx, { agencyId, ...input }), ({ studentId }) => studentId);
        const refused: CopyOutcome["refused"] = [];
        const events: NewEvent[] = [];
        const lifted: { worksheetId: Id; rowId: string }[] = [];
        const back: Id[] = [];
        for (const { studentId } of rows) {
          const held = seats.get(studentId) ?? [];
          const sent = held.find(({ status }) => status !== "new");
          if (sent) {
            refused.push({ studentId, refusal: { code: "already-assigned", by: sent.by, at: sent.at, place: sent.path } });
            continue;
          }
          const off = await takeOff(tx, ctx, { seats: held, rows: input.rows });
          events.push(...off.events);
          lifted.push(...off.lifted);
          back.push(studentId);
        }
        for (const [worksheetId, gone] of Map.groupBy(lifted, (row) => row.worksheetId))
          await ctx.sheets.lift(
            worksheetId,
            gone.map(({ rowId }) => rowId),
            { tx, agencyId, personId: ctx.actor.personId },
          );
        const marks = await setMarks(tx, {
          agencyId,
          cohortCourseId: input.cohortCourseId,
          marks: back.map((studentId) => ({ studentId, to: null })),
        });
        if (marks.length > 0)
          events.push({
            kind: "enrolment.changed",
            agencyIds: [agencyId],
            about: input.cohortCourseId,
            within: [...new Set(lifted.map(({ worksheetId }) => worksheetId))],
            facts: { students: marks.length, state: "uncopied" },
          });
        return { value: { done: back.length, marks, refused, rows: lifted.length }, events };
      };
      const [sheet] = input.rows
        ? (await listSheetsOf(ctx.sql, ctx.actor, input.cohortCourseId)).filter(({ kind }) => kind === "individual")
        : [];
      if (!sheet) return act(ctx, work);
      return ctx.sheets.exclusive(sheet.id, () =>
        act(ctx, async (tx) => {
          await lockSheet(tx, sheet.id);
          return work(tx);
        }),
      );
    }),

  /** What copying the preferences of students would make (T03): for each, her choices with what stands in the way, and the one to begin with. */
  wishes: allowed("worksheet.edit")
    .input(few)
    .query(async ({ ctx, input }) => {
      const { agencyId } = ctx.actor;
      const course = await findCourse(ctx.sql, ctx.actor, input.cohortCourseId);
      const catalogue = await listCatalogue(ctx.sql, ctx.actor);
      const rows = await listToCopy(ctx.sql, { agencyId, ...input });
      const read = rows.map(({ preferences, ...row }) => ({ ...row, choices: preferences.map((one) => readPreference(catalogue, one)) }));
      const units = read.flatMap(({ choices }) => choices.flatMap(({ place }) => place.destinationId ?? []));
      const asked = await countAsked(ctx.sql, ctx.actor, {
        destinationIds: [...new Set(units)],
        startsOn: course.startsOn,
        endsOn: course.endsOn,
      });
      const capacityOf = (unit: Id | null) => {
        const found = unit === null ? undefined : catalogue.destinations.find((one) => one.id === unit);
        return found ? { destinationId: found.id, capacity: found.capacity, asked: asked.get(found.id) ?? 0 } : null;
      };
      return {
        use: course.preferenceUse,
        students: read.map(({ choices, ...row }) => ({
          ...row,
          pick: row.state === "enrolled" && !row.assigned ? firstToCopy(choices) : null,
          choices: choices.map(({ path, problem, fixes, place }) => ({ path, problem, fixes, room: capacityOf(place.destinationId) })),
        })),
      };
    }),

  /**
   * Copies preferences to the individual worksheet and assigns (T03, F-093): for each student a row, its request, new, and her held on
   * it, all at once. `at` is the preference by rank from 0, `saw` the version of her preferences that was looked at.
   */
  copyWishes: allowed("worksheet.edit")
    .input(
      z.object({
        cohortCourseId: id,
        picks: z
          .array(z.object({ studentId: id, at: z.number().int().min(0).max(19), saw: z.number().int() }))
          .min(1)
          .max(mostPicked),
      }),
    )
    .mutation(({ ctx, input }) => copyWishes(ctx, input)),
};
