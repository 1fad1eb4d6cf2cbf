import { describe, expect, test } from "vitest";
import { capacityDays } from "./capacity.ts";
import { addDays } from "./dates.ts";
import { cellAt, cellOf, stepOf, sumRows, unitRow, utilisationOf, type View } from "./occupancy-picture.ts";
import { layers } from "./occupancy.ts";

const days = Array.from({ length: 4 }, (_day, index) => addDays("2027-01-18", index));
const all: View = { shift: "all", layers: new Set(layers) };
const taking = (capacity: number | null, closed: string[] = []) =>
  capacityDays(
    { capacity, largestGroup: null },
    { lines: [], closures: closed.map((one) => ({ startsOn: one, endsOn: one })) },
    { days, discipline: null },
  );

describe("the picture", () => {
  test("[R322] a day shows its fullest shift, with who is sure and who is not; unknown hours count in whichever", () => {
    const row = unitRow(
      { "accepted-day": [4, 0, 0, 0], "pending-evening": [5, 0, 0, 0], "pending-any": [1, 0, 0, 0], "ghost-evening": [3, 0, 0, 0] },
      taking(8),
      4,
    );
    expect(cellAt(row, 0, all)).toMatchObject({
      band: "evening",
      students: 6,
      capacity: 8,
      various: 1,
      split: { confirmed: 0, accepted: 0, pending: 6, ghost: 3 },
    });
    expect(cellAt(row, 0, { ...all, shift: "day" })).toMatchObject({ band: "day", students: 5, split: { accepted: 4, pending: 1 } });
    expect(cellAt(row, 0, { shift: "all", layers: new Set(["accepted"]) })).toMatchObject({ band: "day", students: 4 });
  });

  test("[R323] what schools prepare weighs nothing: it is told beside, and chooses the shift only where nobody else is", () => {
    const row = unitRow({ "ghost-night": [20, 20, 0, 0], "accepted-day": [0, 1, 0, 0] }, taking(8), 4);
    expect(cellAt(row, 0, all)).toMatchObject({ band: "night", students: 0, split: { ghost: 20 } });
    expect(stepOf(cellAt(row, 0, all))).toBe(0);
    expect(cellAt(row, 1, all)).toMatchObject({ band: "day", students: 1, split: { accepted: 1, ghost: 0 } });
  });

  test("[R322] several days show the fullest, and are closed when all are", () => {
    const row = unitRow({ "accepted-day": [1, 6, 0, 0] }, taking(8, [days[2] ?? "", days[3] ?? ""]), 4);
    expect(cellOf(row, { from: 0, to: 3 }, all)).toMatchObject({ at: 1, students: 6, closed: false });
    expect(cellOf(row, { from: 2, to: 3 }, all)).toMatchObject({ students: 0, closed: true, capacity: 0 });
  });

  test("[R322] a service adds up its units; students where no capacity is known are not held against the others'", () => {
    const known = unitRow({ "accepted-day": [6, 0, 0, 0] }, taking(8), 4);
    const unsaid = unitRow({ "accepted-day": [9, 9, 0, 0] }, taking(null), 4);
    const waiting = unitRow({ "pending-day": [2, 0, 0, 0] }, null, 4);
    expect(cellAt(sumRows([known, unsaid, waiting], 4), 0, all)).toMatchObject({ students: 17, measured: 8, capacity: 8 });
    expect(stepOf(cellAt(sumRows([known, unsaid, waiting], 4), 0, all))).toBe(5);
    expect(cellAt(sumRows([unsaid], 4), 1, all)).toMatchObject({ students: 9, capacity: null });
    // adding up leaves the units as they were
    expect(cellAt(known, 0, all).students).toBe(6);
  });

  test("six steps from nobody to full, and more than full is another thing", () => {
    const steps = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((students) => stepOf({ students, measured: students, capacity: 8 }));
    expect(steps).toEqual([0, 1, 1, 2, 2, 3, 3, 4, 5, "over"]);
    expect(stepOf({ students: 1, measured: 1, capacity: 0 })).toBe("over");
    expect(stepOf({ students: 1, measured: 1, capacity: null })).toBe("unknown");
  });

  test("[R326] utilisation is students times days against capacity times days, closed days and unknown capacity left out", () => {
    const row = unitRow({ "accepted-day": [4, 10, 0, 0] }, taking(8, [days[3] ?? ""]), 4);
    expect(utilisationOf(row, 4, all)).toEqual({ studentDays: 14, capacityDays: 24, overDays: 1 });
    expect(utilisationOf(unitRow({ "accepted-day": [4, 4, 4, 4] }, taking(null), 4), 4, all)).toEqual({
      studentDays: 0,
      capacityDays: 0,
      overDays: 0,
    });
    expect(utilisationOf(row, 4, { shift: "night", layers: new Set(layers) })).toEqual({ studentDays: 0, capacityDays: 24, overDays: 0 });
  });
});
