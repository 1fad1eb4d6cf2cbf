import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import { wordsOf, type PlaceLevel } from "#domain/place.ts";
import type { Where } from "#domain/watch.ts";
import { patternOf } from "./pattern.ts";
import type { Query } from "./sql.ts";

export interface PlaceNamed {
  level: PlaceLevel;
  id: Id;
  name: string;
  /** What it lies under. */
  path: string;
}

/** Open places of any level whose path bears every word of a text, the widest first. The catalogue is everybody's to read. */
export function findPlacesNamed(sql: Query, viewer: Actor, of: { text: string; ownOnly: boolean; most: number }): Promise<PlaceNamed[]> {
  const words = wordsOf(of.text).slice(0, 8);
  const bears = words.map((word) => sql`and fold_text(p.path || ' ' || p.name) like ${patternOf(word)}`);
  const narrowed = bears.reduce((all, one) => sql`${all} ${one}`, sql``);
  const { sites, services, destinations } = viewer.places;
  const covered = of.ownOnly
    ? sql`and p.agency_id = ${viewer.agencyId} and (${viewer.everything} or p.site_id = any(${sites}::uuid[]) or p.service_id = any(${services}::uuid[])
        or p.destination_id = any(${destinations}::uuid[]))`
    : sql``;
  return sql<PlaceNamed[]>`
    select p.level, p.id, p.name, p.path from (
      select 'agency' as level, 1 as rank, a.id, a.name, '' as path, a.id as agency_id, null::uuid as site_id, null::uuid as service_id, null::uuid as destination_id
        from agency a where a.kind <> 'placing'
      union all select 'site', 2, s.id, s.name, a.name, a.id, s.id, null, null from site s join agency a on a.id = s.agency_id where s.retired_on is null
      union all select 'service', 3, c.id, c.name, a.name || ' / ' || s.name, a.id, s.id, c.id, null
        from service c join site s on s.agency_id = c.agency_id and s.id = c.site_id join agency a on a.id = c.agency_id where c.retired_on is null
      union all select 'destination', 4, d.id, d.name, a.name || ' / ' || s.name || ' / ' || c.name, a.id, s.id, c.id, d.id
        from destination d join site s on s.agency_id = d.agency_id and s.id = d.site_id join agency a on a.id = d.agency_id
          join service c on c.agency_id = d.agency_id and c.id = d.service_id where d.retired_on is null
    ) p where true ${covered} ${narrowed}
    order by p.rank, p.path, p.name, p.id limit ${of.most}`;
}

/** Whether a place is, or lies under, one that the viewer covers in her own organisation. */
export async function isOwnPlace(
  sql: Query,
  viewer: Actor,
  of: { level: Exclude<Where["level"], "any" | "territory">; id: Id },
): Promise<boolean> {
  if (of.level === "agency") return of.id === viewer.agencyId && viewer.everything;
  const { sites, services, destinations } = viewer.places;
  const covers = (
    site: string,
    service: string | null,
    unit: string | null,
  ) => sql`(${viewer.everything} or ${sql(site)} = any(${sites}::uuid[])
    ${service === null ? sql`` : sql`or ${sql(service)} = any(${services}::uuid[])`} ${unit === null ? sql`` : sql`or ${sql(unit)} = any(${destinations}::uuid[])`})`;
  const rows = await sql`
    select from site x where ${of.level === "site"} and x.agency_id = ${viewer.agencyId} and x.id = ${of.id} and ${covers("x.id", null, null)}
    union all select from service x where ${of.level === "service"} and x.agency_id = ${viewer.agencyId} and x.id = ${of.id} and ${covers("x.site_id", "x.id", null)}
    union all select from destination x where ${of.level === "destination"} and x.agency_id = ${viewer.agencyId} and x.id = ${of.id}
      and ${covers("x.site_id", "x.service_id", "x.id")}`;
  return rows.length > 0;
}
