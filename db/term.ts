import type { Actor } from "#domain/access.ts";
import type { Reach } from "#domain/cohort.ts";
import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import type { TermDates } from "#domain/term.ts";
import type { Query, Tx } from "./sql.ts";

export interface Term extends TermDates {
  id: Id;
  /** Cohort-courses held in it, of any programme. */
  courses: number;
}

const columns = (sql: Query) => sql`
  t.id, t.name, t.short_name, t.starts_on, t.ends_on,
  (select count(*)::int from cohort_course c where c.agency_id = t.agency_id and c.term_id = t.id) as courses`;

/** Every term of the school, the latest first: they are shared by all programmes. */
export async function listTerms(sql: Query, viewer: Actor): Promise<Term[]> {
  return sql<
    Term[]
  >`select ${columns(sql)} from term t where t.agency_id = ${viewer.agencyId} order by t.starts_on desc, t.ends_on desc, t.id`;
}

/** The term as it is and will stay until the end of the transaction: `update` to change it, `share` to hold a course in it. */
export async function lockTerm(tx: Tx, viewer: Actor, of: { id: Id; for: "update" | "share" }): Promise<Term | undefined> {
  const lock = of.for === "update" ? tx`for update of t` : tx`for share of t`;
  const [row] = await tx<Term[]>`select ${columns(tx)} from term t where t.agency_id = ${viewer.agencyId} and t.id = ${of.id} ${lock}`;
  return row;
}

/** How far the courses held in a term reach. */
export async function reachOfTerm(tx: Tx, viewer: Actor, id: Id): Promise<Reach | undefined> {
  const [row] = await tx<{ startsOn: Day | null; endsOn: Day | null; count: number }[]>`
    select min(starts_on) as starts_on, max(ends_on) as ends_on, count(*)::int as count from cohort_course where agency_id = ${viewer.agencyId} and term_id = ${id}`;
  return row && row.startsOn !== null && row.endsOn !== null ? { startsOn: row.startsOn, endsOn: row.endsOn, count: row.count } : undefined;
}

export async function insertTerm(tx: Tx, viewer: Actor, of: TermDates): Promise<Id> {
  const [row] = await tx<{ id: Id }[]>`
    insert into term (agency_id, name, short_name, starts_on, ends_on) values (${viewer.agencyId}, ${of.name}, ${of.shortName}, ${of.startsOn}, ${of.endsOn}) returning id`;
  if (!row) throw new Error("an insert returned nothing");
  return row.id;
}

/** Adds those that are still missing when two people generate at once; answers the ones that this call added. */
export async function insertMissingTerms(tx: Tx, viewer: Actor, terms: TermDates[]): Promise<{ id: Id; name: string }[]> {
  return tx<{ id: Id; name: string }[]>`
    insert into term (agency_id, name, short_name, starts_on, ends_on)
    select ${viewer.agencyId}, t.name, t."shortName", t."startsOn", t."endsOn"
    from jsonb_to_recordset(${tx.json(terms as never)}) as t (name text, "shortName" text, "startsOn" date, "endsOn" date)
    on conflict do nothing returning id, name`;
}

export async function saveTerm(tx: Tx, viewer: Actor, of: TermDates & { id: Id }): Promise<void> {
  await tx`
    update term set name = ${of.name}, short_name = ${of.shortName}, starts_on = ${of.startsOn}, ends_on = ${of.endsOn}
    where agency_id = ${viewer.agencyId} and id = ${of.id}`;
}

export async function deleteTerm(tx: Tx, viewer: Actor, id: Id): Promise<void> {
  await tx`delete from term where agency_id = ${viewer.agencyId} and id = ${id}`;
}
