import { describe, expect, test } from "vitest";
import type { CapacityLine } from "./capacity.ts";
import type { ConflictUnit } from "./conflict-facts.ts";
import { days, edit, evenings, found, group, place, seat } from "./conflict-sample.ts";

const unit = (more: Partial<ConflictUnit> = {}): ConflictUnit => ({
  destinationId: "4e",
  capacity: 8,
  largestGroup: null,
  lines: [],
  others: [],
  ...more,
});
const here = { destinationId: "4e", size: 4 };
const line = (more: Partial<CapacityLine>): CapacityLine => ({
  id: "line",
  destinationId: "4e",
  writtenAt: "2026-10-01T12:00:00.000Z",
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
  ...more,
});

describe("[R365] a unit takes so many a day and band, of all schools together", () => {
  test("what is over is a warning of the sheet's places there: the fullest day, how many days, how many are its own", () => {
    const of = { places: [place("a", { ...here, edits: [edit("dates")] }), place("b", { ...here, schedule: evenings })] };
    expect(found("unit-full", { ...of, units: [unit({ others: [group("x", { size: 4 })] })] })).toEqual([]);
    const others = [group("x", { size: 4 }), group("y", { size: 2, school: null, schedule: { ...days, weekdays: [2] } })];
    expect(found("unit-full", { ...of, units: [unit({ others })] })).toMatchObject([
      {
        rule: "R365",
        severity: "warns",
        destinationId: "4e",
        requestIds: ["a"],
        band: "day",
        on: "2027-01-19",
        days: 15,
        asked: 10,
        own: 4,
        capacity: 8,
        edits: [edit("dates")],
      },
    ]);
  });

  test("whom nobody asked for yet is nobody, and a part of a group counts as what its unit takes of it at a time", () => {
    const others = [group("x", { size: 40, stage: "outbox" })];
    expect(found("unit-full", { places: [place("a", { ...here, size: 12, sizeHere: 6 })], units: [unit({ others })] })).toEqual([]);
  });

  test("students put there over the group's size count", () => {
    const seats = ["gagnon", "roy", "cote"].map((one) => seat("a", one));
    const of = { places: [place("a", { ...here, size: 2 })], units: [unit({ capacity: 2 })] };
    expect(found("unit-full", { ...of, seats: seats.slice(1) })).toEqual([]);
    expect(found("unit-full", { ...of, seats })).toMatchObject([{ asked: 3, own: 3, capacity: 2 }]);
  });

  test("a line of the unit's says otherwise on some days, in a band, for a discipline; where nobody has said, nothing is", () => {
    const places = [place("a", here)];
    const programme = { id: "p", name: "Soins infirmiers", discipline: "Soins infirmiers" };
    const of = (more: Partial<ConflictUnit>) => found("unit-full", { places, programme, units: [unit(more)] });
    expect(of({ capacity: null })).toEqual([]);
    expect(of({ lines: [line({ students: 3, weekdays: [3] })] })).toMatchObject([{ on: "2027-01-20", days: 15, capacity: 3 }]);
    expect(of({ lines: [line({ students: 3, band: "evening" })] })).toEqual([]);
    expect(of({ lines: [line({ students: 3, discipline: "Soins infirmiers" })] })).toHaveLength(1);
    expect(of({ lines: [line({ students: 3, discipline: "Inhalothérapie" })] })).toEqual([]);
  });
});

describe("[R366] two groups at one unit at the same hours", () => {
  test("is a warning that says the other school, how many and when; who is outside the zone is not told of", () => {
    const of = (others: ConflictUnit["others"]) => found("group-overlap", { places: [place("a", here)], units: [unit({ others })] });
    expect(of([group("x", { size: 1 })])).toMatchObject([
      {
        rule: "R366",
        severity: "warns",
        requestIds: ["a"],
        with: [{ school: "Cégep de l’Érable", size: 1, from: "2027-01-18", weekdays: [1, 2, 3] }],
        more: 0,
      },
    ]);
    for (const none of [
      { school: null },
      { kind: "individual" as const },
      { stage: "draft" as const },
      { schedule: evenings },
      { family: "a" },
    ])
      expect(of([group("x", none)])).toEqual([]);
  });

  test("of two of the sheet the later one says it, for both", () => {
    const places = [place("a", here), place("b", here), place("c", { ...here, schedule: evenings })];
    expect(found("group-overlap", { places })).toMatchObject([{ requestIds: ["b", "a"], with: [{ school: null, size: 4 }] }]);
  });

  test("of many the first few are told and the rest are a number", () => {
    const others = Array.from({ length: 8 }, (_one, index) => group(`x${index}`, { size: 1 }));
    const [conflict] = found("group-overlap", { places: [place("a", here)], units: [unit({ capacity: null, others })] });
    expect(conflict?.with).toHaveLength(5);
    expect(conflict?.more).toBe(3);
  });
});
