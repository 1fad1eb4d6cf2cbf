import type { Actor } from "#domain/access.ts";
import type { Closure } from "#domain/closure.ts";
import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import type { Query, Tx } from "./sql.ts";

/** Everyone plans over the same catalogue: closures are as public as the places they close. */
export async function listClosures(sql: Query, _viewer: Actor, of: { from: Day; to: Day }): Promise<Closure[]> {
  return sql<Closure[]>`
    select id, site_id, service_id, destination_id, starts_on, ends_on, reason from closure
    where ends_on >= ${of.from}::date and starts_on <= ${of.to}::date order by starts_on, id`;
}

/** A closure as a place's panel shows it: with the place it closes, which may be one above. */
export interface PlaceClosure extends Closure {
  agencyId: Id;
  place: string;
}

const select = (sql: Query) => sql`
  select c.agency_id, c.id, c.site_id, c.service_id, c.destination_id, c.starts_on, c.ends_on, c.reason,
    coalesce(si.name, se.name, d.name) as place
  from closure c
  left join site si on si.agency_id = c.agency_id and si.id = c.site_id
  left join service se on se.agency_id = c.agency_id and se.id = c.service_id
  left join destination d on d.agency_id = c.agency_id and d.id = c.destination_id`;

/** Closures of a place and of what it lies under that are not over, the next first. */
export async function listClosuresOf(
  sql: Query,
  _viewer: Actor,
  of: { siteId: Id | null; serviceId: Id | null; destinationId: Id | null; today: Day },
): Promise<PlaceClosure[]> {
  return sql<PlaceClosure[]>`
    ${select(sql)}
    where c.ends_on >= ${of.today}::date
      and (c.site_id = ${of.siteId}::uuid or c.service_id = ${of.serviceId}::uuid or c.destination_id = ${of.destinationId}::uuid)
    order by c.starts_on, c.id limit 200`;
}

/** A closure, locked when a command follows; undefined when there is none. */
export async function findClosure(sql: Query, _viewer: Actor, id: Id): Promise<PlaceClosure | undefined> {
  const [row] = await sql<PlaceClosure[]>`${select(sql)} where c.id = ${id} for update of c`;
  return row;
}

export interface ClosureDays {
  startsOn: Day;
  endsOn: Day;
  reason: string;
}

export async function insertClosure(
  tx: Tx,
  of: ClosureDays & { agencyId: Id; id?: Id; siteId: Id | null; serviceId: Id | null; destinationId: Id | null },
): Promise<Id> {
  const [row] = await tx<{ id: Id }[]>`
    insert into closure (agency_id, id, site_id, service_id, destination_id, starts_on, ends_on, reason)
    values (${of.agencyId}, ${of.id === undefined ? tx`uuidv7()` : of.id}, ${of.siteId}, ${of.serviceId}, ${of.destinationId}, ${of.startsOn},
      ${of.endsOn}, ${of.reason}) returning id`;
  if (!row) throw new Error("an insert returned nothing");
  return row.id;
}

export async function saveClosure(tx: Tx, of: ClosureDays & { agencyId: Id; id: Id }): Promise<void> {
  await tx`
    update closure set starts_on = ${of.startsOn}, ends_on = ${of.endsOn}, reason = ${of.reason} where agency_id = ${of.agencyId} and id = ${of.id}`;
}

export async function deleteClosure(tx: Tx, of: { agencyId: Id; id: Id }): Promise<void> {
  await tx`delete from closure where agency_id = ${of.agencyId} and id = ${of.id}`;
}
