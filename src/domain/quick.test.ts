import { expect, test } from "vitest";
import { fieldRefusal, quickRefusal, type QuickEntry } from "./quick.ts";

const term = { name: "Hiver 2027", startsOn: "2027-01-04", endsOn: "2027-05-28" };
const entry: QuickEntry = {
  kind: "individual",
  size: 1,
  schedule: { startsOn: "2027-01-18", endsOn: "2027-02-12", blocks: [], weekdays: [1], startTime: null, endTime: null, shiftCode: null },
  studentIds: ["s"],
  fictitious: false,
};

test("[R238] a quick entry lies inside its term, with at least one student, fictitious or not, and no more than it has places", () => {
  expect(quickRefusal(entry, term)).toBeNull();
  expect(quickRefusal({ ...entry, studentIds: [] }, term)).toEqual({ code: "invalid", field: "students", problem: { kind: "missing" } });
  expect(quickRefusal({ ...entry, studentIds: [], fictitious: true }, term)).toBeNull();
  expect(quickRefusal({ ...entry, fictitious: true }, term)).toEqual({ code: "group-over-allocated", size: 1, assigned: 2 });
  expect(quickRefusal({ ...entry, kind: "group", size: 2, fictitious: true }, term)).toBeNull();
  expect(quickRefusal({ ...entry, size: 2 }, term)).toMatchObject({ field: "size", problem: { kind: "size-one-only" } });
  expect(quickRefusal({ ...entry, kind: "group", size: 0 }, term)).toMatchObject({ field: "size" });
  const later = { ...entry.schedule, endsOn: "2027-06-01" };
  expect(quickRefusal({ ...entry, schedule: later }, term)).toMatchObject({ code: "outside-term", term: "Hiver 2027" });
  expect(quickRefusal({ ...entry, schedule: { ...later, endsOn: "2027-01-01" } }, term)).toMatchObject({ field: "endsOn" });
});

test("[R238] what is wrong with its row is said beside the field that says it", () => {
  expect(fieldRefusal({})).toBeNull();
  expect(fieldRefusal({ destination: { kind: "unknown-place", text: "x", like: [] } })).toMatchObject({ code: "invalid", field: "place" });
  expect(fieldRefusal({ hours: { kind: "not-a-time", text: "x" } })).toMatchObject({ field: "hours" });
});
