import { compile } from "#domain/matching-cost.ts";
import { drawOrder, takeInTurn } from "#domain/matching-greedy.ts";
import { costOf, toSolution } from "#domain/matching-score.ts";
import { explainSolution } from "#domain/match-reason.ts";
import type { Matcher } from "./context.ts";

/** A matcher without thread and solver, for tests of what surrounds it: each in turn, whatever way is asked for; nothing is proven. */
export const bareMatcher: Matcher = {
  async solve({ instance, weights, ways, seed, explains, onProgress, onSolution, signal }) {
    const problem = compile(instance, weights);
    const keys = problem.demands.map(({ key }) => key);
    const at = new Map(keys.map((key, index) => [key, index]));
    return ways.flatMap((way, index) => {
      if (signal?.aborted) return [];
      const order = way === "random" ? drawOrder(keys, seed) : keys;
      const seating = takeInTurn(
        problem,
        order.flatMap((key) => at.get(key) ?? []),
      );
      const objective = costOf(problem, seating);
      const proof = { objective, bound: null, gap: null, state: "drawn" as const, seconds: 0, order };
      const solution = toSolution(problem, seating, { way, proof: way === "random" ? { ...proof, seed } : proof });
      onProgress?.({ way, at: index, of: ways.length, phase: "done", objective, bound: null, gap: null, seconds: 0 });
      onSolution?.(solution, explains ? explainSolution(instance, weights, solution) : []);
      return [solution];
    });
  },
};
