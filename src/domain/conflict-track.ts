import { bandOf, bands } from "./capacity.ts";
import { minutesOf, type Day, type Time } from "./dates.ts";
import { dayNumber, eachPresence } from "./occupancy.ts";
import { timesOf, timesOfShift, type Schedule, type Shift } from "./schedule.ts";

export const minutesPerDay = 1440;

/** A schedule in numbers, worked out once however many places have it: comparing two of them costs a walk over integers. */
export interface Track {
  /** Of its own, to remember pairs by. */
  no: number;
  schedule: Schedule | null;
  /** Days somebody comes, since 1970, in order. */
  days: Int32Array;
  /** Presences whose hours are known, in order: minutes since 1970 by the place's clock, half-open. */
  from: Int32Array;
  to: Int32Array;
  /** The part of the day each of those lies in, as an index of `bands`. */
  band: Uint8Array;
}

/** Minutes since 1970 of the first time two tracks meet. */
export interface Meeting {
  from: number;
  to: number;
}

const dayTexts = new Map<number, Day>();
/** The day of a number of days since 1970; each is written once. */
export function dayOf(number: number): Day {
  let text = dayTexts.get(number);
  if (text === undefined) {
    if (dayTexts.size > 20_000) dayTexts.clear();
    dayTexts.set(number, (text = new Date(number * minutesPerDay * 60_000).toISOString().slice(0, 10)));
  }
  return text;
}

const two = (number: number): string => String(number).padStart(2, "0");
function textAt(minutes: number): string {
  const day = Math.floor(minutes / minutesPerDay);
  const clock = minutes - day * minutesPerDay;
  return `${dayOf(day)}T${two(Math.floor(clock / 60))}:${two(clock % 60)}`;
}
export const shiftOf = ({ from, to }: Meeting): Shift => ({ from: textAt(from), to: textAt(to) });
const minuteOf = (local: string): number => dayNumber(local.slice(0, 10)) * minutesPerDay + minutesOf(local.slice(11));
const bandNumber = (of: { startTime: string; endTime: string }): number => bands.indexOf(bandOf(of));

const everAfter = { first: Number.MIN_SAFE_INTEGER, last: Number.MAX_SAFE_INTEGER };

/** Hours of a day as minutes; a night lasts into the next. */
function hoursIn(times: { startTime: Time; endTime: Time }): Presence {
  const [from, end] = [minutesOf(times.startTime), minutesOf(times.endTime)];
  return { from, to: end > from ? end : end + minutesPerDay, band: bandNumber(times) };
}

interface Presence extends Meeting {
  band: number;
}

export function trackOf(schedule: Schedule, no: number): Track {
  const found: number[] = [];
  eachPresence(schedule, everAfter, (day) => found.push(day));
  const days = Int32Array.from(found).sort();
  const times = timesOf(schedule);
  const usual = times && hoursIn(times);
  const own = new Map(
    schedule.days
      ?.filter(({ studentId, times: said, shiftCode }) => studentId === null && (said !== null || shiftCode !== null))
      .map((one) => [dayNumber(one.day), one.times ?? timesOfShift(one.shiftCode ?? "")]),
  );
  const presences: Presence[] = [];
  for (const day of days) {
    const said = own.get(day);
    const hours = own.has(day) ? said && hoursIn(said) : usual;
    const midnight = day * minutesPerDay;
    if (hours) presences.push({ from: midnight + hours.from, to: midnight + hours.to, band: hours.band });
  }
  return { no, schedule, days, ...columnsOf(presences) };
}

/** The same of presences as they are told, in order. */
export function trackOfShifts(shifts: readonly Shift[], no: number): Track {
  const clock = (local: string): string => local.slice(11);
  const presences = shifts.map(({ from, to }) => ({
    from: minuteOf(from),
    to: minuteOf(to),
    band: bandNumber({ startTime: clock(from), endTime: clock(to) }),
  }));
  const days = Int32Array.from(shifts, ({ from }) => dayNumber(from.slice(0, 10)));
  return { no, schedule: null, days, ...columnsOf(presences) };
}

function columnsOf(presences: readonly Presence[]): Pick<Track, "from" | "to" | "band"> {
  const { length } = presences;
  const columns = { from: new Int32Array(length), to: new Int32Array(length), band: new Uint8Array(length) };
  for (const [at, { from, to, band }] of presences.entries()) [columns.from[at], columns.to[at], columns.band[at]] = [from, to, band];
  return columns;
}

/** The first time two tracks have somebody in both places, as `firstOverlap` finds it; null when they never do. */
export function firstMeeting(one: Track, other: Track): Meeting | null {
  let index = 0;
  for (let at = 0; at < one.from.length; at++) {
    const [from, to] = [one.from[at] ?? 0, one.to[at] ?? 0];
    while (index < other.to.length && (other.to[index] ?? 0) <= from) index++;
    if (index === other.to.length) return null;
    const their = other.from[index] ?? 0;
    if (their < to) return { from: Math.max(from, their), to: Math.min(to, other.to[index] ?? 0) };
  }
  return null;
}

/** One is over before the other begins: most are. */
export const areApart = (one: Track, other: Track): boolean =>
  (one.from[0] ?? Number.POSITIVE_INFINITY) >= (other.to.at(-1) ?? Number.NEGATIVE_INFINITY) ||
  (other.from[0] ?? Number.POSITIVE_INFINITY) >= (one.to.at(-1) ?? Number.NEGATIVE_INFINITY);
