import { bandOf, bands, type Band } from "./capacity.ts";
import type { Day } from "./dates.ts";
import type { Id } from "./id.ts";
import { isAccepted, isDraft, isOpen, type Status } from "./request.ts";
import { timesOf, timesOfShift, type Schedule } from "./schedule.ts";

/**
 * How sure a presence is. `ghost`: what schools are preparing and nobody was sent yet, a count of all of them together; never whose, and
 * nothing of what is held until its release moment (section 8, rule 5).
 */
export const layers = ["confirmed", "accepted", "pending", "ghost"] as const;
export type Layer = (typeof layers)[number];

/** The layer of a request as whoever receives sees it; null when it counts for nothing (rule 13) or is nobody's but the school's (rule 5). */
export function layerOf(status: Status): Layer | null {
  if (!isOpen(status) || status === "sent-held") return null;
  if (isDraft(status)) return "ghost";
  return status === "confirmed" ? "confirmed" : isAccepted(status) ? "accepted" : "pending";
}

/** A shift, or hours that are various: who comes at unknown hours may be there in any of the three. */
export type Slot = Band | "any";
export const slots = [...bands, "any"] as const;

/** So many students at a unit (null: the service has not said which), when. */
export interface Presences {
  destinationId: Id | null;
  serviceId: Id;
  layer: Layer;
  size: number;
  schedule: Schedule;
}

/** Students day by day from the first of the days asked for, by layer and shift; what is absent is nobody. */
export type Series = Partial<Record<`${Layer}-${Slot}`, number[]>>;

/** A unit's count. `varied`: requests whose weekdays are various and laid down nowhere, so that no day counts them, and their students. */
export interface UnitCount {
  destinationId: Id | null;
  serviceId: Id;
  series: Series;
  varied: { requests: number; students: number };
}

const dayNumbers = new Map<Day, number>();
/** Days since 1970; each day's text is read once. */
export function dayNumber(on: Day): number {
  let number = dayNumbers.get(on);
  if (number === undefined) {
    if (dayNumbers.size > 20_000) dayNumbers.clear();
    dayNumbers.set(on, (number = Math.round(Date.parse(`${on}T00:00:00Z`) / 86_400_000)));
  }
  return number;
}

/** 0 Monday to 6 Sunday; 1970-01-01 was a Thursday. */
const weekdayAt = (number: number): number => (number + 3) % 7;

const slotOf = (times: ReturnType<typeof timesOf>): Slot => (times === null ? "any" : bandOf(times));

/** Three years are walked and no more, as `presencesOf` does. */
const longest = 3 * 366;

type Span = readonly [first: number, last: number];

/** Spans in order, none touching another: a day that two of them have is one day. */
function spansOf(periods: readonly { from: Day; to: Day }[]): Span[] {
  const spans: [number, number][] = [];
  for (const [first, last] of periods
    .map(({ from, to }): Span => [dayNumber(from), dayNumber(to)])
    .toSorted((one, other) => one[0] - other[0])) {
    const before = spans.at(-1);
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else if (first <= last) spans.push([first, last]);
  }
  return spans;
}

const isWithin = (spans: readonly Span[], on: number): boolean => spans.some(([first, last]) => first <= on && on <= last);

/** Days a week apart, from the first to the last, in one shift. */
type Run = (first: number, last: number, slot: Slot) => void;

/**
 * The days (since 1970) somebody comes between two days, as runs of a weekday each, in no order: `presencesOf`, without a text or an object
 * for each day, because an organisation has half a million of them a year. False when its weekdays are various and nothing is laid down.
 */
function eachRun(of: Schedule, between: { first: number; last: number }, run: Run): boolean {
  const exceptions = of.days?.filter(({ studentId }) => studentId === null) ?? [];
  if (of.weekdays === null && exceptions.length === 0) return false;
  const starts = dayNumber(of.startsOn);
  const first = Math.max(starts, between.first);
  const last = Math.min(dayNumber(of.endsOn), starts + longest, between.last);
  if (last < first) return true;
  const usual = slotOf(timesOf(of));
  const laid = exceptions.length === 0 ? null : new Map(exceptions.map((one) => [dayNumber(one.day), one]));
  const pauses = of.pauses ? spansOf(of.pauses) : [];
  const blocks: Span[] = of.blocks.length === 0 ? [[first, last]] : spansOf(of.blocks);
  const isEven = laid === null && pauses.length === 0;
  for (const [from, to] of blocks) {
    const begins = Math.max(first, from);
    const ends = Math.min(last, to);
    for (const weekday of of.weekdays ?? []) {
      const begin = begins + ((weekday + 6 - weekdayAt(begins)) % 7);
      if (begin > ends) continue;
      if (isEven) run(begin, ends, usual);
      else for (let on = begin; on <= ends; on += 7) if (!laid?.has(on) && !isWithin(pauses, on)) run(on, on, usual);
    }
  }
  for (const [on, { state, times, shiftCode }] of laid ?? []) {
    if (state === "removed" || on < first || last < on || isWithin(pauses, on)) continue;
    run(on, on, times !== null || shiftCode !== null ? slotOf(times ?? timesOfShift(shiftCode ?? "")) : usual);
  }
  return true;
}

/** Calls back with each of those days and its shift. */
export const eachPresence = (of: Schedule, between: { first: number; last: number }, there: (day: number, slot: Slot) => void): boolean =>
  eachRun(of, between, (first, last, slot) => {
    for (let on = first; on <= last; on += 7) there(on, slot);
  });

/** The key of a unit, or of what a service has not given a unit yet. */
export const unitKey = (of: { destinationId: Id | null; serviceId: Id }): string => of.destinationId ?? `service ${of.serviceId}`;

/** Who is where, unit by unit, between two days. */
export function countUnits(all: Iterable<Presences>, { from, to }: { from: Day; to: Day }): UnitCount[] {
  const between = { first: dayNumber(from), last: dayNumber(to) };
  const length = between.last - between.first + 1;
  const units = new Map<string, UnitCount>();
  for (const { destinationId, serviceId, layer, size, schedule } of all) {
    const key = unitKey({ destinationId, serviceId });
    let unit = units.get(key);
    if (!unit) units.set(key, (unit = { destinationId, serviceId, series: {}, varied: { requests: 0, students: 0 } }));
    const { series } = unit;
    const known = eachRun(schedule, between, (first, last, slot) => {
      const counts = (series[`${layer}-${slot}`] ??= Array.from<number>({ length }).fill(0));
      for (let on = first - between.first; on <= last - between.first; on += 7) counts[on] = (counts[on] ?? 0) + size;
    });
    if (!known && layer !== "ghost") {
      unit.varied.requests++;
      unit.varied.students += size;
    }
  }
  return [...units.values()];
}
