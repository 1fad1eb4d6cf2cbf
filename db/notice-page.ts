import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import type { Notice } from "./notice.ts";
import type { Query, Tx } from "./sql.ts";

/** Notices as a page shows them, and whether their reader has read them. */
export type PageNotice = Notice & { readAt: string | null };

/** What a role is told on its pages: its own notices, and those of no role in particular. */
const toldTo = (sql: Query, viewer: Actor) =>
  sql`n.account_id = ${viewer.accountId} and n.agency_id = ${viewer.agencyId} and n.in_page and (n.role_id is null or n.role_id = ${viewer.roleId})`;

/**
 * Not news any more: read here, its request opened since, or what waited for an answer has it. A late answer waits until it is given,
 * however often it was looked at.
 */
const isNews = (sql: Query) => sql`(n.read_at is null and (n.kind <> 'to-answer' or exists (
    select from request r where r.agency_id = n.request_agency_id and r.id = n.request_id
      and (case when n.side = 'unit' then unit_step(r.status) else inbox_step(r.status) end) = 0)))`;

/** A role's notices, the latest first; those that are news alone where asked. `before`: the last id of the page before. */
export async function listPageNotices(
  sql: Query,
  viewer: Actor,
  of: { unread: boolean; before: Id | null; most: number },
): Promise<PageNotice[]> {
  return sql<PageNotice[]>`
    select n.id, n.account_id, n.email, n.name, n.agency_id, n.role_id, n.side, n.kind, n.seq, n.event_kind, n.at, n.request_agency_id,
      n.request_id, n.actor_account_id, n.facts, n.due_at, n.mail, n.read_at
    from notice n
    where ${toldTo(sql, viewer)} and (${of.before}::uuid is null or n.id < ${of.before}::uuid) and (not ${of.unread} or ${isNews(sql)})
    order by n.id desc limit ${of.most}`;
}

/** How many are news, counted as far as `most`. */
export async function countUnread(sql: Query, viewer: Actor, most: number): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from (
      select from notice n where ${toldTo(sql, viewer)} and ${isNews(sql)} limit ${most}) x`;
  return row?.count ?? 0;
}

/** Says that some of a role's notices were read, or were not; all that are not, without ids. Which ones changed. */
export async function saveRead(tx: Tx, viewer: Actor, of: { ids: Id[]; read: boolean; at: Date } | { upTo: Id; at: Date }): Promise<Id[]> {
  const which =
    "ids" in of
      ? tx`n.id = any(${of.ids}::uuid[]) and (n.read_at is null) = ${of.read}`
      : tx`n.id <= ${of.upTo}::uuid and n.read_at is null`;
  const readAt = "ids" in of && !of.read ? null : of.at.toISOString();
  const rows = await tx<{ id: Id }[]>`
    update notice n set read_at = ${readAt}::timestamptz, push_at = null where ${toldTo(tx, viewer)} and ${which} returning n.id`;
  return rows.map(({ id }) => id);
}

/** A request was opened: what was told of it is read. Whose bells move. */
export async function saveOpened(tx: Tx, of: { accountId: Id; requestId: Id; at: Date }): Promise<{ accountId: Id; agencyId: Id }[]> {
  return tx<{ accountId: Id; agencyId: Id }[]>`
    update notice set read_at = ${of.at.toISOString()}, push_at = null
    where account_id = ${of.accountId} and request_id = ${of.requestId} and in_page and read_at is null returning account_id, agency_id`;
}

/** Of these, those that were read. */
export async function listRead(sql: Query, ids: Id[]): Promise<Id[]> {
  if (ids.length === 0) return [];
  const rows = await sql<{ id: Id }[]>`select id from notice where id = any(${ids}::uuid[]) and read_at is not null`;
  return rows.map(({ id }) => id);
}
