import type { Actor } from "#domain/access.ts";
import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
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
}

export interface Course extends CourseFields {
  id: Id;
  programmeId: Id;
  retiredOn: Day | null;
}

const programmeColumns = (sql: Query) => sql`
  p.id, p.name, p.short_name, p.discipline, p.department_id, d.name as department_name, p.status <> 'non-user' as is_user, p.status = 'retired' as retired,
  (select count(*)::int from course c where c.agency_id = p.agency_id and c.programme_id = p.id and c.retired_on is null) as courses,
  (select count(*)::int from cohort c where c.agency_id = p.agency_id and c.programme_id = p.id and c.active) as cohorts`;

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
  sql`c.id, c.programme_id, c.number, c.name, c.hours::float8 as hours, c.sheet_kind, c.default_comment, c.retired_on`;

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
  return idOf(
    await tx<{ id: Id }[]>`
    insert into course (agency_id, programme_id, number, name, hours, sheet_kind, default_comment)
    values (${viewer.agencyId}, ${of.programmeId}, ${of.number}, ${of.name}, ${of.hours}, ${of.sheetKind}, ${of.defaultComment}) returning id`,
  );
}

export async function saveCourse(tx: Tx, viewer: Actor, of: CourseFields & { id: Id; retiredOn: Day | null }): Promise<void> {
  await tx`
    update course set number = ${of.number}, name = ${of.name}, hours = ${of.hours}, sheet_kind = ${of.sheetKind}, default_comment = ${of.defaultComment}, retired_on = ${of.retiredOn}
    where agency_id = ${viewer.agencyId} and id = ${of.id}`;
}

export async function deleteCourse(tx: Tx, viewer: Actor, id: Id): Promise<void> {
  await tx`delete from course where agency_id = ${viewer.agencyId} and id = ${id}`;
}
