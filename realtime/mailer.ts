import { randomBytes } from "node:crypto";
import { createTransport, type Transporter } from "nodemailer";
import type { EventKind } from "#domain/event.ts";
import { insertLink, deleteLinksOf } from "#db/account.ts";
import { listEventsAfter, type StoredEvent } from "#db/event.ts";
import {
  claimMail,
  findRecipient,
  insertMail,
  lockReader,
  saveFailed,
  saveReader,
  saveSent,
  type DueMail,
  type Recipient,
} from "#db/mail.ts";
import { listAttachments } from "#db/letter.ts";
import type { Sql, Tx } from "#db/sql.ts";
import type { Feed } from "#server/context.ts";
import { originOf, type Env } from "#server/env.ts";
import { hashOfToken } from "#server/link.ts";
import type { Log } from "#server/log.ts";
import { inWords, localeOf } from "#words/words.ts";
import { mailWords } from "#words/mail.ts";
import type { RunningJobs } from "./jobs.ts";
import { writeLetter, type Letter } from "./letter.ts";
import { refusalsOf, settleBounces, type Refusal } from "./mail-bounces.ts";

const reader = "mail";
const batch = 200;
/** With the pauses of the job's retries, about a day: longer than any mail server's maintenance. */
const mostTries = 150;
/** An invitation waits for somebody to come back from a week off; a link somebody asked for is used at once or not at all. */
const hoursOf = { "first-password": 7 * 24, "new-password": 1 } as const;

type Deps = { sql: Sql; env: Env; log: Log };
type Writing = { tx: Tx; event: StoredEvent; to: Recipient; origin: string };

/** A fresh link of an account: its secret goes into the mail and nowhere else. */
async function linkFor({ tx, to, origin }: Writing, purpose: keyof typeof hoursOf): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  // An invitation replaces the one before. A link asked for does not: anybody may ask, and would kill the victim's invitation.
  if (purpose === "first-password") await deleteLinksOf(tx, to.accountId);
  await insertLink(tx, { tokenHash: hashOfToken(token), accountId: to.accountId, purpose, hours: hoursOf[purpose] });
  return `${origin}/${purpose === "first-password" ? "bienvenue" : "mot-de-passe"}/${token}`;
}

/** The mails that what happened asks for: the letter to the account the event is about, or none. */
const letters: Partial<Record<EventKind, (writing: Writing) => Promise<Letter | null>>> = {
  "account.invited": async (writing) => {
    const { event, to, origin } = writing;
    const w = inWords(mailWords, to.language);
    const said = to.hasPassword ? w.welcomed : w.invited;
    const organisation = event.actorAgencyName ?? "Concerto";
    const url = to.hasPassword ? `${origin}/connexion` : await linkFor(writing, "first-password");
    return {
      subject: said.subject(organisation),
      name: to.name,
      body: said.body(event.actorName, organisation),
      note: said.note,
      action: { label: said.action, url },
    };
  },
  "account.password-asked": async (writing) => {
    const w = inWords(mailWords, writing.to.language).asked;
    return {
      subject: w.subject,
      name: writing.to.name,
      body: w.body,
      note: w.note,
      action: { label: w.action, url: await linkFor(writing, "new-password") },
    };
  },
  "account.password-set": async ({ event, to, origin }) => {
    if (event.facts.first === true) return null;
    const w = inWords(mailWords, to.language).changed;
    const when = new Intl.DateTimeFormat(localeOf(to.language), {
      timeZone: "America/Toronto",
      dateStyle: "long",
      timeStyle: "short",
    }).format(new Date(event.at));
    return {
      subject: w.subject,
      name: to.name,
      body: w.body(when),
      note: w.note,
      action: { label: w.action, url: `${origin}/mot-de-passe` },
    };
  },
};

/**
 * Writes the mails of what happened since the last time. Reading on, the links and the mails are one transaction:
 * whatever is cut short is done again whole, and an event gives its mail once.
 */
export async function writeMails({ sql, env }: Deps): Promise<void> {
  // Never the Host or the Origin of a request: an attacker who asks for a victim's link would send his own there,
  // and the victim's mail would hold a link to him with the secret in it.
  const origin = originOf(env);
  for (let more = true; more;) {
    more = await sql.begin(async (tx) => {
      const after = await lockReader(tx, reader);
      const events = await listEventsAfter(tx as unknown as Sql, { agencyId: null, after, most: batch });
      for (const event of events) {
        const write = letters[event.kind];
        const to = write && (await findRecipient(tx, event.about, event.actorAgencyId));
        if (!write || !to || to.disabled) continue;
        const letter = await write({ tx, event, to, origin });
        if (!letter) continue;
        const { subject, text, html } = writeLetter(letter, to.language);
        const mail = { cause: `event:${event.seq}`, kind: event.kind, accountId: to.accountId, recipient: to.email, language: to.language };
        await insertMail(tx, { ...mail, subject, bodyText: text, bodyHtml: html });
      }
      const last = events.at(-1);
      if (last) await saveReader(tx, reader, last.seq);
      return events.length === batch;
    });
  }
}

/** 5xx: the server will say the same tomorrow. Everything else may pass. */
const isForGood = (error: unknown): boolean => {
  const code = (error as { responseCode?: number }).responseCode ?? 0;
  return code >= 500 && code < 600 && (error as { command?: string }).command !== "AUTH";
};

/** What an administrator may read of a failure: the server's own words, short, without what was sent. */
const told = (error: unknown): string => {
  const { response, message } = error as { response?: string; message?: string };
  return (response ?? message ?? "?").slice(0, 300);
};

async function post(
  transport: Transporter,
  from: string,
  { mail, files }: { mail: DueMail; files: Awaited<ReturnType<typeof listAttachments>> },
): Promise<Refusal[]> {
  // The same number at each try: where the answer was lost after the mail was taken, the receiving side sees one mail.
  const messageId = `<${mail.id}@${from.slice(from.lastIndexOf("@") + 1).replace(">", "")}>`;
  // A letter is a person's, with her name and answered to her; what the system writes says so.
  const written = mail.kind === "letter";
  const address = /<([^>]+)>/.exec(from)?.[1] ?? from;
  const taken = await transport.sendMail({
    from: written ? { name: mail.senderName, address } : from,
    to: [mail.recipient, ...mail.moreRecipients],
    cc: mail.cc,
    bcc: mail.bcc,
    ...(mail.replyTo === "" ? {} : { replyTo: { name: mail.senderName, address: mail.replyTo } }),
    subject: mail.subject,
    text: mail.bodyText,
    html: mail.bodyHtml,
    attachments: files.map(({ name, mediaType, content }) => ({ filename: name, contentType: mediaType, content: Buffer.from(content) })),
    messageId,
    headers: written
      ? {}
      : {
          "Auto-Submitted": "auto-generated",
          ...(mail.unsubscribeUrl === ""
            ? {}
            : { "List-Unsubscribe": `<${mail.unsubscribeUrl}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" }),
        },
  });
  // Taken for some: the others are told of by the same answer.
  return refusalsOf(taken);
}

/** Sends what is due, one after the other. True when something is left to be tried again. */
export async function sendMails(
  { sql, log, now = () => new Date() }: Pick<Deps, "sql" | "log"> & { now?: () => Date },
  transport: Transporter,
  from: string,
): Promise<boolean> {
  let after: string | null = null;
  let left = false;
  for (;;) {
    const mail: DueMail | null = await sql.begin(async (tx) => {
      const due = await claimMail(tx, after);
      if (!due) return null;
      try {
        const files = due.kind === "letter" ? await listAttachments(tx, due.id) : [];
        const refused = await post(transport, from, { mail: due, files });
        await saveSent(tx, due.id);
        await settleBounces(tx, { mail: due, refused, returned: null, at: now() });
      } catch (err) {
        const forGood = isForGood(err) || due.tries + 1 >= mostTries;
        await saveFailed(tx, { id: due.id, error: told(err), forGood });
        if (forGood) await settleBounces(tx, { mail: due, refused: refusalsOf(err), returned: told(err), at: now() });
        log.warn({ mail: due.id, tries: due.tries + 1, forGood, code: (err as { code?: string }).code }, "a mail was not sent");
        if (!forGood) left = true;
      }
      return due;
    });
    if (!mail) return left;
    after = mail.id;
  }
}

/** `?from=stages@cegep.example` in SMTP_URL says who writes; else its user when that is an address, else our host's name. */
function senderOf(env: Env): string {
  const url = new URL(env.smtpUrl ?? "smtp://localhost");
  const user = decodeURIComponent(url.username);
  const host = env.baseUrl ? new URL(env.baseUrl).hostname : "localhost";
  return `Concerto <${url.searchParams.get("from") ?? (user.includes("@") ? user : `concerto@${host}`)}>`;
}

/** The mail server of the settings; null without one: mails are then read on the page /courriel. */
function transportOf(env: Env): Transporter | null {
  if (!env.smtpUrl) return null;
  const url = new URL(env.smtpUrl);
  url.searchParams.delete("from");
  return createTransport(url.href, { disableFileAccess: true, disableUrlAccess: true } as never);
}

/**
 * The reader of the log that writes mails, and sends them where there is a mail server. A job: run by one node at a time,
 * rung by the feed, tried again until it does not fail. Returns the way to stop listening.
 */
export async function startMailer(deps: Deps & { feed: Feed; jobs: RunningJobs }): Promise<() => void> {
  const { env, log, feed, jobs } = deps;
  const transport = transportOf(env);
  if (transport && !env.baseUrl) log.warn("SMTP_URL without BASE_URL: the links in mails lead to this machine only");
  await jobs.handle("mail", async () => {
    await writeMails(deps);
    if (transport && (await sendMails(deps, transport, senderOf(env)))) throw new Error("some mails are left to be sent");
  });
  const stop = feed.subscribe((events) => {
    if (events.some((event) => letters[event.kind] || event.kind === "letter.sent")) jobs.ring("mail");
  });
  // What happened while nobody was reading.
  jobs.ring("mail");
  return () => {
    stop();
    transport?.close();
  };
}
