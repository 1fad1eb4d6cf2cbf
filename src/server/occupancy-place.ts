import { z } from "zod";
import type { Actor } from "#domain/access.ts";
import { day, daysBetween } from "#domain/dates.ts";
import { id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import type { Side } from "#domain/request.ts";

/** A year and a quarter: more is no picture any more. */
const longest = 460;

/** A period, and the part of the organisation that is looked at. */
export const placesAsked = z.object({ from: day, to: day, siteId: id.nullable().default(null), serviceId: id.nullable().default(null) });
export type PlacesAsked = z.infer<typeof placesAsked>;

export function checkPeriod({ from, to }: { from: string; to: string }): void {
  if (to < from || daysBetween(from, to) > longest) refuse({ code: "invalid", field: "to", problem: { kind: "end-before-start" } });
}

/** From where a role looks at its own places: a unit sees what it was asked, everybody else what the organisation was. */
export function sideOf(actor: Actor): Extract<Side, "receiving" | "unit"> {
  if (actor.agencyKind === "placing") return refuse({ code: "not-allowed" });
  return actor.kind === "destination-coordinator" ? "unit" : "receiving";
}
