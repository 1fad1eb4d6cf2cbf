import type { Actor } from "#domain/access.ts";
import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import type { Presences } from "#domain/occupancy.ts";
import { wordsOf } from "#domain/place.ts";
import { askedByOthers } from "#domain/place-search.ts";
import type { Schedule } from "#domain/schedule.ts";
import type { SupplyPlace } from "#domain/supply.ts";
import { presencesOf } from "./occupancy.ts";
import { reachesRequest } from "./request.ts";
import type { Query, Tx } from "./sql.ts";

/** Which places of the catalogue are looked at, and when. */
export interface SupplyAsked {
  from: Day;
  to: Day;
  /** Of these organisations; null: of all that receive. */
  agencyIds: Id[] | null;
  siteId: Id | null;
  /** Units that receive it; those that name none receive all. */
  discipline: string | null;
  /** Beginnings of words of a place's path. */
  text: string;
  /** These places alone: units, or services whose unit is not said. */
  placeIds: Id[] | null;
}

/** A unit of the catalogue with what it takes; a service without open units stands by itself. */
export interface SupplyUnit extends SupplyPlace {
  capacity: number | null;
  largestGroup: number | null;
}

/** Open places in the order of their paths, the first `most` of them. The catalogue is everybody's to read. */
export function listSupplyUnits(sql: Query, viewer: Actor, of: SupplyAsked & { own: boolean; most: number }): Promise<SupplyUnit[]> {
  const words = wordsOf(of.text).slice(0, 8);
  const found = (column: ReturnType<Query>) => words.reduce((all, word) => sql`${all} and ${column} like ${`% ${word}%`}`, sql``);
  const discipline =
    of.discipline === null
      ? sql``
      : sql`and (d.disciplines = '{}' or fold_text(${of.discipline}) in (select fold_text(one) from unnest(d.disciplines) one))`;
  const { sites, services, destinations } = viewer.places;
  const covered = (unit: ReturnType<Query>) =>
    of.own && !viewer.everything
      ? sql`and (si.id = any(${sites}::uuid[]) or se.id = any(${services}::uuid[]) or ${unit} = any(${destinations}::uuid[]))`
      : sql``;
  const kept = (alias: string, place: ReturnType<Query>) => sql`
    (${of.agencyIds === null} or ${sql(alias)}.agency_id = any(${of.agencyIds ?? []}::uuid[])) and (${of.siteId}::uuid is null or si.id = ${of.siteId})
    and (${of.placeIds === null} or ${place} = any(${of.placeIds ?? []}::uuid[]) or se.id = any(${of.placeIds ?? []}::uuid[]))
    and (${sql(alias)}.retired_on is null or ${sql(alias)}.retired_on > ${of.from}::date)`;
  return sql<SupplyUnit[]>`
    select shown.agency_id, a.short_name as agency, shown.site_id, shown.site, shown.service_id, shown.service, shown.destination_id, shown.name,
      shown.disciplines, shown.capacity, shown.largest_group
    from (
      select d.agency_id, si.id as site_id, si.name as site, se.id as service_id, se.name as service, d.id as destination_id, d.name, d.disciplines,
        d.capacity, d.largest_group
      from destination d
        join service se on se.agency_id = d.agency_id and se.id = d.service_id
        join site si on si.agency_id = d.agency_id and si.id = d.site_id
      where ${kept("d", sql`d.id`)} ${covered(sql`d.id`)} ${found(sql`d.found_by`)} ${discipline}
      union all
      select se.agency_id, si.id, si.name, se.id, se.name, null, '', '{}', null, null
      from service se join site si on si.agency_id = se.agency_id and si.id = se.site_id
      where ${kept("se", sql`se.id`)} ${covered(sql`null::uuid`)} ${found(sql`se.found_by`)}
        and not exists (select from destination d where d.agency_id = se.agency_id and d.service_id = se.id and (d.retired_on is null or d.retired_on > ${of.from}::date))
    ) as shown join agency a on a.id = shown.agency_id
    order by lower(a.name), a.id, lower(shown.site), shown.site_id, lower(shown.service), shown.service_id, lower(shown.name), shown.destination_id
    limit ${of.most}`;
}

/** Whose places are looked at; `serviceIds`: those of which what has no unit yet is counted. */
export interface SupplyWhere {
  from: Day;
  to: Day;
  agencyIds: Id[];
  destinationIds: Id[];
  serviceIds: Id[];
}

/** At these places and dates; of what left its school, as the index of who receives has it. */
const at = (sql: Query, of: SupplyWhere) => sql`
  r.receiving_id = any(${of.agencyIds}::uuid[]) and r.ends_on >= ${of.from}::date and r.starts_on <= ${of.to}::date
  and (r.destination_id = any(${of.destinationIds}::uuid[]) or (r.destination_id is null and r.service_id = any(${of.serviceIds}::uuid[])))`;
const left = (sql: Query) => sql`r.status not in ('declined', 'cancelled', 'new', 'new-part', 'sent-held')`;

/**
 * Who is, or may come to be, at places of the catalogue, for a school: counts alone, its own apart. Of the others what has reached who
 * receives; what is held until its release moment is nobody's but its school's (section 8, rule 5).
 */
export async function listTaken(sql: Query, viewer: Actor, of: SupplyWhere): Promise<{ own: Presences[]; others: Presences[] }> {
  const where = (mine: boolean) => sql`
    ${at(sql, of)} and ${left(sql)} and r.status = any(${[...askedByOthers]}::text[])
    and ${mine ? sql`r.agency_id = ${viewer.agencyId}` : sql`r.agency_id <> ${viewer.agencyId}`}`;
  const [own, others] = await Promise.all([presencesOf(sql, where(true)), presencesOf(sql, where(false))]);
  return { own, others };
}

/** The same for who receives: what it was asked, of one school or of all. */
export const listReceived = (
  sql: Query,
  viewer: Actor,
  of: SupplyWhere & { side: "receiving" | "unit"; schoolId: Id | null },
): Promise<Presences[]> =>
  presencesOf(
    sql,
    sql`${at(sql, of)} and ${left(sql)} and ${reachesRequest(sql, viewer, of.side)}
      and (${of.schoolId}::uuid is null or r.agency_id = ${of.schoolId})`,
  );

/**
 * What schools prepare for these places, all of them together: rows of group sheets that ask for nothing yet, and requests still in an
 * outbox. Never what would be held when it is sent (section 8, rule 5).
 */
export async function listPrepared(sql: Query, _viewer: Actor, of: SupplyWhere & { now: Date }): Promise<Presences[]> {
  type Row = Pick<Presences, "destinationId" | "serviceId" | "size"> & Schedule;
  const rows = await sql<Row[]>`
    select r.destination_id, r.service_id, coalesce(r.size_here, r.size) as size, r.starts_on, r.ends_on, r.blocks, r.weekdays, r.start_time, r.end_time,
      r.shift_code
    from request r join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
    where ${at(sql, of)} and r.status in ('new', 'new-part')
      and not (r.kind = 'individual' and not r.hold_waived and coalesce(cc.release_at > ${of.now.toISOString()}, false))
    union all
    select i.destination_id, i.service_id, i.size, i.starts_on, i.ends_on, i.blocks, i.weekdays, i.start_time, i.end_time, i.shift_code
    from group_intent i
    where i.size > 0 and i.ends_on >= ${of.from}::date and i.starts_on <= ${of.to}::date and i.destination_id = any(${of.destinationIds}::uuid[])
      and not exists (select from request r where r.agency_id = i.agency_id and r.worksheet_id = i.worksheet_id and r.row_id = i.row_id)`;
  return rows.map(({ destinationId, serviceId, size, ...schedule }) => ({
    destinationId,
    serviceId,
    layer: "ghost",
    size,
    schedule: { ...schedule, blocks: schedule.blocks ?? [] },
  }));
}

/** Schools with who of theirs is at these places, for who receives: each with its requests and students (R503). */
export const listSchoolsThere = (
  sql: Query,
  viewer: Actor,
  of: SupplyWhere & { side: "receiving" | "unit" },
): Promise<{ id: Id; name: string; requests: number; accepted: number; waiting: number }[]> => sql<
  { id: Id; name: string; requests: number; accepted: number; waiting: number }[]
>`
  select a.id, a.name, count(*)::int as requests,
    coalesce(sum(coalesce(r.size_here, r.size)) filter (where r.status in ('accepted', 'confirmed')), 0)::int as accepted,
    coalesce(sum(coalesce(r.size_here, r.size)) filter (where r.status not in ('accepted', 'confirmed')), 0)::int as waiting
  from request r join agency a on a.id = r.agency_id
  where ${at(sql, of)} and ${left(sql)} and ${reachesRequest(sql, viewer, of.side)}
  group by a.id, a.name order by sum(coalesce(r.size_here, r.size)) desc, lower(a.name) limit 100`;

/** The viewer's own school's requests at these places; who may read which is asked as requests are. */
export async function listOwnAt(sql: Query, viewer: Actor, of: SupplyWhere): Promise<Id[]> {
  const rows = await sql<{ id: Id }[]>`
    select r.id from request r where ${at(sql, of)} and r.agency_id = ${viewer.agencyId} and r.status not in ('declined', 'cancelled')
    order by r.starts_on, r.id limit 60`;
  return rows.map(({ id }) => id);
}

/** Organisations that receive, with whether the viewer's school has an agreement in force with them between two days. */
export const listReceiving = (
  sql: Query,
  viewer: Actor,
  of: { from: Day; to: Day },
): Promise<{ id: Id; name: string; agreed: boolean }[]> =>
  sql<{ id: Id; name: string; agreed: boolean }[]>`
    select a.id, a.name, exists (select from agreement g where g.school_id = ${viewer.agencyId} and g.receiving_id = a.id
      and g.status in ('released', 'under-review') and g.starts_on <= ${of.to}::date and coalesce(g.ends_on >= ${of.from}::date, true)) as agreed
    from agency a where a.kind in ('receiving', 'both')
      and exists (select from destination d where d.agency_id = a.id and (d.retired_on is null or d.retired_on > ${of.from}::date))
    order by lower(a.name), a.id limit 500`;

/** Schools that asked the viewer's organisation for something between two days. */
export const listAskingSchools = (
  sql: Query,
  viewer: Actor,
  of: { side: "receiving" | "unit"; from: Day; to: Day },
): Promise<{ id: Id; name: string }[]> => sql<{ id: Id; name: string }[]>`
  select a.id, a.name from agency a where a.id in (
    select r.agency_id from request r where r.ends_on >= ${of.from}::date and r.starts_on <= ${of.to}::date and ${reachesRequest(sql, viewer, of.side)})
  order by lower(a.name), a.id`;

/** Sites with open units, of some organisations or of all. */
export const listSupplySites = (
  sql: Query,
  _viewer: Actor,
  of: { agencyIds: Id[] | null; from: Day },
): Promise<{ id: Id; name: string; agencyId: Id }[]> =>
  sql<{ id: Id; name: string; agencyId: Id }[]>`
    select si.id, si.name, si.agency_id from site si
    where (${of.agencyIds === null} or si.agency_id = any(${of.agencyIds ?? []}::uuid[])) and (si.retired_on is null or si.retired_on > ${of.from}::date)
    order by lower(si.name), si.id limit 1000`;

/** What the viewer's programmes are of: by which the needs of their cohorts are told apart. */
export const listProgrammeDisciplines = (sql: Query, viewer: Actor): Promise<{ id: Id; discipline: string }[]> =>
  sql<{ id: Id; discipline: string }[]>`
    select id, case when discipline = '' then name else discipline end as discipline from programme where agency_id = ${viewer.agencyId}`;

/** Somebody of the organisation looks at supply and demand for the next three minutes, by the database's clock. */
export async function saveSupplyLook(sql: Query, viewer: Actor): Promise<void> {
  await sql`
    insert into supply_look (agency_id, until) values (${viewer.agencyId}, now() + interval '3 minutes')
    on conflict (agency_id) do update set until = excluded.until where supply_look.until < excluded.until - interval '20 seconds'`;
}

export interface SupplyChange {
  placeId: Id;
  serviceId: Id;
  receivingId: Id;
  agencyIds: Id[];
}

/**
 * Takes the places away at which a count changed, with the organisations that look now and may know: every school, and who receives there
 * (R502).
 */
export const takeSupplyChanges = (tx: Tx): Promise<SupplyChange[]> => tx<SupplyChange[]>`
  with gone as (
    delete from supply_stale returning receiving_id, service_id, coalesce(destination_id, service_id) as place_id
  )
  select g.place_id, g.service_id, g.receiving_id, array_agg(distinct l.agency_id) as agency_ids
  from gone g join supply_look l on l.until > now() join agency a on a.id = l.agency_id
  where a.kind in ('placing', 'both') or a.id = g.receiving_id
  group by g.place_id, g.service_id, g.receiving_id`;
