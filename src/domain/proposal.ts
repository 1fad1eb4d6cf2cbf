import { z } from "zod";
import { day, time } from "./dates.ts";
import { id, type Id } from "./id.ts";
import type { Problem, Refusal } from "./refusal.ts";
import { isOpen, statusSeenBy, type Request, type Side, type Status } from "./request.ts";
import { inside, type Schedule } from "./schedule.ts";

/**
 * What can be proposed of a request, point by point: each can be taken without the others (ours: two-sided negotiation on one request,
 * instead of a decline and a new request).
 */
export const points = ["dates", "days", "hours", "size", "unit"] as const;
export type Point = (typeof points)[number];

export const terms = z
  .object({
    dates: z.object({ startsOn: day, endsOn: day }),
    /** ISO weekdays; null: various. */
    days: z.array(z.number().int().min(1).max(7)).nullable(),
    hours: z.object({ startTime: time.nullable(), endTime: time.nullable(), shiftCode: z.string().trim().max(10).nullable() }),
    size: z.number().int(),
    /** Another unit of the organisation that was asked; null names leave it to the organisation. */
    unit: z.object({ siteId: id, serviceId: id, destinationId: id.nullable() }),
  })
  .partial();
export type Terms = z.infer<typeof terms>;

/** The two who agree: a unit speaks for its organisation. */
export type Party = "placing" | "receiving";
export const partyOf = (side: Side): Party => (side === "placing" ? "placing" : "receiving");

export interface Proposal {
  id: Id;
  requestId: Id;
  number: number;
  side: Party;
  terms: Terms;
  base: Terms;
  accepts: boolean;
  outcome: "accepted" | "partly" | "declined" | "withdrawn" | "replaced" | null;
}

/** What a request says now of every point. */
export function termsOf(of: Pick<Request, "schedule" | "size" | "siteId" | "serviceId" | "destinationId">): Required<Terms> {
  const { schedule, size, siteId, serviceId, destinationId } = of;
  return {
    dates: { startsOn: schedule.startsOn, endsOn: schedule.endsOn },
    days: schedule.weekdays,
    hours: { startTime: schedule.startTime, endTime: schedule.endTime, shiftCode: schedule.shiftCode },
    size,
    unit: { siteId: siteId ?? "", serviceId: serviceId ?? "", destinationId },
  };
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The points whose proposed value is not what the request says. */
export const changedPoints = (proposed: Terms, now: Required<Terms>): Point[] =>
  points.filter((point) => proposed[point] !== undefined && !same(ordered(point, proposed), ordered(point, now)));

/** Values of a point in one order, so that two ways to write the same are the same. */
function ordered(point: Point, of: Terms): unknown {
  const value = of[point];
  if (point === "days") return Array.isArray(value) ? [...value].toSorted((one, other) => one - other) : value;
  if (point === "hours" && of.hours) return [of.hours.startTime, of.hours.endTime, of.hours.shiftCode];
  if (point === "unit" && of.unit) return [of.unit.siteId, of.unit.serviceId, of.unit.destinationId];
  if (point === "dates" && of.dates) return [of.dates.startsOn, of.dates.endsOn];
  return value;
}

/** Asked for and not agreed on for good: before that it is edited, after that it is postponed or cancelled. */
const negotiable: readonly Status[] = [
  "sent",
  "sent-paper",
  "reactivated",
  "redirected",
  "redirected-paper",
  "redirected-auto",
  "accepted-by-unit",
  "declined-by-unit",
  "accepted",
];
export const mayPropose = (of: Pick<Request, "status">): boolean => negotiable.includes(of.status);

/** What a proposal is judged by, besides the request. */
export interface ProposalFacts {
  course: { startsOn: string; endsOn: string };
  /** The largest group of the unit proposed, else of the request's own; null: any. */
  largestGroup: number | null;
  /** The proposed unit is an open one of the organisation that was asked. */
  unitKnown: boolean;
}

type Judged = { ok: true; terms: Terms; base: Terms } | { ok: false; refusal: Refusal };
const invalid = (field: Point, problem: Problem): Judged => ({ ok: false, refusal: { code: "invalid", field, problem } });

/** Judges what is proposed; the answer holds the points that differ, with what each is now. */
export function judgeProposal(request: Request, proposed: Terms, of: { side: Side; facts: ProposalFacts; byLink?: boolean }): Judged {
  const { side, facts } = of;
  // What was sent on paper is seen by who got the link to answer it, and by nobody else over there.
  const seen =
    side === "placing" || statusSeenBy(request.status, side) !== "hidden" || (of.byLink === true && request.status === "sent-paper");
  if (!mayPropose(request) || !seen)
    return { ok: false, refusal: { code: "move-not-possible", move: "propose", status: statusSeenBy(request.status, side) } };
  const now = termsOf(request);
  const changed = changedPoints(proposed, now);
  if (changed.length === 0) return { ok: false, refusal: { code: "nothing-proposed" } };
  const { dates, days, hours, size, unit } = proposed;
  if (dates && dates.endsOn < dates.startsOn) return invalid("dates", { kind: "end-before-start" });
  if (dates && changed.includes("dates") && !inside(dates, facts.course))
    return invalid("dates", { kind: "outside-course", ...facts.course });
  if (days && days.length === 0) return invalid("days", { kind: "missing" });
  if (hours && (hours.startTime === null) !== (hours.endTime === null)) return invalid("hours", { kind: "one-time-only" });
  if (size !== undefined && size < 1) return invalid("size", { kind: "not-positive" });
  if (size !== undefined && request.kind === "individual" && size > 1) return invalid("size", { kind: "size-one-only" });
  const most = facts.largestGroup;
  if (request.kind === "group" && most !== null && (changed.includes("size") || changed.includes("unit")) && (size ?? request.size) > most)
    return invalid("size", { kind: "group-too-large", most, text: String(size ?? request.size) });
  if (unit && changed.includes("unit") && !facts.unitKnown) return { ok: false, refusal: { code: "not-found" } };
  const pick = (from: Terms): Terms => Object.fromEntries(changed.map((point) => [point, from[point]]));
  return { ok: true, terms: pick(proposed), base: pick(now) };
}

/** What taking some points of a proposal makes of the request. */
export interface TermsPatch {
  schedule?: Schedule;
  size?: number;
  siteId?: Id;
  serviceId?: Id;
  destinationId?: Id | null;
}

/**
 * Takes points of a proposal. Refused when the request says something else since of one of them: nobody agrees to what she did not read.
 */
export function takePoints(
  request: Request,
  proposal: Pick<Proposal, "terms" | "base">,
  taken: readonly Point[],
): { ok: true; patch: TermsPatch; outcome: "accepted" | "partly" | "declined" } | { ok: false; refusal: Refusal } {
  const offered = points.filter((point) => proposal.terms[point] !== undefined);
  if (taken.some((point) => !offered.includes(point))) return { ok: false, refusal: { code: "not-found" } };
  const now = termsOf(request);
  const moved = changedPoints(proposal.base, now).filter((point) => taken.includes(point));
  if (moved.length > 0) return { ok: false, refusal: { code: "proposal-outdated" } };
  const { dates, days, hours, size, unit } = proposal.terms;
  const has = (point: Point): boolean => taken.includes(point);
  const patch: TermsPatch = {};
  if (has("dates") || has("days") || has("hours")) {
    patch.schedule = {
      ...request.schedule,
      ...(has("dates") && dates ? dates : {}),
      ...(has("days") && days !== undefined ? { weekdays: days } : {}),
      ...(has("hours") && hours ? hours : {}),
    };
    // Blocks are parts of the dates: those outside the new ones go, those across are cut.
    const { startsOn, endsOn } = patch.schedule;
    patch.schedule.blocks = request.schedule.blocks
      .filter((block) => block.to >= startsOn && block.from <= endsOn)
      .map((block) => ({ from: block.from < startsOn ? startsOn : block.from, to: block.to > endsOn ? endsOn : block.to }));
  }
  if (has("size") && size !== undefined) patch.size = size;
  if (has("unit") && unit) Object.assign(patch, unit);
  return { ok: true, patch, outcome: taken.length === 0 ? "declined" : taken.length === offered.length ? "accepted" : "partly" };
}

/** Whether taking all of it makes the place an accepted one: who receives said so, and has not answered yet. */
export const agreesNow = (request: Pick<Request, "status">, proposal: Pick<Proposal, "accepts">, outcome: string): boolean =>
  proposal.accepts && outcome === "accepted" && isOpen(request.status) && request.status !== "accepted" && request.status !== "confirmed";
