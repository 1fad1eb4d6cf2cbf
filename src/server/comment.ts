import { z } from "zod";
import { can } from "#domain/access.ts";
import { id, type Id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { longestComment } from "#domain/remark.ts";
import { audienceOf, withinOf } from "#domain/request-event.ts";
import { insertComment, listComments, restoreComment, withdrawComment } from "#db/comment.ts";
import type { Tx } from "#db/sql.ts";
import { act } from "./act.ts";
import { findSeen } from "./request-found.ts";
import type { ActorContext } from "./request-move.ts";
import { allowed, router } from "./trpc.ts";

/** Those who handle requests speak; those who only look, listen. */
const speaks = (ctx: ActorContext): boolean =>
  (["request.send", "request.answer", "request.answer-for-unit"] as const).some((action) => can(ctx.actor, action));

/** What happened to a comment, told to whom could read it: an internal one never leaves its organisation (R240). */
async function told(tx: Tx, ctx: ActorContext, of: { kind: "comment.added" | "comment.withdrawn"; requestId: Id; internal: boolean }) {
  const { record } = await findSeen(tx, ctx, of.requestId);
  return {
    kind: of.kind,
    agencyIds: of.internal ? [ctx.actor.agencyId] : audienceOf(record, record.status),
    about: record.id,
    within: withinOf(record),
    facts: { internal: of.internal },
  };
}

export const commentRouter = router({
  /** What was said about a request, the oldest first. */
  list: allowed("request.see")
    .input(z.object({ requestId: id }))
    .query(async ({ ctx, input }) => {
      const { record } = await findSeen(ctx.sql, ctx, input.requestId);
      return { comments: await listComments(ctx.sql, ctx.actor, record), may: { add: speaks(ctx) } };
    }),

  /** Says something to both sides, or to one's own organisation alone (F-117). */
  add: allowed("request.see")
    .input(z.object({ requestId: id, text: z.string().trim().min(1).max(longestComment), internal: z.boolean() }))
    .mutation(({ ctx, input: { requestId, text, internal } }) =>
      act(ctx, async (tx) => {
        const { record } = await findSeen(tx, ctx, requestId);
        if (!speaks(ctx)) return refuse({ code: "not-allowed" });
        const commentId = await insertComment(tx, ctx.actor, { request: record, text, internal, at: ctx.now() });
        return { value: { id: commentId }, events: [await told(tx, ctx, { kind: "comment.added", requestId, internal })] };
      }),
    ),

  /** Takes back one's own comment: that something was said stays, its words do not. */
  withdraw: allowed("request.see")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const taken = (await withdrawComment(tx, ctx.actor, { id: input.id, at: ctx.now() })) ?? refuse({ code: "not-found" });
        return { value: null, events: [await told(tx, ctx, { kind: "comment.withdrawn", ...taken })] };
      }),
    ),

  /** « Annuler » of a withdrawal. */
  restore: allowed("request.see")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const said = (await restoreComment(tx, ctx.actor, input.id)) ?? refuse({ code: "not-found" });
        return { value: null, events: [await told(tx, ctx, { kind: "comment.added", ...said })] };
      }),
    ),
});
