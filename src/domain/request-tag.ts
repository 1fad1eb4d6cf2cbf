import { addDays, daysBetween, type Day } from "./dates.ts";
import type { Problem } from "./refusal.ts";
import { hoursOf, type Schedule } from "./schedule.ts";

/** What can be said of a placement whose dates were changed after it was agreed on (F-169): PARTCANC, REPORTÉ, SUSPENDU. */
export const tagKinds = ["shortened", "postponed", "suspended"] as const;
export type TagKind = (typeof tagKinds)[number];

/** One such change, as the lists show it and the tracking report counts it. */
export interface RequestTag {
  kind: TagKind;
  startsBefore: Day;
  endsBefore: Day;
  startsAfter: Day;
  endsAfter: Day;
  suspendedFrom: Day | null;
  /** Null: until somebody resumes it. */
  suspendedTo: Day | null;
  resumedOn: Day | null;
  resubmitted: boolean;
}

export type Rescheduled = { schedule: Schedule } | { field: "startsOn" | "endsOn" | "from" | "to"; problem: Problem };

/** Ranges as far as they lie between two days; those outside are gone. */
const within = <Range extends { from: Day; to: Day }>(ranges: readonly Range[], from: Day, to: Day): Range[] =>
  ranges
    .filter((one) => one.from <= to && one.to >= from)
    .map((one) => ({ ...one, from: one.from < from ? from : one.from, to: one.to > to ? to : one.to }));

/** A schedule with other pauses; without any it has no such field, so that schedules compare as before. */
export function withPauses(of: Schedule, pauses: { from: Day; to: Day }[]): Schedule {
  const { pauses: _former, ...rest } = of;
  return pauses.length === 0 ? rest : { ...rest, pauses };
}

/** Calendar days moved by whole weeks keep their weekday and go along; moved otherwise they would lie, and are left out. */
function daysMoved(of: Schedule, by: number): Schedule {
  if (!of.days) return of;
  return { ...of, days: by % 7 === 0 ? of.days.map((one) => ({ ...one, day: addDays(one.day, by) })) : [] };
}

/**
 * A placement that begins later (T28). Without an end it lasts as many days as before; blocks and calendar move with the start,
 * a pause that would lie before it is over.
 */
export function postponed(of: Schedule, to: { startsOn: Day; endsOn: Day | null; course: { startsOn: Day; endsOn: Day } }): Rescheduled {
  const by = daysBetween(of.startsOn, to.startsOn);
  if (by <= 0) return { field: "startsOn", problem: { kind: "not-later", than: of.startsOn } };
  const endsOn = to.endsOn ?? addDays(of.endsOn, by);
  if (endsOn < to.startsOn) return { field: "endsOn", problem: { kind: "end-before-start" } };
  if (endsOn > to.course.endsOn || to.startsOn < to.course.startsOn) {
    return { field: to.startsOn > to.course.endsOn ? "startsOn" : "endsOn", problem: { kind: "outside-course", ...bounds(to.course) } };
  }
  const blocks = within(
    of.blocks.map((one) => ({ from: addDays(one.from, by), to: addDays(one.to, by) })),
    to.startsOn,
    endsOn,
  );
  const pauses = within(of.pauses ?? [], to.startsOn, endsOn);
  return { schedule: withPauses({ ...daysMoved(of, by), startsOn: to.startsOn, endsOn, blocks }, pauses) };
}
const bounds = ({ startsOn, endsOn }: { startsOn: Day; endsOn: Day }) => ({ startsOn, endsOn });

/** A placement that ends earlier (T27). */
export function shortened(of: Schedule, endsOn: Day): Rescheduled {
  if (endsOn >= of.endsOn) return { field: "endsOn", problem: { kind: "not-earlier", than: of.endsOn } };
  if (endsOn < of.startsOn) return { field: "endsOn", problem: { kind: "end-before-start" } };
  const pauses = within(of.pauses ?? [], of.startsOn, endsOn);
  return { schedule: withPauses({ ...of, endsOn, blocks: within(of.blocks, of.startsOn, endsOn) }, pauses) };
}

/** A placement that stops for a while (T29): to the end, when nobody knows for how long. */
export function suspended(of: Schedule, range: { from: Day; to: Day | null }): Rescheduled {
  const outside: Problem = { kind: "outside-request", ...bounds(of) };
  if (range.from < of.startsOn || range.from > of.endsOn) return { field: "from", problem: outside };
  const to = range.to ?? of.endsOn;
  if (to < range.from) return { field: "to", problem: { kind: "end-before-start" } };
  if (to > of.endsOn) return { field: "to", problem: outside };
  const pauses = of.pauses ?? [];
  const other = pauses.find((one) => one.from <= to && range.from <= one.to);
  if (other) return { field: "from", problem: { kind: "suspended-already", ...other } };
  const next = [...pauses, { from: range.from, to }].toSorted((one, another) => one.from.localeCompare(another.from));
  return { schedule: withPauses(of, next) };
}

/** The pause a placement would come out of on a day: the one it is in, else the next one. */
export const pauseAt = (of: Schedule, on: Day): { from: Day; to: Day } | undefined => (of.pauses ?? []).find((one) => one.to >= on);

/** Back on a day: the pause ends the day before, or never was when it had not begun; null when there is nothing to come back from. */
export function resumed(of: Schedule, on: Day): Schedule | null {
  const pause = pauseAt(of, on);
  if (!pause) return null;
  const pauses = (of.pauses ?? []).flatMap((one) => (one !== pause ? [one] : on <= one.from ? [] : [{ ...one, to: addDays(on, -1) }]));
  return withPauses(of, pauses);
}

/** « Soumettre de nouveau » as proposed: when it has yet to begin and who receives uses the system (K11, K12). */
export const resubmitsByDefault = (of: { startsOn: Day; today: Day; targetIsUser: boolean }): boolean =>
  of.targetIsUser && of.startsOn > of.today;

/** Hours a student does: as typed where somebody typed them, else as the schedule says; null when neither can. */
export const hoursKept = (of: { schedule: Schedule; hours?: number | null }): number | null => of.hours ?? hoursOf(of.schedule);
