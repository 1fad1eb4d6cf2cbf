import { expect, test } from "vitest";
import type { CourseCounts } from "./cohort.ts";
import { compareDeadlines, deadlineState, supervisorDue } from "./deadline.ts";
import { coveredOf, lackingOf, lacksOf, progressSteps, stepsOf, sumOf } from "./progress.ts";

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

test("[R470] each step holds what went further: planned what is sent, sent what is held and accepted, accepted what is confirmed", () => {
  const steps = stepsOf(counts({ enrolled: 40, drafted: 6, inOutbox: 4, held: 2, waiting: 8, accepted: 10, confirmed: 5, assigned: 7 }));
  expect(steps).toEqual({ needed: 40, planned: 35, sent: 25, accepted: 15, assigned: 7, confirmed: 5 });
});

test("[R471] a surplus in one course covers nothing of another", () => {
  const courses = [stepsOf(counts({ enrolled: 10, accepted: 16 })), stepsOf(counts({ enrolled: 10, accepted: 4 }))];
  expect(sumOf(courses)).toMatchObject({ needed: 20, accepted: 20 });
  expect(progressSteps.map((step) => lackingOf(courses, step))).toEqual([6, 6, 6, 20, 20]);
  expect(coveredOf(courses, "accepted")).toBe(0.7);
  expect(coveredOf([], "accepted")).toBe(1);
});

test("[R471] a course says what it lacks: places, an answer, students on what was accepted, a confirmation", () => {
  const of = (one: Partial<CourseCounts>) =>
    lacksOf({ ...stepsOf(counts(one)), counts: counts(one) }).map(({ lack, count }) => [lack, count]);
  expect(of({})).toEqual([["enrol", 0]]);
  expect(of({ enrolled: 20, drafted: 2, inOutbox: 3, waiting: 5, accepted: 4, confirmed: 1, assigned: 3 })).toEqual([
    ["plan", 5],
    ["copy", 2],
    ["send", 3],
    ["await", 5],
    ["assign", 2],
    ["confirm", 2],
  ]);
  expect(of({ enrolled: 8, confirmed: 10, assigned: 8 })).toEqual([]);
});

test("[R472] a day is late, today's, of the week to come or further; a list goes by day", () => {
  expect(["2026-11-21", "2026-11-22", "2026-11-29", "2026-11-30"].map((day) => deadlineState(day, "2026-11-22"))).toEqual([
    "late",
    "today",
    "soon",
    "ahead",
  ]);
  expect(supervisorDue("2027-01-11")).toBe("2026-12-28");
  const listed = [
    { day: "2026-12-01", key: "answer:b" },
    { day: "2026-11-30", key: "term:a" },
    { day: "2026-12-01", key: "answer:a" },
  ].toSorted(compareDeadlines);
  expect(listed.map(({ key }) => key)).toEqual(["term:a", "answer:a", "answer:b"]);
});
