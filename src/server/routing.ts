import { z } from "zod";
import { can } from "#domain/access.ts";
import type { NewEvent } from "#domain/event.ts";
import { id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { sidesOf } from "#domain/request-seen.ts";
import type { Route } from "#domain/routing.ts";
import { listRequests } from "#db/request.ts";
import { findServiceRouting, listAdministrators, saveServiceRouting, saveUnitUser } from "#db/routing.ts";
import { listCards } from "#db/contact.ts";
import { act } from "./act.ts";
import { kept } from "./catalogue-place.ts";
import { tooLarge } from "./redirect-size.ts";
import { lookOf, sideFor } from "./request-move.ts";
import { staysBecause, unitOf } from "./routing-auto.ts";
import { routedRequests, routeTo, routingFacts, routingFactsOf } from "./routing-read.ts";
import { allowed, router } from "./trpc.ts";

/** Routes of several requests to one unit, those that are the same said once. */
function grouped(routes: { discipline: string; reference: number; route: Route }[]) {
  const groups = new Map<string, { references: number[]; disciplines: string[]; route: Route }>();
  for (const { discipline, reference, route } of routes) {
    const key = `${route.how} ${route.to?.personId ?? ""} ${route.as}`;
    const known = groups.get(key) ?? { references: [], disciplines: [], route };
    known.references.push(reference);
    if (!known.disciplines.includes(discipline)) known.disciplines.push(discipline);
    groups.set(key, known);
  }
  return [...groups.values()];
}

export const routingRouter = router({
  /**
   * The units one covers, and for each who would receive these requests and how, before anything is sent: in the system or on paper, with
   * everybody who was passed over and why (F-179, F-207).
   */
  units: allowed("request.answer-for-unit")
    .input(z.object({ requestIds: z.array(id).max(500).default([]) }))
    .query(async ({ ctx, input }) => {
      const side = sideFor(ctx.actor, ["receiving", "unit"]);
      const reached = await listRequests(ctx.sql, lookOf(ctx, side), input.requestIds);
      const routed = await routedRequests(
        ctx.sql,
        reached.map((one) => one.id),
      );
      const asked = [...routed.values()].map(({ discipline, reference }) => ({ discipline, reference }));
      const facts = await routingFacts(ctx.sql, ctx.actor, { now: ctx.now() });
      const administrators = await listAdministrators(ctx.sql, ctx.actor.agencyId);
      return {
        administrators,
        units: [...facts.units.values()].map((unit) => ({
          id: unit.id,
          name: unit.name,
          service: unit.service,
          serviceId: unit.serviceId,
          site: unit.site,
          largestGroup: unit.largestGroup,
          onPaper: unit.onPaper,
          routes: grouped(
            (asked.length > 0 ? asked : [{ discipline: "", reference: 0 }]).map((one) => ({ ...one, route: routeTo(facts, unit, one) })),
          ),
        })),
      };
    }),

  /**
   * Why a request is where it is: who it was given to, who would receive it now, and for one that stayed although its service hands requests
   * on by itself, why (« Pourquoi sur papier ? », 4.2.2, F-181, F-207). Null where there is nothing to say.
   */
  diagnose: allowed("request.answer-for-unit")
    .input(z.object({ requestId: id }))
    .query(async ({ ctx, input }) => {
      const [side = "receiving"] = sidesOf(ctx.actor);
      const [record] = await listRequests(ctx.sql, lookOf(ctx, side), [input.requestId]);
      if (!record) return refuse({ code: "not-found" });
      const { agencyId } = ctx.actor;
      const one = (await routedRequests(ctx.sql, [record.id])).get(record.id);
      if (!one) return null;
      const waits = record.status === "sent" || record.status === "reactivated";
      const unitId = waits ? unitOf(one) : record.destinationId;
      const facts = await routingFactsOf(ctx.sql, { agencyId, unitIds: unitId === null ? [] : [unitId], now: ctx.now() });
      const unit = facts.units.get(unitId ?? "");
      const route = unit ? routeTo(facts, unit, one) : null;
      const [asked] = one.unitContactId === null ? [] : await listCards(ctx.sql, agencyId, [one.unitContactId]);
      const answers = can(ctx.actor, "request.answer");
      return {
        status: record.status,
        unit: unit ? { id: unit.id, name: unit.name, onPaper: unit.onPaper } : null,
        /** Whom it was given to. */
        given:
          asked && !waits
            ? { id: asked.id, name: asked.name, email: asked.sharedEmail ?? asked.email, phone: asked.phone, chosen: one.unitContactChosen }
            : null,
        route,
        /** Stays with the coordinator although its service hands requests on. */
        stays:
          waits && one.redirects !== "no" ? staysBecause({ unit, route, large: unit ? tooLarge(record, unit) !== null : false }) : null,
        administrators: await listAdministrators(ctx.sql, agencyId),
        may: {
          toAccount: answers && record.status === "redirected-paper" && route?.how === "account",
          mend: answers && record.status === "redirected-paper",
        },
      };
    }),

  /** Whether, and where, a service hands on by itself what it is sent (T12, F-181). Answers what it was, so that it can be taken back. */
  setService: allowed("catalogue.see")
    .input(z.object({ serviceId: id, redirects: z.enum(["no", "asked", "unit"]), unitId: id.nullable() }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const place = await kept(tx, ctx.actor, input.serviceId);
        if (place.level !== "service" || place.agencyId !== ctx.actor.agencyId) return refuse({ code: "not-found" });
        const of = { agencyId: place.agencyId, serviceId: place.id };
        const before = await findServiceRouting(tx, of);
        const unitId = input.redirects === "unit" ? input.unitId : null;
        if (input.redirects === "unit" && unitId === null) return refuse({ code: "invalid", field: "unit", problem: { kind: "missing" } });
        const unit = unitId === null ? undefined : (await routingFacts(tx, ctx.actor, { now: ctx.now() })).units.get(unitId);
        if (unitId !== null && !unit) return refuse({ code: "not-found" });
        await saveServiceRouting(tx, { ...of, redirects: input.redirects, unitId });
        const facts = { service: place.name, redirects: input.redirects, unit: unit?.name ?? "" };
        const changed = before.redirects !== input.redirects || (before.unit?.id ?? null) !== unitId;
        const event: NewEvent = {
          kind: "routing.service-set",
          agencyIds: [place.agencyId],
          about: place.id,
          within: [place.agencyId],
          facts,
        };
        return { value: { undo: { redirects: before.redirects, unitId: before.unit?.id ?? null } }, events: changed ? [event] : [] };
      }),
    ),

  /** Puts a unit back in the system, or has it asked on paper on purpose. */
  setUnit: allowed("catalogue.see")
    .input(z.object({ unitId: id, isUser: z.boolean() }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const place = await kept(tx, ctx.actor, input.unitId);
        if (place.level !== "destination") return refuse({ code: "not-found" });
        if (place.isUser === input.isUser) return { value: undefined, events: [] };
        await saveUnitUser(tx, { agencyId: place.agencyId, unitId: place.id, isUser: input.isUser });
        const facts = { unit: place.name, isUser: input.isUser };
        const agencyIds = [...new Set([place.agencyId, ctx.actor.agencyId])];
        return { value: undefined, events: [{ kind: "routing.unit-set", agencyIds, about: place.id, within: [place.agencyId], facts }] };
      }),
    ),
});
