import type { Actor } from "#domain/access.ts";
import type { CourseCounts } from "#domain/cohort.ts";
import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import { stepsOf, sumOf, type CohortProgress, type CourseProgress } from "#domain/progress.ts";
import { courseCounts } from "./course-count.ts";
import { reachesCourse } from "./reach.ts";
import type { Query } from "./sql.ts";

export interface ProgressFilter {
  /** Courses whose term touches these days (« Aujourd’hui »: today to two years on), those of one term, or all. */
  term: { from: Day; to: Day } | { id: Id } | "all";
  cohortId?: Id | null;
  programmeId?: Id | null;
  /** Cohorts at most; 200 unless told. */
  most?: number;
}

type Row = CourseCounts &
  Omit<CourseProgress, "counts" | keyof ReturnType<typeof stepsOf>> &
  Pick<CohortProgress, "cohortId" | "cohort" | "programmeId" | "programme"> & { cohortName: string };

/**
 * How far each active cohort the viewer reaches has come, with its courses, in order of programme and name: needed, planned, sent, accepted,
 * assigned, confirmed (R470). Quick entry's standing cohorts are in no list; a cohort without course in the term is not either.
 */
export async function listProgress(sql: Query, viewer: Actor, filter: ProgressFilter): Promise<CohortProgress[]> {
  const { term } = filter;
  const inTerm =
    term === "all" ? sql`true` : "id" in term ? sql`cc.term_id = ${term.id}` : sql`t.ends_on >= ${term.from} and t.starts_on <= ${term.to}`;
  const rows = await sql<Row[]>`
    with shown as materialized (
      select cc.agency_id, cc.id, cc.cohort_id, lower(p.name) as first_key, lower(c.name) as second_key,
        dense_rank() over (order by lower(p.name), lower(c.name), c.id) as place
      from cohort_course cc
        join cohort c on c.agency_id = cc.agency_id and c.id = cc.cohort_id
        join programme p on p.agency_id = c.agency_id and p.id = c.programme_id
        join term t on t.agency_id = cc.agency_id and t.id = cc.term_id
      where cc.agency_id = ${viewer.agencyId} and c.active and not c.standing and ${inTerm}
        and (${filter.cohortId ?? null}::uuid is null or c.id = ${filter.cohortId ?? null})
        and (${filter.programmeId ?? null}::uuid is null or c.programme_id = ${filter.programmeId ?? null})
        and ${reachesCourse(sql, viewer, { programmeId: "c.programme_id", cohortCourseId: "cc.id" })}
    )
    select cc.id, cc.course_id, cu.number, cu.name, cu.sheet_kind, t.id as term_id, t.short_name as term, cc.starts_on, cc.ends_on,
      w.group_id as group_sheet_id, w.individual_id as individual_sheet_id, c.id as cohort_id, c.short_name as cohort, c.name as cohort_name,
      p.id as programme_id, p.name as programme, e.enrolled, d.drafted, r.in_outbox, r.held, r.waiting, r.accepted, r.confirmed, a.assigned
    from shown s
      join cohort_course cc on cc.agency_id = s.agency_id and cc.id = s.id
      join cohort c on c.agency_id = cc.agency_id and c.id = cc.cohort_id
      join programme p on p.agency_id = c.agency_id and p.id = c.programme_id
      join course cu on cu.agency_id = cc.agency_id and cu.id = cc.course_id
      join term t on t.agency_id = cc.agency_id and t.id = cc.term_id
      ${courseCounts(sql)}
    where s.place <= ${filter.most ?? 200}
    order by s.place, cc.starts_on, lower(cu.number), cc.id`;
  const cohorts = Map.groupBy(rows, (row) => row.cohortId);
  return [...cohorts.values()].flatMap((of): CohortProgress[] => {
    const [first] = of;
    if (!first) return [];
    const courses = of.map(courseOf);
    return [
      {
        ...sumOf(courses),
        cohortId: first.cohortId,
        cohort: first.cohort,
        name: first.cohortName,
        programmeId: first.programmeId,
        programme: first.programme,
        terms: [...new Set(of.map((row) => row.term))],
        startsOn: of.reduce((day, row) => (row.startsOn < day ? row.startsOn : day), first.startsOn),
        endsOn: of.reduce((day, row) => (row.endsOn > day ? row.endsOn : day), first.endsOn),
        courses,
      },
    ];
  });
}

function courseOf(row: Row): CourseProgress {
  const { enrolled, drafted, inOutbox, held, waiting, accepted, confirmed, assigned } = row;
  const counts: CourseCounts = { enrolled, drafted, inOutbox, held, waiting, accepted, confirmed, assigned };
  return {
    ...stepsOf(counts),
    id: row.id,
    courseId: row.courseId,
    number: row.number,
    name: row.name,
    sheetKind: row.sheetKind,
    termId: row.termId,
    term: row.term,
    startsOn: row.startsOn,
    endsOn: row.endsOn,
    groupSheetId: row.groupSheetId,
    individualSheetId: row.individualSheetId,
    counts,
  };
}
