import { bands, type Band, type CapacityDays } from "./capacity.ts";
import { layers, slots, type Layer, type Series } from "./occupancy.ts";

/** What is looked at: one shift or each day's fullest, and which layers count. */
export interface View {
  shift: Band | "all";
  layers: ReadonlySet<Layer>;
}

/**
 * A row of the picture, day by day: a unit, or several added up. Of several, `measured` are the students of those whose capacity is known,
 * who alone are held against it; `unknown` says that somewhere it is not.
 */
export interface PictureRow {
  counts: Series;
  capacity: Record<Band, Int32Array>;
  measured: Series;
  /** 1 where the capacity of nobody is known. */
  unknown: Record<Band, Uint8Array>;
  /** 1 on a day on which everything of it is closed. */
  closed: Uint8Array;
  /** Day by day, units of it in each shift; what is closed is not among them. */
  open: Int32Array;
}

const perBand = <Made>(make: (band: Band) => Made): Record<Band, Made> => ({
  day: make("day"),
  evening: make("evening"),
  night: make("night"),
});

/** A unit's row. Without `capacity` it has none of its own: what a service has not given a unit yet counts against the service's. */
export function unitRow(counts: Series, capacity: CapacityDays | null, days: number): PictureRow {
  const known = perBand((band) => Int32Array.from(capacity?.[band] ?? new Int16Array(days), (value) => Math.max(0, value)));
  const unknown = perBand((band) => Uint8Array.from(capacity?.[band] ?? new Int16Array(days).fill(-1), (value) => (value < 0 ? 1 : 0)));
  const closed = capacity?.closed ?? new Uint8Array(days);
  const isMeasured = capacity === null || bands.some((band) => unknown[band].some((value) => value === 0));
  return { counts, capacity: known, measured: isMeasured ? counts : {}, unknown, closed, open: Int32Array.from(closed, (one) => 1 - one) };
}

function addSeries(into: Series, from: Series): void {
  for (const layer of layers) {
    for (const slot of slots) {
      const theirs = from[`${layer}-${slot}`];
      if (!theirs) continue;
      const mine = into[`${layer}-${slot}`];
      if (mine) for (const [at, value] of theirs.entries()) mine[at] = (mine[at] ?? 0) + value;
      else into[`${layer}-${slot}`] = [...theirs];
    }
  }
}

/** Several rows as one: a service, a site, everything. */
export function sumRows(rows: readonly PictureRow[], days: number): PictureRow {
  const sum: PictureRow = {
    counts: {},
    capacity: perBand(() => new Int32Array(days)),
    measured: {},
    unknown: perBand(() => new Uint8Array(days).fill(1)),
    closed: new Uint8Array(days).fill(rows.length > 0 ? 1 : 0),
    open: new Int32Array(days),
  };
  for (const row of rows) {
    addSeries(sum.counts, row.counts);
    addSeries(sum.measured, row.measured);
    for (let at = 0; at < days; at++) {
      if (row.closed[at] !== 1) sum.closed[at] = 0;
      sum.open[at] = (sum.open[at] ?? 0) + (row.open[at] ?? 0);
      for (const band of bands) {
        if (row.unknown[band][at] === 1) continue;
        sum.unknown[band][at] = 0;
        sum.capacity[band][at] = (sum.capacity[band][at] ?? 0) + (row.capacity[band][at] ?? 0);
      }
    }
  }
  return sum;
}

/**
 * A cell: one day of a row, or the fullest day of several. `at`: which day that is; `band`: the shift that is told. What schools prepare
 * (`split.ghost`) is in no other number.
 */
export interface Cell {
  students: number;
  /** Those held against the capacity. */
  measured: number;
  /** Null where nobody has said. */
  capacity: number | null;
  split: Record<Layer, number>;
  band: Band;
  at: number;
  closed: boolean;
  /** Students whose hours are various, counted in whichever shift. */
  various: number;
}

const sumAt = (series: Series, of: { layers: ReadonlySet<Layer>; band: Band; at: number }): number => {
  let sum = 0;
  for (const layer of layers) {
    // what is being prepared is told beside, and weighs nothing: nobody has asked for it yet
    if (layer === "ghost" || !of.layers.has(layer)) continue;
    sum += (series[`${layer}-${of.band}`]?.[of.at] ?? 0) + (series[`${layer}-any`]?.[of.at] ?? 0);
  }
  return sum;
};

/** Students against capacity; more than any number where there is no room at all, less where nobody has said how much; then what is prepared. */
const weight = ({ measured, capacity, students, ghosts }: Pick<Cell, "measured" | "capacity" | "students"> & { ghosts: number }): number =>
  (capacity === null ? students / 1_000_000 : capacity === 0 ? (measured > 0 ? 1_000 + measured : 0) : measured / capacity) + ghosts / 1e9;

const ghostsAt = (row: PictureRow, { band, at, view }: { band: Band; at: number; view: View }): number =>
  view.layers.has("ghost") ? (row.counts[`ghost-${band}`]?.[at] ?? 0) + (row.counts["ghost-any"]?.[at] ?? 0) : 0;

/** One day of a row: in the shift that is looked at, or in its fullest. */
export function cellAt(row: PictureRow, at: number, view: View): Cell {
  let fullest: (Omit<Cell, "split" | "various"> & { ghosts: number }) | null = null;
  for (const band of view.shift === "all" ? bands : [view.shift]) {
    const of = { layers: view.layers, band, at };
    const one = {
      students: sumAt(row.counts, of),
      measured: row.measured === row.counts ? sumAt(row.counts, of) : sumAt(row.measured, of),
      capacity: row.unknown[band][at] === 1 ? null : (row.capacity[band][at] ?? 0),
      band,
      at,
      closed: row.closed[at] === 1,
      ghosts: ghostsAt(row, { band, at, view }),
    };
    if (fullest === null || weight(one) > weight(fullest)) fullest = one;
  }
  const { ghosts: _ghosts, ...found } = fullest ?? {
    students: 0,
    measured: 0,
    capacity: null,
    band: "day" as const,
    at,
    closed: false,
    ghosts: 0,
  };
  const split = { confirmed: 0, accepted: 0, pending: 0, ghost: 0 };
  let various = 0;
  for (const layer of layers) {
    if (!view.layers.has(layer)) continue;
    const any = row.counts[`${layer}-any`]?.[at] ?? 0;
    split[layer] = (row.counts[`${layer}-${found.band}`]?.[at] ?? 0) + any;
    if (layer !== "ghost") various += any;
  }
  return { ...found, split, various };
}

/** The fullest of some days, `from` to `to`; closed when all of them are. */
export function cellOf(row: PictureRow, { from, to }: { from: number; to: number }, view: View): Cell {
  let fullest = cellAt(row, from, view);
  let closed = fullest.closed;
  for (let at = from + 1; at <= to; at++) {
    const one = cellAt(row, at, view);
    closed &&= one.closed;
    // an open day is told before a closed one, as long as nobody is there on that
    const [mine, most] = [one, fullest].map((cell) => weight({ ...cell, ghosts: cell.split.ghost }));
    if (mine === undefined || most === undefined) continue;
    if (mine > most || (mine === most && fullest.closed && !one.closed)) fullest = one;
  }
  return { ...fullest, closed };
}

/** How full a cell is drawn: 0 nobody, 1 to 4 the quarters below full, 5 full; `over` more than there is room for; `unknown` without a capacity. */
export type Step = 0 | 1 | 2 | 3 | 4 | 5 | "over" | "unknown";

export function stepOf({ students, measured, capacity }: Pick<Cell, "students" | "measured" | "capacity">): Step {
  if (students === 0) return 0;
  if (capacity === null) return "unknown";
  if (measured > capacity) return "over";
  if (measured === 0) return "unknown";
  if (measured === capacity) return 5;
  const quarter = Math.ceil((measured / capacity) * 4);
  return quarter <= 1 ? 1 : quarter === 2 ? 2 : quarter === 3 ? 3 : 4;
}

/** Students times days against capacity times days (F-196); days on which nobody has said what there is room for count on neither side. */
export interface Utilisation {
  studentDays: number;
  capacityDays: number;
  /** Days on which more were there than there was room for. */
  overDays: number;
}

export function utilisationOf(row: PictureRow, days: number, view: View): Utilisation {
  const sum = { studentDays: 0, capacityDays: 0, overDays: 0 };
  for (let at = 0; at < days; at++) {
    const { capacity, measured } = cellAt(row, at, view);
    if (capacity === null) continue;
    sum.studentDays += measured;
    sum.capacityDays += capacity;
    if (measured > capacity) sum.overDays++;
  }
  return sum;
}
