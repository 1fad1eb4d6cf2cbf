import type { Actor } from "#domain/access.ts";
import type { SourceCourse } from "#domain/cohort-move.ts";
import type { Id } from "#domain/id.ts";
import { listCohortCourses, type CohortCourse } from "./cohort.ts";
import type { Query, Tx } from "./sql.ts";

/** A course of a cohort with what its copy needs to know: whether the catalogue still offers it. */
export type CopiedCourse = SourceCourse & CohortCourse;

export async function listCopySources(sql: Query, viewer: Actor, cohortId: Id): Promise<CopiedCourse[]> {
  const courses = await listCohortCourses(sql, viewer, cohortId);
  const retired = new Set(
    (
      await sql<{ id: Id }[]>`
        select cu.id from course cu join cohort_course cc on cc.agency_id = cu.agency_id and cc.course_id = cu.id
        where cc.agency_id = ${viewer.agencyId} and cc.cohort_id = ${cohortId} and cu.retired_on is not null`
    ).map(({ id }) => id),
  );
  return courses.map((course) => ({ ...course, retired: retired.has(course.courseId) }));
}

/** The cohort a copy was made of; undefined when it was not copied, or is not the viewer's. */
export async function originOfCohort(tx: Query, viewer: Actor, id: Id): Promise<Id | undefined> {
  const [row] = await tx<{ copiedFrom: Id | null }[]>`select copied_from from cohort where agency_id = ${viewer.agencyId} and id = ${id}`;
  return row?.copiedFrom ?? undefined;
}

export async function saveOrigin(tx: Tx, viewer: Actor, of: { id: Id; from: Id; courses: { id: Id; from: Id }[] }): Promise<void> {
  await tx`update cohort set copied_from = ${of.from} where agency_id = ${viewer.agencyId} and id = ${of.id}`;
  await tx`
    update cohort_course cc set copied_from = c.from from jsonb_to_recordset(${tx.json(of.courses)}) as c (id uuid, "from" uuid)
    where cc.agency_id = ${viewer.agencyId} and cc.id = c.id`;
}

/** Says that a person looked at courses and found them right, or that they are to be reviewed after all. */
export async function saveReviewed(tx: Tx, viewer: Actor, of: { ids: Id[]; at: Date | null }): Promise<void> {
  await tx`
    update cohort_course set reviewed_at = ${of.at?.toISOString() ?? null} where agency_id = ${viewer.agencyId} and id = any(${of.ids}::uuid[])`;
}
