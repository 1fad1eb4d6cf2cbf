import type { Actor } from "#domain/access.ts";
import type { Day } from "#domain/dates.ts";
import type { CopyTarget, EnrolmentState } from "#domain/enrolment.ts";
import type { Id } from "#domain/id.ts";
import type { Preference, PreferenceUse } from "#domain/preference.ts";
import type { Student } from "#domain/student.ts";
import { preferencesOf } from "./preference.ts";
import { reachesCourse } from "./reach.ts";
import type { Query, Tx } from "./sql.ts";

/** A cohort-course as its enrolment screen names it. */
export interface CourseHead {
  id: Id;
  cohortId: Id;
  cohort: string;
  cohortShort: string;
  structured: boolean;
  programmeId: Id;
  programme: string;
  course: string;
  courseNumber: string;
  sheetKind: CopyTarget;
  preferenceUse: PreferenceUse;
  term: string;
  startsOn: Day;
  endsOn: Day;
}

/** A cohort-course the viewer reaches; undefined otherwise, missing or not hers alike. */
export async function findCourseHead(sql: Query, viewer: Actor, cohortCourseId: Id): Promise<CourseHead | undefined> {
  const [row] = await sql<CourseHead[]>`
    select cc.id, c.id as cohort_id, c.name as cohort, c.short_name as cohort_short, c.structured, p.id as programme_id, p.name as programme,
      co.name as course, co.number as course_number, co.sheet_kind, cc.preference_use, t.name as term, cc.starts_on, cc.ends_on
    from cohort_course cc
    join cohort c on c.agency_id = cc.agency_id and c.id = cc.cohort_id
    join programme p on p.agency_id = c.agency_id and p.id = c.programme_id
    join course co on co.agency_id = cc.agency_id and co.id = cc.course_id
    join term t on t.agency_id = cc.agency_id and t.id = cc.term_id
    where cc.agency_id = ${viewer.agencyId} and cc.id = ${cohortCourseId}
      and ${reachesCourse(sql, viewer, { programmeId: "c.programme_id", cohortCourseId: "cc.id" })}`;
  return row;
}

export interface EnrolledStudent extends Pick<Student, "number" | "lastName" | "firstName" | "email" | "fictitious"> {
  id: Id;
  studentId: Id;
  sortName: string;
  state: EnrolmentState;
  copiedTo: CopyTarget | null;
  preferences: Preference[];
  /** Changes with the preferences; who changed them last, by name, and when. */
  preferencesVersion: number;
  preferencesBy: string | null;
  preferencesAt: string | null;
  /** On a place of this course that still stands. */
  assigned: boolean;
}

/** On a place of this course that still stands; for queries whose enrolment is `e`. */
export const assignedHere = (
  sql: Query,
) => sql`exists (select from assignment a join request r on r.agency_id = a.agency_id and r.id = a.request_id
  where a.agency_id = e.agency_id and a.student_id = e.student_id and r.cohort_course_id = e.cohort_course_id and r.status not in ('declined', 'cancelled'))`;

/** The same for a list of one course: who is on a place of it is found once, by the course's requests. */
export const assignedIn = (sql: Query, of: { agencyId: Id; cohortCourseId: Id }) => sql`e.student_id in (
  select a.student_id from request r join assignment a on a.agency_id = r.agency_id and a.request_id = r.id
  where r.agency_id = ${of.agencyId} and r.cohort_course_id = ${of.cohortCourseId} and r.status not in ('declined', 'cancelled'))`;

/** Who is or was enrolled in a course, in the order of names, a page at a time. The caller has found the course for the viewer. */
export async function listEnrolled(
  sql: Query,
  viewer: Actor,
  of: { cohortCourseId: Id; words: string[]; state: EnrolmentState | "all"; after: { sortName: string; id: Id } | null; most: number },
): Promise<EnrolledStudent[]> {
  return sql<EnrolledStudent[]>`
    select e.id, e.student_id, s.number, s.last_name, s.first_name, s.email, s.fictitious, s.sort_name, e.state, e.copied_to, ${assignedIn(sql, { ...viewer, ...of })} as assigned,
      ${preferencesOf(sql)} as preferences, e.preferences_version, e.preferences_at,
      (select concat_ws(' ', b.first_name, b.last_name) from person b where b.agency_id = e.agency_id and b.id = e.preferences_by) as preferences_by
    from enrolment e join student s on s.agency_id = e.agency_id and s.id = e.student_id
    where e.agency_id = ${viewer.agencyId} and e.cohort_course_id = ${of.cohortCourseId} and (${of.state === "all"} or e.state = ${of.state})
      and not exists (select from unnest(${of.words}::text[]) w where position(w in s.search) = 0)
      and (${of.after === null} or (s.sort_name, s.id) > (${of.after?.sortName ?? ""}, ${of.after?.id ?? null}::uuid))
    order by s.sort_name, s.id limit ${of.most}`;
}

export interface EnrolmentCounts {
  enrolled: number;
  waived: number;
  withdrawn: number;
  group: number;
  individual: number;
}

export async function countEnrolments(sql: Query, viewer: Actor, cohortCourseId: Id): Promise<EnrolmentCounts> {
  const [row] = await sql<EnrolmentCounts[]>`
    select count(*) filter (where state = 'enrolled')::int as enrolled, count(*) filter (where state = 'waived')::int as waived,
      count(*) filter (where state = 'withdrawn')::int as withdrawn,
      count(*) filter (where state = 'enrolled' and copied_to = 'group')::int as "group",
      count(*) filter (where state = 'enrolled' and copied_to = 'individual')::int as individual
    from enrolment where agency_id = ${viewer.agencyId} and cohort_course_id = ${cohortCourseId}`;
  return row ?? { enrolled: 0, waived: 0, withdrawn: 0, group: 0, individual: 0 };
}

/** The worksheets of a course that exist. */
export async function listSheetsOf(sql: Query, viewer: Actor, cohortCourseId: Id): Promise<{ id: Id; kind: CopyTarget }[]> {
  return sql<
    { id: Id; kind: CopyTarget }[]
  >`select id, kind from worksheet where agency_id = ${viewer.agencyId} and cohort_course_id = ${cohortCourseId} and deleted_at is null order by kind`;
}

/**
 * The courses that enrolling in one reaches: itself, and in a structured cohort every other course of the cohort that is
 * not over (F-073). A course that has ended is history and is not written into.
 */
export async function listCoursesTogether(sql: Query, of: { agencyId: Id; cohortCourseId: Id; today: Day }): Promise<Id[]> {
  const rows = await sql<{ id: Id }[]>`
    select other.id from cohort_course cc
    join cohort c on c.agency_id = cc.agency_id and c.id = cc.cohort_id
    join cohort_course other on other.agency_id = cc.agency_id and other.cohort_id = cc.cohort_id
    where cc.agency_id = ${of.agencyId} and cc.id = ${of.cohortCourseId} and (other.id = cc.id or (c.structured and other.ends_on >= ${of.today}))
    order by (other.id = cc.id) desc, other.starts_on, other.id`;
  return rows.map(({ id }) => id);
}

/** Students of the list that are this school's; the others are nobody's. */
export async function listOwnStudents(sql: Query, agencyId: Id, studentIds: Id[]): Promise<Id[]> {
  const rows = await sql<{ id: Id }[]>`select id from student where agency_id = ${agencyId} and id = any(${studentIds}::uuid[])`;
  return rows.map(({ id }) => id);
}

/** Enrols students in courses; who is there already, in whatever state, stays as she is. Returns what was made. */
export async function insertEnrolments(
  tx: Tx,
  of: { agencyId: Id; cohortCourseIds: Id[]; studentIds: Id[] },
): Promise<{ id: Id; cohortCourseId: Id; studentId: Id }[]> {
  return tx<{ id: Id; cohortCourseId: Id; studentId: Id }[]>`
    insert into enrolment (agency_id, cohort_course_id, student_id)
    select ${of.agencyId}, cc, st from unnest(${of.cohortCourseIds}::uuid[]) cc cross join unnest(${of.studentIds}::uuid[]) st
    on conflict on constraint one_enrolment_per_student do nothing
    returning id, cohort_course_id, student_id`;
}

/** Enrolments of students in a course, held until the transaction ends. */
export async function lockEnrolments(
  tx: Tx,
  of: { agencyId: Id; cohortCourseId: Id; studentIds: Id[] },
): Promise<{ id: Id; studentId: Id; state: EnrolmentState; assigned: boolean }[]> {
  return tx<{ id: Id; studentId: Id; state: EnrolmentState; assigned: boolean }[]>`
    select e.id, e.student_id, e.state, ${assignedHere(tx)} as assigned from enrolment e
    where e.agency_id = ${of.agencyId} and e.cohort_course_id = ${of.cohortCourseId} and e.student_id = any(${of.studentIds}::uuid[])
    order by e.id for update`;
}

/** Enrolments by their ids, held until the transaction ends. */
export async function lockEnrolmentsById(tx: Tx, of: { agencyId: Id; ids: Id[] }): Promise<{ id: Id; assigned: boolean }[]> {
  return tx<{ id: Id; assigned: boolean }[]>`
    select e.id, ${assignedHere(tx)} as assigned from enrolment e
    where e.agency_id = ${of.agencyId} and e.id = any(${of.ids}::uuid[]) order by e.id for update`;
}

/** Enrolments of students in every course of the cohort of a course, held until the transaction ends. */
export async function lockEnrolmentsInCohort(
  tx: Tx,
  of: { agencyId: Id; cohortCourseId: Id; studentIds: Id[] },
): Promise<{ id: Id; studentId: Id; cohortCourseId: Id; state: EnrolmentState; assigned: boolean }[]> {
  return tx<{ id: Id; studentId: Id; cohortCourseId: Id; state: EnrolmentState; assigned: boolean }[]>`
    select e.id, e.student_id, e.cohort_course_id, e.state, ${assignedHere(tx)} as assigned
    from enrolment e
    join cohort_course cc on cc.agency_id = e.agency_id and cc.id = e.cohort_course_id
    where e.agency_id = ${of.agencyId} and e.student_id = any(${of.studentIds}::uuid[])
      and cc.cohort_id = (select one.cohort_id from cohort_course one where one.agency_id = ${of.agencyId} and one.id = ${of.cohortCourseId})
    order by e.id for update of e`;
}

/** Puts enrolments in a state; the mark of the worksheet stays for who comes back, and counts for nobody else. */
export async function setEnrolmentState(tx: Tx, of: { agencyId: Id; ids: Id[]; state: EnrolmentState }): Promise<void> {
  await tx`
    update enrolment set state = ${of.state}, changed_at = clock_timestamp()
    where agency_id = ${of.agencyId} and id = any(${of.ids}::uuid[])`;
}

/** Takes enrolments back that nobody has built on: not copied, without preferences, not assigned. Returns those that went. */
export async function deleteEnrolments(tx: Tx, of: { agencyId: Id; ids: Id[] }): Promise<Id[]> {
  const gone = await tx<{ id: Id }[]>`
    delete from enrolment e where e.agency_id = ${of.agencyId} and e.id = any(${of.ids}::uuid[])
      and e.state = 'enrolled' and e.copied_to is null and not ${assignedHere(tx)}
      and not exists (select from preference p where p.agency_id = e.agency_id and p.enrolment_id = e.id)
    returning e.id`;
  return gone.map(({ id }) => id);
}

/** Which courses a set of enrolments belongs to, for the viewer's reach and for the events. */
export async function listCoursesOfEnrolments(sql: Query, viewer: Actor, ids: Id[]): Promise<{ id: Id; cohortCourseId: Id }[]> {
  return sql<{ id: Id; cohortCourseId: Id }[]>`
    select e.id, e.cohort_course_id from enrolment e
    join cohort_course cc on cc.agency_id = e.agency_id and cc.id = e.cohort_course_id
    join cohort c on c.agency_id = cc.agency_id and c.id = cc.cohort_id
    where e.agency_id = ${viewer.agencyId} and e.id = any(${ids}::uuid[])
      and ${reachesCourse(sql, viewer, { programmeId: "c.programme_id", cohortCourseId: "cc.id" })}`;
}

/** Students of the register for the « search and enrol » box, with how they stand in the course (F-064). */
export async function findToEnrol(
  sql: Query,
  viewer: Actor,
  of: { cohortCourseId: Id; words: string[]; most: number },
): Promise<(Pick<Student, "id" | "number" | "lastName" | "firstName" | "fictitious"> & { state: EnrolmentState | null })[]> {
  return sql<(Pick<Student, "id" | "number" | "lastName" | "firstName" | "fictitious"> & { state: EnrolmentState | null })[]>`
    select s.id, s.number, s.last_name, s.first_name, s.fictitious, e.state
    from student s left join enrolment e on e.agency_id = s.agency_id and e.student_id = s.id and e.cohort_course_id = ${of.cohortCourseId}
    where s.agency_id = ${viewer.agencyId} and not exists (select from unnest(${of.words}::text[]) w where position(w in s.search) = 0)
    order by (e.state is not null), s.sort_name, s.id limit ${of.most}`;
}
