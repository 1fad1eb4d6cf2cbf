import { z } from "zod";
import { can } from "#domain/access.ts";
import {
  canTakeBack,
  conditionSeenBy,
  longestCondition,
  takesConditions,
  type ConditionRecord,
  type ConditionState,
} from "#domain/condition.ts";
import type { NewEvent } from "#domain/event.ts";
import { id, type Id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { audienceOf, withinOf } from "#domain/request-event.ts";
import { actionFor, seenAs, sidesOf, type RequestRecord } from "#domain/request-seen.ts";
import { isOpen, statusSeenBy, type Side } from "#domain/request.ts";
import {
  countConditionsOpen,
  findCondition,
  findRequestOfCondition,
  insertCondition,
  listConditionCodes,
  listConditions,
  listConditionsWaiting,
  reopenCondition,
  settleCondition,
  shareCondition,
} from "#db/condition.ts";
import { listRequests } from "#db/request.ts";
import type { Tx } from "#db/sql.ts";
import { act } from "./act.ts";
import { findSeen } from "./request-found.ts";
import { lockAsked, lookOf, type ActorContext } from "./request-move.ts";
import { allowed, router } from "./trpc.ts";

const words = z.string().trim().max(longestCondition).default("");

/** Who sends answers conditions, who answers for the organisation or the unit puts them; everyone else reads. */
const speaks = (ctx: ActorContext, side: Side): boolean =>
  can(ctx.actor, side === "unit" ? actionFor(side, "accept-for-unit") : actionFor(side, side === "placing" ? "send" : "accept"));

const readerOf = (ctx: ActorContext, side: Side) => ({ side, agencyId: ctx.actor.agencyId, accountId: ctx.actor.accountId });

/** What this side may do with a condition now; the commands ask the same. */
const mayDo = (ctx: ActorContext, of: { record: RequestRecord; side: Side; condition: ConditionRecord }) => {
  const { record, side, condition } = of;
  const open = condition.state === "open" && isOpen(record.status) && speaks(ctx, side);
  return {
    answer: open && side === "placing" && condition.sharedAt !== null,
    pass: open && side === "receiving" && condition.sharedAt === null,
    // An organisation takes back what one of its units put; a unit what units put, never what was said for the organisation.
    withdraw: open && (side === "receiving" || (side === "unit" && condition.byUnit)),
    takeBack:
      isOpen(record.status) &&
      speaks(ctx, side) &&
      condition.state !== "open" &&
      canTakeBack(condition, { accountId: ctx.actor.accountId, at: ctx.now() }),
  };
};

/** Locks the request of a condition and reads the condition as it is then; what this side knows nothing of is not found. */
async function lockCondition(tx: Tx, ctx: ActorContext, conditionId: Id) {
  const requestId = (await findRequestOfCondition(tx, conditionId)) ?? refuse({ code: "not-found" });
  const { record, side } = await lockRequest(tx, ctx, requestId);
  const condition = (await findCondition(tx, record, conditionId)) ?? refuse({ code: "not-found" });
  const seen = conditionSeenBy(condition, readerOf(ctx, side)) ?? refuse({ code: "not-found" });
  return { record, side, condition, seen, may: mayDo(ctx, { record, side, condition }) };
}

async function lockRequest(tx: Tx, ctx: ActorContext, requestId: Id) {
  const { record: seen, side } = await findSeen(tx, ctx, requestId);
  if (!speaks(ctx, side)) refuse({ code: "not-allowed" });
  const [locked] = await lockAsked(tx, ctx, { side, asked: [{ id: requestId, version: seen.last.seq }] });
  return { record: locked?.record ?? refuse({ code: "not-found" }), side };
}

type Kind = Extract<NewEvent["kind"], `condition.${string}`>;

/** What happened to a condition, told to who knows of it: a unit's that was not passed on never leaves its organisation. */
function told(kind: Kind, of: { record: RequestRecord; condition: Pick<ConditionRecord, "id" | "label" | "sharedAt"> }): NewEvent {
  const { record, condition } = of;
  const shared = condition.sharedAt !== null;
  return {
    kind,
    agencyIds: shared ? audienceOf(record, record.status) : record.receivingId === null ? [] : [record.receivingId],
    about: record.id,
    within: withinOf(record),
    facts: { conditionId: condition.id, label: condition.label, internal: !shared },
  };
}

const settled: Record<Exclude<ConditionState, "open">, Kind> = {
  met: "condition.met",
  "cannot-be-met": "condition.not-met",
  withdrawn: "condition.withdrawn",
};

function settle(ctx: ActorContext, of: { id: Id; state: Exclude<ConditionState, "open">; note: string }) {
  return act(ctx, async (tx) => {
    const { record, side, condition, seen, may } = await lockCondition(tx, ctx, of.id);
    // Somebody settled it first: who and when.
    if (seen.answer) return refuse({ code: "stale", by: seen.answer.by, at: seen.answer.at });
    if (!(of.state === "withdrawn" ? may.withdraw : may.answer)) {
      const mine = of.state === "withdrawn" ? side !== "placing" : side === "placing";
      if (!mine || isOpen(record.status)) refuse({ code: "not-allowed" });
      refuse({ code: "move-not-possible", move: "answer-condition", status: statusSeenBy(record.status, side) });
    }
    if (of.state === "cannot-be-met" && of.note === "") refuse({ code: "reason-needed", reason: "note" });
    await settleCondition(tx, ctx.actor, { condition, state: of.state, note: of.note, at: ctx.now() });
    return { value: null, events: [told(settled[of.state], { record, condition })] };
  });
}

export const conditionRouter = router({
  /** What may be asked for, as data in both languages. */
  codes: allowed("request.see").query(({ ctx }) => listConditionCodes(ctx.sql)),

  /** The conditions of a request that this side knows of, the oldest first, each with what may be done (R346, R347). */
  list: allowed("request.see")
    .input(z.object({ requestId: id }))
    .query(async ({ ctx, input }) => {
      const { record, side } = await findSeen(ctx.sql, ctx, input.requestId);
      const conditions = (await listConditions(ctx.sql, record)).flatMap((condition) => {
        const seen = conditionSeenBy(condition, readerOf(ctx, side));
        return seen ? [{ ...seen, may: mayDo(ctx, { record, side, condition }) }] : [];
      });
      return { conditions, may: { put: speaks(ctx, side) && takesConditions(record, side) } };
    }),

  /** Requests with conditions that wait for this role: the school's answer, a unit's to be passed on. The welcome screen's. */
  waiting: allowed("request.see").query(async ({ ctx }) => {
    const side = sidesOf(ctx.actor)[0] ?? refuse({ code: "not-allowed" });
    if (!speaks(ctx, side) || side === "unit") return [];
    const waiting = await listConditionsWaiting(ctx.sql, ctx.actor, side);
    const records = await listRequests(
      ctx.sql,
      lookOf(ctx, side),
      waiting.map((one) => one.id),
    );
    return records.flatMap((record) => {
      const seen = seenAs(record, ctx.actor, side);
      return seen ? [{ ...seen, waiting: waiting.find((one) => one.id === record.id)?.conditions ?? 0 }] : [];
    });
  }),

  /** How many requests of a list have conditions open: what its filter says. */
  open: allowed("request.see").query(async ({ ctx }) => {
    const side = sidesOf(ctx.actor)[0] ?? refuse({ code: "not-allowed" });
    return countConditionsOpen(ctx.sql, ctx.actor, side);
  }),

  /** Puts a condition: a coordinator's is told to the school at once, a unit's to its organisation (R347). */
  put: allowed("request.answer-for-unit")
    .input(z.object({ requestId: id, code: z.string().max(40), text: words }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const { record, side } = await lockRequest(tx, ctx, input.requestId);
        if (!takesConditions(record, side))
          refuse({ code: "move-not-possible", move: "put-condition", status: statusSeenBy(record.status, side) });
        const code =
          (await listConditionCodes(tx)).find((one) => one.code === input.code) ??
          refuse({ code: "invalid", field: "code", problem: { kind: "missing" } });
        if (code.needsText && input.text === "") refuse({ code: "invalid", field: "text", problem: { kind: "missing" } });
        const byUnit = side === "unit";
        const conditionId = await insertCondition(tx, ctx.actor, {
          request: record,
          code: code.code,
          text: input.text,
          byUnit,
          at: ctx.now(),
        });
        const condition = { id: conditionId, label: { fr: code.fr, en: code.en }, sharedAt: byUnit ? null : ctx.now().toISOString() };
        return { value: { id: conditionId }, events: [told("condition.put", { record, condition })] };
      }),
    ),

  /** Passes a unit's condition on to the school, which is told it as the organisation's own. */
  pass: allowed("request.answer")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const { record, condition, seen, may } = await lockCondition(tx, ctx, input.id);
        if (seen.answer) return refuse({ code: "stale", by: seen.answer.by, at: seen.answer.at });
        if (condition.sharedAt !== null) return refuse({ code: "stale", by: condition.sharedName ?? "", at: condition.sharedAt });
        if (!may.pass) return refuse({ code: "not-allowed" });
        await shareCondition(tx, ctx.actor, { condition, at: ctx.now() });
        const passed = told("condition.passed", { record, condition });
        const put = told("condition.put", { record, condition: { ...condition, sharedAt: ctx.now().toISOString() } });
        return { value: null, events: [passed, { ...put, agencyIds: [record.agencyId] }] };
      }),
    ),

  withdraw: allowed("request.answer-for-unit")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) => settle(ctx, { ...input, state: "withdrawn", note: "" })),

  /** The school’s answer: met, with a note if it helps, or that it cannot be met, with why. A question is a comment. */
  answer: allowed("request.send")
    .input(z.object({ id, met: z.boolean(), note: words }))
    .mutation(({ ctx, input }) => settle(ctx, { id: input.id, state: input.met ? "met" : "cannot-be-met", note: input.note })),

  /** « Annuler » of one's own withdrawal or answer, within ten minutes. */
  takeBack: allowed("request.see")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const { record, condition, may } = await lockCondition(tx, ctx, input.id);
        if (!may.takeBack || !(await reopenCondition(tx, condition))) return refuse({ code: "not-allowed" });
        return { value: null, events: [told("condition.reopened", { record, condition })] };
      }),
    ),
});
