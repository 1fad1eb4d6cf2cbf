import type { Time } from "./dates.ts";
import { commonShifts } from "./overlap.ts";
import { shiftsOf, timesOf, timesOfShift, type Schedule, type Shift } from "./schedule.ts";

/** Is nobody of `taken` there when the schedule is? */
const isFree = (of: Schedule, taken: readonly Shift[][]): boolean => {
  const mine = shiftsOf(of);
  return mine.length > 0 && taken.every((theirs) => commonShifts(mine, theirs) === null);
};

/** Sets of `count` of the days given, in order. */
function chosen(days: readonly number[], count: number): number[][] {
  if (count === 0) return [[]];
  return days.flatMap((first, index) => chosen(days.slice(index + 1), count - 1).map((rest) => [first, ...rest]));
}

/** How far a set of days lies from another: days to move them by, and a weekend is further than any weekday. */
const farness = (days: number[], from: number[]): number =>
  days.reduce((sum, one, index) => sum + Math.abs(one - (from[index] ?? one)) + (one > 5 && !from.includes(one) ? 10 : 0), 0);

/** The nearest sets of as many weekdays on which the unit is free at the same hours and dates; at most `most`. */
export function freeWeekdays(of: Schedule, taken: readonly Shift[][], most = 2): number[][] {
  const { weekdays } = of;
  if (weekdays === null || weekdays.length === 0 || weekdays.length > 5) return [];
  const week = weekdays.some((one) => one > 5) ? [1, 2, 3, 4, 5, 6, 7] : [1, 2, 3, 4, 5];
  const found: number[][] = [];
  const candidates = chosen(week, weekdays.length)
    .filter((days) => days.join() !== weekdays.join())
    .toSorted((one, other) => farness(one, weekdays) - farness(other, weekdays));
  for (const days of candidates) {
    if (found.length === most) break;
    if (isFree({ ...of, weekdays: days }, taken)) found.push(days);
  }
  return found;
}

/** Hours of a group, as times or as a shift code. */
export interface FreeShift {
  startTime: Time | null;
  endTime: Time | null;
  shiftCode: string | null;
}

const clock = (minutes: number): Time =>
  `${String(Math.floor(minutes / 60) % 24).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
const minutes = (of: Time): number => Number(of.slice(0, 2)) * 60 + Number(of.slice(3, 5));

/** Day, evening and night shifts as long as the schedule's own; codes stay codes. The nearest later one first. */
function otherShifts(of: Schedule): FreeShift[] {
  const times = timesOf(of);
  if (!times) return [];
  const length = (minutes(times.endTime) - minutes(times.startTime) + 1440) % 1440 || 1440;
  if (of.shiftCode !== null && of.startTime === null) {
    const hours = of.shiftCode.replaceAll(/\D/g, "");
    const letters = /^[DE]/.test(of.shiftCode) ? ["D", "E", "N"] : ["J", "S", "N"];
    const at = letters.indexOf(of.shiftCode.charAt(0));
    return [1, 2]
      .map((step) => `${letters[(Math.max(0, at) + step) % 3]}${hours}`)
      .filter((code) => code !== of.shiftCode && timesOfShift(code) !== null)
      .map((shiftCode) => ({ startTime: null, endTime: null, shiftCode }));
  }
  // straight after, straight before: the same people can hand over, and the third of the day that is left
  const starts = [minutes(times.endTime), (minutes(times.startTime) - length + 2880) % 1440];
  return [...new Set(starts)]
    .filter((start) => start !== minutes(times.startTime))
    .map((start) => ({ startTime: clock(start), endTime: clock(start + length), shiftCode: null }));
}

/** The nearest shifts of the same length at which the unit is free on the same days. */
export const freeShifts = (of: Schedule, taken: readonly Shift[][], most = 2): FreeShift[] =>
  otherShifts(of)
    .filter((hours) => isFree({ ...of, ...hours }, taken))
    .slice(0, most);

/** A unit of the same service, with who is there. `free`: places left at those hours; null when its capacity is not known. */
export interface OtherUnit<Unit> {
  unit: Unit;
  taken: readonly Shift[][];
  free: number | null;
  largestGroup: number | null;
}

/** Units where the schedule meets nobody and the group finds room, the tightest that still holds it first. */
export function freeUnits<Unit>(of: { schedule: Schedule; size: number }, units: OtherUnit<Unit>[], most = 2): OtherUnit<Unit>[] {
  return units
    .filter(
      ({ taken, free, largestGroup }) =>
        (free === null || free >= of.size) && (largestGroup === null || largestGroup >= of.size) && isFree(of.schedule, taken),
    )
    .toSorted((one, other) => (one.free ?? 1_000) - (other.free ?? 1_000))
    .slice(0, most);
}
