import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import type { Preference } from "#domain/preference.ts";
import type { Status } from "#domain/request.ts";
import type { Schedule } from "#domain/schedule.ts";
import { preferencesOf } from "./preference.ts";
import { reachesCourse } from "./reach.ts";
import { memberSchedule } from "./request-split.ts";
import type { Query } from "./sql.ts";

/** What a matching stands on, as the database has it at one moment: read in one repeatable-read transaction. */

export interface MatchSheet {
  id: Id;
  kind: "group" | "individual";
  cohortCourseId: Id;
  programmeId: Id;
  cohortId: Id;
  cohort: string;
  course: string;
  term: string;
  startsOn: string;
  endsOn: string;
}

/** The sheets of the anchor's cohort that the viewer reaches, the anchor's own among them; empty when she does not reach that one. */
export async function listMatchSheets(sql: Query, viewer: Actor, worksheetId: Id): Promise<MatchSheet[]> {
  const sheets = await sql<MatchSheet[]>`
    select w.id, w.kind, cc.id as cohort_course_id, co.programme_id, co.id as cohort_id, co.name as cohort,
      cu.number || ' ' || cu.name as course, t.name as term, cc.starts_on, cc.ends_on
    from worksheet mine
    join cohort_course mc on mc.agency_id = mine.agency_id and mc.id = mine.cohort_course_id
    join cohort_course cc on cc.agency_id = mc.agency_id and cc.cohort_id = mc.cohort_id
    join worksheet w on w.agency_id = cc.agency_id and w.cohort_course_id = cc.id and w.deleted_at is null
    join cohort co on co.agency_id = cc.agency_id and co.id = cc.cohort_id
    join course cu on cu.agency_id = cc.agency_id and cu.id = cc.course_id
    join term t on t.agency_id = cc.agency_id and t.id = cc.term_id
    where mine.agency_id = ${viewer.agencyId} and mine.id = ${worksheetId} and mine.deleted_at is null
      and (w.id = mine.id or not co.standing)
      and ${reachesCourse(sql, viewer, { programmeId: "co.programme_id", cohortCourseId: "cc.id" })}
    order by (w.id = mine.id) desc, cc.starts_on, cu.number, w.kind limit 60`;
  return sheets[0]?.id === worksheetId ? sheets : [];
}

/** How many students and how many agreed places each of these sheets has. */
export async function countMatchSheets(
  sql: Query,
  viewer: Actor,
  worksheetIds: Id[],
): Promise<Map<Id, { students: number; places: number }>> {
  const rows = await sql<{ id: Id; students: number; places: number }[]>`
    select w.id,
      (select count(*)::int from enrolment e where e.agency_id = w.agency_id and e.cohort_course_id = w.cohort_course_id and e.state = 'enrolled'
        and e.copied_to = w.kind) as students,
      (select coalesce(sum(r.size), 0)::int from request r where r.agency_id = w.agency_id and r.worksheet_id = w.id and r.split_of is null
        and r.status in ('accepted', 'confirmed')) as places
    from worksheet w where w.agency_id = ${viewer.agencyId} and w.id = any(${worksheetIds}::uuid[])`;
  return new Map(rows.map(({ id, students, places }) => [id, { students, places }]));
}

export interface MatchStudent {
  worksheetId: Id;
  studentId: Id;
  number: string;
  lastName: string;
  firstName: string;
  preferences: Preference[];
  preferencesVersion: number;
  /** Her profile is hidden: she can be confirmed nowhere. */
  sealed: boolean;
  home: { latitude: number; longitude: number } | null;
}

/** Students of the sheets: enrolled, and copied to that kind of sheet or already on one of its places. */
export const listMatchStudents = (sql: Query, viewer: Actor, worksheetIds: Id[]): Promise<MatchStudent[]> => sql<MatchStudent[]>`
  select w.id as worksheet_id, s.id as student_id, s.number, s.last_name, s.first_name, ${preferencesOf(sql)} as preferences,
    e.preferences_version, s.sealed is not null as sealed, case when h.student_id is not null then jsonb_build_object('latitude', h.latitude, 'longitude', h.longitude) end as home
  from worksheet w
  join enrolment e on e.agency_id = w.agency_id and e.cohort_course_id = w.cohort_course_id and e.state = 'enrolled'
  join student s on s.agency_id = e.agency_id and s.id = e.student_id
  left join student_home h on h.agency_id = s.agency_id and h.student_id = s.id
  where w.agency_id = ${viewer.agencyId} and w.id = any(${worksheetIds}::uuid[])
    and (e.copied_to = w.kind or exists (
      select 1 from assignment a join request r on r.agency_id = a.agency_id and r.id = a.request_id
      where a.agency_id = e.agency_id and a.student_id = s.id and r.worksheet_id = w.id))
  order by s.sort_name, s.id, w.id`;

export interface MatchPlaceRow {
  requestId: Id;
  worksheetId: Id;
  reference: number;
  status: Status;
  version: number;
  size: number;
  path: string;
  receivingId: Id;
  siteId: Id | null;
  serviceId: Id | null;
  destinationId: Id | null;
  disciplines: string[];
  schedule: Schedule;
  parts: Schedule[];
  point: { latitude: number; longitude: number } | null;
  supervisors: Id[];
}

/** Places of the sheets that a request asks for: agreed on, or still waiting for an answer; never a part of one. */
export const listMatchPlaces = (sql: Query, viewer: Actor, worksheetIds: Id[]): Promise<MatchPlaceRow[]> => sql<MatchPlaceRow[]>`
  select r.id as request_id, r.worksheet_id, r.reference, r.status, r.version, r.size, concat_ws(' / ', si.name, se.name, d.name) as path,
    r.receiving_id, r.site_id, r.service_id, r.destination_id, coalesce(d.disciplines, '{}') as disciplines, ${memberSchedule(sql)} as schedule,
    (select coalesce(jsonb_agg(pt.schedule), '[]') from request q,
      lateral (select ${memberSchedule(sql)} as schedule from request r where r.agency_id = q.agency_id and r.id = q.id) pt
      where q.agency_id = r.agency_id and q.split_of = r.id and q.status not in ('declined', 'cancelled')) as parts,
    case when si.latitude is not null then jsonb_build_object('latitude', si.latitude, 'longitude', si.longitude) end as point,
    coalesce((select array_agg(distinct v.person_id) from request_supervision v
      where v.agency_id = r.agency_id and v.request_id = r.id and v.receiving_id = r.receiving_id and v.removed_at is null), '{}') as supervisors
  from request r
  left join site si on si.agency_id = r.receiving_id and si.id = r.site_id
  left join service se on se.agency_id = r.receiving_id and se.id = r.service_id
  left join destination d on d.agency_id = r.receiving_id and d.id = r.destination_id
  left join worksheet_row wr on wr.agency_id = r.agency_id and wr.worksheet_id = r.worksheet_id and wr.row_id = r.row_id
  where r.agency_id = ${viewer.agencyId} and r.worksheet_id = any(${worksheetIds}::uuid[]) and r.split_of is null
    and r.receiving_id is not null and r.status not in ('new', 'new-part', 'declined', 'cancelled')
  order by wr.rank, r.reference`;

export interface MatchSeatRow {
  worksheetId: Id;
  requestId: Id;
  studentId: Id;
  assignmentId: Id;
  version: number;
  state: "held" | "confirmed";
  by: string;
  at: string;
  mine: boolean;
  path: string;
}

/** Who sits where on the sheets, now. */
export const listMatchSeats = (sql: Query, viewer: Actor, worksheetIds: Id[]): Promise<MatchSeatRow[]> => sql<MatchSeatRow[]>`
  select r.worksheet_id, a.request_id, a.student_id, a.id as assignment_id, a.version, a.state, concat_ws(' ', p.first_name, p.last_name) as by,
    a.assigned_at as at, a.assigned_by = ${viewer.personId} as mine, concat_ws(' / ', si.name, se.name, d.name) as path
  from assignment a join request r on r.agency_id = a.agency_id and r.id = a.request_id
  join person p on p.agency_id = a.agency_id and p.id = a.assigned_by
  left join site si on si.agency_id = r.receiving_id and si.id = r.site_id
  left join service se on se.agency_id = r.receiving_id and se.id = r.service_id
  left join destination d on d.agency_id = r.receiving_id and d.id = r.destination_id
  where a.agency_id = ${viewer.agencyId} and r.worksheet_id = any(${worksheetIds}::uuid[]) and r.status not in ('declined', 'cancelled')
  order by a.assigned_at, a.id`;

export interface SeatOutside {
  studentId: Id;
  requestId: Id;
  worksheetId: Id;
  kind: "group" | "individual";
  siteId: Id | null;
  serviceId: Id | null;
  disciplines: string[];
  schedule: Schedule;
  parts: Schedule[];
}

/** Where those students have been or will be on the school's sheets that are not matched: what they cannot overlap, and their past. */
export const listSeatsOutside = (sql: Query, viewer: Actor, of: { worksheetIds: Id[]; studentIds: Id[] }): Promise<SeatOutside[]> => sql<
  SeatOutside[]
>`
  select a.student_id, a.request_id, r.worksheet_id, r.kind, r.site_id, r.service_id, coalesce(d.disciplines, '{}') as disciplines,
    ${memberSchedule(sql)} as schedule,
    (select coalesce(jsonb_agg(pt.schedule), '[]') from request q,
      lateral (select ${memberSchedule(sql)} as schedule from request r where r.agency_id = q.agency_id and r.id = q.id) pt
      where q.agency_id = r.agency_id and q.split_of = r.id and q.status not in ('declined', 'cancelled')) as parts
  from assignment a join request r on r.agency_id = a.agency_id and r.id = a.request_id
  left join destination d on d.agency_id = r.receiving_id and d.id = r.destination_id
  where a.agency_id = ${viewer.agencyId} and a.student_id = any(${of.studentIds}::uuid[]) and not (r.worksheet_id = any(${of.worksheetIds}::uuid[]))
    and r.status not in ('declined', 'cancelled')
  order by r.starts_on desc, a.id`;

/** Who last did something to each of these requests after a moment, and when: the name behind « a changé depuis ». */
export const listLastTouch = (
  sql: Query,
  viewer: Actor,
  of: { after: number; requestIds: Id[] },
): Promise<{ about: Id; by: string; at: string }[]> => sql<{ about: Id; by: string; at: string }[]>`
  select distinct on (e.about) e.about, case when e.actor_agency_id = ${viewer.agencyId} then e.actor_name else coalesce(a.name, '') end as by, e.at
  from event e left join agency a on a.id = e.actor_agency_id
  where e.about = any(${of.requestIds}::uuid[]) and e.seq > ${of.after} and e.kind like 'request.%' and e.agency_ids @> array[${viewer.agencyId}::uuid]
  order by e.about, e.seq desc`;

/** Who last changed each of these students' seats on some sheets after a moment, and when. */
export const listLastLeft = (
  sql: Query,
  viewer: Actor,
  of: { after: number; worksheetIds: Id[]; studentIds: Id[] },
): Promise<{ studentId: Id; by: string; at: string }[]> => sql<{ studentId: Id; by: string; at: string }[]>`
  select distinct on (s.id) s.id as student_id, e.actor_name as by, e.at
  from event e, unnest(e.within) as s (id)
  where e.seq > ${of.after} and e.within && ${of.worksheetIds}::uuid[] and e.kind in ('assignment.removed', 'assignment.applied')
    and e.actor_agency_id = ${viewer.agencyId} and s.id = any(${of.studentIds}::uuid[])
  order by s.id, e.seq desc`;
