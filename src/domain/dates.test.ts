import { describe, expect, test } from "vitest";
import { addDays, dayIn, daysBetween, isDay, minutesOf, parseDay, parseTime, weekdayOf } from "./dates.ts";

describe("days", () => {
  test("a day that does not exist is not a day", () => {
    expect(isDay("2027-02-28")).toBe(true);
    expect(isDay("2028-02-29")).toBe(true);
    for (const text of ["2027-02-29", "2027-02-31", "2027-13-01", "2027-00-10", "2027-1-1", "0000-00-00", ""])
      expect(isDay(text)).toBe(false);
  });

  test.each([
    ["2027-01-18", "2027-01-18"],
    ["2027/1/8", "2027-01-08"],
    ["18/01/2027", "2027-01-18"],
    ["8-1-2027", "2027-01-08"],
    ["20270118", "2027-01-18"],
    [" 2027-01-18\u00A0", "2027-01-18"],
    ["18 janvier 2027", "2027-01-18"],
    ["1er févr. 2027", "2027-02-01"],
    ["12 août 2027", "2027-08-12"],
    ["3 juin 2027", "2027-06-03"],
    ["3 juillet 2027", "2027-07-03"],
    ["Jan 18, 2027", "2027-01-18"],
    ["Feb 3rd 2027", "2027-02-03"],
  ])("%s is read as %s", (text, day) => expect(parseDay(text)).toBe(day));

  test.each(["02/31/2027", "2027-02-31", "01/18/2027", "janvier 2027", "18 brumaire 2027", "18/01", "", "27-01-18", "lundi"])(
    "%s is refused, not guessed",
    (text) => expect(parseDay(text)).toBeNull(),
  );

  test("days are counted across months, years and clock changes", () => {
    expect(addDays("2027-02-28", 1)).toBe("2027-03-01");
    expect(addDays("2027-01-01", -1)).toBe("2026-12-31");
    expect(daysBetween("2027-03-13", "2027-03-15")).toBe(2);
    expect(daysBetween("2027-01-02", "2027-01-01")).toBe(-1);
    expect(weekdayOf("2027-01-18")).toBe(1);
    expect(weekdayOf("2027-01-24")).toBe(7);
  });

  test("an instant's day is Québec's", () => {
    expect(dayIn(new Date("2027-01-18T04:30:00Z"))).toBe("2027-01-17");
    expect(dayIn(new Date("2027-01-18T05:30:00Z"))).toBe("2027-01-18");
  });
});

describe("times", () => {
  test.each([
    ["7", "07:00"],
    ["7h", "07:00"],
    ["7 h 30", "07:30"],
    ["7\u00A0h\u00A030", "07:30"],
    ["07:30", "07:30"],
    ["0730", "07:30"],
    ["730", "07:30"],
    ["15 H", "15:00"],
    ["0", "00:00"],
  ])("%s is read as %s", (text, time) => expect(parseTime(text)).toBe(time));

  test.each(["24:00", "25", "7h60", "midi", "", "7:3", "12345"])("%s is not a time", (text) => expect(parseTime(text)).toBeNull());

  test("minutes since midnight", () => expect(minutesOf("15:30")).toBe(930));
});
