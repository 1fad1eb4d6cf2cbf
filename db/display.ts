import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import type { Query, Sql, Tx } from "./sql.ts";

/** A display as the page that keeps them tells it. */
export interface DisplayLine {
  id: Id;
  boardId: Id | null;
  board: string | null;
  name: string;
  pairedAt: string;
  by: string;
  seenAt: string | null;
  live: boolean;
  viewId: Id | null;
  view: string | null;
  width: number | null;
  height: number | null;
  revokedAt: string | null;
}

/** A screen that shows its secret, as whatever answers it needs. */
export interface Display {
  agencyId: Id;
  id: Id;
  /** Which may have been removed, and may come back. */
  boardId: Id | null;
  name: string;
  organisation: string;
  revoked: boolean;
}

/** Displays of the organisation, by name; those revoked in the last days too. */
export function listDisplays(sql: Query, viewer: Actor, now: Date): Promise<DisplayLine[]> {
  return sql<DisplayLine[]>`
    select d.id, d.board_id, b.name as board, d.name, d.paired_at, concat_ws(' ', p.first_name, p.last_name) as by, d.seen_at,
      d.open and d.revoked_at is null and d.seen_at > ${now.toISOString()}::timestamptz - interval '1 minute' as live, d.view_id,
      (select v ->> 'name' from jsonb_array_elements(b.views) v where v ->> 'id' = d.view_id::text) as view, d.width, d.height, d.revoked_at
    from display d join person p on p.agency_id = d.agency_id and p.id = d.paired_by
    left join board b on b.agency_id = d.agency_id and b.id = d.board_id and b.removed_at is null
    where d.agency_id = ${viewer.agencyId} and (d.revoked_at is null or d.revoked_at > ${now.toISOString()}::timestamptz - interval '7 days')
    order by d.revoked_at is not null, lower(d.name), d.id limit 500`;
}

/** Locked; one that was revoked is not there any more. */
export async function lockDisplay(tx: Tx, viewer: Actor, id: Id): Promise<{ id: Id; name: string; boardId: Id | null } | undefined> {
  const [row] = await tx<{ id: Id; name: string; boardId: Id | null }[]>`
    select id, name, board_id from display where agency_id = ${viewer.agencyId} and id = ${id} and revoked_at is null for update`;
  return row;
}

export async function insertDisplay(tx: Tx, viewer: Actor, of: { name: string; boardId: Id; tokenHash: string; at: Date }): Promise<Id> {
  const [row] = await tx<{ id: Id }[]>`
    insert into display (agency_id, board_id, name, token_hash, rotated_at, paired_by, paired_at)
    values (${viewer.agencyId}, ${of.boardId}, ${of.name}, ${of.tokenHash}, ${of.at.toISOString()}, ${viewer.personId}, ${of.at.toISOString()})
    returning id`;
  if (!row) throw new Error("a display was not inserted");
  return row.id;
}

export async function saveDisplay(tx: Tx, viewer: Actor, of: { id: Id; name: string; boardId: Id | null }): Promise<void> {
  await tx`update display set name = ${of.name}, board_id = ${of.boardId} where agency_id = ${viewer.agencyId} and id = ${of.id}`;
}

export async function saveRevocation(tx: Tx, viewer: Actor, of: { id: Id; at: Date }): Promise<void> {
  await tx`
    update display set revoked_at = ${of.at.toISOString()}, next_hash = null, open = false where agency_id = ${viewer.agencyId} and id = ${of.id}`;
}

const known = (sql: Query) => sql`
  select d.agency_id, d.id, d.board_id, d.name, a.name as organisation, d.revoked_at is not null as revoked
  from display d join agency a on a.id = d.agency_id`;

/** The display that shows this secret, whosever it is: what it is worth is in the row. */
export async function findDisplayByToken(
  sql: Query,
  tokenHash: string,
): Promise<(Display & { rotatedAt: string; next: boolean }) | undefined> {
  const [row] = await sql<(Display & { rotatedAt: string; next: boolean })[]>`
    select k.agency_id, k.id, k.board_id, k.name, k.organisation, k.revoked, x.rotated_at, x.next_hash = ${tokenHash} is true as next
    from (${known(sql)}) k join display x on x.agency_id = k.agency_id and x.id = k.id
    where x.token_hash = ${tokenHash} or x.next_hash = ${tokenHash}`;
  return row;
}

/** By its number, for a line that is open already. */
export async function findDisplay(sql: Query, of: { agencyId: Id; id: Id }): Promise<Display | undefined> {
  const [row] = await sql<Display[]>`${known(sql)} where d.agency_id = ${of.agencyId} and d.id = ${of.id}`;
  return row;
}

/** The browser shows the next secret: the one before it is worth nothing from now on. */
export async function turnToken(sql: Query, nextHash: string): Promise<void> {
  await sql`update display set token_hash = next_hash, next_hash = null where next_hash = ${nextHash} and revoked_at is null`;
}

/** Gives a display its next secret, unless another question of the same browser just did. */
export async function offerToken(sql: Query, of: { agencyId: Id; id: Id; nextHash: string; before: Date; at: Date }): Promise<boolean> {
  const rows = await sql`
    update display set next_hash = ${of.nextHash}, rotated_at = ${of.at.toISOString()}
    where agency_id = ${of.agencyId} and id = ${of.id} and revoked_at is null and rotated_at < ${of.before.toISOString()} returning 1`;
  return rows.length > 0;
}

/** What displays said of themselves on this node since it last wrote it down, and whether their lines are open; one statement. */
export interface Seen {
  agencyId: Id;
  id: Id;
  at: Date;
  open: boolean;
  viewId: Id | null;
  width: number | null;
  height: number | null;
}

/** Returns the organisations of which a display came or went. */
export async function saveSeen(sql: Sql, all: Seen[]): Promise<Id[]> {
  if (all.length === 0) return [];
  const rows = await sql<{ agencyId: Id; turned: boolean }[]>`
    update display d set seen_at = greatest(d.seen_at, s.at), open = s.open, view_id = coalesce(s."viewId", d.view_id),
      width = coalesce(s.width, d.width), height = coalesce(s.height, d.height)
    from jsonb_to_recordset(${sql.json(all.map(({ at, ...one }) => ({ ...one, at: at.toISOString() })))})
      as s ("agencyId" uuid, id uuid, at timestamptz, open boolean, "viewId" uuid, width int, height int),
      display o
    where d.agency_id = s."agencyId" and d.id = s.id and o.agency_id = d.agency_id and o.id = d.id and d.revoked_at is null
    returning d.agency_id, d.open is distinct from o.open or o.seen_at is null as turned`;
  return [...new Set(rows.flatMap(({ agencyId, turned }) => (turned ? [agencyId] : [])))];
}

/** A browser that waits. */
export interface Pairing {
  tokenHash: string;
  code: string;
  expiresAt: string;
}

export async function findPairing(sql: Query, of: { tokenHash: string; now: Date }): Promise<Pairing | undefined> {
  const [row] = await sql<Pairing[]>`
    select token_hash, code, expires_at from display_pairing where token_hash = ${of.tokenHash} and expires_at > ${of.now.toISOString()}`;
  return row;
}

/** False when another browser has the code just now. */
export async function insertPairing(sql: Query, of: Pairing & { now: Date }): Promise<boolean> {
  await sql`delete from display_pairing where expires_at < ${of.now.toISOString()}`;
  const rows = await sql`
    insert into display_pairing (token_hash, code, made_at, expires_at) values (${of.tokenHash}, ${of.code}, ${of.now.toISOString()}, ${of.expiresAt})
    on conflict (code) do nothing returning 1`;
  return rows.length > 0;
}

/** Takes the waiting browser of a code, once. */
export async function takePairing(tx: Tx, of: { code: string; now: Date }): Promise<Pairing | undefined> {
  const [row] = await tx<Pairing[]>`
    delete from display_pairing where code = ${of.code} and expires_at > ${of.now.toISOString()} returning token_hash, code, expires_at`;
  return row;
}
