import { addDays, type Day } from "./dates.ts";
import type { Id } from "./id.ts";
import { commonShifts, inOrder, isOverlapping, type Clash, type Common, type Intent } from "./overlap.ts";
import { daysOf, hoursOf, shiftsOf, timesOf, type Schedule, type Shift } from "./schedule.ts";

/** What is worked out once for a schedule, however many rows have it. */
interface Known {
  no: number;
  schedule: Schedule;
  shifts: Shift[];
  days: Day[];
  hours: number | null;
}

interface Unit {
  members: Map<string, Intent & { known: Known }>;
  /** By schedule: a thousand rows have few. */
  bySchedule: Map<Known, Set<string>>;
  timeline: { times: string[]; counts: number[] } | null;
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
  clashes(destinationId: Id, of: Pick<Intent, "key" | "kind" | "schedule"> & { family?: Id | null }): Clash[];
  /** Null when nobody is ever there at those hours. */
  peak(destinationId: Id, schedule: Schedule): Peak | null;
  /** The presences of the groups a zone's school may know of, one list a schedule. */
  taken(destinationId: Id, butFor: string): Shift[][];
}

export function createUnitLoad(): UnitLoad {
  const schedules = new Map<string, Known>();
  const pairs = new Map<number, Omit<Common, "times"> | null>();
  const units = new Map<Id, Unit>();

  function knownOf(schedule: Schedule): Known {
    const { startsOn, endsOn, blocks, weekdays, startTime, endTime, shiftCode, days, varied, pauses } = schedule;
    const text = JSON.stringify([startsOn, endsOn, blocks, weekdays, startTime, endTime, shiftCode, days ?? 0, varied ?? 0, pauses ?? 0]);
    let known = schedules.get(text);
    if (!known) {
      if (schedules.size > mostKnown) {
        schedules.clear();
        pairs.clear();
      }
      known = { no: schedules.size, schedule, shifts: shiftsOf(schedule), days: daysOf(schedule), hours: hoursOf(schedule) };
      schedules.set(text, known);
    }
    return known;
  }

  function commonOf(one: Known, other: Known): Omit<Common, "times"> | null {
    if (one.schedule.endsOn < addDays(other.schedule.startsOn, -1) || other.schedule.endsOn < addDays(one.schedule.startsOn, -1))
      return null;
    const key = one.no * 1_000_000 + other.no;
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
    same?.delete(key);
    if (same?.size === 0) unit.bySchedule.delete(member.known);
  }

  /** How many are there from each moment at which that changes. */
  function timelineOf(unit: Unit): { times: string[]; counts: number[] } {
    if (unit.timeline) return unit.timeline;
    const changes = new Map<string, number>();
    for (const [{ shifts }, keys] of unit.bySchedule) {
      let size = 0;
      for (const key of keys) size += unit.members.get(key)?.size ?? 0;
      if (size === 0) continue;
      for (const { from, to } of shifts) {
        changes.set(from, (changes.get(from) ?? 0) + size);
        changes.set(to, (changes.get(to) ?? 0) - size);
      }
    }
    const times = [...changes.keys()].toSorted();
    let count = 0;
    const counts = times.map((time) => (count += changes.get(time) ?? 0));
    return (unit.timeline = { times, counts });
  }

  return {
    put(intent) {
      remove(intent.destinationId, intent.key);
      const unit = unitAt(intent.destinationId);
      const known = knownOf(intent.schedule);
      unit.members.set(intent.key, { ...intent, known });
      unit.timeline = null;
      const same = unit.bySchedule.get(known);
      if (same) same.add(intent.key);
      else unit.bySchedule.set(known, new Set([intent.key]));
    },
    remove,
    at: (destinationId) => [...(units.get(destinationId)?.members.values() ?? [])],
    known: knownOf,
    clashes(destinationId, of) {
      const unit = units.get(destinationId);
      if (!unit || of.kind !== "group") return [];
      const mine = knownOf(of.schedule);
      const clashes: Clash[] = [];
      for (const [theirs, keys] of unit.bySchedule) {
        const common = commonOf(mine, theirs);
        if (!common) continue;
        for (const key of keys) {
          const other = unit.members.get(key);
          if (other && key !== of.key && isOverlapping(of, other))
            clashes.push({ with: other, common: { ...common, times: timesOf(theirs.schedule) } });
        }
      }
      return inOrder(clashes);
    },
    peak(destinationId, schedule) {
      const unit = units.get(destinationId);
      if (!unit) return null;
      const { times, counts } = timelineOf(unit);
      let most: Peak | null = null;
      let at = 0;
      for (const { from, to } of knownOf(schedule).shifts) {
        while (at < times.length && (times[at] ?? "") <= from) at++;
        // the count that holds when the shift begins, then each change within it
        for (let index = Math.max(0, at - 1); index < times.length && (times[index] ?? "") < to; index++) {
          const count = counts[index] ?? 0;
          if (count > (most?.count ?? 0)) most = { count, on: from.slice(0, 10) };
        }
      }
      return most;
    },
    taken(destinationId, butFor) {
      const unit = units.get(destinationId);
      if (!unit) return [];
      return [...unit.bySchedule].flatMap(([{ shifts }, keys]) =>
        [...keys].some((key) => {
          const other = unit.members.get(key);
          return key !== butFor && other?.kind === "group" && other.school !== null;
        })
          ? [shifts]
          : [],
      );
    },
  };
}
