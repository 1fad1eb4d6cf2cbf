import { z } from "zod";
import type { NewEvent } from "#domain/event.ts";
import { id, type Id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { withinOf } from "#domain/request-event.ts";
import type { RequestRecord } from "#domain/request-seen.ts";
import { placeOf } from "#domain/reservation.ts";
import type { Route } from "#domain/routing.ts";
import { dropPrintouts, saveUnitContact } from "#db/routing.ts";
import type { Tx } from "#db/sql.ts";
import { inTheWay, reservedFor } from "./reservation.ts";
import { tooLarge } from "./redirect-size.ts";
import { moveRequests, type ActorContext, type Outcome } from "./request-move.ts";
import { decidedEvent, routedRequests, routeTo, routingFacts } from "./routing-read.ts";

/** Requests as the screen saw them, the unit, and what its dialog said would happen. */
export const redirectInput = z.object({
  requests: z
    .array(z.object({ id, version: z.number().int().nonnegative() }))
    .min(1)
    .max(500),
  destinationId: id,
  /** Somebody of the unit instead of whom its contacts say (F-207). */
  contactId: id.nullish(),
  /** How the dialog said it would go: a route that changed meanwhile is refused, and said, instead of taken. */
  shown: z.enum(["account", "paper"]).optional(),
  /** Although somebody else keeps the unit at those hours: she was read, by name, and one goes on (R354). */
  despite: z.boolean().default(false),
});

/**
 * Hands requests to a unit: to the first of its contacts who answers in the system, as pending for it, or on paper when nobody does
 * (T10, T11, F-179, F-180). Each request has its own route, by its programme's discipline. Who was passed over, and why, is kept with it.
 */
export function redirect(ctx: ActorContext, input: z.infer<typeof redirectInput>): Promise<Outcome> {
  const routes = new Map<Id, Route>();
  const chosenId = input.contactId ?? null;
  return moveRequests(ctx, {
    side: "receiving",
    asked: input.requests,
    prepare: async (tx, records) => {
      const facts = await routingFacts(tx, ctx.actor, { now: ctx.now() });
      const unit = facts.units.get(input.destinationId) ?? refuse({ code: "not-found" });
      const routed = await routedRequests(
        tx,
        records.map(({ id: one }) => one),
      );
      return async (record) => {
        const large = tooLarge(record, unit);
        if (large) return { refusal: large };
        const kept = input.despite ? undefined : await inTheWay(tx, ctx, placeOf(unit.id, record.schedule));
        if (kept) return { refusal: reservedFor(kept, ctx) };
        const discipline = routed.get(record.id)?.discipline ?? "";
        const usual = routeTo(facts, unit, { discipline });
        if (chosenId !== null && !usual.candidates.some(({ personId }) => personId === chosenId)) return { refusal: { code: "not-found" } };
        const route = chosenId === null ? usual : routeTo(facts, unit, { discipline, chosenId });
        if (input.shown !== undefined && input.shown !== route.how)
          return { refusal: { code: "route-changed", how: route.how, unit: unit.name } };
        routes.set(record.id, route);
        const { siteId, serviceId } = unit;
        return {
          command: { move: "redirect", destinationId: unit.id, siteId, serviceId, unitIsUser: route.how === "account" },
          destination: unit.name,
        };
      };
    },
    after: (tx, moved) => settle(tx, { moved, routes, agencyId: ctx.actor.agencyId }),
  });
}

/** Keeps whom each was given to; what was to be delivered for one that left the paper is delivered no more. */
async function settle(tx: Tx, of: { moved: RequestRecord[]; routes: Map<Id, Route>; agencyId: Id }): Promise<NewEvent[]> {
  const events: NewEvent[] = [];
  for (const record of of.moved) {
    const route = of.routes.get(record.id);
    if (!route) continue;
    await saveUnitContact(tx, {
      agencyId: record.agencyId,
      id: record.id,
      personId: route.to?.personId ?? null,
      chosen: route.as === "chosen",
    });
    if (record.status === "redirected-paper") await dropPrintouts(tx, { agencyId: of.agencyId, requestId: record.id });
    events.push(decidedEvent({ ...record, receivingId: of.agencyId, within: withinOf(record) }, route));
  }
  return events;
}
