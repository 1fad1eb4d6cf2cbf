import { describe, expect, test } from "vitest";
import type { MatchScore } from "#domain/matching.ts";
import type { Solution } from "./desk.ts";
import { bestBy, placedOf, shownMeasures, valueOf } from "./measures.ts";

const score = (more: Partial<MatchScore>): MatchScore => ({
  first: 0,
  second: 0,
  third: 0,
  later: 0,
  other: 0,
  open: 0,
  none: 0,
  worst: 1,
  gini: 0,
  travelKm: 0,
  travelKnown: 0,
  moved: 0,
  ...more,
});
const solution = (id: string, more: Partial<MatchScore>) => ({ id, score: score(more) }) as Solution;

describe("solutions side by side", () => {
  test("the best of a measure is marked, more or less as it is better, and nothing where all are alike", () => {
    const both = [solution("a", { first: 8, none: 2, gini: 0.2 }), solution("b", { first: 5, none: 0, gini: 0.2 })];
    expect([...bestBy(both, "first")]).toEqual(["a"]);
    expect([...bestBy(both, "none")]).toEqual(["b"]);
    expect([...bestBy(both, "gini")]).toEqual([]);
    expect([...bestBy(both, "second")]).toEqual([]);
    expect([...bestBy(both.slice(0, 1), "first")]).toEqual([]);
  });

  test("travel is a mean over what is known, and unknown where nothing is", () => {
    expect(valueOf(score({ travelKm: 30, travelKnown: 4 }), "travel")).toBe(7.5);
    expect(valueOf(score({}), "travel")).toBeNull();
    const one = [solution("a", {}), solution("b", { travelKm: 10, travelKnown: 1 })];
    expect([...bestBy(one, "travel")]).toEqual(["b"]);
  });

  test("a measure that says nothing in any solution takes no line; first choices and those left without always do", () => {
    expect(shownMeasures([solution("a", { worst: null })])).toEqual(["first", "none"]);
    expect(shownMeasures([solution("a", { second: 1, worst: 2 })])).toEqual(["first", "second", "none", "worst"]);
    expect(placedOf(score({ first: 2, open: 1, none: 3 }))).toBe(6);
  });
});
