import { describe, expect, test } from "vitest";
import type { Schedule } from "./schedule.ts";
import { unitWeeks } from "./unit-day.ts";

const days: Schedule = {
  startsOn: "2027-01-18",
  endsOn: "2027-01-31",
  blocks: [],
  weekdays: [1, 2],
  startTime: "07:00",
  endTime: "15:00",
  shiftCode: null,
};
const group = (id: string, more: Partial<Schedule> = {}, size = 6) => ({ id, size, schedule: { ...days, ...more } });
const at = (weeks: ReturnType<typeof unitWeeks>, day: string) => weeks.flat().find((one) => one.day === day)?.groups ?? [];

describe("the days of a unit", () => {
  test("[R207] groups are in the order of their hours, those at the same hours know of each other", () => {
    const evening = { startTime: "15:00", endTime: "23:00" };
    const weeks = unitWeeks(
      [group("late", evening), group("one"), group("two", { weekdays: [1], startTime: "14:00", endTime: "18:00" }, 4)],
      "2027-01-18",
      "2027-01-31",
    );
    expect(weeks).toHaveLength(2);
    expect(at(weeks, "2027-01-18").map((one) => [one.group.id, one.meets, one.students])).toEqual([
      ["one", 1, 10],
      ["two", 2, 16],
      ["late", 1, 10],
    ]);
    expect(at(weeks, "2027-01-19").map(({ meets }) => meets)).toEqual([0, 0]);
    expect(at(weeks, "2027-01-20")).toEqual([]);
  });

  test("[R207] a night meets the morning after it, over midnight", () => {
    const night = group("night", { weekdays: [1], startTime: null, endTime: null, shiftCode: "N12", endsOn: "2027-01-18" });
    const morning = group("morning", { weekdays: [2], startTime: "06:30" });
    const weeks = unitWeeks([night, morning], "2027-01-18", "2027-01-24");
    expect(at(weeks, "2027-01-18")[0]?.meets).toBe(1);
    expect(at(weeks, "2027-01-19")[0]?.meets).toBe(1);
  });

  test("[R207] unknown hours meet nobody, unknown days are not placed, what is outside of the page is not there", () => {
    const weeks = unitWeeks(
      [group("one"), group("two", { startTime: null, endTime: null }), group("three", { weekdays: null })],
      "2027-01-19",
      "2027-01-25",
    );
    expect(at(weeks, "2027-01-18")).toEqual([]);
    expect(at(weeks, "2027-01-19").map((one) => [one.group.id, one.meets])).toEqual([
      ["one", 0],
      ["two", 0],
    ]);
  });
});
