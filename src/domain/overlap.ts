import { addDays, weekdayOf, type Day, type Time } from "./dates.ts";
import type { Id } from "./id.ts";
import { shiftsOf, timesOf, type Schedule, type Shift } from "./schedule.ts";

/**
 * Who plans to be at a unit, as the schools of one zone may know it of each other (section 8, rule 9; K52): the school's name, how many
 * and when, never students or comments. Of whoever is outside the zone, and of individual placements elsewhere, only how many and when.
 */
export interface Intent {
  /** Stable, and says nothing of whose it is. */
  key: string;
  destinationId: Id;
  kind: "group" | "individual";
  /** A row still being planned, a request not yet sent, or one that was. */
  stage: "draft" | "outbox" | "asked";
  /** 0: not said yet. */
  size: number;
  schedule: Schedule;
  /** The viewer's own school. */
  own: boolean;
  /** Null: not for the viewer to know. */
  school: string | null;
  /** Of the viewer's own school: one for a request and the parts it is split in, which do not conflict with each other. */
  family: Id | null;
  /** Of the viewer's own school alone: the row it stands on, and its request. */
  row: { worksheetId: Id; rowId: string; requestId: Id | null; reference: number | null } | null;
}

/** The days two schedules have in common, in words' reach: which, how many, from and to, and the other's hours on them. */
export interface Common {
  from: Day;
  to: Day;
  days: number;
  /** 1 Monday to 7 Sunday: the weekdays of the common days. */
  weekdays: number[];
  times: { startTime: Time; endTime: Time } | null;
}

/** Two groups at one unit at once. */
export interface Clash {
  with: Intent;
  common: Common;
}

/**
 * When two lists of presences have somebody at one place at the same hours; null when never. Half-open: who leaves at 15:00 does not
 * meet who comes at 15:00. A night counts on the day it begins. `mine` and `theirs` are in order, as `shiftsOf` gives them.
 */
export function commonShifts(mine: Shift[], theirs: Shift[]): Omit<Common, "times"> | null {
  const days: Day[] = [];
  let first = 0;
  for (const { from, to } of mine) {
    while (first < theirs.length && (theirs[first]?.to ?? "") <= from) first++;
    const their = theirs[first];
    if (their && their.from < to) days.push(from.slice(0, 10));
  }
  const [start, end] = [days[0], days.at(-1)];
  if (start === undefined || end === undefined) return null;
  const weekdays = [...new Set(days.map(weekdayOf))].toSorted((one, other) => one - other);
  return { from: start, to: end, days: days.length, weekdays };
}

/** What two schedules have in common, as the first of them sees it; null when they never meet, or when nothing is known of one's hours. */
export function commonOf(one: Schedule, other: Schedule): Common | null {
  if (one.endsOn < addDays(other.startsOn, -1) || other.endsOn < addDays(one.startsOn, -1)) return null;
  const common = commonShifts(shiftsOf(one), shiftsOf(other));
  return common && { ...common, times: timesOf(other) };
}

/** Can the two be a conflict at all: two groups, each of a school that may know of the other (section 8, rule 9). */
export const isOverlapping = (
  one: Pick<Intent, "kind"> & { family?: Id | null },
  other: Pick<Intent, "kind" | "school" | "family">,
): boolean =>
  one.kind === "group" && other.kind === "group" && other.school !== null && (other.family === null || other.family !== one.family);

const rank = { asked: 0, outbox: 1, draft: 2 } as const;
/** Groups of one schedule in the order they are told: what was asked for comes first. */
export const inOrder = (one: Pick<Intent, "stage" | "key">, other: Pick<Intent, "stage" | "key">): number =>
  rank[one.stage] - rank[other.stage] || (one.key < other.key ? -1 : 1);
/** What was asked for comes first, then what begins first. */
const before = (one: Clash, other: Clash): number =>
  rank[one.with.stage] - rank[other.with.stage] ||
  (one.common.from < other.common.from ? -1 : one.common.from > other.common.from ? 1 : 0) ||
  inOrder(one.with, other.with);

/** How many clashes are told one by one; the rest are a number. */
export const mostTold = 5;

/** The clashes that are told, in order, and how many more there are. */
export interface Clashes {
  told: Clash[];
  more: number;
}

/** One more clash among those that are told: of a thousand at one unit only the first few are kept. */
export function addClash(to: Clashes, clash: Clash): void {
  const { told } = to;
  if (told.length === mostTold) {
    to.more++;
    const last = told[mostTold - 1];
    if (last && before(clash, last) >= 0) return;
    told.pop();
  }
  const at = told.findIndex((one) => before(clash, one) < 0);
  told.splice(at < 0 ? told.length : at, 0, clash);
}

/** The groups a planned group would meet at its unit. */
export function clashesOf(planned: Pick<Intent, "kind" | "schedule"> & { family?: Id | null }, others: readonly Intent[]): Clashes {
  const clashes: Clashes = { told: [], more: 0 };
  for (const other of others) {
    if (!isOverlapping(planned, other)) continue;
    const common = commonOf(planned.schedule, other.schedule);
    if (common) addClash(clashes, { with: other, common });
  }
  return clashes;
}

/** A clash as a sentence needs it, and as it may be stored and sent: counts and a school's name. */
export interface OverlapFact {
  /** Null: a group of one's own school. */
  school: string | null;
  size: number;
  from: Day;
  to: Day;
  weekdays: number[];
  startTime: Time | null;
  endTime: Time | null;
  stage: Intent["stage"];
}

export const factOf = ({ with: other, common }: Clash): OverlapFact => ({
  school: other.own ? null : other.school,
  size: other.size,
  from: common.from,
  to: common.to,
  weekdays: common.weekdays,
  startTime: common.times?.startTime ?? null,
  endTime: common.times?.endTime ?? null,
  stage: other.stage,
});
