import type { Actor } from "#domain/access.ts";
import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import { acceptedStatuses } from "#domain/place-search.ts";
import { seenBy, statuses } from "#domain/request.ts";
import type { ShareLine } from "#domain/supply-share.ts";
import type { Query, Tx } from "./sql.ts";

export interface ShareAsked {
  receivingId: Id;
  from: Day;
  to: Day;
  siteId: Id | null;
  discipline: string | null;
}

/** What has reached who receives; what is held until its release moment has not (section 8, rule 5). */
const reached = statuses.filter((of) => seenBy[of].receiving !== "hidden" && of !== "new-part");

/** Places the viewer covers where the organisation is her own; a school looks at all of another's. */
const covered = (sql: Query, viewer: Actor, receivingId: Id) => {
  if (viewer.agencyId !== receivingId || viewer.everything) return sql``;
  const { sites, services, destinations } = viewer.places;
  return sql`and (r.site_id = any(${sites}::uuid[]) or r.service_id = any(${services}::uuid[]) or r.destination_id = any(${destinations}::uuid[]))`;
};

/**
 * What each school asked an organisation for in a period, and was given, the most asked first (R505). What a school called off before it
 * was answered was not asked in the end; a place that was given and then lost to a cancellation was asked and is not given.
 */
export function listShares(sql: Query, viewer: Actor, of: ShareAsked): Promise<ShareLine[]> {
  const { discipline, siteId } = of;
  return sql<ShareLine[]>`
    with part as (
      select r.agency_id, coalesce(r.split_of, r.id) as root, coalesce(r.size_here, r.size) as size,
        r.status = any(${[...acceptedStatuses]}::text[]) as given, r.status not in ('accepted', 'confirmed', 'declined', 'cancelled') as waiting
      from request r
      where r.receiving_id = ${of.receivingId} and r.ends_on >= ${of.from}::date and r.starts_on <= ${of.to}::date
        and r.status = any(${reached}::text[]) and (r.status <> 'cancelled' or (r.sent_at is not null and r.answered_at is not null))
        and (${siteId}::uuid is null or r.site_id = ${siteId}) ${covered(sql, viewer, of.receivingId)}
        ${
          discipline === null
            ? sql``
            : sql`and exists (select from cohort_course cc
                join cohort c on c.agency_id = cc.agency_id and c.id = cc.cohort_id
                join programme p on p.agency_id = c.agency_id and p.id = c.programme_id
                where cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
                  and fold_text(case when p.discipline = '' then p.name else p.discipline end) = fold_text(${discipline}))`
        }
    ), grouped as (
      select part.agency_id, part.root, whole.size as group_size, sum(part.size) as asked,
        coalesce(sum(part.size) filter (where part.given), 0) as given, coalesce(sum(part.size) filter (where part.waiting), 0) as waiting
      from part join request whole on whole.agency_id = part.agency_id and whole.id = part.root
      group by part.agency_id, part.root, whole.size
    )
    select g.agency_id as school_id, a.name as school, count(*)::int as requests, sum(least(g.asked, g.group_size))::int as asked,
      sum(least(g.given, g.group_size))::int as given, sum(least(g.waiting, g.group_size - least(g.given, g.group_size)))::int as waiting
    from grouped g join agency a on a.id = g.agency_id
    group by g.agency_id, a.name order by 4 desc, lower(a.name), g.agency_id`;
}

/** Disciplines of what schools asked an organisation for in a period; `ownOnly`: of what the viewer's school did. */
export async function listAskedDisciplines(
  sql: Query,
  viewer: Actor,
  of: Pick<ShareAsked, "receivingId" | "from" | "to"> & { ownOnly: boolean },
): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select min(case when p.discipline = '' then p.name else p.discipline end) as name
    from request r
      join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
      join cohort c on c.agency_id = cc.agency_id and c.id = cc.cohort_id
      join programme p on p.agency_id = c.agency_id and p.id = c.programme_id
    where r.receiving_id = ${of.receivingId} and r.ends_on >= ${of.from}::date and r.starts_on <= ${of.to}::date and r.status = any(${reached}::text[])
      ${of.ownOnly ? sql`and r.agency_id = ${viewer.agencyId}` : sql``} ${covered(sql, viewer, of.receivingId)}
    group by fold_text(case when p.discipline = '' then p.name else p.discipline end) order by 1`;
  return rows.map(({ name }) => name);
}

/** Whether an organisation shows schools each other's lines; and who said so when. */
export async function findSharing(sql: Query, receivingId: Id): Promise<{ open: boolean; by: string | null; at: string | null }> {
  const [row] = await sql<{ open: boolean; by: string; at: string }[]>`
    select open, changed_by as "by", changed_at as "at" from sharing_setting where agency_id = ${receivingId}`;
  return row ?? { open: false, by: null, at: null };
}

/** Answers whether that is news. */
export async function saveSharing(tx: Tx, viewer: Actor, of: { open: boolean; at: Date }): Promise<boolean> {
  const before = await findSharing(tx, viewer.agencyId);
  await tx`
    insert into sharing_setting (agency_id, open, changed_by, changed_at) values (${viewer.agencyId}, ${of.open}, ${viewer.name}, ${of.at.toISOString()})
    on conflict (agency_id) do update set open = excluded.open, changed_by = excluded.changed_by, changed_at = excluded.changed_at
    where sharing_setting.open <> excluded.open`;
  return before.open !== of.open;
}

/** Schools that have asked an organisation for something: whom what it shows concerns. */
export async function listSchoolsAt(sql: Query, viewer: Actor): Promise<Id[]> {
  const rows = await sql<{ id: Id }[]>`
    select a.id from agency a where a.kind in ('placing', 'both')
      and exists (select from request r where r.receiving_id = ${viewer.agencyId} and r.agency_id = a.id and r.sent_at is not null)`;
  return rows.map(({ id }) => id);
}

/** Organisations the viewer's school has an agreement with or ever sent a request to: whose sharing it may look at. */
export const listPartners = (sql: Query, viewer: Actor): Promise<{ id: Id; name: string }[]> => sql<{ id: Id; name: string }[]>`
  select a.id, a.name from agency a where a.kind in ('receiving', 'both') and a.is_user
    and (exists (select from agreement g where g.school_id = ${viewer.agencyId} and g.receiving_id = a.id)
      or exists (select from request r where r.agency_id = ${viewer.agencyId} and r.receiving_id = a.id and r.sent_at is not null))
  order by (select count(*) from request r where r.agency_id = ${viewer.agencyId} and r.receiving_id = a.id and r.sent_at is not null) desc, lower(a.name), a.id`;
