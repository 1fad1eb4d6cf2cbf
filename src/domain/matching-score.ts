import { ruleVersion, type MatchScore, type MatchSeat, type MatchSolution, type MatchWay, type UnplacedWhy } from "./matching.ts";
import {
  addTerms,
  disappointment,
  distances,
  leaving,
  longestList,
  noTerms,
  pairCost,
  pairTerms,
  ranksOf,
  withoutCost,
  type MatchProblem,
  type PairTerms,
} from "./matching-cost.ts";
import { distanceKm } from "./position.ts";

/** A place by demand, -1 for none: what every solver hands back. */
export type Seating = Int32Array;

/** Students by place. */
export function fill({ places }: MatchProblem, seating: Seating): Int32Array {
  const taken = new Int32Array(places.length);
  for (const at of seating) if (at >= 0) taken[at] = (taken[at] ?? 0) + 1;
  return taken;
}

/** How often students get a service that they have already, beyond the first time. */
function repeats({ several, service }: MatchProblem, seating: Seating): number {
  let count = 0;
  for (const of of several) {
    const seen = new Set<number>();
    for (const at of of) {
      const line = service[seating[at] ?? -1] ?? -1;
      if (line < 0) continue;
      if (seen.has(line)) count += 1;
      seen.add(line);
    }
  }
  return count;
}

/** Places that groups use beyond their first. */
const scattered = ({ groups }: MatchProblem, seating: Seating): number =>
  groups.reduce((sum, { members }) => {
    const used = new Set(members.map((at) => seating[at] ?? -1).filter((at) => at >= 0));
    return sum + Math.max(0, used.size - 1);
  }, 0);

/** Students beyond their supervisors' shares. */
function overload({ loads }: MatchProblem, taken: Int32Array): number {
  return loads.reduce((sum, { places, share }) => sum + Math.max(0, places.reduce((of, at) => of + (taken[at] ?? 0), 0) - share), 0);
}

/** What couples pairs: points of repeated services, scattered groups, overloaded supervisors. */
export function coupledTerms(problem: MatchProblem, seating: Seating): { variety: number; continuity: number; load: number } {
  return {
    variety: problem.repeatCost === 0 ? 0 : problem.repeatCost * repeats(problem, seating),
    continuity: problem.groupCost * scattered(problem, seating),
    load: problem.loadCost * overload(problem, fill(problem, seating)),
  };
}

/** The whole cost of a seating, in points; what is set aside costs nothing. */
export function costOf(problem: MatchProblem, seating: Seating): number {
  let cost = 0;
  for (const [at, place] of seating.entries()) {
    if (place >= 0) cost += pairCost(problem, at, place);
    else if (problem.withheld[at] !== 1) cost += withoutCost(problem, at);
  }
  const { variety, continuity, load } = coupledTerms(problem, seating);
  return cost + variety + continuity + load;
}

export const unplacedIn = (problem: MatchProblem, seating: Seating): number =>
  seating.reduce((count, place, at) => count + (place < 0 && problem.withheld[at] !== 1 ? 1 : 0), 0);

/** Hard rules that a seating breaks, said for a test or a log; empty for every solution. Two locked seats that meet are a person's doing. */
export function breaksOf(problem: MatchProblem, seating: Seating): string[] {
  const breaks: string[] = [];
  const { demands, places, locked, free, several, clashes } = problem;
  const left = Int32Array.from(free);
  for (const [at, place] of seating.entries()) {
    const key = demands[at]?.key ?? "";
    if ((locked[at] ?? -1) >= 0) {
      if (place !== locked[at]) breaks.push(`${key} left the place it is locked on`);
      continue;
    }
    if (place < 0) continue;
    left[place] = (left[place] ?? 0) - 1;
    if (pairCost(problem, at, place) < 0) breaks.push(`${key} may not have ${places[place]?.requestId ?? "?"}`);
  }
  for (const [at, seats] of left.entries()) if (seats < 0) breaks.push(`${places[at]?.requestId ?? "?"} has ${-seats} too many`);
  for (const of of several) {
    for (const [index, one] of of.entries()) {
      for (const other of of.slice(index + 1)) {
        if ((locked[one] ?? -1) >= 0 && (locked[other] ?? -1) >= 0) continue;
        if (clashes[seating[one] ?? -1]?.includes(seating[other] ?? -1)) breaks.push(`${demands[one]?.key ?? ""} is in two places`);
      }
    }
  }
  return breaks;
}

/** Of satisfactions from 0 to 1: 0 when all are alike, near 1 when one has everything (Gini, mean difference over twice the mean). */
export function gini(values: number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const sum = sorted.reduce((all, value) => all + value, 0);
  if (sum <= 0) return 0;
  const weighed = sorted.reduce((all, value, at) => all + (at + 1) * value, 0);
  return Math.max(0, (2 * weighed) / (sorted.length * sum) - (sorted.length + 1) / sorted.length);
}

export function scoreOf({ instance, demands, places, withheld }: MatchProblem, seating: Seating): MatchScore {
  const longest = longestList(instance);
  const score: MatchScore = {
    first: 0,
    second: 0,
    third: 0,
    later: 0,
    other: 0,
    open: 0,
    none: 0,
    worst: null,
    gini: 0,
    travelKm: 0,
    travelKnown: 0,
    moved: 0,
  };
  const satisfied = new Map<string, number[]>();
  for (const [at, demand] of demands.entries()) {
    const place = places[seating[at] ?? -1];
    const wishes = demand.wishes.length;
    if ((place?.requestId ?? null) !== demand.current && demand.current !== null) score.moved += 1;
    const rank = place ? (ranksOf(demand).get(place.requestId) ?? null) : null;
    if (wishes > 0 && withheld[at] !== 1) {
      const list = satisfied.get(demand.studentId) ?? [];
      list.push(place ? 1 - disappointment(rank, wishes, longest) : 0);
      satisfied.set(demand.studentId, list);
    }
    if (!place) {
      if (withheld[at] !== 1) score.none += 1;
      continue;
    }
    if (demand.home && place.point) {
      score.travelKm += distanceKm(demand.home, place.point);
      score.travelKnown += 1;
    }
    if (wishes === 0) {
      score.open += 1;
      continue;
    }
    score[rank === null ? "other" : rank === 1 ? "first" : rank === 2 ? "second" : rank === 3 ? "third" : "later"] += 1;
    score.worst = Math.max(score.worst ?? 0, rank ?? longest + 1);
  }
  score.gini = gini([...satisfied.values()].map((list) => list.reduce((sum, value) => sum + value, 0) / list.length));
  score.travelKm = Math.round(score.travelKm * 10) / 10;
  return score;
}

/** Why a student has no place; the nearest reason first. */
function whyUnplaced(problem: MatchProblem, seating: Seating, of: { at: number; left: Int32Array }): UnplacedWhy {
  const { at, left } = of;
  const block = problem.blocks[problem.blockOf[at] ?? -1];
  if (problem.withheld[at] === 1) return "withheld";
  if (!block || block.places.length === 0) return "no-places";
  const allowed = block.places.filter((place) => pairCost(problem, at, place) >= 0);
  if (allowed.length === 0) return "all-forbidden";
  return allowed.some((place) => (left[place] ?? 0) > 0) ? "clash" : "full";
}

/** Points by term of those placed, and `moves` of those who lose the seat they have. */
export function partsOf(problem: MatchProblem, seating: Seating): PairTerms {
  const { demands, places, blocks, weights, instance } = problem;
  const longest = longestList(instance);
  const parts = noTerms();
  for (const block of blocks) {
    const here = block.places.flatMap((at) => places[at] ?? []);
    for (const at of block.demands) {
      const demand = demands[at];
      const placeAt = seating[at] ?? -1;
      const place = places[placeAt];
      if (demand && !place && problem.withheld[at] !== 1) parts.moves += leaving(problem, at);
      if (!demand || !place) continue;
      const km = weights.travel > 0 ? (distances(demand, here, block.usualKm)[problem.columnOf[placeAt] ?? 0] ?? 0) : 0;
      addTerms(parts, pairTerms({ demand, place, rank: ranksOf(demand).get(place.requestId) ?? null, longest, km, weights }));
    }
  }
  const coupled = coupledTerms(problem, seating);
  parts.variety += coupled.variety;
  parts.continuity += coupled.continuity;
  parts.load += coupled.load;
  return parts;
}

/** What a solver proved of a seating, by the cost it worked with. */
export interface Proof {
  objective: number;
  bound: number | null;
  gap: number | null;
  state: MatchSolution["state"];
  seconds: number;
  seed?: string;
  order?: string[];
}

/** A seating as it is shown and stored; points by the coordinator's weights, so that solutions stand side by side. */
export function toSolution(problem: MatchProblem, seating: Seating, of: { way: MatchWay; proof: Proof }): MatchSolution {
  const { demands, places, free, locked } = problem;
  const left = Int32Array.from(free);
  for (const [at, place] of seating.entries()) if (place >= 0 && (locked[at] ?? -1) < 0) left[place] = (left[place] ?? 0) - 1;
  const seats = demands.map((demand, at): MatchSeat => {
    const requestId = places[seating[at] ?? -1]?.requestId ?? null;
    return { key: demand.key, requestId, rank: requestId === null ? null : (ranksOf(demand).get(requestId) ?? null) };
  });
  const { seed = null, order = null, ...proof } = of.proof;
  return {
    way: of.way,
    seats,
    ...proof,
    points: costOf(problem, seating),
    score: scoreOf(problem, seating),
    unplaced: demands.flatMap(({ key }, at) => ((seating[at] ?? -1) < 0 ? { key, why: whyUnplaced(problem, seating, { at, left }) } : [])),
    parts: partsOf(problem, seating),
    unplacedCost: problem.unplacedCost,
    seed,
    order,
    ruleVersion,
  };
}
