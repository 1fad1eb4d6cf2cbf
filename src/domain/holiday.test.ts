import { describe, expect, test } from "vitest";
import { easter, holidaysBetween, statutoryDaysOf } from "./holiday.ts";

describe("[R200] statutory days of Québec and a school's own", () => {
  test("[R200] Easter, from the earliest to the latest it can be", () => {
    const known = { 1818: "03-22", 1954: "04-18", 1961: "04-02", 2008: "03-23", 2024: "03-31", 2026: "04-05", 2027: "03-28" };
    for (const [year, date] of Object.entries(known)) expect(easter(Number(year))).toBe(`${year}-${date}`);
    expect(easter(2028)).toBe("2028-04-16");
    expect(easter(2038)).toBe("2038-04-25");
  });

  test("[R200] 2027 as the calendars print it", () =>
    expect(statutoryDaysOf(2027).map(({ day }) => day.slice(5))).toEqual([
      "01-01",
      "03-26",
      "03-29",
      "05-24",
      "06-24",
      "07-01",
      "09-06",
      "10-11",
      "12-25",
    ]));

  test("[R200] 2026 as the calendars print it, the patriots' Monday before 25 May", () =>
    expect(statutoryDaysOf(2026).map(({ day }) => day.slice(5))).toEqual([
      "01-01",
      "04-03",
      "04-06",
      "05-18",
      "06-24",
      "07-01",
      "09-07",
      "10-12",
      "12-25",
    ]));

  test("[R200] 25 May being a Monday, the patriots' day is the week before", () =>
    expect(statutoryDaysOf(2020).find(({ key }) => key === "patriots")?.day).toBe("2020-05-18"));

  test("[R200] Canada Day moves to Monday when it falls on a Sunday", () =>
    expect(statutoryDaysOf(2029).find(({ key }) => key === "canada-day")?.day).toBe("2029-07-02"));

  test("[R200] a closed week is cut to what was asked, over the turn of a year, each day once", () => {
    const closed = [
      { from: "2026-12-21", to: "2027-01-03", name: "Congé des Fêtes" },
      { from: "2027-01-03", to: "2027-01-04", name: "Journée pédagogique" },
    ];
    const found = holidaysBetween("2026-12-24", "2027-01-04", closed);
    expect(found.map(({ day }) => day)).toEqual([
      "2026-12-24",
      "2026-12-25",
      "2026-12-26",
      "2026-12-27",
      "2026-12-28",
      "2026-12-29",
      "2026-12-30",
      "2026-12-31",
      "2027-01-01",
      "2027-01-02",
      "2027-01-03",
      "2027-01-04",
    ]);
    expect(found[1]).toEqual({ day: "2026-12-25", kind: "statutory", key: "christmas" });
    expect(found.at(-1)).toEqual({ day: "2027-01-04", kind: "closed", name: "Journée pédagogique" });
  });

  test("[R200] nothing between two ordinary days, nothing when the end is before the start", () => {
    expect(holidaysBetween("2027-02-01", "2027-02-05", [])).toEqual([]);
    expect(holidaysBetween("2027-02-05", "2027-01-01", [{ from: "2027-01-01", to: "2027-03-01", name: "Relâche" }])).toEqual([]);
  });
});
