import { z } from "zod";
import type { Actor } from "#domain/access.ts";
import { enrolmentStates, type EnrolmentState } from "#domain/enrolment.ts";
import type { NewEvent } from "#domain/event.ts";
import { id, type Id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { studentWords } from "#words/student.ts";
import { inWords } from "#words/words.ts";
import { listCoursesOfEnrolments, lockEnrolments, lockEnrolmentsById, lockEnrolmentsInCohort, setEnrolmentState } from "#db/enrolment.ts";
import { listCoursesOfCohort, listStandings } from "#db/enrolment-elsewhere.ts";
import type { Tx } from "#db/sql.ts";
import { act } from "./act.ts";
import type { Context } from "./context.ts";
import { changedIn, findCourse } from "./enrolment-course.ts";
import { allowed } from "./trpc.ts";

const some = z.object({ cohortCourseId: id, studentIds: z.array(id).min(1).max(5_000) });
type Some = z.infer<typeof some>;

const assignedBy = (ctx: Pick<Context, "language">): string => inWords(studentWords, ctx.language).assignedBy;

/** A change of state of ticked students; who is not enrolled in the course at all is a stranger to it. */
async function changeState(tx: Tx, actor: Actor, of: Some & { state: EnrolmentState; from: EnrolmentState[]; assignedBy: string }) {
  await findCourse(tx, actor, of.cohortCourseId);
  const rows = await lockEnrolments(tx, { agencyId: actor.agencyId, ...of });
  if (rows.length < new Set(of.studentIds).size) refuse({ code: "not-found" });
  const assigned = rows.filter((row) => row.assigned && of.state !== "enrolled");
  if (assigned.length > 0) refuse({ code: "in-use", by: of.assignedBy, count: assigned.length });
  const changed = rows.filter(({ state }) => of.from.includes(state));
  const ids = changed.map((row) => row.id);
  await setEnrolmentState(tx, { agencyId: actor.agencyId, ids, state: of.state });
  return {
    changed,
    events: changedIn(
      actor,
      changed.map(() => ({ cohortCourseId: of.cohortCourseId })),
      of.state,
    ),
  };
}

/** Out of every course of a cohort where no place is held (F-070); the courses where one is stay, and are counted. */
export async function withdrawFrom(
  tx: Tx,
  actor: Actor,
  of: Some,
): Promise<{ value: { enrolmentIds: Id[]; kept: number }; events: NewEvent[] }> {
  const rows = await lockEnrolmentsInCohort(tx, { agencyId: actor.agencyId, ...of });
  const here = rows.filter(({ cohortCourseId }) => cohortCourseId === of.cohortCourseId);
  if (here.length < new Set(of.studentIds).size) refuse({ code: "not-found" });
  const gone = rows.filter(({ state, assigned }) => state === "enrolled" && !assigned);
  const ids = gone.map((row) => row.id);
  await setEnrolmentState(tx, { agencyId: actor.agencyId, ids, state: "withdrawn" });
  return {
    value: { enrolmentIds: ids, kept: rows.filter(({ assigned }) => assigned).length },
    events: changedIn(actor, gone, "withdrawn"),
  };
}

/** How students stand in a course and its cohort, and the ways between. */
export const enrolmentStanding = {
  /** Excused from this course only (F-071). Refused for who is on a place of it. */
  waive: allowed("student.manage")
    .input(some)
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const { changed, events } = await changeState(tx, ctx.actor, {
          ...input,
          state: "waived",
          from: ["enrolled"],
          assignedBy: assignedBy(ctx),
        });
        return { value: { enrolmentIds: changed.map((row) => row.id) }, events };
      }),
    ),

  /** What a withdrawal would touch (F-070): each course of the cohort, with how many go and how many are kept by a place they hold. */
  leaving: allowed("student.manage")
    .input(some)
    .query(async ({ ctx, input }) => {
      const { agencyId } = ctx.actor;
      await findCourse(ctx.sql, ctx.actor, input.cohortCourseId);
      const courseIds = await listCoursesOfCohort(ctx.sql, { agencyId, ...input });
      const standings = await listStandings(ctx.sql, { agencyId, courseIds, studentIds: input.studentIds });
      return standings.flatMap(({ enrolled, assigned, waived: _waived, withdrawn: _withdrawn, ...course }) =>
        enrolled > 0 ? [{ ...course, going: enrolled - assigned, kept: assigned }] : [],
      );
    }),

  /** Out of the cohort: of this course and of every other one of the cohort where no place is held (F-070). */
  withdraw: allowed("student.manage")
    .input(some)
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        await findCourse(tx, ctx.actor, input.cohortCourseId);
        const outcome = await withdrawFrom(tx, ctx.actor, input);
        // Nothing would be done, and the reason is one that can be seen to.
        if (outcome.value.enrolmentIds.length === 0 && outcome.value.kept > 0)
          refuse({ code: "in-use", by: assignedBy(ctx), count: outcome.value.kept });
        return outcome;
      }),
    ),

  /** Back in this course: after a waiver, a withdrawal or an absence. `was`: what to put back by state, to take it back. */
  restore: allowed("student.manage")
    .input(some)
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const { changed, events } = await changeState(tx, ctx.actor, {
          ...input,
          state: "enrolled",
          from: ["waived", "withdrawn"],
          assignedBy: "",
        });
        const was = (of: EnrolmentState) => changed.flatMap(({ id: one, state }) => (state === of ? [one] : []));
        return {
          value: { enrolmentIds: changed.map((row) => row.id), was: { waived: was("waived"), withdrawn: was("withdrawn") } },
          events,
        };
      }),
    ),

  /** « Annuler » of a change of state: exactly the enrolments it changed, to what they were. Refused once a place is held. */
  putBack: allowed("student.manage")
    .input(z.object({ enrolmentIds: z.array(id).min(1).max(50_000), state: z.enum(enrolmentStates).default("enrolled") }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const found = await listCoursesOfEnrolments(tx, ctx.actor, input.enrolmentIds);
        if (found.length < new Set(input.enrolmentIds).size) refuse({ code: "not-found" });
        const locked = await lockEnrolmentsById(tx, { agencyId: ctx.actor.agencyId, ids: input.enrolmentIds });
        const assigned = locked.filter((row) => row.assigned && input.state !== "enrolled");
        if (assigned.length > 0) refuse({ code: "in-use", by: assignedBy(ctx), count: assigned.length });
        await setEnrolmentState(tx, { agencyId: ctx.actor.agencyId, ids: input.enrolmentIds, state: input.state });
        return { value: null, events: changedIn(ctx.actor, found, input.state) };
      }),
    ),
};
