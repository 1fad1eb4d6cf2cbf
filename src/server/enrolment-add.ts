import { z } from "zod";
import type { Actor } from "#domain/access.ts";
import { dayIn } from "#domain/dates.ts";
import type { NewEvent } from "#domain/event.ts";
import { id, type Id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { studentWords } from "#words/student.ts";
import { inWords } from "#words/words.ts";
import {
  deleteEnrolments,
  insertEnrolments,
  listCoursesOfEnrolments,
  listCoursesTogether,
  listOwnStudents,
  lockEnrolmentsInCohort,
  setEnrolmentState,
} from "#db/enrolment.ts";
import { listCoursesElsewhere, listStandings } from "#db/enrolment-elsewhere.ts";
import type { Tx } from "#db/sql.ts";
import { act } from "./act.ts";
import { changedIn, enrolledIn, findCourse } from "./enrolment-course.ts";
import { withdrawFrom } from "./enrolment-state.ts";
import { addFictitious, addStudent, readTyped, searchWords, studentTexts } from "./student.ts";
import { allowed } from "./trpc.ts";

const some = z.object({ cohortCourseId: id, studentIds: z.array(id).min(1).max(5_000) });

/** What an enrolment made, so that it can be taken back: new enrolments, and those of who was withdrawn and is back. */
interface Enrolled {
  enrolmentIds: Id[];
  backIds: Id[];
  courses: number;
}

/**
 * Enrols students of the school in a course, and in the rest of a structured cohort (F-073): new where they were never enrolled, back
 * where they had been withdrawn. Who is excused from one of the other courses stays so; of this one she is no longer excused.
 */
async function enrolIn(
  tx: Tx,
  actor: Actor,
  of: { cohortCourseId: Id; studentIds: Id[]; today: string },
): Promise<{ value: Enrolled; events: NewEvent[] }> {
  const { agencyId } = actor;
  const own = await listOwnStudents(tx, agencyId, of.studentIds);
  if (own.length < new Set(of.studentIds).size) refuse({ code: "not-found" });
  const courses = await listCoursesTogether(tx, { agencyId, ...of });
  const standing = await lockEnrolmentsInCohort(tx, { agencyId, cohortCourseId: of.cohortCourseId, studentIds: own });
  const back = standing.filter(
    ({ state, cohortCourseId }) =>
      courses.includes(cohortCourseId) && (state === "withdrawn" || (state === "waived" && cohortCourseId === of.cohortCourseId)),
  );
  const backIds = back.map((row) => row.id);
  if (backIds.length > 0) await setEnrolmentState(tx, { agencyId, ids: backIds, state: "enrolled" });
  const made = await insertEnrolments(tx, { agencyId, cohortCourseIds: courses, studentIds: own });
  return {
    value: {
      enrolmentIds: made.map((one) => one.id),
      backIds,
      courses: new Set([...made, ...back].map(({ cohortCourseId }) => cohortCourseId)).size,
    },
    events: [...enrolledIn(actor, made), ...changedIn(actor, back, "enrolled")],
  };
}

/** Who comes into a course, by which way. */
export const enrolmentAdding = {
  /** What enrolling students in a course would reach (F-073): each course with who is in it already, back in it, or excused. */
  reach: allowed("student.manage")
    .input(some)
    .query(async ({ ctx, input }) => {
      const { agencyId } = ctx.actor;
      const course = await findCourse(ctx.sql, ctx.actor, input.cohortCourseId);
      const courseIds = await listCoursesTogether(ctx.sql, { agencyId, cohortCourseId: course.id, today: dayIn(ctx.now()) });
      const standings = await listStandings(ctx.sql, { agencyId, courseIds, studentIds: input.studentIds });
      const students = new Set(input.studentIds).size;
      return {
        cohort: course.cohort,
        structured: course.structured,
        courses: standings.map(({ enrolled, withdrawn, waived, ...one }) => {
          const excused = one.id === course.id ? 0 : waived;
          return { ...one, enrolled, excused, back: withdrawn + waived - excused, added: students - enrolled - withdrawn - waived };
        }),
      };
    }),

  /** Enrols students of the register; in a structured cohort, in all its courses that are not over (F-073). */
  enrol: allowed("student.manage")
    .input(some)
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        await findCourse(tx, ctx.actor, input.cohortCourseId);
        return enrolIn(tx, ctx.actor, { ...input, today: dayIn(ctx.now()) });
      }),
    ),

  /** Other courses students could be enrolled in (F-072): of active cohorts, not over, those of this cohort last. */
  elsewhere: allowed("student.manage")
    .input(z.object({ cohortCourseId: id, search: z.string().max(200) }))
    .query(async ({ ctx, input }) => {
      await findCourse(ctx.sql, ctx.actor, input.cohortCourseId);
      return listCoursesElsewhere(ctx.sql, ctx.actor, {
        besides: input.cohortCourseId,
        words: searchWords(input.search),
        today: dayIn(ctx.now()),
        most: 60,
      });
    }),

  /** Enrols students of this course in another cohort or course (F-072), and takes them out of this cohort when asked, at once. */
  enrolElsewhere: allowed("student.manage")
    .input(some.extend({ to: id, withdraw: z.boolean() }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        await findCourse(tx, ctx.actor, input.cohortCourseId);
        await findCourse(tx, ctx.actor, input.to);
        const left = input.withdraw ? await withdrawFrom(tx, ctx.actor, input) : { value: { enrolmentIds: [], kept: 0 }, events: [] };
        const { value, events } = await enrolIn(tx, ctx.actor, { ...input, cohortCourseId: input.to, today: dayIn(ctx.now()) });
        return { value: { ...value, withdrawnIds: left.value.enrolmentIds, kept: left.value.kept }, events: [...left.events, ...events] };
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
        const { cohortCourseId } = input;
        const made = await enrolIn(tx, ctx.actor, { cohortCourseId, studentIds: [studentId], today: dayIn(ctx.now()) });
        return { value: { studentId, enrolmentIds: made.value.enrolmentIds }, events: [...events, ...made.events] };
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
        return { value: { enrolmentIds: made.value.enrolmentIds, studentIds }, events: [...events, ...made.events] };
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
        return { value: null, events: changedIn(ctx.actor, found, "removed") };
      }),
    ),
};
