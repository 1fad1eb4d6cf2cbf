import type { Sheet } from "./matching-bound.ts";
import type { MatchProblem } from "./matching-cost.ts";
import { linesOf } from "./matching-coupling.ts";
import { takeInTurn } from "./matching-greedy.ts";
import { breaksOf, costOf, type Seating } from "./matching-score.ts";
import { never } from "./matching-transport.ts";

/** Who has two seats that meet gives up the later one and takes what is left. */
export function apart(problem: MatchProblem, seating: Seating): Seating {
  const { several, clashes, locked } = problem;
  const from = Int32Array.from(seating);
  const again: number[] = [];
  for (const of of several) {
    for (const [index, one] of of.entries()) {
      const meets = clashes[from[one] ?? -1];
      if (!meets || meets.length === 0) continue;
      for (const other of of.slice(index + 1)) {
        if (!meets.includes(from[other] ?? -1)) continue;
        const gives = (locked[other] ?? -1) < 0 ? other : one;
        if ((locked[gives] ?? -1) >= 0) continue;
        from[gives] = -1;
        again.push(gives);
        if (gives === one) break;
      }
    }
  }
  return again.length === 0 ? from : takeInTurn(problem, again, from);
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

/** Sheets by turns, each solved exactly given the others: never worse, and free of what clashes. */
export function makeDescent(problem: MatchProblem, from: Sheet[], loadPrice: (block: number) => Map<number, number>) {
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
    const loads = loadPrice(block);
    for (const [column, place] of places.entries()) {
      const toll = loads.get(place) ?? 0;
      if (toll !== transport.toll[column]) transport.setToll(column, toll);
    }
    const here = new Set(places);
    for (const [row, at] of rows.entries()) {
      const start = row * columns;
      const add = (column: number, more: number) => {
        cost[start + column] = (cost[start + column] ?? 0) + more;
      };
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
