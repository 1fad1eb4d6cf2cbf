import type { Id } from "#domain/id.ts";
import type { Query, Tx } from "./sql.ts";

export interface DocumentRow {
  id: Id;
  name: string;
  mediaType: string;
  size: number;
  addedAt: string;
  addedBy: string;
}

/** The files an organisation keeps to join to what it sends, by name; not what is in them. */
export async function listDocuments(sql: Query, agencyId: Id): Promise<DocumentRow[]> {
  return sql<DocumentRow[]>`
    select d.id, d.name, d.media_type, d.size, d.added_at, trim(p.first_name || ' ' || p.last_name) as added_by
    from document d join person p on p.agency_id = d.agency_id and p.id = d.added_by
    where d.agency_id = ${agencyId} and d.removed_at is null order by lower(d.name), d.id limit 500`;
}

/** Those of the ids that are the organisation's and still on its list. */
export async function findDocuments(sql: Query, agencyId: Id, ids: Id[]): Promise<{ id: Id; name: string; size: number }[]> {
  return sql<{ id: Id; name: string; size: number }[]>`
    select id, name, size from document where agency_id = ${agencyId} and id = any(${ids}::uuid[]) and removed_at is null`;
}

export async function findDocumentFile(
  sql: Query,
  agencyId: Id,
  id: Id,
): Promise<{ name: string; mediaType: string; content: Uint8Array } | null> {
  const [row] = await sql<{ name: string; mediaType: string; content: Uint8Array }[]>`
    select name, media_type, content from document where agency_id = ${agencyId} and id = ${id}`;
  return row ?? null;
}

export async function insertDocument(
  tx: Tx,
  agencyId: Id,
  of: { name: string; mediaType: string; content: Uint8Array; by: Id },
): Promise<Id> {
  const [row] = await tx<{ id: Id }[]>`
    insert into document (agency_id, name, media_type, size, content, added_by)
    values (${agencyId}, ${of.name}, ${of.mediaType}, ${of.content.length}, ${Buffer.from(of.content)}, ${of.by}) returning id`;
  return row?.id ?? "";
}

/** Takes a file off the list; what was sent with it keeps it. Its name, when it was there. */
export async function removeDocument(tx: Tx, agencyId: Id, id: Id): Promise<string | null> {
  const [row] = await tx<{ name: string }[]>`
    update document set removed_at = now() where agency_id = ${agencyId} and id = ${id} and removed_at is null returning name`;
  return row?.name ?? null;
}
