import { addDays, type Day } from "./dates.ts";
import type { Id } from "./id.ts";
import { addClash, commonShifts, inOrder, isOverlapping, mostTold, type Clashes, type Common, type Intent } from "./overlap.ts";
import { daysOf, hoursOf, shiftsOf, timesOf, type Schedule, type Shift } from "./schedule.ts";

/** What is worked out once for a schedule, however many rows have it. */
interface Known {
  no: number;
  schedule: Schedule;
  shifts: Shift[];
  days: Day[];
  hours: number | null;
  /** The day after its last: a night may reach into it. */
  over: Day;
}

/** Those of one schedule at one unit. */
interface Same {
  keys: Set<string>;
  /** Of the groups among them that others may know of, the first few in the order they are told, and how many there are. */
  groups: { first: Intent[]; count: number } | null;
}

interface Unit {
  members: Map<string, { intent: Intent; known: Known }>;
  /** By schedule: a thousand rows have few. */
  bySchedule: Map<Known, Same>;
  timeline: { times: string[]; counts: number[]; peaks: Map<Known, Peak | null> } | null;
}

/** More than this and what was worked out is forgotten and begun anew. */
const mostKnown = 20_000;

/** At the fullest moment of a schedule: how many are at the unit, and on which day. */
export interface Peak {
  count: number;
  on: Day;
}

/** Who is at which unit when: put in, taken out and asked one intent at a time, so that an edit costs what lies at its unit and no more. */
export interface UnitLoad {
  put(intent: Intent): void;
  remove(destinationId: Id, key: string): void;
  at(destinationId: Id): readonly Intent[];
  known(schedule: Schedule): Pick<Known, "days" | "hours" | "shifts">;
  /** Whom a group would meet at a unit, but for what bears its own key. */
  clashes(destinationId: Id, of: Pick<Intent, "key" | "kind" | "schedule"> & { family?: Id | null }): Clashes;
  /** Null when nobody is ever there at those hours. */
  peak(destinationId: Id, schedule: Schedule): Peak | null;
  /** The fullest moment of each of its days; for a unit that does not take the same every day. */
  peaks(destinationId: Id, schedule: Schedule): Peak[];
  /** The presences of the groups a zone's school may know of, one list a schedule. */
  taken(destinationId: Id, butFor: string): Shift[][];
}

/** A group of a school whose name may be told. */
const isTold = (one: Intent | undefined): boolean => one !== undefined && one.kind === "group" && one.school !== null;

export function createUnitLoad(): UnitLoad {
  const schedules = new Map<string, Known>();
  const pairs = new Map<number, Omit<Common, "times"> | null>();
  const units = new Map<Id, Unit>();
  let numbers = 0;

  function knownOf(schedule: Schedule): Known {
    const { startsOn, endsOn, blocks, weekdays, startTime, endTime, shiftCode, days, varied, pauses } = schedule;
    const text = JSON.stringify([startsOn, endsOn, blocks, weekdays, startTime, endTime, shiftCode, days ?? 0, varied ?? 0, pauses ?? 0]);
    let known = schedules.get(text);
    if (!known) {
      if (schedules.size > mostKnown) {
        schedules.clear();
        pairs.clear();
      }
      known = {
        no: numbers++,
        schedule,
        shifts: shiftsOf(schedule),
        days: daysOf(schedule),
        hours: hoursOf(schedule),
        over: addDays(endsOn, 1),
      };
      schedules.set(text, known);
    }
    return known;
  }

  function commonOf(one: Known, other: Known): Omit<Common, "times"> | null {
    if (one.over < other.schedule.startsOn || other.over < one.schedule.startsOn) return null;
    const key = one.no * 2 ** 26 + other.no;
    let common = pairs.get(key);
    if (common === undefined) pairs.set(key, (common = commonShifts(one.shifts, other.shifts)));
    return common;
  }

  function unitAt(id: Id): Unit {
    let unit = units.get(id);
    if (!unit) units.set(id, (unit = { members: new Map(), bySchedule: new Map(), timeline: null }));
    return unit;
  }

  function remove(destinationId: Id, key: string): void {
    const unit = units.get(destinationId);
    const member = unit?.members.get(key);
    if (!unit || !member) return;
    unit.members.delete(key);
    unit.timeline = null;
    const same = unit.bySchedule.get(member.known);
    if (!same) return;
    same.keys.delete(key);
    same.groups = null;
    if (same.keys.size === 0) unit.bySchedule.delete(member.known);
  }

  /** How many are there from each moment at which that changes. */
  function timelineOf(unit: Unit): NonNullable<Unit["timeline"]> {
    if (unit.timeline) return unit.timeline;
    const changes = new Map<string, number>();
    for (const [{ shifts }, { keys }] of unit.bySchedule) {
      let size = 0;
      for (const key of keys) size += unit.members.get(key)?.intent.size ?? 0;
      if (size === 0) continue;
      for (const { from, to } of shifts) {
        changes.set(from, (changes.get(from) ?? 0) + size);
        changes.set(to, (changes.get(to) ?? 0) - size);
      }
    }
    const times = [...changes.keys()].toSorted();
    let count = 0;
    const counts = times.map((time) => (count += changes.get(time) ?? 0));
    return (unit.timeline = { times, counts, peaks: new Map() });
  }

  const everyOf = (unit: Unit, { keys }: Same): Intent[] => [...keys].flatMap((key) => unit.members.get(key)?.intent ?? []).filter(isTold);

  function groupsOf(unit: Unit, same: Same): NonNullable<Same["groups"]> {
    if (same.groups) return same.groups;
    const all = everyOf(unit, same);
    // one more than is told, because the one that asks may be among them
    return (same.groups = { first: all.toSorted(inOrder).slice(0, mostTold + 1), count: all.length });
  }

  const kinOf = (unit: Unit, same: Same, of: { key: string; family: Id }): number =>
    everyOf(unit, same).filter((one) => one.key === of.key || one.family === of.family).length;

  return {
    put(intent) {
      remove(intent.destinationId, intent.key);
      const unit = unitAt(intent.destinationId);
      const known = knownOf(intent.schedule);
      unit.members.set(intent.key, { intent, known });
      unit.timeline = null;
      const same = unit.bySchedule.get(known);
      if (!same) unit.bySchedule.set(known, { keys: new Set([intent.key]), groups: null });
      else {
        same.keys.add(intent.key);
        same.groups = null;
      }
    },
    remove,
    at: (destinationId) => [...(units.get(destinationId)?.members.values() ?? [])].map(({ intent }) => intent),
    known: knownOf,
    clashes(destinationId, of) {
      const unit = units.get(destinationId);
      const clashes: Clashes = { told: [], more: 0 };
      if (!unit || of.kind !== "group") return clashes;
      const mine = knownOf(of.schedule);
      const family = of.family ?? null;
      for (const [theirs, same] of unit.bySchedule) {
        const common = commonOf(mine, theirs);
        if (!common) continue;
        const seen: Common = { ...common, times: timesOf(theirs.schedule) };
        const { first, count } = groupsOf(unit, same);
        let told = 0;
        // one's own, and the parts of one's own request, are few: those that may not be told stand among the first or are looked for
        const kin =
          family === null
            ? Number(same.keys.has(of.key) && isTold(unit.members.get(of.key)?.intent))
            : kinOf(unit, same, { key: of.key, family });
        for (const other of kin > 0 && family !== null ? everyOf(unit, same).toSorted(inOrder) : first) {
          if (told > mostTold || other.key === of.key || !isOverlapping(of, other)) continue;
          told++;
          addClash(clashes, { with: other, common: seen });
        }
        clashes.more += Math.max(0, count - kin - told);
      }
      return clashes;
    },
    peak(destinationId, schedule) {
      const unit = units.get(destinationId);
      if (!unit) return null;
      const { times, counts, peaks } = timelineOf(unit);
      const known = knownOf(schedule);
      const found = peaks.get(known);
      if (found !== undefined) return found;
      let most: Peak | null = null;
      let at = 0;
      for (const { from, to } of known.shifts) {
        while (at < times.length && (times[at] ?? "") <= from) at++;
        // the count that holds when the shift begins, then each change within it
        for (let index = Math.max(0, at - 1); index < times.length && (times[index] ?? "") < to; index++) {
          const count = counts[index] ?? 0;
          if (count > (most?.count ?? 0)) most = { count, on: from.slice(0, 10) };
        }
      }
      peaks.set(known, most);
      return most;
    },
    peaks(destinationId, schedule) {
      const unit = units.get(destinationId);
      if (!unit) return [];
      const { times, counts } = timelineOf(unit);
      let at = 0;
      return knownOf(schedule).shifts.map(({ from, to }): Peak => {
        while (at < times.length && (times[at] ?? "") <= from) at++;
        let count = 0;
        for (let index = Math.max(0, at - 1); index < times.length && (times[index] ?? "") < to; index++)
          count = Math.max(count, counts[index] ?? 0);
        return { count, on: from.slice(0, 10) };
      });
    },
    taken(destinationId, butFor) {
      const unit = units.get(destinationId);
      if (!unit) return [];
      return [...unit.bySchedule].flatMap(([{ shifts }, { keys }]) =>
        [...keys].some((key) => {
          const other = unit.members.get(key)?.intent;
          return key !== butFor && isTold(other);
        })
          ? [shifts]
          : [],
      );
    },
  };
}
