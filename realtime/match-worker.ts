import { parentPort, workerData } from "node:worker_threads";
import type { MatchReason } from "#domain/match-reason-facts.ts";
import { explainSolution } from "#domain/match-reason.ts";
import type { MatchProgress, MatchSolution } from "#domain/matching.ts";
import type { MatchAsked } from "#server/context.ts";
import { solveWays } from "./match-solver.ts";

/** What the thread is given: the question without its listeners, and one word of shared memory by which it is told to stop. */
export type MatchTask = Omit<MatchAsked, "onProgress" | "onSolution" | "signal"> & { stop: SharedArrayBuffer };
export type MatchSaid =
  | { progress: MatchProgress }
  | { solution: MatchSolution; reasons: MatchReason[] }
  | { done: true }
  | { error: string };

const say = (said: MatchSaid): void => parentPort?.postMessage(said);

if (parentPort) {
  const { stop, ...asked } = workerData as MatchTask;
  const flag = new Int32Array(stop);
  solveWays({
    ...asked,
    stopped: () => Atomics.load(flag, 0) !== 0,
    onProgress: (progress) => say({ progress }),
    onSolution: (solution) => say({ solution, reasons: asked.explains ? explainSolution(asked.instance, asked.weights, solution) : [] }),
  }).then(
    () => say({ done: true }),
    (error: unknown) => say({ error: error instanceof Error ? error.message : String(error) }),
  );
}
