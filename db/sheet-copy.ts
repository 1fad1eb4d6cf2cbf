import type { Actor } from "#domain/access.ts";
import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import type { Status } from "#domain/request.ts";
import type { Schedule } from "#domain/schedule.ts";
import type { Cells } from "#domain/worksheet.ts";
import { patternsOf } from "./pattern.ts";
import { reachesCourse } from "./reach.ts";
import type { Query } from "./sql.ts";
import { scheduleIn, type ScheduleColumns, type WorksheetRecord } from "./worksheet.ts";

/** A sheet whose rows can be copied: how many it has of each status; rows never asked for are `drafts`. */
export interface CopySource {
  id: Id;
  sameCourse: boolean;
  courseNumber: string;
  courseName: string;
  cohortName: string;
  termName: string;
  termStartsOn: Day;
  startsOn: Day;
  endsOn: Day;
  byStatus: Partial<Record<Status, number>>;
  drafts: number;
}

export interface SourceCursor {
  sameCourse: boolean;
  termStartsOn: Day;
  id: Id;
}

/** Sheets of the same kind that the viewer reaches and that hold something: of the same course first, the latest term first. */
export async function listCopySources(
  sql: Query,
  viewer: Actor,
  of: { sheet: WorksheetRecord; text: string; after: SourceCursor | null; most: number },
): Promise<CopySource[]> {
  const { sheet, after } = of;
  return sql<CopySource[]>`
    with found as materialized (
      select w.agency_id, w.id, cc.course_id = ${sheet.courseId} as same_course, co.number as course_number, co.name as course_name,
        c.name as cohort_name, t.name as term_name, t.starts_on as term_starts_on, cc.starts_on, cc.ends_on
      from worksheet w
      join cohort_course cc on cc.agency_id = w.agency_id and cc.id = w.cohort_course_id
      join cohort c on c.agency_id = cc.agency_id and c.id = cc.cohort_id
      join course co on co.agency_id = cc.agency_id and co.id = cc.course_id
      join term t on t.agency_id = cc.agency_id and t.id = cc.term_id
      where w.agency_id = ${viewer.agencyId} and w.kind = ${sheet.kind} and w.id <> ${sheet.id} and w.deleted_at is null
        and ${reachesCourse(sql, viewer, { programmeId: "c.programme_id", cohortCourseId: "cc.id" })}
        and fold_text(concat_ws(' ', co.number, co.name, c.name, c.short_name, t.name, t.short_name))
          like all (select fold_text(pattern) from unnest(${patternsOf(of.text)}::text[]) pattern)
        and (exists (select 1 from request r where r.agency_id = w.agency_id and r.worksheet_id = w.id)
          or exists (select 1 from worksheet_row wr where wr.agency_id = w.agency_id and wr.worksheet_id = w.id and not wr.deleted and wr.cells <> '{}'))
        and (${after === null} or (cc.course_id = ${sheet.courseId}, t.starts_on, w.id)
          < (${after?.sameCourse ?? true}, ${after?.termStartsOn ?? null}::date, ${after?.id ?? null}::uuid))
      order by 3 desc, t.starts_on desc, w.id desc limit ${of.most}
    )
    select f.id, f.same_course, f.course_number, f.course_name, f.cohort_name, f.term_name, f.term_starts_on, f.starts_on, f.ends_on,
      coalesce((select jsonb_object_agg(s.status, s.count) from (
        select r.status, count(*)::int as count from request r where r.agency_id = f.agency_id and r.worksheet_id = f.id and r.own_row group by 1) as s), '{}') as by_status,
      (select count(*)::int from worksheet_row wr where wr.agency_id = f.agency_id and wr.worksheet_id = f.id and not wr.deleted and wr.cells <> '{}'
        and not exists (select 1 from request r where r.agency_id = wr.agency_id and r.worksheet_id = wr.worksheet_id and r.row_id = wr.row_id)) as drafts
    from found f order by f.same_course desc, f.term_starts_on desc, f.id desc`;
}

/** A row of a source: its request as it stands (what was really asked), or the cells of a row that has none. */
export interface CopyRow {
  key: string;
  rank: string;
  cells: Cells;
  status: Status | null;
  reference: number | null;
  receivingId: Id | null;
  siteId: Id | null;
  serviceId: Id | null;
  destinationId: Id | null;
  size: number;
  instructorId: Id | null;
  instructorName: string;
  comment: string;
  parts: number;
  schedule: Schedule;
}

/**
 * A page of a sheet's rows in the sheet's order: requests in the statuses given, and drafts when they are asked for. A split request is
 * one row, as it was; its parts have none.
 */
export async function listCopyRows(
  sql: Query,
  of: { agencyId: Id; worksheetId: Id; statuses: Status[]; drafts: boolean; after: { rank: string; key: string } | null; most: number },
): Promise<CopyRow[]> {
  const { after } = of;
  const rows = await sql<(Omit<CopyRow, "schedule"> & ScheduleColumns)[]>`
    with rows as (
      select r.id::text as key, coalesce(wr.rank, '') as rank, '{}'::jsonb as cells, r.status, r.reference, r.receiving_id, r.site_id,
        r.service_id, r.destination_id, r.size, r.instructor_id, coalesce(trim(p.first_name || ' ' || p.last_name), '') as instructor_name,
        r.comment,
        (select count(*)::int from request part where part.agency_id = r.agency_id and part.split_of = r.id and not part.own_row) as parts, r.starts_on, r.ends_on, r.blocks, r.weekdays, r.start_time, r.end_time, r.shift_code
      from request r
        left join worksheet_row wr on wr.agency_id = r.agency_id and wr.worksheet_id = r.worksheet_id and wr.row_id = r.row_id
        left join person p on p.agency_id = r.agency_id and p.id = r.instructor_id
      where r.agency_id = ${of.agencyId} and r.worksheet_id = ${of.worksheetId} and r.own_row and r.status = any(${of.statuses}::text[])
      union all
      select wr.row_id, wr.rank, wr.cells, null, null, null, null, null, null, 1, null, '', '', 0, null, null, '[]', null, null, null, null
      from worksheet_row wr
      where ${of.drafts} and wr.agency_id = ${of.agencyId} and wr.worksheet_id = ${of.worksheetId} and not wr.deleted and wr.cells <> '{}'
        and not exists (select 1 from request r where r.agency_id = wr.agency_id and r.worksheet_id = wr.worksheet_id and r.row_id = wr.row_id)
    )
    select key, rank, cells, status, reference, receiving_id, site_id, service_id, destination_id, size, instructor_id, instructor_name,
      comment, parts, starts_on, ends_on, blocks, weekdays, start_time, end_time, shift_code
    from rows
    where ${after === null} or (rank collate "C", key collate "C") > (${after?.rank ?? ""}, ${after?.key ?? ""})
    order by rank collate "C", key collate "C" limit ${of.most}`;
  return rows.map((row) => {
    const { startsOn: _s, endsOn: _e, blocks: _b, weekdays: _w, startTime: _st, endTime: _et, shiftCode: _sc, ...rest } = row;
    return { ...rest, schedule: scheduleIn(row) };
  });
}
