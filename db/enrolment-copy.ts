import type { Actor } from "#domain/access.ts";
import type { Day } from "#domain/dates.ts";
import type { CopyTarget, EnrolmentState } from "#domain/enrolment.ts";
import type { Id } from "#domain/id.ts";
import type { Preference } from "#domain/preference.ts";
import type { Status } from "#domain/request.ts";
import { assignedIn } from "./enrolment.ts";
import { preferencesOf } from "./preference.ts";
import type { Query, Tx } from "./sql.ts";

export interface CopyCandidate {
  id: Id;
  studentId: Id;
  lastName: string;
  firstName: string;
  number: string;
  state: EnrolmentState;
  copiedTo: CopyTarget | null;
  assigned: boolean;
  version: number;
  /** Who changed the preferences last, by name, and when. */
  by: string | null;
  at: string | null;
  preferences: Preference[];
}

/** Students of a course with what is needed to copy their wishes, by name. `lock` holds them until the transaction ends. */
export async function listToCopy(
  sql: Query,
  of: { agencyId: Id; cohortCourseId: Id; studentIds: Id[]; lock?: boolean },
): Promise<CopyCandidate[]> {
  return sql<CopyCandidate[]>`
    select e.id, e.student_id, s.last_name, s.first_name, s.number, e.state, e.copied_to, ${assignedIn(sql, of)} as assigned,
      e.preferences_version as version, e.preferences_at as at,
      (select concat_ws(' ', b.first_name, b.last_name) from person b where b.agency_id = e.agency_id and b.id = e.preferences_by) as by, ${preferencesOf(sql)} as preferences
    from enrolment e join student s on s.agency_id = e.agency_id and s.id = e.student_id
    where e.agency_id = ${of.agencyId} and e.cohort_course_id = ${of.cohortCourseId} and e.student_id = any(${of.studentIds}::uuid[])
    order by s.sort_name, s.id ${of.lock ? sql`for update of e` : sql``}`;
}

/** Places this school already asks for at units, in dates that meet these. */
export async function countAsked(
  sql: Query,
  viewer: Actor,
  of: { destinationIds: Id[]; startsOn: Day; endsOn: Day },
): Promise<Map<Id, number>> {
  if (of.destinationIds.length === 0) return new Map();
  const rows = await sql<{ destinationId: Id; places: number }[]>`
    select r.destination_id, sum(r.size)::int as places from request r
    where r.agency_id = ${viewer.agencyId} and r.destination_id = any(${of.destinationIds}::uuid[])
      and r.starts_on <= ${of.endsOn} and r.ends_on >= ${of.startsOn} and r.status not in ('declined', 'cancelled')
    group by r.destination_id`;
  return new Map(rows.map(({ destinationId, places }) => [destinationId, places]));
}

/** Puts the mark of a worksheet on enrolled students, or takes it off (`to` null). Returns those that changed, with what they had. */
export async function setMarks(
  tx: Tx,
  of: { agencyId: Id; cohortCourseId: Id; marks: { studentId: Id; to: CopyTarget | null }[] },
): Promise<{ studentId: Id; to: CopyTarget | null }[]> {
  return tx<{ studentId: Id; to: CopyTarget | null }[]>`
    with wanted as (
      select m."studentId", m."to" from jsonb_to_recordset(${tx.json(of.marks as never)}) as m ("studentId" uuid, "to" text)
    ), before as (
      select e.id, e.copied_to, e.student_id, w."to" from enrolment e join wanted w on w."studentId" = e.student_id
      where e.agency_id = ${of.agencyId} and e.cohort_course_id = ${of.cohortCourseId} and e.state = 'enrolled' and e.copied_to is distinct from w."to"
    )
    update enrolment e set copied_to = before."to", changed_at = clock_timestamp() from before
    where e.agency_id = ${of.agencyId} and e.id = before.id
    returning before.student_id, before.copied_to as "to"`;
}

export interface CopiedSeat {
  studentId: Id;
  assignmentId: Id;
  requestId: Id;
  worksheetId: Id;
  rowId: string;
  kind: CopyTarget;
  status: Status;
  path: string;
  by: string;
  at: string;
}

/** Where students of a course are, on requests that still stand: what a copy that is taken back has to look at. */
export async function listCopiedSeats(sql: Query, of: { agencyId: Id; cohortCourseId: Id; studentIds: Id[] }): Promise<CopiedSeat[]> {
  return sql<CopiedSeat[]>`
    select a.student_id, a.id as assignment_id, r.id as request_id, r.worksheet_id, r.row_id, r.kind, r.status,
      concat_ws(' / ', si.name, se.name, d.name) as path, concat_ws(' ', p.first_name, p.last_name) as by, a.assigned_at as at
    from assignment a join request r on r.agency_id = a.agency_id and r.id = a.request_id
    join person p on p.agency_id = a.agency_id and p.id = a.assigned_by
    left join site si on si.agency_id = r.receiving_id and si.id = r.site_id
    left join service se on se.agency_id = r.receiving_id and se.id = r.service_id
    left join destination d on d.agency_id = r.receiving_id and d.id = r.destination_id
    where a.agency_id = ${of.agencyId} and a.student_id = any(${of.studentIds}::uuid[]) and r.cohort_course_id = ${of.cohortCourseId}
      and r.status not in ('declined', 'cancelled')
    order by a.student_id, a.assigned_at`;
}
