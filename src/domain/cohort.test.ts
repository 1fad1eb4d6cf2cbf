import { expect, test } from "vitest";
import { courseRefusal, nextStep, placesPlanned, progressOf, reachRefusal, type CourseCounts } from "./cohort.ts";
import type { Schedule } from "./schedule.ts";

const counts = (of: Partial<CourseCounts>): CourseCounts => ({
  enrolled: 0,
  drafted: 0,
  inOutbox: 0,
  held: 0,
  waiting: 0,
  accepted: 0,
  confirmed: 0,
  assigned: 0,
  ...of,
});

test("what comes next follows the cycle, and an accepted place is worked on before an awaited one", () => {
  expect(nextStep(counts({}))).toBe("enrol");
  expect(nextStep(counts({ enrolled: 10, drafted: 4 }))).toBe("plan");
  expect(nextStep(counts({ enrolled: 10, drafted: 2, inOutbox: 8 }))).toBe("plan");
  expect(nextStep(counts({ enrolled: 10, inOutbox: 10 }))).toBe("send");
  expect(nextStep(counts({ enrolled: 10, waiting: 10 }))).toBe("await");
  expect(nextStep(counts({ enrolled: 10, waiting: 5, accepted: 5 }))).toBe("assign");
  expect(nextStep(counts({ enrolled: 10, confirmed: 10, assigned: 9 }))).toBe("assign");
  expect(nextStep(counts({ enrolled: 10, confirmed: 10, assigned: 10 }))).toBe("done");
});

test("the bar is of places needed, or of places planned when they are more", () => {
  expect(progressOf(counts({ enrolled: 10, drafted: 2, waiting: 3, accepted: 1, confirmed: 2 }))).toEqual({
    confirmed: 0.2,
    accepted: 0.3,
    sent: 0.6,
    planned: 0.8,
  });
  expect(progressOf(counts({ enrolled: 5, waiting: 10 })).sent).toBe(1);
  expect(progressOf(counts({}))).toEqual({ confirmed: 0, accepted: 0, sent: 0, planned: 0 });
  expect(placesPlanned(counts({ enrolled: 9, drafted: 1, inOutbox: 2, waiting: 3, accepted: 4, confirmed: 5 }))).toBe(15);
});

const term = { name: "Hiver 2027", startsOn: "2027-01-01", endsOn: "2027-04-30" };
const course: Schedule = {
  startsOn: "2027-01-18",
  endsOn: "2027-04-23",
  blocks: [],
  weekdays: [1, 2],
  startTime: null,
  endTime: null,
  shiftCode: null,
};

test("[R17] a term brackets its courses", () => {
  expect(courseRefusal(course, term)).toBeNull();
  expect(courseRefusal({ ...course, startsOn: "2027-01-01", endsOn: "2027-04-30" }, term)).toBeNull();
  expect(courseRefusal({ ...course, endsOn: "2027-05-01" }, term)).toEqual({
    code: "outside-term",
    term: "Hiver 2027",
    startsOn: "2027-01-01",
    endsOn: "2027-04-30",
  });
  expect(courseRefusal({ ...course, startsOn: "2026-12-31" }, term)?.code).toBe("outside-term");
});

test("a course ends after it begins, has both hours or none, and its blocks lie inside it", () => {
  expect(courseRefusal({ ...course, endsOn: "2027-01-17" }, term)).toMatchObject({
    field: "endsOn",
    problem: { kind: "end-before-start" },
  });
  expect(courseRefusal({ ...course, startTime: "07:00" }, term)).toMatchObject({ problem: { kind: "one-time-only" } });
  expect(courseRefusal({ ...course, blocks: [{ from: "2027-02-01", to: "2027-02-05" }] }, term)).toBeNull();
  expect(courseRefusal({ ...course, blocks: [{ from: "2027-01-15", to: "2027-02-05" }] }, term)).toMatchObject({
    problem: { kind: "outside-course" },
  });
  expect(courseRefusal({ ...course, blocks: [{ from: "2027-02-05", to: "2027-02-01" }] }, term)).toMatchObject({
    problem: { kind: "end-before-start" },
  });
});

test("[R17] dates that would leave out what they bracket are refused with how far it reaches", () => {
  const held = { startsOn: "2027-01-18", endsOn: "2027-04-23", count: 3 };
  expect(reachRefusal(term, held, "course")).toBeNull();
  expect(reachRefusal({ ...term, endsOn: "2027-04-22" }, held, "course")).toEqual({ code: "leaves-out", by: "course", ...held });
  expect(reachRefusal({ startsOn: "2030-01-01", endsOn: "2030-02-01" }, { ...held, count: 0 }, "request")).toBeNull();
});
