import { z } from "zod";
import { lineIds, lineProblem, lineShape, maySayCapacity, type CapacityLine } from "#domain/capacity.ts";
import { id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { endLines, findEnding, insertLines, listLinesOf } from "#db/capacity.ts";
import { findPlace, listCatalogueReaders, type PlaceDetail } from "#db/catalogue.ts";
import { act } from "./act.ts";
import { keptOf } from "./catalogue-place.ts";
import type { ActorContext } from "./request-move.ts";
import { allowed, router } from "./trpc.ts";

/** Lines that are shown of a unit, those ended long ago left out. */
const mostShown = 200;

const unitOf = (place: PlaceDetail | undefined): PlaceDetail => (place?.level === "destination" ? place : refuse({ code: "not-found" }));

async function writable(ctx: Pick<ActorContext, "sql" | "actor">, destinationId: string): Promise<PlaceDetail> {
  const place = unitOf(await findPlace(ctx.sql, ctx.actor, destinationId));
  return maySayCapacity(ctx.actor, keptOf(place)) ? place : refuse({ code: "not-allowed" });
}

export const capacityRouter = router({
  /** What a unit takes: its lines in force, those that were, and what the catalogue says where none holds (F-195). */
  list: allowed("catalogue.see")
    .input(z.object({ destinationId: id }))
    .query(async ({ ctx, input }) => {
      const place = unitOf(await findPlace(ctx.sql, ctx.actor, input.destinationId));
      const lines = await listLinesOf(ctx.sql, ctx.actor, { agencyId: place.agencyId, destinationId: place.id, most: mostShown });
      return {
        capacity: place.capacity,
        largestGroup: place.largestGroup,
        disciplines: place.disciplines,
        lines: lines.filter(({ endedAt }) => endedAt === null),
        ended: lines.filter(({ endedAt }) => endedAt !== null),
        may: { write: place.retiredOn === null && maySayCapacity(ctx.actor, keptOf(place)) },
      };
    }),

  /**
   * Ends lines and writes others in their place, in one go; the same undoes it, with what it answers. Refused as `stale` when one of them
   * was ended meanwhile by somebody else.
   */
  write: allowed("catalogue.see")
    .input(z.object({ destinationId: id, lines: z.array(lineShape).max(40), ends: lineIds }))
    .mutation(async ({ ctx, input }) => {
      await writable(ctx, input.destinationId);
      for (const line of input.lines) {
        const problem = lineProblem(line);
        if (problem === "period") refuse({ code: "invalid", field: "to", problem: { kind: "end-before-start" } });
        if (problem === "shift-code")
          refuse({ code: "invalid", field: "shiftCode", problem: { kind: "not-a-time", text: line.shiftCode ?? "" } });
        if (problem !== null) refuse({ code: "invalid", field: "startTime", problem: { kind: "missing" } });
      }
      return act(ctx, async (tx) => {
        const place = unitOf(await findPlace(tx, ctx.actor, input.destinationId));
        const of = {
          agencyId: place.agencyId,
          destinationId: place.id,
          by: ctx.actor.name,
          byAgency: ctx.actor.agencyId,
          at: ctx.now(),
        };
        const ended: CapacityLine[] = await endLines(tx, of, input.ends);
        if (ended.length !== new Set(input.ends).size) {
          const gone = input.ends.find((one) => !ended.some((line) => line.id === one)) ?? "";
          const by = await findEnding(tx, ctx.actor, { agencyId: place.agencyId, id: gone });
          refuse(by ? { code: "stale", ...by } : { code: "not-found" });
        }
        const added = await insertLines(tx, of, input.lines);
        const event = {
          kind: "capacity.changed" as const,
          // who plans over the catalogue plans over what it takes
          agencyIds: [...new Set([...(await listCatalogueReaders(tx)), place.agencyId])],
          about: place.id,
          within: [place.agencyId, place.siteId ?? "", place.serviceId ?? ""],
          facts: { place: place.name, written: added.length, ended: ended.length },
        };
        return { value: { added, ended }, events: added.length + ended.length > 0 ? [event] : [] };
      });
    }),
});
