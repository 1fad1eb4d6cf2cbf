import { distances, longestList, noTerms, pairTerms, ranksOf, type MatchProblem, type PairTerms } from "./matching-cost.ts";

/** What one student at one place costs by itself, by term; nothing when there is no such place. */
export function pairTermsAt(problem: MatchProblem, at: number, place: number): PairTerms {
  const [demand, there] = [problem.demands[at], problem.places[place]];
  const block = problem.blocks[problem.blockOf[at] ?? -1];
  if (!demand || !there || !block) return noTerms();
  const km =
    problem.weights.travel > 0
      ? (distances(
          demand,
          block.places.flatMap((one) => problem.places[one] ?? []),
          block.usualKm,
        )[problem.columnOf[place] ?? 0] ?? 0)
      : 0;
  return pairTerms({
    demand,
    place: there,
    rank: ranksOf(demand).get(there.requestId) ?? null,
    longest: longestList(problem.instance),
    km,
    weights: problem.weights,
  });
}
