import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import { placeColumns } from "./place-name.ts";
import type { PlaceKey } from "./profile.ts";
import type { Query, Tx } from "./sql.ts";

export interface PlaceDocument {
  id: Id;
  placeId: Id;
  name: string;
  mediaType: string;
  size: number;
  version: number;
  addedAt: string;
  /** A name inside one's own organisation, else the organisation's. */
  addedBy: string;
}

/** The files on the profiles of some places, by name. */
export function listPlaceDocuments(sql: Query, viewer: Actor, placeIds: Id[]): Promise<PlaceDocument[]> {
  return sql<PlaceDocument[]>`
    select d.id, d.place_id, d.name, d.media_type, d.size, d.version, d.added_at,
      coalesce(case when d.added_agency_id = ${viewer.agencyId} then trim(w.first_name || ' ' || w.last_name) else a.name end, '') as added_by
    from place_document d
      left join agency a on a.id = d.added_agency_id
      left join person w on w.agency_id = d.added_agency_id and w.id = d.added_by
    where d.place_id = any(${placeIds}::uuid[]) and d.removed_at is null order by lower(d.name), d.id limit 200`;
}

export interface KeptDocument {
  agencyId: Id;
  id: Id;
  placeId: Id;
  name: string;
  version: number;
  removedAt: string | null;
  /** A newer version took its place. */
  replaced: boolean;
}

/** One, whatever became of it, locked until the end of the transaction. */
export async function lockPlaceDocument(tx: Tx, _viewer: Actor, id: Id): Promise<KeptDocument | undefined> {
  await tx`select id from place_document where id = ${id} for update`;
  const [row] = await tx<KeptDocument[]>`
    select d.agency_id, d.id, d.place_id, d.name, d.version, d.removed_at,
      exists (select from place_document n where n.agency_id = d.agency_id and n.replaces_id = d.id and n.removed_at is null) as replaced
    from place_document d where d.id = ${id}`;
  return row;
}

/** Deposits a file on a profile; as a new version it takes the place of the one before, whose file is kept. */
export async function insertPlaceDocument(
  tx: Tx,
  place: PlaceKey,
  of: { name: string; mediaType: string; content: Uint8Array; by: Actor; at: Date; replaces: KeptDocument | null },
): Promise<Id> {
  const { siteId, serviceId, destinationId } = placeColumns(place);
  const { replaces, by, at } = of;
  const [row] = await tx<{ id: Id }[]>`
    insert into place_document (agency_id, site_id, service_id, destination_id, name, media_type, size, version, replaces_id, added_agency_id, added_by, added_at)
    values (${place.agencyId}, ${siteId}, ${serviceId}, ${destinationId}, ${of.name}, ${of.mediaType}, ${of.content.length},
      ${(replaces?.version ?? 0) + 1}, ${replaces?.id ?? null}, ${by.agencyId}, ${by.personId}, ${at.toISOString()}) returning id`;
  const added = row?.id ?? "";
  await tx`insert into place_document_file (agency_id, document_id, content) values (${place.agencyId}, ${added}, ${of.content})`;
  if (replaces)
    await tx`update place_document set removed_at = ${at.toISOString()} where agency_id = ${replaces.agencyId} and id = ${replaces.id}`;
  return added;
}

/** Takes a file off a profile (`at`), or puts it back (null). */
export async function savePlaceDocumentRemoved(tx: Tx, key: { agencyId: Id; id: Id }, at: Date | null): Promise<void> {
  await tx`update place_document set removed_at = ${at?.toISOString() ?? null} where agency_id = ${key.agencyId} and id = ${key.id}`;
}

/** A file on a profile, to be read; not one that was taken off. */
export async function findPlaceFile(
  sql: Query,
  _viewer: Actor,
  id: Id,
): Promise<{ name: string; mediaType: string; content: Uint8Array } | null> {
  const [row] = await sql<{ name: string; mediaType: string; content: Uint8Array }[]>`
    select d.name, d.media_type, f.content from place_document d
      join place_document_file f on f.agency_id = d.agency_id and f.document_id = d.id
    where d.id = ${id} and d.removed_at is null`;
  return row ?? null;
}

/** How many a profile has. */
export async function countPlaceDocuments(sql: Query, place: PlaceKey): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from place_document where agency_id = ${place.agencyId} and place_id = ${place.id} and removed_at is null`;
  return row?.count ?? 0;
}
