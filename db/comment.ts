import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import type { RequestComment } from "#domain/remark.ts";
import type { Query, Tx } from "./sql.ts";

/** A request by its school and its own id, which the viewer was found to reach. */
export interface RequestKey {
  agencyId: Id;
  id: Id;
}

/** What was said about a request, the oldest first: what is shared, and what the viewer's own organisation keeps to itself (R240). */
export function listComments(sql: Query, viewer: Actor, { agencyId, id }: RequestKey): Promise<RequestComment[]> {
  return listCommentsOfAll(sql, viewer, { agencyId, ids: [id] });
}

/** The same of several requests of one school. */
export function listCommentsOfAll(
  sql: Query,
  viewer: Actor,
  of: { agencyId: Id; ids: Id[] },
): Promise<(RequestComment & { requestId: Id })[]> {
  return sql<(RequestComment & { requestId: Id })[]>`
    select rc.request_id, rc.id, case when rc.author_agency_id = ${viewer.agencyId} then rc.author_name else a.name end as by,
      rc.author_account_id = ${viewer.accountId} as mine, rc.author_agency_id = ${viewer.agencyId} as ours,
      case when rc.withdrawn_at is null then rc.text end as text, rc.internal, rc.at
    from request_comment rc join agency a on a.id = rc.author_agency_id
    where rc.agency_id = ${of.agencyId} and rc.request_id = any(${of.ids}::uuid[])
      and (not rc.internal or rc.author_agency_id = ${viewer.agencyId})
    order by rc.id limit ${500 * of.ids.length}`;
}

export async function insertComment(
  tx: Tx,
  author: Actor,
  of: { request: RequestKey; text: string; internal: boolean; at: Date },
): Promise<Id> {
  const [row] = await tx<{ id: Id }[]>`
    insert into request_comment (agency_id, request_id, author_agency_id, author_account_id, author_name, text, internal, at)
    values (${of.request.agencyId}, ${of.request.id}, ${author.agencyId}, ${author.accountId}, ${author.name}, ${of.text}, ${of.internal}, ${of.at.toISOString()})
    returning id`;
  if (!row) throw new Error("a comment was not written");
  return row.id;
}

/** Takes back what its author said; null when it is not hers, or was taken back already. */
export async function withdrawComment(
  tx: Tx,
  author: Actor,
  of: { id: Id; at: Date },
): Promise<{ agencyId: Id; requestId: Id; internal: boolean } | null> {
  const [row] = await tx<{ agencyId: Id; requestId: Id; internal: boolean }[]>`
    update request_comment set withdrawn_at = ${of.at.toISOString()}
    where id = ${of.id} and author_agency_id = ${author.agencyId} and author_account_id = ${author.accountId} and withdrawn_at is null
    returning agency_id, request_id, internal`;
  return row ?? null;
}

/** « Annuler »: what was just taken back is said again; null when it is not there to be. */
export async function restoreComment(tx: Tx, author: Actor, id: Id): Promise<{ agencyId: Id; requestId: Id; internal: boolean } | null> {
  const [row] = await tx<{ agencyId: Id; requestId: Id; internal: boolean }[]>`
    update request_comment set withdrawn_at = null
    where id = ${id} and author_agency_id = ${author.agencyId} and author_account_id = ${author.accountId} and withdrawn_at is not null
    returning agency_id, request_id, internal`;
  return row ?? null;
}
