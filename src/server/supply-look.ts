import { z } from "zod";
import type { Actor } from "#domain/access.ts";
import { bands, capacityDays, type CapacityDays } from "#domain/capacity.ts";
import { closuresAt } from "#domain/closure.ts";
import { addDays, day, daysBetween, type Day } from "#domain/dates.ts";
import { id, type Id } from "#domain/id.ts";
import { countUnits, unitKey, type Series } from "#domain/occupancy.ts";
import { refuse } from "#domain/refusal.ts";
import { weeksFrom, weekSpans, type SupplyPlace, type SupplyTimes, type SupplyWeeks, weeksOf } from "#domain/supply.ts";
import { listLinesOfUnits } from "#db/capacity.ts";
import { listClosures } from "#db/closure.ts";
import { listPrepared, listReceived, listReceiving, listSupplyUnits, listTaken, type SupplyUnit, type SupplyWhere } from "#db/supply.ts";
import type { ActorContext } from "./request-move.ts";

/** Rows of a picture: who has more to look at narrows it. */
export const mostPlaces = 400;

export const supplyAsked = z.object({
  /** For a role that stands on both sides; else its own. */
  side: z.enum(["placing", "receiving"]).optional(),
  /** A day of the first week. */
  on: day,
  weeks: z.union(weekSpans.map((span) => z.literal(span))).default(26),
  shift: z.union([z.literal("all"), z.enum(bands)]).default("all"),
  /** 1 Monday to 7 Sunday; null: every day. */
  weekdays: z.array(z.number().int().min(1).max(7)).min(1).max(7).nullable().default(null),
  discipline: z.string().trim().min(1).max(120).nullable().default(null),
  /** One organisation, for a school; what its agreements cover alone, where it has any. */
  agencyId: id.nullable().default(null),
  agreed: z.boolean().default(true),
  siteId: id.nullable().default(null),
  /** One school, for who receives. */
  schoolId: id.nullable().default(null),
  text: z.string().trim().max(120).default(""),
  /** These places alone, of those the rest would show: what is looked at again after a change. */
  placeIds: z.array(id).max(60).nullable().default(null),
});
export type SupplyAsked = z.infer<typeof supplyAsked>;

export type SupplySide = "placing" | "receiving" | "unit";

/** From where a role looks: a school over the catalogue, who receives over its own places, a unit over what it was asked. */
export function supplySide(actor: Actor, wanted: SupplyAsked["side"]): SupplySide {
  if (actor.kind === "destination-coordinator") return "unit";
  if (actor.kind === "receiving-coordinator") return "receiving";
  if (actor.kind === "placing-coordinator") return "placing";
  return actor.agencyKind === "both" ? (wanted ?? "placing") : actor.agencyKind;
}

/** A row of the picture. */
export interface SupplyRow extends SupplyPlace {
  largestGroup: number | null;
  weeks: SupplyWeeks;
}

interface Counted {
  series: Map<string, Series>;
  own: Map<string, Series> | null;
}

const seriesOf = (all: Parameters<typeof countUnits>[0], period: { from: Day; to: Day }): Map<string, Series> =>
  new Map(countUnits(all, period).map((unit) => [unitKey(unit), unit.series]));

/** Who is at the places, as the side may know (R501, R503). */
export async function countAt(ctx: ActorContext, of: SupplyWhere & { side: SupplySide; schoolId: Id | null }): Promise<Counted> {
  if (of.side === "placing") {
    const [{ own, others }, prepared] = await Promise.all([
      listTaken(ctx.sql, ctx.actor, of),
      listPrepared(ctx.sql, ctx.actor, { ...of, now: ctx.now() }),
    ]);
    return { series: seriesOf([...own, ...others, ...prepared], of), own: seriesOf(own, of) };
  }
  const { side } = of;
  const [received, prepared] = await Promise.all([
    listReceived(ctx.sql, ctx.actor, { ...of, side }),
    // a unit is told of what it was asked, and of one school alone nothing is told that it has not sent
    side === "unit" || of.schoolId !== null ? [] : listPrepared(ctx.sql, ctx.actor, { ...of, now: ctx.now() }),
  ]);
  return { series: seriesOf([...received, ...prepared], of), own: null };
}

/** Organisations whose catalogue is looked at; null: all of them. */
async function agenciesOf(ctx: ActorContext, input: SupplyAsked, of: { side: SupplySide; from: Day; to: Day }): Promise<Id[] | null> {
  if (of.side !== "placing") return [ctx.actor.agencyId];
  if (input.agencyId !== null) return [input.agencyId];
  if (!input.agreed) return null;
  const agreed = (await listReceiving(ctx.sql, ctx.actor, of)).filter((one) => one.agreed);
  // a school without any agreement plans over the whole catalogue
  return agreed.length === 0 ? null : agreed.map((one) => one.id);
}

/** How many each place takes day by day, in each shift; null: nobody has said, for what has no unit. */
export async function roomAt(
  ctx: ActorContext,
  units: readonly SupplyUnit[],
  of: { from: Day; to: Day; discipline: string | null },
): Promise<(unit: SupplyUnit) => CapacityDays> {
  const [found, closures] = await Promise.all([
    listLinesOfUnits(
      ctx.sql,
      ctx.actor,
      units.flatMap(({ destinationId }) => destinationId ?? []),
    ),
    listClosures(ctx.sql, ctx.actor, of),
  ]);
  const lines = Map.groupBy(found, ({ destinationId }) => destinationId);
  const days = Array.from({ length: daysBetween(of.from, of.to) + 1 }, (_day, at) => addDays(of.from, at));
  return (unit) => {
    const own = { lines: lines.get(unit.destinationId ?? "") ?? [], closures: closuresAt(closures, unit) };
    return capacityDays(unit, own, { days, discipline: of.discipline });
  };
}

/** The places asked for with who is there week by week, in order. */
export async function lookAtSupply(
  ctx: ActorContext,
  input: SupplyAsked,
): Promise<{ side: SupplySide; from: Day; to: Day; rows: SupplyRow[]; more: boolean }> {
  const side = supplySide(ctx.actor, input.side);
  if (side !== "receiving" && input.schoolId !== null) refuse({ code: "not-allowed" });
  const period = weeksFrom(input.on, input.weeks);
  const agencyIds = await agenciesOf(ctx, input, { side, ...period });
  const found = await listSupplyUnits(ctx.sql, ctx.actor, {
    ...input,
    ...period,
    agencyIds,
    own: side !== "placing",
    most: mostPlaces + 1,
  });
  const units = found.slice(0, mostPlaces);
  const services = new Map(units.map((unit) => [unit.serviceId, unit]));
  const where: SupplyWhere = {
    ...period,
    agencyIds: [...new Set(units.map((unit) => unit.agencyId))],
    destinationIds: units.flatMap(({ destinationId }) => destinationId ?? []),
    // one unit looked at again says nothing of its service
    serviceIds: [...services.keys()].filter(
      (serviceId) =>
        input.placeIds === null ||
        input.placeIds.includes(serviceId) ||
        units.some((unit) => unit.serviceId === serviceId && unit.destinationId === null),
    ),
  };
  const [counted, room] = await Promise.all([
    countAt(ctx, { ...where, side, schoolId: input.schoolId }),
    roomAt(ctx, units, { ...period, discipline: input.discipline }),
  ]);
  const times: SupplyTimes = input;
  const rowOf = (unit: SupplyUnit): SupplyRow => {
    const { capacity: _capacity, ...place } = unit;
    const key = unitKey(unit);
    const own = counted.own === null ? null : (counted.own.get(key) ?? {});
    // what a service has not given a unit yet takes room nobody can tell, and is closed with its service
    const weeks = weeksOf(counted.series.get(key) ?? {}, { capacity: room(unit), own, weeks: input.weeks, times });
    return { ...place, weeks };
  };
  const rows = units.flatMap((unit, at): SupplyRow[] => {
    const last = units[at + 1]?.serviceId !== unit.serviceId;
    const service = services.get(unit.serviceId);
    const unplaced = unitKey({ destinationId: null, serviceId: unit.serviceId });
    return last && unit.destinationId !== null && service && counted.series.has(unplaced)
      ? [rowOf(unit), rowOf({ ...service, destinationId: null, name: "", disciplines: [], capacity: null, largestGroup: null })]
      : [rowOf(unit)];
  });
  return { side, ...period, rows, more: found.length > mostPlaces };
}
