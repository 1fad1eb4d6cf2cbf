import { compile } from "#domain/matching-cost.ts";
import { drawOrder, takeInTurn } from "#domain/matching-greedy.ts";
import type { MatchProgress, MatchSolution } from "#domain/matching.ts";
import { costOf, toSolution } from "#domain/matching-score.ts";
import type { MatchAsked } from "#server/context.ts";

export type SolverTask = Omit<MatchAsked, "signal" | "onProgress" | "onSolution"> & {
  /** Read between steps: has somebody said to stop? */
  stopped?(): boolean;
  onProgress?(progress: MatchProgress): void;
  onSolution?(solution: MatchSolution): void;
};

/** One solution for each way that is asked for, in their order. Runs where it is called: see `match-thread.ts` for beside the requests. */
export async function solveWays(task: SolverTask): Promise<MatchSolution[]> {
  const { instance, weights, seed } = task;
  const found: MatchSolution[] = [];
  for (const way of task.ways) {
    const began = performance.now();
    const problem = compile(instance, weights);
    const keys = problem.demands.map(({ key }) => key);
    const order = way === "random" ? drawOrder(keys, seed) : keys;
    const at = new Map(keys.map((key, index) => [key, index]));
    const seating = takeInTurn(
      problem,
      order.flatMap((key) => at.get(key) ?? []),
    );
    const seconds = (performance.now() - began) / 1_000;
    const proof = { objective: costOf(problem, seating), bound: null, gap: null, state: "drawn" as const, seconds };
    const solution = toSolution(problem, seating, { way, proof: way === "random" ? { ...proof, seed, order } : { ...proof, order } });
    task.onSolution?.(solution);
    found.push(solution);
  }
  return found;
}
