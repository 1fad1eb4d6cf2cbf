import { describe, expect, test } from "vitest";
import {
  daysOf,
  firstOverlap,
  forStudent,
  hoursOf,
  hoursRangeOf,
  inside,
  shiftsOf,
  timesOfShift,
  type DayException,
  type Schedule,
} from "./schedule.ts";

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

const added = (day: string, more: Partial<DayException> = {}): DayException => ({
  day,
  state: "added",
  times: null,
  shiftCode: null,
  kind: "shift",
  studentId: null,
  ...more,
});
const removed = (day: string, more: Partial<DayException> = {}): DayException => added(day, { state: "removed", ...more });
const nadia = "018f4d6e-0000-7000-8000-000000000001";

describe("the detailed calendar", () => {
  test("[R201] a day taken out is no presence, a day put in is one, in order, at the schedule's own hours", () => {
    const detailed = { ...winter, days: [added("2027-01-23"), removed("2027-01-19")] };
    expect(daysOf(detailed)).toEqual(["2027-01-18", "2027-01-23", "2027-01-25", "2027-01-26"]);
    expect(shiftsOf(detailed)[1]).toEqual({ from: "2027-01-23T07:00", to: "2027-01-23T15:00" });
    expect(hoursOf(detailed)).toBe(32);
  });

  test("[R201] a day has hours of its own, typed or by shift code, and counts for them", () => {
    const days = [added("2027-01-18", { times: { startTime: "08:00", endTime: "12:30" } }), added("2027-01-19", { shiftCode: "N12" })];
    expect(shiftsOf({ ...winter, days }).slice(0, 2)).toEqual([
      { from: "2027-01-18T08:00", to: "2027-01-18T12:30" },
      { from: "2027-01-19T19:00", to: "2027-01-20T07:00" },
    ]);
    expect(hoursOf({ ...winter, days })).toBe(4.5 + 12 + 16);
  });

  test("[R201] an orientation or an observation is presence and counts", () =>
    expect(hoursOf({ ...winter, days: [added("2027-01-18", { kind: "orientation" }), added("2027-01-20", { kind: "observation" })] })).toBe(
      40,
    ));

  test("[R201] a day outside of the dates says nothing, outside of the blocks it does", () => {
    const blocks = [{ from: "2027-01-18", to: "2027-01-20" }];
    const days = [added("2027-02-01"), removed("2027-01-17"), added("2027-01-30")];
    expect(daysOf({ ...winter, blocks, days })).toEqual(["2027-01-18", "2027-01-19", "2027-01-30"]);
  });

  test("[R201] « jours variés » with days laid down one by one is those days", () => {
    const varied = { ...winter, weekdays: null, days: [added("2027-01-21"), added("2027-01-24"), removed("2027-01-22")] };
    expect(daysOf(varied)).toEqual(["2027-01-21", "2027-01-24"]);
    expect(hoursOf(varied)).toBe(16);
  });

  test("[R201] « heures variées »: the days that have their own are known, the others are not", () => {
    const varied = { ...winter, startTime: null, endTime: null, days: [added("2027-01-18", { shiftCode: "J8" })] };
    expect(shiftsOf(varied)).toEqual([{ from: "2027-01-18T07:00", to: "2027-01-18T15:00" }]);
    expect(hoursOf(varied)).toBeNull();
  });

  test("[R201] a student's own days are hers alone, over those of the group", () => {
    const days = [
      removed("2027-01-18"),
      added("2027-01-18", { studentId: nadia, shiftCode: "S8" }),
      removed("2027-01-25", { studentId: nadia }),
    ];
    const group = { ...winter, days };
    expect(daysOf(group)).toEqual(["2027-01-19", "2027-01-25", "2027-01-26"]);
    expect(daysOf(forStudent(group, nadia))).toEqual(["2027-01-18", "2027-01-19", "2027-01-26"]);
    expect(shiftsOf(forStudent(group, nadia))[0]?.from).toBe("2027-01-18T15:00");
    expect(forStudent(group, "018f4d6e-0000-7000-8000-000000000002").days).toEqual([removed("2027-01-18")]);
  });

  test("[R201] two schedules that no longer meet on the day taken out, and meet on the day put in", () => {
    const mondays = { ...winter, weekdays: [1], endsOn: "2027-01-24" };
    expect(firstOverlap({ ...mondays, days: [removed("2027-01-18")] }, mondays)).toBeNull();
    const saturday = { ...mondays, weekdays: [2], days: [added("2027-01-23")] };
    expect(firstOverlap(mondays, saturday)).toBeNull();
    expect(firstOverlap({ ...mondays, days: [added("2027-01-23", { shiftCode: "S8" }), added("2027-01-18")] }, saturday)).toBeNull();
    expect(firstOverlap({ ...mondays, days: [added("2027-01-23", { shiftCode: "J4" })] }, saturday)).toEqual({
      from: "2027-01-23T07:00",
      to: "2027-01-23T11:00",
    });
  });

  test("[R201] a night put in on the last day ends in the other's first morning", () => {
    const week = { ...winter, endsOn: "2027-01-24", weekdays: [1], days: [added("2027-01-24", { shiftCode: "N12" })] };
    const next = { ...winter, startsOn: "2027-01-25", weekdays: [1], startTime: "06:30", endTime: "14:30" };
    expect(firstOverlap(week, next)).toEqual({ from: "2027-01-25T06:30", to: "2027-01-25T07:00" });
  });

  test("[R201] the nights the clocks change count what the clock says", () => {
    // 14 March 2027 has 23 hours, 7 November 25
    for (const sunday of ["2027-03-14", "2027-11-07"]) {
      const night = { ...winter, startsOn: sunday, endsOn: sunday, weekdays: null, days: [added(sunday, { shiftCode: "N8" })] };
      expect(shiftsOf(night)[0]?.from).toBe(`${sunday}T23:00`);
      expect(hoursOf(night)).toBe(8);
    }
    const before = { ...winter, startsOn: "2027-03-13", endsOn: "2027-03-13", weekdays: [6], startTime: "23:00", endTime: "07:00" };
    expect(shiftsOf(before)).toEqual([{ from: "2027-03-13T23:00", to: "2027-03-14T07:00" }]);
  });
});

describe("hours between", () => {
  test("[R202] what is known is one number", () => expect(hoursRangeOf(winter)).toEqual({ min: 32, max: 32 }));

  test("[R202] « jours variés » is one to five days a week until somebody says better", () =>
    expect(hoursRangeOf({ ...winter, weekdays: null })).toEqual({ min: 2 * 8, max: 2 * 5 * 8 }));

  test("[R202] « heures variées » is the shortest to the longest shift on the days that have none of their own", () => {
    const days = [added("2027-01-18", { shiftCode: "J8" })];
    expect(hoursRangeOf({ ...winter, startTime: null, endTime: null, days })).toEqual({ min: 8 + 3 * 4, max: 8 + 3 * 12 });
  });

  test("[R202] two or three days a week of six to eight hours", () => {
    const varied = { daysPerWeek: [2, 3], hoursPerDay: [6, 8] } as const;
    const loose = { ...winter, weekdays: null, startTime: null, endTime: null, varied };
    expect(hoursRangeOf(loose)).toEqual({ min: 2 * 2 * 6, max: 2 * 3 * 8 });
    expect(hoursOf(loose)).toBeNull();
  });

  test("[R202] days laid down count among those of their week", () => {
    const varied = { daysPerWeek: [2, 3], hoursPerDay: null } as const;
    const days = [added("2027-01-18"), added("2027-01-20"), added("2027-01-22"), added("2027-01-23")];
    expect(hoursRangeOf({ ...winter, weekdays: null, varied, days })).toEqual({ min: 32 + 16, max: 32 + 24 });
  });

  test("[R202] a week has no more days than its dates, blocks and days taken out leave", () => {
    const varied = { daysPerWeek: [3, 3], hoursPerDay: null } as const;
    const blocks = [{ from: "2027-01-18", to: "2027-01-20" }];
    expect(hoursRangeOf({ ...winter, weekdays: null, varied, blocks, days: [removed("2027-01-19")] })).toEqual({ min: 16, max: 16 });
    expect(hoursOf({ ...winter, weekdays: null, varied, blocks })).toBe(24);
    expect(hoursOf({ ...winter, weekdays: null, varied, blocks, days: [added("2027-01-30")] })).toBe(32);
  });
});
