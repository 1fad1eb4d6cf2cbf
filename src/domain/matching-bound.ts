import { pairCost, withoutCost, type MatchProblem } from "./matching-cost.ts";
import { isOpen, linesOf, loadCouplings, type Coupling } from "./matching-coupling.ts";
import { costOf, type Seating } from "./matching-score.ts";
import { makeTransport, never, type Transport } from "./matching-transport.ts";

/**
 * One sheet as a transportation problem; its rows are the open demands, its last column « no place ». After them come rows that stand for
 * seats a supervisor would have empty: each that finds one saves what a student beyond her share costs. So the sheet holds her load exactly.
 */
export interface Sheet {
  rows: number[];
  transport: Transport;
  /** What pairs cost without what couples them. */
  base: Int32Array;
  /** What those rows save when all of them find a seat. */
  saved: number;
}

function makeSheets(problem: MatchProblem): Sheet[] {
  const loads = loadCouplings(problem);
  return problem.blocks.map(({ demands, places }, block) => {
    const rows = demands.filter((at) => isOpen(problem, at));
    const columns = places.length + 1;
    const spares = loads.flatMap(({ parts, spare = 0 }, at) => {
      const here = (parts[0]?.places ?? []).map((place) => problem.columnOf[place] ?? 0);
      return problem.loads[at]?.block === block ? Array.from({ length: spare }, () => here) : [];
    });
    const all = rows.length + spares.length;
    const base = new Int32Array(all * columns);
    for (const [row, at] of rows.entries()) {
      for (const [column, place] of places.entries()) {
        const cost = pairCost(problem, at, place);
        base[row * columns + column] = cost < 0 ? never : cost;
      }
      base[row * columns + places.length] = withoutCost(problem, at);
    }
    for (const [index, here] of spares.entries()) {
      const start = (rows.length + index) * columns;
      base.fill(never, start, start + places.length);
      for (const column of here) base[start + column] = -problem.loadCost;
    }
    const seats = [...places.map((place) => problem.free[place] ?? 0), all];
    return { rows, transport: makeTransport({ rows: all, seats, cost: base.slice() }), base, saved: spares.length * problem.loadCost };
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
export function makeBound(problem: MatchProblem) {
  const sheets = makeSheets(problem);
  const couplings = new Map<string, { coupling: Coupling; price: number }>();
  const touched: Set<number>[] = sheets.map(() => new Set());
  const tolled = new Set<number>();
  const rowAt = new Map(sheets.flatMap(({ rows }) => rows.map((at, row): [number, number] => [at, row])));
  // What is decided already costs what it costs.
  const decided =
    costOf(problem, problem.locked) +
    sheets.reduce((sum, { rows, saved }) => sum + saved - rows.reduce((all, at) => all + withoutCost(problem, at), 0), 0);

  function setPrice(key: string, price: number): void {
    const one = couplings.get(key);
    if (!one || one.price === price) return;
    const more = price - one.price;
    one.price = price;
    if (one.coupling.by === "load") {
      // All rows of a sheet pay it alike.
      const { demands, places } = one.coupling.parts[0] ?? { demands: [], places: [] };
      const block = problem.blockOf[demands[0] ?? -1] ?? -1;
      const transport = sheets[block]?.transport;
      for (const place of places) {
        const column = problem.columnOf[place] ?? 0;
        transport?.setToll(column, (transport.toll[column] ?? 0) + more);
      }
      tolled.add(block);
      return;
    }
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
      if (couplings.has(coupling.key) || coupling.spare !== undefined) return false;
      couplings.set(coupling.key, { coupling, price: 0 });
      return true;
    },
    setPrice,
    value(): number {
      values = values.map((value, block) => {
        const rows = touched[block];
        const sheet = sheets[block];
        if (!rows || !sheet || (rows.size === 0 && !tolled.has(block))) return value;
        const solved = sheet.transport.solve(tolled.delete(block) ? undefined : rows);
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

/**
 * With the seats' prices as they are, what each service is worth to one student over all her sheets: a small transportation problem of its
 * own, so that its prices are the best there are. By turns with the sheets the bound never falls.
 */
export function worthOfServices(
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
