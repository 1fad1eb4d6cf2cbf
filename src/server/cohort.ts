import { z } from "zod";
import { can, type Actor } from "#domain/access.ts";
import { courseRefusal, leftToDo, nextStep, reachRefusal } from "#domain/cohort.ts";
import { day, dayIn } from "#domain/dates.ts";
import type { NewEvent } from "#domain/event.ts";
import { id, type Id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { schedule } from "#domain/schedule.ts";
import { twoYearsAfter } from "#domain/term.ts";
import {
  deleteCohort,
  deleteCohortCourse,
  findCohort,
  findCohortCourse,
  insertCohort,
  insertCohortCourse,
  listCohortCourses,
  listInstructors,
  lockCohort,
  lockCohortCourse,
  reachOfCourse,
  saveCohort,
  saveCohortCourse,
  usesOfCohortCourse,
  type Cohort,
  type CohortCourse,
  type CohortFields,
} from "#db/cohort.ts";
import { listBands, type Band } from "#db/cohort-list.ts";
import { originOfCohort, saveReviewed } from "#db/cohort-copy.ts";
import { countHeldOf, timeZoneOf } from "#db/hold.ts";
import { listCourses, lockCourse, lockProgramme } from "#db/programme.ts";
import type { Tx } from "#db/sql.ts";
import { lockTerm, type Term } from "#db/term.ts";
import { act } from "./act.ts";
import { orRefuse, removeUnused } from "./constraint.ts";
import { cohortCopy } from "./cohort-copy.ts";
import { changedFrom } from "./programme.ts";
import { refuseClosed } from "./programme-state.ts";
import { allowed, router } from "./trpc.ts";

const pageSize = 40;
const cohortShape = z.object({
  name: z.string().trim().min(1).max(120),
  shortName: z.string().trim().min(1).max(10),
  years: z.number().int().min(1).max(10),
  structured: z.boolean(),
  active: z.boolean(),
});
const courseShape = z.object({ termId: id, schedule, defaultComment: z.string().trim().max(2_000), leaderIds: z.array(id).max(20) });

const manages = (actor: Actor) => can(actor, "programme.manage");
const mayCohort = (actor: Actor) => ({ edit: manages(actor), addCourse: manages(actor), copy: manages(actor) });
const mayCourse = (actor: Actor) => ({
  edit: manages(actor),
  seeStudents: can(actor, "student.see"),
  enrol: can(actor, "student.manage"),
  seeSheet: can(actor, "worksheet.see"),
  plan: can(actor, "worksheet.edit"),
  seeRequests: can(actor, "request.see"),
  seeAssignment: can(actor, "assignment.see"),
});
const shownBand = (actor: Actor, band: Band) => ({
  ...band,
  may: mayCohort(actor),
  courses: band.courses.map((course) => ({
    ...course,
    next: nextStep(course),
    left: leftToDo(course, nextStep(course)),
    may: mayCourse(actor),
  })),
});

const fieldsOf = (of: Cohort): CohortFields => ({
  name: of.name,
  shortName: of.shortName,
  years: of.years,
  structured: of.structured,
  active: of.active,
});
const cohortTaken = (of: CohortFields) => ({ one_cohort_per_short_name: { code: "name-taken", name: of.shortName } }) as const;
const nameOf = (of: { number: string; name: string }) => `${of.number} ${of.name}`;
const lockedCohort = async (tx: Tx, actor: Actor, of: Id): Promise<Cohort> =>
  (await lockCohort(tx, actor, of)) ?? refuse({ code: "not-found" });
const lockedTerm = async (tx: Tx, actor: Actor, of: Id): Promise<Term> =>
  (await lockTerm(tx, actor, { id: of, for: "share" })) ?? refuse({ code: "not-found" });

const courseRefusals = (of: { number: string; name: string }, term: Term) =>
  ({
    one_course_per_cohort_and_term: { code: "name-taken", name: `${of.number}, ${term.name}` },
    course_leader_agency_id_person_id_fkey: { code: "not-found" },
  }) as const;

const happened = (
  actor: Actor,
  kind: "cohort-course.added" | "cohort-course.changed" | "cohort-course.removed" | "cohort-course.reviewed",
  of: { id: Id; cohortId: Id; number: string; name: string },
): NewEvent => ({
  kind,
  agencyIds: [actor.agencyId],
  about: of.id,
  within: [of.cohortId],
  facts: { name: nameOf(of) },
});

export const cohortRouter = router({
  ...cohortCopy,

  /**
   * A page of cohorts with, per course, where it stands and what comes next. `term`: a term's id, « today » (under way now
   * or within two years) or « all ». One statement, whatever the page holds.
   */
  list: allowed("programme.see")
    .input(
      z.object({
        programmeId: id.nullable().default(null),
        departmentId: id.nullable().default(null),
        courseId: id.nullable().default(null),
        from: day.nullable().default(null),
        term: z.union([z.enum(["today", "all"]), id]).default("today"),
        leaderId: id.nullable().default(null),
        text: z.string().trim().max(200).default(""),
        inactive: z.boolean().default(false),
        cursor: z.tuple([z.string(), z.string(), id]).nullish(),
      }),
    )
    .query(async ({ ctx, input }) => {
      const today = dayIn(ctx.now());
      const timeZone = await timeZoneOf(ctx.sql, ctx.actor.agencyId);
      const term = input.term === "all" ? "all" : input.term === "today" ? { from: today, to: twoYearsAfter(today) } : { id: input.term };
      const bands = await listBands(ctx.sql, ctx.actor, { ...input, term, after: input.cursor ?? null, most: pageSize + 1 });
      const page = bands.slice(0, pageSize);
      return {
        cohorts: page.map((band) => shownBand(ctx.actor, band)),
        next: bands.length > pageSize ? (page.at(-1)?.key ?? null) : null,
        /** The clock of the school's release moments. */
        timeZone,
        may: { add: manages(ctx.actor) },
      };
    }),

  /** One cohort with all its courses, whatever their term. */
  find: allowed("programme.see")
    .input(z.object({ id }))
    .query(async ({ ctx, input }) => {
      const cohort = (await findCohort(ctx.sql, ctx.actor, input.id)) ?? refuse({ code: "not-found" });
      const courses = await listCohortCourses(ctx.sql, ctx.actor, cohort.id);
      const copied = (await originOfCohort(ctx.sql, ctx.actor, cohort.id)) !== undefined;
      return { ...cohort, copied, may: mayCohort(ctx.actor), courses: courses.map((course) => ({ ...course, may: mayCourse(ctx.actor) })) };
    }),

  /** One course of a cohort, as its form and the screens under it show it. */
  course: allowed("programme.see")
    .input(z.object({ id }))
    .query(async ({ ctx, input }) => {
      const course = (await findCohortCourse(ctx.sql, ctx.actor, input.id)) ?? refuse({ code: "not-found" });
      const [uses, held, timeZone] = await Promise.all([
        usesOfCohortCourse(ctx.sql, ctx.actor, course.id),
        countHeldOf(ctx.sql, ctx.actor, course.id),
        timeZoneOf(ctx.sql, ctx.actor.agencyId),
      ]);
      return { ...course, uses, held, timeZone, may: mayCourse(ctx.actor) };
    }),

  /** Who can lead a course or a group. */
  instructors: allowed("programme.see").query(({ ctx }) => listInstructors(ctx.sql, ctx.actor)),

  add: allowed("programme.manage")
    .input(cohortShape.extend({ programmeId: id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const programme = (await lockProgramme(tx, ctx.actor, input.programmeId)) ?? refuse({ code: "not-found" });
        refuseClosed(programme);
        const added = await orRefuse(insertCohort(tx, ctx.actor, input), cohortTaken(input));
        return {
          value: { id: added },
          events: [
            { kind: "cohort.added", agencyIds: [ctx.actor.agencyId], about: added, within: [programme.id], facts: { name: input.name } },
          ],
        };
      }),
    ),

  /** Changes the fields given (activating and inactivating too); answers what they were. */
  edit: allowed("programme.manage")
    .input(z.object({ id, patch: cohortShape.partial() }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const cohort = await lockedCohort(tx, ctx.actor, input.id);
        const before = fieldsOf(cohort);
        const after = { ...before, ...input.patch };
        const undo = changedFrom(before, after);
        if (Object.keys(undo).length === 0) return { value: { undo }, events: [] };
        await orRefuse(saveCohort(tx, ctx.actor, { ...after, id: cohort.id }), cohortTaken(after));
        return {
          value: { undo },
          events: [
            {
              kind: "cohort.changed",
              agencyIds: [ctx.actor.agencyId],
              about: cohort.id,
              within: [cohort.programmeId],
              facts: { name: after.name },
            },
          ],
        };
      }),
    ),

  /** Takes away a cohort that has no course yet. */
  remove: allowed("programme.manage")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const cohort = await lockedCohort(tx, ctx.actor, input.id);
        const courses = await listCohortCourses(tx, ctx.actor, cohort.id);
        await removeUnused(deleteCohort(tx, ctx.actor, cohort.id), { by: "course", count: Math.max(courses.length, 1) });
        return {
          value: null,
          events: [
            {
              kind: "cohort.removed",
              agencyIds: [ctx.actor.agencyId],
              about: cohort.id,
              within: [cohort.programmeId],
              facts: { name: cohort.name },
            },
          ],
        };
      }),
    ),

  addCourse: allowed("programme.manage")
    .input(courseShape.extend({ cohortId: id, courseId: id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const cohort = await lockedCohort(tx, ctx.actor, input.cohortId);
        const course = await lockCourse(tx, ctx.actor, input.courseId);
        if (!course || course.programmeId !== cohort.programmeId) return refuse({ code: "not-found" });
        if (course.retiredOn !== null) refuse({ code: "parent-retired", name: nameOf(course), on: course.retiredOn });
        const term = await lockedTerm(tx, ctx.actor, input.termId);
        const refusal = courseRefusal(input.schedule, term);
        if (refusal) refuse(refusal);
        const added = await orRefuse(insertCohortCourse(tx, ctx.actor, input), courseRefusals(course, term));
        // Somebody wrote its dates, days and hours one by one: that is a review.
        await saveReviewed(tx, ctx.actor, { ids: [added], at: ctx.now() });
        return {
          value: { id: added },
          events: [happened(ctx.actor, "cohort-course.added", { ...course, id: added, cohortId: cohort.id })],
        };
      }),
    ),

  /** Adds the programme's courses that the cohort does not have in a term, for the whole term, days and hours still open. */
  addProgrammeCourses: allowed("programme.manage")
    .input(z.object({ cohortId: id, termId: id, courseIds: z.array(id).min(1).max(100) }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const cohort = await lockedCohort(tx, ctx.actor, input.cohortId);
        const term = await lockedTerm(tx, ctx.actor, input.termId);
        const held = new Set(
          (await listCohortCourses(tx, ctx.actor, cohort.id)).filter(({ termId }) => termId === term.id).map(({ courseId }) => courseId),
        );
        const courses = (await listCourses(tx, ctx.actor, cohort.programmeId)).filter(
          (one) => one.retiredOn === null && input.courseIds.includes(one.id) && !held.has(one.id),
        );
        const whole = {
          startsOn: term.startsOn,
          endsOn: term.endsOn,
          blocks: [],
          weekdays: null,
          startTime: null,
          endTime: null,
          shiftCode: null,
        };
        const events: NewEvent[] = [];
        const ids: Id[] = [];
        for (const course of courses) {
          const added = await orRefuse(
            insertCohortCourse(tx, ctx.actor, {
              cohortId: cohort.id,
              courseId: course.id,
              termId: term.id,
              schedule: whole,
              defaultComment: course.defaultComment,
              leaderIds: course.leaderIds,
            }),
            courseRefusals(course, term),
          );
          ids.push(added);
          events.push(happened(ctx.actor, "cohort-course.added", { ...course, id: added, cohortId: cohort.id }));
        }
        return { value: { ids }, events };
      }),
    ),

  /** Changes the fields given; its term must bracket it, and it must bracket its requests (section 8, rule 17). */
  editCourse: allowed("programme.manage")
    .input(z.object({ id, patch: courseShape.partial() }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const course: CohortCourse = (await lockCohortCourse(tx, ctx.actor, input.id)) ?? refuse({ code: "not-found" });
        const before = {
          termId: course.termId,
          schedule: course.schedule,
          defaultComment: course.defaultComment,
          leaderIds: course.leaders.map((one) => one.id),
        };
        const after = { ...before, ...input.patch };
        const undo = changedFrom(before, after);
        if (Object.keys(undo).length === 0) {
          if (course.reviewedAt !== null) return { value: { undo }, events: [] };
          // Saved as it is: it was looked at (F-059).
          await saveReviewed(tx, ctx.actor, { ids: [course.id], at: ctx.now() });
          return { value: { undo }, events: [happened(ctx.actor, "cohort-course.reviewed", course)] };
        }
        const term = await lockedTerm(tx, ctx.actor, after.termId);
        const refusal =
          courseRefusal(after.schedule, term) ?? reachRefusal(after.schedule, await reachOfCourse(tx, ctx.actor, course.id), "request");
        if (refusal) refuse(refusal);
        await orRefuse(saveCohortCourse(tx, ctx.actor, { ...after, id: course.id }), courseRefusals(course, term));
        await saveReviewed(tx, ctx.actor, { ids: [course.id], at: ctx.now() });
        return { value: { undo }, events: [happened(ctx.actor, "cohort-course.changed", course)] };
      }),
    ),

  /** Takes a course out of a cohort while nobody is enrolled in it and nothing is planned for it. */
  removeCourse: allowed("programme.manage")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const course: CohortCourse = (await lockCohortCourse(tx, ctx.actor, input.id)) ?? refuse({ code: "not-found" });
        const uses = await usesOfCohortCourse(tx, ctx.actor, course.id);
        const by = (["request", "worksheet", "enrolment"] as const).find((use) => uses[use] > 0) ?? "enrolment";
        if (uses[by] > 0) refuse({ code: "in-use", by, count: uses[by] });
        await removeUnused(deleteCohortCourse(tx, ctx.actor, course.id), { by: "enrolment", count: 1 });
        return { value: null, events: [happened(ctx.actor, "cohort-course.removed", course)] };
      }),
    ),
});
