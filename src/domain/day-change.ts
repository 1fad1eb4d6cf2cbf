import { addDays, daysBetween, weekdayOf, type Day, type Time } from "./dates.ts";
import { mondayOf } from "./day-plan.ts";
import type { Holiday } from "./holiday.ts";
import type { Id } from "./id.ts";
import {
  forStudent,
  inDates,
  presencesOf,
  timesOf,
  timesOfShift,
  type DayException,
  type DayKind,
  type Presence,
  type RemovalReason,
  type Schedule,
} from "./schedule.ts";

/** What a day is to be; null: as the pattern says (for a student: as the group has it). */
export type DaySetting = Omit<DayException, "day" | "studentId"> & { reason: RemovalReason | null };
export interface DayChange {
  day: Day;
  studentId: Id | null;
  to: DaySetting | null;
}

/** Hours as asked for one day: typed, by shift code, or (both null) those of the schedule. */
export interface DayHours {
  times: { startTime: Time; endTime: Time } | null;
  shiftCode: string | null;
}
export const usualHours: DayHours = { times: null, shiftCode: null };

/** Whose calendar is changed: the group's (null), or one student's. */
type Whose = Id | null;

const exceptionOn = (of: Schedule, day: Day, whose: Whose): DayException | undefined =>
  of.days?.find((one) => one.day === day && one.studentId === whose);

const sameTimes = (one: DayHours["times"], other: DayHours["times"]): boolean =>
  one?.startTime === other?.startTime && one?.endTime === other?.endTime;

/** What a day is before the layer that is being changed: the pattern for a group, the group for a student. */
function below(of: Schedule, whose: Whose): Map<Day, Presence> {
  return new Map(presencesOf(whose === null ? { ...of, days: [] } : of).map((presence) => [presence.day, presence]));
}

const now = (of: Schedule, whose: Whose): Map<Day, Presence> =>
  new Map(presencesOf(whose === null ? of : forStudent(of, whose)).map((presence) => [presence.day, presence]));

/** The least that must be said of a day so that somebody comes at these hours: nothing, when the layer below says it already. */
function coming(of: Schedule, base: Presence | undefined, wanted: DayHours & { kind: DayKind }): DaySetting | null {
  const own = wanted.times ?? (wanted.shiftCode === null ? null : timesOfShift(wanted.shiftCode));
  const times = own ?? timesOf(of);
  const plain = wanted.kind === "shift" && (wanted.shiftCode === null || wanted.shiftCode === base?.shiftCode);
  if (base && base.kind === "shift" && plain && sameTimes(base.times, times)) return null;
  // Hours that are the schedule's own are not written down: they follow when it changes.
  const usual = wanted.shiftCode === null && sameTimes(times, timesOf(of));
  return {
    state: "added",
    times: usual ? null : wanted.times,
    shiftCode: usual ? null : wanted.shiftCode,
    kind: wanted.kind,
    reason: null,
  };
}

const gone = (base: Presence | undefined, reason: RemovalReason): DaySetting | null =>
  base ? { state: "removed", times: null, shiftCode: null, kind: "shift", reason } : null;

/** Only what changes something: a day that is already so is not written again. */
function real(of: Schedule, changes: DayChange[]): DayChange[] {
  return changes.filter(({ day, studentId, to }) => {
    const has = exceptionOn(of, day, studentId);
    if (to === null || has === undefined) return (to === null) !== (has === undefined);
    return (
      has.state !== to.state ||
      has.kind !== to.kind ||
      has.shiftCode !== to.shiftCode ||
      !sameTimes(has.times, to.times) ||
      (has.reason ?? null) !== to.reason
    );
  });
}

/** Takes days out, each with its reason; with « jours variés » a day that was only possible is no longer. */
export function removing(of: Schedule, days: Day[], how: { whose?: Whose; reason: RemovalReason }): DayChange[] {
  const whose = how.whose ?? null;
  const base = below(of, whose);
  const possible = of.weekdays === null && whose === null;
  const out: DaySetting = { state: "removed", times: null, shiftCode: null, kind: "shift", reason: how.reason };
  return real(
    of,
    days.filter((day) => inDates(of, day)).map((day) => ({ day, studentId: whose, to: possible ? out : gone(base.get(day), how.reason) })),
  );
}

/** Puts days back to what the pattern says (for a student: the group). */
export const restoring = (of: Schedule, days: Day[], whose: Whose = null): DayChange[] =>
  real(
    of,
    days.map((day) => ({ day, studentId: whose, to: null })),
  );

/** Has somebody come on these days; hours and kind not given are those the day has now, else the schedule's. */
export function setting(of: Schedule, days: Day[], how: { whose?: Whose; hours?: DayHours; kind?: DayKind }): DayChange[] {
  const whose = how.whose ?? null;
  const [base, present] = [below(of, whose), now(of, whose)];
  return real(
    of,
    days
      .filter((day) => inDates(of, day))
      .map((day) => {
        const has = present.get(day);
        const own = has?.exception;
        const hours = how.hours ?? (own ? { times: own.times, shiftCode: own.shiftCode } : usualHours);
        return { day, studentId: whose, to: coming(of, base.get(day), { ...hours, kind: how.kind ?? has?.kind ?? "shift" }) };
      }),
  );
}

/** A day out for a holiday stays out when a pattern passes over it, and is no model when its week is copied. */
const keptOut = (one: DayException | null | undefined): boolean =>
  one?.state === "removed" && (one.reason === "holiday" || one.reason === "closed");

export interface Repetition {
  /** ISO weekdays the pattern has. */
  weekdays: number[];
  hours: DayHours;
  kind?: DayKind;
  /** 1 every week, 2 every other week…, counted from the week of `from`. */
  every: number;
  from: Day;
  to: Day;
  /** What becomes of the other days between: they stay, or only the pattern is left. */
  others: "keep" | "out";
  whose?: Whose;
}

const inBlocks = (of: Schedule, day: Day): boolean =>
  of.blocks.length === 0 || of.blocks.some((block) => block.from <= day && day <= block.to);

function* daysBetweenIn(of: Schedule, from: Day, to: Day): Generator<Day> {
  const first = from > of.startsOn ? from : of.startsOn;
  const last = to < of.endsOn ? to : of.endsOn;
  for (let day = first; day <= last; day = addDays(day, 1)) if (inBlocks(of, day)) yield day;
}

/** « Lu Me 7 h – 15 h, une semaine sur deux », « une fin de semaine sur trois »: one pattern over many weeks, inside dates and blocks. */
export function repeating(of: Schedule, how: Repetition): DayChange[] {
  const whose = how.whose ?? null;
  const [base, present] = [below(of, whose), now(of, whose)];
  const changes: DayChange[] = [];
  const firstMonday = mondayOf(how.from);
  for (const day of daysBetweenIn(of, how.from, how.to)) {
    const has = exceptionOn(of, day, whose) ?? exceptionOn(of, day, null);
    if (keptOut(has)) continue;
    const turn = Math.round(daysBetween(firstMonday, mondayOf(day)) / 7) % how.every === 0;
    if (turn && how.weekdays.includes(weekdayOf(day))) {
      changes.push({ day, studentId: whose, to: coming(of, base.get(day), { ...how.hours, kind: how.kind ?? "shift" }) });
    } else if (how.others === "out" && (present.has(day) || has)) {
      changes.push({ day, studentId: whose, to: gone(base.get(day), "rotation") });
    }
  }
  return real(of, changes);
}

/** One week over those that follow: `every` 1 all of them, 2 every other one; until `to`, the schedule's end at the latest. */
export function copyingWeek(of: Schedule, how: { monday: Day; every: number; to: Day; whose?: Whose }): DayChange[] {
  const whose = how.whose ?? null;
  const [base, present] = [below(of, whose), now(of, whose)];
  const changes: DayChange[] = [];
  for (const day of daysBetweenIn(of, addDays(how.monday, 7), how.to)) {
    if (Math.round(daysBetween(how.monday, mondayOf(day)) / 7) % how.every !== 0) continue;
    if (keptOut(exceptionOn(of, day, whose) ?? exceptionOn(of, day, null))) continue;
    const from = addDays(how.monday, weekdayOf(day) - 1);
    // Nothing is known of a day before the schedule begins, or of one that was out for a holiday: the pattern speaks.
    if (!inDates(of, from) || keptOut(exceptionOn(of, from, whose) ?? exceptionOn(of, from, null))) continue;
    const model = present.get(from);
    const own = model?.exception;
    const to = model
      ? coming(of, base.get(day), {
          times: own?.times ?? null,
          shiftCode: own?.shiftCode ?? null,
          kind: model.kind,
        })
      : gone(base.get(day), "rotation");
    changes.push({ day, studentId: whose, to });
  }
  return real(of, changes);
}

/** The holidays on which somebody would come: what is proposed out in one click. With « jours variés », any day might be one. */
export function holidaysToTakeOut(of: Schedule, holidays: Holiday[], whose: Whose = null): Holiday[] {
  const present = now(of, whose);
  const possible = of.weekdays === null && whose === null;
  return holidays.filter(({ day }) => present.has(day) || (possible && inDates(of, day) && !exceptionOn(of, day, null)));
}

export const takingHolidaysOut = (of: Schedule, holidays: Holiday[], whose: Whose = null): DayChange[] =>
  holidays.flatMap(({ day, kind }) => removing(of, [day], { whose, reason: kind === "statutory" ? "holiday" : "closed" }));

/** The schedule after changes; pure, the page shows it before the server has said so. */
export function withChanges(of: Schedule, changes: DayChange[]): Schedule {
  const kept = (of.days ?? []).filter((one) => !changes.some(({ day, studentId }) => day === one.day && studentId === one.studentId));
  const made = changes.flatMap(({ day, studentId, to }): DayException[] => (to === null ? [] : [{ day, studentId, ...to }]));
  return { ...of, days: [...kept, ...made].toSorted((one, other) => one.day.localeCompare(other.day)) };
}

/** What must be said so that the days are again as they were before `changes`. */
export const undoing = (before: Schedule, changes: DayChange[]): DayChange[] =>
  changes.map(({ day, studentId }) => {
    const had = exceptionOn(before, day, studentId);
    if (!had) return { day, studentId, to: null };
    const { state, times, shiftCode, kind, reason } = had;
    return { day, studentId, to: { state, times, shiftCode, kind, reason: reason ?? null } };
  });
