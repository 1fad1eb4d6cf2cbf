import type { Id } from "./id.ts";
import { compile, pairCost, ranksOf, type MatchProblem } from "./matching-cost.ts";
import { fewestMoves, type MatchInstance } from "./matching.ts";

/** What a repair tries to spare: how many students have to move; how many choices are lost; how far the new place is from the lost one. */
export type RepairAim = "moves" | "choices" | "near";

export interface SwapMove {
  studentId: Id;
  fromRequestId: Id | null;
  toRequestId: Id;
  /** Which of her choices, from 1; null: none of them, or no place. */
  fromRank: number | null;
  toRank: number | null;
  /** She wished something: else no rank means anything. */
  wished: boolean;
}

/** One way to repair what is lost: everybody who changes place, and who is still without one. */
export interface RepairPlan {
  /** What it is the best for, proven; empty: another way, when those are not wanted. */
  aims: RepairAim[];
  moves: SwapMove[];
  /** Students who had a place that held them and have to leave it. */
  moved: number;
  /** How many get a better, or a worse, choice than the one they had. */
  better: number;
  worse: number;
  left: Id[];
}

/** What is to be repaired: students who are to get a place, and a place that everyone is to leave (lost, closing). */
export interface RepairAsked {
  studentIds: Id[];
  lostRequestId: Id | null;
}

const unchosen = 50;
/** Past every other cost: nobody is left without for another's comfort, and least of all who has a place. */
const nowhere = 1e12;
const ousted = 2e12;

/** The sheet of a repair as a flow: who sits where, and what each change would cost for an aim. */
interface Floor {
  problem: MatchProblem;
  /** Demands that may change place. */
  people: number[];
  places: number[];
  /** Column of each person's own place, -1 for none or lost. */
  home: number[];
  ranks: number[][];
  near: number[];
  aim: RepairAim;
  /** Pairs that another alternative took already: `person * places + column`. */
  not: Set<number>;
}

function costAt({ problem, people, places, home, ranks, near, aim, not }: Floor, person: number, column: number): number {
  if (home[person] === column) return 0;
  if ((not.size > 0 && not.has(person * places.length + column)) || pairCost(problem, people[person] ?? -1, places[column] ?? -1) < 0)
    return Infinity;
  const rank = ranks[person]?.[column] ?? unchosen;
  const own = home[person] ?? -1;
  const lost = own < 0 ? rank - 1 : Math.max(0, rank - (ranks[person]?.[own] ?? unchosen));
  const moves = own < 0 ? 0 : 1;
  const far = own < 0 ? (near[column] ?? 0) : 0;
  if (aim === "choices") return lost * 1e7 + moves * 1e3 + far;
  if (aim === "near") return moves * 1e7 + far * 1e5 + lost;
  return moves * 1e7 + lost * 1e2 + far;
}

/** Every pair's cost for an aim, with « no place » as the last column: `costs[person * (places + 1) + column]`. */
function costsOf(floor: Floor): Float64Array {
  const width = floor.places.length + 1;
  const costs = new Float64Array(floor.people.length * width);
  for (const person of floor.people.keys()) {
    for (let column = 0; column < width - 1; column++) costs[person * width + column] = costAt(floor, person, column);
    costs[person * width + width - 1] = (floor.home[person] ?? -1) < 0 ? nowhere : ousted;
  }
  return costs;
}

/** Who sits where while people are seated one by one, with the cheapest change of one person from each place to each other, and whose it is. */
interface Room {
  costs: Float64Array;
  /** Places, and « no place ». */
  width: number;
  at: number[];
  free: number[];
  step: Float64Array;
  who: Int32Array;
}

/** Reads the changes of whoever sits at these places again; of everybody without. */
function readSteps({ costs, width, at, step, who }: Room, places?: ReadonlySet<number>): void {
  for (const place of places ?? Array.from({ length: width }, (_, column) => column)) {
    step.fill(Infinity, place * width, (place + 1) * width);
    who.fill(-1, place * width, (place + 1) * width);
  }
  for (const [one, from] of at.entries()) {
    if (from < 0 || places?.has(from) === false) continue;
    const here = costs[one * width + from] ?? 0;
    for (let to = 0; to < width; to++) {
      const change = (costs[one * width + to] ?? Infinity) - here;
      if (to === from || change >= (step[from * width + to] ?? Infinity)) continue;
      step[from * width + to] = change;
      who[from * width + to] = one;
    }
  }
}

/** Seats one more person the cheapest way there is, moving others where that costs less (shortest augmenting path). */
function seatOne(room: Room, person: number): void {
  const { costs, width, at, free, step, who } = room;
  // The cheapest chain by which each place gets a free seat, and where its first change goes; « no place » has room for everyone.
  const opens = Float64Array.from({ length: width }, (_, column) => (column === width - 1 || (free[column] ?? 0) > 0 ? 0 : Infinity));
  const next = new Int32Array(width).fill(-1);
  for (let changed = true, rounds = 0; changed && rounds <= width; rounds++) {
    changed = false;
    for (let from = 0; from < width; from++) {
      for (let to = 0; to < width; to++) {
        const sum = (step[from * width + to] ?? Infinity) + (opens[to] ?? Infinity);
        if (sum >= (opens[from] ?? Infinity) - 1e-6) continue;
        opens[from] = sum;
        next[from] = to;
        changed = true;
      }
    }
  }
  let best = width - 1;
  let least = Infinity;
  for (let column = 0; column < width; column++) {
    const sum = (costs[person * width + column] ?? Infinity) + (opens[column] ?? Infinity);
    if (sum >= least) continue;
    least = sum;
    best = column;
  }
  const touched = new Set<number>();
  for (let mover = person, place = best; place >= 0;) {
    at[mover] = place;
    touched.add(place);
    const onward = next[place] ?? -1;
    if (onward < 0 && place < free.length) free[place] = (free[place] ?? 0) - 1;
    mover = onward < 0 ? -1 : (who[place * width + onward] ?? -1);
    place = onward;
  }
  readSteps(room, touched);
}

function floorOf(problem: MatchProblem, asked: RepairAsked): { floor: Floor; waiting: number[]; at: number[]; free: number[] } {
  const wanted = new Set(asked.studentIds);
  const lost = problem.places.find(({ requestId }) => requestId === asked.lostRequestId);
  const people = problem.demands.flatMap(({ current, studentId }, at) =>
    (problem.locked[at] ?? -1) < 0 && problem.withheld[at] !== 1 && (current !== null || wanted.has(studentId)) ? [at] : [],
  );
  const places = problem.places.flatMap((place, at) => (place === lost ? [] : [at]));
  const columns = new Map(places.map((at, column) => [problem.places[at]?.requestId ?? "", column]));
  const near = places.map((at) => {
    const place = problem.places[at];
    if (!lost || !place) return 0;
    if (place.serviceId !== null && place.serviceId === lost.serviceId) return 0;
    if (place.siteId !== null && place.siteId === lost.siteId) return 1;
    return place.receivingId !== null && place.receivingId === lost.receivingId ? 2 : 3;
  });
  // Also of a place set aside: nobody newly gets it, and nobody has to leave it.
  const free = places.map((at) => problem.places[at]?.seats ?? 0);
  for (const [at, place] of problem.locked.entries()) {
    const column = place < 0 ? -1 : (columns.get(problem.demands[at]?.locked ?? "") ?? -1);
    if (column >= 0) free[column] = Math.max(0, (free[column] ?? 0) - 1);
  }
  const home = people.map((at) => columns.get(problem.demands[at]?.current ?? "") ?? -1);
  const at = people.map(() => -1);
  const waiting: number[] = [];
  for (const [person, column] of home.entries()) {
    // Seats are given in the order of the demands; whoever finds hers taken is one too many, and may still be the one who stays.
    if (column >= 0 && (free[column] ?? 0) > 0) {
      at[person] = column;
      free[column] = (free[column] ?? 0) - 1;
    } else waiting.push(person);
  }
  const ranks = people.map((one) => {
    const demand = problem.demands[one];
    const known = demand ? ranksOf(demand) : new Map<Id, number>();
    const otherwise = demand && demand.wishes.length > 0 ? Math.min(unchosen, demand.wishes.length + 1) : 1;
    return places.map((place) => known.get(problem.places[place]?.requestId ?? "") ?? otherwise);
  });
  return { floor: { problem, people, places, home, ranks, near, aim: "moves", not: new Set() }, waiting, at, free };
}

function planOf(floor: Floor, at: number[], aims: RepairAim[]): RepairPlan {
  const { problem, people, places } = floor;
  const plan: RepairPlan = { aims, moves: [], moved: 0, better: 0, worse: 0, left: [] };
  for (const [person, one] of people.entries()) {
    const demand = problem.demands[one];
    const column = at[person] ?? -1;
    if (!demand) continue;
    const to = problem.places[places[column] ?? -1]?.requestId ?? null;
    // Nobody is taken off a place without another: she stays where the trouble is, and is said to.
    if (to === null) plan.left.push(demand.studentId);
    if (to === null || to === demand.current) continue;
    const known = ranksOf(demand);
    const [fromRank, toRank] = [known.get(demand.current ?? "") ?? null, known.get(to ?? "") ?? null];
    plan.moves.push({
      studentId: demand.studentId,
      fromRequestId: demand.current,
      toRequestId: to,
      fromRank,
      toRank,
      wished: demand.wishes.length > 0,
    });
    if (demand.current === null) continue;
    if ((floor.home[person] ?? -1) >= 0) plan.moved += 1;
    if (demand.wishes.length === 0) continue;
    if ((toRank ?? unchosen) < (fromRank ?? unchosen)) plan.better += 1;
    if ((toRank ?? unchosen) > (fromRank ?? unchosen)) plan.worse += 1;
  }
  return plan;
}

const nameOf = ({ moves }: RepairPlan): string =>
  moves
    .map(({ studentId, toRequestId }) => `${studentId} ${toRequestId}`)
    .toSorted()
    .join(",");

/** Points of where everybody would sit, for an aim: what « fewest » and « least » mean, for whoever checks a plan. */
export function repairCosts(instance: MatchInstance, asked: RepairAsked): (of: { aim: RepairAim; seats: Map<Id, Id | null> }) => number {
  const { floor } = floorOf(compile(instance, fewestMoves), asked);
  const columns = new Map(floor.places.map((at, column) => [floor.problem.places[at]?.requestId ?? "", column]));
  return (of) =>
    floor.people.reduce((sum, one, person) => {
      const column = columns.get(of.seats.get(floor.problem.demands[one]?.studentId ?? "") ?? "") ?? -1;
      const none = (floor.home[person] ?? -1) < 0 ? nowhere : ousted;
      return sum + (column < 0 ? none : costAt({ ...floor, aim: of.aim }, person, column));
    }, 0);
}

/**
 * How a lost place, an over-full one or a student without one is repaired with the fewest changes: exact for each aim (everyone is seated
 * by a shortest augmenting path, and who had nothing to do with it stays). At most `most` alternatives that differ, the fewest moves first.
 * The instance has one sheet, with `current` as things are; who is locked or withheld is not moved (R416, R417).
 */
export function repairPlans(instance: MatchInstance, asked: RepairAsked, most = 4): RepairPlan[] {
  const problem = compile(instance, fewestMoves);
  const { floor, waiting, at: before, free: seats } = floorOf(problem, asked);
  if (waiting.length === 0) return [];
  const found = new Map<string, RepairPlan>();
  const work = (aim: RepairAim, not?: Set<number>): number[] => {
    const [at, free] = [[...before], [...seats]];
    const costs = costsOf({ ...floor, aim, not: not ?? floor.not });
    const width = floor.places.length + 1;
    const room: Room = { costs, width, at, free, step: new Float64Array(width * width), who: new Int32Array(width * width) };
    readSteps(room);
    for (const person of waiting) seatOne(room, person);
    // With something ruled out it is the best of nothing, only another way.
    const plan = planOf(floor, at, not ? [] : [aim]);
    const known = found.get(nameOf(plan));
    if (!known) found.set(nameOf(plan), plan);
    else if (!not) known.aims.push(aim);
    return at;
  };
  let taken = work("moves");
  for (const aim of asked.lostRequestId === null ? (["choices"] as const) : (["choices", "near"] as const)) work(aim);
  // Other places for those who are to get one; where there is not enough for all, who goes without is a person's to say.
  const least = Math.min(...[...found.values()].map(({ left }) => left.length));
  const not = new Set<number>();
  for (let tries = 0; least === 0 && found.size < most && tries < most; tries++) {
    for (const person of waiting) if (taken[person] !== floor.home[person]) not.add(person * floor.places.length + (taken[person] ?? 0));
    taken = work("moves", new Set(not));
  }
  return [...found.values()]
    .filter(({ left }) => left.length === least)
    .toSorted(
      (one, other) =>
        Number(other.aims.includes("moves")) - Number(one.aims.includes("moves")) ||
        one.moved - other.moved ||
        one.worse - other.worse ||
        one.moves.length - other.moves.length,
    )
    .slice(0, most);
}

/** Two students who would both get a better choice by changing places (F-166). */
export interface GainfulSwap {
  one: SwapMove;
  other: SwapMove;
}

/** Every pair that gains, neither losing, the most gained first; nobody who is locked, and no place a rule keeps one of them from (R418). */
export function gainfulSwaps(instance: MatchInstance, most = 50): GainfulSwap[] {
  const problem = compile(instance, fewestMoves);
  const placeAt = new Map(problem.places.map(({ requestId }, at) => [requestId, at]));
  const seated = problem.demands.flatMap((demand, at) => {
    const place = placeAt.get(demand.current ?? "") ?? -1;
    const free = (problem.locked[at] ?? -1) < 0 && problem.withheld[at] !== 1;
    return free && place >= 0 && demand.wishes.length > 0 ? [{ at, place, demand, ranks: ranksOf(demand) }] : [];
  });
  const sitting = Map.groupBy(seated, ({ place }) => place);
  const rankAt = ({ demand, ranks }: (typeof seated)[number], requestId: Id | null) =>
    Math.min(unchosen, ranks.get(requestId ?? "") ?? demand.wishes.length + 1);
  const move = (who: (typeof seated)[number], to: (typeof seated)[number]): SwapMove => ({
    studentId: who.demand.studentId,
    fromRequestId: who.demand.current,
    toRequestId: to.demand.current ?? "",
    fromRank: who.ranks.get(who.demand.current ?? "") ?? null,
    toRank: who.ranks.get(to.demand.current ?? "") ?? null,
    wished: true,
  });
  const swaps: (GainfulSwap & { gain: number })[] = [];
  for (const one of seated) {
    // Only where she wishes more to be: a few places, not everybody.
    for (const [requestId, rank] of one.ranks) {
      const mine = rankAt(one, one.demand.current) - rank;
      const place = placeAt.get(requestId) ?? -1;
      if (mine <= 0 || place === one.place || pairCost(problem, one.at, place) < 0) continue;
      for (const other of sitting.get(place) ?? []) {
        const theirs = rankAt(other, other.demand.current) - rankAt(other, one.demand.current);
        const sheets = one.demand.worksheetId === other.demand.worksheetId;
        // Each pair is met from both sides.
        if (one.at > other.at || !sheets || theirs <= 0 || pairCost(problem, other.at, one.place) < 0) continue;
        swaps.push({ one: move(one, other), other: move(other, one), gain: mine + theirs });
      }
    }
  }
  return swaps
    .toSorted((one, other) => other.gain - one.gain)
    .slice(0, most)
    .map(({ one, other }) => ({ one, other }));
}
