import type { Id } from "#domain/id.ts";
import type { LaneSession } from "./lane.ts";
import type { Query } from "./sql.ts";

/** A server among those that share the database. */
export interface NodeRecord {
  id: Id;
  /** "10.0.0.5:3000": where other nodes reach it. */
  address: string;
  /** Signs what is passed on to it: whoever can read it here could write the sheets anyway. */
  key: string;
}

/** The name space of the sheets that a session may commit to, among advisory locks (see also `lockSheet`). */
const ownerLock = 7_003;

/** The lock of a sheet's owner, as a number. */
const lockOf = (sql: Query, sheetId: Id) => sql`hashtextextended(${sheetId}::text, ${ownerLock})`;

/** Says that a node is there; true when it was not known (it begins, or the table was emptied by a crash of PostgreSQL). */
export async function seeNode(sql: Query, node: NodeRecord): Promise<boolean> {
  const [row] = await sql<{ known: boolean }[]>`
    insert into node (id, address, key) values (${node.id}, ${node.address}, ${node.key})
    on conflict (id) do update set seen_at = clock_timestamp() returning seen_at > started_at as known`;
  return row?.known !== true;
}

/** Takes a node off the list, and those that have not been seen for a day. */
export async function forgetNode(sql: Query, id: Id): Promise<void> {
  await sql`delete from node where id = ${id} or seen_at < now() - interval '1 day'`;
}

/**
 * Makes the session the one writer of a sheet, and says so to the other nodes. True when it is; false when another session is;
 * null when this is not the session it was, and nothing was claimed.
 */
export async function claimSheet(session: LaneSession, sheetId: Id, nodeId: Id): Promise<boolean | null> {
  const { sql, name } = session;
  const [row] = await sql<{ got: boolean | null }[]>`
    with claim as materialized (
      select case when current_setting('concerto.lane', true) = ${name} then pg_try_advisory_lock(${lockOf(sql, sheetId)}) end as got
    ), told as (
      insert into sheet_owner (sheet_id, node_id)
      select ${sheetId}::uuid, node.id from node, claim where node.id = ${nodeId} and claim.got
      on conflict (sheet_id) do update set node_id = excluded.node_id
    )
    select got from claim`;
  return row?.got ?? null;
}

/** Gives a sheet back: any session may claim it. */
export async function releaseSheet({ sql }: LaneSession, sheetId: Id): Promise<void> {
  await sql`select pg_advisory_unlock(${lockOf(sql, sheetId)})`;
}

/** Says again which sheets a node holds. */
export async function tellOwned(sql: Query, nodeId: Id, sheetIds: Id[]): Promise<void> {
  await sql`
    insert into sheet_owner (sheet_id, node_id)
    select s.id::uuid, node.id from node, jsonb_array_elements_text(${sql.json(sheetIds)}) as s (id) where node.id = ${nodeId}
    on conflict (sheet_id) do update set node_id = excluded.node_id`;
}

/** The node that last said it holds a sheet, and how long ago (ms) it was last seen. A hint: the lock is the truth. */
export async function findOwner(sql: Query, sheetId: Id): Promise<(NodeRecord & { silentFor: number }) | null> {
  const [row] = await sql<(NodeRecord & { silentFor: number })[]>`
    select n.id, n.address, n.key, (extract(epoch from clock_timestamp() - n.seen_at) * 1000)::int as silent_for
    from sheet_owner o join node n on n.id = o.node_id where o.sheet_id = ${sheetId}`;
  return row ?? null;
}

/** Nodes that have not been seen for so long (ms). */
export async function listSilent(sql: Query, silentFor: number): Promise<Id[]> {
  const rows = await sql<{ id: Id }[]>`select id from node where seen_at < clock_timestamp() - ${silentFor} * interval '1 millisecond'`;
  return rows.map(({ id }) => id);
}

/**
 * Ends the session that holds a sheet of a node that has been silent for so long (ms): a machine that stands still answers no one,
 * and its session would keep the sheet closed. Should the node wake, its session is gone and it commits nothing.
 */
export async function endSilentOwner(sql: Query, sheetId: Id, silentFor: number): Promise<boolean> {
  const rows = await sql<{ ended: boolean }[]>`
    select pg_terminate_backend(l.pid) as ended
    from sheet_owner o join node n on n.id = o.node_id, (select ${lockOf(sql, sheetId)} as number) k, pg_locks l
    where o.sheet_id = ${sheetId} and n.seen_at < clock_timestamp() - ${silentFor} * interval '1 millisecond'
      and l.locktype = 'advisory' and l.granted and l.objsubid = 1 and l.database = (select oid from pg_database where datname = current_database())
      and l.classid::int8 = (k.number >> 32) & 4294967295 and l.objid::int8 = k.number & 4294967295`;
  return rows.some(({ ended }) => ended);
}
