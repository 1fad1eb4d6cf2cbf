import type { Actor } from "#domain/access.ts";
import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import type { Catalogue } from "#domain/place.ts";
import { listAllFormerNames } from "./place-name.ts";
import { saysSomething } from "./profile.ts";
import type { Query } from "./sql.ts";

/** Retired by today, or to be retired one day: a place is open until then (R313). */
const retirement = (sql: Query, of: string) => {
  const column = sql(`${of}.retired_on`);
  return sql`case when ${column} <= current_date then ${column} end as retired_on, case when ${column} > current_date then ${column} end as retires_on`;
};

/** Adds what few places have, where they have it. */
function withAsides<Place extends { id: Id; retiresOn?: Day | null; hasProfile?: boolean }>(
  places: Place[],
  formerly: Awaited<ReturnType<typeof listAllFormerNames>>,
): Place[] {
  return places.map((one) => {
    const { retiresOn, hasProfile, ...place } = one;
    const names = formerly.get(one.id);
    return {
      ...place,
      ...(retiresOn ? { retiresOn } : {}),
      ...(names ? { formerly: names } : {}),
      ...(hasProfile ? { hasProfile } : {}),
    } as Place;
  });
}

/** The whole catalogue, flat: every receiving organisation's places, open or retired. Everyone plans over it, so no place is hidden from anyone. */
export async function listCatalogue(sql: Query, _viewer: Actor): Promise<Catalogue> {
  const [agencies, sites, services, destinations, formerly] = await Promise.all([
    sql<Catalogue["agencies"]>`
      select id, name, short_name, is_user, case when umbrella then true end as umbrella from agency where kind in ('receiving', 'both') order by lower(name)`,
    sql<Catalogue["sites"]>`
      select s.id, s.agency_id, s.name, s.short_name, s.is_user, ${retirement(sql, "s")}, ${saysSomething(sql, "s")} as has_profile
      from site s order by lower(s.name)`,
    sql<Catalogue["services"]>`
      select c.id, c.agency_id, c.site_id, c.name, c.is_user, ${retirement(sql, "c")}, ${saysSomething(sql, "c")} as has_profile
      from service c order by lower(c.name)`,
    sql<Catalogue["destinations"]>`
      select d.id, d.agency_id, d.site_id, d.service_id, d.name, d.short_name, d.is_user, d.capacity, d.largest_group, d.profile_at, d.successor_id,
        ${retirement(sql, "d")}, ${saysSomething(sql, "d")} as has_profile
      from destination d order by lower(d.name)`,
    listAllFormerNames(sql),
  ]);
  return {
    agencies: agencies.map(({ umbrella, ...one }) => (umbrella ? { ...one, umbrella } : one)),
    sites: withAsides(sites, formerly),
    services: withAsides(services, formerly),
    destinations: withAsides(destinations, formerly),
  };
}
