import loadHighs, { type Highs } from "highs";
import { compile, type MatchProblem } from "#domain/matching-cost.ts";
import { drawOrder, takeInTurn } from "#domain/matching-greedy.ts";
import { gapOf, search, type SearchState } from "#domain/matching-search.ts";
import { costOf, toSolution, type Proof } from "#domain/matching-score.ts";
import type { MatchProgress, MatchSolution, MatchWay } from "#domain/matching.ts";
import { problemFor } from "#domain/matching-way.ts";
import type { MatchAsked } from "#server/context.ts";
import { solveExactly } from "./match-exact.ts";

export type SolverTask = Omit<MatchAsked, "signal" | "onProgress" | "onSolution"> & {
  /** Read between steps: has somebody said to stop? */
  stopped?(): boolean;
  onProgress?(progress: MatchProgress): void;
  onSolution?(solution: MatchSolution): void;
};

/** Up to this many students to place the solver decides what couples them; beyond, prices and turns, and a bound. */
const exactUpTo = 4_000;
/** Of so many the bound is not worth a minute's wait to the last point: within this share it is good. */
const closeEnough = 0.005;
/** Milliseconds between two words of progress. */
const often = 200;

let highs: Promise<Highs> | null = null;
const solver = (): Promise<Highs> => (highs ??= loadHighs());

interface Turn {
  task: SolverTask;
  way: MatchWay;
  at: number;
  began: number;
  /** Asked between steps. */
  ended(): boolean;
  left(): number;
  say(phase: MatchProgress["phase"], state?: Partial<SearchState>): void;
}

function turnOf(task: SolverTask, at: number, began = performance.now()): Turn {
  const way = task.ways[at] ?? "weighed";
  const limit = (task.limit ?? 60) * 1_000;
  let last = 0;
  const left = () => (began + limit - performance.now()) / 1_000;
  return {
    task,
    way,
    at,
    began,
    left,
    ended: () => left() <= 0 || task.stopped?.() === true,
    say(phase, { objective = Number.POSITIVE_INFINITY, bound } = {}) {
      const now = performance.now();
      if (phase !== "done" && now - last < often) return;
      last = now;
      const known = Number.isFinite(objective) ? objective : null;
      task.onProgress?.({
        way,
        at,
        of: task.ways.length,
        phase,
        objective: known,
        bound: bound ?? null,
        gap: known === null || bound === undefined ? null : (known - bound) / Math.max(1, known),
        seconds: (now - began) / 1_000,
      });
    },
  };
}

function inTurn(problem: MatchProblem, { way, task: { seed } }: Turn): { seating: Int32Array; order: string[] } {
  const keys = problem.demands.map(({ key }) => key);
  const order = way === "random" ? drawOrder(keys, seed) : keys;
  const at = new Map(keys.map((key, index) => [key, index]));
  const seating = takeInTurn(
    problem,
    order.flatMap((key) => at.get(key) ?? []),
  );
  return { seating, order };
}

/** The best seating of a problem, with what is proven of it. */
async function prove(problem: MatchProblem, turn: Turn): Promise<{ seating: Int32Array; proof: Omit<Proof, "seconds"> }> {
  const { task } = turn;
  const open = problem.blocks.reduce((sum, { demands }) => sum + demands.length, 0);
  const small = open <= exactUpTo;
  const found = search(problem, {
    start: [takeInTurn(problem, problem.demands.keys())],
    gap: Math.max(task.gap ?? 0, small ? 0 : closeEnough),
    rounds: small ? 12 : 400,
    ended: turn.ended,
    onStep: (state) => turn.say("bounding", state),
  });
  const { state } = found;
  let bound = state.bound;
  const near = () => gapOf(problem, { ...state, bound }) <= (task.gap ?? 0);
  if (small && !near() && !turn.ended()) {
    bound = solveExactly({
      highs: await solver(),
      problem,
      search: found,
      left: turn.left,
      stopped: turn.ended,
      onBound: (at) => turn.say("searching", { ...state, bound: at }),
    });
  }
  const proven = state.objective <= bound;
  return {
    seating: state.seating,
    proof: {
      objective: state.objective,
      bound: Math.min(bound, state.objective),
      gap: proven ? 0 : gapOf(problem, { ...state, bound }),
      state: proven ? "optimal" : task.stopped?.() ? "stopped" : "bounded",
    },
  };
}

/** One solution for each way that is asked for, in their order. Runs where it is called: see `match-thread.ts` for beside the requests. */
export async function solveWays(task: SolverTask): Promise<MatchSolution[]> {
  const { instance, weights } = task;
  const found: MatchSolution[] = [];
  // Compiles beside what comes first.
  const loading = instance.demands.length <= exactUpTo ? solver().catch(() => null) : null;
  const began = performance.now();
  const shown = compile(instance, weights);
  for (const [at, way] of task.ways.entries()) {
    if (task.stopped?.()) break;
    // What all ways stand on is of the first one's time.
    const turn = turnOf(task, at, at === 0 ? began : undefined);
    turn.say("preparing");
    const seconds = () => Math.round(performance.now() - turn.began) / 1_000;
    let solution: MatchSolution;
    if (way === "random" || way === "in-order") {
      const { seating, order } = inTurn(shown, turn);
      const proof = { objective: costOf(shown, seating), bound: null, gap: null, state: "drawn" as const, order };
      solution = toSolution(shown, seating, {
        way,
        proof: { ...proof, ...(way === "random" ? { seed: task.seed } : {}), seconds: seconds() },
      });
    } else {
      const { seating, proof } = await prove(problemFor(shown, way), turn);
      solution = toSolution(shown, seating, { way, proof: { ...proof, seconds: seconds() } });
    }
    turn.say("done", { objective: solution.objective, ...(solution.bound === null ? {} : { bound: solution.bound }) });
    task.onSolution?.(solution);
    found.push(solution);
  }
  await loading;
  return found;
}
