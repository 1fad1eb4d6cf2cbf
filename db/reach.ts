import type { Actor } from "#domain/access.ts";
import type { Query } from "./sql.ts";

/**
 * What a role reaches, as SQL: every query of the placing side ends in one of these, so that a forgotten check shows
 * nothing rather than everything (architecture rule 6). `programme` and `cohortCourse` are the aliases of those tables' ids.
 */
export function reachesProgramme(sql: Query, viewer: Actor, programmeId: string) {
  return sql`(${viewer.everything} or ${sql(programmeId)} = any(${viewer.programmes}::uuid[]))`;
}

/** A course leader reaches the courses she leads, an instructor those where he is named on a request; the others, their programmes. */
export function reachesCourse(sql: Query, viewer: Actor, of: { programmeId: string; cohortCourseId: string }) {
  if (viewer.kind === "course-leader") {
    return sql`exists (select 1 from course_leader cl where cl.agency_id = ${viewer.agencyId} and cl.cohort_course_id = ${sql(of.cohortCourseId)} and cl.person_id = ${viewer.personId})`;
  }
  if (viewer.kind === "instructor") {
    return sql`exists (select 1 from request ir where ir.agency_id = ${viewer.agencyId} and ir.cohort_course_id = ${sql(of.cohortCourseId)} and ir.instructor_id = ${viewer.personId})`;
  }
  return reachesProgramme(sql, viewer, of.programmeId);
}
