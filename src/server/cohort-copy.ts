import { z } from "zod";
import { courseRefusal } from "#domain/cohort.ts";
import { dayIn } from "#domain/dates.ts";
import type { NewEvent } from "#domain/event.ts";
import { id, type Id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { schedule } from "#domain/schedule.ts";
import { seasons, stockTerm } from "#domain/term.ts";
import { listClosed } from "#db/closed-day.ts";
import { listCopySources, originOfCohort, saveOrigin, saveReviewed } from "#db/cohort-copy.ts";
import {
  deleteCohort,
  deleteCohortCourse,
  findCohort,
  insertCohort,
  insertCohortCourse,
  listCohortCourses,
  lockCohort,
  lockCohortCourse,
  usesOfCohortCourse,
} from "#db/cohort.ts";
import { lockProgramme } from "#db/programme.ts";
import type { Tx } from "#db/sql.ts";
import { insertMissingTerms, listTerms, lockTerm, type Term } from "#db/term.ts";
import { act } from "./act.ts";
import { orRefuse, removeUnused } from "./constraint.ts";
import { refuseClosed } from "./programme-state.ts";
import type { ActorContext } from "./request-move.ts";
import { allowed } from "./trpc.ts";

/** A term of the school, or a stock one that the copy adds if it is still missing. */
const target = z.union([z.object({ id }), z.object({ season: z.enum(seasons), year: z.number().int().min(2000).max(2100) })]);
type Target = z.infer<typeof target>;

const copyInput = z.object({
  id,
  name: z.string().trim().min(1).max(120),
  shortName: z.string().trim().min(1).max(10),
  years: z.number().int().min(1).max(10),
  structured: z.boolean(),
  courses: z
    .array(z.object({ id, term: target, schedule }))
    .min(1)
    .max(100),
});

const nameOf = (of: { number: string; name: string }) => `${of.number} ${of.name}`;

/** The terms a copy goes to, those it adds included; each is held so that its dates stay what the review showed. */
async function targetTerms(tx: Tx, ctx: ActorContext, wanted: Target[]): Promise<{ termFor(of: Target): Term; events: NewEvent[] }> {
  const missing = wanted.flatMap((one) => ("id" in one ? [] : [stockTerm(one.season, one.year)]));
  const added = missing.length > 0 ? await insertMissingTerms(tx, ctx.actor, missing) : [];
  const known = await listTerms(tx, ctx.actor);
  const held = new Map<Id, Term>();
  for (const one of wanted) {
    const shortName = "id" in one ? null : stockTerm(one.season, one.year).shortName.toLowerCase();
    const found = known.find((term) => ("id" in one ? term.id === one.id : term.shortName.toLowerCase() === shortName));
    const locked = found && (held.get(found.id) ?? (await lockTerm(tx, ctx.actor, { id: found.id, for: "share" })));
    if (!locked) return refuse({ code: "not-found" });
    held.set(locked.id, locked);
  }
  return {
    termFor(of) {
      const shortName = "id" in of ? null : stockTerm(of.season, of.year).shortName.toLowerCase();
      const found = [...held.values()].find((term) => ("id" in of ? term.id === of.id : term.shortName.toLowerCase() === shortName));
      return found ?? refuse({ code: "not-found" });
    },
    events: added.map((one) => ({ kind: "term.added", agencyIds: [ctx.actor.agencyId], about: one.id, facts: { name: one.name } })),
  };
}

export const cohortCopy = {
  /** What the review of a copy is made from: the cohort's courses, the school's terms and the days it is closed. Nothing is saved. */
  copySource: allowed("programme.manage")
    .input(z.object({ id }))
    .query(async ({ ctx, input }) => {
      const cohort = (await findCohort(ctx.sql, ctx.actor, input.id)) ?? refuse({ code: "not-found" });
      const [courses, terms, closed] = await Promise.all([
        listCopySources(ctx.sql, ctx.actor, cohort.id),
        listTerms(ctx.sql, ctx.actor),
        listClosed(ctx.sql, ctx.actor.agencyId),
      ]);
      return { cohort, courses, terms, closed, today: dayIn(ctx.now()) };
    }),

  /**
   * Saves a copy as it was reviewed, whole or not at all: the cohort, its courses with the dates given, and the stock terms
   * it needs. Leaders, days, hours and comments come from the courses copied; release moments belong to their own term.
   */
  copy: allowed("programme.manage")
    .input(copyInput)
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const source = (await lockCohort(tx, ctx.actor, input.id)) ?? refuse({ code: "not-found" });
        const programme = (await lockProgramme(tx, ctx.actor, source.programmeId)) ?? refuse({ code: "not-found" });
        refuseClosed(programme);
        const sources = new Map((await listCopySources(tx, ctx.actor, source.id)).map((one) => [one.id, one]));
        const { termFor, events } = await targetTerms(
          tx,
          ctx,
          input.courses.map(({ term }) => term),
        );
        const fields = { name: input.name, shortName: input.shortName, years: input.years, structured: input.structured, active: true };
        const cohortId = await orRefuse(insertCohort(tx, ctx.actor, { ...fields, programmeId: source.programmeId }), {
          one_cohort_per_short_name: { code: "name-taken", name: input.shortName },
        });
        events.push({
          kind: "cohort.copied",
          agencyIds: [ctx.actor.agencyId],
          about: cohortId,
          within: [source.programmeId, source.id],
          facts: { name: input.name, from: source.name, courses: input.courses.length },
        });
        const copies: { id: Id; from: Id }[] = [];
        for (const one of input.courses) {
          const course = sources.get(one.id) ?? refuse({ code: "not-found" });
          if (course.retired) refuse({ code: "parent-retired", name: nameOf(course), on: dayIn(ctx.now()) });
          const term = termFor(one.term);
          const refusal = courseRefusal(one.schedule, term);
          if (refusal) refuse(refusal);
          const added = await orRefuse(
            insertCohortCourse(tx, ctx.actor, {
              cohortId,
              courseId: course.courseId,
              termId: term.id,
              schedule: one.schedule,
              defaultComment: course.defaultComment,
              leaderIds: course.leaders.map((leader) => leader.id),
            }),
            { one_course_per_cohort_and_term: { code: "name-taken", name: `${nameOf(course)}, ${term.name}` } },
          );
          copies.push({ id: added, from: course.id });
          events.push({
            kind: "cohort-course.added",
            agencyIds: [ctx.actor.agencyId],
            about: added,
            within: [cohortId],
            facts: { name: nameOf(course) },
          });
        }
        await saveOrigin(tx, ctx.actor, { id: cohortId, from: source.id, courses: copies });
        return { value: { id: cohortId, courses: copies.length }, events };
      }),
    ),

  /** Takes a copy back, courses and all, while nobody is enrolled in it and nothing is planned for it; terms it added stay. */
  undoCopy: allowed("programme.manage")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const cohort = (await lockCohort(tx, ctx.actor, input.id)) ?? refuse({ code: "not-found" });
        const from = await originOfCohort(tx, ctx.actor, cohort.id);
        const courses = await listCohortCourses(tx, ctx.actor, cohort.id);
        if (from === undefined) return refuse({ code: "in-use", by: "course", count: Math.max(courses.length, 1) });
        const events: NewEvent[] = [];
        for (const course of courses) {
          const uses = await usesOfCohortCourse(tx, ctx.actor, course.id);
          for (const by of ["request", "worksheet", "enrolment"] as const)
            if (uses[by] > 0) refuse({ code: "in-use", by, count: uses[by] });
          await removeUnused(deleteCohortCourse(tx, ctx.actor, course.id), { by: "enrolment", count: 1 });
          events.push({
            kind: "cohort-course.removed",
            agencyIds: [ctx.actor.agencyId],
            about: course.id,
            within: [cohort.id],
            facts: { name: nameOf(course) },
          });
        }
        await removeUnused(deleteCohort(tx, ctx.actor, cohort.id), { by: "course", count: 1 });
        events.push({
          kind: "cohort.removed",
          agencyIds: [ctx.actor.agencyId],
          about: cohort.id,
          within: [cohort.programmeId],
          facts: { name: cohort.name },
        });
        return { value: null, events };
      }),
    ),

  /** Says of courses that somebody looked at them and they are right (F-059), or takes that back. */
  review: allowed("programme.manage")
    .input(z.object({ ids: z.array(id).min(1).max(100), reviewed: z.boolean().default(true) }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const events: NewEvent[] = [];
        const changed: Id[] = [];
        for (const one of input.ids.toSorted()) {
          const course = (await lockCohortCourse(tx, ctx.actor, one)) ?? refuse({ code: "not-found" });
          if ((course.reviewedAt !== null) === input.reviewed) continue;
          changed.push(course.id);
          events.push({
            kind: input.reviewed ? "cohort-course.reviewed" : "cohort-course.changed",
            agencyIds: [ctx.actor.agencyId],
            about: course.id,
            within: [course.cohortId],
            facts: { name: nameOf(course) },
          });
        }
        await saveReviewed(tx, ctx.actor, { ids: changed, at: input.reviewed ? ctx.now() : null });
        return { value: { ids: changed }, events };
      }),
    ),
};
