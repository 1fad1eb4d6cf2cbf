import { z } from "zod";

/** A calendar day, `AAAA-MM-JJ`. Days are compared as text and never pass through a time zone. */
export type Day = string;
/** A time of day, `HH:MM`, 24 hours. */
export type Time = string;

const dayShape = /^(\d{4})-(\d{2})-(\d{2})$/;
const timeShape = /^([01]\d|2[0-3]):[0-5]\d$/;
const millisecondsPerDay = 86_400_000;

const utc = (day: Day): number => Date.parse(`${day}T00:00:00Z`);
const ofUtc = (milliseconds: number): Day => new Date(milliseconds).toISOString().slice(0, 10);

/** True for a day that exists: `2027-02-31` is not one. */
export function isDay(text: string): boolean {
  if (!dayShape.test(text)) return false;
  const milliseconds = utc(text);
  return !Number.isNaN(milliseconds) && ofUtc(milliseconds) === text;
}

export const day = z.string().refine(isDay, "day");
export const time = z.string().regex(timeShape, "time");

/** The day that comes `count` days after (before, when negative). */
export const addDays = (from: Day, count: number): Day => ofUtc(utc(from) + count * millisecondsPerDay);

/** Whole days from `from` to `to`; negative when `to` comes first. */
export const daysBetween = (from: Day, to: Day): number => Math.round((utc(to) - utc(from)) / millisecondsPerDay);

/** ISO weekday, 1 Monday to 7 Sunday. */
export const weekdayOf = (of: Day): number => ((new Date(utc(of)).getUTCDay() + 6) % 7) + 1;

/** The day of an instant in Québec's time zone. */
export const dayIn = (instant: Date, timeZone = "America/Toronto"): Day =>
  new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(instant);

const pad = (value: string): string => value.padStart(2, "0");

/** Beginnings of month names, French and English, accents removed; « jui » alone would be two months. */
const monthNames = [
  ["jan"],
  ["fev", "feb"],
  ["mar"],
  ["avr", "apr"],
  ["mai", "may"],
  ["juin", "jun"],
  ["juil", "jul"],
  ["aou", "aug"],
  ["sep"],
  ["oct"],
  ["nov"],
  ["dec"],
];

/** `18 janvier 2027`, `1er févr. 2027`, `Jan 18, 2027`: year, month and day as digits; null when no month is named. */
function namedMonth(text: string): [string, string, string] | null {
  const plain = text
    .normalize("NFD")
    .replaceAll(/[\u0300-\u036F]/g, "")
    .toLowerCase();
  const month = /[a-z]{3,}/.exec(plain.replace(/(\d)(?:er|st|nd|rd|th)\b/, "$1"))?.[0] ?? "";
  const number = monthNames.findIndex((names) => names.some((name) => month.startsWith(name))) + 1;
  const numbers = plain.match(/\d+/g) ?? [];
  const [one, other] = numbers;
  if (number === 0 || numbers.length !== 2 || one === undefined || other === undefined) return null;
  return one.length === 4 ? [one, String(number), other] : [other, String(number), one];
}

/**
 * A day as people type it: `2027-01-18`, `2027/1/18`, `18/01/2027`, `18-1-2027`, `20270118`, `18 janvier 2027`.
 * A slash date is read day first, as in Québec; `02/31/2027` is refused, not guessed. Null when it is not a day.
 */
export function parseDay(text: string): Day | null {
  const tidy = text.replaceAll(/[\s\u00A0\u202F]/g, "");
  const yearFirst = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(tidy) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(tidy);
  const dayFirst = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(tidy);
  const [year, month, date] = yearFirst
    ? [yearFirst[1], yearFirst[2], yearFirst[3]]
    : dayFirst
      ? [dayFirst[3], dayFirst[2], dayFirst[1]]
      : (namedMonth(text) ?? []);
  if (year === undefined || month === undefined || date === undefined) return null;
  const written = `${year}-${pad(month)}-${pad(date)}`;
  return isDay(written) ? written : null;
}

/** A time as people type it: `7`, `7h`, `7 h 30`, `07:30`, `0730`. Null when it is not one; `24:00` is refused. */
export function parseTime(text: string): Time | null {
  const tidy = text.toLowerCase().replaceAll(/[\s\u00A0\u202F]/g, "");
  const parts = /^(\d{1,2})(?:[h:](\d{2})?)?$/.exec(tidy) ?? /^(\d{1,2})(\d{2})$/.exec(tidy);
  if (!parts) return null;
  const written = `${pad(parts[1] ?? "")}:${parts[2] ?? "00"}`;
  return timeShape.test(written) ? written : null;
}

/** Minutes since midnight. */
export const minutesOf = (of: Time): number => Number(of.slice(0, 2)) * 60 + Number(of.slice(3, 5));
