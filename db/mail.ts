import type { Id } from "#domain/id.ts";
import type { Language } from "#domain/weekdays.ts";
import type { Query, Tx } from "./sql.ts";

export interface NewMail {
  /** What it answers to, `event:1042`: a second mail for the same cause and address is not written. */
  cause: string;
  kind: string;
  /** Null: somebody who does not sign in. */
  accountId: Id | null;
  recipient: string;
  language: Language;
  subject: string;
  bodyText: string;
  bodyHtml: string;
  /** Who asked for it, when somebody did: she is answered to. */
  replyTo?: string;
  senderName?: string;
  /** Where a mail program's « se désabonner » posts (RFC 8058). */
  unsubscribeUrl?: string;
}

export interface DueMail {
  id: Id;
  kind: string;
  recipient: string;
  /** A letter's: more addresses, whom to answer, who writes; empty for what the system writes. */
  moreRecipients: string[];
  cc: string[];
  bcc: string[];
  replyTo: string;
  senderName: string;
  subject: string;
  bodyText: string;
  bodyHtml: string;
  unsubscribeUrl: string;
  tries: number;
}

export interface Recipient {
  accountId: Id;
  email: string;
  language: Language;
  disabled: boolean;
  hasPassword: boolean;
  /** As the directory of the organisation that writes has it, else of any. */
  name: string;
}

/** Where a reader of the log has come; holds the reader until the transaction ends, so that no two nodes read it at once. */
export async function lockReader(tx: Tx, name: string): Promise<number> {
  await tx`insert into event_reader (name) values (${name}) on conflict (name) do nothing`;
  const [row] = await tx<{ seq: number }[]>`select seq from event_reader where name = ${name} for update`;
  return row?.seq ?? 0;
}

export async function saveReader(tx: Tx, name: string, seq: number): Promise<void> {
  await tx`update event_reader set seq = ${seq} where name = ${name}`;
}

export async function findRecipient(sql: Query, accountId: Id, agencyId: Id | null): Promise<Recipient | null> {
  const [row] = await sql<Recipient[]>`
    select a.id as account_id, a.email, a.language, a.disabled_at is not null as disabled, a.password_hash is not null as has_password,
      coalesce((select trim(p.first_name || ' ' || p.last_name) from role r join person p on p.agency_id = r.agency_id and p.id = r.person_id
        where r.account_id = a.id order by (r.agency_id is not distinct from ${agencyId}::uuid) desc, r.created_at limit 1), '') as name
    from account a where a.id = ${accountId}`;
  return row ?? null;
}

export async function insertMail(tx: Tx, mail: NewMail): Promise<void> {
  await tx`
    insert into mail (cause, kind, account_id, recipient, language, subject, body_text, body_html, reply_to, sender_name, unsubscribe_url)
    values (${mail.cause}, ${mail.kind}, ${mail.accountId}, ${mail.recipient}, ${mail.language}, ${mail.subject}, ${mail.bodyText}, ${mail.bodyHtml},
      ${mail.replyTo ?? ""}, ${mail.senderName ?? ""}, ${mail.unsubscribeUrl ?? ""})
    on conflict (cause, recipient) do nothing`;
}

/** The next mail to send after one, held until the transaction ends: two nodes do not send the same. One whose PDF is not made yet waits for it. */
export async function claimMail(tx: Tx, after: Id | null): Promise<DueMail | null> {
  const [row] = await tx<DueMail[]>`
    select id, kind, recipient, more_recipients, cc, bcc, reply_to, sender_name, subject, body_text, body_html, unsubscribe_url, tries from mail
    where sent_at is null and given_up_at is null and (${after}::uuid is null or id > ${after}::uuid)
      and not exists (select from mail_attachment a join printout p on p.agency_id = a.agency_id and p.id = a.printout_id
        where a.mail_id = mail.id and p.ready_at is null)
    order by id for update skip locked limit 1`;
  return row ?? null;
}

/** Sent: the secret of its link is taken out, since nobody needs it here any more and a copy of the database would open it. */
export async function saveSent(tx: Tx, id: Id): Promise<void> {
  await tx`
    update mail set sent_at = now(), tries = tries + 1, error = '',
      body_text = regexp_replace(body_text, '(/(?:mot-de-passe|bienvenue|r|i)/)[A-Za-z0-9_-]{20,}', '\\1…', 'g'),
      body_html = regexp_replace(body_html, '(/(?:mot-de-passe|bienvenue|r|i)/)[A-Za-z0-9_-]{20,}', '\\1…', 'g')
    where id = ${id}`;
}

export async function saveFailed(tx: Tx, of: { id: Id; error: string; forGood: boolean }): Promise<void> {
  await tx`
    update mail set tries = tries + 1, error = ${of.error}, given_up_at = case when ${of.forGood} then now() end where id = ${of.id}`;
}

export interface MailRow {
  id: Id;
  kind: string;
  recipient: string;
  language: Language;
  subject: string;
  bodyText: string | null;
  createdAt: string;
  sentAt: string | null;
  error: string;
  tries: number;
  givenUp: boolean;
}

/**
 * The latest mails: everyone's in the demo (`agencyId` null), else those of accounts that hold a role at the organisation.
 * A body holds a link that opens the account: outside the demo it is read only where there is no mail server to send it,
 * and never that of an account that another organisation trusts too.
 */
export async function listMail(
  sql: Query,
  of: { agencyId: Id | null; withBodies: boolean; before: Id | null; most: number },
): Promise<MailRow[]> {
  return sql<MailRow[]>`
    select m.id, m.kind, array_to_string(array_prepend(m.recipient, m.more_recipients || m.cc), ', ') as recipient, m.language, m.subject,
      case when ${of.withBodies} and (${of.agencyId}::uuid is null or not exists (select 1 from role r where r.account_id = m.account_id and r.agency_id <> ${of.agencyId}))
        then m.body_text end as body_text,
      m.created_at, m.sent_at, m.error, m.tries, m.given_up_at is not null as given_up
    from mail m
    where (${of.agencyId}::uuid is null or exists (select 1 from role r where r.account_id = m.account_id and r.agency_id = ${of.agencyId}))
      and (${of.before}::uuid is null or m.id < ${of.before}::uuid)
    order by m.id desc limit ${of.most}`;
}

/** Has a mail that was given up tried again. False when it is none of the organisation's. */
export async function saveRetry(sql: Query, agencyId: Id, id: Id): Promise<boolean> {
  const saved = await sql`
    update mail m set given_up_at = null, tries = 0 where m.id = ${id} and m.sent_at is null
      and exists (select 1 from role r where r.account_id = m.account_id and r.agency_id = ${agencyId}) returning m.id`;
  return saved.length > 0;
}
