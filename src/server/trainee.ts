import { z } from "zod";
import { dayIn } from "#domain/dates.ts";
import { sidesOf } from "#domain/request-seen.ts";
import { findTrainees } from "#db/trainee.ts";
import { allowed, router } from "./trpc.ts";

const most = 5;

export const traineeRouter = router({
  /** The students who come to one's own organisation, by name, as far as one may know them (F-051). */
  find: allowed("request.see")
    .input(z.object({ text: z.string().trim().min(2).max(200) }))
    .query(async ({ ctx, input }) => {
      const side = sidesOf(ctx.actor).find((one) => one !== "placing");
      if (side === undefined) return [];
      return findTrainees(ctx.sql, ctx.actor, { side, text: input.text, today: dayIn(ctx.now()), most });
    }),
});
