import { z } from "zod";
import { printOptions, printPers, printState } from "#domain/delivery.ts";
import { day } from "#domain/dates.ts";
import type { NewEvent } from "#domain/event.ts";
import { id, type Id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { audienceOf, withinOf } from "#domain/request-event.ts";
import { isOpen, statusSeenBy, type Side } from "#domain/request.ts";
import { findDeliverySettings, saveDeliverySettings } from "#db/delivery-setting.ts";
import {
  countPrintouts,
  findPrintouts,
  listPrintouts,
  listPrintSites,
  listRequestsToPrint,
  listSenders,
  lockPrintouts,
  saveDelivered,
  saveToMake,
  saveUndelivered,
  type PrintRow,
} from "#db/printout.ts";
import { listRequests } from "#db/request.ts";
import type { Tx } from "#db/sql.ts";
import { act } from "./act.ts";
import { setTerms } from "./print-options.ts";
import { queuePrintouts } from "./print-queue.ts";
import { lockAsked, lookOf, sideFor, type ActorContext } from "./request-move.ts";
import { allowed, router } from "./trpc.ts";

const filters = z.object({
  state: z.enum(["open", "delivered", "all"]).optional(),
  siteId: id.optional(),
  requestId: id.optional(),
  text: z.string().max(200).optional(),
});
const ids = z.array(id).min(1).max(500);

const sideOf = (ctx: ActorContext) => sideFor(ctx.actor, ["placing", "receiving"]);
const lookFor = (ctx: ActorContext) => ({ viewer: ctx.actor, side: sideOf(ctx) });
export const nameOfPlace = (row: Pick<PrintRow, "destination" | "service" | "site">): string =>
  [row.destination ?? row.service, row.site].filter(Boolean).join(", ");

/** A printout as its queue shows it; its requests as that side is shown them, what a unit answered is not the school's (section 8, rule 3). */
export function seenPrintout(row: PrintRow, side: Side) {
  const state = printState(row);
  const { tries: _tries, ...rest } = row;
  return {
    ...rest,
    requests: row.requests.map((one) => ({ ...one, status: statusSeenBy(one.status, side) })),
    state,
    place: nameOfPlace(row),
    /** Nothing of it is asked any more: there is nothing to deliver. */
    over: row.requests.length > 0 && row.requests.every(({ status }) => !isOpen(status)),
    may: {
      look: row.readyAt !== null,
      deliver: state === "ready",
      undeliver: state === "delivered",
      write: state !== "failed",
      remake: state === "ready" || state === "failed",
    },
  };
}

/** Locks and reads printouts the viewer reaches; all of them, or nothing is done. */
export async function lockReached(tx: Tx, ctx: ActorContext, printoutIds: Id[]): Promise<PrintRow[]> {
  const wanted = [...new Set(printoutIds)];
  await lockPrintouts(tx, ctx.actor.agencyId, wanted);
  const rows = await findPrintouts(tx, lookFor(ctx), wanted);
  return rows.length === wanted.length ? rows : refuse({ code: "not-found" });
}

const eventOf = (ctx: ActorContext, row: PrintRow) => ({
  agencyIds: [ctx.actor.agencyId],
  about: row.id,
  within: row.requests.map((one) => one.id),
});

/** Marks printouts delivered; those that were already, or are not made, stay as they are. */
export async function deliver(tx: Tx, ctx: ActorContext, of: { rows: PrintRow[]; how: "mail" | "hand" }): Promise<NewEvent[]> {
  const events: NewEvent[] = [];
  for (const row of of.rows) {
    const by = { agencyId: ctx.actor.agencyId, id: row.id, by: ctx.actor.personId, at: ctx.now(), how: of.how };
    if (await saveDelivered(tx, by))
      events.push({ ...eventOf(ctx, row), kind: "printout.delivered", facts: { place: nameOfPlace(row), how: of.how } });
  }
  return events;
}

export const printRouter = router({
  /** The print queue, the newest first (F-132). */
  list: allowed("delivery.manage")
    .input(z.object({ filters: filters.default({}), before: id.nullish(), most: z.number().int().min(1).max(100).default(40) }))
    .query(async ({ ctx, input }) => {
      const { printouts, next } = await listPrintouts(ctx.sql, lookFor(ctx), {
        filters: input.filters,
        before: input.before ?? null,
        most: input.most,
      });
      return { printouts: printouts.map((row) => seenPrintout(row, sideOf(ctx))), next };
    }),

  get: allowed("delivery.manage")
    .input(z.object({ id }))
    .query(async ({ ctx, input }) => {
      const [row] = await findPrintouts(ctx.sql, lookFor(ctx), [input.id]);
      return row ? seenPrintout(row, sideOf(ctx)) : refuse({ code: "not-found" });
    }),

  /** How many reports are to be delivered, and how far their PDFs are (F-140). */
  counts: allowed("delivery.manage").query(({ ctx }) => countPrintouts(ctx.sql, lookFor(ctx))),

  /** What the filters and the options choose from. */
  choices: allowed("delivery.manage").query(async ({ ctx }) => {
    const [sites, senders, settings] = await Promise.all([
      listPrintSites(ctx.sql, lookFor(ctx)),
      listSenders(ctx.sql, ctx.actor.agencyId),
      findDeliverySettings(ctx.sql, ctx.actor.agencyId),
    ]);
    return { side: sideOf(ctx), sites, senders, me: ctx.actor.personId, settings };
  }),

  /** Makes PDFs of requests, one each or one a destination; those still to be delivered that they cover make way (F-128, F-129). */
  make: allowed("delivery.manage")
    .input(z.object({ requestIds: ids, options: printOptions.default({}), senderId: id.nullable().optional(), dueOn: day.optional() }))
    .mutation(async ({ ctx, input }) => {
      const side = sideOf(ctx);
      const made = await act(ctx, async (tx) => {
        const wanted = [...new Set(input.requestIds)];
        const reached = await listRequests(tx, lookOf(ctx, side), wanted);
        if (reached.length !== wanted.length) refuse({ code: "not-found" });
        if (side === "placing") await setTerms(tx, ctx, { requestIds: wanted, dueOn: input.dueOn, senderId: input.senderId });
        const requests = await listRequestsToPrint(tx, wanted);
        if (requests.length === 0) refuse({ code: "place-incomplete", missing: ["site"] });
        const { agencyId, personId: by } = ctx.actor;
        const senderId = side === "receiving" ? (input.senderId ?? null) : null;
        const queued = await queuePrintouts(tx, {
          agencyId,
          requests,
          options: input.options,
          senderId,
          automatic: false,
          by,
          at: ctx.now(),
        });
        return { value: { ids: queued.ids, left: wanted.length - requests.length }, events: queued.events };
      });
      ctx.jobs.ring("print");
      return made;
    }),

  /** The day an answer is asked for by, and who of the school is named (F-130, F-131). What is printed already is not changed by it. */
  setTerms: allowed("request.send")
    .input(
      z.object({
        requests: z
          .array(z.object({ id, version: z.number().int().nonnegative() }))
          .min(1)
          .max(500),
        dueOn: day.nullable().optional(),
        senderId: id.nullable().optional(),
      }),
    )
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const locked = await lockAsked(tx, ctx, { side: "placing", asked: input.requests });
        const senders = new Map((await listSenders(tx, ctx.actor.agencyId)).map((one) => [one.id, one.name]));
        const events: NewEvent[] = [];
        for (const { record, refusal } of locked) {
          if (!record || refusal) return refuse(refusal ?? { code: "not-found" });
          const changes: Record<string, { before: unknown; after: unknown }> = {};
          if (input.dueOn !== undefined && input.dueOn !== record.dueOn) changes.dueOn = { before: record.dueOn, after: input.dueOn };
          if (input.senderId !== undefined && input.senderId !== record.senderId)
            changes.sender = { before: senders.get(record.senderId ?? "") ?? null, after: senders.get(input.senderId ?? "") ?? null };
          if (Object.keys(changes).length === 0) continue;
          events.push({
            kind: "request.changed",
            agencyIds: audienceOf(record, record.status),
            about: record.id,
            within: withinOf(record),
            facts: { changes },
          });
        }
        const { dueOn, senderId } = input;
        await setTerms(tx, ctx, { requestIds: locked.map(({ asked }) => asked.id), dueOn, senderId });
        return { value: { changed: events.length }, events };
      }),
    ),

  /** Makes a PDF anew, from what its requests are now; one that was delivered stays as it left. */
  remake: allowed("delivery.manage")
    .input(z.object({ id }))
    .mutation(async ({ ctx, input }) => {
      await act(ctx, async (tx) => {
        const [row] = await lockReached(tx, ctx, [input.id]);
        if (!row || !(await saveToMake(tx, { agencyId: ctx.actor.agencyId, id: input.id }))) return refuse({ code: "not-found" });
        const facts = { place: nameOfPlace(row), requests: row.requests.length, automatic: false };
        return { value: undefined, events: [{ ...eventOf(ctx, row), kind: "printout.queued", facts }] };
      });
      ctx.jobs.ring("print");
    }),

  /** Delivered: by whom and when is kept, so that one can audit what has really left (4.1.6, F-139). */
  deliver: allowed("delivery.manage")
    .input(z.object({ ids }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const rows = (await lockReached(tx, ctx, input.ids)).filter(({ readyAt }) => readyAt !== null);
        const events = await deliver(tx, ctx, { rows, how: "hand" });
        return { value: { ids: events.map(({ about }) => about) }, events };
      }),
    ),

  /** Takes that back. */
  undeliver: allowed("delivery.manage")
    .input(z.object({ ids }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const events: NewEvent[] = [];
        for (const row of await lockReached(tx, ctx, input.ids)) {
          if (await saveUndelivered(tx, { agencyId: ctx.actor.agencyId, id: row.id }))
            events.push({ ...eventOf(ctx, row), kind: "printout.undelivered", facts: { place: nameOfPlace(row) } });
        }
        return { value: { ids: events.map(({ about }) => about) }, events };
      }),
    ),

  /** How this organisation sends on paper, unless a sending says otherwise. */
  saveSettings: allowed("delivery.manage")
    .input(
      z.object({
        dueDays: z.number().int().min(1).max(180),
        linkDays: z.number().int().min(1).max(365),
        per: z.enum(printPers),
        calendar: z.boolean(),
        language: z.enum(["fr", "en"]),
      }),
    )
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const before = await findDeliverySettings(tx, ctx.actor.agencyId);
        await saveDeliverySettings(tx, ctx.actor.agencyId, input);
        const fields = (Object.keys(input) as (keyof typeof input)[]).filter((field) => input[field] !== before[field]);
        const { agencyId } = ctx.actor;
        const event: NewEvent = { kind: "delivery-setting.changed", agencyIds: [agencyId], about: agencyId, facts: { fields } };
        return { value: undefined, events: fields.length > 0 ? [event] : [] };
      }),
    ),
});
