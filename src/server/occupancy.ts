import { z } from "zod";
import { can } from "#domain/access.ts";
import { bands } from "#domain/capacity.ts";
import { id } from "#domain/id.ts";
import { countUnits, dayNumber, eachPresence, type Presences } from "#domain/occupancy.ts";
import { refuse } from "#domain/refusal.ts";
import { seenAs } from "#domain/request-seen.ts";
import { listLinesOfUnits } from "#db/capacity.ts";
import { listClosures } from "#db/closure.ts";
import {
  listGhosts,
  listOccupancyUnits,
  listPresences,
  listPresentNames,
  listPresentRequests,
  type OccupancyAsked,
} from "#db/occupancy.ts";
import { listRequests } from "#db/request.ts";
import { settleIntents } from "./intent.ts";
import { lookOf, type ActorContext } from "./request-move.ts";
import { checkPeriod, placesAsked, sideOf } from "./occupancy-place.ts";
import { summaryProcedures } from "./occupancy-summary.ts";
import { allowed, router } from "./trpc.ts";

/** Of one cell; who has more than that asks a shorter time. */
const mostThere = 100;

/** What schools prepare is the organisation's to see, not a unit's that was not asked yet. */
function ghostsOf(ctx: Pick<ActorContext, "sql" | "actor" | "now">, asked: OccupancyAsked): Promise<Presences[]> {
  if (sideOf(ctx.actor) === "unit") return Promise.resolve([]);
  return listGhosts(ctx.sql, ctx.actor, { now: ctx.now(), asked });
}

export const occupancyRouter = router({
  /** The picture: units in order, who is there day by day, what each takes; counts alone (F-194). */
  grid: allowed("occupancy.see")
    .input(placesAsked)
    .query(async ({ ctx, input }) => {
      checkPeriod(input);
      const side = sideOf(ctx.actor);
      await settleIntents(ctx);
      const asked = { ...input, destinationIds: null };
      const [units, presences, ghosts, closures] = await Promise.all([
        listOccupancyUnits(ctx.sql, ctx.actor, input),
        listPresences(ctx.sql, ctx.actor, { side, asked }),
        ghostsOf(ctx, asked),
        listClosures(ctx.sql, ctx.actor, input),
      ]);
      const lines = await listLinesOfUnits(
        ctx.sql,
        ctx.actor,
        units.flatMap(({ destinationId }) => destinationId ?? []),
      );
      const own = new Set(units.flatMap((unit) => [unit.siteId, unit.serviceId, unit.destinationId ?? ""]));
      return {
        from: input.from,
        to: input.to,
        units,
        counts: countUnits([...presences, ...ghosts], input),
        lines,
        closures: closures.filter((one) => own.has(one.siteId ?? one.serviceId ?? one.destinationId ?? "")),
        /** A unit is told of what it was asked; what is being prepared is not its business. */
        ghosts: side === "receiving",
        may: { open: can(ctx.actor, "request.see") },
      };
    }),

  /** Sites and services of the viewer, to narrow the picture to. */
  places: allowed("occupancy.see").query(async ({ ctx }) => {
    sideOf(ctx.actor);
    const units = await listOccupancyUnits(ctx.sql, ctx.actor, { siteId: null, serviceId: null, from: "9999-12-31" });
    const services = [...new Map(units.map((unit) => [unit.serviceId, unit])).values()];
    return services.map(({ siteId, site, serviceId, service }) => ({
      siteId,
      site,
      serviceId,
      service,
      units: units
        .filter((unit) => unit.serviceId === serviceId)
        .flatMap(({ destinationId, name }) => (destinationId ? [{ destinationId, name }] : [])),
    }));
  }),

  /**
   * Who is at a unit, a service or a site between two days, in a shift or any: requests as this role is shown them, and names of the
   * confirmed to who may read names. What schools prepare stays a number.
   */
  there: allowed("occupancy.see")
    .input(
      placesAsked.extend({
        /** Null with `unplaced`: what the service has not given a unit yet. */
        destinationId: id.nullable(),
        unplaced: z.boolean().default(false),
        band: z.enum(bands).nullable(),
      }),
    )
    .query(async ({ ctx, input }) => {
      checkPeriod(input);
      if (!can(ctx.actor, "request.see")) refuse({ code: "not-allowed" });
      const { destinationId, unplaced, band } = input;
      const asked = { ...input, destinationIds: destinationId === null ? null : [destinationId] };
      const side = sideOf(ctx.actor);
      const [presences, ghosts] = await Promise.all([listPresentRequests(ctx.sql, ctx.actor, { side, asked }), ghostsOf(ctx, asked)]);
      const between = { first: dayNumber(input.from), last: dayNumber(input.to) };
      const daysOf = (one: Presences): number => {
        if (unplaced && one.destinationId !== null) return 0;
        const days = new Set<number>();
        eachPresence(one.schedule, between, (on, slot) => {
          if (band === null || slot === band || slot === "any") days.add(on);
        });
        return days.size;
      };
      const there = presences.map((one) => ({ id: one.id, days: daysOf(one) })).filter(({ days }) => days > 0);
      const shown = there.slice(0, mostThere);
      const look = lookOf(ctx, side);
      const [records, names] = await Promise.all([
        listRequests(
          ctx.sql,
          look,
          shown.map(({ id: one }) => one),
        ),
        ctx.actor.withNames
          ? listPresentNames(
              ctx.sql,
              ctx.actor,
              shown.map(({ id: one }) => one),
            )
          : [],
      ]);
      const days = new Map(shown.map((one) => [one.id, one.days]));
      const byRequest = Map.groupBy(names, ({ requestId }) => requestId);
      return {
        requests: records.flatMap((record) => {
          const seen = seenAs(record, ctx.actor, side);
          if (!seen) return [];
          const { id: requestId, reference, status, school, course, place, sizeHere, schedule } = seen;
          const students = status === "confirmed" ? (byRequest.get(requestId) ?? []).map(({ name }) => name) : [];
          return [
            { id: requestId, reference, status, school, course, place, size: sizeHere, schedule, days: days.get(requestId) ?? 0, students },
          ];
        }),
        more: there.length - shown.length,
        ghosts: ghosts.reduce((sum, one) => sum + (daysOf(one) > 0 ? one.size : 0), 0),
      };
    }),

  ...summaryProcedures,
});
