import type { ModelData } from "highs";
import { pairCost, withoutCost, type MatchProblem } from "#domain/matching-cost.ts";
import { allCouplings, isOpen, loadCouplings, type Coupling } from "#domain/matching-coupling.ts";
import { costOf, type Seating } from "#domain/matching-score.ts";

/** A linear model being written down column by column; rows are known by number from the start of each kind on. */
export interface MatchModel {
  data: ModelData;
  /** Points that are spent whatever the model decides. */
  decided: number;
  /** Couplings with their rows. */
  couplings: { coupling: Coupling; row: number }[];
  /** The values of a seating, for a start. */
  valuesOf(seating: Seating): Float64Array;
  /** The seating that values say. */
  seatingOf(values: ArrayLike<number>): Seating;
}

/** What the model may decide: of each open demand (in `demands`) the places, and whether it may be left without. */
export interface Choices {
  demands: number[];
  places: Map<number, number[]>;
  without: Set<number>;
}

/**
 * The matching as rows and columns: one column per pair that is left open, one per demand for « no place », one per place of a group, one per
 * coupling for what oversteps it. Whole with `whole`, else its relaxation.
 */
export function writeModel(problem: MatchProblem, { demands, places, without }: Choices, whole: boolean): MatchModel {
  const { infinity } = { infinity: Number.POSITIVE_INFINITY };
  const cost: number[] = [];
  const upper: number[] = [];
  const integer: number[] = [];
  const rowLower: number[] = [];
  const rowUpper: number[] = [];
  const entries: { rows: number[]; values: number[] }[] = [];
  const column = (of: { cost: number; upper: number; whole: boolean }): number => {
    cost.push(of.cost);
    upper.push(of.upper);
    integer.push(of.whole && whole ? 1 : 0);
    return entries.push({ rows: [], values: [] }) - 1;
  };
  const row = (lower: number, most: number): number => {
    rowLower.push(lower);
    return rowUpper.push(most) - 1;
  };
  const enter = (at: number, to: number, value: number) => {
    entries[to]?.rows.push(at);
    entries[to]?.values.push(value);
  };

  const pairs: { demand: number; place: number; column: number }[] = [];
  const columnOf = new Map<number, Map<number, number>>();
  const atPlace = new Map<number, number[]>();
  for (const demand of demands) {
    const one = row(1, 1);
    const mine = new Map<number, number>();
    columnOf.set(demand, mine);
    for (const place of places.get(demand) ?? []) {
      const at = column({ cost: pairCost(problem, demand, place), upper: 1, whole: true });
      pairs.push({ demand, place, column: at });
      mine.set(place, at);
      enter(one, at, 1);
      const list = atPlace.get(place);
      if (list) list.push(at);
      else atPlace.set(place, [at]);
    }
    if (without.has(demand)) {
      const at = column({ cost: withoutCost(problem, demand), upper: 1, whole: true });
      mine.set(-1, at);
      enter(one, at, 1);
    }
  }
  for (const [place, columns] of atPlace) {
    const seats = problem.free[place] ?? 0;
    if (columns.length <= seats) continue;
    const at = row(-infinity, seats);
    for (const one of columns) enter(at, one, 1);
  }

  const couplings: MatchModel["couplings"] = [];
  const overs: { coupling: Coupling; column: number }[] = [];
  for (const coupling of [...loadCouplings(problem), ...allCouplings(problem, (demand) => places.get(demand) ?? [])]) {
    const columns = coupling.parts.flatMap(({ demands: of, places: at }) =>
      of.flatMap((demand) => at.flatMap((place) => columnOf.get(demand)?.get(place) ?? [])),
    );
    if (columns.length <= coupling.rhs) continue;
    const at = row(-infinity, coupling.rhs);
    for (const one of columns) enter(at, one, 1);
    couplings.push({ coupling, row: at });
    if (!Number.isFinite(coupling.price)) continue;
    const over = column({ cost: coupling.price, upper: infinity, whole: false });
    enter(at, over, -1);
    overs.push({ coupling, column: over });
  }

  /** By group: the places it may use beyond those its locked members use already, and what it uses beyond one. */
  const used: { members: number[]; places: Map<number, number>; beyond: number; allowed: number }[] = [];
  for (const { members } of problem.groups) {
    const sat = new Set(members.map((at) => problem.locked[at] ?? -1).filter((at) => at >= 0));
    const allowed = sat.size > 0 ? 0 : 1;
    const beyond = column({ cost: problem.groupCost, upper: infinity, whole: false });
    const sum = row(-infinity, allowed);
    enter(sum, beyond, -1);
    const uses = new Map<number, number>();
    for (const member of members.filter((at) => isOpen(problem, at))) {
      for (const [place, at] of columnOf.get(member) ?? []) {
        if (place < 0 || sat.has(place)) continue;
        let use = uses.get(place);
        if (use === undefined) {
          use = column({ cost: 0, upper: 1, whole: false });
          uses.set(place, use);
          enter(sum, use, 1);
        }
        const link = row(-infinity, 0);
        enter(link, at, 1);
        enter(link, use, -1);
      }
    }
    used.push({ members, places: uses, beyond, allowed });
  }

  const starts = new Int32Array(entries.length + 1);
  for (const [at, { rows }] of entries.entries()) starts[at + 1] = (starts[at] ?? 0) + rows.length;
  const data: ModelData = {
    numCols: cost.length,
    numRows: rowLower.length,
    colCost: Float64Array.from(cost),
    colLower: new Float64Array(cost.length),
    colUpper: Float64Array.from(upper),
    rowLower: Float64Array.from(rowLower),
    rowUpper: Float64Array.from(rowUpper),
    matrix: {
      format: "csc",
      numRows: rowLower.length,
      numCols: cost.length,
      starts,
      indices: Int32Array.from(entries.flatMap(({ rows }) => rows)),
      values: Float64Array.from(entries.flatMap(({ values }) => values)),
    },
    ...(whole ? { integrality: Int32Array.from(integer) } : {}),
  };
  return {
    data,
    decided: costOf(problem, problem.locked) - demands.reduce((sum, at) => sum + withoutCost(problem, at), 0),
    couplings,
    valuesOf(seating) {
      const values = new Float64Array(cost.length);
      for (const [demand, mine] of columnOf) {
        const at = mine.get(seating[demand] ?? -1);
        if (at !== undefined) values[at] = 1;
      }
      for (const { coupling, column: at } of overs) {
        const taken = coupling.parts.reduce(
          (sum, { demands: of, places: here }) => sum + of.filter((demand) => here.includes(seating[demand] ?? -1)).length,
          0,
        );
        values[at] = Math.max(0, taken - coupling.rhs);
      }
      for (const { members, places: uses, beyond, allowed } of used) {
        const here = new Set(members.flatMap((at) => uses.get(seating[at] ?? -1) ?? []));
        for (const at of here) values[at] = 1;
        values[beyond] = Math.max(0, here.size - allowed);
      }
      return values;
    },
    seatingOf(values) {
      const seating = Int32Array.from(problem.locked);
      for (const { demand, place, column: at } of pairs) if ((values[at] ?? 0) > 0.5) seating[demand] = place;
      return seating;
    },
  };
}
