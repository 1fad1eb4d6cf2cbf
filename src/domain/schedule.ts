import { z } from "zod";
import { addDays, day, daysBetween, minutesOf, time, weekdayOf, type Day, type Time } from "./dates.ts";

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
export type Schedule = z.infer<typeof schedule>;

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

/** Every day a schedule says; empty when its weekdays are various. At most three years are walked. */
export function daysOf(of: Schedule): Day[] {
  const { weekdays } = of;
  if (weekdays === null) return [];
  const days: Day[] = [];
  const length = Math.min(daysBetween(of.startsOn, of.endsOn), 3 * 366);
  for (let index = 0; index <= length; index++) {
    const candidate = addDays(of.startsOn, index);
    if (!weekdays.includes(weekdayOf(candidate))) continue;
    if (of.blocks.length > 0 && !of.blocks.some((block) => block.from <= candidate && candidate <= block.to)) continue;
    days.push(candidate);
  }
  return days;
}

/** Every presence a schedule says; empty when its days or hours are various, because nothing is known of them. */
export function shiftsOf(of: Schedule): Shift[] {
  const times = timesOf(of);
  if (!times) return [];
  const overnight = minutesOf(times.endTime) <= minutesOf(times.startTime);
  return daysOf(of).map((on) => ({
    from: `${on}T${times.startTime}`,
    to: `${overnight ? addDays(on, 1) : on}T${times.endTime}`,
  }));
}

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

/** Hours of presence of one student, to the quarter hour shown; null when days or hours are various (K51). */
export function hoursOf(of: Schedule): number | null {
  const times = timesOf(of);
  if (!times || of.weekdays === null) return null;
  const minutes = (minutesOf(times.endTime) - minutesOf(times.startTime) + 1440) % 1440 || 1440;
  return (daysOf(of).length * minutes) / 60;
}

/** True when `outer` brackets `inner`: a term brackets its courses, a course its requests (section 8, rule 17). */
export const inside = (inner: { startsOn: Day; endsOn: Day }, outer: { startsOn: Day; endsOn: Day }): boolean =>
  outer.startsOn <= inner.startsOn && inner.endsOn <= outer.endsOn;
