import type { Actor } from "#domain/access.ts";
import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import type { PlaceLevel } from "#domain/place.ts";
import type { Query, Tx } from "./sql.ts";

export interface Contact {
  id: Id;
  name: string;
  title: string;
  email: string | null;
  phone: string | null;
}

/** One place of any level, as its panel shows it. Columns its level does not have are null. */
export interface PlaceDetail {
  level: PlaceLevel;
  id: Id;
  name: string;
  shortName: string;
  isUser: boolean;
  retiredOn: Day | null;
  agencyId: Id;
  agencyName: string;
  agencyIsUser: boolean;
  siteId: Id | null;
  siteName: string | null;
  serviceId: Id | null;
  serviceName: string | null;
  destinationId: Id | null;
  address: string | null;
  phone: string | null;
  capacity: number | null;
  largestGroup: number | null;
  /** Fields a destination receives; none named: all. */
  disciplines: string[];
  /** An organisation that keeps places of other territories (K67), and the territory it is of. */
  umbrella: boolean;
  territory: string | null;
  /** Where a retired destination's students go. */
  successor: { id: Id; name: string } | null;
  contact: Contact | null;
  /** When a destination's record was last changed; null for the others. */
  profileAt: string | null;
  profileBy: string | null;
  /** Open things one level below. */
  open: number;
  /** Requests for it that the viewer's organisation sent or received and that still hold places. */
  requests: number;
}

const requestsSeen = (
  sql: Query,
  viewer: Actor,
  of: { column: "receiving_id" | "site_id" | "service_id" | "destination_id"; id: Id },
) => sql`
  (select count(*)::int from request r where r.${sql(of.column)} = ${of.id} and r.status not in ('declined', 'cancelled')
    and (r.agency_id = ${viewer.agencyId} or r.receiving_id = ${viewer.agencyId} and r.status not in ('new', 'sent-held', 'sent-paper')))`;

const contactOf = (sql: Query) => sql`
  case when p.id is null then null else jsonb_build_object('id', p.id, 'name', trim(p.first_name || ' ' || p.last_name), 'title', p.title, 'email', p.email, 'phone', p.phone) end as contact`;

/** What only a destination has. */
const noUnit = (sql: Query) => sql`'{}'::text[] as disciplines, null as successor`;
/** What only an organisation has. */
const noAgency = (sql: Query) => sql`false as umbrella, null as territory`;

const findLevel = async (sql: Query, id: Id): Promise<PlaceLevel | undefined> => {
  const [row] = await sql<{ level: PlaceLevel }[]>`
    select 'agency' as level from agency where id = ${id} and kind in ('receiving', 'both')
    union all select 'site' from site where id = ${id}
    union all select 'service' from service where id = ${id}
    union all select 'destination' from destination where id = ${id}`;
  return row?.level;
};

/** The place with this identity, whatever its level; undefined when there is none. */
export async function findPlace(sql: Query, viewer: Actor, id: Id): Promise<PlaceDetail | undefined> {
  const level = await findLevel(sql, id);
  if (level === undefined) return undefined;
  const [row] =
    level === "agency"
      ? await sql<PlaceDetail[]>`
          select 'agency' as level, a.id, a.name, a.short_name, a.is_user, null as retired_on, a.id as agency_id, a.name as agency_name,
            a.is_user as agency_is_user, null as site_id, null as site_name, null as service_id, null as service_name, null as destination_id,
            null as address, null as phone, null as capacity, null as largest_group, ${noUnit(sql)}, a.umbrella,
            (select t.name from territory t where t.id = a.territory_id) as territory, null as contact, null as profile_at, null as profile_by,
            (select count(*)::int from site s where s.agency_id = a.id and s.retired_on is null) as open,
            ${requestsSeen(sql, viewer, { column: "receiving_id", id })} as requests
          from agency a where a.id = ${id}`
      : level === "site"
        ? await sql<PlaceDetail[]>`
            select 'site' as level, s.id, s.name, s.short_name, s.is_user, s.retired_on, a.id as agency_id, a.name as agency_name,
              a.is_user as agency_is_user, s.id as site_id, s.name as site_name, null as service_id, null as service_name, null as destination_id,
              s.address, s.phone, null as capacity, null as largest_group, ${noUnit(sql)}, ${noAgency(sql)}, ${contactOf(sql)}, null as profile_at, null as profile_by,
              (select count(*)::int from service c where c.agency_id = s.agency_id and c.site_id = s.id and c.retired_on is null) as open,
              ${requestsSeen(sql, viewer, { column: "site_id", id })} as requests
            from site s join agency a on a.id = s.agency_id
              left join person p on p.agency_id = s.agency_id and p.id = s.contact_id
            where s.id = ${id}`
        : level === "service"
          ? await sql<PlaceDetail[]>`
              select 'service' as level, c.id, c.name, '' as short_name, c.is_user, c.retired_on, a.id as agency_id, a.name as agency_name,
                a.is_user as agency_is_user, s.id as site_id, s.name as site_name, c.id as service_id, c.name as service_name,
                null as destination_id, null as address, null as phone, null as capacity, null as largest_group, ${noUnit(sql)}, ${noAgency(sql)}, ${contactOf(sql)},
                null as profile_at, null as profile_by,
                (select count(*)::int from destination d where d.agency_id = c.agency_id and d.service_id = c.id and d.retired_on is null) as open,
                ${requestsSeen(sql, viewer, { column: "service_id", id })} as requests
              from service c join site s on s.agency_id = c.agency_id and s.id = c.site_id join agency a on a.id = c.agency_id
                left join person p on p.agency_id = c.agency_id and p.id = c.coordinator_id
              where c.id = ${id}`
          : await sql<PlaceDetail[]>`
              select 'destination' as level, d.id, d.name, d.short_name, d.is_user, d.retired_on, a.id as agency_id, a.name as agency_name,
                a.is_user as agency_is_user, s.id as site_id, s.name as site_name, c.id as service_id, c.name as service_name,
                d.id as destination_id, null as address, null as phone, d.capacity, d.largest_group, d.disciplines,
                (select jsonb_build_object('id', n.id, 'name', n.name) from destination n where n.agency_id = d.agency_id and n.id = d.successor_id) as successor,
                ${noAgency(sql)}, ${contactOf(sql)},
                d.profile_at, case when b.id is null then null else trim(b.first_name || ' ' || b.last_name) end as profile_by, 0 as open,
                ${requestsSeen(sql, viewer, { column: "destination_id", id })} as requests
              from destination d join service c on c.agency_id = d.agency_id and c.id = d.service_id
                join site s on s.agency_id = d.agency_id and s.id = d.site_id join agency a on a.id = d.agency_id
                left join person p on p.agency_id = d.agency_id and p.id = d.contact_id
                left join person b on b.agency_id = ${viewer.agencyId} and b.id = d.profile_by
              where d.id = ${id}`;
  return row;
}

/** The place, and the lock that keeps its name, its retirement and what lies under it still until the end of the transaction. */
export async function lockPlace(tx: Tx, viewer: Actor, id: Id): Promise<PlaceDetail | undefined> {
  const level = await findLevel(tx, id);
  if (level === undefined) return undefined;
  await tx`select id from ${tx(level)} where id = ${id} for update`;
  return findPlace(tx, viewer, id);
}

/** People of a receiving organisation who can be named as contacts. The caller has judged that the viewer keeps its catalogue. */
export async function listContacts(sql: Query, _viewer: Actor, agencyId: Id): Promise<Contact[]> {
  return sql<Contact[]>`
    select p.id, trim(p.first_name || ' ' || p.last_name) as name, p.title, p.email, p.phone
    from person p where p.agency_id = ${agencyId} and p.active order by lower(p.last_name), lower(p.first_name), p.id`;
}

export async function isPersonOf(sql: Query, agencyId: Id, personId: Id): Promise<boolean> {
  const [row] = await sql<{ id: Id }[]>`select id from person where agency_id = ${agencyId} and id = ${personId}`;
  return row !== undefined;
}

/** Organisations that are told when the catalogue changes: all that use the system, because all read it. */
export async function listCatalogueReaders(sql: Query): Promise<Id[]> {
  const rows = await sql<{ id: Id }[]>`select id from agency where is_user`;
  return rows.map(({ id }) => id);
}

const idOf = (rows: { id: Id }[]): Id => {
  const [row] = rows;
  if (!row) throw new Error("an insert returned nothing");
  return row.id;
};

/** An organisation that receives and does not use the system; `umbrella`: places of other territories (K67). Without a territory, the usual one. */
export async function insertNonUser(
  tx: Tx,
  of: { name: string; shortName: string; umbrella: boolean; territoryId: Id | null },
): Promise<Id> {
  const { name, shortName, umbrella, territoryId } = of;
  return idOf(
    territoryId === null
      ? await tx<{ id: Id }[]>`
          insert into agency (kind, name, short_name, is_user, umbrella) values ('receiving', ${name}, ${shortName}, false, ${umbrella}) returning id`
      : await tx<{ id: Id }[]>`
          insert into agency (kind, name, short_name, is_user, umbrella, territory_id)
          values ('receiving', ${name}, ${shortName}, false, ${umbrella}, ${territoryId}) returning id`,
  );
}

export async function isTerritory(sql: Query, id: Id): Promise<boolean> {
  const rows = await sql`select from territory where id = ${id}`;
  return rows.length === 1;
}

export async function listTerritories(sql: Query, _viewer: Actor): Promise<{ id: Id; name: string }[]> {
  return sql<{ id: Id; name: string }[]>`select id, name from territory order by lower(name)`;
}

/** A contact as history names her. */
export async function nameOfContact(sql: Query, agencyId: Id, personId: Id | null): Promise<string | null> {
  const [row] = await sql<{ name: string }[]>`
    select trim(first_name || ' ' || last_name) as name from person where agency_id = ${agencyId} and id = ${personId}`;
  return row?.name ?? null;
}

export interface SiteFields {
  name: string;
  shortName: string;
  address: string;
  phone: string | null;
  isUser: boolean;
  contactId: Id | null;
}
export async function insertSite(tx: Tx, agencyId: Id, of: SiteFields): Promise<Id> {
  return idOf(
    await tx<{ id: Id }[]>`
    insert into site (agency_id, name, short_name, address, phone, is_user, contact_id)
    values (${agencyId}, ${of.name}, ${of.shortName}, ${of.address}, ${of.phone}, ${of.isUser}, ${of.contactId}) returning id`,
  );
}

export interface ServiceFields {
  name: string;
  isUser: boolean;
  contactId: Id | null;
}
export async function insertService(tx: Tx, under: { agencyId: Id; siteId: Id }, of: ServiceFields): Promise<Id> {
  return idOf(
    await tx<{ id: Id }[]>`
    insert into service (agency_id, site_id, name, is_user, coordinator_id)
    values (${under.agencyId}, ${under.siteId}, ${of.name}, ${of.isUser}, ${of.contactId}) returning id`,
  );
}

export interface DestinationFields {
  name: string;
  shortName: string;
  isUser: boolean;
  capacity: number | null;
  largestGroup: number | null;
  disciplines: string[];
  contactId: Id | null;
}
export async function insertDestination(tx: Tx, under: { agencyId: Id; siteId: Id; serviceId: Id }, of: DestinationFields): Promise<Id> {
  return idOf(
    await tx<{ id: Id }[]>`
    insert into destination (agency_id, site_id, service_id, name, short_name, is_user, capacity, largest_group, disciplines, contact_id)
    values (${under.agencyId}, ${under.siteId}, ${under.serviceId}, ${of.name}, ${of.shortName}, ${of.isUser}, ${of.capacity}, ${of.largestGroup}, ${of.disciplines}::text[], ${of.contactId})
    returning id`,
  );
}

/** A place's fields as edited; each level keeps those it has. */
export interface PlaceFields {
  name: string;
  shortName: string;
  isUser: boolean;
  address: string;
  phone: string | null;
  capacity: number | null;
  largestGroup: number | null;
  disciplines: string[];
  contactId: Id | null;
  /** An organisation's alone: it keeps places of other territories (K67). */
  umbrella: boolean;
}
export async function savePlace(tx: Tx, viewer: Actor, of: PlaceFields & Pick<PlaceDetail, "level" | "agencyId" | "id">): Promise<void> {
  const { level, agencyId, id } = of;
  if (level === "agency")
    await tx`update agency set name = ${of.name}, short_name = ${of.shortName}, umbrella = ${of.umbrella} where id = ${agencyId}`;
  if (level === "site") {
    await tx`
      update site set name = ${of.name}, short_name = ${of.shortName}, is_user = ${of.isUser}, address = ${of.address}, phone = ${of.phone}, contact_id = ${of.contactId}
      where agency_id = ${agencyId} and id = ${id}`;
  }
  if (level === "service") {
    await tx`update service set name = ${of.name}, is_user = ${of.isUser}, coordinator_id = ${of.contactId} where agency_id = ${agencyId} and id = ${id}`;
  }
  if (level === "destination") {
    await tx`
      update destination set name = ${of.name}, short_name = ${of.shortName}, is_user = ${of.isUser}, capacity = ${of.capacity},
        largest_group = ${of.largestGroup}, disciplines = ${of.disciplines}::text[], contact_id = ${of.contactId}, profile_at = now(), profile_by = ${viewer.personId}
      where agency_id = ${agencyId} and id = ${id}`;
  }
}

export type RetirableLevel = Exclude<PlaceLevel, "agency">;

/** Retires a place from a day on, a destination in favour of another if there is one; restores it when `on` is null. */
export async function saveRetirement(
  tx: Tx,
  place: { level: RetirableLevel; agencyId: Id; id: Id },
  to: { on: Day | null; successorId: Id | null },
): Promise<void> {
  const successor = place.level === "destination" ? tx`, successor_id = ${to.successorId}` : tx``;
  await tx`update ${tx(place.level)} set retired_on = ${to.on} ${successor} where agency_id = ${place.agencyId} and id = ${place.id}`;
}

/** What under a place would still be open after a day: services of a site, destinations of a service. */
export async function listOpenAfter(
  tx: Tx,
  place: { level: RetirableLevel; agencyId: Id; id: Id },
  on: Day,
): Promise<{ id: Id; name: string }[]> {
  if (place.level === "destination") return [];
  return place.level === "site"
    ? tx<{ id: Id; name: string }[]>`
        select id, name from service where agency_id = ${place.agencyId} and site_id = ${place.id} and (retired_on is null or retired_on > ${on}) order by lower(name)`
    : tx<{ id: Id; name: string }[]>`
        select id, name from destination where agency_id = ${place.agencyId} and service_id = ${place.id} and (retired_on is null or retired_on > ${on}) order by lower(name)`;
}

/** What stands above a place and when it retires; locked so that it does not retire meanwhile. */
export async function lockParent(
  tx: Tx,
  place: { level: RetirableLevel; siteId: Id | null; serviceId: Id | null },
): Promise<{ name: string; retiredOn: Day | null } | undefined> {
  if (place.level === "site") return undefined;
  const [row] =
    place.level === "service"
      ? await tx<{ name: string; retiredOn: Day | null }[]>`select name, retired_on from site where id = ${place.siteId} for share`
      : await tx<{ name: string; retiredOn: Day | null }[]>`select name, retired_on from service where id = ${place.serviceId} for share`;
  return row;
}

/** Removes a place that nothing refers to; the foreign keys refuse the rest. */
export async function deletePlace(tx: Tx, place: { level: PlaceLevel; agencyId: Id; id: Id }): Promise<void> {
  if (place.level === "agency") {
    await tx`delete from person p where p.agency_id = ${place.id} and not exists (select 1 from role r where r.agency_id = p.agency_id and r.person_id = p.id)`;
    await tx`delete from agency where id = ${place.id}`;
  } else await tx`delete from ${tx(place.level)} where agency_id = ${place.agencyId} and id = ${place.id}`;
}
