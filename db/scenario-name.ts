import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import type { Query } from "./sql.ts";

/** Students, by name, who are no longer on a sheet that something was meant for them on: neither enrolled in its course nor on a place of it. */
export function listNames(sql: Query, viewer: Actor, of: { worksheetId: Id; studentIds: Id[] }): Promise<{ id: Id; name: string }[]> {
  return sql<{ id: Id; name: string }[]>`
    select s.id, trim(s.first_name || ' ' || s.last_name) as name from student s
    where s.agency_id = ${viewer.agencyId} and s.id = any(${of.studentIds}::uuid[]) and not exists (
      select from worksheet w join enrolment e on e.agency_id = w.agency_id and e.cohort_course_id = w.cohort_course_id
      where w.agency_id = s.agency_id and w.id = ${of.worksheetId} and e.student_id = s.id and e.state = 'enrolled' and e.copied_to = w.kind)
      and not exists (
        select from assignment a join request r on r.agency_id = a.agency_id and r.id = a.request_id
        where a.agency_id = s.agency_id and a.student_id = s.id and r.worksheet_id = ${of.worksheetId})
    order by s.sort_name`;
}
