import type { Id } from "#domain/id.ts";
import type { Query, Tx } from "./sql.ts";

/** A browser that shows notices while Concerto is closed. */
export interface Device {
  id: Id;
  name: string;
  /** ISO instants. */
  createdAt: string;
  toldAt: string | null;
}
export interface DeviceKeys {
  endpoint: string;
  p256dh: string;
  auth: string;
}

export const listDevices = (sql: Query, accountId: Id): Promise<(Device & { endpoint: string })[]> =>
  sql<(Device & { endpoint: string })[]>`
    select id, name, created_at, told_at, endpoint from notice_device where account_id = ${accountId} order by created_at, id`;

/** Keeps a browser's address; one that another account used there before is this account's now. */
export async function saveDevice(tx: Tx, accountId: Id, of: DeviceKeys & { name: string; at: Date }): Promise<Id> {
  const [row] = await tx<{ id: Id }[]>`
    insert into notice_device (account_id, endpoint, p256dh, auth, name, created_at)
    values (${accountId}, ${of.endpoint}, ${of.p256dh}, ${of.auth}, ${of.name}, ${of.at.toISOString()})
    on conflict (endpoint) do update set account_id = excluded.account_id, p256dh = excluded.p256dh, auth = excluded.auth, name = excluded.name,
      created_at = case when notice_device.account_id = excluded.account_id then notice_device.created_at else excluded.created_at end, failures = 0
    returning id`;
  return row?.id ?? "";
}

/** False when it is none of the account's. */
export async function deleteDevice(sql: Query, of: { accountId: Id; id: Id }): Promise<boolean> {
  const rows = await sql`delete from notice_device where account_id = ${of.accountId} and id = ${of.id} returning id`;
  return rows.length > 0;
}

/** None of an account's is told anything any more. */
export async function deleteDevicesOf(sql: Query, accountId: Id): Promise<void> {
  await sql`delete from notice_device where account_id = ${accountId}`;
}

/** The oldest of an account's go when there are more than she can have. */
export async function trimDevices(sql: Query, accountId: Id, most: number): Promise<void> {
  await sql`
    delete from notice_device where account_id = ${accountId} and id not in (
      select id from notice_device where account_id = ${accountId} order by created_at desc, id desc limit ${most})`;
}

/** What is to be shown on somebody's devices now. */
export interface DuePush {
  id: Id;
  accountId: Id;
  kind: string;
  requestId: Id | null;
  side: string | null;
  /** Of its request. */
  reference: number | null;
  facts: Record<string, unknown>;
  at: string;
}

/**
 * Takes what is due, each once, whichever node asks: what is read or open on her screen meanwhile is left out, and what is older than
 * `notBefore` (a server that was down for long does not ring for yesterday's).
 */
export async function takeDuePushes(tx: Tx, of: { at: Date; notBefore: Date; most: number }): Promise<DuePush[]> {
  return tx<DuePush[]>`
    with due as (
      select id from notice where push_at <= ${of.at.toISOString()} order by push_at limit ${of.most} for update skip locked
    ), taken as (
      update notice n set push_at = null from due where n.id = due.id
      returning n.id, n.account_id, n.kind, n.request_id, n.side, n.facts, n.at, n.read_at
    )
    select t.id, t.account_id, t.kind, t.request_id, t.side, r.reference, t.facts, t.at from taken t
      join account a on a.id = t.account_id and a.disabled_at is null
      left join request r on r.id = t.request_id
    where t.read_at is null and t.at >= ${of.notBefore.toISOString()} and exists (select from notice_device d where d.account_id = t.account_id)
      and not exists (select from request_look l where l.account_id = t.account_id and l.request_id = t.request_id and l.until > ${of.at.toISOString()})
    order by t.account_id, t.id`;
}

export const listDeviceKeys = (sql: Query, accountIds: Id[]): Promise<(DeviceKeys & { id: Id; accountId: Id; language: "fr" | "en" })[]> =>
  sql<(DeviceKeys & { id: Id; accountId: Id; language: "fr" | "en" })[]>`
    select d.id, d.account_id, d.endpoint, d.p256dh, d.auth, a.language from notice_device d join account a on a.id = d.account_id
    where d.account_id = any(${accountIds}::uuid[])`;

/** What a device's service said: taken, gone for good, or not now; one that has not taken anything twenty times is forgotten. */
export async function saveDeviceAnswer(sql: Query, of: { id: Id; answer: "taken" | "gone" | "failed"; at: Date }): Promise<void> {
  if (of.answer === "taken") await sql`update notice_device set told_at = ${of.at.toISOString()}, failures = 0 where id = ${of.id}`;
  else if (of.answer === "gone") await sql`delete from notice_device where id = ${of.id}`;
  else {
    await sql`update notice_device set failures = failures + 1 where id = ${of.id}`;
    await sql`delete from notice_device where id = ${of.id} and failures >= 20`;
  }
}
