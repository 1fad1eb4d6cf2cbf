import { areApart, firstMeeting, shiftOf, trackOf, trackOfShifts, type Meeting, type Track } from "./conflict-track.ts";
import type { Id } from "./id.ts";
import { commonShifts, type Common } from "./overlap.ts";
import { forStudent, timesOf, type Schedule, type Shift } from "./schedule.ts";

/** Tracks by what their schedules say, one word after the other: no text is made of ten thousand schedules to find the few hundred alike. */
interface Branch {
  track: Track | null;
  next: Map<string | number | null, Branch>;
}
const branch = (): Branch => ({ track: null, next: new Map() });

/** Days of the week as bits. */
const maskOf = (weekdays: Schedule["weekdays"]): number => weekdays?.reduce<number>((mask, day) => mask | (1 << day), 0) ?? -1;

/** Where schedules that say the same presences meet. */
function branchOf(root: Branch, of: Schedule): Branch {
  let at = root;
  const step = (word: string | number | null): void => {
    let next = at.next.get(word);
    if (!next) at.next.set(word, (next = branch()));
    at = next;
  };
  step(of.startsOn);
  step(of.endsOn);
  step(maskOf(of.weekdays));
  step(of.startTime);
  step(of.endTime);
  step(of.shiftCode);
  const isPlain = of.blocks.length === 0 && !of.days?.length && !of.pauses?.length;
  if (!isPlain) step(JSON.stringify([of.blocks, of.days ?? 0, of.pauses ?? 0]));
  return at;
}

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
  const said = branch();
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
      const at = branchOf(said, schedule);
      track = at.track ??= trackOf(schedule, numbers++);
      if (bySchedule.size > mostSchedules) bySchedule.clear();
      bySchedule.set(schedule, track);
      return track;
    },
    ofShifts(shifts) {
      let track = byShifts.get(shifts);
      if (track) return track;
      track = trackOfShifts(shifts, numbers++);
      byShifts.set(shifts, track);
      return track;
    },
    first: (one, other) => (areApart(one, other) ? null : ofPair(pairs, [one, other], () => firstMeeting(one, other))),
    common(one, other) {
      const common = ofPair(commons, [one, other], () => commonShifts(shiftsIn(one), shiftsIn(other)));
      return common && { ...common, times: other.schedule && timesOf(other.schedule) };
    },
    lived({ schedule, parts }, studentId) {
      const first = times.of(forStudent(schedule, studentId));
      return parts ? [first, ...parts.map((one) => times.of(forStudent(one, studentId)))] : [first];
    },
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
