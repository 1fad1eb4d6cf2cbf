import { z } from "zod";
import { addDays, dayIn } from "#domain/dates.ts";
import { deadlineKinds, deadlineStates } from "#domain/deadline.ts";
import { sidesOf } from "#domain/request-seen.ts";
import { findPace, listSlowest } from "#db/deadline-pace.ts";
import { listDeadlines } from "#db/deadline.ts";
import { allowed, router } from "./trpc.ts";

const pageSize = 40;
/** As many as are counted; beyond it the figures say « or more ». */
const counted = 300;
/** Days a median looks back on, and before which it is compared with as many more. */
const paceDays = 90;

export const deadlineRouter = router({
  /**
   * What is due, the most late first, 40 at a time, with who has the next step (R472). `now` is the server's clock, which the page counts
   * by; `again`: milliseconds until a day begins in Québec, when states are others.
   */
  list: allowed("history.see")
    .input(
      z.object({
        kinds: z.array(z.enum(deadlineKinds)).max(deadlineKinds.length).optional(),
        ours: z.boolean().optional(),
        days: z.number().int().min(0).max(730).default(60),
        after: z.object({ day: z.iso.date(), key: z.string().max(100) }).nullish(),
      }),
    )
    .query(async ({ ctx, input }) => {
      const now = ctx.now();
      const today = dayIn(now);
      const filter = { today, until: addDays(today, input.days), kinds: input.kinds, ours: input.ours };
      const found = await listDeadlines(ctx.sql, ctx.actor, {
        ...filter,
        after: input.after ?? null,
        most: input.after ? pageSize + 1 : counted,
      });
      const deadlines = found.slice(0, pageSize);
      const last = deadlines.at(-1);
      return {
        now: now.toISOString(),
        today,
        deadlines,
        next: found.length > pageSize && last ? { day: last.day, key: last.key } : null,
        /** Of the first page alone: how many there are by state, and of which kinds. */
        sums: input.after
          ? null
          : {
              more: found.length === counted,
              states: Object.fromEntries(
                deadlineStates.map((state) => [state, found.filter((one) => one.state === state).length]),
              ) as Record<(typeof deadlineStates)[number], number>,
              kinds: deadlineKinds.flatMap((kind) => {
                const count = found.filter((one) => one.kind === kind).length;
                return count === 0 ? [] : [{ kind, count }];
              }),
            },
      };
    }),

  /** How long an answer takes, as the median of the last 90 days beside the 90 before, and where it takes longest (H-2 rank 17). Hours. */
  pace: allowed("request.see").query(async ({ ctx }) => {
    const now = ctx.now();
    const since = new Date(now.getTime() - paceDays * 86_400_000);
    const before = new Date(since.getTime() - paceDays * 86_400_000);
    const [side] = sidesOf(ctx.actor);
    if (side === undefined || ctx.actor.kind === "supervisor") return null;
    const [recent, earlier, slowest] = await Promise.all([
      findPace(ctx.sql, ctx.actor, { side, from: since, to: now }),
      findPace(ctx.sql, ctx.actor, { side, from: before, to: since }),
      listSlowest(ctx.sql, ctx.actor, { side, from: since, to: now }),
    ]);
    return { side, days: paceDays, ...recent, earlier, slowest };
  }),
});
