import { expect, test } from "vitest";
import type { SeatChange } from "#domain/assignment.ts";
import type { LiveEvent } from "#domain/event.ts";
import type { Grid } from "./board.ts";
import { gridAfter } from "./live-grid.ts";

const student = (id: string) => ({ id }) as Grid["students"][number];
const seat = (studentId: string) => ({
  assignmentId: `seat-${studentId}`,
  requestId: "place",
  studentId,
  state: "held" as const,
  version: 1,
  by: "M. Roy",
  at: "2026-11-22T12:00:00.000Z",
});
const grid = (seq: number, ...seated: string[]): Grid =>
  ({
    seq,
    head: {},
    students: ["anna", "ben", "zoe"].map(student),
    places: [{ requestId: "place", size: 1, status: "accepted" }],
    seats: seated.map((id) => ({ ...seat(id), mine: false })),
    elsewhere: [],
    may: { assign: true },
  }) as unknown as Grid;
const event = (seq: number, change?: Partial<SeatChange>): LiveEvent => ({
  seq,
  at: "2026-11-22T12:00:00.000Z",
  kind: "assignment.held",
  about: "place",
  within: ["sheet"],
  by: "",
  mine: true,
  ...(change ? { change: { worksheetId: "sheet", left: null, taken: null, ...change } } : {}),
});
const seated = (after: Grid | null) => after?.seats.map(({ studentId }) => studentId);

test("[R130] the grid is what it was at its number and what happened since, each once, whenever it comes", () => {
  const told = [event(11, { taken: seat("anna") }), event(12, { taken: seat("ben") }), event(13, { left: "seat-anna" })];
  expect(seated(gridAfter(grid(10), told))).toEqual(["ben"]);
  // Answered in the middle of them: what is in it already is passed over.
  expect(seated(gridAfter(grid(12, "anna", "ben"), told))).toEqual(["ben"]);
  expect(seated(gridAfter(grid(13, "ben"), told))).toEqual(["ben"]);
  const after = gridAfter(grid(10), told);
  expect(after?.seq).toBe(13);
  expect(after && gridAfter(after, told)).toBe(after);
  expect(after?.seats[0]?.mine).toBe(true);
});

test("[R385] when the last one leaves a place that is still asked for, the grid is asked for again", () => {
  const asked = { ...grid(10, "anna", "ben"), places: [{ requestId: "place", size: 2, status: "sent" }] } as unknown as Grid;
  const told = [event(11, { left: "seat-anna" }), event(12, { left: "seat-ben" })];
  expect(seated(gridAfter(asked, told.slice(0, 1)))).toEqual(["ben"]);
  expect(gridAfter(asked, told)).toBeNull();
});

test("[R130] an event that does not say what it changed, or does not fit, makes it ask again", () => {
  expect(gridAfter(grid(10), [event(11)])).toBeNull();
  expect(gridAfter(grid(10), [event(11, { left: "never seen" })])).toBeNull();
  expect(gridAfter(grid(12), [event(11)])?.seq).toBe(12);
});
