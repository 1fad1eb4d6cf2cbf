/**
 * Who sits where on one sheet, as a flow over seats: what one more seat would bring, and who would have to move for somebody to sit
 * elsewhere. Places and people are indices. Who stays whatever happens (locked, confirmed, set aside) is not in it, nor is her seat.
 */
export interface SeatFlow {
  seats: readonly number[];
  /** Where each sits; -1: nowhere. */
  at: readonly number[];
  /** Points of somebody at a place; Infinity where she may not be. */
  cost(person: number, place: number): number;
  /** Points of somebody with no place at all. */
  nowhere(person: number): number;
}

/** A step of a chain: somebody leaves one place (-1: none) for another. */
export interface ChainMove {
  person: number;
  from: number;
  to: number;
}

const takenOf = (flow: Pick<SeatFlow, "seats" | "at">): number[] => {
  const taken = flow.seats.map(() => 0);
  for (const place of flow.at) if (place >= 0) taken[place] = (taken[place] ?? 0) + 1;
  return taken;
};

/** For each pair of places (the last one is « nowhere »), the cheapest change of one person from the first to the second. */
class Steps {
  readonly width: number;
  readonly cost: Float64Array;
  readonly who: Int32Array;
  private readonly flow: SeatFlow;
  constructor(flow: SeatFlow) {
    this.flow = flow;
    this.width = flow.seats.length + 1;
    this.cost = new Float64Array(this.width * this.width).fill(Infinity);
    this.who = new Int32Array(this.width * this.width).fill(-1);
    for (const [person, from] of flow.at.entries()) this.offer(person, from < 0 ? this.width - 1 : from);
  }
  pointsAt(person: number, place: number): number {
    return place === this.width - 1 ? this.flow.nowhere(person) : this.flow.cost(person, place);
  }
  private offer(person: number, from: number): void {
    const here = this.pointsAt(person, from);
    for (let to = 0; to < this.width; to++) {
      if (to === from) continue;
      const change = this.pointsAt(person, to) - here;
      const cell = from * this.width + to;
      if (change < (this.cost[cell] ?? Infinity)) {
        this.cost[cell] = change;
        this.who[cell] = person;
      }
    }
  }
}

/** Points are whole; what is left of adding fractions is no difference. */
const slight = 1e-6;

/**
 * A flow that nothing makes cheaper, and what one more seat at a place would bring, by chains of changes: `gain(place)` is what it takes
 * off the cost (0 or less), `gainOf(person, place)` the same if it goes to her.
 */
export class CheapestFlow {
  private readonly flow: SeatFlow;
  private readonly steps: Steps;
  private into: Float64Array = new Float64Array();
  private from: Int32Array = new Int32Array();
  /** False when some cycle of changes would cost less: nothing can then be said of what is cheapest. */
  readonly cheapest: boolean;
  constructor(flow: SeatFlow) {
    this.flow = flow;
    this.steps = new Steps(flow);
    this.cheapest = this.label() && this.leavesNoFreeSeat();
  }
  /** The cheapest chain that ends in a seat at each place and leaves one free anywhere (Bellman and Ford); false when chains get cheaper for ever. */
  private label(): boolean {
    const { width, cost } = this.steps;
    this.into = new Float64Array(width);
    this.from = new Int32Array(width).fill(-1);
    for (let round = 0; round <= width; round++) {
      let changed = false;
      for (let from = 0; from < width; from++) {
        const base = this.into[from] ?? 0;
        for (let to = 0; to < width; to++) {
          const sum = base + (cost[from * width + to] ?? Infinity);
          if (sum < (this.into[to] ?? 0) - slight) {
            this.into[to] = sum;
            this.from[to] = from;
            changed = true;
          }
        }
      }
      if (!changed) return true;
    }
    return false;
  }
  private leavesNoFreeSeat(): boolean {
    const taken = takenOf(this.flow);
    return this.flow.seats.every((seats, place) => (taken[place] ?? 0) >= seats || (this.into[place] ?? 0) >= -slight);
  }
  gain(place: number): number {
    return this.into[place] ?? 0;
  }
  gainOf(person: number, place: number): number {
    const where = this.flow.at[person] ?? -1;
    const here = where < 0 ? this.steps.width - 1 : where;
    return this.flow.cost(person, place) - this.steps.pointsAt(person, here) + Math.min(0, this.into[here] ?? 0);
  }
  /** How her gain stands to the best there is from a seat more at a place: hers alone, as good as another's, or less. */
  standing(person: number, place: number): "best" | "level" | "less" | "none" {
    const hers = this.gainOf(person, place);
    if (hers > slight) return "none";
    if (hers > this.gain(place) + slight) return "less";
    return this.othersGain(person, place) < hers + slight ? "level" : "best";
  }
  private othersGain(person: number, place: number): number {
    let best = 0;
    for (const [other, where] of this.flow.at.entries()) {
      if (other === person || where === place) continue;
      best = Math.min(best, this.gainOf(other, place));
    }
    return best;
  }
  /** The cheapest flow with one more seat at a place, filled; null when nobody gains by it. */
  grown(place: number): CheapestFlow | null {
    if (this.gain(place) > -slight) return null;
    const { width, who } = this.steps;
    const at = [...this.flow.at];
    for (let to = place; (this.into[to] ?? 0) < -slight;) {
      const from = this.from[to] ?? -1;
      if (from < 0) break;
      at[who[from * width + to] ?? -1] = to === width - 1 ? -1 : to;
      to = from;
    }
    const seats = this.flow.seats.map((of, one) => (one === place ? of + 1 : of));
    const next = new CheapestFlow({ ...this.flow, seats, at });
    return next.cheapest ? next : null;
  }
}

/**
 * The least that others would have to change for somebody to sit at a full place: first the fewest choices lost, then the fewest people.
 * Nothing of what was weighed comes into it, so that it holds of any solution, the best or not.
 */
export class LeastMoves {
  private readonly flow: SeatFlow;
  private readonly free: boolean[];
  /** For each pair of places, the least that one person loses by the change, and who. */
  private readonly loss: Float64Array;
  private readonly who: Int32Array;
  private readonly found = new Map<number, { far: Float64Array; from: Int32Array }>();
  /** `rank(person, place)`: which of her choices it is, the more the worse; Infinity where she may not be. */
  constructor(flow: SeatFlow, rank: (person: number, place: number) => number) {
    this.flow = flow;
    const taken = takenOf(flow);
    this.free = flow.seats.map((seats, place) => (taken[place] ?? 0) < seats);
    const width = flow.seats.length;
    this.loss = new Float64Array(width * width).fill(Infinity);
    this.who = new Int32Array(width * width).fill(-1);
    for (const [person, from] of flow.at.entries()) {
      if (from < 0) continue;
      const here = rank(person, from);
      for (let to = 0; to < width; to++) {
        // A person counts one, a choice lost more than all people together.
        const sum = to === from ? Infinity : Math.max(0, rank(person, to) - here) * 100_000 + 1;
        if (sum < (this.loss[from * width + to] ?? Infinity)) {
          this.loss[from * width + to] = sum;
          this.who[from * width + to] = person;
        }
      }
    }
  }
  /** The shortest ways from a place whose seat is wanted to every other (Dijkstra). */
  private from(start: number): { far: Float64Array; from: Int32Array } {
    const known = this.found.get(start);
    if (known) return known;
    const width = this.flow.seats.length;
    const far = new Float64Array(width).fill(Infinity);
    const from = new Int32Array(width).fill(-1);
    const open = new Set<number>(this.flow.seats.keys());
    far[start] = 0;
    while (open.size > 0) {
      let here = -1;
      for (const place of open) if (here < 0 || (far[place] ?? Infinity) < (far[here] ?? Infinity)) here = place;
      open.delete(here);
      if ((far[here] ?? Infinity) === Infinity) break;
      for (const next of open) {
        const sum = (far[here] ?? 0) + (this.loss[here * width + next] ?? Infinity);
        if (sum < (far[next] ?? Infinity)) {
          far[next] = sum;
          from[next] = here;
        }
      }
    }
    const result = { far, from };
    this.found.set(start, result);
    return result;
  }
  /** Who moves where so that she can sit there; ends at a free seat, or at hers. Null when nothing does. */
  for(person: number, to: number): ChainMove[] | null {
    const home = this.flow.at[person] ?? -1;
    const { far, from } = this.from(to);
    let end = -1;
    for (const place of this.flow.seats.keys()) {
      const ends = place !== to && (place === home || this.free[place]);
      if (ends && (far[place] ?? Infinity) < (end < 0 ? Infinity : (far[end] ?? Infinity))) end = place;
    }
    if (end < 0) return null;
    const moves: ChainMove[] = [];
    for (let place = end; place !== to;) {
      const before = from[place] ?? -1;
      moves.unshift({ person: this.who[before * this.flow.seats.length + place] ?? -1, from: before, to: place });
      place = before;
    }
    return moves;
  }
}

/**
 * The same seats given out in turn, each person in her turn taking the cheapest that is left: who would sit at a place that has more.
 * A seat more goes to the first in order who prefers it; hers is then the one more, and so on.
 */
export function seatsInTurn(flow: SeatFlow, of: { order: readonly number[]; place: number; person: number; most: number }): number | null {
  const at = [...flow.at];
  const points = (person: number, place: number) => (place < 0 ? flow.nowhere(person) : flow.cost(person, place));
  for (let more = 1; more <= of.most; more++) {
    let spare = of.place;
    for (const person of of.order) {
      const here = at[person] ?? -1;
      if (spare < 0 || here === spare || points(person, spare) >= points(person, here) - slight) continue;
      at[person] = spare;
      spare = here;
    }
    if (at[of.person] === of.place) return more;
    if (spare === of.place) return null;
  }
  return null;
}
