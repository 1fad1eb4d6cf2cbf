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
