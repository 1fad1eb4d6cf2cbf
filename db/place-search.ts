import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import { wordsOf } from "#domain/place.ts";
import { acceptedStatuses, askedByOthers, askedByOwn, type FoundPlace } from "#domain/place-search.ts";
import type { Schedule } from "#domain/schedule.ts";
import type { Query } from "./sql.ts";

export interface PlaceQuery {
  /** Beginnings of any words of a place's path, short names or disciplines. */
  text: string;
  /** A discipline the unit receives, whatever its capitals and accents; units that name none receive all. */
  discipline: string | null;
  /** Only where this many students more find room on the fullest day; where nobody has said how many the unit takes, there may be. */
  room: number | null;
  /** Of one organisation alone. */
  agencyId?: Id;
  /** The dates and weekdays that are looked at. */
  schedule: Pick<Schedule, "startsOn" | "endsOn" | "weekdays">;
  after: { foundBy: string; id: string } | null;
  most: number;
}

type Row = Omit<FoundPlace, "waiting" | "accepted" | "own"> & {
  foundBy: string;
  key: string;
  waitingRequests: number;
  waitingStudents: number;
  acceptedRequests: number;
  acceptedStudents: number;
  ownRequests: number;
  ownStudents: number;
};

/**
 * A page of open places in the order of their paths, with what is asked of each at those dates: counts alone, whoever asks (5.1). Requests
 * that have a weekday in common are counted; « variés » has all.
 */
export async function findPlaces(
  sql: Query,
  viewer: Actor,
  of: PlaceQuery,
): Promise<{ places: FoundPlace[]; foundBy: string[]; keys: string[] }> {
  const { schedule, after } = of;
  // what is asked of a place is counted for a page's places, unless a place is on the page because of it
  const first = of.room === null ? sql`limit ${of.most}` : sql``;
  const words = wordsOf(of.text);
  // each word by itself, so that the trigrams of the rarest are looked up; what is not asked is not in the statement
  const narrowed = (found: ReturnType<Query>, key: ReturnType<Query>) => {
    const from = after === null ? sql`` : sql`and (${found} collate "C", ${key}) > (${after.foundBy}, ${after.id}::uuid)`;
    return words.reduce((all, word) => sql`${all} and ${found} like ${`% ${word}%`}`, from);
  };
  const within = (column: ReturnType<Query>) => (of.agencyId === undefined ? sql`` : sql`and ${column} = ${of.agencyId}`);
  const disciplined =
    of.discipline === null
      ? sql``
      : sql`and (d.disciplines = '{}' or fold_text(${of.discipline}) in (select fold_text(one) from unnest(d.disciplines) one))`;
  const rows = await sql<Row[]>`
    with open as materialized (
      select shown.agency_id, shown.site_id, shown.service_id, shown.destination_id, shown.key, shown.found_by, shown.name, shown.disciplines,
        shown.capacity, shown.largest_group
      from (
      (select d.agency_id, d.site_id, d.service_id, d.id as destination_id, d.id as key, d.found_by, d.name, d.disciplines, d.capacity, d.largest_group
      from destination d
      where (d.retired_on is null or d.retired_on > current_date) ${within(sql`d.agency_id`)} ${narrowed(sql`d.found_by`, sql`d.id`)} ${disciplined}
      order by d.found_by collate "C", d.id ${first})
      union all
      (select c.agency_id, c.site_id, c.id, null, c.id, c.found_by, '', '{}', null, null
      from service c
      where (c.retired_on is null or c.retired_on > current_date) ${within(sql`c.agency_id`)} ${narrowed(sql`c.found_by`, sql`c.id`)}
        and not exists (select 1 from destination d where d.agency_id = c.agency_id and d.service_id = c.id and (d.retired_on is null or d.retired_on > current_date))
      order by c.found_by collate "C", c.id ${first})
      ) as shown order by shown.found_by collate "C", shown.key ${first}
    )
    select o.agency_id, o.site_id, o.service_id, o.destination_id, o.key, o.found_by, concat_ws(' / ', a.name, s.name, c.name) as path, o.name,
      o.disciplines, o.capacity, o.largest_group, asked.waiting_requests, asked.waiting_students, asked.accepted_requests,
      asked.accepted_students, asked.own_requests, asked.own_students, asked.most
    from open o
      join agency a on a.id = o.agency_id
      join site s on s.agency_id = o.agency_id and s.id = o.site_id
      join service c on c.agency_id = o.agency_id and c.id = o.service_id
      cross join lateral (
        with asked as (
          select r.agency_id, r.status, coalesce(r.size_here, r.size) as size, r.starts_on, r.ends_on, r.weekdays from request r
          where r.receiving_id = o.agency_id and r.destination_id = o.destination_id and r.starts_on <= ${schedule.endsOn} and r.ends_on >= ${schedule.startsOn}
          union all
          select r.agency_id, r.status, coalesce(r.size_here, r.size) as size, r.starts_on, r.ends_on, r.weekdays from request r
          where o.destination_id is null and r.receiving_id = o.agency_id and r.service_id = o.service_id and r.destination_id is null
            and r.starts_on <= ${schedule.endsOn} and r.ends_on >= ${schedule.startsOn}
        ), counted as (
          select q.size, q.starts_on, q.ends_on, q.agency_id = ${viewer.agencyId} as own, q.status = any(${[...acceptedStatuses]}::text[]) as accepted
          from asked q
          where (q.weekdays is null or ${schedule.weekdays}::smallint[] is null or q.weekdays && ${schedule.weekdays}::smallint[])
            and q.status = any(case when q.agency_id = ${viewer.agencyId} then ${[...askedByOwn]}::text[] else ${[...askedByOthers]}::text[] end)
        )
        select count(*) filter (where not accepted)::int as waiting_requests, coalesce(sum(size) filter (where not accepted), 0)::int as waiting_students,
          count(*) filter (where accepted)::int as accepted_requests, coalesce(sum(size) filter (where accepted), 0)::int as accepted_students,
          count(*) filter (where own)::int as own_requests, coalesce(sum(size) filter (where own), 0)::int as own_students,
          -- the fullest day is one on which somebody begins, or the first
          coalesce((select max(on_day.students) from (
            select (select sum(other.size) from counted other
              where other.starts_on <= greatest(one.starts_on, ${schedule.startsOn}) and other.ends_on >= greatest(one.starts_on, ${schedule.startsOn})) as students
            from counted one) as on_day), 0)::int as most
        from counted
      ) as asked
    where ${of.room === null} or o.capacity is null or o.capacity - asked.most >= ${of.room ?? 0}
      -- what lines say of these days is worked out by who asks
      or exists (select from capacity_line l where l.destination_id = o.destination_id and l.ended_at is null)
    order by o.found_by collate "C", o.key limit ${of.most}`;
  const places = rows.map(
    ({
      foundBy: _f,
      key: _k,
      waitingRequests,
      waitingStudents,
      acceptedRequests,
      acceptedStudents,
      ownRequests,
      ownStudents,
      ...place
    }): FoundPlace => ({
      ...place,
      waiting: { requests: waitingRequests, students: waitingStudents },
      accepted: { requests: acceptedRequests, students: acceptedStudents },
      own: { requests: ownRequests, students: ownStudents },
    }),
  );
  return { places, foundBy: rows.map(({ foundBy }) => foundBy), keys: rows.map(({ key }) => key) };
}

/** The disciplines that open units name, each once. */
export async function listDisciplines(sql: Query, _viewer: Actor): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select min(one) as name from destination d, unnest(d.disciplines) one where d.retired_on is null and d.disciplines <> '{}'
    group by fold_text(one) order by fold_text(one)`;
  return rows.map(({ name }) => name);
}
