import type { Actor } from "#domain/access.ts";
import type { AssignablePlace, Seat } from "#domain/assignment.ts";
import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import type { Status } from "#domain/request.ts";
import type { Schedule } from "#domain/schedule.ts";
import { reachesCourse } from "./reach.ts";
import { memberSchedule } from "./request-split.ts";
import type { Query } from "./sql.ts";

/** What brackets a sheet's placements, and what they are covered for. */
export interface ConflictSheet {
  id: Id;
  kind: "group" | "individual";
  cohortCourseId: Id;
  courseName: string;
  course: { startsOn: Day; endsOn: Day };
  term: { name: string; startsOn: Day; endsOn: Day };
  programme: { id: Id; name: string; discipline: string };
}

/** The sheets among those asked for that the viewer reaches. */
export async function listConflictSheets(sql: Query, viewer: Actor, worksheetIds: Id[]): Promise<ConflictSheet[]> {
  return sql<ConflictSheet[]>`
    select w.id, w.kind, w.cohort_course_id, co.number || ' ' || co.name as course_name,
      jsonb_build_object('startsOn', cc.starts_on, 'endsOn', cc.ends_on) as course,
      jsonb_build_object('name', t.name, 'startsOn', t.starts_on, 'endsOn', t.ends_on) as term,
      jsonb_build_object('id', p.id, 'name', p.name, 'discipline', p.discipline) as programme
    from worksheet w
    join cohort_course cc on cc.agency_id = w.agency_id and cc.id = w.cohort_course_id
    join cohort c on c.agency_id = cc.agency_id and c.id = cc.cohort_id
    join course co on co.agency_id = cc.agency_id and co.id = cc.course_id
    join programme p on p.agency_id = c.agency_id and p.id = c.programme_id
    join term t on t.agency_id = cc.agency_id and t.id = cc.term_id
    where w.agency_id = ${viewer.agencyId} and w.id = any(${worksheetIds}::uuid[]) and w.deleted_at is null
      and ${reachesCourse(sql, viewer, { programmeId: "c.programme_id", cohortCourseId: "cc.id" })}`;
}

/** One member of a split: where and when whoever sits at its primary also goes. */
export interface ConflictPart {
  requestId: Id;
  receivingId: Id | null;
  siteId: Id | null;
  serviceId: Id | null;
  destinationId: Id | null;
  size: number;
  path: string;
  schedule: Schedule;
}

export interface ConflictPlaceRow extends Omit<AssignablePlace, "parts"> {
  worksheetId: Id;
  reference: number;
  status: Status;
  destinationId: Id | null;
  instructorId: Id | null;
  instructor: string | null;
  /** How many the unit takes at once, as the catalogue says; null: nobody has said. */
  capacity: number | null;
  /** How many of the group its own place takes at a time; null: all. */
  sizeHere: number | null;
  members: ConflictPart[];
}

const pathOf = (sql: Query) => sql`concat_ws(' / ', si.name, se.name, d.name)`;
const placeOf = (sql: Query) => sql`
  left join site si on si.agency_id = r.receiving_id and si.id = r.site_id
  left join service se on se.agency_id = r.receiving_id and se.id = r.service_id
  left join destination d on d.agency_id = r.receiving_id and d.id = r.destination_id`;

/** The other members of a split `r`, those that are over left out, as JSON `ConflictPart[]`. */
const membersOf = (sql: Query) => sql`
  (select coalesce(jsonb_agg(m.part order by m.starts_on), '[]') from request q, lateral (
      select r.starts_on, jsonb_build_object('requestId', r.id, 'receivingId', r.receiving_id, 'siteId', r.site_id, 'serviceId', r.service_id,
        'destinationId', r.destination_id, 'size', r.size, 'path', ${pathOf(sql)}, 'schedule', ${memberSchedule(sql)}) as part
      from request r ${placeOf(sql)} where r.agency_id = q.agency_id and r.id = q.id) m
    where q.agency_id = r.agency_id and q.split_of = r.id and q.status not in ('declined', 'cancelled'))`;

/** The places of sheets that students can sit at, in the sheets' order: those of db/assignment.ts, with what their conflicts need. */
export function listConflictPlaces(sql: Query, viewer: Actor, worksheetIds: Id[]): Promise<ConflictPlaceRow[]> {
  return sql<ConflictPlaceRow[]>`
    select r.id as request_id, r.worksheet_id, r.reference, r.status, r.kind, r.size, d.largest_group, d.capacity, ${pathOf(sql)} as path,
      r.receiving_id, r.site_id, r.service_id, r.destination_id, r.size_here, r.instructor_id,
      nullif(concat_ws(' ', i.first_name, i.last_name), '') as instructor, ${memberSchedule(sql)} as schedule, ${membersOf(sql)} as members
    from request r ${placeOf(sql)}
    left join person i on i.agency_id = r.agency_id and i.id = r.instructor_id
    where r.agency_id = ${viewer.agencyId} and r.worksheet_id = any(${worksheetIds}::uuid[]) and r.split_of is null
      and (r.status in ('accepted', 'confirmed') or (r.status not in ('declined', 'cancelled')
        and exists (select from assignment sa where sa.agency_id = r.agency_id and sa.request_id = r.id)))
    order by r.worksheet_id, r.reference`;
}

export interface ConflictSeat extends Seat {
  worksheetId: Id;
}

/** Everyone on a place of these sheets, in order of time. */
export function listConflictSeats(sql: Query, viewer: Actor, worksheetIds: Id[]): Promise<ConflictSeat[]> {
  return sql<ConflictSeat[]>`
    select r.worksheet_id, a.id as assignment_id, a.request_id, a.student_id, a.state, a.version, a.assigned_at as at,
      concat_ws(' ', p.first_name, p.last_name) as by, a.assigned_by = ${viewer.personId} as mine
    from request r join assignment a on a.agency_id = r.agency_id and a.request_id = r.id
    join person p on p.agency_id = a.agency_id and p.id = a.assigned_by
    where r.agency_id = ${viewer.agencyId} and r.worksheet_id = any(${worksheetIds}::uuid[]) and r.split_of is null
      and r.status not in ('declined', 'cancelled')
    order by a.assigned_at, a.id`;
}

export interface SeatAnywhere {
  worksheetId: Id;
  studentId: Id;
  requestId: Id;
  path: string;
  course: string;
  schedule: Schedule;
  parts: Schedule[];
  by: string;
  at: string;
}

/** Where students sit, on whichever sheet of the school, from a day on. */
export function listSeatsOfStudents(sql: Query, viewer: Actor, studentIds: Id[]): Promise<SeatAnywhere[]> {
  return sql<SeatAnywhere[]>`
    select r.worksheet_id, a.student_id, a.request_id, ${pathOf(sql)} as path, cu.number || ' ' || cu.name as course, ${memberSchedule(sql)} as schedule,
      (select coalesce(jsonb_agg(m.schedule), '[]') from request q, lateral (
          select ${memberSchedule(sql)} as schedule from request r where r.agency_id = q.agency_id and r.id = q.id) m
        where q.agency_id = r.agency_id and q.split_of = r.id and q.status not in ('declined', 'cancelled')) as parts,
      concat_ws(' ', p.first_name, p.last_name) as by, a.assigned_at as at
    from assignment a join request r on r.agency_id = a.agency_id and r.id = a.request_id ${placeOf(sql)}
    join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
    join course cu on cu.agency_id = cc.agency_id and cu.id = cc.course_id
    join person p on p.agency_id = a.agency_id and p.id = a.assigned_by
    where a.agency_id = ${viewer.agencyId} and a.student_id = any(${studentIds}::uuid[]) and r.status not in ('declined', 'cancelled')
    order by a.assigned_at, a.id`;
}

/** The sheets on which any of these students sits. */
export async function listSheetsOfStudents(sql: Query, viewer: Actor, studentIds: Id[]): Promise<Id[]> {
  const rows = await sql<{ id: Id }[]>`
    select distinct r.worksheet_id as id from assignment a join request r on r.agency_id = a.agency_id and r.id = a.request_id
    where a.agency_id = ${viewer.agencyId} and a.student_id = any(${studentIds}::uuid[])`;
  return rows.map(({ id }) => id);
}
