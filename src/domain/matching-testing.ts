import { matchTerms, rankOf, type MatchDemand, type MatchInstance, type MatchPlace, type MatchWeights } from "./matching.ts";
import { drawFrom } from "./matching-greedy.ts";
import { distanceKm, type Point } from "./position.ts";

/** A student as a test needs her. */
export const demandOf = (given: Partial<MatchDemand> & { key: string }): MatchDemand => ({
  studentId: given.key,
  worksheetId: "sheet",
  wishes: [],
  past: [],
  home: null,
  locked: null,
  current: null,
  groupKey: null,
  ...given,
});

export const placeOf = (given: Partial<MatchPlace> & { requestId: string }): MatchPlace => ({
  worksheetId: "sheet",
  seats: 1,
  receivingId: null,
  siteId: null,
  serviceId: null,
  destinationId: null,
  disciplines: [],
  point: null,
  supervisors: [],
  ...given,
});

export const instanceOf = (given: Partial<MatchInstance>): MatchInstance => ({
  demands: [],
  places: [],
  forbidden: [],
  clashes: [],
  withheld: { keys: [], requestIds: [] },
  ...given,
});

export const weightsOf = (given: Partial<MatchWeights>): MatchWeights => ({
  wishes: 0,
  fairness: 0,
  variety: 0,
  travel: 0,
  continuity: 0,
  load: 0,
  moves: 0,
  ...given,
});

/** A small instance of everything at once, and weights: one or two sheets, at most six students to place. */
export function smallInstance(seed: string): { instance: MatchInstance; weights: MatchWeights } {
  const draw = drawFrom(seed);
  const roll = (many: number) => Math.floor(draw() * many);
  const point = () => (roll(5) === 0 ? null : { latitude: 45 + draw(), longitude: -73 + draw() });
  const sheets = 1 + roll(2);
  const students = sheets === 1 ? 3 + roll(3) : 2 + roll(2);
  const instance = instanceOf({});
  for (let sheet = 0; sheet < sheets; sheet += 1) {
    const worksheetId = `sheet${sheet}`;
    const places = sheets === 1 ? 2 + roll(3) : 2 + roll(2);
    for (let at = 0; at < places; at += 1) {
      instance.places.push(
        placeOf({
          requestId: `${worksheetId}-place${at}`,
          worksheetId,
          seats: roll(4) === 0 ? 0 : 1 + roll(2),
          siteId: `site${roll(2)}`,
          serviceId: roll(6) === 0 ? null : `service${roll(3)}`,
          disciplines: roll(2) === 0 ? ["nursing"] : [],
          point: point(),
          supervisors: Array.from({ length: roll(3) }, () => `supervisor${roll(2)}`),
        }),
      );
    }
    const here = instance.places.filter((place) => place.worksheetId === worksheetId).map(({ requestId }) => requestId);
    const some = () => here[roll(here.length)] ?? null;
    for (let at = 0; at < students; at += 1) {
      const wishes = [...new Set(Array.from({ length: roll(4) }, some))].flatMap((id) => (id === null ? [] : [{ requestIds: [id] }]));
      instance.demands.push(
        demandOf({
          key: `${worksheetId}:student${at}`,
          studentId: `student${at}`,
          worksheetId,
          wishes,
          past: roll(2) === 0 ? [] : [{ siteId: `site${roll(2)}`, serviceId: `service${roll(3)}`, disciplines: ["nursing"] }],
          home: point(),
          locked: roll(7) === 0 ? some() : null,
          current: roll(3) === 0 ? some() : null,
          groupKey: roll(2) === 0 ? `group${roll(2)}` : null,
        }),
      );
    }
  }
  for (const { key } of instance.demands) {
    if (roll(12) === 0) instance.withheld.keys.push(key);
    for (const { requestId } of instance.places) if (roll(8) === 0) instance.forbidden.push({ key, requestId, why: "hand" });
  }
  for (const one of instance.places) {
    if (roll(15) === 0) instance.withheld.requestIds.push(one.requestId);
    for (const other of instance.places) {
      if (one.worksheetId < other.worksheetId && roll(4) === 0) instance.clashes.push({ one: one.requestId, other: other.requestId });
    }
  }
  const weights = weightsOf(Object.fromEntries(matchTerms.map((term) => [term, roll(3) === 0 ? 0 : roll(101)])));
  return { instance, weights };
}

type Assigned = { demand: MatchDemand; place: MatchPlace | null }[];

/** Where a demand is locked, if that place is one of its sheet. */
const lockOf = (instance: MatchInstance, { locked, worksheetId }: MatchDemand): MatchPlace | null =>
  instance.places.find((place) => place.requestId === locked && place.worksheetId === worksheetId) ?? null;

/** Said again, from the rules and the instance alone: does an assignment keep every hard rule? */
export function keepsRules(instance: MatchInstance, assigned: Assigned): boolean {
  const { withheld, forbidden, clashes, places } = instance;
  const locked = (demand: MatchDemand) => lockOf(instance, demand) !== null;
  for (const { demand, place } of assigned) {
    const lock = lockOf(instance, demand);
    if (lock && place !== lock) return false;
    if (lock || !place) continue;
    if (place.worksheetId !== demand.worksheetId) return false;
    if (withheld.keys.includes(demand.key) || withheld.requestIds.includes(place.requestId)) return false;
    if (forbidden.some(({ key, requestId }) => key === demand.key && requestId === place.requestId)) return false;
  }
  for (const place of places) {
    const here = assigned.filter((one) => one.place === place);
    const open = here.filter(({ demand }) => !locked(demand)).length;
    if (open > 0 && here.length > place.seats) return false;
  }
  for (const { one, other } of clashes) {
    for (const first of assigned) {
      for (const second of assigned) {
        if (first.place?.requestId !== one || second.place?.requestId !== other || first.demand.studentId !== second.demand.studentId)
          continue;
        if (!locked(first.demand) || !locked(second.demand)) return false;
      }
    }
  }
  return true;
}

const mean = (of: number[]): number => (of.length === 0 ? 0 : of.reduce((sum, one) => sum + one, 0) / of.length);
const pointsOf = (weight: number, units: number) => Math.round(weight * 10 * units);

/** The cost of an assignment, from the rules and the instance alone; who is set aside costs nothing. */
export function costAgain(of: { instance: MatchInstance; weights: MatchWeights; unplaced: number }, assigned: Assigned): number {
  const { instance, weights, unplaced } = of;
  const longest = Math.max(1, ...instance.demands.map(({ wishes }) => wishes.length));
  let cost = 0;
  for (const { demand, place } of assigned) {
    const aside = instance.withheld.keys.includes(demand.key) && lockOf(instance, demand) === null;
    if (!place) {
      cost += aside ? 0 : unplaced + (demand.current === null ? 0 : Math.max(1, pointsOf(weights.moves, 1)));
      continue;
    }
    const rank = rankOf(demand, place.requestId);
    const down = demand.wishes.length === 0 ? 0 : rank === null ? 1 : (rank - 1) / longest;
    cost += pointsOf(weights.wishes, down) + pointsOf(weights.fairness, down * down);
    const alike = demand.past.map(({ siteId, serviceId, disciplines }) =>
      serviceId === place.serviceId
        ? 1
        : (siteId === place.siteId ? 0.5 : 0) + (disciplines.some((one) => place.disciplines.includes(one)) ? 0.25 : 0),
    );
    cost += pointsOf(weights.variety, Math.max(0, ...alike));
    const sites = instance.places.filter(({ worksheetId, point }) => worksheetId === demand.worksheetId && point);
    const from = (home: Point) => mean(sites.map(({ point }) => (point ? distanceKm(home, point) : 0)));
    const others = instance.demands.flatMap(({ worksheetId, home }) => (worksheetId === demand.worksheetId && home ? from(home) : []));
    const km = demand.home ? (place.point ? distanceKm(demand.home, place.point) : from(demand.home)) : mean(others);
    cost += pointsOf(weights.travel, Math.min(4, km / 50));
    if (demand.current !== null && demand.current !== place.requestId) cost += pointsOf(weights.moves, 1);
  }
  for (const studentId of new Set(instance.demands.map((demand) => demand.studentId))) {
    const lines = assigned.flatMap(({ demand, place }) => (demand.studentId === studentId ? (place?.serviceId ?? []) : []));
    cost += pointsOf(weights.variety, 1) * (lines.length - new Set(lines).size);
  }
  for (const worksheetId of new Set(instance.places.map((place) => place.worksheetId))) {
    const here = assigned.filter(({ demand }) => demand.worksheetId === worksheetId);
    for (const group of new Set(here.flatMap(({ demand }) => demand.groupKey ?? []))) {
      const used = new Set(here.flatMap(({ demand, place }) => (demand.groupKey === group ? (place ?? []) : [])));
      cost += pointsOf(weights.continuity, 1) * Math.max(0, used.size - 1);
    }
    const places = instance.places.filter((place) => place.worksheetId === worksheetId);
    const supervisors = new Set(places.flatMap((place) => place.supervisors));
    const seats = places.reduce((sum, place) => sum + place.seats, 0);
    const named = places.reduce((sum, place) => sum + place.seats * new Set(place.supervisors).size, 0);
    if (seats === 0 || supervisors.size === 0) continue;
    const share = Math.ceil((Math.min(here.length, seats) * named) / seats / supervisors.size - 1e-9);
    for (const supervisor of supervisors) {
      const students = here.filter(({ place }) => place?.supervisors.includes(supervisor)).length;
      cost += pointsOf(weights.load, 1) * Math.max(0, students - share);
    }
  }
  return cost;
}

/** Tries every assignment; calls `visit` with those that keep the rules. */
export function everyAssignment(instance: MatchInstance, visit: (assigned: Assigned) => void): void {
  const assigned: Assigned = [];
  const go = (at: number) => {
    const demand = instance.demands[at];
    if (!demand) {
      if (keepsRules(instance, assigned)) visit(assigned);
      return;
    }
    const lock = lockOf(instance, demand);
    const places = lock ? [lock] : [null, ...instance.places.filter(({ worksheetId }) => worksheetId === demand.worksheetId)];
    for (const place of places) {
      assigned.push({ demand, place });
      go(at + 1);
      assigned.pop();
    }
  };
  go(0);
}

export function cheapest(of: { instance: MatchInstance; weights: MatchWeights; unplaced: number }): number {
  let least = Number.POSITIVE_INFINITY;
  everyAssignment(of.instance, (assigned) => {
    least = Math.min(least, costAgain(of, assigned));
  });
  return least;
}
