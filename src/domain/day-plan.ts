import { addDays, weekdayOf, type Day } from "./dates.ts";
import type { Holiday } from "./holiday.ts";
import type { Id } from "./id.ts";
import {
  forStudent,
  hoursBetween,
  hoursOf,
  hoursRangeOf,
  inDates,
  patternHas,
  presencesOf,
  shiftOn,
  timesOf,
  type DayException,
  type Presence,
  type Schedule,
} from "./schedule.ts";

/**
 * What became of a day: `usual` as the pattern says, `changed` other hours or kind, `added` beside the pattern, `removed` from it,
 * `free` nobody was expected, `outside` not between the first and the last day.
 */
export type DayState = "usual" | "changed" | "added" | "removed" | "free" | "outside";

export interface PlannedDay {
  day: Day;
  state: DayState;
  /** Who comes and when; null for a day nobody comes. */
  presence: Presence | null;
  /** What the calendar says of it, when it says something; a student's own before the group's. */
  exception: DayException | null;
  holiday: Holiday | null;
  /** Students of the group that have this day otherwise. */
  students: number;
}

/** A week as it is printed and shown: Monday to Sunday, with the hours that are known and how many days' are not. */
export interface PlannedWeek {
  monday: Day;
  /** From 1, in the order of the schedule. */
  number: number;
  days: PlannedDay[];
  hours: number;
  unknown: number;
}

export const mondayOf = (day: Day): Day => addDays(day, 1 - weekdayOf(day));

/** True when a day of the pattern has nothing of its own: the schedule's hours, an ordinary shift. */
function asUsual(of: Schedule, { exception, kind, times }: Presence): boolean {
  if (exception === null) return true;
  const usual = timesOf(of);
  const sameCode = exception.shiftCode === null || exception.shiftCode === of.shiftCode;
  return kind === "shift" && sameCode && times?.startTime === usual?.startTime && times?.endTime === usual?.endTime;
}

/**
 * The calendar of a schedule in weeks, from the week of its first day to that of its last: one row per week, seven days each. With
 * `studentId`, as that student lives it; without, as the group does. What PDF, screen and tests all show.
 */
export function weeksOf(of: Schedule, holidays: Holiday[], studentId: Id | null = null): PlannedWeek[] {
  const lived = studentId === null ? of : forStudent(of, studentId);
  const presences = new Map(presencesOf(lived).map((presence) => [presence.day, presence]));
  const exceptions = new Map((lived.days ?? []).filter((one) => one.studentId === null).map((one) => [one.day, one]));
  const closed = new Map(holidays.map((holiday) => [holiday.day, holiday]));
  const owners = new Map<Day, number>();
  for (const one of of.days ?? []) if (one.studentId !== null) owners.set(one.day, (owners.get(one.day) ?? 0) + 1);
  const weeks: PlannedWeek[] = [];
  for (let monday = mondayOf(of.startsOn); monday <= of.endsOn && weeks.length < 160; monday = addDays(monday, 7)) {
    const days = Array.from({ length: 7 }, (_day, index): PlannedDay => {
      const day = addDays(monday, index);
      const presence = presences.get(day) ?? null;
      const exception = exceptions.get(day) ?? null;
      const state = ((): DayState => {
        if (!inDates(of, day)) return "outside";
        if (presence === null) return exception?.state === "removed" || patternHas(of, day) ? "removed" : "free";
        if (!patternHas(of, day)) return "added";
        return asUsual(of, presence) ? "usual" : "changed";
      })();
      return { day, state, presence, exception, holiday: closed.get(day) ?? null, students: owners.get(day) ?? 0 };
    });
    const known = days.flatMap(({ presence }) => (presence?.times ? [hoursBetween(presence.times)] : []));
    const present = days.filter(({ presence }) => presence !== null).length;
    weeks.push({
      monday,
      number: weeks.length + 1,
      days,
      hours: known.reduce((sum, hours) => sum + hours, 0),
      unknown: present - known.length,
    });
  }
  return weeks;
}

/** What a calendar comes to, in one line: « 42 jours, 315 h, 3 exceptions ». `hours` is null where only a range is known. */
export interface PlanSummary {
  days: number;
  hours: number | null;
  range: { min: number; max: number };
  /** Days of the group that are not as the pattern says, inside the dates. */
  exceptions: number;
  /** Students who have days of their own. */
  students: number;
}

export function summaryOf(of: Schedule): PlanSummary {
  const inside = (of.days ?? []).filter((one) => inDates(of, one.day));
  return {
    days: presencesOf(of).length,
    hours: hoursOf(of),
    range: hoursRangeOf(of),
    exceptions: inside.filter((one) => one.studentId === null).length,
    students: new Set(inside.flatMap((one) => one.studentId ?? [])).size,
  };
}

/** Hours against those of the course: `even`, so many over or under, or between which two when only a range is known. */
export type Balance =
  | { kind: "even" }
  | { kind: "over" | "under"; by: number }
  | { kind: "open"; min: number; max: number }
  | { kind: "unasked" };

export function balanceOf(of: Schedule, courseHours: number | null): Balance {
  if (courseHours === null) return { kind: "unasked" };
  const hours = hoursOf(of);
  const { min, max } = hours === null ? hoursRangeOf(of) : { min: hours, max: hours };
  if (min > courseHours) return { kind: "over", by: min - courseHours };
  if (max < courseHours) return { kind: "under", by: courseHours - max };
  return min === max ? { kind: "even" } : { kind: "open", min, max };
}

/** The first day whose presence begins before the one before it has ended: a night and the morning after. Null when there is none. */
export function clashInside(of: Schedule): Day | null {
  let until = "";
  for (const { day, times } of presencesOf(of)) {
    if (times === null) continue;
    const { from, to } = shiftOn(day, times);
    if (from < until) return day;
    until = to;
  }
  return null;
}

/** Days the calendar speaks of that the dates no longer hold: kept, counting for nothing, until somebody puts them back. */
export const strayDays = (of: Schedule): DayException[] => (of.days ?? []).filter((one) => !inDates(of, one.day));
