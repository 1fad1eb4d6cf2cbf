import { z } from "zod";
import { bands, capacityDays } from "#domain/capacity.ts";
import { closuresAt } from "#domain/closure.ts";
import { addDays, dayIn, daysBetween } from "#domain/dates.ts";
import { unitRow, utilisationOf, type View } from "#domain/occupancy-picture.ts";
import { categoryOf, noCounts, summaryLines, type SummaryUnit } from "#domain/occupancy-summary.ts";
import { countUnits, layers, unitKey } from "#domain/occupancy.ts";
import { listLinesOfUnits } from "#db/capacity.ts";
import { listClosures } from "#db/closure.ts";
import { countByPlace, listOccupancyUnits, listPresences } from "#db/occupancy.ts";
import type { ActorContext } from "./request-move.ts";
import { checkPeriod, placesAsked, sideOf, type PlacesAsked } from "./occupancy-place.ts";
import { summaryCsv, summaryXlsx } from "./occupancy-file.ts";
import { allowed } from "./trpc.ts";

const summaryAsked = placesAsked.extend({ shift: z.union([z.literal("all"), z.enum(bands)]).default("all") });

/** Requests by place and status, and how much of the room they use, of a period (F-196, F-197). */
async function summarise(ctx: ActorContext, input: PlacesAsked & { shift: View["shift"] }): Promise<SummaryUnit[]> {
  checkPeriod(input);
  const side = sideOf(ctx.actor);
  const asked = { ...input, destinationIds: null };
  const [units, counted, presences, closures] = await Promise.all([
    listOccupancyUnits(ctx.sql, ctx.actor, input),
    countByPlace(ctx.sql, ctx.actor, { side, asked }),
    listPresences(ctx.sql, ctx.actor, { side, asked }),
    listClosures(ctx.sql, ctx.actor, input),
  ]);
  const ids = units.flatMap(({ destinationId }) => destinationId ?? []);
  const lines = Map.groupBy(await listLinesOfUnits(ctx.sql, ctx.actor, ids), ({ destinationId }) => destinationId);
  const series = new Map(countUnits(presences, input).map((unit) => [unitKey(unit), unit.series]));
  const byPlace = Map.groupBy(counted, unitKey);
  const days = Array.from({ length: daysBetween(input.from, input.to) + 1 }, (_day, index) => addDays(input.from, index));
  const view: View = { shift: input.shift, layers: new Set(layers) };
  const services = new Map(units.map((unit) => [unit.serviceId, unit]));
  const unplaced = [...services.values()]
    .filter(({ serviceId }) => byPlace.has(unitKey({ destinationId: null, serviceId })))
    .map((unit) => ({ ...unit, destinationId: null, name: "" }));
  const open = units.filter(({ destinationId }) => destinationId !== null);
  return [...services.keys()]
    .flatMap((serviceId) => [...open, ...unplaced].filter((unit) => unit.serviceId === serviceId))
    .map((unit) => {
      const key = unitKey(unit);
      const counts = noCounts();
      for (const { status, requests, students } of byPlace.get(key) ?? []) {
        const category = categoryOf(status);
        if (!category) continue;
        counts[category].requests += requests;
        counts[category].students += students;
      }
      const at = { lines: lines.get(unit.destinationId ?? "") ?? [], closures: closuresAt(closures, unit) };
      const capacity = unit.destinationId === null ? null : capacityDays(unit, at, { days, discipline: null });
      const { siteId, site, service, destinationId, name } = unit;
      const used = utilisationOf(unitRow(series.get(key) ?? {}, capacity, days.length), days.length, view);
      return { siteId, site, serviceId: unit.serviceId, service, destinationId, name, counts, ...used };
    });
}

export const summaryProcedures = {
  summary: allowed("occupancy.see")
    .input(summaryAsked)
    .query(({ ctx, input }) => summarise(ctx, input)),

  /** The same as a file: CSV as French Excel opens it, or a workbook. */
  summaryFile: allowed("occupancy.see")
    .input(summaryAsked.extend({ format: z.enum(["csv", "xlsx"]), language: z.enum(["fr", "en"]) }))
    .mutation(async ({ ctx, input }): Promise<{ fileName: string; text: string } | { fileName: string; base64: string }> => {
      const of = {
        lines: summaryLines(await summarise(ctx, input)),
        language: input.language,
        from: input.from,
        to: input.to,
        on: dayIn(ctx.now()),
      };
      return input.format === "csv" ? summaryCsv(of) : summaryXlsx(of);
    }),
};
