import { z } from "zod";
import { can, type Actor } from "#domain/access.ts";
import { dayIn } from "#domain/dates.ts";
import { copyTargets, enrolmentStates, type EnrolmentState } from "#domain/enrolment.ts";
import type { NewEvent } from "#domain/event.ts";
import { id, type Id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { studentWords } from "#words/student.ts";
import { inWords } from "#words/words.ts";
import {
  countEnrolments,
  deleteEnrolments,
  findCourseHead,
  findToEnrol,
  insertEnrolments,
  listCoursesOfEnrolments,
  listCoursesTogether,
  listEnrolled,
  listOwnStudents,
  listSheetsOf,
  lockEnrolments,
  lockEnrolmentsInCohort,
  markCopied,
  setEnrolmentState,
} from "#db/enrolment.ts";
import type { Query, Tx } from "#db/sql.ts";
import { openWorksheet } from "#db/worksheet.ts";
import { act } from "./act.ts";
import { addFictitious, addStudent, readTyped, searchWords, studentTexts } from "./student.ts";
import { writeCsv } from "./table-write.ts";
import { allowed, router } from "./trpc.ts";

const pageSize = 500;
const mostExported = 20_000;

const findCourse = async (sql: Query, actor: Actor, cohortCourseId: Id) =>
  (await findCourseHead(sql, actor, cohortCourseId)) ?? refuse({ code: "not-found" });

/** One event per course touched, with how many students. */
const added = (actor: Actor, made: { cohortCourseId: Id }[]): NewEvent[] =>
  [...Map.groupBy(made, ({ cohortCourseId }) => cohortCourseId)].map(([about, of]) => ({
    kind: "enrolment.added",
    agencyIds: [actor.agencyId],
    about,
    facts: { students: of.length },
  }));

/** Enrols students of the school in a course, and in the rest of a structured cohort (F-073). */
async function enrolIn(tx: Tx, actor: Actor, of: { cohortCourseId: Id; studentIds: Id[]; today: string }) {
  const own = await listOwnStudents(tx, actor.agencyId, of.studentIds);
  if (own.length < new Set(of.studentIds).size) refuse({ code: "not-found" });
  const courses = await listCoursesTogether(tx, { agencyId: actor.agencyId, ...of });
  return insertEnrolments(tx, { agencyId: actor.agencyId, cohortCourseIds: courses, studentIds: own });
}

const some = z.object({ cohortCourseId: id, studentIds: z.array(id).min(1).max(5_000) });

/** A change of state of ticked students; who is not enrolled in the course at all is a stranger to it. */
async function changeState(
  tx: Tx,
  actor: Actor,
  of: z.infer<typeof some> & { state: EnrolmentState; from: EnrolmentState[]; assignedBy: string },
) {
  await findCourse(tx, actor, of.cohortCourseId);
  const rows = await lockEnrolments(tx, { agencyId: actor.agencyId, ...of });
  if (rows.length < new Set(of.studentIds).size) refuse({ code: "not-found" });
  const assigned = rows.filter((row) => row.assigned && of.state !== "enrolled");
  if (assigned.length > 0) refuse({ code: "in-use", by: of.assignedBy, count: assigned.length });
  const ids = rows.filter(({ state }) => of.from.includes(state)).map((row) => row.id);
  await setEnrolmentState(tx, { agencyId: actor.agencyId, ids, state: of.state });
  const events: NewEvent[] =
    ids.length === 0
      ? []
      : [
          {
            kind: "enrolment.changed",
            agencyIds: [actor.agencyId],
            about: of.cohortCourseId,
            facts: { students: ids.length, state: of.state },
          },
        ];
  return { value: { enrolmentIds: ids }, events };
}

export const enrolmentRouter = router({
  /** The course an enrolment screen is about, its counts, its worksheets, and what the viewer may do (F-065). */
  course: allowed("student.see")
    .input(z.object({ cohortCourseId: id }))
    .query(async ({ ctx, input }) => {
      const course = await findCourse(ctx.sql, ctx.actor, input.cohortCourseId);
      const [counts, sheets] = await Promise.all([
        countEnrolments(ctx.sql, ctx.actor, course.id),
        listSheetsOf(ctx.sql, ctx.actor, course.id),
      ]);
      return {
        ...course,
        counts,
        sheets,
        may: { edit: can(ctx.actor, "student.manage"), copy: can(ctx.actor, "worksheet.edit"), openSheet: can(ctx.actor, "worksheet.see") },
      };
    }),

  /** Students of a course in the order of names, with their marks and preferences. */
  list: allowed("student.see")
    .input(
      z.object({
        cohortCourseId: id,
        search: z.string().max(200).default(""),
        state: z.enum([...enrolmentStates, "all"]).default("all"),
        cursor: z.object({ sortName: z.string(), id }).nullish(),
      }),
    )
    .query(async ({ ctx, input }) => {
      await findCourse(ctx.sql, ctx.actor, input.cohortCourseId);
      const rows = await listEnrolled(ctx.sql, ctx.actor, {
        ...input,
        words: searchWords(input.search),
        after: input.cursor ?? null,
        most: pageSize + 1,
      });
      const page = rows.slice(0, pageSize);
      const last = page.at(-1);
      return { rows: page, next: rows.length > pageSize && last ? { sortName: last.sortName, id: last.studentId } : null };
    }),

  /** Students of the register who could be enrolled here, with how they stand in the course (F-064). */
  find: allowed("student.manage")
    .input(z.object({ cohortCourseId: id, search: z.string().max(200) }))
    .query(async ({ ctx, input }) => {
      await findCourse(ctx.sql, ctx.actor, input.cohortCourseId);
      const words = searchWords(input.search);
      return words.length === 0 ? [] : findToEnrol(ctx.sql, ctx.actor, { cohortCourseId: input.cohortCourseId, words, most: 20 });
    }),

  /** Enrols students of the register; in a structured cohort, in all its courses that are not over (F-073). */
  enrol: allowed("student.manage")
    .input(some)
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        await findCourse(tx, ctx.actor, input.cohortCourseId);
        const made = await enrolIn(tx, ctx.actor, { ...input, today: dayIn(ctx.now()) });
        return {
          value: { enrolmentIds: made.map((one) => one.id), courses: new Set(made.map((one) => one.cohortCourseId)).size },
          events: added(ctx.actor, made),
        };
      }),
    ),

  /** Adds a student to the register and enrols them here, at once. */
  addStudent: allowed("student.manage")
    .input(z.object({ cohortCourseId: id, texts: studentTexts }))
    .mutation(({ ctx, input }) => {
      const facts = readTyped(input.texts, dayIn(ctx.now()));
      return act(ctx, async (tx) => {
        await findCourse(tx, ctx.actor, input.cohortCourseId);
        const { id: studentId, events } = await addStudent(tx, ctx.actor, { ...facts, fictitious: false });
        const made = await enrolIn(tx, ctx.actor, {
          cohortCourseId: input.cohortCourseId,
          studentIds: [studentId],
          today: dayIn(ctx.now()),
        });
        return { value: { studentId, enrolmentIds: made.map((one) => one.id) }, events: [...events, ...added(ctx.actor, made)] };
      });
    }),

  /** Fictitious students, enrolled here: they let places be planned and asked for before the list is known (F-068, rule 14). */
  addFictitious: allowed("student.manage")
    .input(z.object({ cohortCourseId: id, count: z.number().int().min(1).max(50).default(1) }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        await findCourse(tx, ctx.actor, input.cohortCourseId);
        const events: NewEvent[] = [];
        const studentIds: Id[] = [];
        for (let index = 0; index < input.count; index += 1) {
          const one = await addFictitious(tx, ctx.actor, inWords(studentWords, ctx.language).fictitiousName);
          studentIds.push(one.id);
          events.push(...one.events);
        }
        const made = await enrolIn(tx, ctx.actor, { cohortCourseId: input.cohortCourseId, studentIds, today: dayIn(ctx.now()) });
        return { value: { enrolmentIds: made.map((one) => one.id) }, events: [...events, ...added(ctx.actor, made)] };
      }),
    ),

  /** Excused from this course only (F-071). Refused for who is on a place of it. */
  waive: allowed("student.manage")
    .input(some)
    .mutation(({ ctx, input }) =>
      act(ctx, (tx) =>
        changeState(tx, ctx.actor, {
          ...input,
          state: "waived",
          from: ["enrolled"],
          assignedBy: inWords(studentWords, ctx.language).assignedBy,
        }),
      ),
    ),

  /** Out of the cohort: of this course and of every other one of the cohort where no place is held (F-070). */
  withdraw: allowed("student.manage")
    .input(some)
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        await findCourse(tx, ctx.actor, input.cohortCourseId);
        const rows = await lockEnrolmentsInCohort(tx, { agencyId: ctx.actor.agencyId, ...input });
        const here = rows.filter(({ cohortCourseId }) => cohortCourseId === input.cohortCourseId);
        if (here.length < new Set(input.studentIds).size) refuse({ code: "not-found" });
        const assigned = here.filter((row) => row.assigned);
        if (assigned.length > 0) refuse({ code: "in-use", by: inWords(studentWords, ctx.language).assignedBy, count: assigned.length });
        const gone = rows.filter(({ state, assigned: held }) => state === "enrolled" && !held);
        await setEnrolmentState(tx, { agencyId: ctx.actor.agencyId, ids: gone.map((row) => row.id), state: "withdrawn" });
        const events = [...Map.groupBy(gone, ({ cohortCourseId }) => cohortCourseId)].map(([about, of]): NewEvent => ({
          kind: "enrolment.changed",
          agencyIds: [ctx.actor.agencyId],
          about,
          facts: { students: of.length, state: "withdrawn" },
        }));
        return { value: { enrolmentIds: gone.map((row) => row.id), kept: rows.filter(({ assigned: held }) => held).length }, events };
      }),
    ),

  /** Back in this course: after a waiver, a withdrawal or an absence. */
  restore: allowed("student.manage")
    .input(some)
    .mutation(({ ctx, input }) =>
      act(ctx, (tx) => changeState(tx, ctx.actor, { ...input, state: "enrolled", from: ["waived", "withdrawn"], assignedBy: "" })),
    ),

  /** « Annuler » of a waiver or a withdrawal: exactly the enrolments it changed. */
  putBack: allowed("student.manage")
    .input(z.object({ enrolmentIds: z.array(id).min(1).max(50_000) }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const found = await listCoursesOfEnrolments(tx, ctx.actor, input.enrolmentIds);
        if (found.length < new Set(input.enrolmentIds).size) refuse({ code: "not-found" });
        await setEnrolmentState(tx, { agencyId: ctx.actor.agencyId, ids: input.enrolmentIds, state: "enrolled" });
        const events = [...Map.groupBy(found, ({ cohortCourseId }) => cohortCourseId)].map(([about, of]): NewEvent => ({
          kind: "enrolment.changed",
          agencyIds: [ctx.actor.agencyId],
          about,
          facts: { students: of.length, state: "enrolled" },
        }));
        return { value: null, events };
      }),
    ),

  /** « Annuler » of an enrolment: those that nobody has built on go; the others are counted in `in-use`. */
  takeBack: allowed("student.manage")
    .input(z.object({ enrolmentIds: z.array(id).min(1).max(50_000) }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const found = await listCoursesOfEnrolments(tx, ctx.actor, input.enrolmentIds);
        if (found.length < new Set(input.enrolmentIds).size) refuse({ code: "not-found" });
        const gone = await deleteEnrolments(tx, { agencyId: ctx.actor.agencyId, ids: input.enrolmentIds });
        if (gone.length < found.length)
          refuse({ code: "in-use", by: inWords(studentWords, ctx.language).assignedBy, count: found.length - gone.length });
        const events = [...Map.groupBy(found, ({ cohortCourseId }) => cohortCourseId)].map(([about, of]): NewEvent => ({
          kind: "enrolment.changed",
          agencyIds: [ctx.actor.agencyId],
          about,
          facts: { students: of.length, state: "removed" },
        }));
        return { value: null, events };
      }),
    ),

  /** Copies ticked students to the group or individual worksheet, which is made when it is not there yet (F-091, F-092, F-094). */
  copy: allowed("worksheet.edit")
    .input(some.extend({ to: z.enum(copyTargets) }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const { agencyId } = ctx.actor;
        const course = await findCourse(tx, ctx.actor, input.cohortCourseId);
        const rows = await lockEnrolments(tx, { agencyId, ...input });
        if (rows.length < new Set(input.studentIds).size) refuse({ code: "not-found" });
        const copied = await markCopied(tx, { agencyId, ids: rows.map((row) => row.id), to: input.to });
        const sheet = await openWorksheet(tx, { agencyId, cohortCourseId: course.id, kind: input.to });
        const events: NewEvent[] = [];
        if (sheet.opened) events.push({ kind: "worksheet.opened", agencyIds: [agencyId], about: sheet.id, within: [course.id], facts: {} });
        if (copied > 0)
          events.push({
            kind: "enrolment.copied",
            agencyIds: [agencyId],
            about: course.id,
            within: [sheet.id],
            facts: { students: copied, to: input.to },
          });
        return { value: { worksheetId: sheet.id, copied }, events };
      }),
    ),

  /** The list of a course as filtered, as a file for a spreadsheet (I8). */
  export: allowed("student.see")
    .input(
      z.object({ cohortCourseId: id, search: z.string().max(200).default(""), state: z.enum([...enrolmentStates, "all"]).default("all") }),
    )
    .query(async ({ ctx, input }) => {
      const course = await findCourse(ctx.sql, ctx.actor, input.cohortCourseId);
      const rows = await listEnrolled(ctx.sql, ctx.actor, { ...input, words: searchWords(input.search), after: null, most: mostExported });
      const w = inWords(studentWords, ctx.language);
      const ranks = Math.max(0, ...rows.map(({ preferences }) => preferences.length));
      const header = [
        w.fields.number,
        w.fields.lastName,
        w.fields.firstName,
        w.fields.email,
        w.state,
        w.copied,
        ...Array.from({ length: ranks }, (_none, index) => `${w.preference} ${index + 1}`),
      ];
      const lines = rows.map((row) => [
        row.number,
        row.lastName,
        row.firstName,
        row.email ?? "",
        w.states[row.state],
        row.copiedTo ? w.marks[row.copiedTo] : "",
        ...Array.from({ length: ranks }, (_none, index) => row.preferences[index] ?? ""),
      ]);
      return {
        fileName: `${course.cohortShort}-${course.courseNumber}-${dayIn(ctx.now())}.csv`.replaceAll(/[^\w.-]+/g, "-"),
        text: writeCsv(header, lines),
      };
    }),
});
