import { expect, test } from "vitest";
import { afterAway, patience, readKept, withWanted, type Wanted } from "./wanted.ts";

const wanted = (studentId: string, toRequestId: string | null, more: Partial<Wanted> = {}): Wanted => ({
  studentId,
  fromRequestId: null,
  toRequestId,
  saw: null,
  at: 0,
  ...more,
});

test("[R383] of one student the last word waits, with the seat that was seen first; back where she was, nothing waits", () => {
  const saw = { assignmentId: "seat", version: 2 };
  const first = withWanted([], wanted("anna", "north", { fromRequestId: "south", saw }));
  const then = withWanted(withWanted(first, wanted("ben", "north")), wanted("anna", "east", { fromRequestId: "north" }));
  expect(then).toEqual([wanted("ben", "north"), wanted("anna", "east", { fromRequestId: "south", saw })]);
  expect(withWanted(then, wanted("anna", "south"))).toEqual([wanted("ben", "north")]);
  expect(withWanted([], wanted("zoe", null))).toEqual([]);
});

test("[R383] within two minutes what waited is sent as it is, after that all of it is asked", () => {
  const queue = [wanted("anna", "north"), wanted("ben", null, { fromRequestId: "north", at: patience })];
  expect(afterAway(queue, { since: 10, now: 10 + patience })).toEqual({ send: queue, ask: [] });
  expect(afterAway(queue, { since: 10, now: 11 + patience })).toEqual({ send: [], ask: queue });
});

test("[R383] what was kept over a reload is read back, and nothing that was not written", () => {
  const queue = [wanted("anna", "north", { saw: { assignmentId: "seat", version: 1 } })];
  expect(readKept(JSON.stringify(queue))).toEqual(queue);
  for (const text of [null, "", "{", "{}", '[{"studentId":1}]', '[null,{"studentId":"a","toRequestId":"b","at":"now"}]'])
    expect(readKept(text)).toEqual([]);
});
