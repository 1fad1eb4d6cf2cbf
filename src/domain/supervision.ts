import { z } from "zod";
import type { RoleKind } from "./access.ts";
import { addDays, daysBetween, type Day } from "./dates.ts";
import type { Id } from "./id.ts";
import { isAccepted, isDraft, isOpen, statusSeenBy, type Side, type Status } from "./request.ts";
import { firstOverlap, hoursBetween, presencesOf, type Schedule, type Shift } from "./schedule.ts";

/** A supervisor goes with one student at a time; a site instructor leads a group in place of the school's, or beside him (1.1). */
export const parts = ["supervisor", "site-instructor"] as const;
export type Part = (typeof parts)[number];
export const part = z.enum(parts);

/** Dates of one's own, or null: the placement's, wherever they move. Hours null: nobody said. */
export interface Span {
  startsOn: Day | null;
  endsOn: Day | null;
  hours: number | null;
}
export interface Supervision extends Span {
  id: Id;
  personId: Id;
  part: Part;
  version: number;
}

/** The days a supervision lasts on a placement. */
export const datesOf = (of: Pick<Span, "startsOn" | "endsOn">, placement: { startsOn: Day; endsOn: Day }) => ({
  startsOn: of.startsOn ?? placement.startsOn,
  endsOn: of.endsOn ?? placement.endsOn,
});

/** True when her dates no longer lie inside the placement's, which were changed after she was named. */
export const isOutside = (of: Pick<Span, "startsOn" | "endsOn">, placement: { startsOn: Day; endsOn: Day }): boolean => {
  const { startsOn, endsOn } = datesOf(of, placement);
  return startsOn < placement.startsOn || endsOn > placement.endsOn || startsOn > endsOn;
};

/** How the hours given compare with those of the placement; `unknown` when either is not said. */
export type Balance =
  | { state: "none" }
  | { state: "unknown" }
  | { state: "even"; given: number }
  | { state: "short" | "over"; given: number; by: number };

const round = (hours: number): number => Math.round(hours * 100) / 100;

/** Compares what supervisors were given with what is required (F-189). A site instructor leads the group all along and is not counted. */
export function balanceOf(required: number | null, of: readonly Pick<Supervision, "part" | "hours">[]): Balance {
  const counted = of.filter((one) => one.part === "supervisor");
  if (counted.length === 0) return { state: "none" };
  if (required === null || counted.some(({ hours }) => hours === null)) return { state: "unknown" };
  const given = round(counted.reduce((sum, { hours }) => sum + (hours ?? 0), 0));
  const by = round(given - required);
  return by === 0 ? { state: "even", given } : { state: by < 0 ? "short" : "over", given, by: Math.abs(by) };
}

/** The hours that are still to give; null when nobody can say. */
export function hoursLeft(required: number | null, of: readonly Pick<Supervision, "part" | "hours">[]): number | null {
  if (required === null || of.some((one) => one.part === "supervisor" && one.hours === null)) return null;
  const given = of.reduce((sum, one) => sum + (one.part === "supervisor" ? (one.hours ?? 0) : 0), 0);
  const left = round(required - given);
  return left > 0 ? left : null;
}

export const adjustments = ["to-one", "share", "shorten"] as const;
export type Adjustment = (typeof adjustments)[number];

/** The day somebody's presences, from her first day on, come to so many hours; null when the schedule does not say. */
export function dayAtHours(schedule: Schedule, from: Day, hours: number): Day | null {
  let sum = 0;
  for (const { day, times } of presencesOf(schedule)) {
    if (day < from) continue;
    if (times === null) return null;
    sum += hoursBetween(times);
    if (sum >= hours) return day;
  }
  return null;
}

/**
 * Makes the hours come to what is required, one click (F-189): the difference to one, equal shares to all (quarters of an hour, what is
 * left over to the last), or the last one ends earlier. Only who changes is in the answer; null when it cannot be done that way.
 */
export function adjust<One extends Supervision>(
  of: readonly One[],
  how: { how: Adjustment; id: Id | null; required: number; schedule: Schedule },
): One[] | null {
  const counted = of.filter((one) => one.part === "supervisor");
  const { required, schedule } = how;
  const last = counted
    .toSorted((one, other) => {
      const [mine, theirs] = [datesOf(one, schedule), datesOf(other, schedule)];
      return mine.endsOn.localeCompare(theirs.endsOn) || mine.startsOn.localeCompare(theirs.startsOn);
    })
    .at(-1);
  if (!last || required <= 0) return null;
  if (how.how === "share") {
    const each = Math.floor((required / counted.length) * 4) / 4;
    if (each <= 0) return null;
    const shares = counted.map((one, at) => ({
      ...one,
      hours: at === counted.length - 1 ? round(required - each * (counted.length - 1)) : each,
    }));
    return shares.filter((one, at) => one.hours !== counted[at]?.hours);
  }
  const chosen = how.how === "shorten" ? last : (counted.find(({ id }) => id === how.id) ?? last);
  const others = counted.filter((one) => one !== chosen);
  if (others.some(({ hours }) => hours === null)) return null;
  const hours = round(required - others.reduce((sum, one) => sum + (one.hours ?? 0), 0));
  if (hours <= 0 || hours === chosen.hours) return null;
  if (how.how === "to-one") return [{ ...chosen, hours }];
  if (chosen.hours === null || hours > chosen.hours) return null;
  const { startsOn, endsOn } = datesOf(chosen, schedule);
  const ends = dayAtHours(schedule, startsOn, hours);
  return [{ ...chosen, hours, endsOn: ends !== null && ends < endsOn ? ends : chosen.endsOn }];
}

/** The schedule as far as one person lives it. */
export function lived(schedule: Schedule, of: Pick<Span, "startsOn" | "endsOn">): Schedule | null {
  const dates = datesOf(of, schedule);
  const startsOn = dates.startsOn > schedule.startsOn ? dates.startsOn : schedule.startsOn;
  const endsOn = dates.endsOn < schedule.endsOn ? dates.endsOn : schedule.endsOn;
  return startsOn > endsOn ? null : { ...schedule, startsOn, endsOn };
}

/** Where somebody is expected, for what a warning is about. */
export interface Post {
  requestId: Id;
  part: Part;
  /** Null: anywhere in the service. */
  destinationId: Id | null;
  schedule: Schedule;
  span: Pick<Span, "startsOn" | "endsOn">;
}

/**
 * The first time two posts of one person meet (R303): a supervisor may have two students side by side in one unit, an instructor cannot
 * lead two groups anywhere. Null when they never do, or hours are various.
 */
export function meetingOf(one: Post, other: Post): Shift | null {
  if (one.requestId === other.requestId) return null;
  const sideBySide = one.part === "supervisor" && other.part === "supervisor" && one.destinationId !== null;
  if (sideBySide && one.destinationId === other.destinationId) return null;
  const [mine, theirs] = [lived(one.schedule, one.span), lived(other.schedule, other.span)];
  return mine && theirs ? firstOverlap(mine, theirs) : null;
}

/**
 * Who may name (K16, R300): the receiving coordinator and the unit's own, from when they are shown the request and while it is open; the
 * school for a place that does not use the system, once that place has said yes.
 */
export function mayName(of: { kind: RoleKind; side: Side; status: Status; targetIsUser: boolean }): boolean {
  if (!isOpen(of.status) || isDraft(of.status) || statusSeenBy(of.status, of.side) === "hidden") return false;
  if (of.kind === "placing-coordinator") return of.side === "placing" && !of.targetIsUser && isAccepted(of.status);
  return of.kind === "receiving-coordinator" || of.kind === "destination-coordinator";
}

/** Before the organisation has said yes a name is a plan of its own (R301): the school is shown it with the yes. */
export const isPlanned = (status: Status): boolean => !isAccepted(status);
export const namesShownTo = (side: Side, status: Status): boolean => side !== "placing" || isAccepted(status);

/** The service expected of who receives: a name two weeks before the first day (X05). */
export const serviceDays = 14;

/** How near the first day is: `late` once it has begun, `soon` within the two weeks. */
export const dueOf = (startsOn: Day, today: Day): "late" | "soon" | "later" =>
  startsOn <= today ? "late" : daysBetween(today, startsOn) <= serviceDays ? "soon" : "later";
export const soonUntil = (today: Day): Day => addDays(today, serviceDays);
