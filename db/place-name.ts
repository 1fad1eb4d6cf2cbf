import type { Actor } from "#domain/access.ts";
import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import type { PlaceLevel } from "#domain/place.ts";
import type { Query, Tx } from "./sql.ts";

/** Which of the three a place is, as tables about places of any level have it. */
export const placeColumns = (place: { level: PlaceLevel; id: Id }) => ({
  siteId: place.level === "site" ? place.id : null,
  serviceId: place.level === "service" ? place.id : null,
  destinationId: place.level === "destination" ? place.id : null,
});

export interface FormerName {
  id: Id;
  name: string;
  /** What it lay under by then, by its name of today. */
  under: string | null;
  until: Day;
}

/** What a place was called and where it lay, the latest first. */
export function listFormerNames(sql: Query, _viewer: Actor, placeId: Id): Promise<FormerName[]> {
  return sql<FormerName[]>`
    select n.id, n.name, coalesce(c.name, s.name) as under, n.until_day as until
    from place_name n
      left join service c on n.destination_id is not null and c.agency_id = n.agency_id and c.id = n.parent_id
      left join site s on n.service_id is not null and s.agency_id = n.agency_id and s.id = n.parent_id
    where n.place_id = ${placeId} order by n.until_day desc, n.id desc limit 50`;
}

/** Keeps the name a place had until a day, and what it lay under. */
export async function insertFormerName(
  tx: Tx,
  place: { level: PlaceLevel; agencyId: Id; id: Id; siteId: Id | null; serviceId: Id | null },
  of: { name: string; until: Day },
): Promise<void> {
  const { siteId, serviceId, destinationId } = placeColumns(place);
  const parentId = place.level === "destination" ? place.serviceId : place.level === "service" ? place.siteId : null;
  await tx`
    insert into place_name (agency_id, site_id, service_id, destination_id, name, parent_id, until_day)
    values (${place.agencyId}, ${siteId}, ${serviceId}, ${destinationId}, ${of.name}, ${parentId}, ${of.until})`;
}

/** A name taken back within ten minutes is a slip and is kept no longer; false when it was not one. */
export async function forgetFormerName(
  tx: Tx,
  place: { agencyId: Id; id: Id },
  of: { name: string; parentId: Id | null },
): Promise<boolean> {
  const rows = await tx`
    delete from place_name where agency_id = ${place.agencyId} and id = (
      select n.id from place_name n where n.agency_id = ${place.agencyId} and n.place_id = ${place.id} order by n.id desc limit 1)
      and lower(name) = lower(${of.name}) and parent_id is not distinct from ${of.parentId} and recorded_at > now() - interval '10 minutes'
    returning id`;
  return rows.length > 0;
}

/** An open place that bears this name where another is to bear it: another's in the same service, site or organisation. */
export async function findNamesake(
  tx: Tx,
  of: { level: PlaceLevel; agencyId: Id; parentId: Id | null; name: string; except: Id | null },
): Promise<{ id: Id; name: string; path: string } | undefined> {
  const { level, agencyId, parentId, name, except } = of;
  const [row] =
    level === "agency"
      ? await tx<{ id: Id; name: string; path: string }[]>`
          select id, name, name as path from agency where lower(name) = lower(${name}) and id is distinct from ${except}`
      : level === "site"
        ? await tx<{ id: Id; name: string; path: string }[]>`
            select id, name, name as path from site where agency_id = ${agencyId} and lower(name) = lower(${name}) and id is distinct from ${except}`
        : level === "service"
          ? await tx<{ id: Id; name: string; path: string }[]>`
              select c.id, c.name, s.name || ' / ' || c.name as path from service c join site s on s.agency_id = c.agency_id and s.id = c.site_id
              where c.agency_id = ${agencyId} and c.site_id = ${parentId} and lower(c.name) = lower(${name}) and c.id is distinct from ${except}`
          : await tx<{ id: Id; name: string; path: string }[]>`
              select d.id, d.name, s.name || ' / ' || c.name || ' / ' || d.name as path
              from destination d join service c on c.agency_id = d.agency_id and c.id = d.service_id join site s on s.agency_id = d.agency_id and s.id = d.site_id
              where d.agency_id = ${agencyId} and d.service_id = ${parentId} and lower(d.name) = lower(${name}) and d.id is distinct from ${except}
                and (d.retired_on is null or d.retired_on > current_date)
              order by d.retired_on nulls first limit 1`;
  return row;
}

/** Changes the name of a place alone. */
export async function saveName(tx: Tx, place: { level: PlaceLevel; agencyId: Id; id: Id }, name: string): Promise<void> {
  if (place.level === "agency") await tx`update agency set name = ${name} where id = ${place.id}`;
  else await tx`update ${tx(place.level)} set name = ${name} where agency_id = ${place.agencyId} and id = ${place.id}`;
}

/** Former names by place, for those that have any: what texts are read against and places found by. */
export async function listAllFormerNames(sql: Query): Promise<Map<Id, { name: string; parentId: Id | null }[]>> {
  const rows = await sql<{ placeId: Id; formerly: { name: string; parentId: Id | null }[] }[]>`
    select place_id, jsonb_agg(jsonb_build_object('name', name, 'parentId', parent_id) order by id desc) as formerly from place_name group by place_id`;
  return new Map(rows.map(({ placeId, formerly }) => [placeId, formerly]));
}
