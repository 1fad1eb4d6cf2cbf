import { batch, createMemo, createSignal } from "solid-js";
import { createStore, produce } from "solid-js/store";
import {
  firstTerm,
  moveCourse,
  nameForward,
  planCopy,
  termOf,
  usualTarget,
  type MovedCourse,
  type TargetTerm,
} from "#domain/cohort-move.ts";
import { courseRefusal } from "#domain/cohort.ts";
import { isDay } from "#domain/dates.ts";
import { holidaysBetween, type Holiday } from "#domain/holiday.ts";
import type { Refusal } from "#domain/refusal.ts";
import type { Schedule } from "#domain/schedule.ts";
import { seasons } from "#domain/term.ts";
import type { Outputs } from "#ui/client.ts";

export type CopySource = Outputs["cohort"]["copySource"];
type Known = CopySource["terms"][number];

/** A course under review: what was moved, and the dates as they stand in its boxes. */
export interface CopyLine extends MovedCourse {
  included: boolean;
  startsOn: string;
  endsOn: string;
  blocks: { from: string; to: string }[];
}

/** A term in a list of choices, whether the school has it yet or not. */
export const keyOfTerm = (of: TargetTerm): string => (of.id === null ? `${of.season} ${of.year}` : of.id);

/** How many years of terms that are still missing are offered, beyond the last one needed. */
const yearsAhead = 2;

/** Terms to choose from, those to be added among them, in order of time. */
function choicesOf(terms: Known[], plan: MovedCourse[], first: TargetTerm | null): TargetTerm[] {
  const needed = [...plan.map(({ to }) => to), first].filter((one) => one !== null);
  const years = needed.map(({ startsOn }) => Number(startsOn.slice(0, 4)));
  const [from, to] = [Math.min(...years), Math.max(...years) + yearsAhead];
  const missing: TargetTerm[] = [];
  for (let year = from; year <= to; year++)
    for (const season of seasons) {
      const one = termOf(season, year, terms);
      if (one.id === null) missing.push(one);
    }
  return [...terms, ...missing].toSorted((one, other) => one.startsOn.localeCompare(other.startsOn));
}

const lineOf = (moved: MovedCourse): CopyLine => ({
  ...moved,
  included: !moved.source.retired,
  startsOn: moved.schedule?.startsOn ?? "",
  endsOn: moved.schedule?.endsOn ?? "",
  blocks: moved.schedule?.blocks.map((block) => ({ ...block })) ?? [],
});

/** The state of a review: one line a course, recomputed when its term changes, edited date by date. */
export function useCopyPlan(source: CopySource) {
  const before = firstTerm(source.courses, source.terms);
  const usual = before ? usualTarget(before, source.terms) : null;
  const [first, setFirst] = createSignal<TargetTerm | null>(usual);
  const planFor = (target: TargetTerm | null): MovedCourse[] =>
    target ? planCopy({ courses: source.courses, terms: source.terms, first: target, closed: source.closed }) : [];
  const [lines, setLines] = createStore<CopyLine[]>(planFor(usual).map(lineOf));
  const [name, setName] = createSignal("");
  const [shortName, setShortName] = createSignal("");
  const rename = (target: TargetTerm | null) => {
    const dates = { from: before?.startsOn ?? "", to: target?.startsOn ?? before?.startsOn ?? "" };
    setName(nameForward(source.cohort.name, dates));
    setShortName(nameForward(source.cohort.shortName, dates));
  };
  rename(usual);
  const choices = createMemo(() => choicesOf(source.terms, lines, first()));
  const termBy = (key: string): TargetTerm | null => choices().find((one) => keyOfTerm(one) === key) ?? null;

  /** The schedule its boxes say; null while a date cannot be read. */
  function scheduleOf(line: CopyLine): Schedule | null {
    const { weekdays, startTime, endTime, shiftCode } = line.source.schedule;
    const days = [line.startsOn, line.endsOn, ...line.blocks.flatMap(({ from, to }) => [from, to])];
    if (!days.every(isDay)) return null;
    return {
      startsOn: line.startsOn,
      endsOn: line.endsOn,
      blocks: line.blocks.map((block) => ({ ...block })),
      weekdays,
      startTime,
      endTime,
      shiftCode,
    };
  }
  /** Why a line cannot be saved as it stands; null when it can. */
  function problemOf(line: CopyLine): Refusal | "no-term" | "no-day" | null {
    if (!line.included) return null;
    if (line.to === null) return "no-term";
    const schedule = scheduleOf(line);
    return schedule === null ? "no-day" : courseRefusal(schedule, line.to);
  }
  /** Holidays that the dates now in the boxes fall on, however they came there. */
  function holidayAt(day: string): Holiday | null {
    return isDay(day) ? (holidaysBetween(day, day, source.closed)[0] ?? null) : null;
  }
  const included = () => lines.filter((line) => line.included);
  return {
    before,
    lines,
    first,
    name,
    setName,
    shortName,
    setShortName,
    choices,
    termBy,
    problemOf,
    scheduleOf,
    holidayAt,
    included,
    newTerms: () => {
      const found = new Map(included().flatMap(({ to }) => (to !== null && to.id === null ? [[keyOfTerm(to), to] as const] : [])));
      return [...found.values()].toSorted((one, other) => one.startsOn.localeCompare(other.startsOn));
    },
    /** Everything anew from another first term: what was written by hand is written for the terms before. */
    chooseFirst(key: string): void {
      const target = termBy(key);
      if (!target) return;
      batch(() => {
        setFirst(target);
        rename(target);
        setLines(planFor(target).map(lineOf));
      });
    },
    chooseTerm(id: string, key: string): void {
      const to = termBy(key);
      const at = lines.findIndex((line) => line.source.id === id);
      const line = lines[at];
      if (!line) return;
      setLines(at, { ...lineOf(moveCourse(line.source, { from: line.from, to }, source.closed)), included: line.included });
    },
    edit(id: string, change: (line: CopyLine) => void): void {
      setLines((line) => line.source.id === id, produce(change));
    },
    /** What the command takes. */
    courses: () =>
      included().flatMap((line) => {
        const schedule = scheduleOf(line);
        if (line.to === null || schedule === null) return [];
        const stock = line.to.id === null ? { season: line.to.season, year: line.to.year } : null;
        return [{ id: line.source.id, schedule, term: stock ?? { id: line.to.id ?? "" } }];
      }),
  };
}
export type CopyPlan = ReturnType<typeof useCopyPlan>;
