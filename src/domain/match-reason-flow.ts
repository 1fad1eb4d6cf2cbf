/**
 * Who sits where on one sheet, as a flow over seats: what one more seat would bring, and who would have to move for somebody to sit
 * elsewhere. Places and people are indices; a seat of nobody's is a free one.
 */
export interface SeatFlow {
  seats: readonly number[];
  /** Where each sits; -1: nowhere. */
  at: readonly number[];
  /** Who does not move whatever happens (locked, confirmed, set aside). */
  stays: readonly boolean[];
  /** Points of somebody at a place; Infinity where she may not be. */
  cost(person: number, place: number): number;
  /** Points of somebody with no place at all. */
  nowhere: number;
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
  constructor(flow: SeatFlow, at: readonly number[]) {
    this.flow = flow;
    this.width = flow.seats.length + 1;
    this.cost = new Float64Array(this.width * this.width).fill(Infinity);
    this.who = new Int32Array(this.width * this.width).fill(-1);
    for (const [person, from] of at.entries()) this.offer(person, from < 0 ? this.width - 1 : from);
  }
  pointsAt(person: number, place: number): number {
    return place === this.width - 1 ? this.flow.nowhere : this.flow.cost(person, place);
  }
  private offer(person: number, from: number): void {
    if (this.flow.stays[person]) return;
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
  /** Reads the people of these places again. */
  refresh(places: ReadonlySet<number>, at: readonly number[]): void {
    for (const place of places) {
      this.cost.fill(Infinity, place * this.width, (place + 1) * this.width);
      this.who.fill(-1, place * this.width, (place + 1) * this.width);
    }
    for (const [person, where] of at.entries()) {
      const from = where < 0 ? this.width - 1 : where;
      if (places.has(from)) this.offer(person, from);
    }
  }
}

/** Points are whole; what is left of adding fractions is no difference. */
const slight = 1e-6;

/**
 * Where seats are added one by one in a cheapest flow: who gains them, by chains of changes. `gain(place)` is what one more seat there
 * would take off the cost (0 or less), `gainOf(person, place)` the same if it goes to her. Null as soon as the flow is not a cheapest one.
 */
export class CheapestFlow {
  private readonly flow: SeatFlow;
  private readonly at: number[];
  private readonly steps: Steps;
  private into: Float64Array = new Float64Array();
  private from: Int32Array = new Int32Array();
  /** False when some cycle of changes would cost less: nothing can then be said of what is cheapest. */
  readonly cheapest: boolean;
  constructor(flow: SeatFlow) {
    this.flow = flow;
    this.at = [...flow.at];
    this.steps = new Steps(flow, this.at);
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
    const taken = takenOf({ seats: this.flow.seats, at: this.at });
    return this.flow.seats.every((seats, place) => (taken[place] ?? 0) >= seats || (this.into[place] ?? 0) >= -slight);
  }
  gain(place: number): number {
    return this.into[place] ?? 0;
  }
  gainOf(person: number, place: number): number {
    const where = this.at[person] ?? -1;
    const here = where < 0 ? this.steps.width - 1 : where;
    return this.flow.cost(person, place) - this.steps.pointsAt(person, here) + Math.min(0, this.into[here] ?? 0);
  }
  /** How her gain stands to the best there is from a seat more at a place: hers alone, as good as another's, or less. */
  standing(person: number, place: number): "best" | "level" | "less" | "none" {
    const hers = this.gainOf(person, place);
    if (hers > -slight) return hers > slight ? "none" : "level";
    if (hers > this.gain(place) + slight) return "less";
    return this.othersGain(person, place) < hers + slight ? "level" : "best";
  }
  private othersGain(person: number, place: number): number {
    let best = 0;
    for (const [other, where] of this.at.entries()) {
      if (other === person || where === place || this.flow.stays[other]) continue;
      best = Math.min(best, this.gainOf(other, place));
    }
    return best;
  }
  /** Fills one more seat at a place the cheapest way, for good; false when nobody gains by it. */
  fill(place: number): boolean {
    if (this.gain(place) > -slight) return false;
    const { width, who } = this.steps;
    const touched = new Set<number>();
    for (let to = place; (this.into[to] ?? 0) < -slight;) {
      const from = this.from[to] ?? -1;
      if (from < 0) break;
      const person = who[from * width + to] ?? -1;
      this.at[person] = to === width - 1 ? -1 : to;
      touched.add(from).add(to);
      to = from;
    }
    this.steps.refresh(touched, this.at);
    return this.label();
  }
}

/**
 * The least that others would have to change for somebody to sit at a full place: first the fewest choices lost, then the fewest people.
 * `loss(person, place)`: how many ranks she would lose there, 0 or more; Infinity where she may not be. Ends at a free seat or at the one
 * she leaves herself. Null when there is no way.
 */
export function leastMoves(
  flow: SeatFlow,
  of: { person: number; to: number },
  loss: (person: number, place: number) => number,
): ChainMove[] | null {
  const { person, to } = of;
  const taken = takenOf(flow);
  const home = flow.at[person] ?? -1;
  const ends = (place: number) => place === home || (taken[place] ?? 0) < (flow.seats[place] ?? 0);
  const people = Map.groupBy(
    [...flow.at.entries()].filter(([one, place]) => one !== person && place >= 0 && !flow.stays[one]),
    ([, place]) => place,
  );
  const far = new Array<number>(flow.seats.length).fill(Infinity);
  const by: (ChainMove | null)[] = flow.seats.map(() => null);
  const open = new Set<number>([to]);
  far[to] = 0;
  while (open.size > 0) {
    const here = [...open].reduce((best, place) => ((far[place] ?? Infinity) < (far[best] ?? Infinity) ? place : best));
    open.delete(here);
    if (here !== to && ends(here)) {
      const moves: ChainMove[] = [];
      for (let place = here; place !== to;) {
        const move = by[place];
        if (!move) return null;
        moves.unshift(move);
        place = move.from;
      }
      return moves;
    }
    for (const [one] of people.get(here) ?? []) {
      for (let next = 0; next < flow.seats.length; next++) {
        if (next === here) continue;
        const sum = (far[here] ?? 0) + loss(one, next) * 10_000 + 1;
        if (sum < (far[next] ?? Infinity)) {
          far[next] = sum;
          by[next] = { person: one, from: here, to: next };
          open.add(next);
        }
      }
    }
  }
  return null;
}

/**
 * The same seats given out in turn, each person in her turn taking the cheapest that is left: who would sit at a place that has more.
 * A seat more goes to the first in order who prefers it; hers is then the one more, and so on.
 */
export function seatsInTurn(flow: SeatFlow, of: { order: readonly number[]; place: number; person: number; most: number }): number | null {
  const at = [...flow.at];
  const points = (person: number, place: number) => (place < 0 ? flow.nowhere : flow.cost(person, place));
  for (let more = 1; more <= of.most; more++) {
    let spare = of.place;
    for (const person of of.order) {
      const here = at[person] ?? -1;
      if (spare < 0 || flow.stays[person] || here === spare || points(person, spare) >= points(person, here) - slight) continue;
      at[person] = spare;
      spare = here;
    }
    if (at[of.person] === of.place) return more;
    if (spare === of.place) return null;
  }
  return null;
}
