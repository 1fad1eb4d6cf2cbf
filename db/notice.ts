import type { NoticeKind, NoticeSetting } from "#domain/notice.ts";
import type { Id } from "#domain/id.ts";
import type { Side } from "#domain/request.ts";
import type { Language } from "#domain/weekdays.ts";
import type { Query, Tx } from "./sql.ts";

/** The reader of the log that turns what happens into notices, by its name in `event_reader`. */
export const noticeReader = "notice";

/** Somebody who is told: an account, or an address of the directory. */
export type NoticeRecipient = { accountId: Id; email: null } | { accountId: null; email: string };
export const recipientKey = (of: NoticeRecipient): string => (of.accountId === null ? `email:${of.email}` : `account:${of.accountId}`);

export type NewNotice = NoticeRecipient & {
  name: string;
  /** Whose eyes she reads with: her organisation, her role there (none: a contact) and its side. */
  agencyId: Id;
  roleId: Id | null;
  /** Null, as the request: it is of none. */
  side: Side | null;
  kind: NoticeKind;
  cause: string;
  seq: number;
  eventKind: string;
  at: string;
  requestAgencyId: Id | null;
  requestId: Id | null;
  actorAccountId: Id | null;
  facts: Record<string, unknown>;
  dueAt: Date;
  /** It is not mailed: told on the page alone, if there. */
  settled?: "muted" | "page";
  /** How it is mailed whatever its kind. */
  mail?: "at-once" | "none";
  inPage: boolean;
  /** She has its request open as it happens. */
  read: boolean;
  /** When her devices are told; null: they are not. */
  pushAt: Date | null;
};

export interface Notice {
  id: Id;
  accountId: Id | null;
  email: string | null;
  name: string;
  agencyId: Id;
  roleId: Id | null;
  side: Side | null;
  kind: NoticeKind;
  seq: number;
  eventKind: string;
  at: string;
  requestAgencyId: Id | null;
  requestId: Id | null;
  actorAccountId: Id | null;
  facts: Record<string, unknown>;
  dueAt: string;
  mail: "at-once" | "none" | null;
}
export type NoticeOutcome = "mailed" | "seen" | "gone" | "muted" | "closed" | "page" | "refused";

/** Keeps what is to be told; whoever reads the log a second time adds nothing. Whose pages have something new. */
export async function insertNotices(tx: Tx, notices: NewNotice[]): Promise<{ accountId: Id; agencyId: Id }[]> {
  if (notices.length === 0) return [];
  const rows = notices.map((one) => ({
    ...one,
    recipient: recipientKey(one),
    dueAt: one.dueAt.toISOString(),
    pushAt: one.pushAt?.toISOString() ?? null,
  }));
  const inserted = await tx<{ accountId: Id | null; agencyId: Id; inPage: boolean }[]>`
    insert into notice (recipient, account_id, email, name, agency_id, role_id, side, kind, cause, seq, event_kind, at, request_agency_id,
      request_id, actor_account_id, facts, due_at, settled_at, outcome, mail, in_page, read_at, push_at)
    select n.recipient, n."accountId", n.email, n.name, n."agencyId", n."roleId", n.side, n.kind, n.cause, n.seq, n."eventKind", n.at,
      n."requestAgencyId", n."requestId", n."actorAccountId", n.facts, n."dueAt", case when n.settled is not null then n.at end, n.settled, n.mail,
      n."inPage", case when n.read then n.at end, n."pushAt"
    from jsonb_to_recordset(${tx.json(rows as never)}) as n (recipient text, "accountId" uuid, email text, name text, "agencyId" uuid, "roleId" uuid,
      side text, kind text, cause text, seq bigint, "eventKind" text, at timestamptz, "requestAgencyId" uuid, "requestId" uuid,
      "actorAccountId" uuid, facts jsonb, "dueAt" timestamptz, settled text, mail text, "inPage" boolean, read boolean, "pushAt" timestamptz)
    on conflict (recipient, cause) do nothing
    returning account_id, agency_id, in_page`;
  return inserted.flatMap(({ accountId, agencyId, inPage }) => (accountId === null || !inPage ? [] : [{ accountId, agencyId }]));
}

/** Who has something due, the longest due first. */
export async function listDueRecipients(tx: Tx, at: Date, most: number): Promise<string[]> {
  const rows = await tx<{ recipient: string }[]>`
    select recipient from notice where settled_at is null and due_at <= ${at.toISOString()} group by recipient order by min(due_at) limit ${most}`;
  return rows.map(({ recipient }) => recipient);
}

/** All that somebody is still to be told, in the order it happened; locked, so that a settings page does not move it meanwhile. */
export const lockPending = (tx: Tx, recipient: string): Promise<Notice[]> =>
  tx<Notice[]>`
    select id, account_id, email, name, agency_id, role_id, side, kind, seq, event_kind, at, request_agency_id, request_id, actor_account_id,
      facts, due_at, mail
    from notice where recipient = ${recipient} and settled_at is null order by seq, id for update`;

export async function settleNotices(tx: Tx, ids: Id[], of: { outcome: NoticeOutcome; at: Date }): Promise<void> {
  if (ids.length === 0) return;
  await tx`update notice set settled_at = ${of.at.toISOString()}, outcome = ${of.outcome} where id = any(${ids}::uuid[]) and settled_at is null`;
}

/** What is still to be mailed or pushed stays on the page alone. */
export async function keepOnPage(sql: Query, at: Date): Promise<void> {
  await sql`update notice set settled_at = ${at.toISOString()}, outcome = 'page', push_at = null where settled_at is null`;
}

export async function postponeNotices(tx: Tx, moved: { id: Id; dueAt: Date }[]): Promise<void> {
  if (moved.length === 0) return;
  await tx`
    update notice n set due_at = m."dueAt"
    from jsonb_to_recordset(${tx.json(moved.map(({ id, dueAt }) => ({ id, dueAt: dueAt.toISOString() })) as never)}) as m (id uuid, "dueAt" timestamptz)
    where n.id = m.id and n.settled_at is null`;
}

export interface NoticeAccount {
  email: string;
  language: Language;
  disabled: boolean;
  /** As the first directory that has her says it. */
  name: string;
  /** When she was last here, as far as sessions and sign-ins tell; ISO instant. */
  lastSeenAt: string | null;
  /** When she was last written to because she stayed away. */
  absenceMailedAt: string | null;
  setting: NoticeSetting | null;
}

const settingOf = (sql: Query) => sql`
  (select jsonb_build_object('mode', s.mode, 'digestMinute', s.digest_minute, 'weekdaysOnly', s.weekdays_only,
    'cancellations', s.cancellations, 'muted', s.muted, 'own', s.own, 'hidden', s.hidden, 'push', s.push,
    'quiet', case when s.quiet_from is not null
      then jsonb_build_object('from', s.quiet_from, 'until', s.quiet_until, 'weekend', s.quiet_weekend) end)
    from notice_setting s where s.account_id = a.id) as setting`;

export const listNoticeAccounts = (sql: Query, ids: Id[]): Promise<(NoticeAccount & { id: Id })[]> =>
  sql<(NoticeAccount & { id: Id })[]>`
    select a.id, a.email, a.language, a.disabled_at is not null as disabled, ${settingOf(sql)},
      coalesce((select trim(p.first_name || ' ' || p.last_name) from role r join person p on p.agency_id = r.agency_id and p.id = r.person_id
        where r.account_id = a.id order by r.created_at limit 1), '') as name,
      greatest(a.last_sign_in_at, (select max(se.seen_at) from session se where se.account_id = a.id)) as last_seen_at,
      (select ab.mailed_at from notice_absence ab where ab.account_id = a.id) as absence_mailed_at
    from account a where a.id = any(${ids}::uuid[])`;

/** The clock of the organisations given. */
export async function listZones(sql: Query, agencyIds: Id[]): Promise<Map<Id, string>> {
  const rows = await sql<{ id: Id; timeZone: string }[]>`
    select a.id, t.time_zone from agency a join territory t on t.id = a.territory_id where a.id = any(${agencyIds}::uuid[])`;
  return new Map(rows.map(({ id, timeZone }) => [id, timeZone]));
}

/** The territory of an organisation, by the clock of which its people are written to. */
export async function findTerritory(sql: Query, agencyId: Id): Promise<{ territory: string; timeZone: string } | null> {
  const [row] = await sql<{ territory: string; timeZone: string }[]>`
    select t.name as territory, t.time_zone from agency a join territory t on t.id = a.territory_id where a.id = ${agencyId}`;
  return row ?? null;
}

export async function findNoticeSetting(sql: Query, accountId: Id): Promise<NoticeSetting | null> {
  const [row] = await sql<{ setting: NoticeSetting | null }[]>`select ${settingOf(sql)} from account a where a.id = ${accountId}`;
  return row?.setting ?? null;
}

export async function saveNoticeSetting(tx: Tx, accountId: Id, of: NoticeSetting): Promise<void> {
  await tx`
    insert into notice_setting (account_id, mode, digest_minute, weekdays_only, cancellations, muted, own, hidden, push, quiet_from, quiet_until,
      quiet_weekend)
    values (${accountId}, ${of.mode}, ${of.digestMinute}, ${of.weekdaysOnly}, ${of.cancellations}, ${of.muted}::text[], ${tx.json(of.own)},
      ${of.hidden}::text[], ${of.push}::text[], ${of.quiet?.from ?? null}, ${of.quiet?.until ?? null}, ${of.quiet?.weekend ?? false})
    on conflict (account_id) do update set mode = excluded.mode, digest_minute = excluded.digest_minute, weekdays_only = excluded.weekdays_only,
      cancellations = excluded.cancellations, muted = excluded.muted, own = excluded.own, hidden = excluded.hidden, push = excluded.push,
      quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until, quiet_weekend = excluded.quiet_weekend`;
}

export async function saveAbsenceMail(tx: Tx, accountId: Id, at: Date): Promise<void> {
  await tx`
    insert into notice_absence (account_id, mailed_at) values (${accountId}, ${at.toISOString()})
    on conflict (account_id) do update set mailed_at = excluded.mailed_at`;
}

/** Somebody without account leaves a kind; « Annuler » brings it back. */
export async function saveRefusal(sql: Query, of: { email: string; kind: NoticeKind; refused: boolean; at: Date }): Promise<void> {
  await (of.refused
    ? sql`insert into notice_refusal (email, kind, at) values (${of.email}, ${of.kind}, ${of.at.toISOString()}) on conflict do nothing`
    : sql`delete from notice_refusal where email = ${of.email} and kind = ${of.kind}`);
}

export async function listRefused(sql: Query, emails: string[]): Promise<{ email: string; kind: NoticeKind }[]> {
  return sql<{ email: string; kind: NoticeKind }[]>`select email, kind from notice_refusal where email = any(${emails}::text[])`;
}

/** What is settled is kept for three months, for whoever asks what was sent to whom. */
export async function purgeNotices(sql: Query, at: Date): Promise<void> {
  await sql`delete from notice where settled_at < ${at.toISOString()}::timestamptz - interval '90 days'`;
  await sql`delete from request_seen where seen_at < ${at.toISOString()}::timestamptz - interval '90 days'`;
}

/** Whether an organisation, and its territory, have cancellations sent by mail. */
export async function listWithCancellationMail(sql: Query, agencyIds: Id[]): Promise<Id[]> {
  const rows = await sql<{ id: Id }[]>`
    select a.id from agency a join territory t on t.id = a.territory_id
    where a.id = any(${agencyIds}::uuid[]) and a.cancellation_mail and t.cancellation_mail`;
  return rows.map(({ id }) => id);
}

export async function findCancellationSwitch(sql: Query, agencyId: Id): Promise<{ on: boolean; territory: boolean }> {
  const [row] = await sql<{ on: boolean; territory: boolean }[]>`
    select a.cancellation_mail as "on", t.cancellation_mail as territory from agency a join territory t on t.id = a.territory_id where a.id = ${agencyId}`;
  return row ?? { on: true, territory: true };
}

export async function saveCancellationSwitch(tx: Tx, agencyId: Id, on: boolean): Promise<void> {
  await tx`update agency set cancellation_mail = ${on} where id = ${agencyId}`;
}
