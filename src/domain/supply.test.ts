import { describe, expect, test } from "vitest";
import { capacityDays, type CapacityLine } from "./capacity.ts";
import { addDays } from "./dates.ts";
import { freeOf, needsByWeek, sumCells, supplyCell, weeksOf, wouldBeOver, type SupplyNeed } from "./supply.ts";

const from = "2027-01-18";
const days = Array.from({ length: 14 }, (_day, at) => addDays(from, at));
const line = (more: Partial<CapacityLine>): CapacityLine => ({
  id: "l",
  destinationId: "d",
  writtenAt: "2026-01-01T00:00:00Z",
  discipline: null,
  band: null,
  shiftCode: null,
  startTime: null,
  endTime: null,
  weekdays: null,
  from: null,
  to: null,
  students: 0,
  largestGroup: null,
  note: "",
  ...more,
});
const series = (on: Record<number, number>): number[] => days.map((_day, at) => on[at] ?? 0);
const every = { shift: "all", weekdays: null } as const;
const all = new Set(["confirmed", "accepted", "pending", "ghost"] as const);

describe("weeks of a unit", () => {
  const room = (lines: CapacityLine[] = [], closures: { startsOn: string; endsOn: string }[] = []) =>
    capacityDays({ capacity: 6, largestGroup: null }, { lines, closures }, { days, discipline: null });

  test("[R500] a week is told at the day and shift that leave least, of those looked at", () => {
    const counts = { "accepted-day": series({ 1: 4 }), "pending-evening": series({ 2: 3 }), "confirmed-any": series({ 2: 1 }) };
    const capacity = room([line({ band: "evening", students: 2 })]);
    const at = (times: Parameters<typeof weeksOf>[1]["times"]) => supplyCell(weeksOf(counts, { capacity, own: null, weeks: 2, times }), 0);
    // four of the evening's two, though four are there of the day's six
    expect(at(every)).toMatchObject({ confirmed: 1, pending: 3, accepted: 0, room: 2, day: 2, band: "evening" });
    expect(at({ shift: "day", weekdays: null })).toMatchObject({ accepted: 4, room: 6, day: 1, band: "day" });
    expect(at({ shift: "day", weekdays: [3] })).toMatchObject({ confirmed: 1, accepted: 0, room: 6, day: 2 });
    expect(weeksOf({}, { capacity: room(), own: null, weeks: 2, times: every })).toMatchObject({ room: 6, confirmed: null, closed: null });
  });

  test("[R500] a closed week has no room, a day that is closed does not hide those that are open, who comes on it is told", () => {
    const closed = room([], [{ startsOn: "2027-01-18", endsOn: "2027-01-25" }]);
    const cells = (counts: object) =>
      [0, 1].map((at) => supplyCell(weeksOf(counts, { capacity: closed, own: null, weeks: 2, times: every }), at));
    const [first, second] = cells({});
    expect([first?.closed, first && freeOf(first, all)]).toEqual([true, 0]);
    expect([second?.closed, second && freeOf(second, all), second?.day]).toEqual([false, 6, 1]);
    const working = room([], [{ startsOn: "2027-01-18", endsOn: "2027-01-22" }]);
    const of = (weekdays: number[] | null) =>
      supplyCell(weeksOf({}, { capacity: working, own: null, weeks: 2, times: { shift: "all", weekdays } }), 0).closed;
    expect([of(null), of([6, 7]), of([5, 6])]).toEqual([true, false, true]);
    expect(cells({ "accepted-day": series({ 7: 2 }) })[1]).toMatchObject({ accepted: 2, room: 0, day: 0 });
  });

  test("[R501] what is prepared takes no place: it is told beside, and that there would be no room any more", () => {
    const weeks = weeksOf(
      { "accepted-day": series({ 0: 5 }), "ghost-day": series({ 0: 2 }) },
      { capacity: room(), own: null, weeks: 2, times: every },
    );
    const cell = supplyCell(weeks, 0);
    expect([freeOf(cell, all), cell.ghost, wouldBeOver(cell, all)]).toEqual([1, 2, true]);
    expect(wouldBeOver(cell, new Set(["accepted"]))).toBe(false);
    expect(wouldBeOver(supplyCell(weeks, 1), all)).toBe(false);
  });

  test("[R500] units together are those whose capacity is known", () => {
    const full = supplyCell(weeksOf({ "accepted-day": series({ 0: 6 }) }, { capacity: room(), own: null, weeks: 2, times: every }), 0);
    const unknown = supplyCell(weeksOf({ "accepted-day": series({ 0: 9 }) }, { capacity: null, own: null, weeks: 2, times: every }), 0);
    expect(unknown.room).toBeNull();
    expect(sumCells([full, unknown, full])).toMatchObject({ accepted: 12, room: 12 });
  });

  test("[R500] one's own school's are told at their fullest, whenever in the week that is", () => {
    const counts = { "accepted-day": series({ 0: 6, 4: 3 }) };
    const own = { "accepted-day": series({ 4: 3 }) };
    expect(supplyCell(weeksOf(counts, { capacity: room(), own, weeks: 2, times: every }), 0)).toMatchObject({
      accepted: 6,
      own: 3,
      day: 0,
    });
  });
});

test("[R504] what is still to plan counts in every week of its course, by discipline, the most first", () => {
  const need = (more: Partial<SupplyNeed>): SupplyNeed => ({
    cohortCourseId: "c",
    cohortId: "g",
    cohort: "",
    course: "",
    discipline: "Soins infirmiers",
    termId: "t",
    term: "",
    startsOn: "2027-01-20",
    endsOn: "2027-01-29",
    needed: 12,
    planned: 8,
    worksheetId: null,
    ...more,
  });
  const lines = needsByWeek(
    [
      need({}),
      need({ startsOn: "2027-01-25", endsOn: "2027-06-01", needed: 3, planned: 0 }),
      need({ discipline: "Diététique", needed: 4, planned: 9 }),
      need({ discipline: "Radiologie", startsOn: "2026-12-01", needed: 9, planned: 0 }),
    ],
    { from, weeks: 3 },
  );
  expect(lines.map(({ discipline, weeks }) => [discipline, weeks])).toEqual([
    ["Radiologie", [9, 9, 0]],
    ["Soins infirmiers", [4, 7, 3]],
  ]);
});
