import { z } from "zod";
import { can } from "#domain/access.ts";
import { refuse } from "#domain/refusal.ts";
import { deleteBounce, listBounces } from "#db/mail-bounce.ts";
import { act } from "./act.ts";
import { allowed, router } from "./trpc.ts";

export const bounceRouter = router({
  /** Of addresses one has before oneself, those whose server refused a mail for good, since when and in its own words (R455). */
  of: allowed("history.see")
    .input(z.object({ emails: z.array(z.string().max(320)).max(100) }))
    .query(async ({ ctx, input }) => ({
      bounces: await listBounces(ctx.sql, input.emails),
      may: { trust: can(ctx.actor, "delivery.manage") || can(ctx.actor, "people.manage") || can(ctx.actor, "request.answer") },
    })),

  /** It is right after all: it is written to again. Whose own it is may say so, and who writes to people. Refused: `not-found`. */
  trust: allowed("history.see")
    .input(z.object({ email: z.string().max(320) }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const own = ctx.session?.account.email.toLowerCase() === input.email.toLowerCase();
        const may = own || can(ctx.actor, "delivery.manage") || can(ctx.actor, "people.manage") || can(ctx.actor, "request.answer");
        if (!may || !(await deleteBounce(tx, input.email))) return refuse({ code: "not-found" });
        const { agencyId } = ctx.actor;
        return { value: null, events: [{ kind: "bounce.changed", agencyIds: [agencyId], about: agencyId, facts: {} }] };
      }),
    ),
});
