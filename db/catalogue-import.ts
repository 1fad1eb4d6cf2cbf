import type { Actor } from "#domain/access.ts";
import type { ImportWorld, ImportWrites } from "#domain/catalogue-import.ts";
import type { Query, Tx } from "./sql.ts";

/** Everything a file of places is compared with: the catalogue, and the directories of the organisations that receive. */
export async function listKnownPlaces(sql: Query, _viewer: Actor): Promise<Omit<ImportWorld, "keeps" | "mayAddAgency" | "newId">> {
  const [agencies, sites, services, destinations, people] = await Promise.all([
    sql<ImportWorld["agencies"]>`select id, name, short_name, is_user, kind <> 'placing' as receives from agency`,
    sql<ImportWorld["sites"]>`select id, agency_id, name, short_name, is_user, retired_on from site`,
    sql<ImportWorld["services"]>`select id, agency_id, site_id, name, '' as short_name, is_user, retired_on from service`,
    sql<ImportWorld["destinations"]>`
      select id, agency_id, site_id, service_id, name, short_name, is_user, retired_on, capacity, largest_group, contact_id from destination`,
    sql<ImportWorld["people"]>`
      select p.id, p.agency_id, p.last_name, p.first_name, p.email, p.phone,
        exists (select 1 from role r where r.agency_id = p.agency_id and r.person_id = p.id) as has_account
      from person p join agency a on a.id = p.agency_id and a.kind <> 'placing'
      where p.active order by p.id`,
  ]);
  return { agencies, sites, services, destinations, people };
}

/** The lock under which one catalogue file is committed at a time: what was compared stays true until it is written. */
const importLock = 7_003;
export async function lockImport(tx: Tx): Promise<void> {
  await tx`select pg_advisory_xact_lock(${importLock})`;
}

/** Writes a plan: one statement per list, whatever its length. */
export async function writeImport(tx: Tx, viewer: Actor, writes: ImportWrites): Promise<void> {
  const json = (rows: object[]) => tx.json(rows as never);
  await tx`
    insert into agency (id, kind, name, short_name, is_user)
    select r.id, 'receiving', r.name, r."shortName", r."isUser"
    from jsonb_to_recordset(${json(writes.agencies)}) as r (id uuid, name text, "shortName" text, "isUser" boolean)`;
  await tx`
    insert into person (id, agency_id, last_name, first_name, email, phone)
    select r.id, r."agencyId", r."lastName", r."firstName", r.email, r.phone
    from jsonb_to_recordset(${json(writes.people)}) as r (id uuid, "agencyId" uuid, "lastName" text, "firstName" text, email text, phone text)`;
  await tx`
    update person p set email = r.email, phone = r.phone
    from jsonb_to_recordset(${json(writes.changedPeople)}) as r (id uuid, "agencyId" uuid, email text, phone text)
    where p.agency_id = r."agencyId" and p.id = r.id`;
  await tx`
    insert into site (id, agency_id, name, is_user)
    select r.id, r."agencyId", r.name, r."isUser"
    from jsonb_to_recordset(${json(writes.sites)}) as r (id uuid, "agencyId" uuid, name text, "isUser" boolean)`;
  await tx`
    insert into service (id, agency_id, site_id, name, is_user)
    select r.id, r."agencyId", r."siteId", r.name, r."isUser"
    from jsonb_to_recordset(${json(writes.services)}) as r (id uuid, "agencyId" uuid, "siteId" uuid, name text, "isUser" boolean)`;
  await tx`
    insert into destination (id, agency_id, site_id, service_id, name, is_user, capacity, largest_group, contact_id)
    select r.id, r."agencyId", r."siteId", r."serviceId", r.name, r."isUser", r.capacity, r."largestGroup", r."contactId"
    from jsonb_to_recordset(${json(writes.destinations)}) as r (id uuid, "agencyId" uuid, "siteId" uuid, "serviceId" uuid, name text,
      "isUser" boolean, capacity integer, "largestGroup" integer, "contactId" uuid)`;
  await tx`
    update destination d set is_user = r."isUser", capacity = r.capacity, largest_group = r."largestGroup", contact_id = r."contactId",
      profile_at = now(), profile_by = ${viewer.personId}
    from jsonb_to_recordset(${json(writes.changedDestinations)}) as r (id uuid, "agencyId" uuid, "isUser" boolean, capacity integer, "largestGroup" integer, "contactId" uuid)
    where d.agency_id = r."agencyId" and d.id = r.id`;
  for (const level of ["site", "service"] as const) {
    await tx`
      update ${tx(level)} t set is_user = r."isUser"
      from jsonb_to_recordset(${json(writes.flags.filter((flag) => flag.level === level))}) as r (id uuid, "agencyId" uuid, "isUser" boolean)
      where t.agency_id = r."agencyId" and t.id = r.id`;
  }
}
