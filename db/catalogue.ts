import type { Actor } from "#domain/access.ts";
import type { Catalogue } from "#domain/place.ts";
import type { Query } from "./sql.ts";

/** The whole catalogue, flat: every receiving organisation's places, open or retired. Everyone plans over it, so no place is hidden from anyone. */
export async function listCatalogue(sql: Query, _viewer: Actor): Promise<Catalogue> {
  const [agencies, sites, services, destinations] = await Promise.all([
    sql<Catalogue["agencies"]>`
      select id, name, short_name, is_user from agency where kind in ('receiving', 'both') order by lower(name)`,
    sql<Catalogue["sites"]>`
      select id, agency_id, name, short_name, is_user, retired_on from site order by lower(name)`,
    sql<Catalogue["services"]>`
      select id, agency_id, site_id, name, is_user, retired_on from service order by lower(name)`,
    sql<Catalogue["destinations"]>`
      select id, agency_id, site_id, service_id, name, short_name, is_user, capacity, largest_group, profile_at, retired_on
      from destination order by lower(name)`,
  ]);
  return { agencies, sites, services, destinations };
}
