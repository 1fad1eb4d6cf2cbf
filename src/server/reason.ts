import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { NewEvent } from "#domain/event.ts";
import { isLast, isOrderOf, keepsList, mostReasons, reasonMoves, reasonWords, sidesOfAgency, wordsRefusal } from "#domain/reason.ts";
import { refuse } from "#domain/refusal.ts";
import {
  deleteReason,
  insertReason,
  insertWording,
  listKeptReasons,
  listReasonVersions,
  lockReasons,
  saveHidden,
  saveOrder,
  type KeptReason,
} from "#db/reason.ts";
import type { Tx } from "#db/sql.ts";
import { act } from "./act.ts";
import type { ActorContext } from "./request-move.ts";
import { allowed, router } from "./trpc.ts";

const code = z.string().min(1).max(40);
const list = z.object({ move: z.enum(reasonMoves), side: z.enum(["placing", "receiving"]) });
type List = z.infer<typeof list>;

/** Of a reason as its keeper may change it: one that ships is hidden and not removed; so is one of her own that somebody has used. */
const shownToKeeper = (one: KeptReason) => ({ ...one, may: { remove: one.own && !one.held } });

/** The whole list a change is judged by, under the organisation's lock; lists of another side are not there. */
async function lockList(tx: Tx, ctx: ActorContext, of: List): Promise<KeptReason[]> {
  const sides = sidesOfAgency(ctx.actor.agencyKind);
  if (!sides.includes(of.side) || !keepsList(of.side, of.move)) return refuse({ code: "not-found" });
  await lockReasons(tx, ctx.actor.agencyId);
  const all = await listKeptReasons(tx, { agencyId: ctx.actor.agencyId, sides: [of.side] });
  return all.filter(({ move }) => move === of.move);
}

/** The same for one reason, with the list it is of. */
async function lockOne(tx: Tx, ctx: ActorContext, reasonCode: string): Promise<{ one: KeptReason; all: KeptReason[] }> {
  const sides = sidesOfAgency(ctx.actor.agencyKind);
  const [found] = await listKeptReasons(tx, { agencyId: ctx.actor.agencyId, sides, code: reasonCode });
  if (!found) return refuse({ code: "not-found" });
  const all = await lockList(tx, ctx, found);
  const one = all.find(({ code: other }) => other === reasonCode) ?? refuse({ code: "not-found" });
  return { one, all };
}

/** Told to the organisation alone: its lists are its own. */
const told = (ctx: ActorContext) => ({ agencyIds: [ctx.actor.agencyId], about: ctx.actor.agencyId });
const said = (one: { labelFr: string; labelEn: string }) => ({ fr: one.labelFr, en: one.labelEn });

export const reasonRouter = router({
  /** Every list of the organisation's sides, in its order, what it hides too. */
  kept: allowed("reason.manage").query(async ({ ctx }) => {
    const sides = sidesOfAgency(ctx.actor.agencyKind);
    return (await listKeptReasons(ctx.sql, { agencyId: ctx.actor.agencyId, sides })).map(shownToKeeper);
  }),

  /** What a reason has said here, the last first. */
  versions: allowed("reason.manage")
    .input(z.object({ code }))
    .query(async ({ ctx, input }) => {
      const { agencyId, agencyKind } = ctx.actor;
      const [found] = await listKeptReasons(ctx.sql, { agencyId, sides: sidesOfAgency(agencyKind), code: input.code });
      if (!found) return refuse({ code: "not-found" });
      return listReasonVersions(ctx.sql, { agencyId, code: input.code });
    }),

  /** A reason of the organisation's own, last of its list. */
  add: allowed("reason.manage")
    .input(z.object({ list, words: reasonWords }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const all = await lockList(tx, ctx, input.list);
        const refusal = wordsRefusal(input.words, all, null);
        if (refusal) refuse(refusal);
        if (all.length >= mostReasons) refuse({ code: "invalid", field: "list", problem: { kind: "too-many", most: mostReasons } });
        const made = randomUUID();
        const { agencyId } = ctx.actor;
        await saveOrder(tx, { agencyId, codes: all.map((one) => one.code) });
        await insertReason(tx, { ...input.list, ...input.words, code: made, agencyId, position: all.length + 1 });
        const event: NewEvent = { kind: "reason.added", ...told(ctx), facts: said(input.words) };
        return { value: { code: made }, events: [event] };
      }),
    ),

  /** Says it in other words, from now on: a version more. `version` is the one on the screen; another meanwhile is refused as `stale`. */
  reword: allowed("reason.manage")
    .input(z.object({ code, version: z.number().int().min(1), words: reasonWords }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const { one, all } = await lockOne(tx, ctx, input.code);
        const { agencyId, personId } = ctx.actor;
        if (one.version !== input.version) {
          const [last] = await listReasonVersions(tx, { agencyId, code: one.code });
          refuse({ code: "stale", by: last?.by ?? "", at: last?.at ?? "" });
        }
        const { labelFr, labelEn, needsNote } = input.words;
        const refusal = wordsRefusal(input.words, all, one.code);
        if (refusal) refuse(refusal);
        const version = one.version + 1;
        if (one.labelFr === labelFr && one.labelEn === labelEn && one.needsNote === needsNote)
          return { value: { version: one.version }, events: [] };
        await insertWording(tx, { agencyId, code: one.code, version, ...input.words, by: { personId, at: ctx.now() } });
        const facts = { ...said(input.words), beforeFr: one.labelFr, beforeEn: one.labelEn };
        return { value: { version }, events: [{ kind: "reason.changed" as const, ...told(ctx), facts }] };
      }),
    ),

  /** Offered no more, or again; the last one offered stays. */
  hide: allowed("reason.manage")
    .input(z.object({ code, hidden: z.boolean() }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const { one, all } = await lockOne(tx, ctx, input.code);
        if (one.hidden === input.hidden) return { value: null, events: [] };
        if (input.hidden && isLast(all, one.code)) refuse({ code: "last-reason" });
        if (!input.hidden) {
          const refusal = wordsRefusal(one, all, one.code);
          if (refusal) refuse(refusal);
        }
        await saveHidden(tx, { agencyId: ctx.actor.agencyId, code: one.code, hidden: input.hidden });
        const kind = input.hidden ? ("reason.hidden" as const) : ("reason.shown" as const);
        return { value: null, events: [{ kind, ...told(ctx), facts: said(one) }] };
      }),
    ),

  /** One of the organisation's own that nobody has used goes for good. */
  remove: allowed("reason.manage")
    .input(z.object({ code }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const { one, all } = await lockOne(tx, ctx, input.code);
        if (!one.own || one.held) refuse({ code: "in-use", by: "request", count: one.used });
        if (isLast(all, one.code)) refuse({ code: "last-reason" });
        await deleteReason(tx, { agencyId: ctx.actor.agencyId, code: one.code });
        return { value: null, events: [{ kind: "reason.removed" as const, ...told(ctx), facts: said(one) }] };
      }),
    ),

  /** The order of a list, hidden ones included; another set of reasons than there is now is refused as `stale`. */
  order: allowed("reason.manage")
    .input(z.object({ list, codes: z.array(code).max(200) }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const all = await lockList(tx, ctx, input.list);
        if (!isOrderOf(input.codes, all)) refuse({ code: "stale", by: "", at: "" });
        if (input.codes.every((one, place) => all[place]?.code === one)) return { value: null, events: [] };
        await saveOrder(tx, { agencyId: ctx.actor.agencyId, codes: input.codes });
        return { value: null, events: [{ kind: "reason.ordered" as const, ...told(ctx), facts: { move: input.list.move } }] };
      }),
    ),
});
