import type { Day } from "#domain/dates.ts";
import type { ClosedDay } from "#domain/holiday.ts";
import type { Id } from "#domain/id.ts";
import type { Query, Tx } from "./sql.ts";

export interface ClosedDayRecord {
  id: Id;
  name: string;
  startsOn: Day;
  endsOn: Day;
  version: number;
}

/** The closed days of a school, the next first; those that ended before `from` are left out. */
export function listClosedDays(sql: Query, of: { agencyId: Id; from: Day }): Promise<ClosedDayRecord[]> {
  return sql<ClosedDayRecord[]>`
    select id, name, starts_on, ends_on, version from closed_day
    where agency_id = ${of.agencyId} and ends_on >= ${of.from} order by starts_on, ends_on, id limit 500`;
}

/** The same between two days, as `holidaysBetween` takes them. */
export function closedDaysBetween(sql: Query, of: { agencyId: Id; from: Day; to: Day }): Promise<ClosedDay[]> {
  return sql<ClosedDay[]>`
    select starts_on as "from", ends_on as "to", name from closed_day
    where agency_id = ${of.agencyId} and starts_on <= ${of.to} and ends_on >= ${of.from} order by starts_on, id`;
}

/** The same, all there are: a copy of a cohort may go to any term. */
export function listClosed(sql: Query, agencyId: Id): Promise<ClosedDay[]> {
  return sql<ClosedDay[]>`
    select starts_on as "from", ends_on as "to", name from closed_day where agency_id = ${agencyId} order by starts_on, id`;
}

export async function insertClosedDay(tx: Tx, of: { agencyId: Id; name: string; startsOn: Day; endsOn: Day }): Promise<Id> {
  const [row] = await tx<{ id: Id }[]>`
    insert into closed_day (agency_id, name, starts_on, ends_on) values (${of.agencyId}, ${of.name}, ${of.startsOn}, ${of.endsOn}) returning id`;
  if (!row) throw new Error("an insert returned nothing");
  return row.id;
}

/** Locks one; undefined when it is missing or another school's. */
export async function lockClosedDay(tx: Tx, of: { agencyId: Id; id: Id }): Promise<ClosedDayRecord | undefined> {
  const [row] = await tx<ClosedDayRecord[]>`
    select id, name, starts_on, ends_on, version from closed_day where agency_id = ${of.agencyId} and id = ${of.id} for update`;
  return row;
}

export async function saveClosedDay(tx: Tx, agencyId: Id, of: Omit<ClosedDayRecord, "version">): Promise<void> {
  await tx`
    update closed_day set name = ${of.name}, starts_on = ${of.startsOn}, ends_on = ${of.endsOn}, version = version + 1
    where agency_id = ${agencyId} and id = ${of.id}`;
}

export async function deleteClosedDay(tx: Tx, of: { agencyId: Id; id: Id }): Promise<void> {
  await tx`delete from closed_day where agency_id = ${of.agencyId} and id = ${of.id}`;
}
