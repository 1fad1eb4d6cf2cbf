import { pairCost, type MatchProblem } from "./matching-cost.ts";
import { isOpen, linesOf, loadCouplings, overstepped, repeatCoupling, repeatKey, takenOf, type Coupling } from "./matching-coupling.ts";
import { breaksOf, costOf, fill, unplacedIn, type Seating } from "./matching-score.ts";
import { makeTransport, never, type Transport } from "./matching-transport.ts";

/** One sheet as a transportation problem; its rows are the open demands, its last column « no place ». */
interface Sheet {
  rows: number[];
  transport: Transport;
  /** What pairs cost without what couples them. */
  base: Int32Array;
}

function makeSheets(problem: MatchProblem): Sheet[] {
  return problem.blocks.map(({ demands, places }) => {
    const rows = demands.filter((at) => isOpen(problem, at));
    const columns = places.length + 1;
    const base = new Int32Array(rows.length * columns);
    for (const [row, at] of rows.entries()) {
      for (const [column, place] of places.entries()) {
        const cost = pairCost(problem, at, place);
        base[row * columns + column] = cost < 0 ? never : cost;
      }
      base[row * columns + places.length] = problem.unplacedCost;
    }
    const seats = [...places.map((place) => problem.free[place] ?? 0), rows.length];
    return { rows, transport: makeTransport({ rows: rows.length, seats, cost: base.slice() }), base };
  });
}

function seatingOf(problem: MatchProblem, sheets: Sheet[]): Seating {
  const seating = Int32Array.from(problem.locked);
  for (const [block, { rows, transport }] of sheets.entries()) {
    for (const [row, at] of rows.entries()) seating[at] = problem.blocks[block]?.places[transport.at[row] ?? -1] ?? -1;
  }
  return seating;
}

/**
 * What the couplings are worth, as prices on seats. The cost of the sheets, each solved exactly with those prices, less what the prices give
 * away, is a bound: no assignment costs less (Lagrange). All pairs are priced each time.
 */
function makeBound(problem: MatchProblem) {
  const sheets = makeSheets(problem);
  const couplings = new Map<string, { coupling: Coupling; price: number }>();
  const touched: Set<number>[] = sheets.map(() => new Set());
  const rowAt = new Map(sheets.flatMap(({ rows }) => rows.map((at, row): [number, number] => [at, row])));
  // What is decided already costs what it costs.
  const decided = costOf(problem, problem.locked) - problem.unplacedCost * sheets.reduce((sum, { rows }) => sum + rows.length, 0);

  function setPrice(key: string, price: number): void {
    const one = couplings.get(key);
    if (!one || one.price === price) return;
    const more = price - one.price;
    one.price = price;
    for (const { demands, places } of one.coupling.parts) {
      for (const at of demands) {
        const block = problem.blockOf[at] ?? 0;
        const sheet = sheets[block];
        const row = rowAt.get(at);
        if (!sheet || row === undefined) continue;
        touched[block]?.add(row);
        for (const place of places) {
          const cell = row * sheet.transport.columns + (problem.columnOf[place] ?? 0);
          sheet.transport.cost[cell] = (sheet.transport.cost[cell] ?? 0) + more;
        }
      }
    }
  }
  let values = sheets.map(({ transport }) => transport.solve());
  return {
    couplings,
    sheets,
    add(coupling: Coupling): boolean {
      if (couplings.has(coupling.key)) return false;
      couplings.set(coupling.key, { coupling, price: 0 });
      return true;
    },
    setPrice,
    value(): number {
      values = values.map((value, block) => {
        const rows = touched[block];
        const sheet = sheets[block];
        if (!rows || !sheet || rows.size === 0) return value;
        const solved = sheet.transport.solve(rows);
        rows.clear();
        return solved;
      });
      let sum = decided;
      for (const value of values) sum += value;
      for (const { coupling, price } of couplings.values()) sum -= price * coupling.rhs;
      return sum;
    },
    seating: (): Seating => seatingOf(problem, sheets),
  };
}

/** Has some student two seats that meet, not both locked? */
function meetsItself({ several, clashes, locked }: MatchProblem, seating: Seating): boolean {
  for (const of of several) {
    for (const [index, one] of of.entries()) {
      const meets = clashes[seating[one] ?? -1];
      if (!meets || meets.length === 0) continue;
      for (let after = index + 1; after < of.length; after += 1) {
        const other = of[after] ?? -1;
        if (meets.includes(seating[other] ?? -1) && ((locked[one] ?? -1) < 0 || (locked[other] ?? -1) < 0)) return true;
      }
    }
  }
  return false;
}

/**
 * With the seats' prices as they are, what each service is worth to one student over all her sheets: a small transportation problem of its
 * own, so that its prices are the best there are. By turns with the sheets the bound never falls.
 */
function worthOfServices(
  problem: MatchProblem,
  sheets: Sheet[],
  of: { student: number[]; rows: Map<number, number>; priceOf(line: number): number },
) {
  const { student, rows, priceOf } = of;
  const open = student.filter((at) => rows.has(at));
  const lines = [...new Set(open.flatMap((at) => [...(linesOf(problem)[problem.blockOf[at] ?? -1]?.keys() ?? [])]))];
  const now = lines.map(priceOf);
  const columns = lines.length + 1;
  const cost = new Int32Array(open.length * columns).fill(never);
  for (const [row, at] of open.entries()) {
    const block = problem.blockOf[at] ?? -1;
    const transport = sheets[block]?.transport;
    if (!transport) continue;
    const start = (rows.get(at) ?? 0) * transport.columns;
    const paid = (column: number) => (transport.cost[start + column] ?? 0) - (transport.price[column] ?? 0);
    // Without a service, or once more in one she has.
    let without = paid(transport.columns - 1);
    for (const [index, line] of lines.entries()) {
      let least = never;
      for (const place of linesOf(problem)[block]?.get(line) ?? [])
        least = Math.min(least, paid(problem.columnOf[place] ?? 0) - (now[index] ?? 0));
      cost[row * columns + index] = least;
      without = Math.min(without, least + problem.repeatCost);
    }
    for (const place of problem.blocks[block]?.places ?? []) {
      if ((problem.service[place] ?? -1) < 0) without = Math.min(without, paid(problem.columnOf[place] ?? 0));
    }
    cost[row * columns + lines.length] = without;
  }
  const sat = new Set(student.map((at) => problem.service[problem.locked[at] ?? -1] ?? -1));
  const seats = [...lines.map((line) => (sat.has(line) ? 0 : 1)), open.length];
  const { price, solve } = makeTransport({ rows: open.length, seats, cost });
  solve();
  return lines.map((line, index) => ({
    line,
    was: now[index] ?? 0,
    price: Math.min(problem.repeatCost, Math.round(-(price[index] ?? 0))),
  }));
}

/** Sheets by turns, each solved exactly given the others: never worse, and free of what clashes. */
function makeDescent(problem: MatchProblem, from: Sheet[], loadPrice: (block: number) => Map<number, number>) {
  const sheets = from.map(({ rows, base, transport }) => ({ rows, base, transport: transport.twin(base.slice()) }));
  const others = new Map<number, number[]>(problem.several.flatMap((of) => of.map((at): [number, number[]] => [at, of])));
  const lines = linesOf(problem);
  const groupOf = new Map(problem.groups.flatMap(({ members }) => members.map((at): [number, number[]] => [at, members])));

  /** What each pair of a sheet costs while everybody else stays where they are. */
  function marginal(block: number, seating: Seating): void {
    const sheet = sheets[block];
    const places = problem.blocks[block]?.places ?? [];
    if (!sheet) return;
    const { rows, base, transport } = sheet;
    const { cost, columns } = transport;
    cost.set(base);
    const loads = [...loadPrice(block)];
    const here = new Set(places);
    for (const [row, at] of rows.entries()) {
      const start = row * columns;
      const add = (column: number, more: number) => {
        cost[start + column] = (cost[start + column] ?? 0) + more;
      };
      for (const [place, price] of loads) add(problem.columnOf[place] ?? 0, price);
      const has = new Set<number>();
      for (const other of others.get(at) ?? []) {
        const place = seating[other] ?? -1;
        if (other === at || place < 0) continue;
        has.add(problem.service[place] ?? -1);
        for (const one of problem.clashes[place] ?? []) if (here.has(one)) cost[start + (problem.columnOf[one] ?? 0)] = never;
      }
      if (problem.repeatCost > 0) {
        for (const line of has) for (const place of lines[block]?.get(line) ?? []) add(problem.columnOf[place] ?? 0, problem.repeatCost);
      }
      const group = groupOf.get(at);
      if (!group) continue;
      const used = new Set(group.filter((one) => one !== at).map((one) => seating[one] ?? -1));
      for (const [column, place] of places.entries()) if (!used.has(place)) add(column, problem.groupCost);
    }
  }

  return function descend(from: Seating, ended: () => boolean): { seating: Seating; cost: number } {
    let best = Int32Array.from(from);
    let cost = breaksOf(problem, best).length > 0 ? Number.POSITIVE_INFINITY : costOf(problem, best);
    let still = 0;
    let passed = cost;
    for (let turn = 0; still < sheets.length && !ended(); turn += 1) {
      const block = turn % sheets.length;
      if (block === 0 && turn > 0) {
        // A pass that gains next to nothing is the last.
        if (passed - cost < cost / 2_000) break;
        passed = cost;
      }
      const sheet = sheets[block];
      if (!sheet) break;
      const first = turn < sheets.length;
      marginal(block, best);
      sheet.transport.solve();
      const next = Int32Array.from(best);
      for (const [row, at] of sheet.rows.entries()) next[at] = problem.blocks[block]?.places[sheet.transport.at[row] ?? -1] ?? -1;
      const clean = !meetsItself(problem, next);
      const costs = clean ? costOf(problem, next) : Number.POSITIVE_INFINITY;
      still += 1;
      // Until every sheet had its turn seats may still meet: each turn takes some of it away.
      if (costs < cost || (first && !Number.isFinite(cost))) {
        if (costs < cost) still = 0;
        best = next;
        cost = costs;
      }
    }
    return { seating: best, cost };
  };
}

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
    take(seating);
    // Turns take as long as several rounds of prices, and the better the prices are the less there is to do.
    const due = large ? round % 8 === 5 : round < 2 || round % 6 === 0;
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
    if (length === 0) break;
    // Until turns were taken the objective says little of where the optimum is: a few hundredths above the bound.
    const away = Math.min(
      state.objective - here,
      problem.unplacedCost,
      large && round < 6 ? Math.max(1_000, here * 0.04) : Number.POSITIVE_INFINITY,
    );
    const step = Math.max(0.51, (size * away) / length);
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
