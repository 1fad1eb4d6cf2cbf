import { addDays, minutesOf, type Day, type Time } from "./dates.ts";
import type { Id } from "./id.ts";
import { presencesOf, type DayKind, type Schedule } from "./schedule.ts";

/** The parts of a day a unit plans by; hours that are not said are their own. */
export const shiftNames = ["day", "evening", "night", "various"] as const;
export type ShiftName = (typeof shiftNames)[number];

/** A shift by the hour it begins: day from 5 h, evening from 13 h, night from 19 h (F-200's codes fall where their letter says). */
export function shiftOfTimes(times: { startTime: Time; endTime: Time } | null): ShiftName {
  if (times === null) return "various";
  const begins = minutesOf(times.startTime);
  return begins < 5 * 60 || begins >= 19 * 60 ? "night" : begins < 13 * 60 ? "day" : "evening";
}

/** An accepted place, as the week of its unit shows it; `names` only of what is confirmed. */
export interface Comer {
  requestId: Id;
  reference: number;
  school: string;
  course: string;
  unit: string;
  students: number;
  confirmed: boolean;
  names: string[];
  /** Who goes with them: instructor, supervisors. */
  people: string[];
  schedule: Schedule;
}

export interface WeekShift {
  shift: ShiftName;
  /** How many students, and how many of them of confirmed places. */
  students: number;
  confirmed: number;
  comers: (Omit<Comer, "schedule"> & { times: { startTime: Time; endTime: Time } | null; kind: DayKind })[];
}

export interface WeekDay {
  day: Day;
  students: number;
  shifts: WeekShift[];
}

/** Who comes on each day between two, by shift (R309); places whose days are various are told apart, as nobody knows their days. */
export function weekOf(comers: readonly Comer[], of: { from: Day; to: Day }): { days: WeekDay[]; unsaid: Omit<Comer, "schedule">[] } {
  const days = new Map<Day, WeekDay>();
  for (let on = of.from; on <= of.to; on = addDays(on, 1)) days.set(on, { day: on, students: 0, shifts: [] });
  const unsaid: Omit<Comer, "schedule">[] = [];
  for (const { schedule, ...comer } of comers) {
    const presences = presencesOf(schedule);
    if (presences.length === 0 && schedule.weekdays === null) unsaid.push(comer);
    for (const { day: on, times, kind } of presences) {
      const here = days.get(on);
      if (!here) continue;
      const name = shiftOfTimes(times);
      let shift = here.shifts.find((one) => one.shift === name);
      if (!shift) here.shifts.push((shift = { shift: name, students: 0, confirmed: 0, comers: [] }));
      shift.comers.push({ ...comer, times, kind });
      shift.students += comer.students;
      if (comer.confirmed) shift.confirmed += comer.students;
      here.students += comer.students;
    }
  }
  for (const one of days.values()) one.shifts.sort((a, b) => shiftNames.indexOf(a.shift) - shiftNames.indexOf(b.shift));
  return { days: [...days.values()], unsaid };
}
