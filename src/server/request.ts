import { z } from "zod";
import type { NewEvent } from "#domain/event.ts";
import { id } from "#domain/id.ts";
import { dueFilters } from "#domain/inbox.ts";
import { refuse, Refused } from "#domain/refusal.ts";
import { judgeChange } from "#domain/request-change.ts";
import { audienceOf, withinOf } from "#domain/request-event.ts";
import { seenAs, sidesOf, type RequestRecord } from "#domain/request-seen.ts";
import { statuses, type Command, type Side } from "#domain/request.ts";
import { listReasons } from "#db/reason.ts";
import { listCatalogue } from "#db/catalogue-list.ts";
import { listInstructors } from "#db/cohort.ts";
import { isUserTarget, listContacts, listLinkedStudents, listStudents, saveMove } from "#db/request-move.ts";
import { countRequests, countWaiting, listFacets, listInbox, listOutbox, listRequests } from "#db/request.ts";
import { listChain } from "#db/request-split.ts";
import { act } from "./act.ts";
import { countsSeen } from "./request-count.ts";
import { doneAs, heldUntil, lockAsked, lookOf, moveRequests, sideFor, type ActorContext } from "./request-move.ts";
import { settleIntents } from "./intent.ts";
import { paperOptions, queueSentPaper } from "./print-options.ts";
import { requestJudge } from "./row-judge.ts";
import { setInstructor } from "./request-link.ts";
import { givenReason } from "./reason-given.ts";
import { takeAnswersBack } from "./request-take-back.ts";
import { followSize } from "./request-size.ts";
import { redirect, redirectInput } from "./redirect.ts";
import { routeTo, routingFacts } from "./routing-read.ts";
import { allowed, router } from "./trpc.ts";

const seenStatus = z.enum([...statuses, "pending"]);
const filters = z.object({
  statuses: z.array(seenStatus).max(20).optional(),
  session: z.union([z.enum(["today", "past", "all"]), id]).optional(),
  programmeId: id.optional(),
  courseId: id.optional(),
  cohortCourseId: id.optional(),
  worksheetId: id.optional(),
  agencyId: id.optional(),
  siteId: id.optional(),
  serviceId: id.optional(),
  destinationId: id.optional(),
  waiting: z.boolean().optional(),
  due: z.enum(dueFilters).optional(),
  text: z.string().max(200).optional(),
  conditions: z.boolean().optional(),
});
const cursor = z.object({ step: z.number().int(), key: z.string().max(60), id });
const listInput = z.object({ filters: filters.default({}), cursor: cursor.nullish(), most: z.number().int().min(1).max(200).default(50) });
/** Requests as the screen saw them: a version that is no longer the last is refused as `stale`, with who and when. */
const requests = z
  .array(z.object({ id, version: z.number().int().nonnegative() }))
  .min(1)
  .max(500);
const reason = z.object({ code: z.string().max(40), note: z.string().max(1_000).default("") });
const nullableId = id.nullable();

const seenList = (records: RequestRecord[], ctx: ActorContext, side: Side) =>
  records.map((record) => seenAs(record, ctx.actor, side)).filter((seen) => seen !== null);

const always = (command: Command) => async () => async () => ({ command });

function decline(
  ctx: ActorContext,
  of: {
    side: Side;
    asked: { id: string; version: number }[];
    reason: { code: string; note: string };
    move: "decline" | "decline-for-unit";
  },
) {
  return moveRequests(ctx, {
    side: of.side,
    asked: of.asked,
    prepare: async (tx) => {
      const coded = await givenReason(tx, of.reason, { move: "decline", side: "receiving", agencyId: ctx.actor.agencyId });
      return async () => ({ command: { move: of.move, reason: coded } });
    },
  });
}

const whichSide = z.enum(["placing", "receiving"]).optional();
const pickSide = (ctx: ActorContext, asked: "placing" | "receiving" | undefined): Side =>
  asked === undefined
    ? (sidesOf(ctx.actor)[0] ?? refuse({ code: "not-allowed" }))
    : sideFor(ctx.actor, asked === "placing" ? ["placing"] : ["receiving", "unit"]);

export const requestRouter = router({
  /** The school's requests, by first day, a page at a time (F-115). */
  outbox: allowed("request.see")
    .input(listInput)
    .query(async ({ ctx, input }) => {
      const side = sideFor(ctx.actor, ["placing"]);
      const { records, next } = await listOutbox(ctx.sql, lookOf(ctx, side), {
        filters: input.filters,
        after: input.cursor ?? null,
        most: input.most,
      });
      return { requests: seenList(records, ctx, side), next };
    }),

  /** What an organisation or a unit was sent: what waits for its answer first, and there what is due first (F-178). */
  inbox: allowed("request.see")
    .input(listInput)
    .query(async ({ ctx, input }) => {
      const side = sideFor(ctx.actor, ["receiving", "unit"]);
      const { records, next } = await listInbox(ctx.sql, lookOf(ctx, side), {
        filters: input.filters,
        after: input.cursor ?? null,
        most: input.most,
      });
      return { requests: seenList(records, ctx, side), next };
    }),

  /** Requests and places by status as the side is shown them, and how long what waits has waited. */
  counts: allowed("request.see")
    .input(z.object({ side: whichSide, filters: filters.default({}) }))
    .query(async ({ ctx, input }) => {
      const side = pickSide(ctx, input.side);
      const look = lookOf(ctx, side);
      const [rows, waiting] = await Promise.all([
        countRequests(ctx.sql, look, input.filters),
        countWaiting(ctx.sql, look, { now: ctx.now(), filters: input.filters }),
      ]);
      return { side, counts: countsSeen(rows, side), waiting };
    }),

  /** What a list can be narrowed to. */
  facets: allowed("request.see")
    .input(z.object({ side: whichSide, session: filters.shape.session }))
    .query(({ ctx, input }) => listFacets(ctx.sql, lookOf(ctx, pickSide(ctx, input.side)), input.session)),

  /** One request with its contacts and the names this side may know (F-116). */
  get: allowed("request.see")
    .input(z.object({ id }))
    .query(async ({ ctx, input }) => {
      for (const side of sidesOf(ctx.actor)) {
        const [record] = await listRequests(ctx.sql, lookOf(ctx, side), [input.id]);
        const seen = record ? seenAs(record, ctx.actor, side) : null;
        if (!record || !seen) continue;
        const [contacts, students] = await Promise.all([
          listContacts(ctx.sql, record),
          listStudents(ctx.sql, record, { viewer: ctx.actor, side }),
        ]);
        return { ...seen, contacts, students, withNames: ctx.actor.withNames };
      }
      return refuse({ code: "not-found" });
    }),

  /** Coded reasons as one's organisation has them (F-186). */
  reasons: allowed("request.see").query(({ ctx }) => listReasons(ctx.sql, ctx.actor.agencyId)),

  /** Who of the school can be named as instructor. */
  instructors: allowed("request.send").query(({ ctx }) => listInstructors(ctx.sql, ctx.actor)),

  /** Units a request can be redirected to: those of the organisation that this role covers, and whether somebody answers there. */
  units: allowed("request.answer-for-unit").query(async ({ ctx }) => {
    const facts = await routingFacts(ctx.sql, ctx.actor, { now: ctx.now() });
    return [...facts.units.values()].map((unit) => ({
      id: unit.id,
      siteId: unit.siteId,
      serviceId: unit.serviceId,
      name: unit.name,
      service: unit.service,
      site: unit.site,
      largestGroup: unit.largestGroup,
      /** Somebody answers for it in the system. */
      isUser: routeTo(facts, unit, { discipline: "" }).how === "account",
    }));
  }),

  /** Sends from the outbox; `Env` or `Env-P` by whether the target uses the system at this moment (F-124 to F-126). */
  send: allowed("request.send")
    .input(z.object({ requests, paper: paperOptions.optional() }))
    .mutation(async ({ ctx, input }) => {
      await settleIntents(ctx);
      return moveRequests(ctx, {
        side: "placing",
        asked: input.requests,
        prepare: async (tx, records) => {
          const judge = await requestJudge(tx, ctx.actor, records);
          return async (record) => {
            const kept = record.sentAt === null ? judge(record) : null;
            if (kept) return { refusal: kept };
            const { receivingId, siteId, serviceId } = record;
            const targetIsUser =
              receivingId !== null && siteId !== null && serviceId !== null && (await isUserTarget(tx, { receivingId, siteId, serviceId }));
            return { command: { move: "send", targetIsUser, heldUntil: heldUntil(ctx, record) } };
          };
        },
        ...(input.paper ? { after: queueSentPaper(ctx, input.paper) } : {}),
      });
    }),

  /** Deletes for good what nobody has answered yet (T09); the worksheet's row can be sent again. */
  discard: allowed("request.send")
    .input(z.object({ requests }))
    .mutation(({ ctx, input }) => moveRequests(ctx, { side: "placing", asked: input.requests, prepare: always({ move: "discard" }) })),

  /** Calls requests off, from the school or from the receiving organisation, each with its own reasons (F-150, F-191). */
  cancel: allowed("request.see")
    .input(z.object({ requests, reason }))
    .mutation(({ ctx, input }) => {
      const side = sideFor(ctx.actor, ["placing", "receiving"]);
      return moveRequests(ctx, {
        side,
        asked: input.requests,
        prepare: async (tx) => {
          const whose = side === "placing" ? "placing" : "receiving";
          const coded = await givenReason(tx, input.reason, { move: "cancel", side: whose, agencyId: ctx.actor.agencyId });
          return async () => ({ command: { move: "cancel", reason: coded } });
        },
      });
    }),

  /** The school enters the yes of a place that does not use the system (F-148). */
  acceptOnBehalf: allowed("request.send")
    .input(z.object({ requests }))
    .mutation(({ ctx, input }) => moveRequests(ctx, { side: "placing", asked: input.requests, prepare: always({ move: "accept" }) })),

  /** The school enters its no, with the reason given (F-149). */
  declineOnBehalf: allowed("request.send")
    .input(z.object({ requests, reason }))
    .mutation(({ ctx, input }) => decline(ctx, { side: "placing", asked: input.requests, reason: input.reason, move: "decline" })),

  accept: allowed("request.answer")
    .input(z.object({ requests }))
    .mutation(({ ctx, input }) => moveRequests(ctx, { side: "receiving", asked: input.requests, prepare: always({ move: "accept" }) })),

  decline: allowed("request.answer")
    .input(z.object({ requests, reason }))
    .mutation(({ ctx, input }) => decline(ctx, { side: "receiving", asked: input.requests, reason: input.reason, move: "decline" })),

  /** Hands requests to a unit: to whoever answers for it in the system, or on paper when nobody does (F-179, F-180). */
  redirect: allowed("request.answer")
    .input(redirectInput)
    .mutation(({ ctx, input }) => redirect(ctx, input)),

  /** The unit says yes, or its organisation enters it; the organisation's answer is still to come, and the school is not told (F-184, F-185). */
  acceptForUnit: allowed("request.answer-for-unit")
    .input(z.object({ requests }))
    .mutation(({ ctx, input }) =>
      moveRequests(ctx, {
        side: sideFor(ctx.actor, ["receiving", "unit"]),
        asked: input.requests,
        prepare: always({ move: "accept-for-unit" }),
      }),
    ),

  declineForUnit: allowed("request.answer-for-unit")
    .input(z.object({ requests, reason }))
    .mutation(({ ctx, input }) =>
      decline(ctx, {
        side: sideFor(ctx.actor, ["receiving", "unit"]),
        asked: input.requests,
        reason: input.reason,
        move: "decline-for-unit",
      }),
    ),

  /** « Annuler » after an answer: its author takes it back while nobody has built on it. */
  takeBack: allowed("request.see")
    .input(z.object({ requests }))
    .mutation(({ ctx, input }) => takeAnswersBack(ctx, input.requests)),

  /** Changes comment, instructor, size or place without moving it, as far as reference 3.4 allows (F-117, F-143, F-163). */
  change: allowed("request.send")
    .input(
      z.object({
        id,
        version: z.number().int().nonnegative(),
        comment: z.string().max(10_000).optional(),
        alert: z.string().max(1_000).optional(),
        instructorId: nullableId.optional(),
        /** The instructor for every request of the chain (F-122); a split follows in any case. */
        linked: z.boolean().default(false),
        size: z.number().int().min(-999).max(999).optional(),
        place: z.object({ receivingId: nullableId, siteId: nullableId, serviceId: nullableId, destinationId: nullableId }).optional(),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const { id: requestId, version, linked: chained, ...change } = input;
      const changed = await act(ctx, async (tx) => {
        const [locked] = await lockAsked(tx, ctx, { side: "placing", asked: [{ id: requestId, version }] });
        const record = locked?.record ?? refuse({ code: "not-found" });
        if (locked?.refusal) throw new Refused(locked.refusal);
        const [catalogue, instructors, linked] = [
          await listCatalogue(tx, ctx.actor),
          await listInstructors(tx, ctx.actor),
          await listLinkedStudents(tx, record),
        ];
        const judged = judgeChange(record, change, {
          catalogue,
          instructors,
          confirmed: linked.filter(({ state }) => state === "confirmed").length,
        });
        if (!judged.ok) throw new Refused(judged.refusal);
        if (Object.keys(judged.changes).length === 0) return { value: record, events: [] };
        const by = { personId: ctx.actor.personId, at: ctx.now() };
        if (!(await saveMove(tx, record, { status: record.status, patch: judged.patch, by, stamp: "none", before: null })))
          throw new Error(`request ${record.id} changed under its lock`);
        const event = {
          kind: "request.changed" as const,
          // A part that is announced and goes to somebody else appears there.
          agencyIds: [...new Set([...audienceOf(record, record.status), ...audienceOf({ ...record, ...judged.patch }, record.status)])],
          about: record.id,
          within: withinOf(record),
          facts: { changes: judged.changes },
        };
        const events: NewEvent[] = [event];
        const { size, instructorId } = judged.patch;
        if (size !== undefined)
          events.push(...(await followSize(tx, { agencyId: record.agencyId, primaryId: record.id, within: withinOf(record), size })));
        if (instructorId !== undefined) {
          const instructor = { id: instructorId, name: instructors.find((one) => one.id === instructorId)?.name ?? "" };
          const chain =
            chained && record.linkId !== null
              ? (await listChain(tx, { agencyId: record.agencyId, linkId: record.linkId })).map((one) => one.id)
              : [];
          const records = [record, ...(await listRequests(tx, lookOf(ctx, "placing"), chain))];
          events.push(...(await setInstructor(tx, ctx, { records, instructor })));
        }
        return { value: record, events };
      });
      const [done] = await doneAs(ctx, "placing", [changed]);
      return done ?? refuse({ code: "not-found" });
    }),
});
