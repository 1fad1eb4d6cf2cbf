import { addDays, daysBetween, weekdayOf, type Day } from "./dates.ts";
import { holidaysBetween, type ClosedDay, type Holiday } from "./holiday.ts";
import type { Id } from "./id.ts";
import { daysOf, type Schedule } from "./schedule.ts";
import { seasonOf, seasons, stockTerm, type Season, type TermDates } from "./term.ts";

/**
 * Copying a cohort moves its dates (K04 turned round): each course goes to the corresponding later term, by whole weeks, so
 * that weekdays and the week of the term stay what they were. Nothing here is saved: it is what the review shows.
 */

/** A term a course can go to: one of the school, or a stock one that the copy would add. */
export type TargetTerm = TermDates & ({ id: Id } | { id: null; season: Season; year: number });

export type Edge = "startsOn" | "endsOn";

/** What a person should look at before saving. */
export type MoveNote =
  /** Where no term corresponds: she chooses one. */
  | { kind: "no-term" }
  /** A stock term that the copy adds. */
  | { kind: "new-term" }
  | { kind: "retired-course" }
  /** The day would have been `holiday`: it is the nearest one on which somebody is expected instead. */
  | { kind: "on-holiday"; edge: Edge; holiday: Holiday }
  /** The day would have been `from`, outside the term. */
  | { kind: "clipped"; edge: Edge; from: Day }
  | { kind: "block-clipped" | "block-lost"; from: Day; to: Day }
  /** Days in the middle on which nobody is expected: a request's calendar takes them out. */
  | { kind: "holidays-inside"; holidays: Holiday[] };

interface Range {
  startsOn: Day;
  endsOn: Day;
  /** Absent: dates alone, of a term nobody named. */
  name?: string;
  shortName?: string;
}

/** Whole weeks from a term to another: the nearest number, so that the first week stays the first. */
export const weeksBetween = (from: Range, to: Range): number => Math.round(daysBetween(from.startsOn, to.startsOn) / 7);

const lengthOf = (of: Range): number => daysBetween(of.startsOn, of.endsOn);
const isStock = (of: Range): boolean => seasonOf({ name: of.name ?? "", shortName: of.shortName ?? "" }) !== null;
/** Terms as long as each other but for a few days: having the whole of one is having the whole of the other. */
const alike = (one: Range, other: Range): boolean => Math.abs(lengthOf(one) - lengthOf(other)) <= 14;

/** How far a course goes: as its term does; between a custom term and a stock one, which begin for other reasons, as the year does. */
function weeksOf(of: Schedule, { from, to }: { from: Range; to: Range }): number {
  if (isStock(from) === isStock(to)) return weeksBetween(from, to);
  const years = Math.round(((Number(to.startsOn.slice(0, 4)) - Number(from.startsOn.slice(0, 4))) * 365.25) / 7);
  const there = addDays(of.startsOn, years * 7);
  return to.startsOn <= there && there <= to.endsOn ? years : weeksBetween(from, to);
}

/** The first day from `from` on, in steps of `step` days, that is good; null when none is before `until`. */
function firstGood(from: Day, of: { step: 1 | -1 | 7 | -7; until: Day; good: (day: Day) => boolean }): Day | null {
  const { step, until, good } = of;
  for (let day = from; step > 0 ? day <= until : day >= until; day = addDays(day, step)) if (good(day)) return day;
  return null;
}

/** The schedule of a course in another term, with what a person should look at. Days of the calendar are of a request and stay behind. */
export function moveSchedule(
  of: Schedule,
  terms: { from: Range; to: Range },
  closed: ClosedDay[],
): { schedule: Schedule; notes: MoveNote[] } {
  const { from, to } = terms;
  const notes: MoveNote[] = [];
  const weeks = weeksOf(of, terms);
  const shifted = (day: Day): Day => addDays(day, weeks * 7);
  const holidays = new Map(holidaysBetween(to.startsOn, to.endsOn, closed).map((one) => [one.day, one]));
  const works = (day: Day): boolean =>
    !holidays.has(day) && (of.weekdays === null || of.weekdays.length === 0 ? weekdayOf(day) <= 5 : of.weekdays.includes(weekdayOf(day)));

  function moveEdge(edge: Edge): Day {
    // A course that has the whole term has the whole of the other, whatever day that begins on.
    if (of[edge] === from[edge] && alike(from, to)) return to[edge];
    const forward = edge === "startsOn";
    let day = shifted(of[edge]);
    if (day < to.startsOn || day > to.endsOn) {
      notes.push({ kind: "clipped", edge, from: day });
      const inTerm = (one: Day) => to.startsOn <= one && one <= to.endsOn;
      const step = day < to.startsOn ? 7 : -7;
      day = firstGood(day, { step, until: step > 0 ? to.endsOn : to.startsOn, good: inTerm }) ?? to[edge];
    }
    const holiday = holidays.get(day);
    if (!holiday) return day;
    notes.push({ kind: "on-holiday", edge, holiday });
    return firstGood(day, forward ? { step: 1, until: to.endsOn, good: works } : { step: -1, until: to.startsOn, good: works }) ?? day;
  }

  let [startsOn, endsOn] = [moveEdge("startsOn"), moveEdge("endsOn")];
  // A term too short for what was planned: the whole of it, for somebody to think about.
  if (endsOn < startsOn) [startsOn, endsOn] = [to.startsOn, to.endsOn];
  const blocks: Schedule["blocks"] = [];
  for (const block of of.blocks) {
    const moved = { from: shifted(block.from), to: shifted(block.to) };
    const kept = { from: moved.from < startsOn ? startsOn : moved.from, to: moved.to > endsOn ? endsOn : moved.to };
    if (kept.from > kept.to) notes.push({ kind: "block-lost", ...moved });
    else {
      if (kept.from !== moved.from || kept.to !== moved.to) notes.push({ kind: "block-clipped", ...moved });
      blocks.push(kept);
    }
  }
  const schedule: Schedule = {
    startsOn,
    endsOn,
    blocks,
    weekdays: of.weekdays,
    startTime: of.startTime,
    endTime: of.endTime,
    shiftCode: of.shiftCode,
  };
  const inside = daysOf(schedule)
    .map((day) => holidays.get(day))
    .filter((one) => one !== undefined);
  if (inside.length > 0) notes.push({ kind: "holidays-inside", holidays: inside });
  return { schedule, notes };
}

type Known = TermDates & { id: Id };
const stockIndex = ({ season, year }: { season: Season; year: number }): number => year * seasons.length + seasons.indexOf(season);

/** The school's term of a season and year, or the stock one it lacks. */
export function termOf(season: Season, year: number, terms: Known[]): TargetTerm {
  const known = terms.find((one) => {
    const stock = seasonOf(one);
    return stock?.season === season && stock.year === year;
  });
  return known ?? { ...stockTerm(season, year), id: null, season, year };
}

/** A month: a custom term that begins further from where it should is another term. */
const nearEnough = 31;

/**
 * The term that corresponds to `source` when the first term of the cohort becomes `first`. Stock terms keep their season and
 * place in the year, and may still have to be added; a custom one goes to the term of the school that begins nearest to
 * where it would. Null when there is none.
 */
export function correspondingTerm(source: Known, of: { firstBefore: Known; first: TargetTerm; terms: Known[] }): TargetTerm | null {
  const { firstBefore, first, terms } = of;
  if (source.id === firstBefore.id) return first;
  const [stock, before, after] = [seasonOf(source), seasonOf(firstBefore), seasonOf(first)];
  if (stock && before && after) {
    const index = stockIndex(stock) + stockIndex(after) - stockIndex(before);
    return termOf(seasons[index % seasons.length] ?? "winter", Math.floor(index / seasons.length), terms);
  }
  const wanted = addDays(source.startsOn, weeksBetween(firstBefore, first) * 7);
  const far = (one: Known) => Math.abs(daysBetween(wanted, one.startsOn));
  const nearest = terms.filter((one) => one.id !== source.id).toSorted((one, other) => far(one) - far(other))[0];
  return nearest && far(nearest) <= nearEnough ? nearest : null;
}

export interface SourceCourse {
  id: Id;
  number: string;
  name: string;
  termId: Id;
  schedule: Schedule;
  retired: boolean;
}

/** A line of the review: where a course was, where it would go, and what to look at. */
export interface MovedCourse {
  source: SourceCourse;
  from: Known;
  to: TargetTerm | null;
  /** Null where there is no term to hold it. */
  schedule: Schedule | null;
  notes: MoveNote[];
}

/** One course in the term chosen for it. */
export function moveCourse(source: SourceCourse, terms: { from: Known; to: TargetTerm | null }, closed: ClosedDay[]): MovedCourse {
  const { from, to } = terms;
  const retired: MoveNote[] = source.retired ? [{ kind: "retired-course" }] : [];
  if (to === null) return { source, from, to, schedule: null, notes: [...retired, { kind: "no-term" }] };
  const { schedule, notes } = moveSchedule(source.schedule, { from, to }, closed);
  return { source, from, to, schedule, notes: [...retired, ...(to.id === null ? ([{ kind: "new-term" }] as const) : []), ...notes] };
}

/** The first term of a cohort's courses, in time; undefined when it has none. */
export function firstTerm(courses: SourceCourse[], terms: Known[]): Known | undefined {
  const held = new Set(courses.map(({ termId }) => termId));
  return terms
    .filter(({ id }) => held.has(id))
    .toSorted((one, other) => one.startsOn.localeCompare(other.startsOn) || one.endsOn.localeCompare(other.endsOn))[0];
}

/** Where a copy usually goes: the same season a year later; a custom term, to the next that begins about a year later. */
export function usualTarget(firstBefore: Known, terms: Known[]): TargetTerm | null {
  const stock = seasonOf(firstBefore);
  if (stock) return termOf(stock.season, stock.year + 1, terms);
  const later = terms.filter(({ startsOn }) => startsOn > firstBefore.endsOn);
  return (
    later.toSorted(
      (one, other) =>
        Math.abs(364 - daysBetween(firstBefore.startsOn, one.startsOn)) - Math.abs(364 - daysBetween(firstBefore.startsOn, other.startsOn)),
    )[0] ?? null
  );
}

/** Every course of a cohort, moved so that its first term becomes `first`, in order of time. */
export function planCopy(of: { courses: SourceCourse[]; terms: Known[]; first: TargetTerm; closed: ClosedDay[] }): MovedCourse[] {
  const { courses, terms, first, closed } = of;
  const firstBefore = firstTerm(courses, terms);
  if (!firstBefore) return [];
  return courses.flatMap((source): MovedCourse[] => {
    const from = terms.find(({ id }) => id === source.termId);
    return from ? [moveCourse(source, { from, to: correspondingTerm(from, { firstBefore, first, terms }) }, closed)] : [];
  });
}

/** « Soins infirmiers, cohorte 2026 » and « SI-26A », as many years later as the terms are; text without a year stays. */
export function nameForward(text: string, of: { from: Day; to: Day }): string {
  const [before, after] = [Number(of.from.slice(0, 4)), Number(of.to.slice(0, 4))];
  const years = after - before;
  if (years === 0) return text;
  if (/20\d\d/.test(text)) return text.replaceAll(/20\d\d/g, (year) => String(Number(year) + years));
  // A short name often bears two digits of a year within three of the first term's.
  return text.replace(/(?<!\d)\d\d(?!\d)/, (digits) => {
    const near = Math.abs(Number(digits) - (before % 100)) <= 3;
    return near ? String((Number(digits) + years) % 100).padStart(2, "0") : digits;
  });
}
