import type { Id } from "#domain/id.ts";
import type { RequestKey } from "./comment.ts";
import type { Query, Tx } from "./sql.ts";

export interface RequestDocument {
  id: Id;
  name: string;
  size: number;
  addedAt: string;
}

/** The files beside a request, by name. Whether the asker is shown the request is for its caller to know. */
export function listRequestDocuments(sql: Query, { agencyId, id }: RequestKey): Promise<RequestDocument[]> {
  return listDocumentsOfAll(sql, { agencyId, ids: [id] });
}

/** The same of several requests of one school. */
export function listDocumentsOfAll(sql: Query, of: { agencyId: Id; ids: Id[] }): Promise<(RequestDocument & { requestId: Id })[]> {
  return sql<(RequestDocument & { requestId: Id })[]>`
    select x.request_id, d.id, d.name, d.size, x.added_at from request_document x join document d on d.agency_id = x.agency_id and d.id = x.document_id
    where x.agency_id = ${of.agencyId} and x.request_id = any(${of.ids}::uuid[]) order by lower(d.name), d.id`;
}

export async function isBeside(sql: Query, request: RequestKey, documentId: Id): Promise<boolean> {
  const rows = await sql`
    select from request_document where agency_id = ${request.agencyId} and request_id = ${request.id} and document_id = ${documentId}`;
  return rows.length === 1;
}

/** Puts exactly these files beside a request. */
export async function saveRequestDocuments(tx: Tx, request: RequestKey, of: { ids: Id[]; by: Id; at: Date }): Promise<void> {
  await tx`
    delete from request_document where agency_id = ${request.agencyId} and request_id = ${request.id} and not document_id = any(${of.ids}::uuid[])`;
  await tx`
    insert into request_document (agency_id, request_id, document_id, added_by, added_at)
    select ${request.agencyId}, ${request.id}, id, ${of.by}, ${of.at.toISOString()} from document
    where agency_id = ${request.agencyId} and id = any(${of.ids}::uuid[]) on conflict do nothing`;
}
