import type { Actor } from "#domain/access.ts";
import type { CourseCounts } from "#domain/cohort.ts";
import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import type { Schedule } from "#domain/schedule.ts";
import type { Cohort, Instructor } from "./cohort.ts";
import { courseCounts } from "./course-count.ts";
import { reachesCourse, reachesProgramme } from "./reach.ts";
import { patternsOf } from "./pattern.ts";
import type { Query } from "./sql.ts";

export interface CohortFilter {
  programmeId: Id | null;
  departmentId: Id | null;
  /** A course of the catalogue, whatever the cohort. */
  courseId: Id | null;
  /** Courses that begin on this day or later. */
  from: Day | null;
  /** Courses of one term, of every term, or of those between two days (« Aujourd’hui »). */
  term: { id: Id } | { from: Day; to: Day } | "all";
  leaderId: Id | null;
  /** Words that all stand somewhere in the names of programme, cohort and course. */
  text: string;
  inactive: boolean;
  /** The last cohort of the page before. */
  after: [programme: string, name: string, id: Id] | null;
  most: number;
}

/** A course of a band: its schedule, where it stands, and the sheets that exist. */
export interface BandCourse extends CourseCounts {
  id: Id;
  courseId: Id;
  number: string;
  name: string;
  sheetKind: "group" | "individual";
  termId: Id;
  termName: string;
  termShortName: string;
  schedule: Schedule;
  leaders: Instructor[];
  /** When somebody last said that it is right; null: to be reviewed. */
  reviewedAt: string | null;
  releaseAt: string | null;
  groupSheetId: Id | null;
  individualSheetId: Id | null;
}

export interface Band extends Cohort {
  courses: BandCourse[];
  /** What comes before the next page: its sort key. */
  key: [programme: string, name: string, id: Id];
}

const folded = (sql: Query, text: ReturnType<Query>) => sql`unaccent(lower(${text}))`;

/**
 * A page of cohorts with their courses and what has become of each, in one statement. A cohort without any course is shown
 * too (it was just added), unless the filter asks for something only a course has.
 */
export async function listBands(sql: Query, viewer: Actor, filter: CohortFilter): Promise<Band[]> {
  const { term } = filter;
  const patterns = patternsOf(filter.text);
  const likeAll = (text: ReturnType<Query>) =>
    sql`${folded(sql, text)} like all (select unaccent(lower(pattern)) from unnest(${patterns}::text[]) pattern)`;
  const inTerm =
    term === "all" ? sql`true` : "id" in term ? sql`cc.term_id = ${term.id}` : sql`t.ends_on >= ${term.from} and t.starts_on <= ${term.to}`;
  const led =
    filter.leaderId === null
      ? sql`true`
      : sql`exists (select 1 from course_leader cl where cl.agency_id = cc.agency_id and cl.cohort_course_id = cc.id and cl.person_id = ${filter.leaderId})`;
  const leads = viewer.kind === "course-leader" || viewer.kind === "instructor";
  const emptyShown =
    filter.leaderId === null && filter.courseId === null && filter.from === null && (term === "all" || "from" in term) && !leads;
  const after = filter.after ?? ["", "", null];
  type Row = Cohort & { key: Band["key"]; courses: BandCourse[] };
  const rows = await sql<Row[]>`
    with shown as materialized (
      select cc.id, cc.cohort_id
      from cohort_course cc
        join cohort co on co.agency_id = cc.agency_id and co.id = cc.cohort_id
        join programme p on p.agency_id = co.agency_id and p.id = co.programme_id
        join course cu on cu.agency_id = cc.agency_id and cu.id = cc.course_id
        join term t on t.agency_id = cc.agency_id and t.id = cc.term_id
      where cc.agency_id = ${viewer.agencyId} and ${reachesCourse(sql, viewer, { programmeId: "co.programme_id", cohortCourseId: "cc.id" })}
        and ${inTerm} and ${led}
        and (${filter.courseId}::uuid is null or cc.course_id = ${filter.courseId}) and (${filter.from}::date is null or cc.starts_on >= ${filter.from}) and ${likeAll(sql`concat_ws(' ', p.name, p.short_name, co.name, co.short_name, cu.number, cu.name)`)}
    ), page as (
      select co.id, co.agency_id, co.name, co.short_name, co.years, co.structured, co.active, co.programme_id, p.name as programme_name,
        lower(p.name) as first_key, lower(co.name) as second_key
      from cohort co join programme p on p.agency_id = co.agency_id and p.id = co.programme_id
      where co.agency_id = ${viewer.agencyId} and not co.standing
        and (${filter.inactive} or co.active) and (${filter.programmeId}::uuid is null or co.programme_id = ${filter.programmeId})
        and (${filter.departmentId}::uuid is null or p.department_id = ${filter.departmentId})
        and (exists (select 1 from shown s where s.cohort_id = co.id)
          or ${emptyShown} and ${reachesProgramme(sql, viewer, "co.programme_id")}
            and not exists (select 1 from cohort_course cc where cc.agency_id = co.agency_id and cc.cohort_id = co.id)
            and ${likeAll(sql`concat_ws(' ', p.name, p.short_name, co.name, co.short_name)`)})
        and (${filter.after === null} or (lower(p.name), lower(co.name), co.id) > (${after[0]}, ${after[1]}, ${after[2]}::uuid))
      order by first_key, second_key, co.id limit ${filter.most}
    )
    select page.id, page.name, page.short_name, page.years, page.structured, page.active, page.programme_id, page.programme_name,
      jsonb_build_array(page.first_key, page.second_key, page.id) as key, ${coursesOf(sql)} as courses
    from page order by page.first_key, page.second_key, page.id`;
  return rows;
}

/** The courses of a cohort of `page`, as one JSON list. */
const coursesOf = (sql: Query) => sql`
  (select coalesce(jsonb_agg(jsonb_build_object(
      'id', cc.id, 'courseId', cu.id, 'number', cu.number, 'name', cu.name, 'sheetKind', cu.sheet_kind, 'termId', t.id, 'termName', t.name, 'termShortName', t.short_name,
      'schedule', jsonb_build_object('startsOn', cc.starts_on, 'endsOn', cc.ends_on, 'blocks', cc.blocks, 'weekdays', cc.weekdays,
        'startTime', to_char(cc.start_time, 'HH24:MI'), 'endTime', to_char(cc.end_time, 'HH24:MI'), 'shiftCode', cc.shift_code),
      'leaders', l.leaders, 'reviewedAt', cc.reviewed_at, 'releaseAt', cc.release_at, 'groupSheetId', w.group_id, 'individualSheetId', w.individual_id,
      'enrolled', e.enrolled, 'drafted', d.drafted, 'inOutbox', r.in_outbox, 'held', r.held, 'waiting', r.waiting, 'accepted', r.accepted, 'confirmed', r.confirmed,
      'assigned', a.assigned) order by cc.starts_on, lower(cu.number), cc.id), '[]')
    from shown s
      join cohort_course cc on cc.agency_id = page.agency_id and cc.id = s.id
      join course cu on cu.agency_id = cc.agency_id and cu.id = cc.course_id
      join term t on t.agency_id = cc.agency_id and t.id = cc.term_id
      cross join lateral (
        select coalesce(jsonb_agg(jsonb_build_object('id', lp.id, 'name', trim(lp.first_name || ' ' || lp.last_name)) order by lower(lp.last_name), lp.id), '[]') as leaders
        from course_leader cl join person lp on lp.agency_id = cl.agency_id and lp.id = cl.person_id
        where cl.agency_id = cc.agency_id and cl.cohort_course_id = cc.id) l
      ${courseCounts(sql)}
    where s.cohort_id = page.id)`;
