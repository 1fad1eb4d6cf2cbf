import { expect, test } from "vitest";
import { meets, mostMinutesReserved, placeOf, prolongedUntil, type ReservedPlace } from "./reservation.ts";

const place = (more: Partial<ReservedPlace> = {}): ReservedPlace => ({
  destinationId: "east",
  startsOn: "2027-02-01",
  endsOn: "2027-03-12",
  weekdays: [1, 2],
  startTime: "07:00",
  endTime: "15:00",
  ...more,
});

test.each<[string, Partial<ReservedPlace>, boolean]>([
  ["the same days and hours", {}, true],
  ["another unit", { destinationId: "west" }, false],
  ["other weekdays", { weekdays: [4, 5] }, false],
  ["the evening of the same days", { startTime: "15:00", endTime: "23:00" }, false],
  ["a night that begins on Monday evening and reaches into Tuesday morning", { weekdays: [1], startTime: "23:00", endTime: "07:30" }, true],
  ["later weeks", { startsOn: "2027-03-15", endsOn: "2027-04-30" }, false],
  ["days that are not said are all of them", { weekdays: null }, true],
  ["hours that are not said are all of them", { weekdays: [2], startTime: null, endTime: null }, true],
  ["hours that are not said, on other days", { weekdays: [5], startTime: null, endTime: null }, false],
])("[R350] a unit is one place at common hours: %s", (_title, more, met) => {
  expect(meets(place(), place(more))).toBe(met);
  expect(meets(place(more), place())).toBe(met);
});

test("[R350] a shift code is its hours, various days are all of them", () => {
  const schedule = { startsOn: "2027-02-01", endsOn: "2027-02-05", weekdays: null, startTime: null, endTime: null, shiftCode: "J8" };
  expect(placeOf("east", schedule)).toMatchObject({ weekdays: null, startTime: "07:00", endTime: "15:00" });
});

test("[R350] it is prolonged by a quarter of an hour from now, and never past three in all", () => {
  const madeAt = "2026-11-22T15:00:00.000Z";
  const after = (minutes: number) => new Date(Date.parse(madeAt) + minutes * 60_000);
  const of = (until: number) => ({ madeAt, until: after(until).toISOString() });
  expect(prolongedUntil(of(15), after(10))).toEqual(after(25));
  expect(prolongedUntil(of(40), after(38))).toEqual(after(mostMinutesReserved));
  expect(prolongedUntil(of(mostMinutesReserved), after(44))).toBeNull();
});
