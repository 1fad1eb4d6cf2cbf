import type { Actor } from "#domain/access.ts";
import type { CapacityLine } from "#domain/capacity.ts";
import type { Id } from "#domain/id.ts";
import type { NamedContact, RoutedPerson, RoutedUnit } from "#domain/routing.ts";
import { linesOfUnit } from "./capacity.ts";
import type { Query, Tx } from "./sql.ts";

export interface Unit extends RoutedUnit {
  name: string;
  service: string;
  site: string;
  largestGroup: number | null;
  /** What it takes, said in lines (R321). */
  lines: CapacityLine[];
  retired: boolean;
  contacts: NamedContact[];
}

const unitColumns = (sql: Query) => sql`
  d.id, d.site_id, d.service_id, d.name, se.name as service, si.name as site, d.largest_group, not d.is_user as on_paper,
  d.retired_on is not null as retired,
  ${linesOfUnit(sql)} as lines,
  (case when d.contact_id is null then '[]'::jsonb else jsonb_build_array(jsonb_build_object('personId', d.contact_id, 'as', 'contact', 'discipline', '')) end)
    || coalesce((select jsonb_agg(jsonb_build_object('personId', k.person_id, 'as', case when k.discipline = '' then 'backup' else 'discipline' end,
        'discipline', k.discipline) order by k.discipline = '', lower(k.discipline), k.rank, k.id)
      from unit_contact k where k.agency_id = d.agency_id and k.destination_id = d.id), '[]') as contacts`;

const unitJoins = (sql: Query) => sql`
  destination d
  join service se on se.agency_id = d.agency_id and se.id = d.service_id
  join site si on si.agency_id = d.agency_id and si.id = d.site_id`;

/** Units of the viewer's organisation that are open and that she covers: where a request can be redirected, with who is named for each. */
export async function listUnits(sql: Query, viewer: Actor): Promise<Unit[]> {
  const { sites, services, destinations } = viewer.places;
  return sql<Unit[]>`
    select ${unitColumns(sql)} from ${unitJoins(sql)}
    where d.agency_id = ${viewer.agencyId} and d.retired_on is null
      and (${viewer.everything} or d.site_id = any(${sites}::uuid[]) or d.service_id = any(${services}::uuid[]) or d.id = any(${destinations}::uuid[]))
    order by lower(si.name), lower(se.name), lower(d.name)`;
}

/** Units by id, of one organisation, open or retired. The caller has judged that the viewer reaches them. */
export async function listUnitsById(sql: Query, agencyId: Id, ids: Id[]): Promise<Unit[]> {
  return sql<Unit[]>`
    select ${unitColumns(sql)} from ${unitJoins(sql)} where d.agency_id = ${agencyId} and d.id = any(${ids}::uuid[])
    order by lower(si.name), lower(se.name), lower(d.name)`;
}

type PersonRow = RoutedPerson;

/**
 * Everybody of an organisation who may be asked about its units, by id: who is named, who stands in, who holds a receiving role, and whom
 * `also` names. The caller acts for the organisation, or shows what comes of it to its own people.
 */
export async function readRoutedPeople(sql: Query, agencyId: Id, also: Id[] = []): Promise<Map<Id, RoutedPerson>> {
  const rows = await sql<PersonRow[]>`
    with concerned as (
      select contact_id as id from destination where agency_id = ${agencyId} and contact_id is not null
      union select coordinator_id from service where agency_id = ${agencyId} and coordinator_id is not null
      union select person_id from unit_contact where agency_id = ${agencyId}
      union select delegate_id from absence where agency_id = ${agencyId} and delegate_id is not null
      union select person_id from role where agency_id = ${agencyId} and kind in ('destination-coordinator', 'receiving-coordinator') and disabled_at is null
      union select unnest(${also}::uuid[])
    )
    select p.id, trim(p.first_name || ' ' || p.last_name) as name, p.active, p.disabled_at is not null or coalesce(a.disabled_at is not null, false) as disabled,
      a.id is not null as has_account, a.last_sign_in_at, p.alerts,
      coalesce((select jsonb_agg(jsonb_build_object('kind', r.kind, 'everything', r.everything, 'since', r.created_at,
          'sites', array(select x.site_id from role_right x where x.agency_id = r.agency_id and x.role_id = r.id and x.site_id is not null),
          'services', array(select x.service_id from role_right x where x.agency_id = r.agency_id and x.role_id = r.id and x.service_id is not null),
          'destinations', array(select x.destination_id from role_right x where x.agency_id = r.agency_id and x.role_id = r.id and x.destination_id is not null)))
        from role r where r.agency_id = p.agency_id and r.person_id = p.id and r.disabled_at is null), '[]') as roles,
      coalesce((select jsonb_agg(jsonb_build_object('startsOn', b.starts_on, 'endsOn', b.ends_on, 'delegateId', b.delegate_id) order by b.starts_on)
        from absence b where b.agency_id = p.agency_id and b.person_id = p.id and (b.ends_on is null or b.ends_on >= current_date - 1)), '[]') as absences
    from person p
      left join lateral (select r.account_id from role r where r.agency_id = p.agency_id and r.person_id = p.id
        order by (r.disabled_at is null) desc, r.created_at limit 1) held on true
      left join account a on a.id = held.account_id
    where p.agency_id = ${agencyId} and p.id in (select id from concerned)`;
  return new Map(rows.map((row) => [row.id, row]));
}

/** What requests are routed by: their organisation, unit, and their programme's discipline; and what their service says of what it is sent. */
export interface RoutedRequest {
  id: Id;
  reference: number;
  receivingId: Id;
  serviceId: Id;
  destinationId: Id | null;
  discipline: string;
  size: number;
  status: string;
  unitContactId: Id | null;
  unitContactChosen: boolean;
  redirects: "no" | "asked" | "unit";
  redirectUnitId: Id | null;
}

/** The caller has found that the viewer reaches them, or routes them for nobody (T12). */
export async function listRoutedRequests(sql: Query, ids: Id[]): Promise<RoutedRequest[]> {
  return sql<RoutedRequest[]>`
    select r.id, r.reference, r.receiving_id, r.service_id, r.destination_id, p.discipline, coalesce(r.size_here, r.size) as size, r.status,
      r.unit_contact_id, r.unit_contact_chosen, se.redirects, se.redirect_unit_id
    from request r
      join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
      join cohort c on c.agency_id = r.agency_id and c.id = cc.cohort_id
      join programme p on p.agency_id = r.agency_id and p.id = c.programme_id
      join service se on se.agency_id = r.receiving_id and se.id = r.service_id
    where r.id = any(${ids}::uuid[]) order by r.id`;
}

/** Whom a request was given to at its unit, and whether somebody chose her. */
export async function saveUnitContact(tx: Tx, of: { agencyId: Id; id: Id; personId: Id | null; chosen: boolean }): Promise<void> {
  await tx`
    update request set unit_contact_id = ${of.personId}, unit_contact_chosen = ${of.chosen} where agency_id = ${of.agencyId} and id = ${of.id}`;
}

/** What is still to be delivered by an organisation and asks for nothing any more, because these requests left the paper. */
export async function dropPrintouts(tx: Tx, of: { agencyId: Id; requestId: Id }): Promise<void> {
  await tx`
    update printout p set replaced_at = now()
    where p.agency_id = ${of.agencyId} and p.delivered_at is null and p.replaced_at is null
      and exists (select from printout_request x where x.agency_id = p.agency_id and x.printout_id = p.id and x.request_id = ${of.requestId})
      and not exists (select from printout_request x join request r on r.agency_id = x.request_agency_id and r.id = x.request_id
        where x.agency_id = p.agency_id and x.printout_id = p.id and x.request_id <> ${of.requestId} and r.status = 'redirected-paper')`;
}

export interface ServiceRouting {
  redirects: "no" | "asked" | "unit";
  unit: { id: Id; name: string } | null;
}

export async function findServiceRouting(sql: Query, of: { agencyId: Id; serviceId: Id }): Promise<ServiceRouting> {
  const [row] = await sql<ServiceRouting[]>`
    select s.redirects, case when d.id is not null then jsonb_build_object('id', d.id, 'name', d.name) end as unit
    from service s left join destination d on d.agency_id = s.agency_id and d.id = s.redirect_unit_id
    where s.agency_id = ${of.agencyId} and s.id = ${of.serviceId}`;
  return row ?? { redirects: "no", unit: null };
}

export async function saveServiceRouting(
  tx: Tx,
  of: { agencyId: Id; serviceId: Id; redirects: ServiceRouting["redirects"]; unitId: Id | null },
): Promise<void> {
  await tx`
    update service set redirects = ${of.redirects}, redirect_unit_id = ${of.unitId} where agency_id = ${of.agencyId} and id = ${of.serviceId}`;
}

/** Puts a unit back in the system: what somebody had turned off. */
export async function saveUnitUser(tx: Tx, of: { agencyId: Id; unitId: Id; isUser: boolean }): Promise<void> {
  await tx`update destination set is_user = ${of.isUser} where agency_id = ${of.agencyId} and id = ${of.unitId}`;
}

/** Who can open an access again, or give one: the organisation's local administrators who can come in. */
export async function listAdministrators(sql: Query, agencyId: Id): Promise<{ name: string; email: string | null }[]> {
  return sql<{ name: string; email: string | null }[]>`
    select trim(p.first_name || ' ' || p.last_name) as name, coalesce(p.email, a.email) as email
    from role r join person p on p.agency_id = r.agency_id and p.id = r.person_id join account a on a.id = r.account_id
    where r.agency_id = ${agencyId} and r.kind = 'local-administrator' and r.disabled_at is null and p.active and p.disabled_at is null
      and a.disabled_at is null order by lower(p.last_name), lower(p.first_name) limit 5`;
}
