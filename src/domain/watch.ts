import { z } from "zod";
import { can, type Actor } from "./access.ts";
import { bands } from "./capacity.ts";
import { daysBetween, day, type Day } from "./dates.ts";
import { id, type Id } from "./id.ts";
import { fold } from "./place.ts";
import { sidesOf } from "./request-seen.ts";
import { statuses, type Side } from "./request.ts";

/** Where: everywhere, or one place with all that lies under it. */
const where = z.object({ level: z.enum(["any", "territory", "agency", "site", "service", "destination"]), id: id.nullable() });
export type Where = z.infer<typeof where>;
export const anywhere: Where = { level: "any", id: null };

const discipline = z.string().trim().min(1).max(120).nullable();

/** So many free at once, at one unit, on every day between two that is among the weekdays. `band` null: in whichever shift. */
const room = z.object({
  kind: z.literal("room"),
  count: z.number().int().min(1).max(99),
  discipline,
  where,
  band: z.enum(bands).nullable(),
  weekdays: z.array(z.number().int().min(1).max(7)).min(1).max(7).nullable(),
  from: day,
  to: day,
});
export type RoomQuestion = z.infer<typeof room>;

/** A request of mine that comes to be so: each is told by itself. `late`: its answer is past due. */
const request = z.object({
  kind: z.literal("request"),
  statuses: z.array(z.enum([...statuses, "pending"])).max(statuses.length + 1),
  late: z.boolean(),
  agencyId: id.nullable(),
  programmeId: id.nullable(),
  courseId: id.nullable(),
  serviceId: id.nullable(),
  destinationId: id.nullable(),
  text: z.string().trim().max(120),
});
export type RequestQuestion = z.infer<typeof request>;

export const conflictWatched = ["any", "blocks", "over-allocated"] as const;
/** A sheet of mine that comes to have conflicts: any, what blocks, or more students than a place holds. */
const conflict = z.object({
  kind: z.literal("conflict"),
  which: z.enum(conflictWatched),
  programmeId: id.nullable(),
  worksheetId: id.nullable(),
});
export type ConflictQuestion = z.infer<typeof conflict>;

/** A unit of the catalogue that opens, or a place of which something changes. */
const place = z.object({ kind: z.literal("place"), on: z.enum(["opens", "changes"]), discipline, where });
export type PlaceQuestion = z.infer<typeof place>;

export const question = z.discriminatedUnion("kind", [room, request, conflict, place]);
export type Question = z.infer<typeof question>;
export type WatchKind = Question["kind"];
export const watchKinds = ["room", "request", "conflict", "place"] as const satisfies WatchKind[];

/** What may be asked by whom: the same as to look for oneself. */
export const mayWatch = (actor: Pick<Actor, "kind" | "withNames" | "agencyKind">, kind: WatchKind): boolean => {
  switch (kind) {
    case "room":
      return can(actor, "worksheet.see") || can(actor, "occupancy.see");
    case "request":
      return can(actor, "request.see");
    case "conflict":
      return can(actor, "assignment.see") && actor.agencyKind !== "receiving";
    case "place":
      return can(actor, "catalogue.see");
  }
};

/** Who plans asks the whole catalogue how many places are free; who receives asks her own organisation. */
export const roomEverywhere = (actor: Actor): boolean => can(actor, "worksheet.see") && actor.agencyKind !== "receiving";

/** The longest period that is looked at, in days. */
export const longestPeriod = 731;

export interface QuestionProblem {
  field: string;
  problem: { kind: "end-before-start" } | { kind: "in-the-past" } | { kind: "too-far" } | { kind: "missing" };
}

/** What keeps a question from being asked; null when it can be. `endsOn`: the last day its owner wants to be told. */
export function questionProblem(of: Question, endsOn: Day | null, today: Day): QuestionProblem | null {
  if (endsOn !== null && endsOn < today) return { field: "endsOn", problem: { kind: "in-the-past" } };
  if (of.kind === "room") {
    if (of.to < of.from) return { field: "to", problem: { kind: "end-before-start" } };
    if (of.to < today) return { field: "to", problem: { kind: "in-the-past" } };
    if (daysBetween(of.from, of.to) > longestPeriod) return { field: "to", problem: { kind: "too-far" } };
  }
  if ((of.kind === "room" || of.kind === "place") && (of.where.level === "any") !== (of.where.id === null))
    return { field: "where", problem: { kind: "missing" } };
  // every unit of the catalogue changes all the time
  if (of.kind === "place" && of.on === "changes" && of.where.id === null) return { field: "where", problem: { kind: "missing" } };
  if (of.kind === "request" && of.statuses.length === 0 && !of.late) return { field: "statuses", problem: { kind: "missing" } };
  return null;
}

const key = (level: string, of: Id): string => `${level}:${of}`;
/** The key of what a question narrows itself to most: what an event must touch for it to be asked again. */
export function facetOf(of: Question, agencyId: Id): string {
  switch (of.kind) {
    case "room":
    case "place":
      return of.where.id === null ? "any" : key(of.where.level, of.where.id);
    case "request": {
      const { destinationId, serviceId, courseId, programmeId } = of;
      const [level, narrowest] =
        destinationId !== null
          ? (["destination", destinationId] as const)
          : serviceId !== null
            ? (["service", serviceId] as const)
            : courseId !== null
              ? (["course", courseId] as const)
              : programmeId !== null
                ? (["programme", programmeId] as const)
                : (["own", agencyId] as const);
      return key(level, narrowest);
    }
    case "conflict":
      return of.worksheetId !== null
        ? key("sheet", of.worksheetId)
        : of.programmeId !== null
          ? key("programme", of.programmeId)
          : key("own", agencyId);
  }
}

/** A unit as questions find it. */
export interface UnitPlace {
  territoryId: Id;
  agencyId: Id;
  siteId: Id;
  serviceId: Id;
  destinationId: Id;
}
/** Every facet under which a question about a unit may stand. */
export const facetsOfUnit = (of: UnitPlace): string[] => [
  "any",
  key("territory", of.territoryId),
  key("agency", of.agencyId),
  key("site", of.siteId),
  key("service", of.serviceId),
  key("destination", of.destinationId),
];

/** What is studied, as it is compared; null: whatever it is. */
export const disciplineKey = (of: Question): string | null =>
  (of.kind === "room" || of.kind === "place") && of.discipline !== null ? fold(of.discipline) : null;

/** The side a role's requests are looked at from; an observer of an organisation on both sides is told of what it sends. */
export const watchSide = (actor: Actor): Side => sidesOf(actor)[0] ?? "placing";

/** The days a question speaks of: within them its answer changes with the date alone. */
export const daysAsked = (of: Question): { from: Day | null; to: Day | null } =>
  of.kind === "room" ? { from: of.from, to: of.to } : { from: null, to: null };

export type WatchState = "on" | "paused" | "over";
export const stateOf = (of: { pausedAt: string | null; endsOn: Day | null; toDay: Day | null }, today: Day): WatchState =>
  (of.endsOn !== null && of.endsOn < today) || (of.toDay !== null && of.toDay < today) ? "over" : of.pausedAt !== null ? "paused" : "on";
