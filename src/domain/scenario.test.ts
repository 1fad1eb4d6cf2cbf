import { expect, test } from "vitest";
import type { Seat } from "./assignment.ts";
import { measuresOf, publishable, rowsOf, seatsWith, type Intention, type Scenario } from "./scenario.ts";

const schedule = {
  startsOn: "2027-01-11",
  endsOn: "2027-03-26",
  blocks: [],
  weekdays: [1],
  startTime: null,
  endTime: null,
  shiftCode: null,
};
const place = (requestId: string, size: number, status = "accepted") => ({
  requestId,
  kind: "group" as const,
  size,
  status,
  largestGroup: null,
  path: requestId,
  receivingId: null,
  siteId: null,
  serviceId: null,
  schedule,
});
const seat = (studentId: string, requestId: string, of: Partial<Seat> = {}): Seat => ({
  assignmentId: `${studentId}@${requestId}`,
  requestId,
  studentId,
  state: "held",
  version: 1,
  by: "Sophie",
  at: "2027-01-04T12:00:00.000Z",
  mine: false,
  ...of,
});
const gridOf = (seats: Seat[], places = [place("north", 2), place("south", 1)]) => ({
  students: ["anna", "ben", "zoe"].map((id) => ({ id })),
  places,
  seats,
  elsewhere: [],
});
const to = (studentId: string, requestId: string | null, at = "2027-01-05T12:00:00.000Z"): Intention => ({ studentId, requestId, at });
const scenario = (intentions: Intention[], basis: Scenario["basis"] = {}): Scenario => ({ intentions, basis });
const states = (grid: ReturnType<typeof gridOf>, of: Scenario) => rowsOf(grid, of).map(({ state }) => state);
const where = (seats: Seat[]) => Object.fromEntries(seats.map(({ studentId, requestId }) => [studentId, requestId]));

test("[R420] a scenario is what is so with its intentions over it, and follows what is so everywhere else", () => {
  const of = scenario([to("anna", "south"), to("ben", null)], { anna: "north", ben: "north" });
  const before = gridOf([seat("anna", "north"), seat("ben", "north")]);
  expect(where(seatsWith(before, of))).toEqual({ anna: "south" });
  // A colleague places Zoé: she is in the scenario at once.
  const after = gridOf([...before.seats, seat("zoe", "north")]);
  expect(where(seatsWith(after, of))).toEqual({ anna: "south", zoe: "north" });
  // The given grid is not written to, and what is so keeps the seat it has.
  expect(before.seats).toHaveLength(2);
  expect(seatsWith(gridOf([seat("anna", "south")]), of)[0]).toMatchObject({ assignmentId: "anna@south", by: "Sophie" });
  // A place that is gone holds nobody.
  expect(seatsWith(gridOf([], [place("north", 2)]), of)).toEqual([]);
});

test("[R422] what moved since the author looked is marked, with or without an intention; what came about as intended is not", () => {
  const of = scenario([to("anna", "south"), to("ben", "south")], { anna: "north", ben: "north" });
  expect(states(gridOf([seat("anna", "north"), seat("ben", "north")]), of)).toEqual(["intended", "intended", "same"]);
  expect(states(gridOf([seat("ben", "north"), seat("zoe", "south")]), of)).toEqual(["overtaken", "intended", "moved"]);
  expect(states(gridOf([seat("anna", "south"), seat("ben", "north")]), of)).toEqual(["done", "intended", "same"]);
  const [anna] = rowsOf(gridOf([]), of);
  expect(anna).toMatchObject({ base: "north", now: null, would: "south" });
});

test("[R423] all that is published is what nobody moved and nothing keeps back", () => {
  const of = scenario([to("anna", "south"), to("ben", "gone"), to("zoe", "asked")], { anna: "north", ben: "north", zoe: "north" });
  const places = [place("north", 3), place("south", 1), place("asked", 1, "sent")];
  const all = [seat("anna", "north"), seat("ben", "north"), seat("zoe", "north")];
  expect(rowsOf(gridOf(all, places), of).map(({ obstacle }) => obstacle)).toEqual([null, "place-gone", "place-waits"]);
  expect(publishable(rowsOf(gridOf(all, places), of)).map(({ studentId }) => studentId)).toEqual(["anna"]);
  const confirmed = [seat("anna", "north", { state: "confirmed" }), ...all.slice(1)];
  expect(rowsOf(gridOf(confirmed, places), of)[0]).toMatchObject({ obstacle: "confirmed" });
  expect(publishable(rowsOf(gridOf(confirmed, places), of))).toEqual([]);
  // Off a place needs no place.
  expect(publishable(rowsOf(gridOf(all, places), scenario([to("anna", null)], { anna: "north" })))).toHaveLength(1);
});

test("[R425] both are measured alike: placed, ranks, over-full groups, seats left", () => {
  const wished = { anna: [["south"], ["north"]], ben: [["south"]], zoe: [] };
  const grid = gridOf([seat("anna", "north"), seat("ben", "north")]);
  expect(measuresOf(grid, grid.seats, wished)).toEqual({
    placed: 2,
    waiting: 1,
    first: 0,
    second: 1,
    third: 0,
    later: 0,
    other: 1,
    over: 0,
    free: 1,
  });
  const of = scenario([to("anna", "south"), to("ben", "south")], { anna: "north", ben: "north" });
  expect(measuresOf(grid, seatsWith(grid, of), wished)).toMatchObject({ placed: 2, first: 2, over: 1, free: 2 });
});
