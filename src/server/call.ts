import { z } from "zod";
import { can } from "#domain/access.ts";
import { declineRefusal, replyByRefusal, replyOf, templateRefusal } from "#domain/call.ts";
import { day, dayIn } from "#domain/dates.ts";
import type { NewEvent } from "#domain/event.ts";
import { id, type Id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { sidesOf } from "#domain/request-seen.ts";
import { schedule } from "#domain/schedule.ts";
import {
  countCalls,
  deleteCall,
  insertCall,
  insertRecipients,
  listCallable,
  listCallableCourses,
  listCalls,
  listRecipients,
  saveClosed,
  saveDecline,
  saveReplyBy,
  undoDecline,
  type CallRecord,
  type Recipient,
} from "#db/call.ts";
import { findCohortCourse } from "#db/cohort.ts";
import { listOffered } from "#db/offer.ts";
import type { Tx } from "#db/sql.ts";
import { countEnrolled, openWorksheet } from "#db/worksheet.ts";
import { act } from "./act.ts";
import { readCall, shownCall } from "./call-read.ts";
import { answering, callFor, changeOffer, makeOffer, onBehalf, receivingReason, toldOf, withdrawOffer } from "./offer.ts";
import type { ActorContext } from "./request-move.ts";
import { allowed, router } from "./trpc.ts";

const pageSize = 50;
const template = z.object({
  startsOn: day,
  endsOn: day,
  places: z.number().int().max(999),
  hours: z.number().max(9_999).nullable(),
  comment: z.string().max(10_000),
  replyBy: day,
});
const receivingIds = z.array(id).min(1).max(200);
const reason = z.object({ code: z.string().max(40), note: z.string().max(1_000).default("") });
const offer = z.object({
  place: z.object({ siteId: id, serviceId: id, destinationId: id.nullable() }),
  schedule,
  places: z.number().int().max(999),
  note: z.string().max(10_000),
});
const offerKey = z.object({ id, offerId: id, version: z.number().int().nonnegative() });
/** The school says for whom it answers; an organisation answers for itself. */
const forWhom = z.object({ id, receivingId: id.optional() });

/** Calls organisations in a call, those that were not yet, each told alone: none learns who else was. */
async function callOrganisations(
  tx: Tx,
  call: CallRecord,
  { receivingIds: wanted, at }: { receivingIds: Id[]; at: Date },
): Promise<NewEvent[]> {
  const agencies = await listCallable(tx, wanted);
  if (agencies.length < new Set(wanted).size) refuse({ code: "not-found" });
  const called = new Set(await insertRecipients(tx, call, { receivingIds: wanted, at }));
  return agencies
    .filter((agency) => called.has(agency.id))
    .map((agency) => ({
      kind: "call.sent",
      ...toldOf(call, [agency.id]),
      facts: { number: call.number, to: agency.name, receivingId: agency.id },
    }));
}

/** The call for a command of its school; an organisation that was called has none of these. */
async function ownCall(tx: Tx, ctx: ActorContext, callId: Id): Promise<{ call: CallRecord; recipients: Recipient[] }> {
  const { call, side } = await callFor(tx, ctx.actor, { id: callId, lock: true });
  if (side !== "placing") refuse({ code: "not-allowed" });
  return { call, recipients: await listRecipients(tx, call, null) };
}
const all = (recipients: Recipient[]): Id[] => recipients.map(({ receivingId }) => receivingId);

export const callRouter = router({
  /** Calls of the school, or those an organisation was sent; the latest first (F-172). */
  list: allowed("call.see")
    .input(
      z.object({
        side: z.enum(["placing", "receiving"]).optional(),
        state: z.enum(["open", "closed", "all"]).default("open"),
        text: z.string().max(200).default(""),
        cursor: id.nullish(),
      }),
    )
    .query(async ({ ctx, input }) => {
      const side =
        sidesOf(ctx.actor).find((one) => input.side === undefined || (one === "placing") === (input.side === "placing")) ??
        refuse({ code: "not-allowed" });
      const today = dayIn(ctx.now());
      const rows = await listCalls(ctx.sql, ctx.actor, {
        side,
        filter: { state: input.state, text: input.text, after: input.cursor ?? null, most: pageSize + 1 },
      });
      const shown = rows.slice(0, pageSize);
      return {
        calls: shown.map((row) => {
          const closed = row.closedAt !== null;
          const { called, offering, declined, offered } = row;
          const silent = called - offering - declined;
          return {
            ...shownCall(row, side),
            sums: { called, offering, declined, offered, silent },
            overdue: replyOf({ declined: silent === 0, places: 0, replyBy: row.replyBy, closed, today }) === "overdue",
          };
        }),
        next: rows.length > pageSize ? (shown.at(-1)?.id ?? null) : null,
        may: { send: can(ctx.actor, "call.send") },
      };
    }),

  /** Open calls, those without one's answer, those whose date has come: for the rail and the welcome page. */
  counts: allowed("call.see").query(({ ctx }) =>
    countCalls(ctx.sql, ctx.actor, { side: sidesOf(ctx.actor)[0] ?? refuse({ code: "not-allowed" }), today: dayIn(ctx.now()) }),
  ),

  /** Courses a call can be made for. */
  courses: allowed("call.send").query(({ ctx }) => listCallableCourses(ctx.sql, ctx.actor, dayIn(ctx.now()))),

  /** One call: all its answers for its school, for an organisation its own alone. */
  get: allowed("call.see")
    .input(z.object({ id }))
    .query(({ ctx, input }) => readCall(ctx, input.id)),

  /** Sends a call once to each organisation chosen, whether it uses the system or not (F-172). */
  send: allowed("call.send")
    .input(template.extend({ cohortCourseId: id, receivingIds }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const course = (await findCohortCourse(tx, ctx.actor, input.cohortCourseId)) ?? refuse({ code: "not-found" });
        const { agencyId } = ctx.actor;
        const { enrolled } = await countEnrolled(tx, { agencyId, cohortCourseId: course.id, kind: "individual" });
        const refusal = templateRefusal(input, { course: course.schedule, today: dayIn(ctx.now()), enrolled });
        if (refusal) refuse(refusal);
        const sheet = await openWorksheet(tx, { agencyId, cohortCourseId: course.id, kind: "individual" });
        const made = await insertCall(tx, ctx.actor, { ...input, cohortCourseId: course.id, at: ctx.now() });
        const { call } = await ownCall(tx, ctx, made.id);
        const events = await callOrganisations(tx, call, { ...input, at: ctx.now() });
        if (sheet.opened)
          events.unshift({ kind: "worksheet.opened", agencyIds: [agencyId], about: sheet.id, within: [course.id], facts: {} });
        return { value: made, events };
      }),
    ),

  /** Calls more organisations; one that was called already is not called again. */
  sendMore: allowed("call.send")
    .input(z.object({ id, receivingIds }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const { call } = await ownCall(tx, ctx, input.id);
        if (call.closedAt !== null) refuse({ code: "call-closed" });
        const events = await callOrganisations(tx, call, { ...input, at: ctx.now() });
        return { value: { called: events.length }, events };
      }),
    ),

  /** « Annuler » of a sending: the call is gone everywhere, while nobody has answered it. */
  takeBack: allowed("call.send")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const { call, recipients } = await ownCall(tx, ctx, input.id);
        const offered = await listOffered(tx, ctx.actor, { callId: call.id, side: "placing" });
        if (offered.length > 0 || recipients.some(({ declined }) => declined)) refuse({ code: "call-answered" });
        await deleteCall(tx, call);
        return { value: null, events: [{ kind: "call.taken-back", ...toldOf(call, all(recipients)), facts: { number: call.number } }] };
      }),
    ),

  /** Moves the reply-by date, to any day to come; answers what it was. */
  setReplyBy: allowed("call.send")
    .input(z.object({ id, replyBy: day }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const { call, recipients } = await ownCall(tx, ctx, input.id);
        if (call.closedAt !== null) refuse({ code: "call-closed" });
        const before = call.replyBy;
        if (before === input.replyBy) return { value: { before }, events: [] };
        const refusal = replyByRefusal(input.replyBy, dayIn(ctx.now()));
        if (refusal) refuse(refusal);
        await saveReplyBy(tx, call, input.replyBy);
        const facts = { number: call.number, before, after: input.replyBy };
        return { value: { before }, events: [{ kind: "call.reply-by-changed", ...toldOf(call, all(recipients)), facts }] };
      }),
    ),

  /** Closes a call: no offer and no answer any more; the offers it has stay what they are. */
  close: allowed("call.send")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const { call, recipients } = await ownCall(tx, ctx, input.id);
        if (call.closedAt !== null) return { value: null, events: [] };
        await saveClosed(tx, call, ctx.now());
        return { value: null, events: [{ kind: "call.closed", ...toldOf(call, all(recipients)), facts: { number: call.number } }] };
      }),
    ),

  reopen: allowed("call.send")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const { call, recipients } = await ownCall(tx, ctx, input.id);
        if (call.closedAt === null) return { value: null, events: [] };
        await saveClosed(tx, call, null);
        return { value: null, events: [{ kind: "call.reopened", ...toldOf(call, all(recipients)), facts: { number: call.number } }] };
      }),
    ),

  /** Offers places: by an organisation or one of its units, or by the school for one that does not use the system (F-173, F-176). */
  offer: allowed("call.offer")
    .input(forWhom.extend({ offer }))
    .mutation(({ ctx, input }) => makeOffer(ctx, { callId: input.id, receivingId: input.receivingId, offer: input.offer })),

  changeOffer: allowed("call.offer")
    .input(offerKey.extend({ offer }))
    .mutation(({ ctx, input }) => changeOffer(ctx, { ...input, callId: input.id })),

  withdrawOffer: allowed("call.offer")
    .input(offerKey.extend({ reason }))
    .mutation(({ ctx, input }) => withdrawOffer(ctx, { ...input, callId: input.id })),

  /** Says no, with a coded reason; before the reply-by date as well, though the screen warns (T33, F-174). */
  decline: allowed("call.decline")
    .input(forWhom.extend({ reason }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const answer = await answering(tx, ctx.actor, { ...input, lock: true });
        const { call, receivingId } = answer;
        const [recipient] = await listRecipients(tx, call, receivingId);
        if (!recipient) return refuse({ code: "not-found" });
        const refusal = declineRefusal({ closed: call.closedAt !== null, ...recipient });
        if (refusal) refuse(refusal);
        const coded = await receivingReason(tx, ctx, { given: input.reason, move: "decline" });
        await saveDecline(tx, { ...call, receivingId }, { reason: coded, by: { ...ctx.actor, at: ctx.now() } });
        const facts = {
          number: call.number,
          for: onBehalf(answer),
          reasonCode: coded.code,
          reasonNote: coded.note,
          reasonFr: coded.said?.fr,
          reasonEn: coded.said?.en,
        };
        return { value: null, events: [{ kind: "call.declined", ...toldOf(call, [receivingId]), facts }] };
      }),
    ),

  /** « Annuler » of a no: the call waits for an answer again. */
  takeBackDecline: allowed("call.decline")
    .input(forWhom)
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const answer = await answering(tx, ctx.actor, { ...input, lock: true });
        const { call, receivingId } = answer;
        if (call.closedAt !== null) refuse({ code: "call-closed" });
        if (!(await undoDecline(tx, { ...call, receivingId }))) return { value: null, events: [] };
        const facts = { number: call.number, for: onBehalf(answer) };
        return { value: null, events: [{ kind: "call.decline-taken-back", ...toldOf(call, [receivingId]), facts }] };
      }),
    ),
});
