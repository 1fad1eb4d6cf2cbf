import { describe, expect, test } from "vitest";
import { linesOf, replacedBy, type CapacityAnswers } from "./capacity-wizard.ts";
import { bands, capacityAt, lineProblem, type Band, type CapacityLine } from "./capacity.ts";
import { addDays } from "./dates.ts";

const monday = "2027-01-18";
const answers: CapacityAnswers = { students: 8, largestGroup: 6, discipline: null, byShift: null, period: null, note: "" };
const kept = (of: CapacityAnswers): CapacityLine[] =>
  linesOf(of).map((line, index) => ({ ...line, id: `l${index}`, destinationId: "d", writtenAt: "2026-11-22T12:00:00.000Z" }));

describe("the capacity wizard", () => {
  test("the same at all times is one line", () =>
    expect(linesOf(answers)).toMatchObject([{ students: 8, largestGroup: 6, band: null, weekdays: null, from: null }]));

  test("a weekend that is otherwise in all shifts is one line more", () =>
    expect(
      linesOf({
        ...answers,
        byShift: { day: { week: 8, weekend: 2 }, evening: { week: 8, weekend: 2 }, night: { week: 8, weekend: 2 } },
      }),
    ).toMatchObject([{ students: 8 }, { students: 2, weekdays: [6, 7], largestGroup: 2 }]));

  test("[R320] what was answered is what is in force, in every shift of every day", () => {
    for (let code = 0; code < 3 ** 6; code++) {
      const digit = (at: number): number => Math.floor(code / 3 ** at) % 3;
      const byShift = {
        day: { week: digit(0), weekend: digit(1) },
        evening: { week: digit(2), weekend: digit(3) },
        night: { week: digit(4), weekend: digit(5) },
      };
      const lines = kept({ ...answers, byShift });
      expect(lines.every((line) => lineProblem(line) === null)).toBe(true);
      const inForce = (on: string, band: Band) =>
        capacityAt({ capacity: 99, largestGroup: null }, { lines, closures: [] }, { day: on, band, discipline: null }).students ?? -1;
      const found = bands.map((band) => [band, { week: inForce(monday, band), weekend: inForce(addDays(monday, 6), band) }]);
      expect(Object.fromEntries(found)).toEqual(byShift);
    }
  });

  test("lines of the same discipline and period are replaced, the others stay", () => {
    const period = { from: "2027-06-01", to: "2027-08-31" };
    const lines = [...kept(answers), ...kept({ ...answers, period }), ...kept({ ...answers, discipline: "Physiothérapie" })];
    expect(replacedBy(lines, answers)).toEqual([lines[0]]);
    expect(replacedBy(lines, { discipline: null, period })).toEqual([lines[1]]);
  });
});
