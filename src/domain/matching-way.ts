import { compile, longestList, ranksOf, type MatchProblem } from "./matching-cost.ts";
import { makeTransport, never } from "./matching-transport.ts";
import { isOpen } from "./matching-coupling.ts";
import type { MatchWay } from "./matching.ts";

/** Every pair costs anew; what couples pairs costs `coupled`. */
function costed(problem: MatchProblem, cost: (demand: number, place: number, was: number) => number): MatchProblem {
  let most = 0;
  let widest = 0;
  const blocks = problem.blocks.map((block) => {
    const costs = block.cost.slice();
    for (const [row, demand] of block.demands.entries()) {
      for (const [column, place] of block.places.entries()) {
        const cell = row * block.places.length + column;
        const was = costs[cell] ?? -1;
        if (was < 0) continue;
        const now = cost(demand, place, was);
        costs[cell] = now;
        most = Math.max(most, now);
      }
    }
    widest = Math.max(widest, Math.min(block.demands.length, block.places.length));
    return { ...block, cost: costs };
  });
  return {
    ...problem,
    blocks,
    groups: [],
    loads: [],
    repeatCost: 0,
    groupCost: 0,
    loadCost: 0,
    leaveCost: 1,
    unplacedCost: (most + 2) * (widest + 1),
  };
}

const rankCells = (problem: MatchProblem): Map<string, number>[] => problem.demands.map(ranksOf);

/**
 * As many first choices as there can be, whatever the weights: a place that is not the first choice costs more than all that tells equals
 * apart, which is the weighed cost in ten steps.
 */
function mostFirst(problem: MatchProblem): MatchProblem {
  const ranks = rankCells(problem);
  let most = 1;
  let widest = 1;
  for (const { cost, demands, places } of problem.blocks) {
    for (const one of cost) most = Math.max(most, one);
    widest = Math.max(widest, Math.min(demands.length, places.length));
  }
  const notFirst = 10 * (widest + 1);
  return costed(problem, (demand, place, was) => {
    const first = ranks[demand]?.get(problem.places[place]?.requestId ?? "") === 1;
    return (first ? 0 : notFirst) + Math.round((9 * was) / most);
  });
}

/** How many cannot have a place at all when nobody gets one further down than `limit`; what couples sheets does not count here. */
function leftOut(problem: MatchProblem, allowed: (demand: number, place: number) => boolean): number {
  let count = 0;
  for (const { demands, places, cost } of problem.blocks) {
    const rows = demands.filter((at) => isOpen(problem, at));
    const columns = places.length + 1;
    const table = new Int32Array(rows.length * columns).fill(never);
    for (const [row, at] of rows.entries()) {
      table[row * columns + places.length] = 1;
      for (const [column, place] of places.entries()) {
        const was = cost[(problem.rowOf[at] ?? 0) * places.length + column] ?? -1;
        if (was >= 0 && allowed(at, place)) table[row * columns + column] = 0;
      }
    }
    count += makeTransport({ rows: rows.length, seats: [...places.map((at) => problem.free[at] ?? 0), rows.length], cost: table }).solve();
  }
  return count;
}

/** The worst rank as good as it can be without leaving anybody out for it, then fairness before all else. */
function worstOff(problem: MatchProblem): MatchProblem {
  const ranks = rankCells(problem);
  const longest = longestList(problem.instance);
  const downTo = (limit: number) => (demand: number, place: number) => {
    const of = ranks[demand];
    return of === undefined || of.size === 0 || (of.get(problem.places[place]?.requestId ?? "") ?? longest + 1) <= limit;
  };
  const least = leftOut(problem, () => true);
  let [low, high] = [1, longest + 1];
  while (low < high) {
    const limit = Math.floor((low + high) / 2);
    if (leftOut(problem, downTo(limit)) <= least) high = limit;
    else low = limit + 1;
  }
  const fair = compile(problem.instance, { ...problem.weights, fairness: 100 });
  const may = downTo(low);
  // Not forbidden: a chain through another sheet may need it, but then it costs more than everything else.
  const further = Math.floor(fair.unplacedCost / 4);
  const blocks = fair.blocks.map((block) => {
    const cost = block.cost.slice();
    for (const [row, demand] of block.demands.entries()) {
      for (const [column, place] of block.places.entries()) {
        const cell = row * block.places.length + column;
        if ((cost[cell] ?? -1) >= 0 && !may(demand, place)) cost[cell] = (cost[cell] ?? 0) + further;
      }
    }
    return { ...block, cost };
  });
  return { ...fair, blocks };
}

/** The problem whose cheapest seating a way asks for. `random` and `in-order` are not solved, they take turns. */
export function problemFor(problem: MatchProblem, way: Exclude<MatchWay, "random" | "in-order">): MatchProblem {
  if (way === "weighed") return problem;
  if (way === "most-first") return mostFirst(problem);
  if (way === "worst-off") return worstOff(problem);
  return compile(problem.instance, { wishes: 1, fairness: 0, variety: 0, travel: 100, continuity: 0, load: 0, moves: 0 });
}
