import { describe, expect, test } from "vitest";
import { drawFrom, drawOrder, takeInTurn } from "./matching-greedy.ts";
import { compile, pairCost, type MatchProblem } from "./matching-cost.ts";
import { costOf, toSolution } from "./matching-score.ts";
import {
  demandKey,
  type ForbiddenWhy,
  type MatchDemand,
  type MatchInstance,
  type MatchPlace,
  type MatchSolution,
  type MatchWeights,
} from "./matching.ts";
import { explainSolution } from "./match-reason.ts";
import type { MissedPlace } from "./match-reason-facts.ts";

const sheet = "w1";
const wishesOnly: MatchWeights = { wishes: 60, fairness: 40, variety: 0, travel: 0, continuity: 0, load: 0, moves: 0 };

const place = (requestId: string, seats: number, more: Partial<MatchPlace> = {}): MatchPlace => ({
  requestId,
  worksheetId: sheet,
  seats,
  receivingId: "r",
  siteId: `${requestId}-site`,
  serviceId: `${requestId}-service`,
  destinationId: null,
  disciplines: [],
  point: null,
  supervisors: [],
  ...more,
});
const demand = (studentId: string, wishes: string[], more: Partial<MatchDemand> = {}): MatchDemand => ({
  key: demandKey(sheet, studentId),
  studentId,
  worksheetId: sheet,
  wishes: wishes.map((requestId) => ({ requestIds: requestId === "" ? [] : [requestId] })),
  past: [],
  home: null,
  locked: null,
  current: null,
  groupKey: null,
  ...more,
});
const instanceOf = (demands: MatchDemand[], places: MatchPlace[], more: Partial<MatchInstance> = {}): MatchInstance => ({
  demands,
  places,
  forbidden: [],
  clashes: [],
  withheld: { keys: [], requestIds: [] },
  ...more,
});

/** Every seating of a small matching, one after the other. */
function* seatings(problem: MatchProblem, from = 0, seating = Int32Array.from(problem.locked)): Generator<Int32Array> {
  if (from === problem.demands.length) {
    yield seating;
    return;
  }
  if ((problem.locked[from] ?? -1) >= 0) return yield* seatings(problem, from + 1, seating);
  for (let to = -1; to < problem.places.length; to++) {
    if (to >= 0) {
      let left = problem.free[to] ?? 0;
      for (let one = 0; one < from; one++) if (seating[one] === to && (problem.locked[one] ?? -1) < 0) left -= 1;
      if (left <= 0 || pairCost(problem, from, to) < 0) continue;
    }
    seating[from] = to;
    yield* seatings(problem, from + 1, seating);
    seating[from] = -1;
  }
}

/** The least cost there is, and who sits where in each seating that has it. */
function allBest(problem: MatchProblem): { cost: number; seatings: Int32Array[] } {
  let best = { cost: Infinity, seatings: [] as Int32Array[] };
  for (const seating of seatings(problem)) {
    const cost = costOf(problem, seating);
    if (cost < best.cost) best = { cost, seatings: [Int32Array.from(seating)] };
    else if (cost === best.cost) best.seatings.push(Int32Array.from(seating));
  }
  return best;
}

function bestOf(instance: MatchInstance, weights = wishesOnly): MatchSolution {
  const problem = compile(instance, weights);
  const { seatings: all, cost } = allBest(problem);
  const proof = { objective: cost, bound: cost, gap: 0, state: "optimal" as const, seconds: 0 };
  return toSolution(problem, all[0] ?? new Int32Array(), { way: "weighed", proof });
}

function randomInstance(seed: string): MatchInstance {
  const next = drawFrom(seed);
  const upTo = (most: number) => Math.floor(next() * most);
  const places = ["a", "b", "c"].map((id) => place(id, 1 + upTo(2)));
  const demands = Array.from({ length: 4 + upTo(3) }, (_, at) => {
    const wished = drawOrder(["a", "b", "c"], `${seed} ${at}`).slice(0, upTo(4));
    return demand(`s${at}`, wished);
  });
  const forbidden = demands.flatMap(({ key }) => (next() < 0.15 ? [{ key, requestId: "b", why: "overlap" as ForbiddenWhy }] : []));
  return instanceOf(demands, places, { forbidden });
}

const withSeats = (instance: MatchInstance, requestId: string, more: number): MatchInstance => ({
  ...instance,
  places: instance.places.map((one) => (one.requestId === requestId ? { ...one, seats: one.seats + more } : one)),
});

const fullOnes = (instance: MatchInstance, solution: MatchSolution, weights = wishesOnly) =>
  explainSolution(instance, weights, solution).flatMap(({ key, facts }) =>
    [...facts.missed.flatMap(({ places }) => places), ...facts.openings]
      .filter(({ why }) => why.kind === "full")
      .map((missed): { key: string; missed: MissedPlace } => ({ key, missed })),
  );

describe("seats more", () => {
  test("[R409] so many seats more give it to her in the best there is with them, and one fewer does not, in 80 small matchings", () => {
    let checked = 0;
    for (let seed = 1; seed <= 80; seed++) {
      const instance = randomInstance(`seats ${seed}`);
      for (const { key, missed } of fullOnes(instance, bestOf(instance))) {
        const at = instance.demands.findIndex((one) => one.key === key);
        const told = missed.changes.find(({ kind }) => kind === "seats" || kind === "kept-seat");
        const hers = (more: number) => {
          const problem = compile(withSeats(instance, missed.requestId, more), wishesOnly);
          const to = problem.places.findIndex(({ requestId }) => requestId === missed.requestId);
          const best = allBest(problem).seatings.map((seating) => seating[at] === to);
          return { always: best.every(Boolean), ever: best.some(Boolean) };
        };
        if (told?.kind === "seats") {
          expect({ seed, key, ...hers(told.more), level: told.level }).toMatchObject({ ever: true });
          if (!told.level) expect({ seed, key, ...hers(told.more) }).toMatchObject({ always: true });
          if (told.more > 1) expect({ seed, key, before: hers(told.more - 1).ever }).toMatchObject({ before: false });
          checked += 1;
        } else if (told?.kind === "kept-seat" && told.tried === 0) {
          expect({ seed, key, ever: hers(1).ever }).toMatchObject({ ever: false });
        }
      }
    }
    expect(checked).toBeGreaterThan(50);
  });

  test("[R409] in a drawn order, so many seats more give it to her when the same order is gone through again", () => {
    let checked = 0;
    for (let seed = 1; seed <= 150; seed++) {
      const instance = randomInstance(`drawn ${seed}`);
      const order = drawOrder(
        instance.demands.map(({ key }) => key),
        `order ${seed}`,
      );
      const indices = order.map((key) => instance.demands.findIndex((one) => one.key === key));
      const inTurn = (of: MatchInstance) => {
        const problem = compile(of, wishesOnly);
        return { problem, seating: takeInTurn(problem, indices) };
      };
      const { problem, seating } = inTurn(instance);
      const proof = { objective: 0, bound: null, gap: null, state: "drawn" as const, seconds: 0, seed: `order ${seed}`, order };
      for (const { key, missed } of fullOnes(instance, toSolution(problem, seating, { way: "random", proof }))) {
        const told = missed.changes[0];
        if (told?.kind !== "seats") continue;
        const at = instance.demands.findIndex((one) => one.key === key);
        const there = (more: number) => {
          const again = inTurn(withSeats(instance, missed.requestId, more));
          return again.problem.places[again.seating[at] ?? -1]?.requestId === missed.requestId;
        };
        expect({ seed, key, with: there(told.more) }).toMatchObject({ with: true });
        if (told.more > 1) expect({ seed, key, before: there(told.more - 1) }).toMatchObject({ before: false });
        expect(missed.why).toMatchObject({ kind: "full", turn: { at: order.indexOf(key) + 1 } });
        checked += 1;
      }
    }
    expect(checked).toBeGreaterThan(50);
  });

  test("[R411] of a calculation that is not proven, only what a person can do is said", () => {
    const instance = instanceOf([demand("ann", ["a"]), demand("bea", ["a"])], [place("a", 1), place("b", 1)]);
    const best = bestOf(instance);
    const [told] = fullOnes(instance, { ...best, state: "bounded", gap: 0.2 });
    expect(told?.missed.changes).toContainEqual({ kind: "kept-seat", tried: 0 });
    expect(told?.missed.changes.some(({ kind }) => kind === "seats")).toBe(false);
  });
});

describe("moves of others", () => {
  test("[R410] the least that others lose, then the fewest of them, is what brute force finds too, in 60 small matchings", () => {
    let checked = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const instance = randomInstance(`moves ${seed}`);
      const solution = bestOf(instance);
      const problem = compile(instance, wishesOnly);
      const at = new Map(problem.places.map(({ requestId }, index) => [requestId, index]));
      const now = solution.seats.map(({ requestId }) => at.get(requestId ?? "") ?? -1);
      const rank = (one: number, to: number) => {
        const index =
          problem.demands[one]?.wishes.findIndex(({ requestIds }) => requestIds.includes(problem.places[to]?.requestId ?? "")) ?? -1;
        return index < 0 ? 1_000 : index + 1;
      };
      for (const { key, missed } of fullOnes(instance, solution)) {
        const her = instance.demands.findIndex((one) => one.key === key);
        const to = at.get(missed.requestId) ?? -1;
        let least = Infinity;
        for (const seating of seatings(problem)) {
          if (seating[her] !== to) continue;
          let weight = 0;
          for (const [one, place] of seating.entries()) {
            if (one === her || place === now[one]) continue;
            // Nobody is left without, and nobody who had none is part of it.
            weight +=
              place < 0 || (now[one] ?? -1) < 0 ? Infinity : Math.max(0, rank(one, place) - rank(one, now[one] ?? -1)) * 100_000 + 1;
          }
          least = Math.min(least, weight);
        }
        const told = missed.changes.find((change) => change.kind === "moves");
        const rankOf = (of: number | null) => of ?? 1_000;
        const weight =
          told?.kind === "moves"
            ? told.moves.reduce((sum, move) => sum + Math.max(0, rankOf(move.toRank) - rankOf(move.fromRank)) * 100_000 + 1, 0)
            : Infinity;
        expect({ seed, key, weight }).toEqual({ seed, key, weight: least });
        checked += 1;
      }
    }
    expect(checked).toBeGreaterThan(50);
  });
});

describe("what is said of one student", () => {
  test("[R408] everyone of a solution is explained, and every wish before the one she got", () => {
    for (let seed = 1; seed <= 30; seed++) {
      const instance = randomInstance(`all ${seed}`);
      const solution = bestOf(instance);
      const reasons = explainSolution(instance, wishesOnly, solution);
      expect(reasons.map(({ key }) => key)).toEqual(instance.demands.map(({ key }) => key));
      for (const [at, { facts, ruleVersion }] of reasons.entries()) {
        expect(ruleVersion).toBe(solution.ruleVersion);
        const got = solution.seats[at]?.rank ?? null;
        const wished = instance.demands[at]?.wishes.length ?? 0;
        expect(facts.missed.map(({ rank }) => rank)).toEqual(
          Array.from({ length: got === null ? wished : got - 1 }, (_, index) => index + 1),
        );
        for (const wish of facts.missed) expect([...wish.changes, ...wish.places.flatMap(({ changes }) => changes)]).not.toEqual([]);
        if (facts.requestId === null) expect(facts.why.kind).toBe("unplaced");
      }
    }
  });

  test("[R414] a wish that no place of the matching fits asks for other wishes; a rule, for the rule's end; a person's lock, for that person", () => {
    const instance = instanceOf(
      [demand("ann", ["", "a", "b"]), demand("bea", ["a"], { locked: "b" })],
      [place("a", 1), place("b", 2), place("c", 1)],
      { forbidden: [{ key: demandKey(sheet, "ann"), requestId: "a", why: "overlap" }], withheld: { keys: [], requestIds: ["c"] } },
    );
    const [ann, bea] = explainSolution(instance, wishesOnly, bestOf(instance));
    expect(ann?.facts.missed).toEqual([
      { rank: 1, places: [], others: 0, changes: [{ kind: "wishes" }] },
      {
        rank: 2,
        others: 0,
        changes: [],
        places: [
          {
            requestId: "a",
            seats: 1,
            wantedFirst: 1,
            wanted: 2,
            why: { kind: "barred", why: "overlap" },
            changes: [{ kind: "bar-ends", seat: "free" }],
          },
        ],
      },
    ]);
    expect(bea?.facts.why).toEqual({ kind: "locked" });
    expect(bea?.facts.missed[0]?.places[0]).toMatchObject({ why: { kind: "kept" }, changes: [{ kind: "person" }] });
  });

  test("[R408] where a seat is left, what weighed more is named, and without it her wish would have been the better one", () => {
    const far = { latitude: 46.8, longitude: -71.2 };
    const home = { latitude: 45.5, longitude: -73.6 };
    const instance = instanceOf([demand("ann", ["a", "b"], { home })], [place("a", 1, { point: far }), place("b", 1, { point: home })]);
    const weights = { ...wishesOnly, wishes: 20, fairness: 0, travel: 100 };
    const [ann] = explainSolution(instance, weights, bestOf(instance, weights));
    expect(ann?.facts).toMatchObject({ requestId: "b", km: 0 });
    const missed = ann?.facts.missed[0]?.places[0];
    expect(missed?.why).toMatchObject({ kind: "weighed", terms: [{ term: "travel" }] });
    expect(missed?.changes).toEqual([{ kind: "hand" }, { kind: "weight", term: "travel" }]);
    const without = bestOf(instance, { ...weights, travel: 0 });
    expect(without.seats[0]?.requestId).toBe("a");
  });

  test("[R408] her own placement on another sheet at the same hours is named", () => {
    const other = "w2";
    const instance = instanceOf(
      [demand("ann", ["a", "b"]), { ...demand("ann", ["x"]), key: demandKey(other, "ann"), worksheetId: other, locked: "x" }],
      [place("a", 1), place("b", 1), { ...place("x", 1), worksheetId: other }],
      { clashes: [{ one: "a", other: "x" }] },
    );
    const [ann] = explainSolution(instance, wishesOnly, bestOf(instance));
    expect(ann?.facts.missed[0]?.places[0]).toMatchObject({
      why: { kind: "own-hours", withRequestId: "x" },
      changes: [{ kind: "other-seat", requestId: "x" }],
    });
  });
});
