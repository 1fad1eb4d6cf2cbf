import { ranksOf, pairCost, type MatchProblem } from "./matching-cost.ts";
import type { Seating } from "./matching-score.ts";

/** 32 bits of a text (FNV-1a): the seed of a draw, the same on every machine. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

/** Numbers from 0 to 1 that follow from a seed (mulberry32 over the FNV-1a hash of the text). */
export function drawFrom(seed: string): () => number {
  let state = hashOf(seed);
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const byCode = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/**
 * The keys in the order the seed draws them: sorted, so that nobody's place in a list counts, then Fisher-Yates from the end. Who has the
 * published seed and the keys draws the same order.
 */
export function drawOrder(keys: string[], seed: string): string[] {
  const drawn = keys.toSorted(byCode);
  const next = drawFrom(seed);
  for (let last = drawn.length - 1; last > 0; last -= 1) {
    const at = Math.floor(next() * (last + 1));
    const [one, other] = [drawn[last], drawn[at]];
    if (one !== undefined && other !== undefined) [drawn[last], drawn[at]] = [other, one];
  }
  return drawn;
}

/**
 * Each in turn gets the best that is left of what she may have: her wishes in their order, then what costs least. Demands by index; `from`
 * has the seats that are taken already.
 */
export function takeInTurn(problem: MatchProblem, order: Iterable<number>, from: Seating = problem.locked): Seating {
  const { demands, places, blocks, blockOf, locked, clashes, several } = problem;
  const seating = Int32Array.from(from);
  const left = Int32Array.from(problem.free);
  for (const [at, place] of from.entries()) if (place >= 0 && (locked[at] ?? -1) < 0) left[place] = (left[place] ?? 0) - 1;
  const others = new Map<number, number[]>(several.flatMap((of) => of.map((at): [number, number[]] => [at, of])));
  for (const at of order) {
    if ((locked[at] ?? -1) >= 0) continue;
    const demand = demands[at];
    const block = blocks[blockOf[at] ?? -1];
    if (!demand || !block) continue;
    const ranks = ranksOf(demand);
    const met = new Set<number>();
    for (const other of others.get(at) ?? []) for (const place of clashes[seating[other] ?? -1] ?? []) met.add(place);
    let best = -1;
    let rankOfBest = Number.POSITIVE_INFINITY;
    let costOfBest = Number.POSITIVE_INFINITY;
    for (const place of block.places) {
      const cost = pairCost(problem, at, place);
      if (cost < 0 || (left[place] ?? 0) <= 0 || met.has(place)) continue;
      const rank = ranks.get(places[place]?.requestId ?? "") ?? Number.MAX_SAFE_INTEGER;
      if (rank > rankOfBest || (rank === rankOfBest && cost >= costOfBest)) continue;
      best = place;
      rankOfBest = rank;
      costOfBest = cost;
    }
    seating[at] = best;
    if (best >= 0) left[best] = (left[best] ?? 0) - 1;
  }
  return seating;
}
