import type { Actor } from "#domain/access.ts";
import type { AssignablePlace, Seat, SeatElsewhere } from "#domain/assignment.ts";
import type { Id } from "#domain/id.ts";
import type { RequestTag } from "#domain/request-tag.ts";
import type { Status } from "#domain/request.ts";
import type { Schedule, Shift } from "#domain/schedule.ts";
import { reachesCourse } from "./reach.ts";
import { memberSchedule } from "./request-split.ts";
import { tagsOf } from "./request.ts";
import type { Query, Tx } from "./sql.ts";

export interface GridStudent {
  id: Id;
  number: string;
  lastName: string;
  firstName: string;
  fictitious: boolean;
  preferences: string[];
}

export interface GridPlace extends AssignablePlace {
  /** The other places and periods its students go through, over ones included. */
  split: { requestId: Id; reference: number; path: string; status: Status; startsOn: string; endsOn: string; size: number }[];
  reference: number;
  status: Status;
  version: number;
  instructorId: Id | null;
  instructor: string | null;
  /** Who leads the group at the place, named by either side once it is agreed on (F-168). */
  siteInstructors: string[];
  /** How many of its group its own place takes at a time; null: all. */
  sizeHere: number | null;
  /** What was said of its dates since it was agreed on (F-169). */
  tags: RequestTag[];
}

export interface GridHead {
  id: Id;
  kind: "group" | "individual";
  cohortCourseId: Id;
  cohortId: Id;
  cohort: string;
  course: string;
  term: string;
}

const scheduleColumns = (sql: Query) => sql`${memberSchedule(sql)} as schedule`;

/** The other parts of a split that are not over, as schedules: whoever is on the primary goes through them too. */
const partsColumn = (sql: Query) => sql`
  (select coalesce(jsonb_agg(pt.schedule), '[]') from request q,
    lateral (select ${memberSchedule(sql)} as schedule from request r where r.agency_id = q.agency_id and r.id = q.id) pt
    where q.agency_id = r.agency_id and q.split_of = r.id and q.status not in ('declined', 'cancelled')) as parts`;

/** Places students can sit at: accepted, and those that are asked for again with whoever sat there. Their parts are not places of their own. */
const seatable = (sql: Query) => sql`
  r.split_of is null and (r.status in ('accepted', 'confirmed') or (r.status not in ('declined', 'cancelled')
    and exists (select from assignment sa where sa.agency_id = r.agency_id and sa.request_id = r.id)))`;

const pathColumn = (sql: Query) => sql`concat_ws(' / ', si.name, se.name, d.name) as path`;

const splitColumn = (sql: Query) => sql`
  (select coalesce(jsonb_agg(jsonb_build_object('requestId', q.id, 'reference', q.reference, 'path', concat_ws(' / ', qs.name, qe.name, qd.name),
      'status', q.status, 'startsOn', q.starts_on, 'endsOn', q.ends_on, 'size', q.size) order by q.starts_on, q.reference), '[]')
    from request q
    left join site qs on qs.agency_id = q.receiving_id and qs.id = q.site_id
    left join service qe on qe.agency_id = q.receiving_id and qe.id = q.service_id
    left join destination qd on qd.agency_id = q.receiving_id and qd.id = q.destination_id
    where q.agency_id = r.agency_id and q.split_of = r.id) as split`;

const placeJoins = (sql: Query) => sql`
  left join site si on si.agency_id = r.receiving_id and si.id = r.site_id
  left join service se on se.agency_id = r.receiving_id and se.id = r.service_id
  left join destination d on d.agency_id = r.receiving_id and d.id = r.destination_id`;

/** The sheet a grid is about, when the viewer reaches its course; undefined otherwise, missing or not hers alike. */
export async function findGridHead(sql: Query, viewer: Actor, worksheetId: Id): Promise<GridHead | undefined> {
  const [head] = await sql<GridHead[]>`
    select w.id, w.kind, cc.id as cohort_course_id, co.id as cohort_id, co.name as cohort,
      cu.number || ' ' || cu.name as course, t.name as term
    from worksheet w
    join cohort_course cc on cc.agency_id = w.agency_id and cc.id = w.cohort_course_id
    join cohort co on co.agency_id = w.agency_id and co.id = cc.cohort_id
    join course cu on cu.agency_id = w.agency_id and cu.id = cc.course_id
    join term t on t.agency_id = w.agency_id and t.id = cc.term_id
    where w.agency_id = ${viewer.agencyId} and w.id = ${worksheetId} and w.deleted_at is null
      and ${reachesCourse(sql, viewer, { programmeId: "co.programme_id", cohortCourseId: "cc.id" })}`;
  return head;
}

/** Students of the sheet: those copied to it, and anyone already on one of its places. */
export function listGridStudents(sql: Query, viewer: Actor, of: GridHead): Promise<GridStudent[]> {
  return sql<GridStudent[]>`
    select s.id, s.number, s.last_name, s.first_name, s.fictitious,
      coalesce((select array_agg(p.path order by p.rank) from preference p where p.agency_id = e.agency_id and p.enrolment_id = e.id), '{}') as preferences
    from enrolment e join student s on s.agency_id = e.agency_id and s.id = e.student_id
    where e.agency_id = ${viewer.agencyId} and e.cohort_course_id = ${of.cohortCourseId}
      and ((e.state = 'enrolled' and e.copied_to = ${of.kind}) or exists (
        select 1 from assignment a join request r on r.agency_id = a.agency_id and r.id = a.request_id
        where a.agency_id = e.agency_id and a.student_id = s.id and r.worksheet_id = ${of.id}))
    order by lower(unaccent(s.last_name)), lower(unaccent(s.first_name)), s.number`;
}

/** The places of a sheet that the other side has accepted, in the sheet's order. */
export function listGridPlaces(sql: Query, viewer: Actor, worksheetId: Id): Promise<GridPlace[]> {
  return sql<GridPlace[]>`
    select r.id as request_id, r.reference, r.status, r.version, r.kind, r.size, d.largest_group, ${pathColumn(sql)},
      r.receiving_id, r.site_id, r.service_id, ${scheduleColumns(sql)}, ${partsColumn(sql)}, ${splitColumn(sql)},
      r.instructor_id, nullif(concat_ws(' ', i.first_name, i.last_name), '') as instructor, r.size_here, ${tagsOf(sql)} as tags,
      case when r.status in ('accepted', 'confirmed') then (select coalesce(array_agg(trim(p.first_name || ' ' || p.last_name) order by lower(p.last_name), p.id), '{}')
        from request_supervision s join person p on p.agency_id = s.receiving_id and p.id = s.person_id
        where s.agency_id = r.agency_id and s.request_id = r.id and s.receiving_id = r.receiving_id and s.part = 'site-instructor'
          and s.removed_at is null) else '{}' end as site_instructors
    from request r ${placeJoins(sql)}
    left join person i on i.agency_id = r.agency_id and i.id = r.instructor_id
    left join worksheet_row wr on wr.agency_id = r.agency_id and wr.worksheet_id = r.worksheet_id and wr.row_id = r.row_id
    where r.agency_id = ${viewer.agencyId} and r.worksheet_id = ${worksheetId} and ${seatable(sql)}
    order by wr.rank, r.reference`;
}

/** Everyone on a place of the sheet, in order of time. */
export function listSeats(sql: Query, viewer: Actor, worksheetId: Id): Promise<Seat[]> {
  return sql<Seat[]>`
    select a.id as assignment_id, a.request_id, a.student_id, a.state, a.version, a.assigned_at as at,
      concat_ws(' ', p.first_name, p.last_name) as by, a.assigned_by = ${viewer.personId} as mine,
      case when b.id is not null then jsonb_build_object('kind', b.cause, 'id', b.cause_id, 'batchId', b.id) end as cause
    from assignment a join request r on r.agency_id = a.agency_id and r.id = a.request_id
    join person p on p.agency_id = a.agency_id and p.id = a.assigned_by
    left join assignment_batch b on b.agency_id = a.agency_id and b.id = a.batch_id
    where a.agency_id = ${viewer.agencyId} and r.worksheet_id = ${worksheetId} and r.status not in ('declined', 'cancelled')
    order by a.assigned_at, a.id`;
}

/** Where students of a sheet are also assigned, on the school's other sheets. */
export function listSeatsElsewhere(sql: Query, viewer: Actor, of: { worksheetId: Id; studentIds: Id[] }): Promise<SeatElsewhere[]> {
  return sql<SeatElsewhere[]>`
    select a.student_id, a.request_id, ${pathColumn(sql)}, cu.number || ' ' || cu.name as course, ${scheduleColumns(sql)}, ${partsColumn(sql)},
      concat_ws(' ', p.first_name, p.last_name) as by, a.assigned_at as at
    from assignment a join request r on r.agency_id = a.agency_id and r.id = a.request_id ${placeJoins(sql)}
    join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
    join course cu on cu.agency_id = cc.agency_id and cu.id = cc.course_id
    join person p on p.agency_id = a.agency_id and p.id = a.assigned_by
    where a.agency_id = ${viewer.agencyId} and a.student_id = any(${of.studentIds}::uuid[]) and r.worksheet_id <> ${of.worksheetId}
      and r.status not in ('declined', 'cancelled')`;
}

export interface LockedPlace {
  id: Id;
  agencyId: Id;
  worksheetId: Id;
  cohortCourseId: Id;
  programmeId: Id;
  receivingId: Id;
  status: Status;
  version: number;
  size: number;
  /** How many of its group its own place takes at a time; null: all. */
  sizeHere: number | null;
  kind: "group" | "individual";
  largestGroup: number | null;
  path: string;
}

/** Locks places of the school, never a part of one, until the end of the transaction, in one order so that two people never wait for each other. */
export function lockPlaces(tx: Tx, viewer: Actor, ids: Id[]): Promise<LockedPlace[]> {
  return tx<LockedPlace[]>`
    select r.id, r.agency_id, r.worksheet_id, r.cohort_course_id, co.programme_id, r.receiving_id, r.status, r.version, r.size, r.size_here, r.kind, d.largest_group, ${pathColumn(tx)}
    from request r ${placeJoins(tx)}
    join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
    join cohort co on co.agency_id = r.agency_id and co.id = cc.cohort_id
    where r.agency_id = ${viewer.agencyId} and r.id = any(${ids}::uuid[]) and r.split_of is null
      and ${reachesCourse(tx, viewer, { programmeId: "co.programme_id", cohortCourseId: "cc.id" })}
    order by r.id for update of r`;
}

export interface LockedSeat {
  id: Id;
  requestId: Id;
  studentId: Id;
  state: "held" | "confirmed";
  version: number;
  by: string;
  at: string;
  path: string;
}

/** Locks a student's enrolment, then says where she is on this sheet: two people who move her wait for each other here. */
export async function lockSeatOf(
  tx: Tx,
  viewer: Actor,
  of: { worksheetId: Id; cohortCourseId: Id; studentId: Id },
): Promise<{ enrolled: boolean; seat: LockedSeat | null }> {
  const enrolled = await tx`
    select id from enrolment
    where agency_id = ${viewer.agencyId} and cohort_course_id = ${of.cohortCourseId} and student_id = ${of.studentId} and state = 'enrolled' for update`;
  const [seat] = await tx<LockedSeat[]>`
    select a.id, a.request_id, a.student_id, a.state, a.version, concat_ws(' ', p.first_name, p.last_name) as by, a.assigned_at as at, ${pathColumn(tx)}
    from assignment a join request r on r.agency_id = a.agency_id and r.id = a.request_id ${placeJoins(tx)}
    join person p on p.agency_id = a.agency_id and p.id = a.assigned_by
    where a.agency_id = ${viewer.agencyId} and a.student_id = ${of.studentId} and r.worksheet_id = ${of.worksheetId} and r.status not in ('declined', 'cancelled')
    limit 1 for update of a`;
  return { enrolled: enrolled.length > 0, seat: seat ?? null };
}

/** Puts a student on a place, held. */
export async function insertSeat(
  tx: Tx,
  viewer: Actor,
  of: { requestId: Id; studentId: Id },
): Promise<{ id: Id; version: number; at: string }> {
  const [row] = await tx<{ id: Id; version: number; at: string }[]>`
    insert into assignment (agency_id, request_id, student_id, assigned_by) values (${viewer.agencyId}, ${of.requestId}, ${of.studentId}, ${viewer.personId})
    returning id, version, assigned_at as at`;
  if (!row) throw new Error("an insert returned nothing");
  return row;
}

export async function deleteSeats(tx: Tx, viewer: Actor, ids: Id[]): Promise<void> {
  await tx`delete from assignment where agency_id = ${viewer.agencyId} and id = any(${ids}::uuid[])`;
}

/** The seats of one place, with each student's name and schedule facts needed to confirm. Locked. */
export function lockSeatsOf(
  tx: Tx,
  viewer: Actor,
  requestId: Id,
): Promise<{ id: Id; studentId: Id; name: string; state: "held" | "confirmed"; schedule: Schedule; parts: Schedule[] }[]> {
  return tx<{ id: Id; studentId: Id; name: string; state: "held" | "confirmed"; schedule: Schedule; parts: Schedule[] }[]>`
    select a.id, a.student_id, concat_ws(' ', s.first_name, s.last_name) as name, a.state, ${scheduleColumns(tx)}, ${partsColumn(tx)}
    from assignment a join request r on r.agency_id = a.agency_id and r.id = a.request_id
    join student s on s.agency_id = a.agency_id and s.id = a.student_id
    where a.agency_id = ${viewer.agencyId} and a.request_id = ${requestId} order by a.assigned_at, a.id for update of a`;
}

/** Other seats of these students, anywhere in the school: what a confirmation must not overlap. */
export function listOtherSeats(
  sql: Query,
  viewer: Actor,
  of: { studentIds: Id[]; besides: Id },
): Promise<{ studentId: Id; path: string; schedule: Schedule; parts: Schedule[] }[]> {
  return sql<{ studentId: Id; path: string; schedule: Schedule; parts: Schedule[] }[]>`
    select a.student_id, ${pathColumn(sql)}, ${scheduleColumns(sql)}, ${partsColumn(sql)}
    from assignment a join request r on r.agency_id = a.agency_id and r.id = a.request_id ${placeJoins(sql)}
    where a.agency_id = ${viewer.agencyId} and a.student_id = any(${of.studentIds}::uuid[]) and a.request_id <> ${of.besides}
      and r.status not in ('declined', 'cancelled')`;
}

/** Confirms seats and writes every hour of presence, where the database itself refuses two places at once. */
export async function confirmSeats(tx: Tx, viewer: Actor, seats: { id: Id; studentId: Id; shifts: Shift[] }[]): Promise<void> {
  await tx`
    update assignment set state = 'confirmed', version = version + 1, confirmed_by = ${viewer.personId}, confirmed_at = now()
    where agency_id = ${viewer.agencyId} and id = any(${seats.map(({ id }) => id)}::uuid[]) and state = 'held'`;
  const shifts = seats.flatMap(({ id, studentId, shifts: of }) => of.map(({ from, to }) => ({ id, studentId, from, to })));
  if (shifts.length === 0) return;
  await tx`
    insert into confirmed_shift (agency_id, assignment_id, student_id, during)
    select ${viewer.agencyId}, t.id, t."studentId", tsrange(t."from", t."to")
    from jsonb_to_recordset(${tx.json(shifts)}) as t (id uuid, "studentId" uuid, "from" timestamp, "to" timestamp)`;
}

/** Takes confirmed seats back to held; their hours are free again. */
export async function unconfirmSeats(tx: Tx, viewer: Actor, ids: Id[]): Promise<void> {
  await tx`delete from confirmed_shift where agency_id = ${viewer.agencyId} and assignment_id = any(${ids}::uuid[])`;
  await tx`
    update assignment set state = 'held', version = version + 1, confirmed_by = null, confirmed_at = null
    where agency_id = ${viewer.agencyId} and id = any(${ids}::uuid[])`;
}

/** Moves a place between accepted and confirmed, or changes its size; false when somebody was faster. */
export async function savePlace(tx: Tx, place: LockedPlace, change: { status?: Status; size?: number }): Promise<boolean> {
  const rows = await tx`
    update request set status = ${change.status ?? place.status}, size = ${change.size ?? place.size},
      size_here = case when size_here > ${change.size ?? place.size} then ${change.size ?? place.size} else size_here end, version = version + 1,
      confirmed_at = case when ${change.status ?? place.status} = 'confirmed' then coalesce(confirmed_at, now()) else null end
    where agency_id = ${place.agencyId} and id = ${place.id} and status = ${place.status} and version = ${place.version} returning id`;
  return rows.length === 1;
}

export interface SheetToAssign {
  worksheetId: Id;
  kind: "group" | "individual";
  cohort: string;
  course: string;
  term: string;
  startsOn: string;
  students: number;
  places: number;
  seated: number;
  confirmed: number;
  overAllocated: number;
}

/** Sheets with accepted places, the soonest first: where students wait for a place or a place for students. */
export function listSheetsToAssign(sql: Query, viewer: Actor): Promise<SheetToAssign[]> {
  return sql<SheetToAssign[]>`
    with place as (
      select r.agency_id, r.worksheet_id, r.id, r.size,
        (select count(*) from assignment a where a.agency_id = r.agency_id and a.request_id = r.id) as seated,
        (select count(*) from assignment a where a.agency_id = r.agency_id and a.request_id = r.id and a.state = 'confirmed') as confirmed
      from request r where r.agency_id = ${viewer.agencyId} and r.split_of is null and r.status in ('accepted', 'confirmed')
    ), sheet as (
      select worksheet_id, sum(size)::int as places, sum(seated)::int as seated, sum(confirmed)::int as confirmed,
        count(*) filter (where seated > size)::int as over_allocated
      from place group by worksheet_id
    )
    select w.id as worksheet_id, w.kind, co.name as cohort, cu.number || ' ' || cu.name as course, t.name as term, cc.starts_on,
      (select count(*)::int from enrolment e where e.agency_id = cc.agency_id and e.cohort_course_id = cc.id and e.state = 'enrolled' and e.copied_to = w.kind) as students,
      s.places, s.seated, s.confirmed, s.over_allocated
    from sheet s
    join worksheet w on w.agency_id = ${viewer.agencyId} and w.id = s.worksheet_id
    join cohort_course cc on cc.agency_id = w.agency_id and cc.id = w.cohort_course_id
    join cohort co on co.agency_id = w.agency_id and co.id = cc.cohort_id
    join course cu on cu.agency_id = w.agency_id and cu.id = cc.course_id
    join term t on t.agency_id = w.agency_id and t.id = cc.term_id
    where ${reachesCourse(sql, viewer, { programmeId: "co.programme_id", cohortCourseId: "cc.id" })}
    order by cc.starts_on, cu.number limit 200`;
}
