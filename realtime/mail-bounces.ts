import type { Id } from "#domain/id.ts";
import { appendEvents, lastSeq, type EventAuthor } from "#db/event.ts";
import { deleteBounce, findMailSender, saveBounce } from "#db/mail-bounce.ts";
import type { DueMail } from "#db/mail.ts";
import type { Tx } from "#db/sql.ts";
import { tellAccounts } from "#server/notice-tell.ts";
import { bounceWords } from "#words/bounce.ts";

/** An address that a mail server would not take a mail for. */
export interface Refusal {
  email: string;
  /** The server's words, short. */
  reply: string;
  /** The mailbox is not there, and will not be tomorrow; else it was the mail that was refused, or the moment. */
  badAddress: boolean;
}

const nobody: EventAuthor = { agencyId: null, accountId: null, personId: null, name: "", requestId: "" };

interface RejectedError {
  recipient?: string;
  response?: string;
  responseCode?: number;
}

/** 5xx to an address, but for 5.2.2 (full) and 5.7 (this sender, or this mail): it is the address that is wrong. */
const isBadAddress = ({ responseCode = 0, response = "" }: RejectedError): boolean =>
  responseCode >= 500 && responseCode < 600 && !/\b5\.(2\.2|7\.\d+)\b/.test(response);

/** What nodemailer says of addresses that were refused, whether the mail left for others or for nobody. */
export function refusalsOf(answer: unknown): Refusal[] {
  const errors = (answer as { rejectedErrors?: RejectedError[] } | null)?.rejectedErrors ?? [];
  return errors.flatMap((one) =>
    one.recipient === undefined
      ? []
      : [{ email: one.recipient.toLowerCase(), reply: (one.response ?? "?").slice(0, 300), badAddress: isBadAddress(one) }],
  );
}

const addressesOf = (mail: DueMail): string[] => [mail.recipient, ...mail.moreRecipients, ...mail.cc].map((email) => email.toLowerCase());

/**
 * After a mail was handed over, or given up: addresses that refuse are marked until they change, those that take are marked no more, and
 * whoever had it sent is told on her bell (R455). To be called last in the transaction: it appends to the log.
 */
export async function settleBounces(tx: Tx, of: { mail: DueMail; refused: Refusal[]; returned: string | null; at: Date }): Promise<void> {
  const { mail, refused, returned, at } = of;
  const bad = refused.filter(({ badAddress }) => badAddress);
  for (const { email, reply } of bad) await saveBounce(tx, { email, at, reply, mailId: mail.id });
  let restored = false;
  if (returned === null) {
    const taken = addressesOf(mail).filter((email) => !refused.some((one) => one.email === email));
    for (const email of taken) if (await deleteBounce(tx, email)) restored = true;
  }
  if (refused.length === 0 && returned === null && !restored) return;
  const sender = await findMailSender(tx, mail.id);
  const back = refused.length > 0 ? refused.map(({ email }) => email) : returned === null ? [] : [mail.recipient];
  const told =
    sender && back.length > 0
      ? await tellAccounts(tx, at, [await tellingOf(tx, { mailId: mail.id, sender, back, reply: refused[0]?.reply ?? returned ?? "" })])
      : [];
  const agencyId = sender?.agencyId;
  await appendEvents(tx, nobody, [
    ...(agencyId ? [{ kind: "bounce.changed" as const, agencyIds: [agencyId], about: mail.id, facts: {} }] : []),
    ...told,
  ]);
}

async function tellingOf(
  tx: Tx,
  of: { mailId: Id; sender: NonNullable<Awaited<ReturnType<typeof findMailSender>>>; back: string[]; reply: string },
) {
  const { sender, back, reply } = of;
  const { fr, en } = bounceWords;
  const emails = back.join(", ");
  const request =
    sender.requestId === null ? null : `${sender.requestAgencyId === sender.agencyId ? "/sorties" : "/demandes"}/${sender.requestId}`;
  return {
    kind: "bounce" as const,
    accountId: sender.accountId,
    agencyId: sender.agencyId,
    roleId: null,
    cause: `bounce:${of.mailId}`,
    seq: await lastSeq(tx),
    mail: "none" as const,
    facts: {
      title: { fr: fr.title(emails), en: en.title(emails) },
      text: { fr: fr.reply(reply), en: en.reply(reply) },
      href: request ?? "/personnes",
      action: request ? { fr: fr.openRequest, en: en.openRequest } : { fr: fr.openPeople, en: en.openPeople },
    },
  };
}
