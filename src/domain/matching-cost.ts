import type { Id } from "./id.ts";
import { matchTerms, type MatchDemand, type MatchInstance, type MatchPlace, type MatchTerm, type MatchWeights } from "./matching.ts";
import { distanceKm, type Point } from "./position.ts";

/** Points of one whole unit of a term at weight 1: whole numbers, so that an optimum can be proven to the last point. */
const scale = 10;
/** Kilometres that weigh as much as a place nobody wished. */
const farKm = 50;

/** One sheet of the matching, its pairs in a table: what each costs by itself, -1 where it may not be. */
export interface MatchBlock {
  worksheetId: Id;
  /** Indices into the problem's demands and places. */
  demands: number[];
  places: number[];
  /** `cost[row * places.length + column]`. */
  cost: Int32Array;
  /** Stands for the way of a student whose home is not known, wherever she goes: what it is for the others on average. */
  usualKm: number;
}

/** Students of one sheet who belong together: each place they use beyond the first costs. */
export interface MatchGroup {
  block: number;
  members: number[];
}

/** A supervisor on one sheet: each student beyond her share costs. */
export interface MatchLoad {
  block: number;
  places: number[];
  share: number;
}

/** A matching as numbers: demands and places by index, what is decided already, and what couples pairs. Points are whole. */
export interface MatchProblem {
  instance: MatchInstance;
  weights: MatchWeights;
  demands: MatchDemand[];
  places: MatchPlace[];
  blocks: MatchBlock[];
  blockOf: Int32Array;
  rowOf: Int32Array;
  columnOf: Int32Array;
  /** Place of a locked demand, else -1. */
  locked: Int32Array;
  withheld: Uint8Array;
  /** Seats that are not locked, by place. */
  free: Int32Array;
  /** Demands by student, where she has several. */
  several: number[][];
  /** Places of other sheets whose hours meet, by place. */
  clashes: number[][];
  /** One number per service; -1 without. */
  service: Int32Array;
  groups: MatchGroup[];
  loads: MatchLoad[];
  /** Points of the second and each further time a student gets the same service. */
  repeatCost: number;
  groupCost: number;
  loadCost: number;
  /** More than any chain of moves on a sheet can gain: nobody is left without a place for another's wish. */
  unplacedCost: number;
  /** More for who has a seat and is left without: as much as a move, and where moves weigh nothing the last point that tells equals apart. */
  leaveCost: number;
}

const points = (weight: number, units: number): number => Math.round(weight * scale * units);

/** How much variety a place lacks: 1 where she was in that service already, less for the same site or discipline. */
function sameness(demand: MatchDemand, place: MatchPlace): number {
  let most = 0;
  for (const { siteId, serviceId, disciplines } of demand.past) {
    if (serviceId !== null && serviceId === place.serviceId) return 1;
    const site = siteId !== null && siteId === place.siteId ? 0.5 : 0;
    most = Math.max(most, site + (disciplines.some((one) => place.disciplines.includes(one)) ? 0.25 : 0));
  }
  return most;
}

/** How far down her list: 0 the first, 1 a place she did not wish; the step is as long for everybody. */
export const disappointment = (rank: number | null, wished: number, longest: number): number =>
  wished === 0 ? 0 : rank === null ? 1 : (rank - 1) / Math.max(1, longest);

export const longestList = (instance: MatchInstance): number =>
  instance.demands.reduce((most, { wishes }) => Math.max(most, wishes.length), 1);

/** Rank of each wished place, the best where two wishes fit. */
export function ranksOf({ wishes }: MatchDemand): Map<Id, number> {
  const ranks = new Map<Id, number>();
  for (const [at, { requestIds }] of wishes.entries()) for (const id of requestIds) if (!ranks.has(id)) ranks.set(id, at + 1);
  return ranks;
}

export type PairTerms = Record<MatchTerm, number>;
export const noTerms = (): PairTerms => ({ wishes: 0, fairness: 0, variety: 0, travel: 0, continuity: 0, load: 0, moves: 0 });

/** What a pair costs by itself, by term. `km`: the distance, or what stands for it where it is not known. */
export function pairTerms(of: {
  demand: MatchDemand;
  place: MatchPlace;
  rank: number | null;
  longest: number;
  km: number;
  weights: MatchWeights;
}): PairTerms {
  const { demand, place, rank, longest, km, weights } = of;
  const down = disappointment(rank, demand.wishes.length, longest);
  return {
    wishes: points(weights.wishes, down),
    // Squared: what one loses far down the list weighs more than what several lose near its head.
    fairness: points(weights.fairness, down * down),
    variety: points(weights.variety, sameness(demand, place)),
    travel: points(weights.travel, Math.min(4, km / farKm)),
    continuity: 0,
    load: 0,
    moves: points(weights.moves, demand.current !== null && demand.current !== place.requestId ? 1 : 0),
  };
}

const pointsKnown = new WeakMap<MatchPlace[], { points: Point[]; pointOf: Int32Array }>();

/** Where the places are, each position once: a site has many places, and its distance from a home is one. */
function pointsOf(places: MatchPlace[]): { points: Point[]; pointOf: Int32Array } {
  const was = pointsKnown.get(places);
  if (was) return was;
  const points: Point[] = [];
  const seen = new Map<string, number>();
  const pointOf = Int32Array.from(places, ({ point }) => {
    if (!point) return -1;
    const key = `${point.latitude} ${point.longitude}`;
    const at = seen.get(key) ?? points.push(point) - 1;
    seen.set(key, at);
    return at;
  });
  const found = { points, pointOf };
  pointsKnown.set(places, found);
  return found;
}

/**
 * Kilometres from a home to each place; where a place has no position, the mean of those that have: neither drawn to it nor kept off.
 * `usual` to each where the home is not known: who has not said where she lives is neither before nor behind those who have.
 */
export function distances({ home }: MatchDemand, places: MatchPlace[], usual: number): Float64Array {
  const km = new Float64Array(places.length);
  if (!home) return km.fill(usual);
  let sum = 0;
  let known = 0;
  const { points: sites, pointOf } = pointsOf(places);
  const far = sites.map((point) => distanceKm(home, point));
  for (let at = 0; at < km.length; at += 1) {
    const point = pointOf[at] ?? -1;
    if (point < 0) continue;
    km[at] = far[point] ?? 0;
    sum += km[at] ?? 0;
    known += 1;
  }
  for (const [at, { point }] of places.entries()) if (!point) km[at] = known === 0 ? 0 : sum / known;
  return km;
}

/** What a way is on average, of those whose home is known to the places that have a position. */
function usualDistance(demands: MatchDemand[], places: MatchPlace[]): number {
  if (!places.some(({ point }) => point)) return 0;
  const means = demands.flatMap((demand) =>
    demand.home ? distances(demand, places, 0).reduce((sum, km) => sum + km, 0) / places.length : [],
  );
  return means.length === 0 ? 0 : means.reduce((sum, km) => sum + km, 0) / means.length;
}

const indexBy = <T>(list: T[], key: (one: T) => string): Map<string, number> => new Map(list.map((one, at) => [key(one), at]));

function groupBy(count: number, key: (at: number) => string | null): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (let at = 0; at < count; at += 1) {
    const of = key(at);
    if (of === null) continue;
    const list = found.get(of);
    if (list) list.push(at);
    else found.set(of, [at]);
  }
  return found;
}

function fillBlock(problem: MatchProblem, block: MatchBlock, forbidden: Map<number, Set<number>>): number {
  const { demands, places, locked, withheld, weights, instance } = problem;
  const here = block.places.flatMap((at) => places[at] ?? []);
  const longest = longestList(instance);
  const withheldPlaces = new Set(instance.withheld.requestIds);
  const aside = here.map(({ requestId }) => withheldPlaces.has(requestId));
  const travels = weights.travel > 0;
  block.usualKm = travels
    ? usualDistance(
        block.demands.flatMap((at) => demands[at] ?? []),
        here,
      )
    : 0;
  let most = 0;
  for (const [row, at] of block.demands.entries()) {
    const demand = demands[at];
    if (!demand) continue;
    const start = row * here.length;
    const lockedAt = locked[at] ?? -1;
    const not = forbidden.get(at);
    const ranks = ranksOf(demand);
    const km = travels ? distances(demand, here, block.usualKm) : null;
    // By rank, at 0 a place that is not wished: there are few ranks and many places.
    const wished = Array.from({ length: demand.wishes.length + 1 }, (_rank, rank) => {
      const down = disappointment(rank === 0 ? null : rank, demand.wishes.length, longest);
      return points(weights.wishes, down) + points(weights.fairness, down * down);
    });
    for (const [column, place] of here.entries()) {
      const placeAt = block.places[column] ?? -1;
      const may = lockedAt >= 0 ? lockedAt === placeAt : withheld[at] !== 1 && aside[column] !== true && !not?.has(placeAt);
      let cost = -1;
      if (may) {
        cost = wished[ranks.get(place.requestId) ?? 0] ?? 0;
        if (demand.past.length > 0) cost += points(weights.variety, sameness(demand, place));
        if (km) cost += points(weights.travel, Math.min(4, (km[column] ?? 0) / farKm));
        if (demand.current !== null && demand.current !== place.requestId) cost += points(weights.moves, 1);
        if (cost > most) most = cost;
      }
      block.cost[start + column] = cost;
    }
  }
  return most;
}

/** What each supervisor's share is: as many students as there will be, spread evenly over those who are named on the sheet's places. */
function loadsOf(block: MatchBlock, at: number, places: MatchPlace[]): MatchLoad[] {
  const by = new Map<Id, number[]>();
  let seats = 0;
  let weighed = 0;
  for (const placeAt of block.places) {
    const place = places[placeAt];
    if (!place) continue;
    seats += place.seats;
    const supervisors = new Set(place.supervisors);
    weighed += place.seats * supervisors.size;
    for (const id of supervisors) by.set(id, [...(by.get(id) ?? []), placeAt]);
  }
  if (seats === 0) return [];
  const students = Math.min(block.demands.length, seats);
  const share = Math.ceil((students * weighed) / seats / Math.max(1, by.size) - 1e-9);
  return [...by.values()].map((of) => ({ block: at, places: of, share }));
}

/** Makes numbers of an instance. Pairs that name a demand or a place which is not in it are passed over. */
export function compile(instance: MatchInstance, weights: MatchWeights): MatchProblem {
  const { demands, places } = instance;
  const demandAt = indexBy(demands, ({ key }) => key);
  const placeAt = indexBy(places, ({ requestId }) => requestId);
  const sheets = [...new Set([...demands, ...places].map(({ worksheetId }) => worksheetId))];
  const sheetAt = new Map(sheets.map((id, at) => [id, at]));
  const blocks: MatchBlock[] = sheets.map((worksheetId) => ({ worksheetId, demands: [], places: [], cost: new Int32Array(), usualKm: 0 }));
  const rowOf = new Int32Array(demands.length);
  const blockOf = new Int32Array(demands.length);
  for (const [at, { worksheetId }] of demands.entries()) {
    const block = sheetAt.get(worksheetId) ?? 0;
    blockOf[at] = block;
    rowOf[at] = (blocks[block]?.demands.push(at) ?? 0) - 1;
  }
  const columnOf = new Int32Array(places.length);
  for (const [at, { worksheetId }] of places.entries()) columnOf[at] = (blocks[sheetAt.get(worksheetId) ?? 0]?.places.push(at) ?? 0) - 1;

  const locked = Int32Array.from(demands, ({ locked: id, worksheetId }) => {
    const at = id === null ? -1 : (placeAt.get(id) ?? -1);
    return places[at]?.worksheetId === worksheetId ? at : -1;
  });
  const free = Int32Array.from(places, ({ seats }) => Math.max(0, seats));
  for (const at of locked) if (at >= 0) free[at] = Math.max(0, (free[at] ?? 0) - 1);
  for (const id of instance.withheld.requestIds) free[placeAt.get(id) ?? -1] = 0;
  const withheldKeys = new Set(instance.withheld.keys);
  const services = [...new Set(places.flatMap(({ serviceId }) => serviceId ?? []))];
  const serviceAt = new Map(services.map((id, at) => [id, at]));
  const clashes: number[][] = places.map(() => []);
  for (const { one, other } of instance.clashes) {
    const [from, to] = [placeAt.get(one), placeAt.get(other)];
    if (from === undefined || to === undefined || places[from]?.worksheetId === places[to]?.worksheetId) continue;
    clashes[from]?.push(to);
    clashes[to]?.push(from);
  }
  const problem: MatchProblem = {
    instance,
    weights,
    demands,
    places,
    blocks,
    blockOf,
    rowOf,
    columnOf,
    locked,
    withheld: Uint8Array.from(demands, ({ key }, at) => (withheldKeys.has(key) && (locked[at] ?? -1) < 0 ? 1 : 0)),
    free,
    several: [...groupBy(demands.length, (at) => demands[at]?.studentId ?? null).values()].filter(({ length }) => length > 1),
    clashes: clashes.map((list) => [...new Set(list)]),
    service: Int32Array.from(places, ({ serviceId }) => (serviceId === null ? -1 : (serviceAt.get(serviceId) ?? -1))),
    groups: [],
    loads: [],
    repeatCost: points(weights.variety, 1),
    groupCost: points(weights.continuity, 1),
    loadCost: points(weights.load, 1),
    unplacedCost: 0,
    leaveCost: Math.max(1, points(weights.moves, 1)),
  };
  if (problem.groupCost > 0) {
    for (const members of groupBy(demands.length, (at) => {
      const demand = demands[at];
      return demand?.groupKey == null ? null : `${demand.worksheetId} ${demand.groupKey}`;
    }).values()) {
      if (members.length > 1) problem.groups.push({ block: blockOf[members[0] ?? 0] ?? 0, members });
    }
  }
  if (problem.loadCost > 0) problem.loads = blocks.flatMap((block, at) => loadsOf(block, at, places));
  const forbidden = new Map<number, Set<number>>();
  for (const { key, requestId } of instance.forbidden) {
    const [at, to] = [demandAt.get(key), placeAt.get(requestId)];
    if (at === undefined || to === undefined) continue;
    const set = forbidden.get(at);
    if (set) set.add(to);
    else forbidden.set(at, new Set([to]));
  }
  // What she is locked on elsewhere she cannot clash with.
  for (const of of problem.several) {
    for (const at of of) {
      for (const placed of clashes[locked[at] ?? -1] ?? []) {
        for (const other of of) if (other !== at) forbidden.set(other, (forbidden.get(other) ?? new Set()).add(placed));
      }
    }
  }
  let most = 0;
  let widest = 0;
  for (const block of blocks) {
    block.cost = new Int32Array(block.demands.length * block.places.length);
    most = Math.max(most, fillBlock(problem, block, forbidden));
    widest = Math.max(widest, Math.min(block.demands.length, block.places.length));
  }
  const supervisors = places.reduce((max, { supervisors: of }) => Math.max(max, of.length), 0);
  const coupled = (problem.several.length > 0 ? problem.repeatCost : 0) + problem.groupCost + problem.loadCost * supervisors;
  problem.unplacedCost = (most + coupled + problem.leaveCost + 1) * (widest + 1);
  return problem;
}

/** What a pair costs by itself; -1 where it may not be. */
export function pairCost({ blocks, blockOf, rowOf, columnOf }: MatchProblem, demand: number, place: number): number {
  const block = blocks[blockOf[demand] ?? -1];
  return block?.cost[(rowOf[demand] ?? 0) * block.places.length + (columnOf[place] ?? 0)] ?? -1;
}

/** What it costs that somebody loses the seat she has and gets no other; a move, for it is one. */
export const leaving = ({ demands, leaveCost }: MatchProblem, at: number): number =>
  (demands[at]?.current ?? null) === null ? 0 : leaveCost;

/** What it costs to leave a demand without a place. */
export const withoutCost = (problem: MatchProblem, at: number): number => problem.unplacedCost + leaving(problem, at);

export const addTerms = (into: PairTerms, more: PairTerms): void => {
  for (const term of matchTerms) into[term] += more[term];
};
