import { bands, capacityDays, type CapacityDays, type CapacityLine } from "./capacity.ts";
import type { Closure } from "./closure.ts";
import { addDays, daysBetween, weekdayOf, type Day } from "./dates.ts";
import type { Id } from "./id.ts";
import { countUnits, type Series } from "./occupancy.ts";
import { fold } from "./place.ts";
import type { Schedule } from "./schedule.ts";
import type { RoomQuestion } from "./watch.ts";

/** A unit with everything that says how many are free there. */
export interface UnitFacts {
  destinationId: Id;
  serviceId: Id;
  /** « CISSS des Rapides / Hôpital du Nord / Pédiatrie / 4e Est ». */
  path: string;
  /** Open today. */
  open: boolean;
  capacity: number | null;
  largestGroup: number | null;
  lines: readonly CapacityLine[];
  closures: readonly Pick<Closure, "startsOn" | "endsOn">[];
  /** Who is there or may come to be: what waits and what is accepted. `held`: by whom, where only that school knows of it (rule 5). */
  present: readonly { size: number; schedule: Schedule; heldBy: Id | null }[];
}

/** How many are free at one unit between two days: worked out once, asked by any number of questions. */
export interface UnitRoom {
  /** The least that is free on any of the question's days from `today` on, where one at least is open; null where nobody has said how many. */
  free(of: RoomQuestion, by: { agencyId: Id; today: Day }): number | null;
}

const everyDay = [1, 2, 3, 4, 5, 6, 7];
/** Weekdays nobody has laid down may be any: they take room on each day, as where one searches places. */
const anyDay = (of: Schedule): Schedule => (of.weekdays === null && !of.days?.length ? { ...of, weekdays: everyDay } : of);

export function createUnitRoom(unit: UnitFacts, period: { from: Day; to: Day }): UnitRoom {
  const length = daysBetween(period.from, period.to) + 1;
  const days = Array.from({ length }, (_, at) => addDays(period.from, at));
  const first = weekdayOf(period.from);
  const counted = (heldBy: Id | null): Series => {
    const there = unit.present.filter((one) => one.heldBy === null || one.heldBy === heldBy);
    const presences = there.map(({ size, schedule }) => ({
      destinationId: unit.destinationId,
      serviceId: unit.serviceId,
      layer: "pending" as const,
      size,
      schedule: anyDay(schedule),
    }));
    return countUnits(presences, period)[0]?.series ?? {};
  };
  const holders = new Set(unit.present.flatMap(({ heldBy }) => heldBy ?? []));
  const loads = new Map<Id | null, Series>();
  const loadFor = (agencyId: Id): Series => {
    const own = holders.has(agencyId) ? agencyId : null;
    let load = loads.get(own);
    if (!load) loads.set(own, (load = counted(own)));
    return load;
  };
  const capacities = new Map<string, CapacityDays>();
  const capacityFor = (discipline: string | null): CapacityDays => {
    const key = discipline === null ? "" : fold(discipline);
    let made = capacities.get(key);
    if (!made) capacities.set(key, (made = capacityDays(unit, unit, { days, discipline })));
    return made;
  };
  return {
    free(of, { agencyId, today }) {
      if (!unit.open) return null;
      const capacity = capacityFor(of.discipline);
      const load = loadFor(agencyId);
      const from = of.from > today ? of.from : today;
      const [begin, end] = [Math.max(0, daysBetween(period.from, from)), Math.min(length - 1, daysBetween(period.from, of.to))];
      const asked = of.band === null ? bands : [of.band];
      let least: number | null = null;
      for (let at = begin; at <= end; at++) {
        if (capacity.closed[at] === 1) continue;
        if (of.weekdays !== null && !of.weekdays.includes(((first - 1 + at) % 7) + 1)) continue;
        const unsaid = load["pending-any"]?.[at] ?? 0;
        let most: number | null = null;
        for (const band of asked) {
          const takes = capacity[band][at] ?? -1;
          if (takes < 0) continue;
          const left = takes - unsaid - (load[`pending-${band}`]?.[at] ?? 0);
          if (most === null || left > most) most = left;
        }
        if (most === null) return null;
        if (least === null || most < least) least = most;
      }
      return least === null ? null : Math.max(0, least);
    },
  };
}
