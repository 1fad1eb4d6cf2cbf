import { describe, expect, test } from "vitest";
import { daysOf, firstOverlap, hoursOf, inside, shiftsOf, timesOfShift, type Schedule } from "./schedule.ts";

const winter: Schedule = {
  startsOn: "2027-01-18",
  endsOn: "2027-01-31",
  blocks: [],
  weekdays: [1, 2],
  startTime: "07:00",
  endTime: "15:00",
  shiftCode: null,
};

describe("schedules", () => {
  test("a schedule's days are its weekdays between its ends", () =>
    expect(daysOf(winter)).toEqual(["2027-01-18", "2027-01-19", "2027-01-25", "2027-01-26"]));

  test("blocks leave only the days inside them", () =>
    expect(daysOf({ ...winter, blocks: [{ from: "2027-01-19", to: "2027-01-25" }] })).toEqual(["2027-01-19", "2027-01-25"]));

  test("various days or hours say nothing", () => {
    expect(daysOf({ ...winter, weekdays: null })).toEqual([]);
    expect(shiftsOf({ ...winter, startTime: null, endTime: null })).toEqual([]);
    expect(hoursOf({ ...winter, weekdays: null })).toBeNull();
  });

  test("an end before its start is no day at all", () => expect(daysOf({ ...winter, endsOn: "2027-01-01" })).toEqual([]));

  test("shift codes in both languages, nights end at 7 h", () => {
    expect(timesOfShift("J8")).toEqual({ startTime: "07:00", endTime: "15:00" });
    expect(timesOfShift("d12")).toEqual({ startTime: "07:00", endTime: "19:00" });
    expect(timesOfShift("S8")).toEqual({ startTime: "15:00", endTime: "23:00" });
    expect(timesOfShift("N8")).toEqual({ startTime: "23:00", endTime: "07:00" });
    expect(timesOfShift("N12")).toEqual({ startTime: "19:00", endTime: "07:00" });
    for (const code of ["X8", "J3", "J13", "J", "8", ""]) expect(timesOfShift(code)).toBeNull();
  });

  test("a night shift ends on the next day and lasts its hours", () => {
    const night = { ...winter, startTime: null, endTime: null, shiftCode: "N8", weekdays: [1], endsOn: "2027-01-18" };
    expect(shiftsOf(night)).toEqual([{ from: "2027-01-18T23:00", to: "2027-01-19T07:00" }]);
    expect(hoursOf(night)).toBe(8);
  });

  test("the first overlap of two schedules, none when one ends as the other begins", () => {
    const evening = { ...winter, startTime: "15:00", endTime: "23:00" };
    expect(firstOverlap(winter, evening)).toBeNull();
    expect(firstOverlap(winter, { ...winter, weekdays: [2], startTime: "14:00", endTime: "18:00" })).toEqual({
      from: "2027-01-19T14:00",
      to: "2027-01-19T15:00",
    });
    expect(firstOverlap(winter, { ...winter, startsOn: "2027-03-01", endsOn: "2027-03-31" })).toBeNull();
  });

  test("a night that ends on the morning of the other's first day overlaps it", () => {
    const night: Schedule = { ...winter, endsOn: "2027-01-18", weekdays: [1], startTime: "23:00", endTime: "07:30" };
    const day: Schedule = { ...winter, startsOn: "2027-01-19", weekdays: [2] };
    expect(firstOverlap(night, day)).toEqual({ from: "2027-01-19T07:00", to: "2027-01-19T07:30" });
  });

  test("inside is true at the edges", () => {
    expect(inside(winter, winter)).toBe(true);
    expect(inside({ ...winter, endsOn: "2027-02-01" }, winter)).toBe(false);
  });
});
