import { z } from "zod";
import type { NewEvent } from "#domain/event.ts";
import { emptyDraft, guestDraft, guestSteps, guestStudent, schoolRequest } from "#domain/guest.ts";
import { linkState } from "#domain/delivery.ts";
import { id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { schedule } from "#domain/schedule.ts";
import { mayMove } from "#domain/request-seen.ts";
import { isOpen } from "#domain/request.ts";
import { closeEntry, insertEntry, listHanded } from "#db/guest-entry.ts";
import {
  findGuestLink,
  findGuestLinkById,
  findGuestSettings,
  findLikeSchools,
  findSchools,
  isWithoutUser,
  listAskedBefore,
  listSchoolContacts,
  revokeGuestLink,
  saveGuestSettings,
} from "#db/guest.ts";
import { countNamed, findAsker, listAccess } from "#db/guest-request.ts";
import { readPlaceName } from "#db/printout.ts";
import { listRequests } from "#db/request.ts";
import { act } from "./act.ts";
import { admitLetter } from "./attempt.ts";
import { contactOf, enterForSchool, refuseOthersPlace, schoolOf } from "./guest-enter.ts";
import { inviteGuest } from "./guest-link.ts";
import { askerOf, confirmForSchool, nameStudents, unconfirmForSchool } from "./guest-name.ts";
import { guestPage } from "./guest-page.ts";
import { lockAsked, lookOf, type ActorContext } from "./request-move.ts";
import { allowed, router } from "./trpc.ts";

const text = z.string().trim().max(200);
const language = z.enum(["fr", "en"]);
const school = z.object({ id: id.nullable(), name: text });
const contact = z.object({
  id: id.nullable(),
  firstName: text,
  lastName: text.min(1),
  title: text.default(""),
  email: z.email().max(320).nullable(),
  phone: z.string().trim().max(40).nullable(),
});
const place = schoolRequest.shape.place;
const asked = z.object({ id, version: z.number().int().nonnegative() });
const wordsOf = (search: string) =>
  search
    .split(/\s+/)
    .filter((word) => word !== "")
    .slice(0, 6);

/** A request of hers, whatever became of it; missing and not hers alike. */
async function recordOf(ctx: ActorContext, requestId: string) {
  const [record] = await listRequests(ctx.sql, lookOf(ctx, "receiving"), [requestId]);
  return record ?? refuse({ code: "not-found" });
}

export const guestRouter = router({
  ...guestPage,

  /** Schools to enter a request for, by name: those that use the system are there too, to be told that they send their own (R331). */
  schools: allowed("request.answer")
    .input(z.object({ search: z.string().max(200) }))
    .query(({ ctx, input }) => findSchools(ctx.sql, wordsOf(input.search))),

  /** Schools that a new one may be already, under another spelling. */
  alike: allowed("request.answer")
    .input(z.object({ name: z.string().max(200) }))
    .query(({ ctx, input }) =>
      findLikeSchools(
        ctx.sql,
        wordsOf(input.name).filter((word) => word.length > 3),
      ),
    ),

  /** A school without account: who to reach there, and what it asked this organisation for before. */
  school: allowed("request.answer")
    .input(z.object({ id }))
    .query(async ({ ctx, input }) => {
      const [contacts, before] = await Promise.all([listSchoolContacts(ctx.sql, input.id), listAskedBefore(ctx.sql, ctx.actor, input.id)]);
      return { contacts, before };
    }),

  /** Receiving-side quick entry (F-202): a request that came by telephone or on paper, pending in her inbox like any other. */
  enter: allowed("request.answer")
    .input(schoolRequest.extend({ school, contact, schedule }))
    .mutation(async ({ ctx, input }) => {
      await refuseOthersPlace(ctx.sql, ctx.actor, input.place);
      const { school: named, contact: reached, ...request } = input;
      const { agencyId: receivingId } = ctx.actor;
      const made = await enterForSchool(
        ctx,
        { schoolId: named.id, receivingId, by: ctx.actor, origin: "receiving-quick", request },
        {
          who: async (tx) => {
            const found = await schoolOf(tx, ctx, named);
            const personId = await contactOf(tx, found.school.id, reached);
            return { ...found, personId, name: `${reached.firstName} ${reached.lastName}`.trim() };
          },
          after: async () => ({ value: undefined, events: [] }),
        },
      );
      return { id: made.id, reference: made.reference };
    }),

  /** Hands a request over to the school (F-203): place and whatever she knows are chosen, the rest is written there, by a mailed link. */
  handOver: allowed("request.answer")
    .input(
      z.object({
        school,
        contact: contact.extend({ email: z.email().max(320) }),
        place,
        /** What she knows already; the school may change it. */
        draft: z.object({
          programme: text.optional(),
          discipline: text.optional(),
          courseNumber: z.string().trim().max(40).optional(),
          course: text.optional(),
          kind: z.enum(["individual", "group"]).optional(),
          size: z.string().max(4).optional(),
        }),
        language,
        message: z.string().trim().max(2_000).default(""),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      await admitLetter(ctx.sql, ctx.actor.accountId);
      await refuseOthersPlace(ctx.sql, ctx.actor, input.place);
      const handed = await act(ctx, async (tx) => {
        const { school: found, events } = await schoolOf(tx, ctx, input.school);
        const personId = await contactOf(tx, found.id, input.contact);
        const name = `${input.contact.firstName} ${input.contact.lastName}`.trim();
        const { email } = input.contact;
        const invited = await inviteGuest(tx, ctx, {
          schoolId: found.id,
          school: found.name,
          personId,
          name,
          email,
          language: input.language,
          for: "entry",
          place: await readPlaceName(tx, { receivingId: ctx.actor.agencyId, ...input.place }),
          message: input.message,
          again: false,
        });
        const draft = guestDraft.parse({
          ...emptyDraft,
          contactName: name,
          contactTitle: input.contact.title,
          contactPhone: input.contact.phone ?? "",
          ...input.draft,
          students: [],
          step: 0,
        });
        const { agencyId, personId: by } = ctx.actor;
        const entryId = await insertEntry(tx, { ...input.place, agencyId, linkId: invited.linkId, schoolId: found.id, draft, by });
        return { value: { entryId, linkId: invited.linkId, email }, events: [...events, ...invited.events] };
      });
      ctx.jobs.ring("mail");
      return handed;
    }),

  /** What schools are still asked to write, and how far they are: never a name they typed. */
  handed: allowed("request.answer").query(async ({ ctx }) => {
    const now = ctx.now();
    return (await listHanded(ctx.sql, ctx.actor, { id: null })).map(({ revokedAt, ...one }) => ({
      ...one,
      steps: guestSteps.length,
      state: linkState({ expiresAt: one.expiresAt, revokedAt }, now),
    }));
  }),

  /** Writes again to the contact of something handed over: a new secret, the same page. */
  remind: allowed("request.answer")
    .input(z.object({ entryId: id, message: z.string().trim().max(2_000).default("") }))
    .mutation(async ({ ctx, input }) => {
      await admitLetter(ctx.sql, ctx.actor.accountId);
      const sent = await act(ctx, async (tx) => {
        const [entry] = await listHanded(tx, ctx.actor, { id: input.entryId });
        if (!entry || entry.revokedAt !== null) return refuse({ code: "not-found" });
        const link = (await findGuestLinkById(tx, ctx.actor.agencyId, entry.linkId)) ?? refuse({ code: "not-found" });
        const invited = await inviteGuest(tx, ctx, {
          ...link,
          school: entry.school,
          name: entry.name,
          email: entry.email,
          for: "entry",
          place: entry.place,
          message: input.message,
          again: true,
        });
        return { value: { email: entry.email }, events: invited.events };
      });
      ctx.jobs.ring("mail");
      return sent;
    }),

  /** Takes back something handed over that was not sent: what was typed goes, the page of the contact stays. */
  takeBack: allowed("request.answer")
    .input(z.object({ entryId: id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const [entry] = await listHanded(tx, ctx.actor, { id: input.entryId });
        const { agencyId } = ctx.actor;
        if (!entry || !(await closeEntry(tx, { agencyId, id: entry.id, at: ctx.now() }))) return refuse({ code: "not-found" });
        const facts = { school: entry.school, name: entry.name, byGuest: false };
        return { value: null, events: [{ kind: "guest.closed", agencyIds: [agencyId], about: entry.linkId, within: [entry.id], facts }] };
      }),
    ),

  /** What of a request is different because its school has nobody here; null for one that has. */
  ofRequest: allowed("request.answer")
    .input(z.object({ requestId: id }))
    .query(async ({ ctx, input }) => {
      const record = await recordOf(ctx, input.requestId);
      const entered = record.madeBy === "guest" || record.madeBy === "receiving-quick";
      const withoutUser = await isWithoutUser(ctx.sql, record.agencyId);
      if (!withoutUser && !entered) return null;
      const { agencyId } = ctx.actor;
      const asker = (await findAsker(ctx.sql, record)) ?? refuse({ code: "not-found" });
      const [counts, link, settings] = await Promise.all([
        countNamed(ctx.sql, { agencyId: record.agencyId, id: record.splitOf ?? record.id }),
        findGuestLink(ctx.sql, { agencyId, schoolId: record.agencyId, personId: asker.id }),
        findGuestSettings(ctx.sql, agencyId),
      ]);
      const may = (name: "confirm" | "unconfirm") => mayMove({ ...record, withoutUser }, name, { actor: ctx.actor, side: "receiving" });
      const state = link && linkState(link, ctx.now());
      return {
        withoutUser,
        school: record.names.school,
        asker,
        size: record.size,
        ...counts,
        link: link && { id: link.id, email: link.email, openedAt: link.openedAt, expiresAt: link.expiresAt, state },
        asksAccess: settings.asksAccess,
        may: {
          confirm: may("confirm") && counts.named > counts.confirmed,
          unconfirm: may("unconfirm"),
          name: withoutUser && isOpen(record.status) && counts.named < record.size,
          invite: withoutUser && asker.email !== null,
          revoke: state === "good",
        },
      };
    }),

  /** Gives the contact of a request its page, or sends it again. */
  invite: allowed("request.answer")
    .input(z.object({ requestId: id, language, message: z.string().trim().max(2_000).default("") }))
    .mutation(async ({ ctx, input }) => {
      await admitLetter(ctx.sql, ctx.actor.accountId);
      const record = await recordOf(ctx, input.requestId);
      const sent = await act(ctx, async (tx) => {
        const { school: found } = await schoolOf(tx, ctx, { id: record.agencyId, name: "" });
        const asker = (await findAsker(tx, record)) ?? refuse({ code: "not-found" });
        if (asker.email === null) return refuse({ code: "invalid", field: "email", problem: { kind: "missing" } });
        const { agencyId } = ctx.actor;
        const link = await findGuestLink(tx, { agencyId, schoolId: found.id, personId: asker.id });
        const invited = await inviteGuest(tx, ctx, {
          schoolId: found.id,
          school: found.name,
          personId: asker.id,
          name: asker.name,
          email: asker.email,
          language: link?.language ?? input.language,
          for: "page",
          place: "",
          message: input.message,
          again: link !== null,
        });
        const events = invited.events.map((event): NewEvent => ({ ...event, within: [...(event.within ?? []), record.id] }));
        return { value: { email: asker.email }, events };
      });
      ctx.jobs.ring("mail");
      return sent;
    }),

  /** Takes a page back, in every mail that opens it. */
  revoke: allowed("request.answer")
    .input(z.object({ linkId: id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const { agencyId, personId: by } = ctx.actor;
        const link = (await revokeGuestLink(tx, { agencyId, id: input.linkId, by, at: ctx.now() })) ?? refuse({ code: "not-found" });
        const facts = { school: link.school, name: link.name };
        return {
          value: null,
          events: [{ kind: "guest.revoked", agencyIds: [agencyId], about: input.linkId, within: [link.schoolId], facts }],
        };
      }),
    ),

  /** Enters the names a school gave by telephone, each with the day she signed: not shown to anybody before they are confirmed. */
  name: allowed("request.answer")
    .input(z.object({ requestId: id, students: z.array(guestStudent).min(1).max(60) }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const seen = await recordOf(ctx, input.requestId);
        const [locked] = await lockAsked(tx, ctx, { side: "receiving", asked: [{ id: seen.id, version: seen.last.seq }] });
        const record = locked?.record ?? refuse({ code: "not-found" });
        await schoolOf(tx, ctx, { id: record.agencyId, name: "" });
        const author = await askerOf(tx, record);
        const { asksAccess } = await findGuestSettings(tx, ctx.actor.agencyId);
        const { now, events } = await nameStudents(tx, { author, record, students: input.students, asksAccess, at: ctx.now() });
        return { value: { now }, events };
      }),
    ),

  /** Confirms in the place of a school without account, and releases the names it gave (F-204, T24). */
  confirm: allowed("request.answer")
    .input(asked)
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const { students, events } = await confirmForSchool(tx, ctx, input);
        return { value: { students }, events };
      }),
    ),

  unconfirm: allowed("request.answer")
    .input(asked)
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const { students, events } = await unconfirmForSchool(tx, ctx, input);
        return { value: { students }, events };
      }),
    ),

  /** What opens the doors to confirmed students, for who asked for it (F-205). */
  access: allowed("request.answer")
    .input(z.object({ requestId: id }))
    .query(async ({ ctx, input }) => {
      const record = await recordOf(ctx, input.requestId);
      if (record.status !== "confirmed") return [];
      return listAccess(ctx.sql, ctx.actor, { agencyId: record.agencyId, id: record.splitOf ?? record.id });
    }),

  /** What is asked of guests, and which places the role may enter requests for. */
  settings: allowed("request.answer").query(async ({ ctx }) => {
    const { agencyId, everything, places } = ctx.actor;
    return { ...(await findGuestSettings(ctx.sql, agencyId)), agencyId, cover: { everything, ...places } };
  }),

  saveSettings: allowed("request.answer")
    .input(z.object({ asksAccess: z.boolean(), linkDays: z.number().int().min(7).max(365) }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const { agencyId } = ctx.actor;
        const before = await findGuestSettings(tx, agencyId);
        const fields = (["asksAccess", "linkDays"] as const).filter((field) => before[field] !== input[field]);
        await saveGuestSettings(tx, agencyId, input);
        const event: NewEvent = { kind: "guest.setting-changed", agencyIds: [agencyId], about: agencyId, facts: { fields } };
        return { value: before, events: fields.length === 0 ? [] : [event] };
      }),
    ),
});
