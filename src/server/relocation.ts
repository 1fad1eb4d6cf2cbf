import { z } from "zod";
import { closingsOf, closuresAt } from "#domain/closure.ts";
import { id, type Id } from "#domain/id.ts";
import { refuse, type Refusal } from "#domain/refusal.ts";
import type { RequestRecord } from "#domain/request-seen.ts";
import { placeOf } from "#domain/reservation.ts";
import { listClosures } from "#db/closure.ts";
import { listUnits, saveUnitContact, type Unit } from "#db/routing.ts";
import type { Tx } from "#db/sql.ts";
import { otherUnits } from "./closure-hit.ts";
import { inTheWay, reservedFor } from "./reservation.ts";
import { tooLarge } from "./redirect-size.ts";
import { findSeen } from "./request-found.ts";
import { moveRequests, sideFor, type ActorContext } from "./request-move.ts";
import { routedRequests, routeTo, routingFacts } from "./routing-read.ts";
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

/** Whoever the new unit's contacts say is asked there from now on. */
async function nameContacts(tx: Tx, ctx: ActorContext, of: { moved: RequestRecord[]; destinationId: Id }): Promise<void> {
  const facts = await routingFacts(tx, ctx.actor, { now: ctx.now() });
  const unit = facts.units.get(of.destinationId);
  const routed = await routedRequests(
    tx,
    of.moved.map((record) => record.id),
  );
  for (const record of unit ? of.moved : []) {
    const route = unit && routeTo(facts, unit, { discipline: routed.get(record.id)?.discipline ?? "" });
    await saveUnitContact(tx, { agencyId: record.agencyId, id: record.id, personId: route?.to?.personId ?? null, chosen: false });
  }
}

/** Another unit for what was agreed on (3.4: after sending, the place is who receives' to change). */
export const relocationRouter = router({
  /** Units with room for a placement on all its days, the nearest first. */
  units: allowed("request.answer-for-unit")
    .input(z.object({ requestId: id }))
    .query(async ({ ctx, input }) => otherUnits(ctx.sql, ctx, await findSeen(ctx.sql, ctx, input.requestId))),

  /** Moves what is agreed on to another unit of the organisation, or, by a unit, what waits at it to another of its own: the status stays, and the school is told (R299, R358). */
  move: allowed("request.answer-for-unit")
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
        side: sideFor(ctx.actor, ["receiving", "unit"]),
        asked: input.requests,
        prepare: async (tx) => {
          const unit = (await listUnits(tx, ctx.actor)).find((one) => one.id === input.destinationId) ?? refuse({ code: "not-found" });
          return async (record) => {
            const refusal = tooLarge(record, unit) ?? (input.back ? null : await closedThen(tx, ctx, { record, unit }));
            if (refusal) return { refusal };
            const kept = input.back ? undefined : await inTheWay(tx, ctx, placeOf(unit.id, record.schedule));
            if (kept) return { refusal: reservedFor(kept, ctx) };
            const from = record.names.destination ?? record.names.service ?? "";
            const { siteId, serviceId } = unit;
            return { command: { move: "relocate", destinationId: unit.id, siteId, serviceId, from }, destination: unit.name };
          };
        },
        after: async (tx, moved) => {
          await nameContacts(tx, ctx, { moved, destinationId: input.destinationId });
          return [];
        },
      }),
    ),
});
