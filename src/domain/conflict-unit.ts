import { bands, capacityDays, type Band } from "./capacity.ts";
import type { ConflictUnit } from "./conflict-facts.ts";
import { finding } from "./conflict-finding.ts";
import { groupOverlap } from "./conflict-overlap.ts";
import { dayOf, minutesPerDay, type Track } from "./conflict-track.ts";
import { othersAt, placesAt, type Here } from "./conflict-unit-here.ts";
import type { World } from "./conflict-world.ts";
import type { Finding } from "./conflict.ts";
import type { Id } from "./id.ts";

const perDay = bands.length;

/** The unit by day and band, between the first and the last day that the sheet has somebody there. */
interface Count {
  first: number;
  length: number;
  total: Int32Array;
  own: Int32Array;
}

/** Calls back with the cell of every presence whose hours are known; a night counts on the day it begins. */
function eachCell(track: Track, { first, length }: Pick<Count, "first" | "length">, there: (cell: number) => void): void {
  for (let at = 0; at < track.from.length; at++) {
    const day = Math.floor((track.from[at] ?? 0) / minutesPerDay) - first;
    if (day >= 0 && day < length) there(day * perDay + (track.band[at] ?? 0));
  }
}

function countAt(world: World, unit: ConflictUnit, here: Here[]): Count | null {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { track } of here) {
    first = Math.min(first, track.days[0] ?? first);
    last = Math.max(last, track.days.at(-1) ?? last);
  }
  if (first > last) return null;
  const length = last - first + 1;
  const count = { first, length, total: new Int32Array(length * perDay), own: new Int32Array(length * perDay) };
  const add = (to: Int32Array, track: Track, size: number) =>
    eachCell(track, count, (cell) => {
      to[cell] = (to[cell] ?? 0) + size;
    });
  for (const { track, size } of here) add(count.own, track, size);
  count.total.set(count.own);
  for (const { schedule, size } of othersAt(unit)) add(count.total, world.times.of(schedule), size);
  return count;
}

/** What the unit takes in each cell; -1 where nobody has said. */
function capacityOf(world: World, unit: ConflictUnit, { first, length }: Count): (cell: number) => number {
  if (unit.lines.length === 0) return () => unit.capacity ?? -1;
  const days = Array.from({ length }, (_day, index) => dayOf(first + index));
  // closed days are a conflict of their own
  const taken = capacityDays(unit, { lines: unit.lines, closures: [] }, { days, discipline: world.around.programme?.discipline || null });
  return (cell) => taken[bands[cell % perDay] ?? "day"][Math.floor(cell / perDay)] ?? -1;
}

/** More at the unit on a day and in a band than it takes, counting everybody's (R365): its fullest day, and how many such days. */
function unitFull(world: World, unit: ConflictUnit, here: Here[]): Finding[] {
  const count = countAt(world, unit, here);
  if (!count) return [];
  const takes = capacityOf(world, unit, count);
  const worst = new Map<Band, { cell: number; over: number; cells: Set<number> }>();
  for (const [cell, own] of count.own.entries()) {
    if (own === 0) continue;
    const capacity = takes(cell);
    const over = capacity < 0 ? 0 : (count.total[cell] ?? 0) - capacity;
    if (over <= 0) continue;
    const band = bands[cell % perDay] ?? "day";
    const known = worst.get(band);
    if (!known) worst.set(band, { cell, over, cells: new Set([cell]) });
    else {
      known.cells.add(cell);
      if (over > known.over) Object.assign(known, { cell, over });
    }
  }
  return [...worst].flatMap(([band, { cell, cells }]) => {
    const there = here.filter(({ track }) => {
      let found = false;
      eachCell(track, count, (one) => (found ||= cells.has(one)));
      return found;
    });
    const requestIds = there.map(({ place }) => place.requestId);
    const [requestId] = requestIds;
    if (requestId === undefined) return [];
    const [asked, own, capacity] = [count.total[cell] ?? 0, count.own[cell] ?? 0, takes(cell)];
    const on = dayOf(count.first + Math.floor(cell / perDay));
    return [
      finding(
        { kind: "unit-full", destinationId: unit.destinationId, requestId, band, on, days: cells.size, asked, own, capacity },
        {
          severity: "warns",
          ids: [unit.destinationId, band],
          about: [on, cells.size, asked, capacity, ...requestIds],
          requestIds,
          edits: there.flatMap(({ place }) => place.edits),
        },
      ),
    ];
  });
}

/** What is wrong at a unit, with everybody there. */
export function unitTrouble(world: World, destinationId: Id): Finding[] {
  const here = placesAt(world, destinationId);
  if (here.length === 0) return [];
  const unit = world.units.get(destinationId) ?? { destinationId, capacity: null, largestGroup: null, lines: [], others: [] };
  return [...unitFull(world, unit, here), ...groupOverlap(world, unit, here)];
}
