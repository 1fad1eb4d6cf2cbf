import { z } from "zod";
import { can, type Actor } from "#domain/access.ts";
import { refuse } from "#domain/refusal.ts";
import { deleteBounce, listBounces } from "#db/mail-bounce.ts";
import { act } from "./act.ts";
import type { Session } from "./session.ts";
import { allowed, router } from "./trpc.ts";

/** Who writes to people, and so is told that an address is wrong; whose own address it is besides. */
const writes = (actor: Actor): boolean => can(actor, "delivery.manage") || can(actor, "people.manage") || can(actor, "request.answer");
const isOwn = (ctx: { session: Session | null }, email: string): boolean =>
  ctx.session?.account.email.toLowerCase() === email.toLowerCase();

export const bounceRouter = router({
  /** Of addresses one has before oneself, those whose server refused a mail for good, since when and in its own words (R455). */
  of: allowed("history.see")
    .input(z.object({ emails: z.array(z.string().max(320)).max(100) }))
    .query(async ({ ctx, input }) => {
      const emails = writes(ctx.actor) ? input.emails : input.emails.filter((email) => isOwn(ctx, email));
      return { bounces: await listBounces(ctx.sql, emails), may: { trust: writes(ctx.actor) } };
    }),

  /** It is right after all: it is written to again. Whose own it is may say so, and who writes to people. Refused: `not-found`. */
  trust: allowed("history.see")
    .input(z.object({ email: z.string().max(320) }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const may = isOwn(ctx, input.email) || writes(ctx.actor);
        if (!may || !(await deleteBounce(tx, input.email))) return refuse({ code: "not-found" });
        const { agencyId } = ctx.actor;
        return { value: null, events: [{ kind: "bounce.changed", agencyIds: [agencyId], about: agencyId, facts: {} }] };
      }),
    ),
});
