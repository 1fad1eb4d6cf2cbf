import { mondayOf } from "./day-plan.ts";
import { addDays, daysBetween, type Day } from "./dates.ts";

/** What is looked at at once: a month by day, thirteen weeks by day, fifty-two weeks by week (or by day). */
export const spans = ["month", "quarter", "year"] as const;
export type Span = (typeof spans)[number];
export type Grain = "day" | "week";

export const monthOf = (on: Day): Day => `${on.slice(0, 7)}-01`;

/** First and last day of what is shown around a day. */
export function periodOf(span: Span, on: Day): { from: Day; to: Day } {
  if (span !== "month") {
    const from = mondayOf(on);
    return { from, to: addDays(from, (span === "quarter" ? 13 : 52) * 7 - 1) };
  }
  const from = monthOf(on);
  return { from, to: addDays(monthOf(addDays(from, 31)), -1) };
}

/** The day from which the period before or after is shown. */
export function stepPeriod(span: Span, on: Day, by: 1 | -1): Day {
  if (span !== "month") return addDays(mondayOf(on), by * (span === "quarter" ? 13 : 52) * 7);
  const first = monthOf(on);
  return by === 1 ? monthOf(addDays(first, 31)) : monthOf(addDays(first, -1));
}

/** A column: a day, or a week of them, as places in the days of the period. */
export interface Column {
  from: number;
  to: number;
  day: Day;
  last: Day;
}

export function columnsOf({ from, to }: { from: Day; to: Day }, grain: Grain): Column[] {
  const length = daysBetween(from, to) + 1;
  const width = grain === "day" ? 1 : 7;
  return Array.from({ length: Math.ceil(length / width) }, (_column, index) => {
    const first = index * width;
    const last = Math.min(length, first + width) - 1;
    return { from: first, to: last, day: addDays(from, first), last: addDays(from, last) };
  });
}

/** The months above the columns: each with its first column and how many it has; a week belongs to the month it begins in. */
export function monthsOf(columns: readonly Column[]): { day: Day; at: number; columns: number }[] {
  const months: { day: Day; at: number; columns: number }[] = [];
  for (const [at, { day }] of columns.entries()) {
    const last = months.at(-1);
    if (last && last.day.slice(0, 7) === day.slice(0, 7)) last.columns++;
    else months.push({ day, at, columns: 1 });
  }
  return months;
}
