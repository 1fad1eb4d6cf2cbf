import type { Actor } from "#domain/access.ts";
import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import type { RequestRecord } from "#domain/request-seen.ts";
import type { Side } from "#domain/request.ts";
import { course } from "./supervision.ts";
import { reachesRequest } from "./request.ts";
import type { Query } from "./sql.ts";

interface Look {
  viewer: Actor;
  side: Side;
  today: Day;
}

/** Accepted places to come or under way that nobody goes with yet (R307), as SQL over a request `r`. */
const missing = (sql: Query, { viewer, side, today }: Look) => sql`
  r.status in ('accepted', 'confirmed') and r.ends_on >= ${today} and ${reachesRequest(sql, viewer, side)}
    and (r.kind = 'individual' or r.instructor_id is null)
    and not exists (select from request_supervision s where s.agency_id = r.agency_id and s.request_id = r.id
      and s.receiving_id = r.receiving_id and s.removed_at is null)`;

/** A page of them, the first to begin first: ids with the place in the list. */
export function listMissing(
  sql: Query,
  look: Look,
  page: { until: Day | null; after: { startsOn: Day; id: Id } | null; most: number },
): Promise<{ id: Id; startsOn: Day }[]> {
  const { until, after } = page;
  return sql<{ id: Id; startsOn: Day }[]>`
    select r.id, r.starts_on from request r ${course(sql)} where ${missing(sql, look)}
      and (${until}::date is null or r.starts_on <= ${until}::date)
      and (${after === null} or (r.starts_on, r.id) > (${after?.startsOn ?? null}::date, ${after?.id ?? null}::uuid))
    order by r.starts_on, r.id limit ${page.most}`;
}

/** How many there are, and how many begin by a day. */
export async function countMissing(sql: Query, look: Look, until: Day): Promise<{ missing: number; soon: number }> {
  const [row] = await sql<{ missing: number; soon: number }[]>`
    select count(*)::int as missing, (count(*) filter (where r.starts_on <= ${until}))::int as soon
    from request r ${course(sql)} where ${missing(sql, look)}`;
  return row ?? { missing: 0, soon: 0 };
}

/** Ids of the places where a person goes along, that `reachesRequest` gives her; the first to begin first, those that are over last. */
export async function listOwn(sql: Query, look: Look): Promise<Id[]> {
  const rows = await sql<{ id: Id }[]>`
    select r.id from request r ${course(sql)} where ${reachesRequest(sql, look.viewer, look.side)} and r.ends_on >= ${look.today}::date - 120
    order by (r.ends_on < ${look.today} or r.status = 'cancelled'), r.starts_on, r.id limit 200`;
  return rows.map(({ id }) => id);
}

/** Ids of the accepted places that have a day between two. */
export async function listComing(sql: Query, look: Look, of: { from: Day; to: Day }): Promise<Id[]> {
  const rows = await sql<{ id: Id }[]>`
    select r.id from request r ${course(sql)} where r.status in ('accepted', 'confirmed') and r.starts_on <= ${of.to} and r.ends_on >= ${of.from}
      and ${reachesRequest(sql, look.viewer, look.side)} order by r.starts_on, r.id limit 300`;
  return rows.map(({ id }) => id);
}

/** The first day somebody new is expected after a day; null when nobody is. */
export async function findNextComing(sql: Query, look: Look, after: Day): Promise<Day | null> {
  const [row] = await sql<{ startsOn: Day | null }[]>`
    select min(r.starts_on) as starts_on from request r ${course(sql)} where r.status in ('accepted', 'confirmed') and r.starts_on > ${after}
      and ${reachesRequest(sql, look.viewer, look.side)}`;
  return row?.startsOn ?? null;
}

/** Who is confirmed on confirmed requests, by request: what the receiving side may name (section 8, rule 4). */
export async function listConfirmedNames(sql: Query, of: Pick<RequestRecord, "agencyId" | "id">[]): Promise<Map<Id, string[]>> {
  const rows = await sql<{ requestId: Id; names: string[] }[]>`
    select r.id as request_id, array_agg(trim(st.first_name || ' ' || st.last_name) order by lower(st.last_name), lower(st.first_name)) as names
    from request r join assignment a on a.agency_id = r.agency_id and a.request_id = coalesce(r.split_of, r.id) and a.state = 'confirmed'
    join student st on st.agency_id = a.agency_id and st.id = a.student_id and st.sealed is null
    where r.agency_id = any(${[...new Set(of.map(({ agencyId }) => agencyId))]}::uuid[]) and r.id = any(${of.map(({ id }) => id)}::uuid[])
      and r.status = 'confirmed' group by r.id`;
  return new Map(rows.map(({ requestId, names }) => [requestId, names]));
}
