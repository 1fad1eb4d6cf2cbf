import { makeBound, worthOfServices } from "./matching-bound.ts";
import type { MatchProblem } from "./matching-cost.ts";
import { loadCouplings, overstepped, repeatCoupling, repeatKey, takenOf, type Coupling } from "./matching-coupling.ts";
import { apart, makeDescent } from "./matching-descent.ts";
import { breaksOf, costOf, fill, unplacedIn, type Seating } from "./matching-score.ts";

export interface SearchState {
  seating: Seating;
  objective: number;
  bound: number;
}

export interface Search {
  state: SearchState;
  /** Takes a seating that is better than what is known. */
  take(seating: Seating): void;
  /** Puts prices on the couplings of these keys (0 on the others) and proves what follows: the bound rises, or stays. */
  reprice(prices: Map<string, number>): void;
  /** Makes a coupling known, so that it can have a price. */
  add(coupling: Coupling): void;
  /** The prices of the best bound. */
  prices(): Map<string, number>;
  /**
   * How much more than the bound a solution with a pair costs at least, by column of the demand's sheet, « no place » last: pairs beyond
   * the best objective are in no better solution.
   */
  excess(demand: number): Float64Array;
}

/** What lies between a seating's cost and the bound, as a share of what its placed students cost. */
export function gapOf(problem: MatchProblem, { seating, objective, bound }: SearchState): number {
  if (objective <= bound) return 0;
  return (objective - bound) / Math.max(1, objective - problem.unplacedCost * unplacedIn(problem, seating));
}

/** How many more of its seats are taken than may be for nothing; `taken` by open demands, by place. */
const overOf = (coupling: Coupling, seating: Seating, taken: Int32Array): number =>
  (coupling.by === "load"
    ? (coupling.parts[0]?.places ?? []).reduce((sum, place) => sum + (taken[place] ?? 0), 0)
    : takenOf(coupling, seating)) - coupling.rhs;

/**
 * A good assignment and a proven bound. Where nothing couples the sheets both are the optimum at once; otherwise prices on what couples them
 * are raised and lowered (subgradients, Polyak's step) until the two are within `gap`, `ended` says so, or no step helps.
 */
export function search(
  problem: MatchProblem,
  of: { start: Seating[]; gap: number; rounds: number; ended: () => boolean; onStep(state: SearchState): void },
): Search {
  const bound = makeBound(problem);
  for (const coupling of loadCouplings(problem)) bound.add(coupling);
  const loadPrice = (block: number): Map<number, number> => {
    const prices = new Map<number, number>();
    for (const { coupling, price } of bound.couplings.values()) {
      const [part] = coupling.parts;
      if (coupling.by !== "load" || price === 0 || problem.blockOf[part?.demands[0] ?? -1] !== block) continue;
      for (const place of part?.places ?? []) prices.set(place, (prices.get(place) ?? 0) + price);
    }
    return prices;
  };
  // Begins from the prices of the first bound.
  let turns: ReturnType<typeof makeDescent> | null = null;
  const descend = (seating: Seating): Seating => (turns ??= makeDescent(problem, bound.sheets, loadPrice))(seating, of.ended).seating;
  const state: SearchState = { seating: Int32Array.from(problem.locked), objective: Number.POSITIVE_INFINITY, bound: 0 };
  const take = (seating: Seating) => {
    const cost = breaksOf(problem, seating).length > 0 ? Number.POSITIVE_INFINITY : costOf(problem, seating);
    if (cost < state.objective) Object.assign(state, { seating: Int32Array.from(seating), objective: cost });
  };
  for (const seating of of.start) take(seating);
  let best = new Map<string, number>();
  const large = problem.demands.length > 4_000;
  let here = bound.value();
  state.bound = here;
  const before = new Map<string, number>();
  const sat = fill(problem, problem.locked);
  let size = 0.2;
  const rowAt = new Map(bound.sheets.flatMap(({ rows }) => rows.map((at, row): [number, number] => [at, row])));
  const repriceServices = () => {
    for (const student of problem.several) {
      if (of.ended()) return;
      const priceOf = (line: number) => bound.couplings.get(repeatKey(student, line))?.price ?? 0;
      for (const { line, was, price } of worthOfServices(problem, bound.sheets, { student, rows: rowAt, priceOf })) {
        if (price === was) continue;
        const key = repeatKey(student, line);
        if (!bound.couplings.has(key)) bound.add(repeatCoupling(problem, student, line));
        bound.setPrice(key, price);
      }
    }
  };
  for (let round = 0; ; round += 1) {
    // Services are priced to the best in two rounds of three; the third moves on where turns alone no longer help.
    const exactly = problem.repeatCost > 0 && problem.several.length > 0 && round % 3 !== 2;
    const seating = bound.seating();
    take(apart(problem, seating));
    // Turns take as long as several rounds of prices, and the better the prices are the less there is to do.
    const due = large ? round % 6 === 1 : round < 2 || round % 6 === 0;
    if (state.objective > state.bound && due) take(descend(seating));
    of.onStep(state);
    for (const coupling of overstepped(problem, seating)) bound.add(coupling);
    if (state.objective <= state.bound || gapOf(problem, state) <= of.gap || round >= of.rounds || of.ended()) break;
    const steps: { key: string; price: number; most: number; by: number }[] = [];
    let length = 0;
    const taken = fill(problem, seating).map((many, place) => many - (sat[place] ?? 0));
    for (const [key, { coupling, price }] of bound.couplings) {
      const now = overOf(coupling, seating, taken);
      // Half of what it was: a price that is too high and too low by turns comes to rest.
      const over = (now + (before.get(key) ?? now)) / 2;
      before.set(key, over);
      if (over === 0 || (over < 0 && price === 0) || (coupling.by === "repeat" && exactly)) continue;
      // A price on many seats moves many students: it takes smaller steps.
      const by = over / Math.max(1, coupling.rhs);
      steps.push({ key, price, most: Math.min(coupling.price, problem.unplacedCost), by });
      length += by * over;
    }
    if (length === 0 && !exactly) break;
    // Until turns were taken the objective says little of where the optimum is: a few hundredths above the bound.
    const away = Math.min(
      state.objective - here,
      problem.unplacedCost,
      large && round < 3 ? Math.max(1_000, here * 0.04) : Number.POSITIVE_INFINITY,
    );
    const step = length === 0 ? 0 : Math.max(0.51, (size * away) / length);
    if (exactly) repriceServices();
    for (const { key, price, most, by } of steps) bound.setPrice(key, Math.max(0, Math.min(most, Math.round(price + step * by))));
    here = bound.value();
    if (here > state.bound) {
      state.bound = here;
      best = new Map([...bound.couplings].map(([key, { price }]) => [key, price]));
      size = Math.min(1.6, size * 1.2);
    } else {
      size *= 0.75;
      if (size < 0.004) break;
    }
  }
  const goBack = () => {
    for (const key of bound.couplings.keys()) bound.setPrice(key, best.get(key) ?? 0);
    bound.value();
  };
  goBack();
  if (state.objective > state.bound) take(descend(state.seating));
  return {
    state,
    take,
    add: (coupling) => void bound.add(coupling),
    prices: () => best,
    reprice(prices) {
      for (const [key, { coupling }] of bound.couplings) {
        bound.setPrice(key, Math.max(0, Math.min(coupling.price, problem.unplacedCost, Math.round(prices.get(key) ?? 0))));
      }
      const value = bound.value();
      take(bound.seating());
      if (value <= state.bound) return goBack();
      state.bound = value;
      best = new Map([...bound.couplings].map(([key, { price }]) => [key, price]));
    },
    excess(demand) {
      const sheet = bound.sheets[problem.blockOf[demand] ?? -1];
      const row = rowAt.get(demand);
      if (!sheet || row === undefined) return new Float64Array();
      const { transport } = sheet;
      const pay = transport.payOf(row);
      return Float64Array.from(
        { length: transport.columns },
        (_column, column) => (transport.cost[row * transport.columns + column] ?? 0) - (transport.price[column] ?? 0) - pay,
      );
    },
  };
}
