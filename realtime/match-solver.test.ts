import { describe, expect, test } from "vitest";
import { compile } from "#domain/matching-cost.ts";
import { search } from "#domain/matching-search.ts";
import {
  cheapest,
  costAgain,
  demandOf,
  everyAssignment,
  instanceOf,
  keepsRules,
  placeOf,
  smallInstance,
  weightsOf,
} from "#domain/matching-testing.ts";
import { fewestMoves, matchWays, type MatchInstance, type MatchSolution, type MatchWay, type MatchWeights } from "#domain/matching.ts";
import { solveWays } from "./match-solver.ts";

const seeds = Array.from({ length: 500 }, (_seed, at) => `small ${at}`);

const assignedOf = (instance: MatchInstance, { seats }: MatchSolution) =>
  instance.demands.map((demand, at) => ({
    demand,
    place: instance.places.find(({ requestId }) => requestId === seats[at]?.requestId) ?? null,
  }));

async function solve(of: { instance: MatchInstance; weights: MatchWeights }, way: MatchWay = "weighed"): Promise<MatchSolution> {
  const [solution] = await solveWays({ ...of, ways: [way], seed: "seed" });
  if (!solution) throw new Error("no solution");
  return solution;
}

describe("500 small instances with kept seeds, every assignment tried", { timeout: 60_000 }, () => {
  test("[R392] the solver's optimum is the cheapest of them all, and it says that it is", async () => {
    for (const seed of seeds) {
      const small = smallInstance(seed);
      const solution = await solve(small);
      const { instance } = small;
      const unplaced = solution.unplacedCost;
      const assigned = assignedOf(instance, solution);
      expect({ seed, keeps: keepsRules(instance, assigned), state: solution.state, gap: solution.gap }).toEqual({
        seed,
        keeps: true,
        state: "optimal",
        gap: 0,
      });
      const least = cheapest({ ...small, unplaced });
      expect({ seed, cost: solution.objective, bound: solution.bound }).toEqual({ seed, cost: least, bound: least });
      expect({ seed, cost: solution.points }).toEqual({ seed, cost: costAgain({ ...small, unplaced }, assigned) });
    }
  });

  test("[R393] prices alone, without the solver, never prove more than is true, and what they seat keeps every rule", () => {
    let met = 0;
    for (const seed of seeds) {
      const small = smallInstance(seed);
      const problem = compile(small.instance, small.weights);
      const { state } = search(problem, { start: [], gap: 0, rounds: 40, ended: () => false, onStep: () => {} });
      const least = cheapest({ ...small, unplaced: problem.unplacedCost });
      expect({ seed, holds: state.bound <= least && state.objective >= least }).toEqual({ seed, holds: true });
      if (state.bound === state.objective) met += 1;
    }
    expect(met).toBeGreaterThan(seeds.length / 2);
  });

  test("[R390] no way breaks a hard rule", async () => {
    for (const seed of seeds.slice(0, 100)) {
      const small = smallInstance(seed);
      for (const solution of await solveWays({ ...small, ways: [...matchWays], seed })) {
        expect({ seed, way: solution.way, keeps: keepsRules(small.instance, assignedOf(small.instance, solution)) }).toEqual({
          seed,
          way: solution.way,
          keeps: true,
        });
      }
    }
  });

  test("[R391] on one sheet nobody is left without a place for another's wish, and who is left is told why", async () => {
    for (const seed of seeds) {
      const small = smallInstance(seed);
      if (new Set(small.instance.demands.map(({ worksheetId }) => worksheetId)).size > 1) continue;
      const { instance } = small;
      let most = 0;
      everyAssignment(instance, (assigned) => {
        most = Math.max(most, assigned.filter(({ place }) => place).length);
      });
      const solution = await solve(small);
      expect({ seed, placed: solution.seats.filter(({ requestId }) => requestId !== null).length }).toEqual({ seed, placed: most });
      expect({ seed, left: solution.unplaced.map(({ key }) => key) }).toEqual({
        seed,
        left: solution.seats.flatMap(({ key, requestId }) => (requestId === null ? [key] : [])),
      });
    }
  });

  test("[R396] most first choices, the best for the worst-off, each the best of all assignments on one sheet", async () => {
    for (const seed of seeds) {
      const small = smallInstance(seed);
      const { instance } = small;
      if (new Set(instance.demands.map(({ worksheetId }) => worksheetId)).size > 1) continue;
      const longest = Math.max(1, ...instance.demands.map(({ wishes }) => wishes.length));
      const ranks = (assigned: ReturnType<typeof assignedOf>) =>
        assigned.flatMap(({ demand, place }) => {
          const at = demand.wishes.findIndex(({ requestIds }) => requestIds.includes(place?.requestId ?? ""));
          return !place || demand.wishes.length === 0 ? [] : [at < 0 ? longest + 1 : at + 1];
        });
      let placed = 0;
      let first = 0;
      let worst = Number.POSITIVE_INFINITY;
      everyAssignment(instance, (assigned) => {
        const many = assigned.filter(({ place }) => place).length;
        const of = ranks(assigned);
        if (many > placed) [placed, first, worst] = [many, 0, Number.POSITIVE_INFINITY];
        if (many < placed) return;
        first = Math.max(first, of.filter((rank) => rank === 1).length);
        worst = Math.min(worst, Math.max(1, ...of));
      });
      expect({ seed, first: (await solve(small, "most-first")).score.first }).toEqual({ seed, first });
      expect({ seed, worst: (await solve(small, "worst-off")).score.worst ?? 1 }).toEqual({ seed, worst });
    }
  });

  test("[R397] with fewer places than students nobody loses her seat to another for nothing, whatever weighs", async () => {
    for (const [held, other] of [
      ["a", "b"],
      ["b", "a"],
    ] as const) {
      const instance = instanceOf({
        demands: [demandOf({ key: held, current: "p" }), demandOf({ key: other })].toSorted((one, two) => (one.key < two.key ? -1 : 1)),
        places: [placeOf({ requestId: "p" })],
      });
      for (const weights of [weightsOf({}), weightsOf({ wishes: 60, fairness: 40 }), fewestMoves]) {
        for (const way of ["weighed", "most-first", "worst-off", "least-travel"] as const) {
          const { seats, parts } = await solve({ instance, weights }, way);
          expect({ way, seats: seats.map(({ key, requestId }) => [key, requestId]), moves: parts.moves }).toEqual({
            way,
            seats: instance.demands.map(({ key }) => [key, key === held ? "p" : null]),
            moves: 0,
          });
        }
      }
      // What somebody wants more still counts, where a move weighs less than it.
      const wished = {
        ...instance,
        demands: instance.demands.map((one) => (one.key === held ? { ...one, wishes: [{ requestIds: ["q"] }] } : one)),
      };
      const { seats } = await solve({ instance: wished, weights: weightsOf({ wishes: 60, moves: 10 }) });
      expect(seats.find(({ key }) => key === other)?.requestId).toBe("p");
    }
  });

  test("[R397] a repair moves as few students as any that places as many", async () => {
    for (const seed of seeds.slice(0, 250)) {
      const { instance } = smallInstance(seed);
      const sheets = new Set(instance.demands.map(({ worksheetId }) => worksheetId));
      if (sheets.size > 1) continue;
      let placed = 0;
      let moved = Number.POSITIVE_INFINITY;
      everyAssignment(instance, (assigned) => {
        const many = assigned.filter(({ place }) => place).length;
        const moves = assigned.filter(
          ({ demand, place }) =>
            demand.current !== null && demand.current !== place?.requestId && (place || !instance.withheld.keys.includes(demand.key)),
        ).length;
        if (many < placed || (many === placed && moves >= moved)) return;
        [placed, moved] = [many, moves];
      });
      const solution = await solve({ instance, weights: fewestMoves });
      expect({ seed, moves: solution.parts.moves / 1_000 }).toEqual({ seed, moves: moved });
    }
  });
});
