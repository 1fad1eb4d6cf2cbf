import { expect, test } from "vitest";
import { cleanUpOf, type CleanUpFacts } from "./clean-up.ts";

const students = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `s${index}` }));
const group = (requestId: string, size: number, more: Partial<CleanUpFacts["places"][number]> = {}) => ({
  requestId,
  kind: "group" as const,
  size,
  status: "accepted" as const,
  ...more,
});
const seats = (requestId: string, from: number, upto: number) =>
  students(upto)
    .slice(from)
    .map(({ id }) => ({ studentId: id, requestId, state: "held" as const }));

test("[R384] who waits is reckoned into groups that go on, then empty places, then what is asked for; the rest is spare", () => {
  const left = cleanUpOf({
    students: students(13),
    places: [group("north", 8), group("south", 6), group("west", 2)],
    seats: seats("north", 0, 6),
    asked: [
      { id: "asked", size: 4 },
      { id: "too-many", size: 4 },
    ],
  });
  // Seven wait: two fit beside the six of the north, five into the south, and nothing is needed of the west.
  expect(left.waiting).toHaveLength(7);
  expect(left.large).toEqual([]);
  expect(left.empty).toEqual([
    { requestId: "south", spare: false },
    { requestId: "west", spare: true },
  ]);
  expect(left.asked.map(({ spare }) => spare)).toEqual([true, true]);
  const more = cleanUpOf({
    students: students(16),
    places: [group("north", 8)],
    seats: seats("north", 0, 8),
    asked: [
      { id: "asked", size: 4 },
      { id: "also", size: 4 },
      { id: "too-many", size: 4 },
    ],
  });
  expect(more.asked.map(({ spare }) => spare)).toEqual([false, false, true]);
});

test("[R384] a group with more seats than anybody needs may be as small as who sits there and who waits", () => {
  const facts = { students: students(7), seats: [...seats("north", 0, 4), ...seats("south", 4, 6)], asked: [] };
  expect(cleanUpOf({ ...facts, places: [group("north", 8), group("south", 3)] }).large).toEqual([
    { requestId: "north", size: 8, to: 5 },
    { requestId: "south", size: 3, to: 2 },
  ]);
  const single = cleanUpOf({
    ...facts,
    students: students(6),
    places: [group("north", 4), group("south", 5, { status: "sent" })],
  });
  expect(single.large).toEqual([]);
});

test("[R384] nobody is reckoned into a place that is over-full, and it is named", () => {
  const left = cleanUpOf({ students: students(4), places: [group("north", 2)], seats: seats("north", 0, 3), asked: [] });
  expect(left).toEqual({ waiting: ["s3"], empty: [], large: [], over: ["north"], asked: [] });
});
