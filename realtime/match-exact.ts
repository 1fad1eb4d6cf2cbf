import type { Highs } from "highs";
import { pairCost, type MatchProblem } from "#domain/matching-cost.ts";
import { isOpen } from "#domain/matching-coupling.ts";
import type { Search } from "#domain/matching-search.ts";
import { breaksOf, costOf } from "#domain/matching-score.ts";
import { writeModel, type Choices } from "./match-model.ts";

export interface ExactTask {
  highs: Highs;
  problem: MatchProblem;
  search: Search;
  /** Seconds that are left. */
  left(): number;
  stopped(): boolean;
  onBound(bound: number): void;
}

/** More columns than this are not given to the solver: the bound stands as it is. */
const widest = 250_000;
/** Columns a relaxation begins with, for each demand. */
const few = 8;

/** The pairs that cost at most `excess` more than the bound, and those of the best seating. */
function choose({ problem, search }: ExactTask, keep: (excess: Float64Array, costs: number) => number): Choices & { many: number } {
  const demands = [...problem.demands.keys()].filter((at) => isOpen(problem, at));
  const places = new Map<number, number[]>();
  const without = new Set<number>();
  let many = 0;
  for (const demand of demands) {
    const here = problem.blocks[problem.blockOf[demand] ?? -1]?.places ?? [];
    const excess = search.excess(demand);
    const limit = keep(excess, here.length);
    const seat = search.state.seating[demand] ?? -1;
    const list = here.filter(
      (place, column) => pairCost(problem, demand, place) >= 0 && (place === seat || (excess[column] ?? 0) <= limit),
    );
    places.set(demand, list);
    if (seat < 0 || (excess[here.length] ?? 0) <= limit) without.add(demand);
    many += list.length;
  }
  return { demands, places, without, many };
}

/** The relaxation tells what each coupling is worth; with those prices all pairs are priced again, and those that gain are let in. */
function tighten(task: ExactTask): void {
  const { highs, problem, search } = task;
  let allowance = 0;
  for (let round = 0; round < 6 && task.left() > 0 && !task.stopped(); round += 1) {
    const before = search.state.bound;
    const choices = choose(task, (excess) => Math.max(allowance, Float64Array.from(excess).sort()[few] ?? 0));
    if (choices.many > widest) return;
    for (const demand of choices.demands) choices.without.add(demand);
    const model = writeModel(problem, choices, false);
    const done = highs.withModel(model.data, (lp) => {
      lp.options.set({ output_flag: false, solver: "simplex", time_limit: task.left() });
      lp.run({
        [highs.constants.callbackType.simplexInterrupt](event) {
          if (task.stopped()) event.interrupt();
          return undefined;
        },
      });
      if (lp.getModelStatus() !== highs.constants.modelStatus.optimal) return true;
      const { rowDual, colValue } = lp.getSolution();
      // Often whole already, where each place has one supervisor: then it is the optimum of what it was given.
      search.take(model.seatingOf(colValue));
      const prices = new Map<string, number>();
      for (const { coupling, row } of model.couplings) {
        search.add(coupling);
        prices.set(coupling.key, -(rowDual[row] ?? 0));
      }
      search.reprice(prices);
      const value = lp.getObjectiveValue() + model.decided;
      // What the relaxation of all pairs could still be above the proven bound.
      return value - search.state.bound < 1 + prices.size * 0.01;
    });
    task.onBound(search.state.bound);
    if (done || search.state.objective <= search.state.bound) return;
    allowance = Math.max(allowance * 2, (search.state.objective - search.state.bound) / 8);
    if (round > 2 && search.state.bound === before) return;
  }
}

/**
 * Proves the optimum, or finds a better one and proves that: HiGHS decides over every pair that the bound does not rule out. Answers the
 * bound that holds at the end; the seating is taken by the search.
 */
export function solveExactly(task: ExactTask): number {
  const { highs, problem, search } = task;
  if (problem.groups.length === 0) tighten(task);
  const { state } = search;
  if (state.objective <= state.bound || task.left() <= 0 || task.stopped()) return state.bound;
  const open = state.objective - state.bound;
  const choices = choose(task, () => open);
  if (choices.many > widest) return state.bound;
  const model = writeModel(problem, choices, true);
  return highs.withModel(model.data, (mip) => {
    // Points are whole: closer than one is the same.
    mip.options.set({ output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0.9, time_limit: task.left() });
    mip.setSolution({ colValue: model.valuesOf(state.seating) });
    const { callbackType, modelStatus } = highs.constants;
    mip.run({
      [callbackType.mipInterrupt](event) {
        if (task.stopped()) event.interrupt();
        return undefined;
      },
      [callbackType.mipLogging](event) {
        const at = event.data.mip_dual_bound;
        if (at !== undefined && Number.isFinite(at)) task.onBound(Math.max(state.bound, Math.ceil(at + model.decided - 0.1)));
        return undefined;
      },
    });
    const status = mip.getModelStatus();
    if (status === modelStatus.infeasible) throw new Error("the model refuses a seating that keeps every rule");
    const values = mip.getSolution().colValue;
    if (values.length > 0) {
      const seating = model.seatingOf(values);
      if (breaksOf(problem, seating).length === 0) search.take(seating);
    }
    const proven = Number(mip.info.get("mip_dual_bound")) + model.decided;
    const whole = status === modelStatus.optimal ? costOf(problem, state.seating) : Math.ceil(proven - 0.1);
    // What was left out costs more than the best that was known.
    return Math.max(state.bound, Math.min(whole, state.objective));
  });
}
