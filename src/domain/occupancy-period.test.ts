import { describe, expect, test } from "vitest";
import { columnsOf, monthsOf, periodOf, stepPeriod } from "./occupancy-period.ts";

describe("periods of the picture", () => {
  test("a month is its days, a quarter thirteen weeks, a year fifty-two", () => {
    expect(periodOf("month", "2028-02-10")).toEqual({ from: "2028-02-01", to: "2028-02-29" });
    expect(periodOf("quarter", "2027-01-20")).toEqual({ from: "2027-01-18", to: "2027-04-18" });
    expect(periodOf("year", "2027-01-18")).toEqual({ from: "2027-01-18", to: "2028-01-16" });
  });

  test("going on and back comes to the same place", () => {
    expect(stepPeriod("month", "2027-01-31", 1)).toBe("2027-02-01");
    expect(stepPeriod("month", "2027-03-31", -1)).toBe("2027-02-01");
    expect(stepPeriod("quarter", stepPeriod("quarter", "2027-01-20", 1), -1)).toBe("2027-01-18");
    expect(stepPeriod("year", "2027-01-18", 1)).toBe("2028-01-17");
  });

  test("columns are days or weeks, under their months", () => {
    const month = columnsOf(periodOf("month", "2027-02-10"), "day");
    expect(month).toHaveLength(28);
    expect(monthsOf(month)).toEqual([{ day: "2027-02-01", at: 0, columns: 28 }]);
    const year = columnsOf(periodOf("year", "2027-01-18"), "week");
    expect(year).toHaveLength(52);
    expect(year[1]).toEqual({ from: 7, to: 13, day: "2027-01-25", last: "2027-01-31" });
    expect(monthsOf(year)[1]).toEqual({ day: "2027-02-01", at: 2, columns: 4 });
  });
});
