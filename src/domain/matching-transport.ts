/** Dearer than everything: a pair that may not be. Fits 32 bits with room to add. */
export const never = 1 << 29;

/** How many columns a row is offered at a time. */
const few = 12;

/**
 * One sheet's transportation problem: rows (students) to columns (places with seats, and a last one, « no place », with room for all),
 * solved exactly by shortest augmenting paths over whole numbers, with the prices that prove it. Costs may change: what still holds by the
 * prices stays, only the rest is augmented again. (Jonker and Volgenant 1987, with capacities; empty seats belong to a row of their own.)
 * Ways are looked for among a few columns of each row; then all pairs are priced, and who would gain by another column gets it offered.
 */
export interface Transport {
  rows: number;
  columns: number;
  /** `cost[row * columns + column]`; to be changed between solves, then `solve(changedRows)`. */
  cost: Int32Array;
  /** Column of each row, after `solve`. */
  at: Int32Array;
  /** What a seat of each column is worth, 0 or less, after `solve`: no other student would gain more by it; its toll taken off. */
  price: Float64Array;
  /** What every row pays for a column beyond its cost; to be changed by `setToll`. */
  toll: Float64Array;
  /** Prices follow a toll where they can, so that nearly all rows stay where they are: cheaper by far than the same in every cost. */
  setToll(column: number, toll: number): void;
  /** Solves anew for the rows whose costs changed (all of them at first); answers the cost. */
  solve(changed?: Iterable<number>): number;
  /** What a row pays by the prices: the least of cost minus price. */
  payOf(row: number): number;
  /** Another that begins where this one is, with costs of its own. */
  twin(cost: Int32Array): Transport;
}

/** What a solved one hands to its twin. */
interface Inside {
  at: Int32Array;
  price: Float64Array;
  toll: Float64Array;
  empty: Int32Array;
  known: number[][];
}

/** `seats` by column; the last column has room for every row. */
export function makeTransport(of: { rows: number; seats: ArrayLike<number>; cost: Int32Array; from?: Inside }): Transport {
  const { rows, cost } = of;
  const columns = of.seats.length;
  const price = new Float64Array(columns);
  const toll = new Float64Array(columns);
  const at = new Int32Array(rows).fill(-1);
  /** Seats nobody was led to yet, and those the row of empty seats has. */
  const holes = Int32Array.from(of.seats);
  const empty = new Int32Array(columns);
  const members: number[][] = Array.from({ length: columns }, () => []);
  const dist = new Float64Array(columns);
  /** By which row a column was reached (`rows` is the row of empty seats), and from which column that row came. */
  const by = new Int32Array(columns);
  const from = new Int32Array(columns);
  const done = new Uint8Array(columns);
  const scanned = new Int32Array(columns);
  /** Columns with a distance, not done yet. */
  const near = new Int32Array(columns);
  let nears = 0;
  const cheapest = new Float64Array(few);
  const cheapestAt = new Int32Array(few);

  const payOf = (row: number): number => {
    let least = Number.POSITIVE_INFINITY;
    for (let column = 0, cell = row * columns; column < columns; column += 1, cell += 1) {
      const paid = (cost[cell] ?? 0) - (price[column] ?? 0);
      if (paid < least) least = paid;
    }
    return least;
  };

  /** Columns a way may lead through, by row; the row of empty seats knows all. */
  const known: number[][] = Array.from({ length: rows }, () => []);
  known.push(Array.from({ length: columns }, (_column, at) => at));
  if (of.from) {
    at.set(of.from.at);
    price.set(of.from.price);
    toll.set(of.from.toll);
    empty.set(of.from.empty);
    holes.fill(0);
    for (const [row, column] of at.entries()) members[column]?.push(row);
    for (const [row, list] of of.from.known.entries()) known[row] = list.slice();
  }

  /** Gives a row the columns that are cheaper to it than `limit`, the cheapest few of them; says whether there were any. */
  function offer(row: number, limit: number): boolean {
    const list = known[row];
    let count = 0;
    let highest = limit;
    for (let column = 0, cell = row * columns; column < columns; column += 1, cell += 1) {
      const paid = (cost[cell] ?? 0) - (price[column] ?? 0);
      if (paid >= highest) continue;
      let into = count < few ? count : few - 1;
      for (; into > 0 && (cheapest[into - 1] ?? 0) > paid; into -= 1) {
        cheapest[into] = cheapest[into - 1] ?? 0;
        cheapestAt[into] = cheapestAt[into - 1] ?? 0;
      }
      cheapest[into] = paid;
      cheapestAt[into] = column;
      if (count < few) count += 1;
      if (count === few) highest = cheapest[few - 1] ?? limit;
    }
    for (let index = 0; index < count; index += 1) {
      const column = cheapestAt[index] ?? 0;
      if (!list?.includes(column)) list?.push(column);
    }
    return count > 0;
  }

  /** Offers the columns it knows through `row`, that came here from `column` having paid `paid`. */
  function relax(row: number, column: number, paid: number): void {
    const start = row * columns;
    for (const to of known[row] ?? []) {
      if (done[to] === 1) continue;
      const reached = paid + (row === rows ? -(toll[to] ?? 0) : (cost[start + to] ?? 0)) - (price[to] ?? 0);
      const was = dist[to] ?? 0;
      if (reached < was) {
        if (was === Number.POSITIVE_INFINITY) {
          near[nears] = to;
          nears += 1;
        }
        dist[to] = reached;
        by[to] = row;
        from[to] = column;
      }
    }
  }

  function leave(row: number, column: number): void {
    const list = members[column];
    if (!list) return;
    const index = list.indexOf(row);
    const last = list.pop();
    if (last !== undefined && index < list.length) list[index] = last;
  }

  function augment(start: number): void {
    dist.fill(Number.POSITIVE_INFINITY);
    done.fill(0);
    let many = 0;
    let emptySeen = false;
    nears = 0;
    relax(start, -1, 0);
    let end = -1;
    let reached = 0;
    for (;;) {
      let least = Number.POSITIVE_INFINITY;
      let next = -1;
      let nearest = -1;
      for (let index = 0; index < nears; index += 1) {
        const column = near[index] ?? 0;
        const value = dist[column] ?? 0;
        // Of equals the one with a hole: the way ends there.
        if (value < least || (value === least && (holes[column] ?? 0) > 0 && next >= 0 && (holes[next] ?? 0) === 0)) {
          least = value;
          next = column;
          nearest = index;
        }
      }
      if (next < 0) throw new Error("no way to a seat: the last column has room for all");
      reached = least;
      if ((holes[next] ?? 0) > 0) {
        end = next;
        break;
      }
      nears -= 1;
      near[nearest] = near[nears] ?? 0;
      done[next] = 1;
      scanned[many] = next;
      many += 1;
      for (const row of members[next] ?? []) {
        relax(row, next, least - (cost[row * columns + next] ?? 0) + (price[next] ?? 0));
      }
      if (!emptySeen && (empty[next] ?? 0) > 0) {
        emptySeen = true;
        relax(rows, next, least + (price[next] ?? 0) + (toll[next] ?? 0));
      }
    }
    for (let index = 0; index < many; index += 1) {
      const column = scanned[index] ?? 0;
      price[column] = (price[column] ?? 0) + (dist[column] ?? 0) - reached;
    }
    holes[end] = (holes[end] ?? 0) - 1;
    for (let column = end; column >= 0;) {
      const row = by[column] ?? start;
      const previous = from[column] ?? -1;
      if (row === rows) {
        empty[column] = (empty[column] ?? 0) + 1;
        empty[previous] = (empty[previous] ?? 0) - 1;
      } else {
        if (previous >= 0) leave(row, previous);
        members[column]?.push(row);
        at[row] = column;
      }
      column = previous;
    }
  }

  /** Seats nobody came to are empty: they belong to the row of empty seats. */
  function settle(): void {
    for (let column = 0; column < columns; column += 1) {
      empty[column] = (empty[column] ?? 0) + (holes[column] ?? 0);
      holes[column] = 0;
    }
  }

  return {
    rows,
    columns,
    cost,
    at,
    price,
    toll,
    setToll(column, now) {
      toll[column] = now;
      // An empty seat is worth nothing, and no seat less than nothing to those who leave it.
      if ((empty[column] ?? 0) > 0 || (price[column] ?? 0) + now > 0) price[column] = -now;
    },
    payOf,
    twin: (other) => makeTransport({ ...of, cost: other, from: { at, price, toll, empty, known } }),
    solve(changed) {
      const left: number[] = [];
      const question = (row: number) => {
        const column = at[row] ?? -1;
        const paid = column < 0 ? Number.POSITIVE_INFINITY : (cost[row * columns + column] ?? 0) - (price[column] ?? 0);
        if (!offer(row, paid)) return;
        if (column >= 0) {
          leave(row, column);
          holes[column] = (holes[column] ?? 0) + 1;
          at[row] = -1;
        }
        left.push(row);
      };
      for (const row of changed ?? at.keys()) {
        // There is a way for everybody, if only to no place.
        if (known[row]?.length === 0) known[row]?.push(columns - 1);
        question(row);
      }
      while (left.length > 0) {
        for (const row of left) augment(row);
        left.length = 0;
        settle();
        for (let row = 0; row < rows; row += 1) question(row);
      }
      settle();
      // What an empty seat is worth is nothing: prices count from there.
      let highest = Number.NEGATIVE_INFINITY;
      for (let column = 0; column < columns; column += 1)
        if ((empty[column] ?? 0) > 0) highest = Math.max(highest, (price[column] ?? 0) + (toll[column] ?? 0));
      if (highest !== 0 && highest > Number.NEGATIVE_INFINITY) {
        for (let column = 0; column < columns; column += 1) price[column] = (price[column] ?? 0) - highest;
      }
      let sum = 0;
      for (const [row, column] of at.entries()) sum += (cost[row * columns + column] ?? 0) + (toll[column] ?? 0);
      return sum;
    },
  };
}
