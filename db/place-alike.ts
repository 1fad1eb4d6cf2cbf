import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import type { PlaceLevel } from "#domain/place.ts";
import type { Query } from "./sql.ts";

export interface AlikePlace {
  id: Id;
  level: PlaceLevel;
  path: string;
  address: string;
  retired: boolean;
}

/**
 * Organisations and sites whose name or address resembles what is about to be added, the nearest first (F-053): the same hospital is not kept
 * twice, in two territories or under two names. Everybody reads the catalogue.
 */
export function listAlike(sql: Query, _viewer: Actor, of: { name: string; address: string; except: Id | null }): Promise<AlikePlace[]> {
  const [name, address] = [of.name, of.address.length < 8 ? "" : of.address];
  return sql<AlikePlace[]>`
    select id, level, path, address, retired from (
      select a.id, 'agency' as level, a.name as path, '' as address, false as retired,
        greatest(similarity(fold_text(a.name), fold_text(${name})), similarity(fold_text(a.short_name), fold_text(${name}))) as near
      from agency a where a.kind in ('receiving', 'both')
      union all
      select s.id, 'site', a.name || ' / ' || s.name, s.address, s.retired_on is not null and s.retired_on <= current_date,
        greatest(similarity(fold_text(s.name), fold_text(${name})),
          case when ${address} <> '' and s.address <> '' then similarity(fold_text(s.address), fold_text(${address})) else 0 end)
      from site s join agency a on a.id = s.agency_id
    ) as known where near >= 0.45 and id is distinct from ${of.except} order by near desc, path limit 5`;
}
