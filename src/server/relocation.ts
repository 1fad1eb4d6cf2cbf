import { z } from "zod";
import { closingsOf, closuresAt } from "#domain/closure.ts";
import { id } from "#domain/id.ts";
import { refuse, type Refusal } from "#domain/refusal.ts";
import type { RequestRecord } from "#domain/request-seen.ts";
import { listClosures } from "#db/closure.ts";
import { listUnits, type Unit } from "#db/routing.ts";
import type { Tx } from "#db/sql.ts";
import { otherUnits } from "./closure-hit.ts";
import { tooLarge } from "./redirect-size.ts";
import { findSeen } from "./request-found.ts";
import { moveRequests, type ActorContext } from "./request-move.ts";
import { allowed, router } from "./trpc.ts";

/** A unit that is closed on some of a placement's days is not where it goes. */
async function closedThen(tx: Tx, ctx: ActorContext, of: { record: RequestRecord; unit: Unit }): Promise<Refusal | null> {
  const { schedule } = of.record;
  const at = { siteId: of.unit.siteId, serviceId: of.unit.serviceId, destinationId: of.unit.id };
  const closures = await listClosures(tx, ctx.actor, { from: schedule.startsOn, to: schedule.endsOn });
  const [closing] = closingsOf(schedule, closuresAt(closures, at));
  if (!closing) return null;
  const { startsOn: from, endsOn: to, reason } = closing.closure;
  return {
    code: "invalid",
    field: "destinationId",
    problem: { kind: "place-closed", from, to, reason, days: closing.days, all: closing.all },
  };
}

/** Another unit for what was agreed on (3.4: after sending, the place is who receives' to change). */
export const relocationRouter = router({
  /** Units with room for a placement on all its days, the nearest first. */
  units: allowed("request.answer")
    .input(z.object({ requestId: id }))
    .query(async ({ ctx, input }) => otherUnits(ctx.sql, ctx, (await findSeen(ctx.sql, ctx, input.requestId)).record)),

  /** Moves accepted or confirmed requests to another unit of the organisation: they stay agreed on, and the school is told (R358). */
  move: allowed("request.answer")
    .input(
      z.object({
        requests: z
          .array(z.object({ id, version: z.number().int().nonnegative() }))
          .min(1)
          .max(500),
        destinationId: id,
        /** A move that is taken back: it returns where it stood, closed or not. */
        back: z.boolean().default(false),
      }),
    )
    .mutation(({ ctx, input }) =>
      moveRequests(ctx, {
        side: "receiving",
        asked: input.requests,
        prepare: async (tx) => {
          const unit = (await listUnits(tx, ctx.actor)).find((one) => one.id === input.destinationId) ?? refuse({ code: "not-found" });
          return async (record) => {
            const refusal = tooLarge(record, unit) ?? (input.back ? null : await closedThen(tx, ctx, { record, unit }));
            if (refusal) return { refusal };
            const from = record.names.destination ?? record.names.service ?? "";
            const { siteId, serviceId } = unit;
            return { command: { move: "relocate", destinationId: unit.id, siteId, serviceId, from }, destination: unit.name };
          };
        },
      }),
    ),
});
