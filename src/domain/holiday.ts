import { addDays, weekdayOf, type Day } from "./dates.ts";

/** The statutory days of Québec (Loi sur les normes du travail, art. 60; Loi sur la fête nationale). Their words: words/holiday.ts. */
const statutoryDays = [
  "new-year",
  "good-friday",
  "easter-monday",
  "patriots",
  "national-day",
  "canada-day",
  "labour-day",
  "thanksgiving",
  "christmas",
] as const;
export type StatutoryDay = (typeof statutoryDays)[number];

/** Days a school is closed by its own calendar, first and last included: « relâche », from table closed_day. */
export interface ClosedDay {
  from: Day;
  to: Day;
  name: string;
}

/** A day nobody is expected: `key` for a statutory day, `name` as the school wrote it for a closed one. */
export type Holiday = { day: Day; kind: "statutory"; key: StatutoryDay } | { day: Day; kind: "closed"; name: string };

const dayOf = (year: number, month: number, date: number): Day =>
  `${year}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;

/** Easter Sunday of a Gregorian year (the anonymous algorithm, as Meeus gives it). */
export function easter(year: number): Day {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const epact =
    (19 * golden + century - Math.floor(century / 4) - Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3) + 15) % 30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const sum = epact + toSunday - 7 * late + 114;
  return dayOf(year, Math.floor(sum / 31), (sum % 31) + 1);
}

/** The first Monday from a day on. */
const mondayFrom = (from: Day): Day => addDays(from, (8 - weekdayOf(from)) % 7);

/**
 * The statutory days of one year in order. Good Friday and Easter Monday are both here: the law gives one, the employer's choice, and
 * whoever looks decides. Canada Day is kept on 2 July when 1 July is a Sunday.
 */
export function statutoryDaysOf(year: number): { day: Day; key: StatutoryDay }[] {
  const sunday = easter(year);
  const canada = dayOf(year, 7, 1);
  return [
    { day: dayOf(year, 1, 1), key: "new-year" },
    { day: addDays(sunday, -2), key: "good-friday" },
    { day: addDays(sunday, 1), key: "easter-monday" },
    // the Monday that comes before 25 May
    { day: mondayFrom(dayOf(year, 5, 18)), key: "patriots" },
    { day: dayOf(year, 6, 24), key: "national-day" },
    { day: weekdayOf(canada) === 7 ? dayOf(year, 7, 2) : canada, key: "canada-day" },
    { day: mondayFrom(dayOf(year, 9, 1)), key: "labour-day" },
    { day: addDays(mondayFrom(dayOf(year, 10, 1)), 7), key: "thanksgiving" },
    { day: dayOf(year, 12, 25), key: "christmas" },
  ];
}

/** Every day between two days, ends included, on which nobody is expected, in order and each once: a statutory day before a closed one. */
export function holidaysBetween(from: Day, to: Day, closed: ClosedDay[]): Holiday[] {
  const found = new Map<Day, Holiday>();
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year++) {
    for (const { day, key } of statutoryDaysOf(year)) if (from <= day && day <= to) found.set(day, { day, kind: "statutory", key });
  }
  for (const { from: first, to: last, name } of closed) {
    const end = last < to ? last : to;
    for (let day = first > from ? first : from; day <= end; day = addDays(day, 1)) {
      if (!found.has(day)) found.set(day, { day, kind: "closed", name });
    }
  }
  return [...found.values()].toSorted((one, other) => one.day.localeCompare(other.day));
}
