import { z } from "zod";
import { id, type Id } from "#domain/id.ts";
import type { NewEvent } from "#domain/event.ts";
import { lookLasts } from "#domain/look.ts";
import { sidesOf } from "#domain/request-seen.ts";
import { deleteLapsedLooks, deleteLook, listLookers, saveLook } from "#db/look.ts";
import { saveOpened } from "#db/notice-page.ts";
import { act } from "./act.ts";
import { noticesMoved } from "./notice-tell.ts";
import { findSeen } from "./request-found.ts";
import { allowed, router } from "./trpc.ts";

/** Told to the looker's own organisation alone, and kept in no history. */
const changed = (agencyId: Id, requestId: Id): NewEvent => ({ kind: "look.changed", agencyIds: [agencyId], about: requestId, facts: {} });

export const lookRouter = router({
  /**
   * This page has a request open: said when it opens, and again within 45 seconds for as long as it stays. Only an arrival and a leaving are
   * told to others. Refused: `not-found` for a request this role does not reach.
   */
  at: allowed("request.see")
    .input(z.object({ page: z.uuid(), requestId: id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        await findSeen(tx, ctx, input.requestId);
        const at = ctx.now();
        const until = new Date(at.getTime() + lookLasts);
        const { arrived, left } = await saveLook(tx, ctx.actor, { ...input, at, until });
        if (arrived) await deleteLapsedLooks(tx, ctx.actor.agencyId, at);
        // What was told of it is read by being here.
        const read = await saveOpened(tx, { accountId: ctx.actor.accountId, requestId: input.requestId, at });
        const told = [...(arrived ? [input.requestId] : []), ...(left === null ? [] : [left])];
        return { value: null, events: [...told.map((requestId) => changed(ctx.actor.agencyId, requestId)), ...noticesMoved(read)] };
      }),
    ),

  /** This page has nothing open any more. */
  away: allowed("request.see")
    .input(z.object({ page: z.uuid() }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const left = await deleteLook(tx, { accountId: ctx.actor.accountId, page: input.page });
        return { value: null, events: left ? [changed(left.agencyId, left.requestId)] : [] };
      }),
    ),

  /**
   * Who of one's organisation has which request open, of those this role reaches; `again`: milliseconds until the first of them lapses, when
   * there is something new to read although nobody said so.
   */
  list: allowed("request.see").query(async ({ ctx }) => {
    const at = ctx.now();
    const lookers = (await Promise.all(sidesOf(ctx.actor).map((side) => listLookers(ctx.sql, ctx.actor, { side, at })))).flat();
    const first = Math.min(...lookers.map(({ until }) => Date.parse(until)));
    return {
      lookers: lookers.map(({ requestId, personId, name, since }) => ({ requestId, personId, name, since })),
      again: lookers.length === 0 ? null : Math.max(0, first - at.getTime()),
    };
  }),
});
