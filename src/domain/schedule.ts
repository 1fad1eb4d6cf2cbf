import { z } from "zod";
import { addDays, day, daysBetween, minutesOf, time, weekdayOf, type Day, type Time } from "./dates.ts";
import type { Id } from "./id.ts";

/**
 * When a placement takes place (glossary 1.4): first and last day, weekdays (1 Monday to 7 Sunday; null: « jours variés »),
 * hours or a shift code (both null: « heures variées »), and blocks: when there are any, only days inside one count.
 */
export const schedule = z.object({
  startsOn: day,
  endsOn: day,
  blocks: z.array(z.object({ from: day, to: day })).max(40),
  weekdays: z.array(z.number().int().min(1).max(7)).nullable(),
  startTime: time.nullable(),
  endTime: time.nullable(),
  shiftCode: z.string().max(10).nullable(),
});
/** What a day of the detailed calendar is (F-198): an ordinary shift, an orientation, a day of observation only; each is presence and counts. */
export const dayKinds = ["shift", "orientation", "observation"] as const;
export type DayKind = (typeof dayKinds)[number];

/** Why a day is out: a statutory day, a closed day of the school, the rotation of a pattern, anything else. */
export const removalReasons = ["holiday", "closed", "rotation", "other"] as const;
export type RemovalReason = (typeof removalReasons)[number];

/**
 * One day that is not as the pattern says (2.19). `removed`: nobody comes. `added`: somebody comes, whether the pattern has the day or
 * not, at `times`, else by `shiftCode`, else at the schedule's own hours. `studentId`: for that student of the group alone.
 */
export interface DayException {
  day: Day;
  state: "removed" | "added";
  times: { startTime: Time; endTime: Time } | null;
  shiftCode: string | null;
  kind: DayKind;
  studentId: Id | null;
  reason?: RemovalReason | null;
}

/** What is known of « jours variés » and « heures variées »: so many days a week, so many hours a day, each from and to. */
export interface Varied {
  daysPerWeek: readonly [number, number] | null;
  hoursPerDay: readonly [number, number] | null;
}

/**
 * The pattern, and what the detailed calendar says besides; both are absent where nobody opened the calendar. In a pause
 * (a suspended placement, F-169) nobody comes, whatever pattern and calendar say.
 */
export type Schedule = z.infer<typeof schedule> & { days?: DayException[]; varied?: Varied | null; pauses?: Pause[] };
/** Days of a suspension, the first and the last included. */
export type Pause = { from: Day; to: Day };

/**
 * Stock shift codes (F-200): J day, S evening, N night (D, E, N in English), with the hours a shift lasts.
 * A day begins at 7 h, an evening at 15 h; a night ends at 7 h, so that N8 begins at 23 h and N12 at 19 h.
 */
const shiftStarts: Record<string, (hours: number) => number> = {
  J: () => 7,
  D: () => 7,
  S: () => 15,
  E: () => 15,
  N: (hours) => 31 - hours,
};

/** Hours of a shift code such as `J8`, `D12`, `N8`; null when the code is not known. */
export function timesOfShift(code: string): { startTime: Time; endTime: Time } | null {
  const parts = /^([JDSEN])(\d{1,2})$/.exec(code.trim().toUpperCase());
  const starts = parts ? shiftStarts[parts[1] ?? ""] : undefined;
  const hours = Number(parts?.[2]);
  if (starts === undefined || !(hours >= 4 && hours <= 12)) return null;
  const start = starts(hours);
  const clock = (hour: number): Time => `${String(hour % 24).padStart(2, "0")}:00`;
  return { startTime: clock(start), endTime: clock(start + hours) };
}

/** The hours a schedule is held at, from its times or its shift code; null when they are various. */
export function timesOf(of: Schedule): { startTime: Time; endTime: Time } | null {
  if (of.startTime !== null && of.endTime !== null) return { startTime: of.startTime, endTime: of.endTime };
  return of.shiftCode === null ? null : timesOfShift(of.shiftCode);
}

/** One presence, local time, `AAAA-MM-JJTHH:MM`; a night shift ends on the next day. */
export interface Shift {
  from: string;
  to: string;
}

/** A day somebody comes, with its hours (null: various) and the exception that says so, when one does. */
export interface Presence {
  day: Day;
  times: { startTime: Time; endTime: Time } | null;
  shiftCode: string | null;
  kind: DayKind;
  exception: DayException | null;
}

/** True when the pattern alone has the day: inside the dates and blocks, on one of its weekdays. */
export const patternHas = (of: Schedule, on: Day): boolean =>
  of.weekdays !== null && of.weekdays.includes(weekdayOf(on)) && inDates(of, on) && inBlocks(of, on);

/** True from the first to the last day; an exception outside of them says nothing, whatever it says. */
export const inDates = (of: Schedule, on: Day): boolean => of.startsOn <= on && on <= of.endsOn;
const inBlocks = (of: Schedule, on: Day): boolean =>
  of.blocks.length === 0 || of.blocks.some((block) => block.from <= on && on <= block.to);

/** The schedule as one student of the group lives it: her own days over the group's, and nobody else's. */
export function forStudent(of: Schedule, studentId: Id): Schedule {
  if (!of.days?.some((one) => one.studentId !== null)) return of;
  const own = of.days.filter((one) => one.studentId === studentId);
  const theirs = of.days.filter((one) => one.studentId === null && !own.some((mine) => mine.day === one.day));
  return { ...of, days: [...theirs, ...own.map((one) => ({ ...one, studentId: null }))] };
}

/** Every presence of the group, day by day; with various weekdays only the days laid down one by one. At most three years are walked. */
export function presencesOf(of: Schedule): Presence[] {
  const exceptions = new Map((of.days ?? []).filter(({ studentId }) => studentId === null).map((one) => [one.day, one]));
  if (of.weekdays === null && exceptions.size === 0) return [];
  const usual = timesOf(of);
  const presences: Presence[] = [];
  const length = Math.min(daysBetween(of.startsOn, of.endsOn), 3 * 366);
  for (let index = 0; index <= length; index++) {
    const on = addDays(of.startsOn, index);
    const exception = exceptions.get(on) ?? null;
    if (exception ? exception.state === "removed" : !patternHas(of, on)) continue;
    if (of.pauses?.some((pause) => pause.from <= on && on <= pause.to)) continue;
    const own = exception !== null && (exception.times !== null || exception.shiftCode !== null);
    presences.push({
      day: on,
      times: own ? (exception.times ?? timesOfShift(exception.shiftCode ?? "")) : usual,
      shiftCode: own ? exception.shiftCode : of.shiftCode,
      kind: exception?.kind ?? "shift",
      exception,
    });
  }
  return presences;
}

/** Every day a schedule says, exceptions out and in; empty when its weekdays are various and no day is laid down. */
export const daysOf = (of: Schedule): Day[] => presencesOf(of).map((presence) => presence.day);

/** One day's hours as a presence: a night ends on the next day. */
export function shiftOn(on: Day, times: { startTime: Time; endTime: Time }): Shift {
  const overnight = minutesOf(times.endTime) <= minutesOf(times.startTime);
  return { from: `${on}T${times.startTime}`, to: `${overnight ? addDays(on, 1) : on}T${times.endTime}` };
}

/** Every presence a schedule says; days whose hours are various are left out, because nothing is known of them. */
export const shiftsOf = (of: Schedule): Shift[] => presencesOf(of).flatMap(({ day: on, times }) => (times ? [shiftOn(on, times)] : []));

/** The first time two schedules have somebody in both places at once; null when they never do. Half-open: 15:00 ends before 15:00 begins. */
export function firstOverlap(one: Schedule, other: Schedule): Shift | null {
  if (one.endsOn < addDays(other.startsOn, -1) || other.endsOn < addDays(one.startsOn, -1)) return null;
  const theirs = shiftsOf(other);
  let index = 0;
  for (const mine of shiftsOf(one)) {
    while (index < theirs.length && (theirs[index]?.to ?? "") <= mine.from) index++;
    const their = theirs[index];
    if (their && their.from < mine.to) {
      return { from: mine.from > their.from ? mine.from : their.from, to: mine.to < their.to ? mine.to : their.to };
    }
  }
  return null;
}

/** Hours of one presence by the clock, as schools count them: a night is its eight hours on the Sunday that has 23 or 25 as well. */
export const hoursBetween = (times: { startTime: Time; endTime: Time }): number =>
  ((minutesOf(times.endTime) - minutesOf(times.startTime) + 1440) % 1440 || 1440) / 60;

/** Hours of presence of one student; null when days or hours are various (K51): `hoursRangeOf` says between what they lie. */
export function hoursOf(of: Schedule): number | null {
  if (of.weekdays === null && of.varied?.daysPerWeek) {
    const range = hoursRangeOf(of);
    return range.min === range.max ? range.min : null;
  }
  const presences = presencesOf(of);
  if (presences.length === 0 && (of.weekdays === null || timesOf(of) === null)) return null;
  let hours = 0;
  for (const { times } of presences) {
    if (times === null) return null;
    hours += hoursBetween(times);
  }
  return hours;
}

/** What is assumed where « variés » says nothing more: one to five days a week, the shortest to the longest shift. */
export const variedDays: readonly [number, number] = [1, 5];
const variedHours: readonly [number, number] = [4, 12];

/**
 * The fewest and the most hours a schedule may come to; both the same when all is known. With « jours variés », each week has between
 * `daysPerWeek` days, those laid down in the calendar counted among them; when only the calendar speaks, what it says is all.
 */
export function hoursRangeOf(of: Schedule): { min: number; max: number } {
  const [shortest, longest] = of.varied?.hoursPerDay ?? variedHours;
  const usual = timesOf(of);
  const usualHours: readonly [number, number] = usual ? [hoursBetween(usual), hoursBetween(usual)] : [shortest, longest];
  const presences = presencesOf(of);
  const range = { min: 0, max: 0 };
  for (const { times } of presences) {
    range.min += times ? hoursBetween(times) : shortest;
    range.max += times ? hoursBetween(times) : longest;
  }
  const perWeek = of.varied?.daysPerWeek ?? (presences.length === 0 ? variedDays : null);
  if (of.weekdays !== null || perWeek === null) return range;
  const laid = new Set(presences.map((presence) => presence.day));
  const removed = new Set((of.days ?? []).filter((one) => one.state === "removed" && one.studentId === null).map((one) => one.day));
  const weeks = new Map<Day, { laid: number; open: number }>();
  const length = Math.min(daysBetween(of.startsOn, of.endsOn), 3 * 366);
  for (let index = 0; index <= length; index++) {
    const on = addDays(of.startsOn, index);
    const monday = addDays(on, 1 - weekdayOf(on));
    const week = weeks.get(monday) ?? { laid: 0, open: 0 };
    if (laid.has(on)) week.laid++;
    else if (!removed.has(on) && inBlocks(of, on)) week.open++;
    weeks.set(monday, week);
  }
  for (const week of weeks.values()) {
    const more = (wanted: number): number => Math.max(0, Math.min(wanted - week.laid, week.open));
    range.min += more(perWeek[0]) * usualHours[0];
    range.max += more(perWeek[1]) * usualHours[1];
  }
  return range;
}

/** True when `outer` brackets `inner`: a term brackets its courses, a course its requests (section 8, rule 17). */
export const inside = (inner: { startsOn: Day; endsOn: Day }, outer: { startsOn: Day; endsOn: Day }): boolean =>
  outer.startsOn <= inner.startsOn && inner.endsOn <= outer.endsOn;
