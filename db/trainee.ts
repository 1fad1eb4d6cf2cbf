import type { Actor } from "#domain/access.ts";
import type { Side } from "#domain/request.ts";
import { reachesRequest } from "./request.ts";
import { everyWord } from "./search-name.ts";
import { asFound, pageOf, type Found, type HitQuery } from "./search.ts";
import type { Query } from "./sql.ts";

interface Row {
  id: string;
  name: string;
  number: null;
  coming: { place: string; startsOn: string; endsOn: string };
  rank: number;
  by: string;
}

/**
 * Who comes to an organisation, by name: only the confirmed of confirmed requests that the viewer reaches, and nobody for a viewer without
 * names (section 8, rule 4). The beginning of each word must be in the name, never in a number or an address, which stay the school's; who is
 * there now or comes next is first. Found from the names, of which a few thousand are looked at: what is shorter than three letters finds nobody.
 */
export async function findTrainees(sql: Query, viewer: Actor, of: HitQuery & { side: Side; today: string }): Promise<Found<"student">[]> {
  const told = of.wanted.filter((word) => word.some((reading) => reading.length >= 3));
  if (everyWord(of.wanted) === 0 || told.length === 0 || of.ids !== undefined) return [];
  const bears = of.wanted
    .map((word) => word.map((reading) => sql`n.words like ${`% ${reading}%`}`).reduce((all, one) => sql`${all} or ${one}`))
    .reduce((all, one) => sql`${all} and (${one})`, sql`n.kind like 'student%' and n.kind = 'student'`);
  const rows = await sql<Row[]>`
    with named as materialized (select n.agency_id, n.id from search_name n where ${bears} limit 5000),
    shown as (
      select r.id, trim(s.first_name || ' ' || s.last_name) as name, s.sort_name || s.id as by, (r.ends_on < ${of.today}::date)::int as rank,
        jsonb_build_object('place', concat_ws(', ', coalesce(d.name, se.name), si.name), 'startsOn', r.starts_on, 'endsOn', r.ends_on) as coming
      from named
        join assignment a on a.agency_id = named.agency_id and a.student_id = named.id and a.state = 'confirmed'
        join request r on r.agency_id = a.agency_id and (r.id = a.request_id or r.split_of = a.request_id)
        join student s on s.agency_id = a.agency_id and s.id = a.student_id
        left join site si on si.agency_id = r.receiving_id and si.id = r.site_id
        left join service se on se.agency_id = r.receiving_id and se.id = r.service_id
        left join destination d on d.agency_id = r.receiving_id and d.id = r.destination_id
      where ${viewer.withNames} and r.status = 'confirmed' and s.sealed is null and ${reachesRequest(sql, viewer, of.side)}
    )
    select shown.id, shown.name, null as number, shown.coming, shown.rank, shown.by from shown ${pageOf(sql, of)}`;
  return asFound("student", rows);
}
