import type { Id } from "./id.ts";
import { CheapestFlow, LeastMoves, seatsInTurn, type SeatFlow } from "./match-reason-flow.ts";
import type { Change, MatchReason, MissedPlace, MissedWhy, MissedWish, ReasonFacts, ReasonMove, SeatWhy } from "./match-reason-facts.ts";
import { compile, pairCost, ranksOf, withoutCost, type MatchBlock, type MatchProblem } from "./matching-cost.ts";
import { coupledTerms } from "./matching-score.ts";
import { matchTerms, type ForbiddenWhy, type MatchInstance, type MatchSolution, type MatchTerm, type MatchWeights } from "./matching.ts";
import { pairTermsAt } from "./match-reason-terms.ts";
import { distanceKm } from "./position.ts";

/** Of the places that fit a wish, so many are explained; the others are counted. */
const placesShown = 3;
/** Seats more that are tried at a place; on large sheets one only, so that every student is explained within seconds. */
const seatsTried = (pairs: number): number => (pairs > 100_000 ? 1 : pairs > 20_000 ? 5 : pairs > 4_000 ? 10 : 30);

/** One sheet of a solution with everything its students are explained from. */
interface Sheet {
  problem: MatchProblem;
  block: MatchBlock;
  /** Place of each demand of the problem, -1 for none. */
  seating: Int32Array;
  /** Demands that may be moved, by their index in `flow`. */
  movable: number[];
  personOf: Map<number, number>;
  flow: SeatFlow;
  /** Null where « the same calculation » is not known for what it would do: not proven, or students and places depend on each other. */
  cheapest: CheapestFlow | null;
  least: LeastMoves;
  order: { persons: number[]; turnOf: Map<number, number>; points: SeatFlow } | null;
  taken: Int32Array;
  wanted: { first: Map<Id, number>; any: Map<Id, number> };
  grown: Map<number, CheapestFlow[]>;
}

const rankPast = 1_000;

/** Whether a place of this sheet can matter to a student's seat on another one: hours that meet, or a service that counts once. */
function meetsOthers(problem: MatchProblem, block: MatchBlock): boolean {
  const here = new Set(block.demands);
  const services = new Set(block.places.map((place) => problem.service[place] ?? -1).filter((service) => service >= 0));
  const met = new Set(block.places.flatMap((place) => problem.clashes[place] ?? []));
  return problem.several.some(
    (of) =>
      of.some((one) => here.has(one)) &&
      of.some((other) => {
        const there = here.has(other) ? undefined : problem.blocks[problem.blockOf[other] ?? -1];
        return there?.places.some((place) => met.has(place) || (problem.repeatCost > 0 && services.has(problem.service[place] ?? -1)));
      }),
  );
}

/** What of a seating one cannot see pair by pair: then what is cheapest is not told by chains of moves. */
function coupled({ problem, block, at }: { problem: MatchProblem; block: MatchBlock; at: number }): boolean {
  const loads = problem.loads.some(
    (load) => load.block === at && load.places.reduce((seats, place) => seats + (problem.places[place]?.seats ?? 0), 0) > load.share,
  );
  return loads || problem.groups.some((group) => group.block === at) || meetsOthers(problem, block);
}

function wantedOf(instance: MatchInstance): Sheet["wanted"] {
  const [first, any] = [new Map<Id, number>(), new Map<Id, number>()];
  for (const demand of instance.demands) {
    for (const [requestId, rank] of ranksOf(demand)) {
      any.set(requestId, (any.get(requestId) ?? 0) + 1);
      if (rank === 1) first.set(requestId, (first.get(requestId) ?? 0) + 1);
    }
  }
  return { first, any };
}

/** Places whose hours meet those of the student's other seats in this solution. */
function metBy(problem: MatchProblem, seating: Int32Array): Map<number, Map<number, Id>> {
  const met = new Map<number, Map<number, Id>>();
  for (const of of problem.several) {
    for (const at of of) {
      const places = new Map<number, Id>();
      for (const other of of) {
        const theirs = other === at ? undefined : problem.places[seating[other] ?? -1];
        if (theirs) for (const place of problem.clashes[seating[other] ?? -1] ?? []) places.set(place, theirs.requestId);
      }
      met.set(at, places);
    }
  }
  return met;
}

function sheetOf(of: {
  problem: MatchProblem;
  at: number;
  block: MatchBlock;
  seating: Int32Array;
  solution: MatchSolution;
  met: Map<number, Map<number, Id>>;
  wanted: Sheet["wanted"];
}): Sheet {
  const { problem, block, seating, solution, met } = of;
  const movable = block.demands.filter((at) => (problem.locked[at] ?? -1) < 0 && problem.withheld[at] !== 1);
  const columns = new Map(block.places.map((place, column) => [place, column]));
  const ranks = movable.map((at) => {
    const demand = problem.demands[at];
    const known = demand ? ranksOf(demand) : new Map<Id, number>();
    return block.places.map((place) => known.get(problem.places[place]?.requestId ?? "") ?? rankPast);
  });
  const cost = (person: number, column: number): number => {
    const [at, place] = [movable[person] ?? -1, block.places[column] ?? -1];
    const points = pairCost(problem, at, place);
    return points < 0 || met.get(at)?.has(place) ? Infinity : points;
  };
  const flow: SeatFlow = {
    seats: block.places.map((place) => problem.free[place] ?? 0),
    at: movable.map((at) => columns.get(seating[at] ?? -1) ?? -1),
    cost,
    nowhere: (person) => withoutCost(problem, movable[person] ?? -1),
  };
  const rank = (person: number, column: number) => (cost(person, column) === Infinity ? Infinity : (ranks[person]?.[column] ?? rankPast));
  const alone = !coupled(of);
  const exact = alone && solution.state === "optimal" && solution.way === "weighed";
  const chains = exact ? new CheapestFlow(flow) : null;
  const personOf = new Map(movable.map((at, person) => [at, person]));
  let order: Sheet["order"] = null;
  if (alone && solution.state === "drawn") {
    const demandAt = new Map(problem.demands.map(({ key }, at) => [key, at]));
    const drawn = (solution.order ?? problem.demands.map(({ key }) => key)).map((key) => demandAt.get(key) ?? -1);
    const persons = drawn.flatMap((at) => personOf.get(at) ?? []);
    // As each takes in her turn: her wishes in their order, then what costs least, then as places stand in the list.
    const points = (person: number, column: number) => {
      const own = cost(person, column);
      return own === Infinity ? Infinity : (ranks[person]?.[column] ?? rankPast) * 1e12 + own * 1e4 + column;
    };
    order = {
      persons,
      turnOf: new Map(persons.map((person, turn) => [person, turn + 1])),
      points: { ...flow, cost: points, nowhere: () => 9e15 },
    };
  }
  const taken = new Int32Array(problem.places.length);
  for (const at of block.demands) {
    const place = seating[at] ?? -1;
    if (place >= 0) taken[place] = (taken[place] ?? 0) + 1;
  }
  return {
    problem,
    block,
    seating,
    movable,
    personOf,
    flow,
    cheapest: chains?.cheapest ? chains : null,
    least: new LeastMoves(flow, rank),
    order,
    taken,
    wanted: of.wanted,
    grown: new Map(),
  };
}

/** What one student's move to a place with a seat left would change, in points by term. */
function difference(sheet: Sheet, at: number, to: number): Record<MatchTerm, number> {
  const { problem, seating } = sheet;
  const from = seating[at] ?? -1;
  const [here, there] = [pairTermsAt(problem, at, from), pairTermsAt(problem, at, to)];
  const moved = Int32Array.from(seating);
  moved[at] = to;
  const [before, after] = [coupledTerms(problem, seating), coupledTerms(problem, moved)];
  const change = Object.fromEntries(matchTerms.map((term) => [term, there[term] - here[term]])) as Record<MatchTerm, number>;
  for (const term of ["variety", "continuity", "load"] as const) change[term] += after[term] - before[term];
  return change;
}

/** With how many seats more the same calculation gives it to her; null when it still does not with those that were tried. */
function seatsFor(sheet: Sheet, person: number, column: number): Extract<Change, { kind: "seats" | "kept-seat" }> {
  const most = seatsTried(sheet.movable.length * sheet.block.places.length);
  if (sheet.order) {
    const more = seatsInTurn(sheet.order.points, { order: sheet.order.persons, place: column, person, most });
    return more === null ? { kind: "kept-seat", tried: most } : { kind: "seats", more, level: false };
  }
  if (!sheet.cheapest) return { kind: "kept-seat", tried: 0 };
  const steps = sheet.grown.get(column) ?? [sheet.cheapest];
  sheet.grown.set(column, steps);
  for (let more = 1; more <= most; more++) {
    let flow = steps[more - 1];
    if (!flow) {
      const before = steps[more - 2];
      if (!before) return { kind: "kept-seat", tried: more - 1 };
      flow = before.grown(column) ?? undefined;
      if (!flow) return { kind: "kept-seat", tried: more - 1 };
      steps.push(flow);
    }
    const standing = flow.standing(person, column);
    if (standing === "best" || standing === "level") return { kind: "seats", more, level: standing === "level" };
    // Even with seats to spare she is better off, as weighed, where she is.
    if (standing === "none") return { kind: "kept-seat", tried: 0 };
  }
  return { kind: "kept-seat", tried: most };
}

function movesFor(sheet: Sheet, at: number, of: { person: number; column: number }): Change[] {
  const { problem, block, movable, seating } = sheet;
  const moves = sheet.least.for(of.person, of.column);
  if (!moves || moves.length === 0) return [];
  const told = moves.map(({ person, from, to }): ReasonMove => {
    const demand = problem.demands[movable[person] ?? -1];
    const [fromId, toId] = [from, to].map((column) => problem.places[block.places[column] ?? -1]?.requestId ?? "");
    const ranks = demand ? ranksOf(demand) : new Map<Id, number>();
    return {
      studentId: demand?.studentId ?? "",
      fromRequestId: fromId ?? "",
      toRequestId: toId ?? "",
      fromRank: ranks.get(fromId ?? "") ?? null,
      toRank: ranks.get(toId ?? "") ?? null,
    };
  });
  const last = moves.at(-1)?.to ?? -1;
  return [{ kind: "moves", moves: told, takesHers: (block.places[last] ?? -2) === seating[at] }];
}

/** One place she might have had: why not, and what would have to change. */
function placeFor(
  sheet: Sheet,
  at: number,
  of: { place: number; barred: ForbiddenWhy | null; met: Id | null; setAside: boolean },
): MissedPlace {
  const { problem, block, wanted, taken } = sheet;
  const { place } = of;
  const { requestId = "", seats = 0 } = problem.places[place] ?? {};
  const common = { requestId, seats, wantedFirst: wanted.first.get(requestId) ?? 0, wanted: wanted.any.get(requestId) ?? 0 };
  const free = (taken[place] ?? 0) < seats;
  const told = (why: MissedWhy, changes: Change[]): MissedPlace => ({ ...common, why, changes });
  if ((problem.locked[at] ?? -1) >= 0 || problem.withheld[at] === 1) return told({ kind: "kept" }, [{ kind: "person" }]);
  if (of.barred === "hand") return told({ kind: "barred", why: "hand" }, [{ kind: "person" }]);
  if (of.barred) return told({ kind: "barred", why: of.barred }, [{ kind: "bar-ends", seat: free ? "free" : "full" }]);
  if (of.setAside) return told({ kind: "set-aside" }, [{ kind: "person" }]);
  if (of.met !== null) return told({ kind: "own-hours", withRequestId: of.met }, [{ kind: "other-seat", requestId: of.met }]);
  const person = sheet.personOf.get(at) ?? -1;
  const column = block.places.indexOf(place);
  if (free) {
    const change = difference(sheet, at, place);
    const sum = matchTerms.reduce((all, term) => all + change[term], 0);
    const terms = matchTerms
      .filter((term) => change[term] > 0)
      .map((term) => ({ term, points: change[term] }))
      .toSorted((one, other) => other.points - one.points);
    const tips = (sheet.seating[at] ?? -1) < 0 ? [] : terms.filter(({ term }) => sum - change[term] < 0);
    return told({ kind: "weighed", terms }, [{ kind: "hand" }, ...tips.map(({ term }): Change => ({ kind: "weight", term }))]);
  }
  const turn = sheet.order?.turnOf.get(person);
  const locked = block.demands.filter((one) => (problem.locked[one] ?? -1) === place).length;
  return told({ kind: "full", locked, turn: turn === undefined ? null : { at: turn, of: sheet.order?.persons.length ?? 0 } }, [
    seatsFor(sheet, person, column),
    ...movesFor(sheet, at, { person, column }),
  ]);
}

/** Why she may not have a place, before anyone sits anywhere. */
type Bars = Map<string, Map<Id, ForbiddenWhy>>;

function explainOne(
  sheet: Sheet,
  at: number,
  of: { bars: Bars; met: Map<number, Id> | undefined; setAside: Set<Id>; solution: MatchSolution },
): ReasonFacts {
  const { problem, block, seating } = sheet;
  const demand = problem.demands[at];
  if (!demand) throw new Error("a demand that is not in the matching");
  const place = problem.places[seating[at] ?? -1] ?? null;
  const got = place ? (ranksOf(demand).get(place.requestId) ?? null) : null;
  const placeAt = new Map(block.places.map((one) => [problem.places[one]?.requestId ?? "", one]));
  const barred = of.bars.get(demand.key);
  const told = (one: number): MissedPlace => {
    const requestId = problem.places[one]?.requestId ?? "";
    return placeFor(sheet, at, {
      place: one,
      barred: barred?.get(requestId) ?? null,
      met: of.met?.get(one) ?? null,
      setAside: of.setAside.has(requestId),
    });
  };
  const missed: MissedWish[] = [];
  for (const [index, wish] of demand.wishes.entries()) {
    if (got !== null && index + 1 >= got) break;
    const places = wish.requestIds.flatMap((requestId) => placeAt.get(requestId) ?? []);
    missed.push({
      rank: index + 1,
      places: places.slice(0, placesShown).map(told),
      others: Math.max(0, places.length - placesShown),
      changes: places.length === 0 ? [{ kind: "wishes" }] : [],
    });
  }
  const locked = (problem.locked[at] ?? -1) >= 0;
  const without = of.solution.unplaced.find(({ key }) => key === demand.key);
  let why: SeatWhy = { kind: "open" };
  if (!place) why = { kind: "unplaced", why: without?.why ?? "full" };
  else if (locked) why = { kind: "locked" };
  else if (got !== null) why = { kind: "wish", rank: got };
  else if (demand.wishes.length > 0) why = { kind: "beyond" };
  const wished = new Set(missed.flatMap(({ places }) => places.map(({ requestId }) => requestId)));
  const openings =
    place || problem.withheld[at] === 1
      ? []
      : block.places
          .filter((one) => !wished.has(problem.places[one]?.requestId ?? ""))
          .toSorted((one, other) => costOrFar(problem, at, one) - costOrFar(problem, at, other))
          .slice(0, placesShown)
          .map(told);
  return {
    requestId: place?.requestId ?? null,
    wishes: demand.wishes.length,
    why,
    km: demand.home && place?.point ? Math.round(distanceKm(demand.home, place.point) * 10) / 10 : null,
    missed,
    openings,
    proven: sheet.cheapest !== null || sheet.order !== null,
  };
}

const costOrFar = (problem: MatchProblem, at: number, place: number): number => {
  const points = pairCost(problem, at, place);
  return points < 0 ? Infinity : points;
};

/**
 * Why each student of a solution is where it puts her, why not where she wished more, and what would have to change: computed over the
 * solution, by chains of moves and of seats, never supposed (R408 to R413). Pure, and the same for the same solution. One for each demand
 * of the instance, in its order. `weights` are those the solution was worked out with.
 */
export function explainSolution(instance: MatchInstance, weights: MatchWeights, solution: MatchSolution): MatchReason[] {
  const problem = compile(instance, weights);
  const placeAt = new Map(problem.places.map(({ requestId }, at) => [requestId, at]));
  const seatOf = new Map(solution.seats.map(({ key, requestId }) => [key, requestId]));
  const seating = Int32Array.from(problem.demands, ({ key }) => placeAt.get(seatOf.get(key) ?? "") ?? -1);
  const met = metBy(problem, seating);
  const wanted = wantedOf(instance);
  const bars: Bars = new Map();
  for (const { key, requestId, why } of instance.forbidden) {
    const own = bars.get(key) ?? new Map<Id, ForbiddenWhy>();
    if (!own.has(requestId)) own.set(requestId, why);
    bars.set(key, own);
  }
  const setAside = new Set(instance.withheld.requestIds);
  const reasons: MatchReason[] = [];
  const facts = new Map<number, ReasonFacts>();
  for (const [at, block] of problem.blocks.entries()) {
    const sheet = sheetOf({ problem, at, block, seating, solution, met, wanted });
    for (const one of block.demands) facts.set(one, explainOne(sheet, one, { bars, met: met.get(one), setAside, solution }));
  }
  for (const [at, { key, studentId, worksheetId }] of problem.demands.entries()) {
    const own = facts.get(at);
    if (own) reasons.push({ key, studentId, worksheetId, ruleVersion: solution.ruleVersion, facts: own });
  }
  return reasons;
}
