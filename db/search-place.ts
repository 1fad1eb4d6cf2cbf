import type { Actor } from "#domain/access.ts";
import type { PlaceLevel } from "#domain/place.ts";
import { dimensions, everyWord, isBorneInAll, placeNames } from "./search-name.ts";
import { among, asFound, pageOf, type Found, type HitQuery } from "./search.ts";
import type { Query } from "./sql.ts";

interface Row {
  id: string;
  level: PlaceLevel;
  name: string;
  path: string;
  formerly: string | null;
  retired: boolean;
  rank: number;
  by: string;
}

/** What bears all of the words itself comes before what bears some, and that before what only lies under it; what is retired comes last. */
const rank = (sql: Query, own: string, of: { all: number; retired: "d" | "c" | "s" | null }) => sql`
  case when coalesce(${sql(own)}.mask, 0) = ${of.all} then 0 when ${sql(own)}.mask is not null then 1 else 2 end * 4
    ${of.retired === null ? sql`` : sql`+ case when ${sql(of.retired)}.retired_on <= current_date then 100 else 0 end`}`;

/**
 * Places of the catalogue, of any level, by their names of today and of before, and by what they lie under. A page of names is made of
 * the few that are shown, so that a word of the whole catalogue costs no more than reading it once.
 */
export async function findCataloguePlaces(sql: Query, viewer: Actor, of: HitQuery): Promise<Found<"place">[]> {
  const all = everyWord(of.wanted);
  const masks = (...at: string[]) => at.map((one) => sql`coalesce(${sql(one)}.mask, 0)`).reduce((whole, one) => sql`${whole} | ${one}`);
  const borne = isBorneInAll(sql, of.wanted);
  const rows = await sql<Row[]>`
    with ${dimensions(sql, of.wanted, placeNames(viewer))},
    candidate as (
      select d.id, 'destination' as level, ${rank(sql, "dd", { all, retired: "d" })} + 3 as rank, d.found_by collate "C" as by
      from destination d left join dim dd on dd.id = d.id left join dim dc on dc.id = d.service_id left join dim ds on ds.id = d.site_id left join dim da on da.id = d.agency_id
      where ${borne} and (${masks("dd", "dc", "ds", "da")}) = ${all} ${among(sql, "d.id", of)}
      union all
      select c.id, 'service', ${rank(sql, "dc", { all, retired: "c" })} + 2, c.found_by collate "C"
      from service c left join dim dc on dc.id = c.id left join dim ds on ds.id = c.site_id left join dim da on da.id = c.agency_id
      where ${borne} and (${masks("dc", "ds", "da")}) = ${all} ${among(sql, "c.id", of)}
      union all
      select s.id, 'site', ${rank(sql, "ds", { all, retired: "s" })} + 1, fold_text(s.name) collate "C"
      from site s left join dim ds on ds.id = s.id left join dim da on da.id = s.agency_id
      where ${borne} and (${masks("ds", "da")}) = ${all} ${among(sql, "s.id", of)}
      union all
      select a.id, 'agency', ${rank(sql, "da", { all, retired: null })}, fold_text(a.name) collate "C"
      from agency a left join dim da on da.id = a.id
      where ${borne} and a.kind <> 'placing' and ${masks("da")} = ${all} ${among(sql, "a.id", of)}
    ),
    page as (select shown.id, shown.level, shown.rank, shown.by from candidate shown ${pageOf(sql, of)})
    select page.id, page.level, page.rank, page.by, page.rank >= 100 as retired,
      coalesce(d.name, c.name, s.name, a.name) as name,
      case page.level when 'agency' then '' else concat_ws(' / ', a.name,
        case when page.level <> 'site' then s.name end, case when page.level = 'destination' then c.name end) end as path,
      was.name as formerly
    from page
      left join destination d on page.level = 'destination' and d.id = page.id
      left join service c on page.level in ('destination', 'service') and c.id = coalesce(d.service_id, page.id)
      left join site s on page.level <> 'agency' and s.id = coalesce(d.site_id, c.site_id, page.id)
      left join agency a on a.id = coalesce(d.agency_id, c.agency_id, s.agency_id, page.id)
      left join lateral (
        select n.name from place_name n where n.place_id = page.id ${formerOnly(sql, of)} order by n.until_day desc, n.id desc limit 1) was on true
    order by page.rank, page.by, page.id`;
  return asFound("place", rows);
}

/** A former name `n` by which the place is found: it bears a word that the place's name of today does not. */
function formerOnly(sql: Query, { wanted }: HitQuery) {
  const parts = wanted.flatMap((word) =>
    word.map(
      (reading) =>
        sql`(words_of(n.name) like ${`% ${reading}%`} and words_of(coalesce(d.name, c.name, s.name)) not like ${`% ${reading}%`})`,
    ),
  );
  const [first, ...others] = parts;
  return first === undefined ? sql`and false` : sql`and (${others.reduce((all, one) => sql`${all} or ${one}`, first)})`;
}
