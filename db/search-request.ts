import type { Actor } from "#domain/access.ts";
import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import { statusSeenBy, type Side, type Status } from "#domain/request.ts";
import { numbersFrom } from "#domain/search.ts";
import { reachesRequest } from "./request.ts";
import { dimensions, everyWord, isBorneInAll, receivedNames, requestNames } from "./search-name.ts";
import { asFound, type Found, type HitQuery } from "./search.ts";
import type { Query } from "./sql.ts";

export interface RequestQuery extends HitQuery {
  side: Side;
  /** What was typed as a number, that requests are found by first. */
  number: number | null;
}

interface Row {
  id: Id;
  reference: number;
  status: Status;
  school: string;
  place: string;
  course: string;
  cohort: string;
  startsOn: Day;
  endsOn: Day;
  rank: number;
  by: string;
}

/** Of requests `r` of courses `cc` of cohorts `c`, what a hit says. */
const said = (sql: Query, side: Side) => sql`
  r.id, r.reference, r.status, sch.short_name as school, co.number || ' ' || co.name as course, c.name as cohort, r.starts_on, r.ends_on,
  concat_ws(' / ', ${side === "placing" ? sql`rec.short_name` : sql`null::text`}, si.name, se.name, d.name) as place`;
const joined = (sql: Query) => sql`
  join agency sch on sch.id = r.agency_id
  join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
  join cohort c on c.agency_id = r.agency_id and c.id = cc.cohort_id
  join course co on co.agency_id = r.agency_id and co.id = cc.course_id
  left join agency rec on rec.id = r.receiving_id
  left join site si on si.agency_id = r.receiving_id and si.id = r.site_id
  left join service se on se.agency_id = r.receiving_id and se.id = r.service_id
  left join destination d on d.agency_id = r.receiving_id and d.id = r.destination_id`;

const isNumbered = (sql: Query, number: number) =>
  numbersFrom(number)
    .map(({ from, to }) => sql`r.reference between ${from} and ${to}`)
    .reduce((all, one) => sql`${all} or ${one}`);

/**
 * A page of the requests a viewer reaches from one side, those of the number typed first, then the latest to begin. A word that many bear
 * is found in the latest few hundred; one that few bear is not, and is looked up by the index of what requests are of. Either way the
 * work does not grow with the number of requests.
 */
export async function findRequestHits(sql: Query, viewer: Actor, of: RequestQuery): Promise<Found<"request">[]> {
  const list = of.side === "placing" ? ("outbox" as const) : ("inbox" as const);
  const seen = (rows: Row[]) =>
    asFound(
      "request",
      rows.flatMap(({ status, ...row }) => {
        const shown = statusSeenBy(status, of.side);
        return shown === "hidden" ? [] : [{ ...row, list, status: shown }];
      }),
    );
  if (of.ids !== undefined)
    return seen(
      await sql<Row[]>`
      select ${said(sql, of.side)}, 0 as rank, r.starts_on::text as by from request r ${joined(sql)} where r.id = any(${of.ids}::uuid[]) and ${reachesRequest(sql, viewer, of.side)}`,
    );
  const numbered = of.number !== null && (of.after?.rank ?? -2) < 0 ? seen(await byNumber(sql, viewer, { ...of, number: of.number })) : [];
  if (numbered.length >= of.most) return numbered;
  const rest = { ...of, most: of.most - numbered.length };
  // who reaches a part of the organisation alone finds little among its latest
  const wide = viewer.everything && viewer.kind !== "course-leader" && viewer.kind !== "instructor" && viewer.kind !== "supervisor";
  const latest = wide ? await amongLatest(sql, viewer, rest) : [];
  return [...numbered, ...seen(latest.length >= rest.most ? latest : await byFacets(sql, viewer, rest))];
}

/**
 * The very number, then those that begin with it, the latest first; ranks below 0, so that the rest comes after. Each range is read by itself,
 * a thousand numbers at most, whosever they are, before anything is asked of them.
 */
const byNumber = (sql: Query, viewer: Actor, of: RequestQuery & { number: number }) => {
  const { after, number } = of;
  const beyond = sql`n.reference <> ${number}`;
  const onwards = after === null ? sql`` : after.rank < -1 ? sql`and ${beyond}` : sql`and ${beyond} and n.reference < ${Number(after.by)}`;
  const ranges = numbersFrom(number)
    .map(({ from, to }) => sql`select q.agency_id, q.id, q.reference from request q where q.reference between ${from} and ${to}`)
    .reduce((all, one) => sql`${all} union all ${one}`);
  return sql<Row[]>`
    with numbered as materialized (${ranges})
    select ${said(sql, of.side)}, case when n.reference = ${number} then -2 else -1 end as rank, n.reference::text as by
    from numbered n join request r on r.agency_id = n.agency_id and r.id = n.id ${joined(sql)}
    where ${reachesRequest(sql, viewer, of.side)} ${onwards}
    order by n.reference = ${number} desc, n.reference desc limit ${of.most}`;
};

/** A piece of a statement. */
type Part = ReturnType<typeof reachesRequest>;
const owner = (sql: Query, side: Side) => (side === "placing" ? sql`f.agency_id` : sql`f.receiving_id`);
const names = (viewer: Actor, side: Side) => (side === "placing" ? requestNames(viewer) : receivedNames(viewer));
/** Beyond what the page before has shown; what was found by number comes before all of it. */
const onward = (sql: Query, { after }: RequestQuery) =>
  after === null || after.rank < 0 ? sql`` : sql`and (f.day, f.id) < (${after.by}::date, ${after.id}::uuid)`;
const unnumbered = (sql: Query, { number }: RequestQuery) => (number === null ? sql`` : sql`and not (${isNumbered(sql, number)})`);
const ended = (sql: Query, viewer: Actor, of: RequestQuery & { and?: Part }) => sql`
  join request r on r.agency_id = hit.agency_id and r.id = hit.id ${joined(sql)}
  where ${reachesRequest(sql, viewer, of.side)} ${unnumbered(sql, of)} ${of.and ?? sql``}
  order by hit.day desc, hit.id desc limit ${of.most}`;

const amongLatest = (sql: Query, viewer: Actor, of: RequestQuery) => sql<Row[]>`
  with ${dimensions(sql, of.wanted, names(viewer, of.side))},
  latest as materialized (
    select f.agency_id, f.id, f.day, f.facets from search_request f
    where ${isBorneInAll(sql, of.wanted)} and ${owner(sql, of.side)} = ${viewer.agencyId} ${onward(sql, of)}
    order by f.day desc, f.id desc ${of.most > 10 ? sql`limit 3000` : sql`limit 600`}),
  spread as (select l.agency_id, l.id, l.day, unnest(l.facets) as facet from latest l),
  hit as materialized (
    select s.agency_id, s.id, s.day from spread s join dim on dim.id = s.facet
    group by s.agency_id, s.id, s.day having bit_or(dim.mask) = ${everyWord(of.wanted)})
  select ${said(sql, of.side)}, 0 as rank, r.starts_on::text as by from hit ${ended(sql, viewer, of)}`;

/** What bounds a narrow reach besides `reachesRequest`, so that the index is asked for it too. */
function reachedFacets(sql: Query, viewer: Actor, side: Side) {
  if (side === "placing") {
    if (viewer.kind === "instructor") return sql`and f.facets @> array[${viewer.personId}::uuid]`;
    if (viewer.kind === "course-leader")
      return sql`and f.facets && array(select cl.cohort_course_id from course_leader cl where cl.agency_id = ${viewer.agencyId} and cl.person_id = ${viewer.personId})`;
    return viewer.everything ? sql`` : sql`and f.facets && ${viewer.programmes}::uuid[]`;
  }
  if (viewer.kind === "supervisor")
    return sql`and (f.agency_id, f.id) in (select rs.agency_id, rs.request_id from request_supervision rs
      where rs.receiving_id = ${viewer.agencyId} and rs.person_id = ${viewer.personId} and rs.removed_at is null)`;
  const { sites, services, destinations } = viewer.places;
  return viewer.everything ? sql`` : sql`and f.facets && ${[...sites, ...services, ...destinations]}::uuid[]`;
}

/**
 * The index is asked for the words that few things bear (40, or the fewest there are); the rest is asked of the rows it gives, from the
 * latest on and no further than the page goes: a list of a thousand keys would cost it more than those rows.
 */
const byFacets = (sql: Query, viewer: Actor, of: RequestQuery) => {
  const set = (at: number) => sql(`ids${at}`);
  const joinedBy = (parts: Part[], by: Part) => parts.reduce((all, one) => sql`${all} ${by} ${one}`);
  const sets = of.wanted.map(
    (_word, at) => sql`coalesce(array_agg(dim.id) filter (where dim.mask & ${2 ** at}::int <> 0), '{}') as ${set(at)}`,
  );
  const sizes = of.wanted.map((_word, at) => sql`cardinality(${set(at)})`);
  const narrow = of.wanted.map(
    (_word, at) =>
      sql`and f.facets && (select case when cardinality(${set(at)}) <= most then ${set(at)} else array[${viewer.agencyId}::uuid] end from bound)`,
  );
  // as a set that is made once, not a list that is read for each row
  const wide = of.wanted.map(
    (_word, at) => sql`
      and ((select cardinality(${set(at)}) <= most from bound)
        or (select bool_or(facet in (select dim.id from dim where dim.mask & ${2 ** at}::int <> 0)) from unnest(hit.facets) facet))`,
  );
  return sql<Row[]>`
    with ${dimensions(sql, of.wanted, names(viewer, of.side))},
    sets as materialized (select ${joinedBy(sets, sql`,`)} from dim),
    bound as materialized (select sets.*, greatest(40, least(${joinedBy(sizes, sql`,`)})) as most from sets)
    select ${said(sql, of.side)}, 0 as rank, r.starts_on::text as by
    from (
      select f.agency_id, f.id, f.day, f.facets from search_request f
      where ${isBorneInAll(sql, of.wanted)} and f.facets @> array[${viewer.agencyId}::uuid] and ${owner(sql, of.side)} = ${viewer.agencyId}
        ${joinedBy(narrow, sql``)} ${reachedFacets(sql, viewer, of.side)} ${onward(sql, of)}
      order by f.day desc, f.id desc offset 0) hit
    ${ended(sql, viewer, { ...of, and: joinedBy(wide, sql``) })}`;
};
