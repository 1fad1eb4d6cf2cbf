import type { Actor } from "#domain/access.ts";
import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import type { ProgrammeUse } from "#domain/programme.ts";
import { reachesProgramme } from "./reach.ts";
import type { Query, Tx } from "./sql.ts";

export interface ProgrammeFields {
  name: string;
  shortName: string;
  discipline: string;
  departmentId: Id | null;
  /** False: its students are placed outside the system, and its name bears an asterisk (K30). */
  isUser: boolean;
}

export interface Programme extends ProgrammeFields {
  id: Id;
  departmentName: string | null;
  retired: boolean;
  courses: number;
  cohorts: number;
}

export interface CourseFields {
  number: string;
  name: string;
  hours: number | null;
  sheetKind: "group" | "individual";
  defaultComment: string;
  /** A code of the list of placement types; null until chosen (F-044). */
  placementType: string | null;
  /** Who usually leads it, offered to each cohort that takes it (F-043). */
  leaderIds: Id[];
}

export interface Course extends CourseFields {
  leaders: { id: Id; name: string }[];
  id: Id;
  programmeId: Id;
  retiredOn: Day | null;
}

const programmeColumns = (sql: Query) => sql`
  p.id, p.name, p.short_name, p.discipline, p.department_id, d.name as department_name, p.status <> 'non-user' as is_user, p.status = 'retired' as retired,
  (select count(*)::int from course c where c.agency_id = p.agency_id and c.programme_id = p.id and c.retired_on is null) as courses,
  (select count(*)::int from cohort c where c.agency_id = p.agency_id and c.programme_id = p.id and c.active and not c.standing) as cohorts`;

/** The programmes the viewer reaches, those in use first. */
export async function listProgrammes(sql: Query, viewer: Actor): Promise<Programme[]> {
  return sql<Programme[]>`
    select ${programmeColumns(sql)}
    from programme p left join department d on d.agency_id = p.agency_id and d.id = p.department_id
    where p.agency_id = ${viewer.agencyId} and ${reachesProgramme(sql, viewer, "p.id")}
    order by p.status = 'retired', lower(p.name), p.id`;
}

export async function findProgramme(sql: Query, viewer: Actor, id: Id): Promise<Programme | undefined> {
  const [row] = await sql<Programme[]>`
    select ${programmeColumns(sql)}
    from programme p left join department d on d.agency_id = p.agency_id and d.id = p.department_id
    where p.agency_id = ${viewer.agencyId} and p.id = ${id} and ${reachesProgramme(sql, viewer, "p.id")}`;
  return row;
}

/** The programme, held still until the end of the transaction. */
export async function lockProgramme(tx: Tx, viewer: Actor, id: Id): Promise<Programme | undefined> {
  await tx`select id from programme where agency_id = ${viewer.agencyId} and id = ${id} for update`;
  return findProgramme(tx, viewer, id);
}

const courseColumns = (sql: Query) =>
  sql`c.id, c.programme_id, c.number, c.name, c.hours::float8 as hours, c.sheet_kind, c.default_comment, c.retired_on, c.placement_type,
    array(select ul.person_id from usual_leader ul where ul.agency_id = c.agency_id and ul.course_id = c.id order by ul.person_id) as leader_ids,
    (select coalesce(jsonb_agg(jsonb_build_object('id', lp.id, 'name', trim(lp.first_name || ' ' || lp.last_name)) order by lower(lp.last_name), lp.id), '[]')
      from usual_leader ul join person lp on lp.agency_id = ul.agency_id and lp.id = ul.person_id
      where ul.agency_id = c.agency_id and ul.course_id = c.id) as leaders`;

export async function listCourses(sql: Query, viewer: Actor, programmeId: Id): Promise<Course[]> {
  return sql<Course[]>`
    select ${courseColumns(sql)} from course c
    where c.agency_id = ${viewer.agencyId} and c.programme_id = ${programmeId} and ${reachesProgramme(sql, viewer, "c.programme_id")}
    order by c.retired_on is not null, lower(c.number), c.id`;
}

export async function lockCourse(tx: Tx, viewer: Actor, id: Id): Promise<Course | undefined> {
  const [row] = await tx<Course[]>`
    select ${courseColumns(tx)} from course c
    where c.agency_id = ${viewer.agencyId} and c.id = ${id} and ${reachesProgramme(tx, viewer, "c.programme_id")} for update of c`;
  return row;
}

const idOf = (rows: { id: Id }[]): Id => {
  const [row] = rows;
  if (!row) throw new Error("an insert returned nothing");
  return row.id;
};

const statusOf = (of: { isUser: boolean; retired?: boolean }) => (of.retired ? "retired" : of.isUser ? "active" : "non-user");

export async function insertProgramme(tx: Tx, viewer: Actor, of: ProgrammeFields): Promise<Id> {
  return idOf(
    await tx<{ id: Id }[]>`
    insert into programme (agency_id, department_id, name, short_name, discipline, status)
    values (${viewer.agencyId}, ${of.departmentId}, ${of.name}, ${of.shortName}, ${of.discipline}, ${statusOf(of)}) returning id`,
  );
}

export async function saveProgramme(tx: Tx, viewer: Actor, of: ProgrammeFields & { id: Id; retired: boolean }): Promise<void> {
  await tx`
    update programme set department_id = ${of.departmentId}, name = ${of.name}, short_name = ${of.shortName}, discipline = ${of.discipline}, status = ${statusOf(of)}
    where agency_id = ${viewer.agencyId} and id = ${of.id}`;
}

export async function deleteProgramme(tx: Tx, viewer: Actor, id: Id): Promise<void> {
  await tx`delete from programme where agency_id = ${viewer.agencyId} and id = ${id}`;
}

export async function insertCourse(tx: Tx, viewer: Actor, of: CourseFields & { programmeId: Id }): Promise<Id> {
  const id = idOf(
    await tx<{ id: Id }[]>`
    insert into course (agency_id, programme_id, number, name, hours, sheet_kind, default_comment, placement_type)
    values (${viewer.agencyId}, ${of.programmeId}, ${of.number}, ${of.name}, ${of.hours}, ${of.sheetKind}, ${of.defaultComment}, ${of.placementType}) returning id`,
  );
  await saveUsualLeaders(tx, viewer, { id, leaderIds: of.leaderIds });
  return id;
}

export async function saveCourse(tx: Tx, viewer: Actor, of: CourseFields & { id: Id; retiredOn: Day | null }): Promise<void> {
  await tx`
    update course set number = ${of.number}, name = ${of.name}, hours = ${of.hours}, sheet_kind = ${of.sheetKind}, default_comment = ${of.defaultComment},
      retired_on = ${of.retiredOn}, placement_type = ${of.placementType}
    where agency_id = ${viewer.agencyId} and id = ${of.id}`;
  await saveUsualLeaders(tx, viewer, of);
}

/** People of the school; the foreign key refuses anybody else. */
async function saveUsualLeaders(tx: Tx, viewer: Actor, of: { id: Id; leaderIds: Id[] }): Promise<void> {
  await tx`delete from usual_leader where agency_id = ${viewer.agencyId} and course_id = ${of.id} and not person_id = any(${of.leaderIds}::uuid[])`;
  await tx`
    insert into usual_leader (agency_id, course_id, person_id)
    select ${viewer.agencyId}, ${of.id}, leader from unnest(${of.leaderIds}::uuid[]) as leader on conflict do nothing`;
}

export interface PlacementType {
  code: string;
  fr: string;
  en: string;
  fromDay: Day;
  /** The last day it could be chosen; null: in force. */
  untilDay: Day | null;
}

/** Every placement type there ever was, those in force in their order: old requests keep old ones (K71). */
export async function listPlacementTypes(sql: Query): Promise<PlacementType[]> {
  return sql<PlacementType[]>`select code, label_fr as fr, label_en as en, from_day, until_day from placement_type order by position, code`;
}

/** Where a programme is still at work: its courses with open requests that are not over, or students and an end to come (F-042). */
export async function listProgrammeUses(sql: Query, viewer: Actor, of: { id: Id; today: Day }): Promise<ProgrammeUse[]> {
  return sql<ProgrammeUse[]>`
    select u.cohort_id, u.cohort_course_id, u.course_id, u.term_id, u.name, u.requests, u.students from (
      select co.id as cohort_id, cc.id as cohort_course_id, cc.course_id, cc.term_id, cu.number || ' ' || cu.name || ', ' || co.name as name, cc.starts_on,
        (select count(*)::int from request r where r.agency_id = cc.agency_id and r.cohort_course_id = cc.id
          and r.status not in ('declined', 'cancelled') and r.ends_on >= ${of.today}) as requests,
        case when cc.ends_on >= ${of.today} then (select count(*)::int from enrolment e where e.agency_id = cc.agency_id
          and e.cohort_course_id = cc.id and e.state = 'enrolled') else 0 end as students
      from cohort_course cc join cohort co on co.agency_id = cc.agency_id and co.id = cc.cohort_id
        join course cu on cu.agency_id = cc.agency_id and cu.id = cc.course_id
      where cc.agency_id = ${viewer.agencyId} and co.programme_id = ${of.id} and ${reachesProgramme(sql, viewer, "co.programme_id")}) u
    where u.requests + u.students > 0 order by u.starts_on, u.name`;
}

/** Makes a programme's active cohorts inactive, or those given active again; answers which. */
export async function saveCohortsActive(
  tx: Tx,
  viewer: Actor,
  of: { programmeId: Id; ids: Id[] | null; active: boolean },
): Promise<{ id: Id; name: string }[]> {
  return tx<{ id: Id; name: string }[]>`
    update cohort set active = ${of.active} where agency_id = ${viewer.agencyId} and programme_id = ${of.programmeId} and active <> ${of.active}
      and (${of.ids === null} or id = any(${of.ids ?? []}::uuid[])) returning id, name`;
}

export async function deleteCourse(tx: Tx, viewer: Actor, id: Id): Promise<void> {
  await tx`delete from course where agency_id = ${viewer.agencyId} and id = ${id}`;
}
