import { bandOf, bands } from "./capacity.ts";
import { minutesOf, type Day, type Time } from "./dates.ts";
import type { Id } from "./id.ts";
import { dayNumber, eachPresence } from "./occupancy.ts";
import { commonShifts, type Common } from "./overlap.ts";
import { forStudent, timesOf, timesOfShift, type Schedule, type Shift } from "./schedule.ts";

const minutesPerDay = 1440;

/** A schedule in numbers, worked out once however many places have it: comparing two of them costs a walk over integers. */
export interface Track {
  /** Of its own, to remember pairs by. */
  no: number;
  schedule: Schedule | null;
  /** Days somebody comes, since 1970, in order. */
  days: Int32Array;
  /** Presences whose hours are known, in order: minutes since 1970 by the place's clock, half-open. */
  from: Int32Array;
  to: Int32Array;
  /** The part of the day each of those lies in, as an index of `bands`. */
  band: Uint8Array;
}

/** Minutes since 1970 of the first time two tracks meet. */
export interface Meeting {
  from: number;
  to: number;
}

const dayTexts = new Map<number, Day>();
/** The day of a number of days since 1970; each is written once. */
export function dayOf(number: number): Day {
  let text = dayTexts.get(number);
  if (text === undefined) {
    if (dayTexts.size > 20_000) dayTexts.clear();
    dayTexts.set(number, (text = new Date(number * minutesPerDay * 60_000).toISOString().slice(0, 10)));
  }
  return text;
}

const two = (number: number): string => String(number).padStart(2, "0");
function textAt(minutes: number): string {
  const day = Math.floor(minutes / minutesPerDay);
  const clock = minutes - day * minutesPerDay;
  return `${dayOf(day)}T${two(Math.floor(clock / 60))}:${two(clock % 60)}`;
}
export const shiftOf = ({ from, to }: Meeting): Shift => ({ from: textAt(from), to: textAt(to) });
const minuteOf = (local: string): number => dayNumber(local.slice(0, 10)) * minutesPerDay + minutesOf(local.slice(11));
const bandNumber = (of: { startTime: string; endTime: string }): number => bands.indexOf(bandOf(of));

/** The same text for schedules that say the same presences. */
function textOf(of: Schedule): string {
  const pattern = `${of.startsOn} ${of.endsOn} ${of.weekdays?.join("") ?? "-"} ${of.startTime} ${of.endTime} ${of.shiftCode}`;
  const isPlain = of.blocks.length === 0 && !of.days?.length && !of.pauses?.length;
  return isPlain ? pattern : `${pattern} ${JSON.stringify([of.blocks, of.days ?? 0, of.pauses ?? 0])}`;
}

const everAfter = { first: Number.MIN_SAFE_INTEGER, last: Number.MAX_SAFE_INTEGER };

/** Hours of a day as minutes; a night lasts into the next. */
function hoursIn(times: { startTime: Time; endTime: Time }): Presence {
  const [from, end] = [minutesOf(times.startTime), minutesOf(times.endTime)];
  return { from, to: end > from ? end : end + minutesPerDay, band: bandNumber(times) };
}

interface Presence extends Meeting {
  band: number;
}

function trackOf(schedule: Schedule, no: number): Track {
  const found: number[] = [];
  eachPresence(schedule, everAfter, (day) => found.push(day));
  const days = Int32Array.from(found).sort();
  const times = timesOf(schedule);
  const usual = times && hoursIn(times);
  const own = new Map(
    schedule.days
      ?.filter(({ studentId, times: said, shiftCode }) => studentId === null && (said !== null || shiftCode !== null))
      .map((one) => [dayNumber(one.day), one.times ?? timesOfShift(one.shiftCode ?? "")]),
  );
  const presences: Presence[] = [];
  for (const day of days) {
    const said = own.get(day);
    const hours = own.has(day) ? said && hoursIn(said) : usual;
    const midnight = day * minutesPerDay;
    if (hours) presences.push({ from: midnight + hours.from, to: midnight + hours.to, band: hours.band });
  }
  return { no, schedule, days, ...columnsOf(presences) };
}

function columnsOf(presences: readonly Presence[]): Pick<Track, "from" | "to" | "band"> {
  const { length } = presences;
  const columns = { from: new Int32Array(length), to: new Int32Array(length), band: new Uint8Array(length) };
  for (const [at, { from, to, band }] of presences.entries()) [columns.from[at], columns.to[at], columns.band[at]] = [from, to, band];
  return columns;
}

/** The first time two tracks have somebody in both places, as `firstOverlap` finds it; null when they never do. */
function firstMeeting(one: Track, other: Track): Meeting | null {
  let index = 0;
  for (let at = 0; at < one.from.length; at++) {
    const [from, to] = [one.from[at] ?? 0, one.to[at] ?? 0];
    while (index < other.to.length && (other.to[index] ?? 0) <= from) index++;
    if (index === other.to.length) return null;
    const their = other.from[index] ?? 0;
    if (their < to) return { from: Math.max(from, their), to: Math.min(to, other.to[index] ?? 0) };
  }
  return null;
}

/** One is over before the other begins: most are. */
const areApart = (one: Track, other: Track): boolean =>
  (one.from[0] ?? Number.POSITIVE_INFINITY) >= (other.to.at(-1) ?? Number.NEGATIVE_INFINITY) ||
  (other.from[0] ?? Number.POSITIVE_INFINITY) >= (one.to.at(-1) ?? Number.NEGATIVE_INFINITY);

/** A schedule and the other parts of its split: whoever is in it goes through all of them. */
export interface Sitting {
  schedule: Schedule;
  parts?: Schedule[];
}

/** Schedules in numbers, each worked out once, and each pair of them compared once. */
export interface Times {
  of(schedule: Schedule): Track;
  ofShifts(shifts: readonly Shift[]): Track;
  first(one: Track, other: Track): Meeting | null;
  /** What two schedules have in common, as the first of them sees it. */
  common(one: Track, other: Track): Common | null;
  /** The tracks a student of the place lives, her own days over the group's. */
  lived(sitting: Sitting, studentId: Id): Track[];
  /** The first time any of some tracks meets any of some others. */
  firstOf(mine: readonly Track[], theirs: readonly Track[]): Meeting | null;
}

/** More than this and what was worked out is forgotten and begun anew. */
const mostPairs = 500_000;
const mostSchedules = 60_000;

export function createTimes(): Times {
  const bySchedule = new Map<Schedule, Track>();
  const byText = new Map<string, Track>();
  const byShifts = new WeakMap<readonly Shift[], Track>();
  const pairs = new Map<number, Meeting | null>();
  const commons = new Map<number, Omit<Common, "times"> | null>();
  const texts = new WeakMap<Track, Shift[]>();
  let numbers = 0;

  /** What two tracks come to, worked out once; not kept for ever. */
  function ofPair<Found>(known: Map<number, Found | null>, tracks: readonly [Track, Track], find: () => Found | null): Found | null {
    const key = tracks[0].no * 2 ** 26 + tracks[1].no;
    let found = known.get(key);
    if (found !== undefined) return found;
    if (known.size > mostPairs) known.clear();
    known.set(key, (found = find()));
    return found;
  }

  /** The presences of a track in words; few are ever told. */
  function shiftsIn(track: Track): Shift[] {
    let shifts = texts.get(track);
    if (!shifts) texts.set(track, (shifts = Array.from(track.from, (from, at) => shiftOf({ from, to: track.to[at] ?? 0 }))));
    return shifts;
  }

  const times: Times = {
    of(schedule) {
      let track = bySchedule.get(schedule);
      if (track) return track;
      const text = textOf(schedule);
      track = byText.get(text) ?? trackOf(schedule, numbers++);
      byText.set(text, track);
      if (bySchedule.size > mostSchedules) bySchedule.clear();
      bySchedule.set(schedule, track);
      return track;
    },
    ofShifts(shifts) {
      let track = byShifts.get(shifts);
      if (track) return track;
      const clock = (local: string): string => local.slice(11);
      const columns = columnsOf(
        shifts.map(({ from, to }) => ({
          from: minuteOf(from),
          to: minuteOf(to),
          band: bandNumber({ startTime: clock(from), endTime: clock(to) }),
        })),
      );
      track = { no: numbers++, schedule: null, days: Int32Array.from(shifts, ({ from }) => dayNumber(from.slice(0, 10))), ...columns };
      byShifts.set(shifts, track);
      return track;
    },
    first: (one, other) => (areApart(one, other) ? null : ofPair(pairs, [one, other], () => firstMeeting(one, other))),
    common(one, other) {
      const common = ofPair(commons, [one, other], () => commonShifts(shiftsIn(one), shiftsIn(other)));
      return common && { ...common, times: other.schedule && timesOf(other.schedule) };
    },
    lived: ({ schedule, parts = [] }, studentId) => [schedule, ...parts].map((one) => times.of(forStudent(one, studentId))),
    firstOf(mine, theirs) {
      let first: Meeting | null = null;
      for (const one of mine) {
        for (const other of theirs) {
          const meeting = times.first(one, other);
          if (meeting && (first === null || meeting.from < first.from)) first = meeting;
        }
      }
      return first;
    },
  };
  return times;
}

/** The first hour at which a student would be in two places, whichever part of either split she is then in; null when there is none. */
export function meeting(one: Sitting, other: Sitting, studentId: Id): Shift | null {
  const times = createTimes();
  const first = times.firstOf(times.lived(one, studentId), times.lived(other, studentId));
  return first && shiftOf(first);
}
