import type { Actor } from "#domain/access.ts";
import { warnedAhead } from "#domain/consent.ts";
import type { Day } from "#domain/dates.ts";
import type { EnrolmentState } from "#domain/enrolment.ts";
import type { Id } from "#domain/id.ts";
import type { registerFilters, Student, StudentFacts } from "#domain/student.ts";
import { reachesCourse } from "./reach.ts";
import type { Query, Tx } from "./sql.ts";

/**
 * Which students (`s`) a role sees: the register is one for the whole school (X03), so those who keep it see all of it;
 * a course leader or an observer sees who is in the courses she reaches. Receiving roles have no student.see at all.
 */
export function reachesStudent(sql: Query, viewer: Actor) {
  if (viewer.kind === "placing-coordinator" || viewer.kind === "student-administrator" || viewer.kind === "local-administrator")
    return sql`true`;
  if (viewer.kind === "observer" && viewer.everything) return sql`true`;
  return sql`exists (select from enrolment re
    join cohort_course rcc on rcc.agency_id = re.agency_id and rcc.id = re.cohort_course_id
    join cohort rc on rc.agency_id = rcc.agency_id and rc.id = rcc.cohort_id
    where re.agency_id = s.agency_id and re.student_id = s.id and ${reachesCourse(sql, viewer, { programmeId: "rc.programme_id", cohortCourseId: "rcc.id" })})`;
}

const columns = (sql: Query) => sql`s.id, s.number, s.last_name, s.first_name, s.email, s.phone, s.birth_date, s.fictitious, s.sealed`;

/** Every word must be found somewhere in the name, the number or the address. `words` are folded (domain/place.ts). */
const saysAll = (sql: Query, words: string[]) =>
  sql`s.search like all (${words.map((word) => `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`)}::text[])`;

export type RegisterFilter = (typeof registerFilters)[number];

const fits = (sql: Query, filter: RegisterFilter, today: Day) => {
  // Who is hidden is looked for by that alone.
  if (filter === "hidden") return sql`s.sealed is not null`;
  return sql`s.sealed is null and ${fitsShown(sql, filter, today)}`;
};
const fitsShown = (sql: Query, filter: RegisterFilter, today: Day) => {
  if (filter === "consent-soon") return sql`s.consent_until between ${today}::date and ${today}::date + ${warnedAhead}::int`;
  if (filter === "no-consent") return sql`s.consent_until is null and not s.fictitious`;
  const now = sql`exists (select from enrolment fe join cohort_course fcc on fcc.agency_id = fe.agency_id and fcc.id = fe.cohort_course_id
    where fe.agency_id = s.agency_id and fe.student_id = s.id and fe.state = 'enrolled' and fcc.ends_on >= ${today})`;
  if (filter === "enrolled") return now;
  if (filter === "not-enrolled") return sql`not ${now}`;
  return filter === "fictitious" ? sql`s.fictitious` : sql`true`;
};

export interface RegisterRow extends Student {
  sortName: string;
  /** « SI-2025 · 180-A03 » of the courses that are not over, at most four. */
  courses: string[];
}
export interface RegisterPage {
  words: string[];
  filter: RegisterFilter;
  today: Day;
  /** The last row of the page before. */
  after: { sortName: string; id: Id } | null;
  most: number;
}

/** A page of the register in the order of names. */
export async function listStudents(sql: Query, viewer: Actor, page: RegisterPage): Promise<RegisterRow[]> {
  return sql<RegisterRow[]>`
    select ${columns(sql)}, s.sort_name,
      coalesce((select array_agg(c.short_name || ' · ' || co.number order by cc.starts_on, co.number) from (
        select e.cohort_course_id from enrolment e join cohort_course cc on cc.agency_id = e.agency_id and cc.id = e.cohort_course_id
        where e.agency_id = s.agency_id and e.student_id = s.id and e.state = 'enrolled' and cc.ends_on >= ${page.today} order by cc.starts_on limit 4) e
        join cohort_course cc on cc.agency_id = s.agency_id and cc.id = e.cohort_course_id
        join cohort c on c.agency_id = cc.agency_id and c.id = cc.cohort_id
        join course co on co.agency_id = cc.agency_id and co.id = cc.course_id), '{}') as courses
    from student s
    where s.agency_id = ${viewer.agencyId} and ${reachesStudent(sql, viewer)} and ${saysAll(sql, page.words)} and ${fits(sql, page.filter, page.today)}
      and (${page.after === null} or (s.sort_name, s.id) > (${page.after?.sortName ?? ""}, ${page.after?.id ?? null}::uuid))
    order by s.sort_name, s.id limit ${page.most}`;
}

export async function countStudents(sql: Query, viewer: Actor, of: Pick<RegisterPage, "words" | "filter" | "today">): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from student s
    where s.agency_id = ${viewer.agencyId} and ${reachesStudent(sql, viewer)} and ${saysAll(sql, of.words)} and ${fits(sql, of.filter, of.today)}`;
  return row?.count ?? 0;
}

export async function findStudent(sql: Query, viewer: Actor, id: Id): Promise<(Student & { changedAt: string }) | undefined> {
  const [row] = await sql<(Student & { changedAt: string })[]>`
    select ${columns(sql)}, s.changed_at from student s where s.agency_id = ${viewer.agencyId} and s.id = ${id} and ${reachesStudent(sql, viewer)}`;
  return row;
}

/** The same, held until the transaction ends. */
export async function lockStudent(tx: Tx, viewer: Actor, id: Id): Promise<Student | undefined> {
  const [row] = await tx<Student[]>`
    select ${columns(tx)} from student s where s.agency_id = ${viewer.agencyId} and s.id = ${id} and ${reachesStudent(tx, viewer)} for update`;
  return row;
}

export async function findStudentByNumber(sql: Query, agencyId: Id, number: string): Promise<Student | undefined> {
  const [row] = await sql<
    Student[]
  >`select ${columns(sql)} from student s where s.agency_id = ${agencyId} and lower(s.number) = lower(${number})`;
  return row;
}

/** Undefined when the number is already somebody's. */
export async function insertStudent(tx: Tx, agencyId: Id, student: StudentFacts & { fictitious: boolean }): Promise<Id | undefined> {
  const [row] = await tx<{ id: Id }[]>`
    insert into student (agency_id, number, last_name, first_name, email, phone, birth_date, fictitious)
    values (${agencyId}, ${student.number}, ${student.lastName}, ${student.firstName}, ${student.email}, ${student.phone}, ${student.birthDate}, ${student.fictitious})
    on conflict (agency_id, lower(number)) do nothing returning id`;
  return row?.id;
}

/** Removes a student on whom nothing stands; false when something does. */
export async function deleteStudent(tx: Tx, agencyId: Id, id: Id): Promise<boolean> {
  const gone = await tx`
    delete from student s where s.agency_id = ${agencyId} and s.id = ${id}
      and not exists (select from enrolment e where e.agency_id = s.agency_id and e.student_id = s.id)
      and not exists (select from assignment a where a.agency_id = s.agency_id and a.student_id = s.id)
      and not exists (select from student_import_row i where i.agency_id = s.agency_id and i.student_id = s.id)`;
  return gone.count === 1;
}

/** The highest number given to a fictitious student, so that the next is free. */
export async function lastFictitious(tx: Tx, agencyId: Id): Promise<number> {
  const [row] = await tx<{ last: number }[]>`
    select coalesce(max(substring(number from '^FICTIF-(\\d{1,9})$')::int), 0) as last from student where agency_id = ${agencyId} and number like 'FICTIF-%'`;
  return row?.last ?? 0;
}

export interface StudentEnrolment {
  id: Id;
  cohortCourseId: Id;
  cohortId: Id;
  cohort: string;
  course: string;
  term: string;
  startsOn: Day;
  endsOn: Day;
  state: EnrolmentState;
  copiedTo: "group" | "individual" | null;
  preferences: string[];
}

/** Where a student is or was enrolled, newest first; only courses the viewer reaches. */
export async function listEnrolmentsOfStudent(sql: Query, viewer: Actor, studentId: Id): Promise<StudentEnrolment[]> {
  return sql<StudentEnrolment[]>`
    select e.id, e.cohort_course_id, c.id as cohort_id, c.name as cohort, co.number || ' ' || co.name as course, t.name as term, cc.starts_on, cc.ends_on, e.state, e.copied_to,
      coalesce((select array_agg(p.path order by p.rank) from preference p where p.agency_id = e.agency_id and p.enrolment_id = e.id), '{}') as preferences
    from enrolment e
    join cohort_course cc on cc.agency_id = e.agency_id and cc.id = e.cohort_course_id
    join cohort c on c.agency_id = e.agency_id and c.id = cc.cohort_id
    join course co on co.agency_id = e.agency_id and co.id = cc.course_id
    join term t on t.agency_id = e.agency_id and t.id = cc.term_id
    where e.agency_id = ${viewer.agencyId} and e.student_id = ${studentId} and ${reachesCourse(sql, viewer, { programmeId: "c.programme_id", cohortCourseId: "cc.id" })}
    order by cc.starts_on desc, co.number`;
}

export interface ImportOfStudent {
  importId: Id;
  fileName: string;
  madeAt: string;
  rowNumber: number;
  added: boolean;
  undone: boolean;
}

/** The lists a student came from or was changed by. */
export async function listImportsOfStudent(sql: Query, viewer: Actor, studentId: Id): Promise<ImportOfStudent[]> {
  return sql<ImportOfStudent[]>`
    select i.id as import_id, i.file_name, i.made_at, r.row_number, r.added, i.undone_at is not null as undone
    from student_import_row r join student_import i on i.agency_id = r.agency_id and i.id = r.import_id
    where r.agency_id = ${viewer.agencyId} and r.student_id = ${studentId} order by i.made_at desc`;
}

/** Who last changed a student and when, for the sentence of a stale screen. */
export async function findLastChange(sql: Query, agencyId: Id, studentId: Id): Promise<{ by: string; at: string }> {
  const [row] = await sql<{ by: string; at: string }[]>`
    select e.actor_name as by, e.at from event e where e.about = ${studentId} and e.agency_ids @> array[${agencyId}::uuid] order by e.seq desc limit 1`;
  return row ?? { by: "", at: new Date().toISOString() };
}

/**
 * Students of a school who could be meant by a list: by number, address, or name and birth date (folded as `nom, prénom`).
 * Joined and not `= any(…)`: a generic plan searches an array from one end to the other, for each student.
 */
export async function listRegisterFor(
  sql: Query,
  agencyId: Id,
  of: { numbers: string[]; emails: string[]; names: string[]; lock?: boolean },
): Promise<(Student & { changedAt: string })[]> {
  return sql<(Student & { changedAt: string })[]>`
    select ${columns(sql)}, s.changed_at from student s
    where s.agency_id = ${agencyId} and s.id in (
      select a.id from unnest(${of.numbers}::text[]) k join student a on a.agency_id = ${agencyId} and lower(a.number) = k
      union select a.id from unnest(${of.emails}::text[]) k join student a on a.agency_id = ${agencyId} and a.email = k
      union select a.id from unnest(${of.names}::text[]) k join student a on a.agency_id = ${agencyId} and a.sort_name = k and a.birth_date is not null)
    order by s.id ${of.lock ? sql`for update of s` : sql``}`;
}
