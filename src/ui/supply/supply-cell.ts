import { addDays, type Day } from "#domain/dates.ts";
import { freeOf, takenOf, unplanned, wouldBeOver, type Counted, type SupplyCell, type SupplyNeed } from "#domain/supply.ts";
import { stepOf, type Step } from "#domain/occupancy-picture.ts";
import { supplyWords } from "#words/supply.ts";
import { weekdayName } from "#words/calendar.ts";
import { inWords, type Language } from "#words/words.ts";

/** How full a cell is drawn. */
export function stepOfCell(cell: SupplyCell, counted: Counted): Step {
  const taken = takenOf(cell, counted);
  return stepOf({ students: taken, measured: taken, capacity: cell.room });
}

/** What a cell says in words: when, how many are free or taken, of whom. First the line that matters. */
export function cellLines(
  cell: SupplyCell,
  of: { monday: Day; counted: Counted; language: Language; side: "placing" | "receiving" | "unit"; units: number; overBelow: number },
): { when: string; load: string; split: string[] } {
  const { counted, language, monday } = of;
  const w = inWords(supplyWords, language);
  const taken = takenOf(cell, counted);
  const free = freeOf(cell, counted);
  const step = stepOfCell(cell, counted);
  const full =
    cell.room === null
      ? w.noCapacity(taken)
      : of.side === "placing"
        ? `${free === 0 ? w.noRoom : w.free(free ?? 0)} (${w.of(taken, cell.room)})`
        : w.of(taken, cell.room);
  const load = [
    cell.closed && taken === 0 ? w.closed : full,
    ...(step === "over" && cell.room !== null ? [w.overBy(taken - cell.room)] : []),
    ...(cell.closed && taken > 0 ? [w.closed] : []),
  ].join(", ");
  const parts = (["confirmed", "accepted", "pending", "ghost"] as const).filter((layer) => counted.has(layer) && cell[layer] > 0);
  const split = [
    ...(parts.length > 0 ? [parts.map((layer) => w.split(layer, cell[layer])).join(", ")] : []),
    ...(cell.own > 0 ? [w.own(cell.own)] : []),
    ...(wouldBeOver(cell, counted) && cell.room !== null ? [w.wouldBe(taken + cell.ghost - cell.room)] : []),
    ...(of.units > 1 ? [w.together(of.units)] : taken > 0 ? [w.moment(weekdayName(cell.day + 1, language), cell.band)] : []),
    ...(of.overBelow > 0 && step !== "over" ? [w.overBelow(of.overBelow)] : []),
  ];
  return { when: w.week(monday, addDays(monday, 6)), load, split };
}

/** The same of a week's needs. */
export function needLines(
  needs: readonly SupplyNeed[],
  of: { monday: Day; count: number; language: Language },
): { when: string; load: string; split: string[] } {
  const w = inWords(supplyWords, of.language);
  const sunday = addDays(of.monday, 6);
  const there = needs.filter(({ startsOn, endsOn }) => startsOn <= sunday && endsOn >= of.monday);
  return {
    when: w.week(of.monday, sunday),
    load: w.needs(of.count),
    split: there.slice(0, 4).map((need) => `${need.cohort}, ${need.course} · ${unplanned(need)}`),
  };
}
