import type { Actor } from "#domain/access.ts";
import type { Agreement } from "#domain/agreement.ts";
import type { Id } from "#domain/id.ts";
import type { Query, Tx } from "./sql.ts";

/** An agreement as its two sides see it. */
export interface AgreementRecord extends Agreement {
  schoolId: Id;
  school: string;
  receiving: string;
  /** Names of the programmes covered, in order. */
  programmeNames: string[];
}

/** Those the viewer's organisation is a side of: the tenant of every question here. */
const mine = (sql: Query, viewer: Actor) => sql`(g.school_id = ${viewer.agencyId} or g.receiving_id = ${viewer.agencyId})`;

const select = (sql: Query) => sql`
  select g.id, g.school_id, s.name as school, g.receiving_id, r.name as receiving, g.title, g.status, g.everything, g.disciplines,
    g.starts_on, g.ends_on,
    array(select ap.programme_id from agreement_programme ap where ap.school_id = g.school_id and ap.agreement_id = g.id order by 1) as programmes,
    array(select p.name from agreement_programme ap join programme p on p.agency_id = ap.school_id and p.id = ap.programme_id
      where ap.school_id = g.school_id and ap.agreement_id = g.id order by lower(p.name)) as programme_names
  from agreement g join agency s on s.id = g.school_id join agency r on r.id = g.receiving_id`;

/** The viewer's agreements; with one organisation when it is given. Those that end last come first. */
export async function listAgreements(sql: Query, viewer: Actor, withId: Id | null = null): Promise<AgreementRecord[]> {
  return sql<AgreementRecord[]>`
    ${select(sql)} where ${mine(sql, viewer)} and (${withId}::uuid is null or g.school_id = ${withId}::uuid or g.receiving_id = ${withId}::uuid)
    order by g.ends_on desc nulls first, lower(g.title), g.id limit 500`;
}

/** What a school's rows are checked against: its own agreements. */
export async function listOwnAgreements(sql: Query, viewer: Actor): Promise<Agreement[]> {
  return sql<Agreement[]>`
    select g.id, g.receiving_id, g.title, g.status, g.everything, g.disciplines, g.starts_on, g.ends_on,
      array(select ap.programme_id from agreement_programme ap where ap.school_id = g.school_id and ap.agreement_id = g.id) as programmes
    from agreement g where g.school_id = ${viewer.agencyId}`;
}

export async function findAgreement(sql: Query, viewer: Actor, id: Id): Promise<AgreementRecord | undefined> {
  const [row] = await sql<AgreementRecord[]>`${select(sql)} where g.id = ${id} and ${mine(sql, viewer)} for update of g`;
  return row;
}

/** The other side an agreement can be made with: organisations that receive, for a school; schools, for who receives. */
export async function findSide(sql: Query, id: Id): Promise<{ id: Id; name: string; kind: "placing" | "receiving" | "both" } | undefined> {
  const [row] = await sql<
    { id: Id; name: string; kind: "placing" | "receiving" | "both" }[]
  >`select id, name, kind from agency where id = ${id}`;
  return row;
}

/** Schools by name, for an organisation that begins an agreement with one. */
export const listSchools = (sql: Query): Promise<{ id: Id; name: string }[]> =>
  sql<{ id: Id; name: string }[]>`select id, name from agency where kind in ('placing', 'both') order by lower(name)`;

/** What an agreement can cover: a school's programmes that are taught, with their disciplines. */
export const listCovered = (sql: Query, schoolId: Id): Promise<{ id: Id; name: string; discipline: string }[]> =>
  sql<{ id: Id; name: string; discipline: string }[]>`
    select id, name, discipline from programme where agency_id = ${schoolId} and status <> 'retired' order by lower(name)`;

export type AgreementFields = Omit<Agreement, "id">;

export async function insertAgreement(tx: Tx, schoolId: Id, of: AgreementFields): Promise<Id> {
  const [row] = await tx<{ id: Id }[]>`
    insert into agreement (school_id, receiving_id, title, status, everything, disciplines, starts_on, ends_on)
    values (${schoolId}, ${of.receivingId}, ${of.title}, ${of.status}, ${of.everything}, ${of.disciplines}, ${of.startsOn}, ${of.endsOn}) returning id`;
  if (!row) throw new Error("an insert returned nothing");
  await coverProgrammes(tx, { schoolId, id: row.id, programmes: of.programmes });
  return row.id;
}

export async function saveAgreement(tx: Tx, key: { schoolId: Id; id: Id }, of: AgreementFields): Promise<void> {
  await tx`
    update agreement set title = ${of.title}, status = ${of.status}, everything = ${of.everything}, disciplines = ${of.disciplines},
      starts_on = ${of.startsOn}, ends_on = ${of.endsOn}, changed_at = now()
    where school_id = ${key.schoolId} and id = ${key.id}`;
  await tx`delete from agreement_programme where school_id = ${key.schoolId} and agreement_id = ${key.id}`;
  await coverProgrammes(tx, { ...key, programmes: of.programmes });
}

/** Programmes of that school only: what is not one of them is left out. */
async function coverProgrammes(tx: Tx, of: { schoolId: Id; id: Id; programmes: Id[] }): Promise<void> {
  await tx`
    insert into agreement_programme (school_id, agreement_id, programme_id)
    select ${of.schoolId}, ${of.id}, p.id from programme p where p.agency_id = ${of.schoolId} and p.id = any(${of.programmes}::uuid[])`;
}

export async function deleteAgreement(tx: Tx, key: { schoolId: Id; id: Id }): Promise<void> {
  await tx`delete from agreement where school_id = ${key.schoolId} and id = ${key.id}`;
}

/** What the check of rows needs to know of cohort-courses: their programme, and the hours of the course. */
export async function listCheckedCourses(
  sql: Query,
  viewer: Actor,
  cohortCourseIds: Id[],
): Promise<{ cohortCourseId: Id; hours: number | null; programme: { id: Id; name: string; discipline: string } }[]> {
  return sql<{ cohortCourseId: Id; hours: number | null; programme: { id: Id; name: string; discipline: string } }[]>`
    select cc.id as cohort_course_id, co.hours::float8 as hours,
      jsonb_build_object('id', p.id, 'name', p.name, 'discipline', p.discipline) as programme
    from cohort_course cc
    join cohort c on c.agency_id = cc.agency_id and c.id = cc.cohort_id
    join programme p on p.agency_id = c.agency_id and p.id = c.programme_id
    join course co on co.agency_id = cc.agency_id and co.id = cc.course_id
    where cc.agency_id = ${viewer.agencyId} and cc.id = any(${cohortCourseIds}::uuid[])`;
}
