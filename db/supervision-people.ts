import type { Actor } from "#domain/access.ts";
import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import { reachesAny, course } from "./supervision.ts";
import type { Query } from "./sql.ts";

/** Somebody who can be named, and what she has already. */
export interface Choice {
  id: Id;
  name: string;
  title: string;
  email: string | null;
  placements: number;
}

/** Placements that are not over, of a person `p`: how many she goes with. */
const placementsOf = (sql: Query, today: Day) => sql`
  (select count(*) from request_supervision s join request r on r.agency_id = s.agency_id and r.id = s.request_id and r.receiving_id = s.receiving_id
    where s.receiving_id = p.agency_id and s.person_id = p.id and s.removed_at is null
      and r.status not in ('declined', 'cancelled') and coalesce(s.ends_on, r.ends_on) >= ${today})::int`;

const like = (text: string) => `%${text.trim().replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;

/** People of an organisation by part of a name, title or address; those who supervise already first. */
export async function listChoices(sql: Query, of: { receivingId: Id; text: string; today: Day; most: number }): Promise<Choice[]> {
  return sql<Choice[]>`
    select p.id, trim(p.first_name || ' ' || p.last_name) as name, p.title, p.email, ${placementsOf(sql, of.today)} as placements
    from person p
    where p.agency_id = ${of.receivingId} and p.active
      and (${of.text.trim() === ""} or unaccent(concat_ws(' ', p.first_name, p.last_name, p.first_name, p.title, p.email)) ilike unaccent(${like(of.text)}))
    order by exists (select from request_supervision s where s.receiving_id = p.agency_id and s.person_id = p.id and s.removed_at is null) desc,
      lower(p.last_name), lower(p.first_name), p.id limit ${of.most}`;
}

/** An active person of an organisation by id, or by her own address; null when there is none. */
export async function findChoice(
  sql: Query,
  receivingId: Id,
  of: { id: Id } | { email: string },
): Promise<{ id: Id; name: string } | null> {
  const [row] = await sql<{ id: Id; name: string }[]>`
    select id, trim(first_name || ' ' || last_name) as name from person
    where agency_id = ${receivingId} and active and ${"id" in of ? sql`id = ${of.id}` : sql`lower(email) = lower(${of.email})`} order by id limit 1`;
  return row ?? null;
}

export interface SupervisorRow extends Choice {
  lastName: string;
  firstName: string;
  phone: string | null;
  /** Of what is not over, as far as hours were said. */
  hours: number;
  /** Signs in as supervisor. */
  hasRole: boolean;
  next: { startsOn: Day; endsOn: Day; known: boolean; requestId: Id | null; reference: number | null; place: string | null }[];
}

export interface AfterName {
  lastName: string;
  firstName: string;
  id: Id;
}

/** A page of those who supervise or may, by name: what each goes with, counted whole; where, only as far as the viewer reaches. */
export async function listSupervisors(
  sql: Query,
  viewer: Actor,
  of: { text: string; today: Day; after: AfterName | null; most: number },
): Promise<SupervisorRow[]> {
  const { after } = of;
  return sql<SupervisorRow[]>`
    select p.id, p.last_name, p.first_name, trim(p.first_name || ' ' || p.last_name) as name, p.title, p.email, p.phone,
      ${placementsOf(sql, of.today)} as placements, held.has_role, l.hours, l.next
    from person p
    cross join lateral (select exists (select from role ro where ro.agency_id = p.agency_id and ro.person_id = p.id and ro.kind = 'supervisor' and ro.disabled_at is null) as has_role) held
    cross join lateral (
      select coalesce(sum(o.hours), 0)::float8 as hours,
        coalesce(jsonb_agg(jsonb_build_object('startsOn', o.starts_on, 'endsOn', o.ends_on, 'known', o.known,
          'requestId', case when o.known then o.request_id end, 'reference', case when o.known then o.reference end,
          'place', case when o.known then o.place end) order by o.starts_on, o.request_id) filter (where o.rank <= 3), '[]') as next
      from (
        select s.hours, coalesce(s.starts_on, r.starts_on) as starts_on, coalesce(s.ends_on, r.ends_on) as ends_on, s.request_id, r.reference,
          ${reachesAny(sql, viewer)} as known, concat_ws(', ', coalesce(d.name, se.name), si.name) as place,
          row_number() over (order by coalesce(s.starts_on, r.starts_on), s.request_id) as rank
        from request_supervision s
        join request r on r.agency_id = s.agency_id and r.id = s.request_id and r.receiving_id = s.receiving_id
        ${course(sql)}
        left join site si on si.agency_id = r.receiving_id and si.id = r.site_id
        left join service se on se.agency_id = r.receiving_id and se.id = r.service_id
        left join destination d on d.agency_id = r.receiving_id and d.id = r.destination_id
        where s.receiving_id = p.agency_id and s.person_id = p.id and s.removed_at is null
          and r.status not in ('declined', 'cancelled') and coalesce(s.ends_on, r.ends_on) >= ${of.today}
      ) o
    ) l
    where p.agency_id = ${viewer.agencyId} and p.active
      and (held.has_role or exists (select from request_supervision s where s.receiving_id = p.agency_id and s.person_id = p.id and s.removed_at is null))
      and (${of.text.trim() === ""} or unaccent(concat_ws(' ', p.first_name, p.last_name, p.first_name, p.title, p.email)) ilike unaccent(${like(of.text)}))
      and (${after === null} or (lower(p.last_name), lower(p.first_name), p.id) > (lower(${after?.lastName ?? ""}), lower(${after?.firstName ?? ""}), ${after?.id ?? null}::uuid))
    order by lower(p.last_name), lower(p.first_name), p.id limit ${of.most}`;
}
