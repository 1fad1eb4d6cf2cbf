import type { Actor } from "#domain/access.ts";
import type { Reach } from "#domain/cohort.ts";
import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import type { Schedule } from "#domain/schedule.ts";
import { reachesCourse, reachesProgramme } from "./reach.ts";
import type { Query, Tx } from "./sql.ts";

export interface Instructor {
  id: Id;
  /** « Marie Tremblay », as sheets and screens write it. */
  name: string;
}

/**
 * Who of the school can lead a course or a group: those who hold the role of instructor, course leader or placing
 * coordinator, and people of the directory who hold no role at all (an instructor need not have an account).
 */
export async function listInstructors(sql: Query, viewer: Actor): Promise<Instructor[]> {
  return sql<Instructor[]>`
    select p.id, trim(p.first_name || ' ' || p.last_name) as name
    from person p
    where p.agency_id = ${viewer.agencyId} and p.active
      and (exists (select 1 from role r where r.agency_id = p.agency_id and r.person_id = p.id and r.disabled_at is null
          and r.kind in ('instructor', 'course-leader', 'placing-coordinator'))
        or not exists (select 1 from role r where r.agency_id = p.agency_id and r.person_id = p.id)
          and not exists (select 1 from site s where s.agency_id = p.agency_id and s.contact_id = p.id)
          and not exists (select 1 from service s where s.agency_id = p.agency_id and s.coordinator_id = p.id)
          and not exists (select 1 from destination d where d.agency_id = p.agency_id and d.contact_id = p.id))
    order by lower(p.last_name), lower(p.first_name), p.id`;
}

export interface CohortFields {
  name: string;
  shortName: string;
  years: number;
  structured: boolean;
  active: boolean;
}

export interface Cohort extends CohortFields {
  id: Id;
  programmeId: Id;
  programmeName: string;
}

/** A course of a cohort in a term, as it is planned. */
export interface CohortCourse {
  id: Id;
  cohortId: Id;
  cohortName: string;
  programmeId: Id;
  courseId: Id;
  number: string;
  name: string;
  sheetKind: "group" | "individual";
  termId: Id;
  termName: string;
  termShortName: string;
  schedule: Schedule;
  defaultComment: string;
  leaders: Instructor[];
  /** When somebody last said that it is right; null: still to be reviewed (F-059). */
  reviewedAt: string | null;
  /** The moment its individual requests are held until (F-061). */
  releaseAt: string | null;
}

const cohortColumns = (sql: Query) =>
  sql`co.id, co.name, co.short_name, co.years, co.structured, co.active, co.programme_id, p.name as programme_name`;

const reachesCohort = (sql: Query, viewer: Actor) =>
  viewer.kind === "course-leader" || viewer.kind === "instructor"
    ? sql`exists (select 1 from cohort_course rc where rc.agency_id = co.agency_id and rc.cohort_id = co.id
        and ${reachesCourse(sql, viewer, { programmeId: "co.programme_id", cohortCourseId: "rc.id" })})`
    : reachesProgramme(sql, viewer, "co.programme_id");

export async function findCohort(sql: Query, viewer: Actor, id: Id): Promise<Cohort | undefined> {
  const [row] = await sql<Cohort[]>`
    select ${cohortColumns(sql)} from cohort co join programme p on p.agency_id = co.agency_id and p.id = co.programme_id
    where co.agency_id = ${viewer.agencyId} and co.id = ${id} and ${reachesCohort(sql, viewer)}`;
  return row;
}

export async function lockCohort(tx: Tx, viewer: Actor, id: Id): Promise<Cohort | undefined> {
  await tx`select id from cohort where agency_id = ${viewer.agencyId} and id = ${id} for update`;
  return findCohort(tx, viewer, id);
}

const leadersOf = (sql: Query) => sql`
  (select coalesce(jsonb_agg(jsonb_build_object('id', lp.id, 'name', trim(lp.first_name || ' ' || lp.last_name)) order by lower(lp.last_name), lp.id), '[]')
    from course_leader cl join person lp on lp.agency_id = cl.agency_id and lp.id = cl.person_id
    where cl.agency_id = cc.agency_id and cl.cohort_course_id = cc.id)`;

const scheduleOf = (sql: Query) => sql`
  jsonb_build_object('startsOn', cc.starts_on, 'endsOn', cc.ends_on, 'blocks', cc.blocks, 'weekdays', cc.weekdays,
    'startTime', to_char(cc.start_time, 'HH24:MI'), 'endTime', to_char(cc.end_time, 'HH24:MI'), 'shiftCode', cc.shift_code)`;

const courseColumns = (sql: Query) => sql`
  cc.id, cc.cohort_id, co.name as cohort_name, co.programme_id, cc.course_id, cu.number, cu.name, cu.sheet_kind, cc.term_id, t.name as term_name,
  t.short_name as term_short_name, ${scheduleOf(sql)} as schedule, cc.default_comment, ${leadersOf(sql)} as leaders, cc.reviewed_at, cc.release_at`;

const courseJoins = (sql: Query) => sql`
  cohort_course cc join cohort co on co.agency_id = cc.agency_id and co.id = cc.cohort_id
  join course cu on cu.agency_id = cc.agency_id and cu.id = cc.course_id
  join term t on t.agency_id = cc.agency_id and t.id = cc.term_id`;

/** Every course of a cohort that the viewer reaches, in order of time. */
export async function listCohortCourses(sql: Query, viewer: Actor, cohortId: Id): Promise<CohortCourse[]> {
  return sql<CohortCourse[]>`
    select ${courseColumns(sql)} from ${courseJoins(sql)}
    where cc.agency_id = ${viewer.agencyId} and cc.cohort_id = ${cohortId}
      and ${reachesCourse(sql, viewer, { programmeId: "co.programme_id", cohortCourseId: "cc.id" })}
    order by cc.starts_on, lower(cu.number), cc.id`;
}

export async function findCohortCourse(sql: Query, viewer: Actor, id: Id): Promise<CohortCourse | undefined> {
  const [row] = await sql<CohortCourse[]>`
    select ${courseColumns(sql)} from ${courseJoins(sql)}
    where cc.agency_id = ${viewer.agencyId} and cc.id = ${id}
      and ${reachesCourse(sql, viewer, { programmeId: "co.programme_id", cohortCourseId: "cc.id" })}`;
  return row;
}

export async function lockCohortCourse(tx: Tx, viewer: Actor, id: Id): Promise<CohortCourse | undefined> {
  await tx`select id from cohort_course where agency_id = ${viewer.agencyId} and id = ${id} for update`;
  return findCohortCourse(tx, viewer, id);
}

/** How far the requests of a course reach that still count: a course brackets them (section 8, rule 17). */
export async function reachOfCourse(tx: Tx, viewer: Actor, id: Id): Promise<Reach | undefined> {
  const [row] = await tx<{ startsOn: Day | null; endsOn: Day | null; count: number }[]>`
    select min(starts_on) as starts_on, max(ends_on) as ends_on, count(*)::int as count from request
    where agency_id = ${viewer.agencyId} and cohort_course_id = ${id} and status not in ('declined', 'cancelled')`;
  return row && row.startsOn !== null && row.endsOn !== null ? { startsOn: row.startsOn, endsOn: row.endsOn, count: row.count } : undefined;
}

const idOf = (rows: { id: Id }[]): Id => {
  const [row] = rows;
  if (!row) throw new Error("an insert returned nothing");
  return row.id;
};

export async function insertCohort(tx: Tx, viewer: Actor, of: CohortFields & { programmeId: Id }): Promise<Id> {
  return idOf(
    await tx<{ id: Id }[]>`
    insert into cohort (agency_id, programme_id, name, short_name, years, structured, active)
    values (${viewer.agencyId}, ${of.programmeId}, ${of.name}, ${of.shortName}, ${of.years}, ${of.structured}, ${of.active}) returning id`,
  );
}

export async function saveCohort(tx: Tx, viewer: Actor, of: CohortFields & { id: Id }): Promise<void> {
  await tx`
    update cohort set name = ${of.name}, short_name = ${of.shortName}, years = ${of.years}, structured = ${of.structured}, active = ${of.active}
    where agency_id = ${viewer.agencyId} and id = ${of.id}`;
}

export async function deleteCohort(tx: Tx, viewer: Actor, id: Id): Promise<void> {
  await tx`delete from cohort where agency_id = ${viewer.agencyId} and id = ${id}`;
}

export interface CohortCourseFields {
  termId: Id;
  schedule: Schedule;
  defaultComment: string;
  leaderIds: Id[];
}

export async function insertCohortCourse(tx: Tx, viewer: Actor, of: CohortCourseFields & { cohortId: Id; courseId: Id }): Promise<Id> {
  const { schedule } = of;
  const id = idOf(
    await tx<{ id: Id }[]>`
    insert into cohort_course (agency_id, cohort_id, course_id, term_id, starts_on, ends_on, blocks, weekdays, start_time, end_time, shift_code, default_comment)
    values (${viewer.agencyId}, ${of.cohortId}, ${of.courseId}, ${of.termId}, ${schedule.startsOn}, ${schedule.endsOn}, ${tx.json(schedule.blocks)},
      ${schedule.weekdays}::smallint[], ${schedule.startTime}, ${schedule.endTime}, ${schedule.shiftCode}, ${of.defaultComment}) returning id`,
  );
  await saveLeaders(tx, viewer, { id, leaderIds: of.leaderIds });
  return id;
}

export async function saveCohortCourse(tx: Tx, viewer: Actor, of: CohortCourseFields & { id: Id }): Promise<void> {
  const { schedule } = of;
  await tx`
    update cohort_course set term_id = ${of.termId}, starts_on = ${schedule.startsOn}, ends_on = ${schedule.endsOn}, blocks = ${tx.json(schedule.blocks)},
      weekdays = ${schedule.weekdays}::smallint[], start_time = ${schedule.startTime}, end_time = ${schedule.endTime},
      shift_code = ${schedule.shiftCode}, default_comment = ${of.defaultComment}
    where agency_id = ${viewer.agencyId} and id = ${of.id}`;
  await saveLeaders(tx, viewer, of);
}

/** Leaders are people of the school; the foreign key refuses anybody else. */
async function saveLeaders(tx: Tx, viewer: Actor, of: { id: Id; leaderIds: Id[] }): Promise<void> {
  await tx`delete from course_leader where agency_id = ${viewer.agencyId} and cohort_course_id = ${of.id} and not person_id = any(${of.leaderIds}::uuid[])`;
  await tx`
    insert into course_leader (agency_id, cohort_course_id, person_id)
    select ${viewer.agencyId}, ${of.id}, leader from unnest(${of.leaderIds}::uuid[]) as leader on conflict do nothing`;
}

/** Takes a course away from its cohort, and with it the worksheets that were deleted before, log and all. */
export async function deleteCohortCourse(tx: Tx, viewer: Actor, id: Id): Promise<void> {
  await tx`
    with gone as (
      delete from worksheet where agency_id = ${viewer.agencyId} and cohort_course_id = ${id} and deleted_at is not null returning id
    ), edits as (
      delete from cell_edit where agency_id = ${viewer.agencyId} and sheet_id in (select id from gone)
    )
    delete from sheet_update where agency_id = ${viewer.agencyId} and sheet_id in (select id from gone)`;
  await tx`delete from cohort_course where agency_id = ${viewer.agencyId} and id = ${id}`;
}

/** What refers to a course of a cohort, by kind: only a course that nothing refers to can be taken away. */
export async function usesOfCohortCourse(
  sql: Query,
  viewer: Actor,
  id: Id,
): Promise<{ enrolment: number; worksheet: number; request: number }> {
  const [row] = await sql<{ enrolment: number; worksheet: number; request: number }[]>`
    select (select count(*)::int from enrolment where agency_id = ${viewer.agencyId} and cohort_course_id = ${id}) as enrolment,
      (select count(*)::int from worksheet where agency_id = ${viewer.agencyId} and cohort_course_id = ${id} and deleted_at is null) as worksheet,
      (select count(*)::int from request where agency_id = ${viewer.agencyId} and cohort_course_id = ${id}) as request`;
  return row ?? { enrolment: 0, worksheet: 0, request: 0 };
}
