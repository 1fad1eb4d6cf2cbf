import { z } from "zod";
import { can, type Actor } from "#domain/access.ts";
import { day, dayIn, type Day } from "#domain/dates.ts";
import { id, type Id } from "#domain/id.ts";
import { closingRefusal } from "#domain/programme.ts";
import { refuse } from "#domain/refusal.ts";
import { listDepartments } from "#db/people.ts";
import {
  deleteCourse,
  listPlacementTypes,
  listProgrammeUses,
  saveCohortsActive,
  deleteProgramme,
  findProgramme,
  insertCourse,
  insertProgramme,
  listCourses,
  listProgrammes,
  lockCourse,
  lockProgramme,
  saveCourse,
  saveProgramme,
  type Course,
  type CourseFields,
  type Programme,
  type ProgrammeFields,
} from "#db/programme.ts";
import type { Query, Tx } from "#db/sql.ts";
import { act } from "./act.ts";
import { orRefuse, removeUnused } from "./constraint.ts";
import { allowed, router } from "./trpc.ts";

const programmeShape = z.object({
  name: z.string().trim().min(1).max(120),
  shortName: z.string().trim().min(1).max(30),
  discipline: z.string().trim().max(120),
  departmentId: id.nullable(),
  isUser: z.boolean(),
});
const courseShape = z.object({
  number: z.string().trim().min(1).max(30),
  name: z.string().trim().min(1).max(120),
  hours: z.number().positive().max(9_999).nullable(),
  sheetKind: z.enum(["group", "individual"]),
  defaultComment: z.string().trim().max(2_000),
  placementType: z.string().max(40).nullable(),
  leaderIds: z.array(id).max(20),
});
/** A course is added before anybody decided its type or who leads it. */
const newCourseShape = courseShape.extend({
  programmeId: id,
  placementType: courseShape.shape.placementType.default(null),
  leaderIds: courseShape.shape.leaderIds.default([]),
});

const manages = (actor: Actor) => can(actor, "programme.manage");
const programmeMay = (actor: Actor, of: Programme) => ({
  edit: manages(actor) && !of.retired,
  retire: manages(actor) && !of.retired,
  restore: manages(actor) && of.retired,
  addCourse: manages(actor) && !of.retired,
});
const courseMay = (actor: Actor, of: Course) => ({
  edit: manages(actor) && of.retiredOn === null,
  retire: manages(actor) && of.retiredOn === null,
  restore: manages(actor) && of.retiredOn !== null,
});

async function ownDepartment(sql: Query, actor: Actor, departmentId: Id | null): Promise<void> {
  if (departmentId !== null && !(await listDepartments(sql, actor.agencyId)).some((one) => one.id === departmentId))
    refuse({ code: "not-found" });
}
/** What is edited takes a type in force; a course that had one of a former list takes another (K71). */
async function currentType(sql: Query, code: string | null, today: Day): Promise<void> {
  if (code === null) return;
  const type = (await listPlacementTypes(sql)).find((one) => one.code === code) ?? refuse({ code: "not-found" });
  if (type.untilDay !== null && type.untilDay < today)
    refuse({ code: "invalid", field: "placementType", problem: { kind: "retired-type", on: type.untilDay } });
}
/** Closing a programme, or placing its students outside the system, is refused while it is at work (F-042). */
async function refuseBusy(sql: Query, actor: Actor, of: { id: Id; today: Day }): Promise<void> {
  const refusal = closingRefusal(await listProgrammeUses(sql, actor, of));
  if (refusal) refuse(refusal);
}
const lockedProgramme = async (tx: Tx, actor: Actor, of: Id): Promise<Programme> =>
  (await lockProgramme(tx, actor, of)) ?? refuse({ code: "not-found" });
const lockedCourse = async (tx: Tx, actor: Actor, of: Id): Promise<Course> =>
  (await lockCourse(tx, actor, of)) ?? refuse({ code: "not-found" });

/** Fields of a record that an edit changed, with what they were. */
export function changedFrom<T extends object>(before: T, after: T): Partial<T> {
  const changed: Partial<T> = {};
  for (const key of Object.keys(after) as (keyof T)[]) {
    if (JSON.stringify(before[key]) !== JSON.stringify(after[key])) changed[key] = before[key];
  }
  return changed;
}

const programmeFields = (of: Programme): ProgrammeFields => ({
  name: of.name,
  shortName: of.shortName,
  discipline: of.discipline,
  departmentId: of.departmentId,
  isUser: of.isUser,
});
const courseFields = (of: Course): CourseFields => ({
  number: of.number,
  name: of.name,
  hours: of.hours,
  sheetKind: of.sheetKind,
  defaultComment: of.defaultComment,
  placementType: of.placementType,
  leaderIds: of.leaderIds,
});
const named = (of: { number: string; name: string }) => `${of.number} ${of.name}`;
const programmeTaken = (of: ProgrammeFields) => ({ one_programme_per_name: { code: "name-taken", name: of.name } }) as const;
const courseTaken = (of: CourseFields) =>
  ({
    one_course_per_number: { code: "name-taken", name: of.number },
    usual_leader_agency_id_person_id_fkey: { code: "not-found" },
  }) as const;
const cohortChanged = (actor: Actor, programmeId: Id, of: { id: Id; name: string }) => ({
  kind: "cohort.changed" as const,
  agencyIds: [actor.agencyId],
  about: of.id,
  within: [programmeId],
  facts: { name: of.name },
});

export const programmeRouter = router({
  /** The programmes the viewer reaches, and whether she may add one (only who reaches all of them may). */
  list: allowed("programme.see").query(async ({ ctx }) => ({
    programmes: (await listProgrammes(ctx.sql, ctx.actor)).map((one) => ({ ...one, may: programmeMay(ctx.actor, one) })),
    may: { add: manages(ctx.actor) && ctx.actor.everything },
  })),

  /** A programme and its courses. */
  find: allowed("programme.see")
    .input(z.object({ id }))
    .query(async ({ ctx, input }) => {
      const programme = (await findProgramme(ctx.sql, ctx.actor, input.id)) ?? refuse({ code: "not-found" });
      const courses = await listCourses(ctx.sql, ctx.actor, programme.id);
      return {
        ...programme,
        may: programmeMay(ctx.actor, programme),
        courses: courses.map((one) => ({ ...one, may: courseMay(ctx.actor, one) })),
      };
    }),

  /** The placement types there are, and which may be chosen today (F-044). */
  types: allowed("programme.see").query(async ({ ctx }) => {
    const today = dayIn(ctx.now());
    return (await listPlacementTypes(ctx.sql)).map((one) => ({
      ...one,
      current: one.fromDay <= today && (one.untilDay === null || one.untilDay >= today),
    }));
  }),

  departments: allowed("programme.see").query(({ ctx }) => listDepartments(ctx.sql, ctx.actor.agencyId)),

  add: allowed("programme.manage")
    .input(programmeShape)
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        if (!ctx.actor.everything) refuse({ code: "not-allowed" });
        await ownDepartment(tx, ctx.actor, input.departmentId);
        const added = await orRefuse(insertProgramme(tx, ctx.actor, input), programmeTaken(input));
        return {
          value: { id: added },
          events: [{ kind: "programme.added", agencyIds: [ctx.actor.agencyId], about: added, facts: { name: input.name } }],
        };
      }),
    ),

  /** Changes the fields given; answers what they were, so that the change can be taken back. */
  edit: allowed("programme.manage")
    .input(z.object({ id, patch: programmeShape.partial() }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const programme = await lockedProgramme(tx, ctx.actor, input.id);
        await ownDepartment(tx, ctx.actor, input.patch.departmentId ?? null);
        const before = programmeFields(programme);
        const after = { ...before, ...input.patch };
        const undo = changedFrom(before, after);
        if (Object.keys(undo).length === 0) return { value: { undo }, events: [] };
        if (before.isUser && !after.isUser) await refuseBusy(tx, ctx.actor, { id: input.id, today: dayIn(ctx.now()) });
        await orRefuse(saveProgramme(tx, ctx.actor, { ...after, id: input.id, retired: programme.retired }), programmeTaken(after));
        return {
          value: { undo },
          events: [{ kind: "programme.changed", agencyIds: [ctx.actor.agencyId], about: input.id, facts: { name: after.name } }],
        };
      }),
    ),

  /**
   * Closes a programme and makes its cohorts inactive; refused while it has active requests or students in courses to come
   * (F-042). Its past is kept. Answers which cohorts, for whoever takes it back.
   */
  retire: allowed("programme.manage")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const programme = await lockedProgramme(tx, ctx.actor, input.id);
        await refuseBusy(tx, ctx.actor, { id: input.id, today: dayIn(ctx.now()) });
        await saveProgramme(tx, ctx.actor, { ...programme, retired: true });
        const cohorts = await saveCohortsActive(tx, ctx.actor, { programmeId: input.id, ids: null, active: false });
        return {
          value: { id: input.id, cohortIds: cohorts.map((one) => one.id) },
          events: [
            { kind: "programme.changed", agencyIds: [ctx.actor.agencyId], about: input.id, facts: { name: programme.name } },
            ...cohorts.map((one) => cohortChanged(ctx.actor, input.id, one)),
          ],
        };
      }),
    ),

  /** Opens a programme again, with the cohorts given. */
  restore: allowed("programme.manage")
    .input(z.object({ id, cohortIds: z.array(id).max(500).default([]) }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const programme = await lockedProgramme(tx, ctx.actor, input.id);
        await saveProgramme(tx, ctx.actor, { ...programme, retired: false });
        const cohorts = await saveCohortsActive(tx, ctx.actor, { programmeId: input.id, ids: input.cohortIds, active: true });
        return {
          value: { id: input.id },
          events: [
            { kind: "programme.changed", agencyIds: [ctx.actor.agencyId], about: input.id, facts: { name: programme.name } },
            ...cohorts.map((one) => cohortChanged(ctx.actor, input.id, one)),
          ],
        };
      }),
    ),

  /** Takes away a programme that was added by mistake: no course, cohort or right names it. */
  remove: allowed("programme.manage")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const programme = await lockedProgramme(tx, ctx.actor, input.id);
        await removeUnused(deleteProgramme(tx, ctx.actor, input.id), {
          by: programme.courses > 0 ? "course" : "cohort",
          count: programme.courses || programme.cohorts || 1,
        });
        return {
          value: null,
          events: [{ kind: "programme.removed", agencyIds: [ctx.actor.agencyId], about: input.id, facts: { name: programme.name } }],
        };
      }),
    ),

  addCourse: allowed("programme.manage")
    .input(newCourseShape)
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const programme = await lockedProgramme(tx, ctx.actor, input.programmeId);
        await currentType(tx, input.placementType, dayIn(ctx.now()));
        const added = await orRefuse(insertCourse(tx, ctx.actor, input), courseTaken(input));
        return {
          value: { id: added },
          events: [
            { kind: "course.added", agencyIds: [ctx.actor.agencyId], about: added, within: [programme.id], facts: { name: named(input) } },
          ],
        };
      }),
    ),

  editCourse: allowed("programme.manage")
    .input(z.object({ id, patch: courseShape.partial() }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const course = await lockedCourse(tx, ctx.actor, input.id);
        const before = courseFields(course);
        const after = { ...before, ...input.patch };
        const undo = changedFrom(before, after);
        if (Object.keys(undo).length === 0) return { value: { undo }, events: [] };
        await currentType(tx, after.placementType, dayIn(ctx.now()));
        await orRefuse(saveCourse(tx, ctx.actor, { ...after, id: input.id, retiredOn: course.retiredOn }), courseTaken(after));
        return {
          value: { undo },
          events: [
            {
              kind: "course.changed",
              agencyIds: [ctx.actor.agencyId],
              about: input.id,
              within: [course.programmeId],
              facts: { name: named(after) },
            },
          ],
        };
      }),
    ),

  /** A retired course stays in the cohorts that have it and is offered to no other; `on: null` restores it. */
  retireCourse: allowed("programme.manage")
    .input(z.object({ id, on: day.nullable().optional() }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const course = await lockedCourse(tx, ctx.actor, input.id);
        const retiredOn = input.on === undefined ? dayIn(ctx.now()) : input.on;
        await saveCourse(tx, ctx.actor, { ...course, retiredOn });
        return {
          value: { id: input.id },
          events: [
            {
              kind: "course.changed",
              agencyIds: [ctx.actor.agencyId],
              about: input.id,
              within: [course.programmeId],
              facts: { name: named(course) },
            },
          ],
        };
      }),
    ),

  removeCourse: allowed("programme.manage")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const course = await lockedCourse(tx, ctx.actor, input.id);
        await removeUnused(deleteCourse(tx, ctx.actor, input.id), { by: "cohort", count: 1 });
        return {
          value: null,
          events: [
            {
              kind: "course.removed",
              agencyIds: [ctx.actor.agencyId],
              about: input.id,
              within: [course.programmeId],
              facts: { name: named(course) },
            },
          ],
        };
      }),
    ),
});
