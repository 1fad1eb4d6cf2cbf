import { describe, expect, test } from "vitest";
import {
  bandOf,
  bandOfLine,
  bands,
  capacityAt,
  capacityDays,
  largestGroupOn,
  lineProblem,
  takenThrough,
  type Band,
  type CapacityLine,
  type LineShape,
} from "./capacity.ts";
import { addDays, weekdayOf } from "./dates.ts";

const shape: LineShape = {
  discipline: null,
  band: null,
  shiftCode: null,
  startTime: null,
  endTime: null,
  weekdays: null,
  from: null,
  to: null,
  students: 8,
  largestGroup: null,
  note: "",
};
let made = 0;
const line = (of: Partial<CapacityLine>): CapacityLine => ({
  ...shape,
  id: `l${String(made++).padStart(4, "0")}`,
  destinationId: "d",
  writtenAt: "2026-09-01T12:00:00.000Z",
  ...of,
});
const unit = { capacity: 10, largestGroup: 6 };
const monday = "2027-01-18";
const at = (lines: CapacityLine[], of: { day?: string; band?: Band; discipline?: string | null } = {}) =>
  capacityAt(unit, { lines, closures: [] }, { day: of.day ?? monday, band: of.band ?? "day", discipline: of.discipline ?? null });

/** The same numbers each run. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe("shifts of a day", () => {
  test("hours belong to the shift most of them lie in; of two alike, to the one they begin in", () => {
    const found = [
      ["07:00", "15:00"],
      ["07:30", "15:30"],
      ["15:00", "23:00"],
      ["23:00", "07:00"],
      ["19:00", "07:00"],
      ["07:00", "19:00"],
      ["11:00", "19:00"],
      ["19:00", "03:00"],
      ["00:00", "08:00"],
      ["08:00", "08:00"],
    ].map(([startTime = "", endTime = ""]) => bandOf({ startTime, endTime }));
    expect(found).toEqual(["day", "day", "evening", "night", "night", "day", "day", "evening", "night", "day"]);
  });

  test("a line speaks of its shift, its shift code's, its hours', or of all", () => {
    expect([
      bandOfLine(line({ band: "night" })),
      bandOfLine(line({ shiftCode: "S8" })),
      bandOfLine(line({ startTime: "07:00", endTime: "19:00" })),
      bandOfLine(line({})),
    ]).toEqual(["night", "evening", "day", null]);
  });
});

describe("capacity in force", () => {
  test("[R320] the most specific line of a unit says how many it takes, else the catalogue does", () => {
    const always = line({ students: 8 });
    const night = line({ band: "night", students: 2 });
    const weekend = line({ weekdays: [6, 7], students: 3 });
    const july = line({ from: "2027-07-01", to: "2027-07-31", students: 4 });
    const nurses = line({ discipline: "Soins infirmiers", students: 5 });
    const all = [always, night, weekend, july, nurses];
    expect(at([]).students).toBe(10);
    expect(at(all).line).toBe(always);
    expect(at(all, { band: "night" }).line).toBe(night);
    expect(at(all, { day: addDays(monday, 5) }).line).toBe(weekend);
    expect(at(all, { day: addDays(monday, 5), band: "night" }).line).toBe(night);
    expect(at(all, { day: "2027-07-05" }).line).toBe(july);
    expect(at(all, { discipline: "soins  INFIRMIERS" }).line).toBe(nurses);
    expect(at(all, { discipline: "Physiothérapie" }).line).toBe(always);
  });

  test("[R320] the shorter of two periods holds, and of two that say the same the newest", () => {
    const summer = line({ from: "2027-06-01", to: "2027-08-31", students: 4 });
    const july = line({ from: "2027-07-01", to: "2027-07-31", students: 1 });
    const later = line({ from: "2027-07-01", to: "2027-07-31", students: 2, writtenAt: "2026-10-01T12:00:00.000Z" });
    expect(at([july, summer], { day: "2027-07-05" }).line).toBe(july);
    expect(at([july, later, summer], { day: "2027-07-05" }).line).toBe(later);
    expect(at([summer], { day: "2027-09-01" })).toMatchObject({ students: 10, line: null });
  });

  test("[R320] a closed unit takes nobody, whatever its lines say", () => {
    const closures = [{ startsOn: monday, endsOn: addDays(monday, 2) }];
    const closed = capacityAt(unit, { lines: [line({})], closures }, { day: addDays(monday, 2), band: "day", discipline: null });
    expect(closed).toMatchObject({ students: 0, closed: true });
    const open = capacityAt(unit, { lines: [line({})], closures }, { day: addDays(monday, 3), band: "day", discipline: null });
    expect(open).toMatchObject({ students: 8, closed: false });
  });

  test("[R320] day by day it is what a plain reading of the lines says, on random lines", () => {
    const roll = dice(7);
    const days = Array.from({ length: 120 }, (_day, index) => addDays(monday, index));
    for (let round = 0; round < 20; round++) {
      const lines = Array.from({ length: roll(7) }, () => {
        const from = addDays(monday, roll(120));
        const way = roll(4);
        return line({
          discipline: [null, null, "Physio", "Ergo"][roll(4)] ?? null,
          band: way === 1 ? (bands[roll(3)] ?? null) : null,
          shiftCode: way === 2 ? (["J8", "S8", "N12"][roll(3)] ?? null) : null,
          weekdays: roll(2) === 0 ? null : [1 + roll(3), 4 + roll(4)].slice(roll(2)),
          from: roll(2) === 0 ? null : from,
          to: roll(2) === 0 ? null : addDays(from, roll(40)),
          students: roll(12),
          writtenAt: `2026-0${1 + roll(9)}-01T12:00:00.000Z`,
        });
      });
      const closures = roll(3) === 0 ? [{ startsOn: addDays(monday, 30), endsOn: addDays(monday, 30 + roll(20)) }] : [];
      const discipline = [null, "physio"][roll(2)] ?? null;
      const made = capacityDays({ capacity: null, largestGroup: null }, { lines, closures }, { days, discipline });
      // read naively: of the lines that hold, the one with the most said
      const score = (one: CapacityLine): number[] => [
        one.discipline === null ? 0 : 1,
        one.shiftCode !== null ? 2 : one.band !== null ? 1 : 0,
        one.weekdays === null ? 0 : 8 - one.weekdays.length,
        Number(one.from !== null) + Number(one.to !== null),
      ];
      for (const [index, day] of days.entries()) {
        for (const band of bands) {
          const holding = lines.filter(
            (one) =>
              (one.from === null || one.from <= day) &&
              (one.to === null || day <= one.to) &&
              (one.weekdays === null || one.weekdays.includes(weekdayOf(day))) &&
              (bandOfLine(one) === null || bandOfLine(one) === band) &&
              (one.discipline === null || one.discipline.toLowerCase() === discipline),
          );
          const closed = closures.some(({ startsOn, endsOn }) => startsOn <= day && day <= endsOn);
          const best = holding.reduce((most, one) => {
            const [mine, theirs] = [score(one), score(most)];
            const apart = mine.findIndex((value, rank) => value !== theirs[rank]);
            return apart >= 0 && (mine[apart] ?? 0) > (theirs[apart] ?? 0) ? one : most;
          }, holding[0] as CapacityLine);
          const said = made[band][index] ?? -2;
          const one = capacityAt({ capacity: null, largestGroup: null }, { lines, closures }, { day, band, discipline });
          expect(said).toBe(one.students ?? -1);
          if (closed) expect(said).toBe(0);
          else if (holding.length === 0) expect(said).toBe(-1);
          else expect(score(one.line as CapacityLine)).toEqual(score(best));
        }
      }
    }
  });

  test("[R321] the largest group of some days is the smallest that holds on any of them", () => {
    const lines = [line({ largestGroup: 5 }), line({ weekdays: [5], largestGroup: 3 }), line({ band: "night", largestGroup: 2 })];
    const week = Array.from({ length: 4 }, (_day, index) => addDays(monday, index));
    expect(largestGroupOn(unit, lines, { days: week, band: "day", discipline: null })).toBe(5);
    expect(largestGroupOn(unit, lines, { days: [...week, addDays(monday, 4)], band: "day", discipline: null })).toBe(3);
    expect(largestGroupOn(unit, lines, { days: week, band: null, discipline: null })).toBe(2);
    expect(largestGroupOn(unit, [], { days: week, band: null, discipline: null })).toBe(6);
    expect(largestGroupOn(unit, [line({})], { days: week, band: "day", discipline: null })).toBe(6);
  });

  test("[R321] through some days a unit takes what its least open one does, in the most open shift of each", () => {
    const lines = [line({ students: 8 }), line({ band: "night", students: 2 }), line({ weekdays: [2], students: 5 })];
    const week = Array.from({ length: 5 }, (_day, index) => addDays(monday, index));
    expect(takenThrough(unit, lines, { days: week, discipline: null })).toEqual({ capacity: 5, largestGroup: 6 });
    expect(takenThrough(unit, lines, { days: [monday], discipline: null }).capacity).toBe(8);
    expect(takenThrough({ capacity: null, largestGroup: null }, [], { days: week, discipline: null }).capacity).toBeNull();
  });

  test("a line with a period the wrong way round, two ways of saying when or an unknown shift code is not written", () => {
    expect(lineProblem(line({ from: "2027-02-01", to: "2027-01-01" }))).toBe("period");
    expect(lineProblem(line({ band: "day", shiftCode: "J8" }))).toBe("when");
    expect(lineProblem(line({ startTime: "07:00" }))).toBe("when");
    expect(lineProblem(line({ shiftCode: "X9" }))).toBe("shift-code");
    expect(lineProblem(line({ shiftCode: "N12", from: "2027-01-01" }))).toBeNull();
  });
});
