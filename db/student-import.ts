import type { Actor } from "#domain/access.ts";
import type { EnrolmentState } from "#domain/enrolment.ts";
import type { Id } from "#domain/id.ts";
import type { RowDecisions } from "#domain/roster.ts";
import type { Mapping } from "#domain/roster-columns.ts";
import type { Student, StudentFacts, StudentField } from "#domain/student.ts";
import type { Query, Tx } from "./sql.ts";

/** What is kept of a table beside its rows: everything of server/table-file.ts but `rows`. */
export type TableFacts = Record<string, unknown>;
export type PendingStatus = "reviewing" | "committing" | "done";

export interface PendingImport {
  id: Id;
  cohortCourseId: Id | null;
  fileName: string;
  madeAt: string;
  facts: TableFacts;
  rows: [number, string[]][];
  mapping: Mapping;
  decisions: RowDecisions;
  take: (StudentField | "preferences")[];
  status: PendingStatus;
  progress: number;
  importId: Id | null;
  hasFile: boolean;
}

/** How long a list under review and the undo of an import last. */
const aDay = "1 day";
/** A commit that has not moved for this long belongs to a process that died; it can be started again. */
const deadAfter = "1 minute";

/** Forgets lists older than a day and what imports replaced, once it cannot be taken back: people's data is not kept for nothing. */
export async function purgeImports(sql: Query): Promise<void> {
  await sql`delete from pending_import where made_at < now() - ${aDay}::interval`;
  await sql`update student_import_row r set before = '{}', after = '{}' from student_import i
    where i.agency_id = r.agency_id and i.id = r.import_id and i.made_at < now() - ${aDay}::interval and r.before || r.after <> '{}'`;
}

export async function insertPending(
  sql: Query,
  viewer: Actor,
  of: {
    cohortCourseId: Id | null;
    fileName: string;
    file: Uint8Array | null;
    facts: TableFacts;
    rows: [number, string[]][];
    mapping: Mapping;
  },
): Promise<Id> {
  const [row] = await sql<{ id: Id }[]>`
    insert into pending_import (agency_id, cohort_course_id, made_by, file_name, file, facts, rows, mapping)
    values (${viewer.agencyId}, ${of.cohortCourseId}, ${viewer.personId}, ${of.fileName}, ${of.file === null ? null : Buffer.from(of.file)}, ${sql.json(of.facts as never)}, ${sql.json(of.rows as never)}, ${sql.json(of.mapping as never)})
    returning id`;
  if (!row) throw new Error("an inserted row is returned");
  return row.id;
}

const mine = (sql: Query, viewer: Actor) =>
  sql`p.agency_id = ${viewer.agencyId} and p.made_by = ${viewer.personId} and p.made_at > now() - ${aDay}::interval`;

/** A list under review: only for who uploaded it, for a day. */
export async function findPending(sql: Query, viewer: Actor, id: Id): Promise<PendingImport | undefined> {
  const [row] = await sql<PendingImport[]>`
    select p.id, p.cohort_course_id, p.file_name, p.made_at, p.facts, p.rows, p.mapping, p.decisions, p.take, p.status, p.progress, p.import_id, p.file is not null as has_file
    from pending_import p where ${mine(sql, viewer)} and p.id = ${id}`;
  return row;
}

export async function findPendingFile(sql: Query, viewer: Actor, id: Id): Promise<Uint8Array | undefined> {
  const [row] = await sql<
    { file: Uint8Array | null }[]
  >`select p.file from pending_import p where ${mine(sql, viewer)} and p.id = ${id} and p.status = 'reviewing'`;
  return row?.file ?? undefined;
}

export interface PendingInBrief {
  id: Id;
  cohortCourseId: Id | null;
  fileName: string;
  madeAt: string;
  status: PendingStatus;
  progress: number;
  rowCount: number;
}

/** The lists one left under review, newest first. */
export async function listPending(sql: Query, viewer: Actor): Promise<PendingInBrief[]> {
  return sql<PendingInBrief[]>`
    select p.id, p.cohort_course_id, p.file_name, p.made_at, p.status, p.progress, jsonb_array_length(p.rows) as row_count
    from pending_import p where ${mine(sql, viewer)} and p.status <> 'done' order by p.made_at desc limit 20`;
}

export async function findProgress(
  sql: Query,
  viewer: Actor,
  id: Id,
): Promise<{ status: PendingStatus; progress: number; importId: Id | null } | undefined> {
  const [row] = await sql<{ status: PendingStatus; progress: number; importId: Id | null }[]>`
    select case when p.status = 'committing' and p.progress_at < now() - ${deadAfter}::interval then 'reviewing' else p.status end as status, p.progress, p.import_id
    from pending_import p where ${mine(sql, viewer)} and p.id = ${id}`;
  return row;
}

/** Another mapping or sheet: decisions about rows are about other values then, and start again. */
export async function savePendingTable(
  sql: Query,
  viewer: Actor,
  of: { id: Id; mapping: Mapping; table?: { facts: TableFacts; rows: [number, string[]][] } },
): Promise<boolean> {
  const { table } = of;
  const saved = await sql`
    update pending_import p set mapping = ${sql.json(of.mapping as never)}, decisions = '{}', take = '{}'
      ${table ? sql`, facts = ${sql.json(table.facts as never)}, rows = ${sql.json(table.rows as never)}` : sql``}
    where ${mine(sql, viewer)} and p.id = ${of.id} and p.status = 'reviewing'`;
  return saved.count === 1;
}

/** Adds to what was decided about rows; a row's decision replaces the one it had, null takes it back. */
export async function saveDecisions(
  sql: Query,
  viewer: Actor,
  of: { id: Id; decisions: Record<string, RowDecisions[string] | null> },
): Promise<boolean> {
  const saved = await sql`
    update pending_import p set decisions = jsonb_strip_nulls(p.decisions || ${sql.json(of.decisions as never)})
    where ${mine(sql, viewer)} and p.id = ${of.id} and p.status = 'reviewing'`;
  return saved.count === 1;
}

export async function saveTake(sql: Query, viewer: Actor, of: { id: Id; take: string[] }): Promise<boolean> {
  const saved =
    await sql`update pending_import p set take = ${of.take} where ${mine(sql, viewer)} and p.id = ${of.id} and p.status = 'reviewing'`;
  return saved.count === 1;
}

/** Takes the list for committing; false when somebody (another tab) is at it or has done it. */
export async function startCommit(sql: Query, viewer: Actor, id: Id): Promise<boolean> {
  const taken = await sql`
    update pending_import p set status = 'committing', progress = 0, progress_at = now() where ${mine(sql, viewer)} and p.id = ${id}
      and (p.status = 'reviewing' or (p.status = 'committing' and p.progress_at < now() - ${deadAfter}::interval))`;
  return taken.count === 1;
}

/** How far a commit is, told outside its transaction so that another page can look. */
export async function saveProgress(sql: Query, viewer: Actor, of: { id: Id; progress: number }): Promise<void> {
  await sql`update pending_import p set progress = ${of.progress}, progress_at = now() where ${mine(sql, viewer)} and p.id = ${of.id} and p.status = 'committing'`;
}

export async function stopCommit(sql: Query, viewer: Actor, id: Id): Promise<void> {
  await sql`update pending_import p set status = 'reviewing', progress = 0 where ${mine(sql, viewer)} and p.id = ${id} and p.status = 'committing'`;
}

/** Inside the commit's transaction: the list is done when the register is. */
export async function finishPending(tx: Tx, viewer: Actor, of: { id: Id; importId: Id }): Promise<void> {
  await tx`update pending_import p set status = 'done', progress = 100, import_id = ${of.importId}, file = null where ${mine(tx, viewer)} and p.id = ${of.id}`;
}

export async function deletePending(sql: Query, viewer: Actor, id: Id): Promise<boolean> {
  const gone = await sql`delete from pending_import p where ${mine(sql, viewer)} and p.id = ${id} and p.status <> 'committing'`;
  return gone.count === 1;
}

export async function findMapping(sql: Query, agencyId: Id, headerHash: string): Promise<Mapping | undefined> {
  const [row] = await sql<
    { mapping: Mapping }[]
  >`select mapping from import_mapping where agency_id = ${agencyId} and header_hash = ${headerHash}`;
  return row?.mapping;
}

export async function saveMapping(sql: Query, agencyId: Id, of: { headerHash: string; mapping: Mapping }): Promise<void> {
  await sql`insert into import_mapping (agency_id, header_hash, mapping) values (${agencyId}, ${of.headerHash}, ${sql.json(of.mapping as never)})
    on conflict (agency_id, header_hash) do update set mapping = excluded.mapping`;
}

/** How students of the register stand in a course. */
export async function listStandings(sql: Query, of: { agencyId: Id; cohortCourseId: Id; studentIds: Id[] }) {
  return sql<{ id: Id; studentId: Id; state: EnrolmentState; preferences: string[]; changedAt: string }[]>`
    select e.id, e.student_id, e.state, e.changed_at,
      coalesce((select array_agg(p.path order by p.rank) from preference p where p.agency_id = e.agency_id and p.enrolment_id = e.id), '{}') as preferences
    from unnest(${of.studentIds}::uuid[]) k join enrolment e on e.agency_id = ${of.agencyId} and e.cohort_course_id = ${of.cohortCourseId} and e.student_id = k`;
}

/** Adds students in one statement; returns who got which number. A number taken meanwhile breaks one_student_per_number. */
export async function insertStudents(tx: Tx, agencyId: Id, students: StudentFacts[]): Promise<{ id: Id; number: string }[]> {
  return tx<{ id: Id; number: string }[]>`
    insert into student (agency_id, number, last_name, first_name, email, phone, birth_date)
    select ${agencyId}, s.number, s."lastName", s."firstName", s.email, s.phone, s."birthDate"
    from jsonb_to_recordset(${tx.json(students as never)}) as s (number text, "lastName" text, "firstName" text, email text, phone text, "birthDate" date)
    returning id, number`;
}

/** Writes fields of students in one statement; a field that is not given stays as it is, a null empties it. */
export async function patchStudents(tx: Tx, agencyId: Id, patches: { id: Id; fields: Partial<Student> }[]): Promise<void> {
  if (patches.length === 0) return;
  await tx`
    update student s set
      number = case when p.fields ? 'number' then p.fields ->> 'number' else s.number end,
      last_name = case when p.fields ? 'lastName' then p.fields ->> 'lastName' else s.last_name end,
      first_name = case when p.fields ? 'firstName' then coalesce(p.fields ->> 'firstName', '') else s.first_name end,
      email = case when p.fields ? 'email' then p.fields ->> 'email' else s.email end,
      phone = case when p.fields ? 'phone' then p.fields ->> 'phone' else s.phone end,
      birth_date = case when p.fields ? 'birthDate' then (p.fields ->> 'birthDate')::date else s.birth_date end,
      fictitious = case when p.fields ? 'fictitious' then (p.fields ->> 'fictitious')::boolean else s.fictitious end,
      changed_at = clock_timestamp()
    from jsonb_to_recordset(${tx.json(patches as never)}) as p (id uuid, fields jsonb)
    where s.agency_id = ${agencyId} and s.id = p.id`;
}

/** From so many rows on, tables are measured again before anything else is done with them. */
const many = 500;

/**
 * A school's first large list makes tables grow a hundredfold inside one transaction, while the plans of foreign keys and
 * of prepared statements were made for tables of one page, which are read from end to end: each of 5,000 checks then
 * reads 5,000 rows. Measuring the tables makes every session plan anew.
 */
export async function measureAfter(
  tx: Tx,
  of: { rows: number; tables: ("student" | "enrolment" | "preference" | "student_import_row" | "student_import_enrolment")[] },
): Promise<void> {
  if (of.rows < many) return;
  for (const table of of.tables) await tx`analyze ${tx(table)}`;
}

export async function insertImport(
  tx: Tx,
  viewer: Actor,
  of: { cohortCourseId: Id | null; fileName: string; added: number; changed: number; enrolled: number },
): Promise<Id> {
  const [row] = await tx<{ id: Id }[]>`
    insert into student_import (agency_id, cohort_course_id, file_name, made_by, added, changed, enrolled)
    values (${viewer.agencyId}, ${of.cohortCourseId}, ${of.fileName}, ${viewer.personId}, ${of.added}, ${of.changed}, ${of.enrolled}) returning id`;
  if (!row) throw new Error("an inserted row is returned");
  return row.id;
}

export interface ImportRow {
  studentId: Id;
  rowNumber: number;
  added: boolean;
  before: Partial<StudentFacts>;
  after: Partial<StudentFacts>;
}
export interface ImportEnrolment {
  enrolmentId: Id;
  stateBefore: EnrolmentState | null;
  preferencesBefore: string[] | null;
}

export async function insertImportRows(
  tx: Tx,
  of: { agencyId: Id; importId: Id; rows: ImportRow[]; enrolments: ImportEnrolment[] },
): Promise<void> {
  await tx`
    insert into student_import_row (agency_id, import_id, student_id, row_number, added, before, after)
    select ${of.agencyId}, ${of.importId}, r."studentId", r."rowNumber", r.added, r.before, r.after
    from jsonb_to_recordset(${tx.json(of.rows as never)}) as r ("studentId" uuid, "rowNumber" int, added boolean, before jsonb, after jsonb)`;
  await tx`
    insert into student_import_enrolment (agency_id, import_id, enrolment_id, state_before, preferences_before)
    select ${of.agencyId}, ${of.importId}, e."enrolmentId", e."stateBefore",
      case when jsonb_typeof(e."preferencesBefore") = 'array' then array(select jsonb_array_elements_text(e."preferencesBefore")) end
    from jsonb_to_recordset(${tx.json(of.enrolments as never)}) as e ("enrolmentId" uuid, "stateBefore" text, "preferencesBefore" jsonb)`;
}

export interface StudentImport {
  id: Id;
  cohortCourseId: Id | null;
  course: string | null;
  fileName: string;
  madeAt: string;
  by: string;
  undoneAt: string | null;
  added: number;
  changed: number;
  enrolled: number;
  /** Still within the day in which it can be taken back. */
  fresh: boolean;
}

const selectImports = (sql: Query, viewer: Actor) => sql`
  select i.id, i.cohort_course_id, c.short_name || ' · ' || co.number as course, i.file_name, i.made_at, trim(p.first_name || ' ' || p.last_name) as by,
    i.undone_at, i.added, i.changed, i.enrolled, i.made_at > now() - ${aDay}::interval as fresh
  from student_import i
  join person p on p.agency_id = i.agency_id and p.id = i.made_by
  left join cohort_course cc on cc.agency_id = i.agency_id and cc.id = i.cohort_course_id
  left join cohort c on c.agency_id = i.agency_id and c.id = cc.cohort_id
  left join course co on co.agency_id = i.agency_id and co.id = cc.course_id
  where i.agency_id = ${viewer.agencyId}`;

/** The newest imports of the school, of one course or of all. */
export async function listImports(sql: Query, viewer: Actor, of: { cohortCourseId: Id | null; most: number }): Promise<StudentImport[]> {
  return sql<StudentImport[]>`
    ${selectImports(sql, viewer)} and (${of.cohortCourseId}::uuid is null or i.cohort_course_id = ${of.cohortCourseId}) order by i.made_at desc limit ${of.most}`;
}

/** An import, held until the transaction ends. */
export async function lockImport(tx: Tx, viewer: Actor, id: Id): Promise<StudentImport | undefined> {
  const [row] = await tx<StudentImport[]>`${selectImports(tx, viewer)} and i.id = ${id} for update of i`;
  return row;
}

/**
 * Why an import can no longer be taken back: how many of the students it added, or of their enrolments, somebody has
 * built on (assigned, enrolled elsewhere, changed, copied to a sheet by a later list), or a course that has requests and would be empty.
 */
export async function countBuiltUpon(tx: Tx, of: { agencyId: Id; importId: Id }): Promise<number> {
  const [row] = await tx<{ count: number }[]>`
    with added as (
      select r.student_id, r.after from student_import_row r where r.agency_id = ${of.agencyId} and r.import_id = ${of.importId} and r.added
    ), made as (
      select ie.enrolment_id, ie.state_before, e.student_id, e.cohort_course_id from student_import_enrolment ie
      join enrolment e on e.agency_id = ie.agency_id and e.id = ie.enrolment_id
      where ie.agency_id = ${of.agencyId} and ie.import_id = ${of.importId}
    )
    select ((select count(*) from added where
        exists (select from assignment a where a.agency_id = ${of.agencyId} and a.student_id = added.student_id)
        or exists (select from enrolment e where e.agency_id = ${of.agencyId} and e.student_id = added.student_id and e.id not in (select enrolment_id from made))
        or exists (select from student s where s.agency_id = ${of.agencyId} and s.id = added.student_id and s.changed_at > s.created_at)
        or exists (select from student_import_row later where later.agency_id = ${of.agencyId} and later.student_id = added.student_id and later.import_id <> ${of.importId}))
      + (select count(*) from made where (state_before is null or state_before <> 'enrolled') and
        exists (select from assignment a join request r on r.agency_id = a.agency_id and r.id = a.request_id
          where a.agency_id = ${of.agencyId} and a.student_id = made.student_id and r.cohort_course_id = made.cohort_course_id))
      + (select count(*) from (select distinct cohort_course_id from made) m where
        exists (select from request r where r.agency_id = ${of.agencyId} and r.cohort_course_id = m.cohort_course_id and r.status not in ('declined', 'cancelled'))
        and not exists (select from enrolment e where e.agency_id = ${of.agencyId} and e.cohort_course_id = m.cohort_course_id and e.state = 'enrolled'
          and e.id not in (select enrolment_id from made where state_before is null or state_before <> 'enrolled'))))::int as count`;
  return row?.count ?? 0;
}

/** Takes an import back: enrolments and students it made go, fields it wrote return unless somebody has written them since. Returns the courses it had touched. */
export async function undoImport(tx: Tx, of: { agencyId: Id; importId: Id }): Promise<Id[]> {
  const { agencyId, importId } = of;
  const courses = await tx<{ id: Id }[]>`
    select distinct e.cohort_course_id as id from student_import_enrolment ie join enrolment e on e.agency_id = ie.agency_id and e.id = ie.enrolment_id
    where ie.agency_id = ${agencyId} and ie.import_id = ${importId}`;
  await tx`
    update enrolment e set state = ie.state_before, changed_at = clock_timestamp() from student_import_enrolment ie
    where ie.agency_id = ${agencyId} and ie.import_id = ${importId} and e.agency_id = ie.agency_id and e.id = ie.enrolment_id and ie.state_before is not null`;
  await tx`
    delete from preference p using student_import_enrolment ie
    where ie.agency_id = ${agencyId} and ie.import_id = ${importId} and ie.preferences_before is not null and p.agency_id = ie.agency_id and p.enrolment_id = ie.enrolment_id`;
  await tx`
    insert into preference (agency_id, enrolment_id, rank, path)
    select ie.agency_id, ie.enrolment_id, old.rank, old.path from student_import_enrolment ie
    cross join lateral unnest(ie.preferences_before) with ordinality as old (path, rank)
    where ie.agency_id = ${agencyId} and ie.import_id = ${importId} and ie.state_before is not null`;
  await tx`
    update enrolment e set preferences_version = e.preferences_version + 1, preferences_at = clock_timestamp() from student_import_enrolment ie
    where ie.agency_id = ${agencyId} and ie.import_id = ${importId} and ie.preferences_before is not null and e.agency_id = ie.agency_id and e.id = ie.enrolment_id`;
  await tx`
    delete from enrolment e using student_import_enrolment ie
    where ie.agency_id = ${agencyId} and ie.import_id = ${importId} and ie.state_before is null and e.agency_id = ie.agency_id and e.id = ie.enrolment_id`;
  const kept = (field: string, column: string) => tx`
    ${tx(column)} = case when r.before ? ${field}::text and coalesce(s.${tx(column)}::text, '') = coalesce(r.after ->> ${field}::text, '')
      then (r.before ->> ${field}::text)${column === "birth_date" ? tx`::date` : tx``} else s.${tx(column)} end`;
  await tx`
    update student s set ${kept("lastName", "last_name")}, ${kept("firstName", "first_name")}, ${kept("email", "email")}, ${kept("phone", "phone")},
      ${kept("birthDate", "birth_date")}, changed_at = clock_timestamp()
    from student_import_row r where r.agency_id = ${agencyId} and r.import_id = ${importId} and not r.added and r.before <> '{}' and s.agency_id = r.agency_id and s.id = r.student_id`;
  await tx`
    delete from student s using student_import_row r
    where r.agency_id = ${agencyId} and r.import_id = ${importId} and r.added and s.agency_id = r.agency_id and s.id = r.student_id`;
  await tx`update student_import set undone_at = now() where agency_id = ${agencyId} and id = ${importId}`;
  return courses.map(({ id }) => id);
}
