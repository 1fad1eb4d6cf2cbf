import type { Id } from "#domain/id.ts";
import type { Query, Tx } from "./sql.ts";

/** An address whose mail server said no for good; another address is another. */
export interface Bounce {
  email: string;
  /** ISO instant. */
  at: string;
  /** The other server's own words, short. */
  reply: string;
}

/** Whether mail to this address came back, and nobody has said since that it is right. */
export async function isBounced(sql: Query, email: string): Promise<boolean> {
  const [row] = await sql<{ bounced: boolean }[]>`
    select exists (select from mail_bounce where email = ${email.toLowerCase()}) as bounced`;
  return row?.bounced ?? false;
}

/** Of these addresses those that refuse mail. */
export async function listBounces(sql: Query, emails: string[]): Promise<Bounce[]> {
  if (emails.length === 0) return [];
  return sql<Bounce[]>`
    select email, at, reply from mail_bounce where email = any(${emails.map((email) => email.toLowerCase())}::text[]) order by email`;
}

export async function saveBounce(tx: Tx, of: { email: string; at: Date; reply: string; mailId: Id }): Promise<void> {
  await tx`
    insert into mail_bounce (email, at, reply, mail_id) values (${of.email.toLowerCase()}, ${of.at.toISOString()}, ${of.reply}, ${of.mailId})
    on conflict (email) do update set at = excluded.at, reply = excluded.reply, mail_id = excluded.mail_id`;
}

/** It is right after all, or took a mail since: it is written to again. */
export async function deleteBounce(sql: Query, email: string): Promise<boolean> {
  const rows = await sql`delete from mail_bounce where email = ${email.toLowerCase()} returning email`;
  return rows.length > 0;
}

/** Who had a mail sent, at which organisation, and the request it was about: she is told that it came back. */
export interface MailSender {
  accountId: Id;
  agencyId: Id;
  requestId: Id | null;
  /** The school of the request. */
  requestAgencyId: Id | null;
}

/** Of a letter its writer, of what an event mailed who did it, of a notice whoever is told through it did; null: nobody asked for it. */
export async function findMailSender(sql: Query, mailId: Id): Promise<MailSender | null> {
  const [row] = await sql<MailSender[]>`
    with m as (select id, cause, account_id, reply_to, split_part(cause, ':', 2) as of from mail where id = ${mailId})
    select x.account_id, x.agency_id, x.request_id, x.request_agency_id from (
      select 1 as rank, m.account_id, l.agency_id, r.request_id, r.request_agency_id from m
        join letter l on l.mail_id = m.id
        left join lateral (select pr.request_id, pr.request_agency_id from letter_printout y
          join printout_request pr on pr.agency_id = y.agency_id and pr.printout_id = y.printout_id
          where y.agency_id = l.agency_id and y.letter_id = l.id order by pr.position limit 1) r on true
      union all
      select 2, e.actor_account_id, e.actor_agency_id, q.id, q.agency_id from m
        join event e on e.seq = case when m.cause like 'event:%' then m.of::bigint end
        left join request q on q.id = e.about
      union all
      select 3, n.actor_account_id, e.actor_agency_id, n.request_id, n.request_agency_id from m
        join notice n on n.id = case when m.cause like 'notice:%' then m.of::uuid end
        join event e on e.seq = n.seq and e.actor_account_id = n.actor_account_id
        -- who reads in Concerto what happened is no news to who did it
        where n.account_id is null
      union all
      select 4, a.id, ro.agency_id, null, null from m
        join account a on lower(a.email) = lower(m.reply_to) and m.reply_to <> '' join role ro on ro.account_id = a.id and ro.disabled_at is null
    ) x where x.account_id is not null and x.agency_id is not null order by x.rank limit 1`;
  return row ?? null;
}
