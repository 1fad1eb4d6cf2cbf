import type { Actor } from "#domain/access.ts";
import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import { reachesCourse } from "./reach.ts";
import type { Query } from "./sql.ts";

export interface CourseToEnrol {
  id: Id;
  cohort: string;
  cohortShort: string;
  number: string;
  name: string;
  term: string;
  startsOn: Day;
  endsOn: Day;
}

/** Courses of active cohorts that are not over and that the viewer reaches, but for those of one cohort: where else students can be enrolled (F-072). */
export async function listCoursesElsewhere(
  sql: Query,
  viewer: Actor,
  of: { besides: Id; words: string[]; today: Day; most: number },
): Promise<CourseToEnrol[]> {
  return sql<CourseToEnrol[]>`
    select cc.id, c.name as cohort, c.short_name as cohort_short, co.number, co.name, t.name as term, cc.starts_on, cc.ends_on
    from cohort_course cc
    join cohort c on c.agency_id = cc.agency_id and c.id = cc.cohort_id
    join course co on co.agency_id = cc.agency_id and co.id = cc.course_id
    join term t on t.agency_id = cc.agency_id and t.id = cc.term_id
    where cc.agency_id = ${viewer.agencyId} and c.active and not c.standing and cc.ends_on >= ${of.today} and cc.id <> ${of.besides}
      and not exists (select from unnest(${of.words}::text[]) w
        where position(w in fold_text(c.name || ' ' || c.short_name || ' ' || co.number || ' ' || co.name || ' ' || t.name)) = 0)
      and ${reachesCourse(sql, viewer, { programmeId: "c.programme_id", cohortCourseId: "cc.id" })}
    order by (c.id = (select one.cohort_id from cohort_course one where one.agency_id = cc.agency_id and one.id = ${of.besides})), lower(c.name), cc.starts_on, co.number
    limit ${of.most}`;
}

export interface CourseReached {
  id: Id;
  number: string;
  name: string;
  term: string;
  startsOn: Day;
  endsOn: Day;
  /** Of the students: in the course already, back in it after a withdrawal, and excused from it. */
  enrolled: number;
  withdrawn: number;
  waived: number;
  /** On a place of it that still stands. */
  assigned: number;
}

/** Courses with how students stand in each, in order of time. */
export async function listStandings(sql: Query, of: { agencyId: Id; courseIds: Id[]; studentIds: Id[] }): Promise<CourseReached[]> {
  return sql<CourseReached[]>`
    select cc.id, co.number, co.name, t.name as term, cc.starts_on, cc.ends_on,
      count(e.id) filter (where e.state = 'enrolled')::int as enrolled, count(e.id) filter (where e.state = 'withdrawn')::int as withdrawn,
      count(e.id) filter (where e.state = 'waived')::int as waived,
      count(e.id) filter (where e.state = 'enrolled' and exists (
        select from assignment a join request r on r.agency_id = a.agency_id and r.id = a.request_id
        where a.agency_id = e.agency_id and a.student_id = e.student_id and r.cohort_course_id = cc.id and r.status not in ('declined', 'cancelled')))::int as assigned
    from cohort_course cc
    join course co on co.agency_id = cc.agency_id and co.id = cc.course_id
    join term t on t.agency_id = cc.agency_id and t.id = cc.term_id
    left join enrolment e on e.agency_id = cc.agency_id and e.cohort_course_id = cc.id and e.student_id = any(${of.studentIds}::uuid[])
    where cc.agency_id = ${of.agencyId} and cc.id = any(${of.courseIds}::uuid[])
    group by cc.id, co.number, co.name, t.name, cc.starts_on, cc.ends_on order by cc.starts_on, co.number`;
}

/** Every course of the cohort of a course. */
export async function listCoursesOfCohort(sql: Query, of: { agencyId: Id; cohortCourseId: Id }): Promise<Id[]> {
  const rows = await sql<{ id: Id }[]>`
    select other.id from cohort_course cc join cohort_course other on other.agency_id = cc.agency_id and other.cohort_id = cc.cohort_id
    where cc.agency_id = ${of.agencyId} and cc.id = ${of.cohortCourseId}`;
  return rows.map(({ id }) => id);
}
