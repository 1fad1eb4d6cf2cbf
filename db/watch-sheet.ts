import type { Actor } from "#domain/access.ts";
import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import type { ConflictQuestion } from "#domain/watch.ts";
import { reachesCourse } from "./reach.ts";
import type { Query } from "./sql.ts";

export interface WatchedSheet {
  id: Id;
  agencyId: Id;
  programmeId: Id;
  label: string;
}

const select = (sql: Query) => sql`
  select w.id, w.agency_id, c.programme_id, concat_ws(', ', co.number || ' ' || co.name, c.short_name) as label
  from worksheet w
  join cohort_course cc on cc.agency_id = w.agency_id and cc.id = w.cohort_course_id
  join cohort c on c.agency_id = cc.agency_id and c.id = cc.cohort_id
  join course co on co.agency_id = cc.agency_id and co.id = cc.course_id`;

/** Sheets that are named, that have one of these requests, or a request at one of these units; of organisations somebody watches sheets of. */
export const listTouchedSheets = (sql: Query, of: { ids: Id[]; requestIds: Id[]; unitIds: Id[] }): Promise<WatchedSheet[]> =>
  sql<WatchedSheet[]>`
    ${select(sql)} where w.deleted_at is null and w.id in (
      select id from worksheet where id = any(${of.ids}::uuid[])
      union select worksheet_id from request where id = any(${of.requestIds}::uuid[])
      union select worksheet_id from request where destination_id = any(${of.unitIds}::uuid[]) and status not in ('declined', 'cancelled')
      union select r.worksheet_id from assignment a join request r on r.agency_id = a.agency_id and r.id = a.request_id
        where a.student_id = any(${of.ids}::uuid[]))
      and exists (select from watch x where x.agency_id = w.agency_id and x.kind = 'conflict' and x.paused_at is null and x.removed_at is null)`;

/** The sheets of courses that are not over which the viewer reaches and a question speaks of. */
export const listSheetsAsked = (sql: Query, of: { viewer: Actor; question: ConflictQuestion; today: Day }): Promise<WatchedSheet[]> => {
  const { viewer, question } = of;
  return sql<WatchedSheet[]>`
    ${select(sql)} where w.agency_id = ${viewer.agencyId} and w.deleted_at is null and cc.ends_on >= ${of.today}::date
      and ${reachesCourse(sql, viewer, { programmeId: "c.programme_id", cohortCourseId: "cc.id" })}
      ${question.programmeId === null ? sql`` : sql`and c.programme_id = ${question.programmeId}`}
      ${question.worksheetId === null ? sql`` : sql`and w.id = ${question.worksheetId}`}
    order by cc.starts_on, w.id`;
};
