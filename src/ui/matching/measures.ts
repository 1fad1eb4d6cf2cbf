import type { MatchScore } from "#domain/matching.ts";
import type { Solution } from "./desk.ts";

/** What solutions are compared by, in the order they are read; `least`: the smaller the better. */
export const measures = ["first", "second", "third", "later", "other", "open", "none", "worst", "gini", "travel", "moved"] as const;
export type Measure = (typeof measures)[number];

/** How many students a solution is for. */
export const placedOf = ({ first, second, third, later, other, open, none }: MatchScore): number =>
  first + second + third + later + other + open + none;

/** The value a measure has in a solution; null: not known. */
export function valueOf(score: MatchScore, measure: Measure): number | null {
  if (measure === "travel") return score.travelKnown === 0 ? null : score.travelKm / score.travelKnown;
  return score[measure];
}

/** Measures of which more is better; of the others less; of those that only tell of the next (second, third, open) neither. */
const better: Partial<Record<Measure, "more" | "less">> = {
  first: "more",
  other: "less",
  none: "less",
  worst: "less",
  gini: "less",
  travel: "less",
  moved: "less",
};

/** The ids of the solutions that are best by a measure, where not all are alike. */
export function bestBy(solutions: readonly Solution[], measure: Measure): ReadonlySet<string> {
  const way = better[measure];
  if (!way || solutions.length < 2) return new Set();
  const values = solutions.flatMap(({ id, score }) => {
    const value = valueOf(score, measure);
    return value === null ? [] : [{ id, value }];
  });
  const all = values.map(({ value }) => value);
  const best = way === "more" ? Math.max(...all) : Math.min(...all);
  const winners = values.filter(({ value }) => Math.abs(value - best) < 1e-9);
  return winners.length === solutions.length ? new Set() : new Set(winners.map(({ id }) => id));
}

/** Rows worth a line: those that say something in one of the solutions. */
export const shownMeasures = (solutions: readonly Solution[]): Measure[] =>
  measures.filter((measure) =>
    measure === "first" || measure === "none"
      ? true
      : solutions.some(({ score }) => {
          const value = valueOf(score, measure);
          return value !== null && value !== 0;
        }),
  );
