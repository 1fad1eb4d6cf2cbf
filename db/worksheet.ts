import type { Actor } from "#domain/access.ts";
import type { Day, Time } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import type { Status } from "#domain/request.ts";
import type { Schedule } from "#domain/schedule.ts";
import type { Cells } from "#domain/worksheet.ts";
import { reachesCourse } from "./reach.ts";
import type { Query, Tx } from "./sql.ts";

export type SheetKind = "group" | "individual";

/** A worksheet with the cohort-course it plans, by name. */
export interface WorksheetRecord {
  id: Id;
  agencyId: Id;
  kind: SheetKind;
  epoch: number;
  createdAt: string;
  cohortCourseId: Id;
  cohortId: Id;
  cohortName: string;
  cohortShortName: string;
  programmeId: Id;
  programmeName: string;
  courseId: Id;
  courseNumber: string;
  courseName: string;
  termId: Id;
  termName: string;
  termShortName: string;
  defaultComment: string;
  schedule: Schedule;
  /** The moment its individual requests are held until (F-061); null: they are not. */
  releaseAt: string | null;
}

/** The request of a row, in the smallest form: what the grid shows beside the cells. */
export interface RowRequest {
  rowId: string;
  requestId: Id;
  reference: number;
  status: Status;
  size: number;
  /** The number of the request it is a part of: it counts there. */
  partOf: number | null;
  /** Number of the last event about it that the viewer's organisation may know of; 0 when there is none. */
  seq: number;
  changedAt: string | null;
  changedByName: string | null;
  changedByAgencyId: Id | null;
  changedByAgencyName: string | null;
}

export interface ScheduleColumns {
  startsOn: Day;
  endsOn: Day;
  blocks: { from: Day; to: Day }[];
  weekdays: number[] | null;
  startTime: Time | null;
  endTime: Time | null;
  shiftCode: string | null;
}

/** The schedule in a row that has its seven columns. */
export const scheduleIn = (row: ScheduleColumns): Schedule => ({
  startsOn: row.startsOn,
  endsOn: row.endsOn,
  blocks: row.blocks,
  weekdays: row.weekdays,
  startTime: row.startTime,
  endTime: row.endTime,
  shiftCode: row.shiftCode,
});

const reached = { programmeId: "c.programme_id", cohortCourseId: "cc.id" };

function selectWorksheets(sql: Query, viewer: Actor, { deleted = false } = {}) {
  return sql`
    select w.id, w.agency_id, w.kind, w.epoch, w.created_at, w.cohort_course_id, c.id as cohort_id, c.name as cohort_name,
      c.short_name as cohort_short_name, p.id as programme_id, p.name as programme_name, co.id as course_id, co.number as course_number,
      co.name as course_name, t.id as term_id, t.name as term_name, t.short_name as term_short_name, cc.default_comment, cc.release_at,
      cc.starts_on, cc.ends_on, cc.blocks, cc.weekdays, cc.start_time, cc.end_time, cc.shift_code
    from worksheet w
    join cohort_course cc on cc.agency_id = w.agency_id and cc.id = w.cohort_course_id
    join cohort c on c.agency_id = cc.agency_id and c.id = cc.cohort_id
    join programme p on p.agency_id = c.agency_id and p.id = c.programme_id
    join course co on co.agency_id = cc.agency_id and co.id = cc.course_id
    join term t on t.agency_id = cc.agency_id and t.id = cc.term_id
    where w.agency_id = ${viewer.agencyId} and (w.deleted_at is not null) = ${deleted} and ${reachesCourse(sql, viewer, reached)}`;
}

const withSchedule = (row: Omit<WorksheetRecord, "schedule"> & ScheduleColumns): WorksheetRecord => {
  const { startsOn: _s, endsOn: _e, blocks: _b, weekdays: _w, startTime: _st, endTime: _et, shiftCode: _sc, ...record } = row;
  return { ...record, schedule: scheduleIn(row) };
};

/** A worksheet the viewer may see; null when there is none. */
export async function findWorksheet(sql: Query, viewer: Actor, id: Id): Promise<WorksheetRecord | null> {
  const [row] = await sql<(Omit<WorksheetRecord, "schedule"> & ScheduleColumns)[]>`${selectWorksheets(sql, viewer)} and w.id = ${id}`;
  return row ? withSchedule(row) : null;
}

/** A deleted worksheet that the viewer could have seen; null when there is none. */
export async function findDeletedWorksheet(sql: Query, viewer: Actor, id: Id): Promise<WorksheetRecord | null> {
  const [row] = await sql<
    (Omit<WorksheetRecord, "schedule"> & ScheduleColumns)[]
  >`${selectWorksheets(sql, viewer, { deleted: true })} and w.id = ${id}`;
  return row ? withSchedule(row) : null;
}

/** The worksheets of a cohort-course, the group's first. */
export async function listWorksheets(sql: Query, viewer: Actor, cohortCourseId: Id): Promise<WorksheetRecord[]> {
  const rows = await sql<(Omit<WorksheetRecord, "schedule"> & ScheduleColumns)[]>`
    ${selectWorksheets(sql, viewer)} and w.cohort_course_id = ${cohortCourseId} order by w.kind`;
  return rows.map(withSchedule);
}

/** The requests of a worksheet's rows, one a row (the newest); `seq`, `changed…` only from what the viewer's organisation may know. */
export async function listRowRequests(sql: Query, viewer: Actor, worksheetId: Id): Promise<RowRequest[]> {
  return sql<RowRequest[]>`
    select distinct on (r.row_id) r.row_id, r.id as request_id, r.reference, r.status, r.size, pr.reference as part_of, coalesce(e.seq, 0)::int8 as seq,
      e.at as changed_at, e.actor_name as changed_by_name, e.actor_agency_id as changed_by_agency_id, a.name as changed_by_agency_name
    from request r
    left join lateral (
      select seq, at, actor_name, actor_agency_id from event
      where about = r.id and kind like 'request.%' and agency_ids @> array[${viewer.agencyId}::uuid] order by seq desc limit 1
    ) e on true
    left join agency a on a.id = e.actor_agency_id
    left join request pr on pr.agency_id = r.agency_id and pr.id = r.split_of
    where r.agency_id = ${viewer.agencyId} and r.worksheet_id = ${worksheetId} and r.own_row
    order by r.row_id, (r.status in ('declined', 'cancelled')), r.id desc`;
}

/** Students enrolled in a cohort-course, and those of them a sheet of this kind plans for (all but those copied to the other kind). */
export async function countEnrolled(
  sql: Query,
  of: { agencyId: Id; cohortCourseId: Id; kind: SheetKind },
): Promise<{ enrolled: number; needed: number }> {
  const [row] = await sql<{ enrolled: number; needed: number }[]>`
    select count(*)::int as enrolled, count(*) filter (where copied_to is null or copied_to = ${of.kind})::int as needed
    from enrolment where agency_id = ${of.agencyId} and cohort_course_id = ${of.cohortCourseId} and state = 'enrolled'`;
  return row ?? { enrolled: 0, needed: 0 };
}

/** Who leads a cohort-course. */
export async function listCourseLeaders(
  sql: Query,
  agencyId: Id,
  cohortCourseId: Id,
): Promise<{ id: Id; name: string; email: string | null; phone: string | null }[]> {
  return sql<{ id: Id; name: string; email: string | null; phone: string | null }[]>`
    select p.id, trim(p.first_name || ' ' || p.last_name) as name, p.email, p.phone
    from course_leader cl join person p on p.agency_id = cl.agency_id and p.id = cl.person_id
    where cl.agency_id = ${agencyId} and cl.cohort_course_id = ${cohortCourseId} order by lower(p.last_name), lower(p.first_name)`;
}

/** The rows asked for, as last committed by the gate; rows deleted on the sheet are not there. */
export async function listSheetRows(
  sql: Query,
  of: { agencyId: Id; worksheetId: Id; rowIds: string[] },
): Promise<{ rowId: string; cells: Cells }[]> {
  return sql<{ rowId: string; cells: Cells }[]>`
    select row_id, cells from worksheet_row
    where agency_id = ${of.agencyId} and worksheet_id = ${of.worksheetId} and row_id = any(${of.rowIds}::text[]) and not deleted
    order by rank, row_id`;
}

/** The worksheet of a kind of a cohort-course, made when it is not there yet; `opened` says whether it was made now. */
export async function openWorksheet(
  tx: Tx,
  of: { agencyId: Id; cohortCourseId: Id; kind: SheetKind },
): Promise<{ id: Id; opened: boolean }> {
  const [made] = await tx<{ id: Id }[]>`
    insert into worksheet (agency_id, cohort_course_id, kind) values (${of.agencyId}, ${of.cohortCourseId}, ${of.kind})
    on conflict (agency_id, cohort_course_id, kind) where deleted_at is null do nothing returning id`;
  if (made) return { id: made.id, opened: true };
  const [found] = await tx<{ id: Id }[]>`
    select id from worksheet
    where agency_id = ${of.agencyId} and cohort_course_id = ${of.cohortCourseId} and kind = ${of.kind} and deleted_at is null`;
  if (!found) throw new Error("a worksheet that conflicts is there");
  return { id: found.id, opened: false };
}

/** References of a sheet's requests that are not over, the first few, and how many they are. */
export async function listOpenReferences(
  sql: Query,
  sheet: { agencyId: Id; id: Id },
  over: readonly Status[],
): Promise<{ references: number[]; count: number }> {
  const rows = await sql<{ reference: number; count: number }[]>`
    select reference, count(*) over ()::int as count from request
    where agency_id = ${sheet.agencyId} and worksheet_id = ${sheet.id} and not status = any(${[...over]}::text[]) order by reference limit 5`;
  return { references: rows.map(({ reference }) => reference), count: rows[0]?.count ?? 0 };
}

/** Deletes a sheet so that it can come back; its students go back to the enrolments (4.1.9), and which they were is kept with it. */
export async function deleteWorksheet(tx: Tx, sheet: Pick<WorksheetRecord, "agencyId" | "id" | "cohortCourseId" | "kind">): Promise<void> {
  await tx`
    with uncopied as (
      update enrolment set copied_to = null, changed_at = clock_timestamp()
      where agency_id = ${sheet.agencyId} and cohort_course_id = ${sheet.cohortCourseId} and copied_to = ${sheet.kind} returning id
    )
    update worksheet set deleted_at = now(), uncopied = coalesce((select array_agg(id) from uncopied), '{}')
    where agency_id = ${sheet.agencyId} and id = ${sheet.id}`;
}

/** Brings a deleted sheet back, and on it the students that have been put nowhere else. False when another took its place. */
export async function restoreWorksheet(
  tx: Tx,
  sheet: Pick<WorksheetRecord, "agencyId" | "id" | "cohortCourseId" | "kind">,
): Promise<boolean> {
  const [back] = await tx<{ uncopied: Id[] }[]>`
    update worksheet w set deleted_at = null
    where agency_id = ${sheet.agencyId} and id = ${sheet.id} and deleted_at is not null and not exists (
      select 1 from worksheet o
      where o.agency_id = w.agency_id and o.cohort_course_id = w.cohort_course_id and o.kind = w.kind and o.deleted_at is null)
    returning uncopied`;
  if (!back) return false;
  await tx`
    update enrolment set copied_to = ${sheet.kind}, changed_at = clock_timestamp()
    where agency_id = ${sheet.agencyId} and cohort_course_id = ${sheet.cohortCourseId} and id = any(${back.uncopied}::uuid[])
      and copied_to is null and state = 'enrolled'`;
  return true;
}

/** True when the viewer reaches the cohort-course. */
export async function reachesCohortCourse(sql: Query, viewer: Actor, cohortCourseId: Id): Promise<boolean> {
  const [row] = await sql<{ found: boolean }[]>`
    select true as found from cohort_course cc join cohort c on c.agency_id = cc.agency_id and c.id = cc.cohort_id
    where cc.agency_id = ${viewer.agencyId} and cc.id = ${cohortCourseId} and ${reachesCourse(sql, viewer, reached)}`;
  return row !== undefined;
}
