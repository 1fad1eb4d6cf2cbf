import { z } from "zod";
import type { Actor } from "./access.ts";
import { mayKeep, type KeptPlace } from "./catalogue.ts";
import type { Closure } from "./closure.ts";
import { day, daysBetween, minutesOf, time, weekdayOf, type Day, type Time } from "./dates.ts";
import { id, type Id } from "./id.ts";
import { fold } from "./place.ts";
import { timesOfShift } from "./schedule.ts";

/** The three parts of a day that a unit staffs: 7 h to 15 h, 15 h to 23 h, 23 h to 7 h. */
export const bands = ["day", "evening", "night"] as const;
export type Band = (typeof bands)[number];

/** When each begins, in minutes; a night lasts into the next day. */
const begins = { day: 420, evening: 900, night: 1380 } as const;
const lasts = 480;

const known = new Map<string, Band>();

/** The shift that hours belong to: the one most of them lie in; of two alike, the one they begin in. A night ends on the next day. */
export function bandOf({ startTime, endTime }: { startTime: Time; endTime: Time }): Band {
  const key = startTime + endTime;
  let band = known.get(key);
  if (band === undefined) {
    // Hours are what people type: there are two million of them.
    if (known.size > 5_000) known.clear();
    known.set(key, (band = reckonBand(minutesOf(startTime), minutesOf(endTime))));
  }
  return band;
}

function reckonBand(start: number, endsAt: number): Band {
  const end = endsAt <= start ? endsAt + 1440 : endsAt;
  const within = (band: Band): number =>
    [-1440, 0, 1440].reduce((sum, shift) => {
      const from = begins[band] + shift;
      return sum + Math.max(0, Math.min(end, from + lasts) - Math.max(start, from));
    }, 0);
  const most = Math.max(...bands.map(within));
  const alike = bands.filter((band) => within(band) === most);
  const into = (band: Band): number => (start - begins[band] + 1440) % 1440;
  return alike.toSorted((one, other) => into(one) - into(other))[0] ?? "day";
}

/** When a line holds within a day: a shift, a shift code, hours; none of them: whenever. */
export const lineShape = z.object({
  discipline: z.string().trim().min(1).max(60).nullable(),
  band: z.enum(bands).nullable(),
  shiftCode: z.string().trim().min(1).max(10).nullable(),
  startTime: time.nullable(),
  endTime: time.nullable(),
  /** 1 Monday to 7 Sunday; null: every day. */
  weekdays: z.array(z.number().int().min(1).max(7)).min(1).max(6).nullable(),
  /** First and last day; null: from ever, for ever. */
  from: day.nullable(),
  to: day.nullable(),
  /** Most at once; 0: nobody. */
  students: z.number().int().min(0).max(999),
  largestGroup: z.number().int().min(1).max(999).nullable(),
  note: z.string().trim().max(300),
});
export type LineShape = z.infer<typeof lineShape>;

/** A line as it is kept: of a unit, with its author and date. The newest of two that say the same wins. */
export interface CapacityLine extends LineShape {
  id: Id;
  destinationId: Id;
  writtenAt: string;
}
export const lineIds = z.array(id).max(60);

/** Who says how many a unit takes: who keeps it, and the unit's own coordinator (F-195). */
export const maySayCapacity = (actor: Actor, place: KeptPlace): boolean =>
  mayKeep(actor, place) ||
  (actor.kind === "destination-coordinator" &&
    actor.agencyId === place.agencyId &&
    (actor.everything ||
      (place.siteId !== null && actor.places.sites.includes(place.siteId)) ||
      (place.serviceId !== null && actor.places.services.includes(place.serviceId)) ||
      (place.destinationId !== null && actor.places.destinations.includes(place.destinationId))));

/** Why a line cannot be written; null when it can: its period in order, one way of saying when, a shift code that is known. */
export function lineProblem(of: LineShape): "period" | "when" | "shift-code" | null {
  if (of.from !== null && of.to !== null && of.to < of.from) return "period";
  const ways = [of.band, of.shiftCode, of.startTime].filter((one) => one !== null).length;
  if (ways > 1 || (of.startTime === null) !== (of.endTime === null) || (of.startTime !== null && of.startTime === of.endTime))
    return "when";
  return of.shiftCode !== null && timesOfShift(of.shiftCode) === null ? "shift-code" : null;
}

/** The shift a line speaks of; null: all of them. */
export function bandOfLine(of: Pick<LineShape, "band" | "shiftCode" | "startTime" | "endTime">): Band | null {
  if (of.band !== null) return of.band;
  const { startTime, endTime } = of;
  const times = startTime !== null && endTime !== null ? { startTime, endTime } : timesOfShift(of.shiftCode ?? "");
  return times && bandOf(times);
}

export interface Moment {
  day: Day;
  band: Band;
  /** What is studied; null: the unit as a whole, whatever is studied. */
  discipline: string | null;
}

/** A unit as the catalogue has it: what holds where no line says more. */
export interface UnitCapacity {
  capacity: number | null;
  largestGroup: number | null;
}

/** What a unit takes at a moment: null where nobody has said. `line` is the one that says so, null when it is the catalogue. */
export interface InForce {
  students: number | null;
  largestGroup: number | null;
  closed: boolean;
  line: CapacityLine | null;
}

const holds = (line: CapacityLine, { day: on, band, discipline }: Moment): boolean => {
  if ((line.from !== null && on < line.from) || (line.to !== null && line.to < on)) return false;
  if (line.weekdays !== null && !line.weekdays.includes(weekdayOf(on))) return false;
  const own = bandOfLine(line);
  if (own !== null && own !== band) return false;
  return line.discipline === null || (discipline !== null && fold(line.discipline) === fold(discipline));
};

const lengthOf = ({ from, to }: LineShape): number => (from === null || to === null ? Number.POSITIVE_INFINITY : daysBetween(from, to));

/**
 * Which of two lines says more: of a discipline before any, hours before a shift before all of them, weekdays before every day, a period
 * before always and the shorter period before the longer; then the newest.
 */
export function moreSpecific(one: CapacityLine, other: CapacityLine): number {
  const shift = (of: CapacityLine): number => (of.shiftCode !== null || of.startTime !== null ? 2 : of.band === null ? 0 : 1);
  const said = (of: CapacityLine) => [of.discipline === null ? 0 : 1, shift(of), of.weekdays === null ? 0 : 8 - of.weekdays.length];
  const [mine, theirs] = [said(one), said(other)];
  for (const [at, value] of mine.entries()) {
    const apart = (theirs[at] ?? 0) - value;
    if (apart !== 0) return apart;
  }
  const bounds = (of: CapacityLine): number => (of.from === null ? 0 : 1) + (of.to === null ? 0 : 1);
  if (bounds(one) !== bounds(other)) return bounds(other) - bounds(one);
  const [length, long] = [lengthOf(one), lengthOf(other)];
  if (length !== long) return length < long ? -1 : 1;
  return one.writtenAt === other.writtenAt ? other.id.localeCompare(one.id) : one.writtenAt < other.writtenAt ? 1 : -1;
}

/** What a unit takes at a moment: its most specific line, else what the catalogue says; nobody on a day it is closed. */
export function capacityAt(
  unit: UnitCapacity,
  of: { lines: readonly CapacityLine[]; closures: readonly Pick<Closure, "startsOn" | "endsOn">[] },
  at: Moment,
): InForce {
  const line = of.lines.filter((one) => holds(one, at)).toSorted(moreSpecific)[0] ?? null;
  const closed = of.closures.some(({ startsOn, endsOn }) => startsOn <= at.day && at.day <= endsOn);
  return {
    students: closed ? 0 : (line?.students ?? unit.capacity),
    largestGroup: line?.largestGroup ?? unit.largestGroup,
    closed,
    line,
  };
}

/** The largest group a unit takes at any of these days in these hours: the smallest of what holds on them; null where nobody has said. */
export function largestGroupOn(
  unit: UnitCapacity,
  lines: readonly CapacityLine[],
  of: { days: readonly Day[]; band: Band | null; discipline: string | null },
): number | null {
  if (lines.length === 0) return unit.largestGroup;
  let least: number | null = null;
  for (const day of of.days) {
    for (const band of of.band === null ? bands : [of.band]) {
      const { largestGroup } = capacityAt(unit, { lines, closures: [] }, { day, band, discipline: of.discipline });
      if (largestGroup !== null && (least === null || largestGroup < least)) least = largestGroup;
    }
  }
  return of.days.length === 0 ? unit.largestGroup : least;
}

/** What a unit takes through some days, in its most open shift of each: the least of them; null where nobody has said. */
export function takenThrough(
  unit: UnitCapacity,
  lines: readonly CapacityLine[],
  of: { days: readonly Day[]; discipline: string | null },
): UnitCapacity {
  const taken = capacityDays(unit, { lines, closures: [] }, of);
  let least: number | null = null;
  for (const at of of.days.keys()) {
    const most = Math.max(...bands.map((band) => taken[band][at] ?? -1));
    if (most >= 0 && (least === null || most < least)) least = most;
  }
  return { capacity: least ?? unit.capacity, largestGroup: largestGroupOn(unit, lines, { ...of, band: "day" }) };
}

/** What a unit takes day by day from `from` on, in each shift: -1 where nobody has said; `closed` is 1 on a day that is closed. */
export interface CapacityDays {
  day: Int16Array;
  evening: Int16Array;
  night: Int16Array;
  closed: Uint8Array;
}

/** `capacityAt` for many days at once: the lines are put in order once, the first that holds is the one in force. */
export function capacityDays(
  unit: UnitCapacity,
  of: { lines: readonly CapacityLine[]; closures: readonly Pick<Closure, "startsOn" | "endsOn">[] },
  { days, discipline }: { days: readonly Day[]; discipline: string | null },
): CapacityDays {
  const usual = unit.capacity ?? -1;
  const made: CapacityDays = {
    day: new Int16Array(days.length).fill(usual),
    evening: new Int16Array(days.length).fill(usual),
    night: new Int16Array(days.length).fill(usual),
    closed: new Uint8Array(days.length),
  };
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return made;
  const folded = discipline === null ? null : fold(discipline);
  const lines = of.lines
    .filter((line) => line.discipline === null || (folded !== null && fold(line.discipline) === folded))
    .toSorted((one, other) => moreSpecific(other, one));
  // the least specific is written first, and the others over it
  for (const line of lines) {
    const own = bandOfLine(line);
    for (const [at, on] of days.entries()) {
      if ((line.from !== null && on < line.from) || (line.to !== null && line.to < on)) continue;
      if (line.weekdays !== null && !line.weekdays.includes(weekdayOf(on))) continue;
      for (const band of own === null ? bands : [own]) made[band][at] = line.students;
    }
  }
  for (const { startsOn, endsOn } of of.closures) {
    if (endsOn < first || last < startsOn) continue;
    for (const [at, on] of days.entries()) {
      if (on < startsOn || endsOn < on) continue;
      made.closed[at] = 1;
      for (const band of bands) made[band][at] = 0;
    }
  }
  return made;
}
