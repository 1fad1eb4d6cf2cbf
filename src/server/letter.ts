import { randomBytes } from "node:crypto";
import { z } from "zod";
import { longestName, mayKeep } from "#domain/catalogue.ts";
import { dayIn } from "#domain/dates.ts";
import { address, linkState, longestBody, longestSubject, mostRecipients, printState, sharedPlace } from "#domain/delivery.ts";
import { largestLetter, mostDocuments } from "#domain/delivery-document.ts";
import type { NewEvent } from "#domain/event.ts";
import { id, type Id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { findPlace, savePlace } from "#db/catalogue.ts";
import { findDeliverySettings, insertTemplate, listTemplates, removeTemplate, saveTemplate } from "#db/delivery-setting.ts";
import { findDocuments } from "#db/document.ts";
import { insertLetter, insertLetterMail, listLettersOf, listPlaceContacts, saveReach, sizeOfFiles } from "#db/letter.ts";
import { findPerson } from "#db/people.ts";
import { findPrintouts, listSenders, readPlaceName, type PrintRow } from "#db/printout.ts";
import { insertToken, listAnswers, listRequestsOfLetter, renewLink, revokeLink } from "#db/reply.ts";
import { listRequests } from "#db/request.ts";
import { listRoutedRequests } from "#db/routing.ts";
import { act } from "./act.ts";
import { admitLetter } from "./attempt.ts";
import { contactIdOf, fieldsOf, kept, keptOf, mayOf } from "./catalogue-place.ts";
import { orRefuse } from "./constraint.ts";
import { originOf } from "./env.ts";
import { writeLetterMail } from "./letter-mail.ts";
import { hashOfToken } from "./link.ts";
import { deliver, lockReached, nameOfPlace, seenPrintout } from "./print.ts";
import { lookOf, sideFor, type ActorContext } from "./request-move.ts";
import { allowed, router } from "./trpc.ts";

const printoutIds = z.array(id).min(1).max(50);
const day = 86_400_000;
const sideOf = (ctx: ActorContext) => sideFor(ctx.actor, ["placing", "receiving"]);

const template = z.object({
  name: z.string().trim().min(1).max(longestName),
  subjectFr: z.string().trim().min(1).max(longestSubject),
  bodyFr: z.string().trim().min(1).max(longestBody),
  subjectEn: z.string().trim().min(1).max(longestSubject),
  bodyEn: z.string().trim().min(1).max(longestBody),
});
const templateTaken = (text: string) => ({ one_letter_template_per_name: { code: "name-taken", name: text } as const });

const letter = z.object({
  printoutIds,
  documentIds: z.array(id).max(mostDocuments).default([]),
  language: z.enum(["fr", "en"]),
  to: z.array(address).min(1).max(mostRecipients),
  cc: z.array(address).max(mostRecipients).default([]),
  copyToSelf: z.boolean().default(false),
  subject: z.string().trim().min(1).max(longestSubject),
  body: z.string().trim().min(1).max(longestBody),
  withLink: z.boolean().default(true),
});

const placeOf = (rows: PrintRow[]) => sharedPlace(rows) ?? refuse({ code: "no-shared-place" });
const requestIdsOf = (rows: PrintRow[]): Id[] => [...new Set(rows.flatMap(({ requests }) => requests.map((one) => one.id)))];

/** The status in which something waits for an answer on paper, by who sent it. */
const onPaper = { placing: "sent-paper", receiving: "redirected-paper", unit: null } as const;

/** Who a request was given to comes first: the letter is hers. */
const unitContacts = <Contact extends { personId: Id | null }>(contacts: Contact[], given: Id[]): Contact[] =>
  contacts.toSorted((one, other) => Number(given.includes(other.personId ?? "")) - Number(given.includes(one.personId ?? "")));

/** The site's contact whose address it is, or the address itself: who the link is of. */
function contactAt(contacts: Awaited<ReturnType<typeof listPlaceContacts>>, email: string) {
  const found = contacts.find(
    (one) => one.personId !== null && [one.email, one.sharedEmail].some((known) => known?.toLowerCase() === email),
  );
  const name = found ? `${found.firstName} ${found.lastName}`.trim() : email;
  return { personId: found?.personId ?? null, name };
}

export const letterRouter = router({
  /** What the mail window begins with: who to write to, what of, with what words, and what may be joined (F-134 to F-137). */
  prepare: allowed("delivery.manage")
    .input(z.object({ printoutIds }))
    .query(async ({ ctx, input }) => {
      const side = sideOf(ctx);
      const { agencyId } = ctx.actor;
      const rows = await findPrintouts(ctx.sql, { viewer: ctx.actor, side }, input.printoutIds);
      if (rows.length !== new Set(input.printoutIds).size) refuse({ code: "not-found" });
      const place = placeOf(rows);
      const [contacts, templates, settings, me, records] = await Promise.all([
        listPlaceContacts(ctx.sql, place),
        listTemplates(ctx.sql, agencyId),
        findDeliverySettings(ctx.sql, agencyId),
        findPerson(ctx.sql, ctx.actor, ctx.actor.personId),
        listRequests(ctx.sql, lookOf(ctx, side), requestIdsOf(rows)),
      ]);
      const senderId = records.find((record) => record.senderId !== null)?.senderId;
      const sender = (await listSenders(ctx.sql, agencyId)).find((one) => one.id === senderId);
      const where = await findPlace(ctx.sql, ctx.actor, place.siteId);
      const routed = await listRoutedRequests(
        ctx.sql,
        records.map((record) => record.id),
      );
      const given = side === "receiving" ? routed.flatMap(({ unitContactId }) => unitContactId ?? []) : [];
      return {
        side,
        place: await readPlaceName(ctx.sql, place),
        printouts: rows.map((row) => seenPrintout(row, side)),
        contacts: unitContacts(contacts, given).map((one) => ({
          ...one,
          key: one.main ? one.placeId : `${one.placeId} ${one.personId}`,
          reach: one.email ?? one.sharedEmail,
          mayCorrect: one.main && where !== undefined && mayKeep(ctx.actor, keptOf(where)),
        })),
        templates,
        settings,
        me: { email: me?.email ?? null },
        /** What templates are filled with, in either language; dates as days, written by the screen. */
        values: {
          school: ctx.actor.agencyName || records[0]?.names.school || "",
          place: rows[0] ? nameOfPlace({ ...rows[0], ...(place.destinationId === null ? { destination: null } : {}) }) : "",
          courses: [...new Set(records.map(({ names }) => `${names.courseNumber} ${names.course}`))],
          references: records.map(({ reference }) => reference),
          startsOn: records.map(({ schedule }) => schedule.startsOn).toSorted()[0] ?? null,
          endsOn:
            records
              .map(({ schedule }) => schedule.endsOn)
              .toSorted()
              .at(-1) ?? null,
          dueOn: records.flatMap(({ dueOn }) => dueOn ?? []).toSorted()[0] ?? null,
          sender: sender?.name ?? ctx.actor.name,
          phone: (sender ? null : me?.phone) ?? "",
        },
        /** Only to answer what waits for an answer on paper: a place's to its school, a unit's to its organisation. */
        mayLink: records.some(({ status }) => status === onPaper[side]),
        sends: ctx.env.smtpUrl !== undefined,
      };
    }),

  /**
   * Sends a letter with its PDFs, files and, while something waits on paper, the link to answer by; marks the reports delivered. The mail leaves when its
   * files are made. The link is one per contact, place and school, and each mail renews it (F-134 to F-139).
   */
  send: allowed("delivery.manage")
    .input(letter)
    .mutation(async ({ ctx, input }) => {
      await admitLetter(ctx.sql, ctx.actor.accountId);
      const side = sideOf(ctx);
      const { agencyId, personId: by } = ctx.actor;
      const at = ctx.now();
      const to = [...new Set(input.to.map((one) => one.toLowerCase()))];
      const cc = [...new Set(input.cc.map((one) => one.toLowerCase()))].filter((one) => !to.includes(one));
      const sent = await act(ctx, async (tx) => {
        const rows = await lockReached(tx, ctx, input.printoutIds);
        if (rows.some((row) => printState(row) === "failed")) refuse({ code: "printout-failed" });
        const place = placeOf(rows);
        const documents = await findDocuments(tx, agencyId, input.documentIds);
        if (documents.length !== new Set(input.documentIds).size) refuse({ code: "not-found" });
        const files = { agencyId, printoutIds: rows.map((row) => row.id), documentIds: documents.map((one) => one.id) };
        if ((await sizeOfFiles(tx, files)) > largestLetter) refuse({ code: "letter-too-large", most: largestLetter / 1024 / 1024 });
        const [settings, contacts, me] = [
          await findDeliverySettings(tx, agencyId),
          await listPlaceContacts(tx, place),
          await findPerson(tx, ctx.actor, by),
        ];
        const [email = ""] = to;
        const waits = rows.some(({ requests }) => requests.some(({ status }) => status === onPaper[side]));
        const { language } = input;
        const until = new Date(at.getTime() + settings.linkDays * day);
        const linkId =
          input.withLink && waits
            ? await renewLink(tx, { ...place, agencyId, ...contactAt(contacts, email), email, language, by, expiresAt: until })
            : null;
        const { subject, body, copyToSelf } = input;
        const letterId = await insertLetter(tx, {
          agencyId,
          language,
          recipients: to,
          cc,
          copyToSelf,
          subject,
          body,
          linkId,
          by,
          at,
          printoutIds: files.printoutIds,
        });
        let link = null;
        if (linkId !== null) {
          const token = randomBytes(32).toString("base64url");
          await insertToken(tx, { tokenHash: hashOfToken(token), agencyId, linkId, letterId });
          link = { url: `${originOf(ctx.env)}/r/${token}`, until, school: ctx.actor.agencyName };
        }
        const mail = writeLetterMail({ subject, body, language }, link);
        const replyTo = me?.email ?? "";
        await insertLetterMail(tx, {
          ...files,
          letterId,
          accountId: ctx.actor.accountId,
          language,
          recipients: to,
          cc,
          bcc: copyToSelf && replyTo !== "" ? [replyTo] : [],
          replyTo,
          senderName: `${ctx.actor.name}, ${ctx.actor.agencyName}`,
          subject: mail.subject,
          bodyText: mail.text,
          bodyHtml: mail.html,
        });
        const within = [...files.printoutIds, ...requestIdsOf(rows)];
        const told = { to, files: rows.length + documents.length };
        const events: NewEvent[] = [{ kind: "letter.sent", agencyIds: [agencyId], about: letterId, within, facts: told }];
        events.push(...(await deliver(tx, ctx, { rows, how: "mail" })));
        return { value: { id: letterId, linkId, to }, events };
      });
      ctx.jobs.ring("mail");
      return sent;
    }),

  /** Corrects, or names, the contact of a place that the viewer keeps: a school's for who does not use the system (F-050). */
  correctContact: allowed("delivery.manage")
    .input(
      z.object({
        placeId: id,
        personId: id.nullable(),
        lastName: z.string().trim().max(longestName).default(""),
        firstName: z.string().trim().max(longestName).default(""),
        title: z.string().trim().max(longestName).default(""),
        email: z.email().max(320).nullable(),
        phone: z.string().trim().max(40).nullable(),
      }),
    )
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const place = await kept(tx, ctx.actor, input.placeId);
        const { personId, email, phone } = input;
        const agencyIds = [ctx.actor.agencyId, place.agencyId];
        if (personId !== null) {
          if (place.contact?.id !== personId) refuse({ code: "not-found" });
          if (!(await saveReach(tx, { agencyId: place.agencyId, personId, email, phone }))) refuse({ code: "not-found" });
          const facts = { name: place.contact?.name ?? "", fields: ["email", "phone"] };
          return { value: undefined, events: [{ kind: "person.changed" as const, agencyIds, about: personId, within: [place.id], facts }] };
        }
        if (!mayOf(ctx.actor, place).edit) refuse({ code: "not-allowed" });
        if (input.lastName === "") refuse({ code: "invalid", field: "lastName", problem: { kind: "missing" } });
        const { lastName, firstName, title } = input;
        const { contactId, events } = await contactIdOf(tx, place.agencyId, { lastName, firstName, title, email, phone });
        await savePlace(tx, ctx.actor, { ...fieldsOf(place), contactId, level: place.level, agencyId: place.agencyId, id: place.id });
        const facts = { type: place.level, name: place.name, fields: ["contactId"] };
        const changed: NewEvent = { kind: "catalogue.changed", agencyIds, about: place.id, within: [place.agencyId], facts };
        return { value: undefined, events: [...events, changed] };
      }),
    ),

  /** What left for a request: its letters with what became of them, its answers by link, its terms. */
  ofRequest: allowed("delivery.manage")
    .input(z.object({ requestId: id }))
    .query(async ({ ctx, input }) => {
      const side = sideOf(ctx);
      const [record] = await listRequests(ctx.sql, lookOf(ctx, side), [input.requestId]);
      if (!record) return refuse({ code: "not-found" });
      const [letters, answers] = await Promise.all([
        listLettersOf(ctx.sql, { agencyId: ctx.actor.agencyId, requestId: record.id }),
        listAnswers(ctx.sql, { agencyId: ctx.actor.agencyId, requestIds: [record.id] }),
      ]);
      const [answer] = answers;
      return {
        dueOn: record.dueOn,
        senderId: record.senderId,
        answer:
          answer && (side === "placing" ? record.answeredAt !== null : record.status !== "redirected-paper")
            ? { name: answer.name, at: answer.at }
            : null,
        letters: letters.map(({ link, ...one }) => ({
          ...one,
          link: link && { ...link, state: linkState(link, ctx.now()), may: { revoke: linkState(link, ctx.now()) === "good" } },
        })),
        today: dayIn(ctx.now()),
      };
    }),

  /** Takes a link back, in every mail that holds it. */
  revoke: allowed("delivery.manage")
    .input(z.object({ linkId: id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const { agencyId } = ctx.actor;
        const link =
          (await revokeLink(tx, { agencyId, id: input.linkId, by: ctx.actor.personId, at: ctx.now() })) ?? refuse({ code: "not-found" });
        const within: Id[] = [];
        for (const letterId of link.letterIds) within.push(...(await listRequestsOfLetter(tx, { agencyId, letterId })));
        const facts = { name: link.name, place: await readPlaceName(tx, link) };
        return { value: undefined, events: [{ kind: "reply.revoked", agencyIds: [agencyId], about: input.linkId, within, facts }] };
      }),
    ),

  templates: allowed("delivery.manage").query(({ ctx }) => listTemplates(ctx.sql, ctx.actor.agencyId)),

  saveTemplate: allowed("delivery.manage")
    .input(template.extend({ id: id.nullable() }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const { agencyId, personId: by } = ctx.actor;
        const templateId = input.id;
        const fields = { ...input, by };
        const saved =
          templateId === null
            ? await orRefuse(insertTemplate(tx, agencyId, fields), templateTaken(input.name))
            : (await orRefuse(saveTemplate(tx, agencyId, { ...fields, id: templateId }), templateTaken(input.name)))
              ? templateId
              : refuse({ code: "not-found" });
        const event: NewEvent = { kind: "letter-template.changed", agencyIds: [agencyId], about: saved, facts: { name: input.name } };
        return { value: { id: saved }, events: [event] };
      }),
    ),

  removeTemplate: allowed("delivery.manage")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const { agencyId } = ctx.actor;
        const name = (await removeTemplate(tx, agencyId, input.id)) ?? refuse({ code: "not-found" });
        return { value: undefined, events: [{ kind: "letter-template.removed", agencyIds: [agencyId], about: input.id, facts: { name } }] };
      }),
    ),
});
