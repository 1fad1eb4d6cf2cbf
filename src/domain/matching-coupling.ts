import type { MatchProblem } from "./matching-cost.ts";
import type { Seating } from "./matching-score.ts";

/**
 * What couples pairs: of all the seats it names, `rhs` may be taken for nothing, each more costs `price`; an infinite price forbids it.
 * `by` says which term it is of. Seats that are locked are counted already.
 */
export interface Coupling {
  key: string;
  by: "repeat" | "clash" | "load";
  rhs: number;
  price: number;
  /** Demands that are open, and the places of their sheet that count. */
  parts: { demands: number[]; places: number[] }[];
  /** Of a supervisor who shares no place with another: how many seats are to stay empty, and nothing is paid. The sheet reckons with it. */
  spare?: number;
}

/** Demands that are to be decided: neither locked nor set aside. */
export const isOpen = ({ locked, withheld }: MatchProblem, at: number): boolean => (locked[at] ?? -1) < 0 && withheld[at] !== 1;

const countAt = (places: number[], seating: Seating, of: Iterable<number>): number => {
  const here = new Set(places);
  let count = 0;
  for (const at of of) if (here.has(seating[at] ?? -1)) count += 1;
  return count;
};

/** How many of the seats it names are taken. */
export const takenOf = ({ parts }: Coupling, seating: Seating): number =>
  parts.reduce((sum, { demands, places }) => sum + countAt(places, seating, demands), 0);

/** One per supervisor and sheet. */
export function loadCouplings(problem: MatchProblem): Coupling[] {
  const { loads, blocks, locked, loadCost, free } = problem;
  const named = new Map<number, number>();
  for (const { places } of loads) for (const place of places) named.set(place, (named.get(place) ?? 0) + 1);
  return loads.map(({ block, places, share }, at) => {
    const demands = blocks[block]?.demands ?? [];
    const sat = countAt(places, locked, demands);
    const rhs = Math.max(0, share - sat);
    const spare = Math.max(0, places.reduce((sum, place) => sum + (free[place] ?? 0), 0) - rhs);
    return {
      key: `load ${at}`,
      by: "load",
      rhs,
      price: loadCost,
      parts: [{ demands: demands.filter((one) => isOpen(problem, one)), places }],
      ...(places.every((place) => named.get(place) === 1) && spare <= demands.length ? { spare } : {}),
    };
  });
}

const byService = new WeakMap<MatchProblem, Map<number, number[]>[]>();

/** Places of a sheet by service, for each sheet. */
export function linesOf(problem: MatchProblem): Map<number, number[]>[] {
  const known = byService.get(problem);
  if (known) return known;
  const lines = problem.blocks.map(({ places }) => {
    const map = new Map<number, number[]>();
    for (const place of places) {
      const line = problem.service[place] ?? -1;
      if (line < 0) continue;
      const list = map.get(line);
      if (list) list.push(place);
      else map.set(line, [place]);
    }
    return map;
  });
  byService.set(problem, lines);
  return lines;
}

const placesOfService = (problem: MatchProblem, demand: number, line: number): number[] =>
  linesOf(problem)[problem.blockOf[demand] ?? -1]?.get(line) ?? [];

export const repeatKey = (student: number[], line: number): string => `repeat ${student[0]} ${line}`;

/** One student, one service, all her sheets. */
export function repeatCoupling(problem: MatchProblem, student: number[], line: number): Coupling {
  const sat = student.some((at) => problem.service[problem.locked[at] ?? -1] === line);
  const parts = student
    .filter((at) => isOpen(problem, at))
    .map((at) => ({ demands: [at], places: placesOfService(problem, at, line) }))
    .filter(({ places }) => places.length > 0);
  return { key: repeatKey(student, line), by: "repeat", rhs: sat ? 0 : 1, price: problem.repeatCost, parts };
}

/** A seat of one student, and those of another of her sheets that meet it: one of them all. */
export function clashCoupling(problem: MatchProblem, of: { one: number; place: number; other: number }): Coupling {
  const { one, place, other } = of;
  const places = (problem.clashes[place] ?? []).filter((at) => problem.places[at]?.worksheetId === problem.demands[other]?.worksheetId);
  return {
    key: `clash ${one} ${place} ${other}`,
    by: "clash",
    rhs: 1,
    price: Number.POSITIVE_INFINITY,
    parts: [
      { demands: [one], places: [place] },
      { demands: [other], places },
    ],
  };
}

/** Couplings of students that a seating oversteps: services they get twice, seats that meet. */
export function overstepped(problem: MatchProblem, seating: Seating): Coupling[] {
  const found: Coupling[] = [];
  const { several, service, clashes, repeatCost } = problem;
  for (const student of several) {
    const seen = new Map<number, number>();
    for (const [index, at] of student.entries()) {
      const place = seating[at] ?? -1;
      if (place < 0) continue;
      const line = service[place] ?? -1;
      if (line >= 0 && repeatCost > 0) {
        const times = (seen.get(line) ?? 0) + 1;
        seen.set(line, times);
        if (times === 2) found.push(repeatCoupling(problem, student, line));
      }
      const meets = clashes[place];
      if (!meets || meets.length === 0) continue;
      for (const other of student.slice(index + 1)) {
        if (!isOpen(problem, at) || !isOpen(problem, other)) continue;
        if (meets.includes(seating[other] ?? -1)) found.push(clashCoupling(problem, { one: at, place, other }));
      }
    }
  }
  return found;
}

/** All couplings of students that pairs of these places can overstep: for a model that is to hold by itself. `may` by demand. */
export function allCouplings(problem: MatchProblem, may: (demand: number) => number[]): Coupling[] {
  const found: Coupling[] = [];
  const { several, service, clashes, repeatCost } = problem;
  for (const student of several) {
    const open = student.filter((at) => isOpen(problem, at));
    const lists = new Map(open.map((at) => [at, may(at)]));
    if (repeatCost > 0) {
      const times = new Map<number, number>();
      for (const at of student) {
        const places = lists.get(at) ?? [problem.locked[at] ?? -1];
        for (const line of new Set(places.map((place) => service[place] ?? -1))) if (line >= 0) times.set(line, (times.get(line) ?? 0) + 1);
      }
      for (const [line, many] of times) {
        if (many < 2) continue;
        const coupling = repeatCoupling(problem, student, line);
        if (coupling.parts.length > 0) found.push(coupling);
      }
    }
    for (const [one, places] of lists) {
      for (const place of places) {
        for (const [other, theirs] of lists) {
          if (other > one && clashes[place]?.some((at) => theirs.includes(at))) found.push(clashCoupling(problem, { one, place, other }));
        }
      }
    }
  }
  return found;
}
