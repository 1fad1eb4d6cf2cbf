import { randomBytes, randomUUID } from "node:crypto";
import type { Actor } from "#domain/access.ts";
import { dayIn } from "#domain/dates.ts";
import { guestActor } from "#domain/guest.ts";
import type { NewEvent } from "#domain/event.ts";
import type { Id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import type { RequestRecord } from "#domain/request-seen.ts";
import type { Language } from "#domain/weekdays.ts";
import { findGuestByToken, findGuestSettings, insertGuestToken, renewGuestLink, type GuestLink } from "#db/guest.ts";
import { listGuestRequests } from "#db/guest-request.ts";
import { insertMail } from "#db/mail.ts";
import { findPerson } from "#db/people.ts";
import { listRequests } from "#db/request.ts";
import type { Query, Tx } from "#db/sql.ts";
import { guestWords } from "#words/guest.ts";
import { inWords } from "#words/words.ts";
import { act } from "./act.ts";
import { admitReply } from "./attempt.ts";
import type { Context } from "./context.ts";
import { originOf } from "./env.ts";
import { writeLetterMail } from "./letter-mail.ts";
import { hashOfToken } from "./link.ts";
import type { ActorContext } from "./request-move.ts";
import { openSecret } from "./secret-link.ts";

const day = 86_400_000;

/** The guest page of a secret that is still good; anything else is `link-dead`. */
export const goodGuest = (ctx: Pick<Context, "sql" | "ip" | "now">, secret: string, sql: Query = ctx.sql): Promise<GuestLink> =>
  openSecret(ctx, secret, (tokenHash) => findGuestByToken(sql, tokenHash));

/** Who holds a link: the contact of the school, at it. */
export const guestOf = (link: GuestLink): Actor =>
  guestActor({ schoolId: link.schoolId, personId: link.personId, name: link.name, school: link.school });

/** Requests as the school of a link has them. */
export const readGuest = (sql: Query, link: GuestLink, of: { ids: Id[]; at: Date }): Promise<RequestRecord[]> =>
  listRequests(sql, { viewer: guestOf(link), side: "placing", today: dayIn(of.at) }, of.ids);

export interface Held {
  link: GuestLink;
  author: Actor;
  at: Date;
}

/**
 * Something that who holds the link does: counted, and the link read again inside, since it may have been taken back meanwhile. A school
 * that uses the system since then does it there: its page is still read.
 */
export async function onGuest<Value>(
  ctx: Context,
  token: string,
  work: (tx: Tx, held: Held) => Promise<{ value: Value; events: NewEvent[] }>,
): Promise<Value> {
  const link = await goodGuest(ctx, token);
  await admitReply(ctx.sql, link.id);
  return act({ ...ctx, session: null, actor: guestOf(link) }, async (tx) => {
    const held = await goodGuest(ctx, token, tx);
    if (held.schoolIsUser) return refuse({ code: "school-uses-system", name: held.school });
    return work(tx, { link: held, author: guestOf(held), at: ctx.now() });
  });
}

/** The same on a request the link reaches, locked and read again. */
export const onGuestRequest = <Value>(
  ctx: Context,
  of: { token: string; requestId: Id },
  work: (tx: Tx, held: Held & { record: RequestRecord }) => Promise<{ value: Value; events: NewEvent[] }>,
): Promise<Value> =>
  onGuest(ctx, of.token, async (tx, held) => {
    const [found] = await listGuestRequests(tx, held.link, { requestId: of.requestId, lock: true });
    const [record] = found ? await readGuest(tx, held.link, { ids: [found], at: held.at }) : [];
    return record ? work(tx, { ...held, record }) : refuse({ code: "not-found" });
  });

/**
 * Makes or renews a contact's page and writes her the mail that opens it. The secret is in the mail alone; earlier mails stay good as long.
 * `for`: what she is asked to do there.
 */
export async function inviteGuest(
  tx: Tx,
  ctx: ActorContext,
  of: {
    schoolId: Id;
    school: string;
    personId: Id;
    name: string;
    email: string;
    language: Language;
    for: "entry" | "page";
    place: string;
    message: string;
    again: boolean;
  },
): Promise<{ linkId: Id; events: NewEvent[] }> {
  const { agencyId } = ctx.actor;
  const { linkDays } = await findGuestSettings(tx, agencyId);
  const until = new Date(ctx.now().getTime() + linkDays * day);
  const email = of.email.toLowerCase();
  const linkId = await renewGuestLink(tx, { ...of, agencyId, email, by: ctx.actor.personId, expiresAt: until });
  const token = randomBytes(32).toString("base64url");
  await insertGuestToken(tx, { tokenHash: hashOfToken(token), agencyId, linkId });
  const w = inWords(guestWords, of.language).mail;
  const body = [
    w.hello(of.name),
    of.for === "entry" ? w.entry(ctx.actor.agencyName, of.place) : w.page(ctx.actor.agencyName),
    of.message.trim(),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
  const mail = writeLetterMail(
    {
      subject: of.for === "entry" ? w.subjectEntry(ctx.actor.agencyName) : w.subjectPage(ctx.actor.agencyName),
      body,
      language: of.language,
    },
    { url: `${originOf(ctx.env)}/i/${token}`, until, school: ctx.actor.agencyName },
    { action: of.for === "entry" ? w.fill : w.see, note: w.note, orCopy: w.orCopy },
  );
  await insertMail(tx, {
    cause: `guest:${linkId}:${randomUUID()}`,
    kind: "guest",
    accountId: null,
    recipient: email,
    language: of.language,
    subject: mail.subject,
    bodyText: mail.text,
    bodyHtml: mail.html,
    replyTo: (await findPerson(tx, ctx.actor, ctx.actor.personId))?.email ?? "",
    senderName: `${ctx.actor.name}, ${ctx.actor.agencyName}`,
  });
  const facts = { school: of.school, name: of.name, again: of.again };
  return { linkId, events: [{ kind: "guest.invited", agencyIds: [agencyId], about: linkId, within: [of.schoolId], facts }] };
}
