import { bands, type Band, type CapacityDays } from "./capacity.ts";
import { addDays, daysBetween, type Day } from "./dates.ts";
import { mondayOf } from "./day-plan.ts";
import type { Id } from "./id.ts";
import type { Series } from "./occupancy.ts";

/** Weeks of supply and demand that are looked at at once. */
export const weekSpans = [13, 26, 52, 104] as const;
export type WeekSpan = (typeof weekSpans)[number];

/** What a question about supply is narrowed to besides places: a shift or every one, days of the week (1 Monday to 7 Sunday) or all. */
export interface SupplyTimes {
  shift: Band | "all";
  weekdays: readonly number[] | null;
}

/** First and last day of some weeks around a day. */
export function weeksFrom(on: Day, weeks: number): { from: Day; to: Day } {
  const from = mondayOf(on);
  return { from, to: addDays(from, weeks * 7 - 1) };
}

/**
 * A unit week by week, each at its fullest moment: the day and shift that leave least of what there is room for, of those looked at. Null
 * series are nobody in any week. `room`: how many it takes then, -1 where nobody has said; one number when it is the same every week.
 */
export interface SupplyWeeks {
  room: number | number[];
  confirmed: number[] | null;
  accepted: number[] | null;
  pending: number[] | null;
  /** What schools prepare, all of them together. */
  ghost: number[] | null;
  /** Of the three above, the viewer's own school's, on their fullest day; null for who receives. */
  own: number[] | null;
  /** Weeks on none of whose working days it is open; on none of its days where weekends alone are looked at. */
  closed: number[] | null;
  /** Where in the week the moment is: three times the day (0 Monday) plus the shift (0 day, 1 evening, 2 night). */
  moment: number[] | null;
}

const counted = ["confirmed", "accepted", "pending"] as const;

/** The numbers of a shift day by day: those whose hours are various may be there in any. */
function inBand(series: Series, layer: (typeof counted)[number] | "ghost", band: Band): (at: number) => number {
  const own = series[`${layer}-${band}`];
  const any = series[`${layer}-any`];
  if (!own && !any) return () => 0;
  return (at) => (own?.[at] ?? 0) + (any?.[at] ?? 0);
}

/** Students against room; more than any number where there is no room at all, less where nobody has said how much. */
const weigh = (taken: number, room: number): number =>
  room < 0 ? taken / 1_000_000 : room === 0 ? (taken > 0 ? 1_000 + taken : 0) : taken / room;

const orNull = (all: number[]): number[] | null => (all.some((value) => value !== 0) ? all : null);

/** Four hundred units over two years are a third of a million moments: numbers alone, and no object for each. */
export function weeksOf(
  series: Series,
  of: { capacity: CapacityDays | null; own: Series | null; weeks: number; times: SupplyTimes },
): SupplyWeeks {
  const { capacity, weeks, times } = of;
  const shown = bands.flatMap((band, at) => (times.shift === "all" || times.shift === band ? [{ band, at }] : []));
  const looked = [0, 1, 2, 3, 4, 5, 6].filter((day) => times.weekdays === null || times.weekdays.includes(day + 1));
  // a week whose working days are closed is a closed week, though nobody closed its Saturday
  const workdays = looked.some((day) => day < 5);
  const reads = shown.map(({ band, at }) => ({
    at,
    room: capacity?.[band],
    confirmed: inBand(series, "confirmed", band),
    accepted: inBand(series, "accepted", band),
    pending: inBand(series, "pending", band),
    ghost: inBand(series, "ghost", band),
    own: of.own === null ? null : counted.map((layer) => inBand(of.own ?? {}, layer, band)),
  }));
  const zeros = (): number[] => Array.from<number>({ length: weeks }).fill(0);
  const made = { confirmed: zeros(), accepted: zeros(), pending: zeros(), ghost: zeros(), own: zeros(), closed: zeros(), moment: zeros() };
  const rooms = zeros();
  for (let week = 0; week < weeks; week++) {
    let most = -1;
    let best = -2;
    let open = false;
    for (const day of looked) {
      const at = week * 7 + day;
      const isClosed = capacity?.closed[at] === 1;
      for (const read of reads) {
        const room = read.room?.[at] ?? -1;
        const [confirmed, accepted, pending, ghost] = [read.confirmed(at), read.accepted(at), read.pending(at), read.ghost(at)];
        if (read.own) {
          const own = read.own.reduce((sum, value) => sum + value(at), 0);
          if (own > (made.own[week] ?? 0)) made.own[week] = own;
        }
        const weight = weigh(confirmed + accepted + pending, room) + ghost / 1e9;
        // of moments alike, one that is open before one that is not, then the one with more room
        const rank = (isClosed ? 0 : 10_000) + room;
        open ||= !isClosed && (day < 5 || !workdays);
        if (weight < most || (weight === most && rank <= best)) continue;
        [most, best] = [weight, rank];
        rooms[week] = room;
        made.confirmed[week] = confirmed;
        made.accepted[week] = accepted;
        made.pending[week] = pending;
        made.ghost[week] = ghost;
        made.moment[week] = day * 3 + read.at;
      }
    }
    if (!open && looked.length > 0) made.closed[week] = 1;
  }
  const [first = -1] = rooms;
  return {
    room: rooms.every((room) => room === first) ? first : rooms,
    confirmed: orNull(made.confirmed),
    accepted: orNull(made.accepted),
    pending: orNull(made.pending),
    ghost: orNull(made.ghost),
    own: of.own === null ? null : orNull(made.own),
    closed: orNull(made.closed),
    moment: orNull(made.moment),
  };
}

/** A place as the picture has its row: a unit, or a service whose unit is not said (`destinationId` null). */
export interface SupplyPlace {
  agencyId: Id;
  agency: string;
  siteId: Id;
  site: string;
  serviceId: Id;
  service: string;
  destinationId: Id | null;
  name: string;
  disciplines: string[];
}

/** One cell of the picture. `room` null where nobody has said; `closed` when no day of the week is open. */
export interface SupplyCell {
  confirmed: number;
  accepted: number;
  pending: number;
  ghost: number;
  own: number;
  room: number | null;
  closed: boolean;
  /** 0 Monday to 6 Sunday, and the shift, of the moment that is told. */
  day: number;
  band: Band;
}

export function supplyCell(weeks: SupplyWeeks, at: number): SupplyCell {
  const room = typeof weeks.room === "number" ? weeks.room : (weeks.room[at] ?? -1);
  const moment = weeks.moment?.[at] ?? 0;
  return {
    confirmed: weeks.confirmed?.[at] ?? 0,
    accepted: weeks.accepted?.[at] ?? 0,
    pending: weeks.pending?.[at] ?? 0,
    ghost: weeks.ghost?.[at] ?? 0,
    own: weeks.own?.[at] ?? 0,
    room: room < 0 ? null : room,
    closed: weeks.closed?.[at] === 1,
    day: Math.floor(moment / 3),
    band: bands[moment % 3] ?? "day",
  };
}

/** Cells of several units as one: what they take together of what they have room for, where that is known. */
export function sumCells(cells: readonly SupplyCell[]): SupplyCell {
  const sum: SupplyCell = {
    confirmed: 0,
    accepted: 0,
    pending: 0,
    ghost: 0,
    own: 0,
    room: null,
    closed: cells.length > 0,
    day: 0,
    band: "day",
  };
  for (const cell of cells) {
    sum.closed &&= cell.closed;
    sum.own += cell.own;
    // whom one cannot hold against anything would make the others look fuller than they are
    if (cell.room === null) continue;
    sum.room = (sum.room ?? 0) + cell.room;
    for (const layer of [...counted, "ghost"] as const) sum[layer] += cell[layer];
  }
  return sum;
}

/** What of a cell counts as load. */
export type Counted = ReadonlySet<(typeof counted)[number] | "ghost">;

export const takenOf = (cell: SupplyCell, of: Counted): number =>
  counted.reduce((sum, layer) => (of.has(layer) ? sum + cell[layer] : sum), 0);

/** Places left at the fullest moment, those that wait counted as taken; null where nobody has said how many there are. */
export const freeOf = (cell: SupplyCell, of: Counted): number | null =>
  cell.room === null ? null : cell.closed ? 0 : Math.max(0, cell.room - takenOf(cell, of));

/** There is room for who asked, and no longer with what is being prepared. */
export const wouldBeOver = (cell: SupplyCell, of: Counted): boolean => {
  const taken = takenOf(cell, of);
  return of.has("ghost") && cell.room !== null && cell.ghost > 0 && taken <= cell.room && taken + cell.ghost > cell.room;
};

/** Places of a course of a cohort that no row of a sheet plans and no request asks for yet. */
export interface SupplyNeed {
  cohortCourseId: Id;
  cohortId: Id;
  cohort: string;
  course: string;
  discipline: string;
  termId: Id;
  term: string;
  startsOn: Day;
  endsOn: Day;
  needed: number;
  planned: number;
  /** Where they would be planned; null: no sheet yet. */
  worksheetId: Id | null;
}

export const unplanned = ({ needed, planned }: Pick<SupplyNeed, "needed" | "planned">): number => Math.max(0, needed - planned);

/** Unplanned places week by week, a line a discipline, the most wanted first. */
export function needsByWeek(
  needs: readonly SupplyNeed[],
  of: { from: Day; weeks: number },
): { discipline: string; weeks: number[]; needs: SupplyNeed[] }[] {
  const lines = [...Map.groupBy(needs, ({ discipline }) => discipline)].map(([discipline, all]) => {
    const weeks = Array.from<number>({ length: of.weeks }).fill(0);
    for (const need of all) {
      const first = Math.max(0, Math.floor(daysBetween(of.from, need.startsOn) / 7));
      const last = Math.min(of.weeks - 1, Math.floor(daysBetween(of.from, need.endsOn) / 7));
      for (let week = first; week <= last; week++) weeks[week] = (weeks[week] ?? 0) + unplanned(need);
    }
    return { discipline, weeks, needs: all };
  });
  const most = (weeks: number[]): number => Math.max(0, ...weeks);
  return lines
    .filter(({ weeks }) => most(weeks) > 0)
    .toSorted((one, other) => most(other.weeks) - most(one.weeks) || one.discipline.localeCompare(other.discipline, "fr"));
}
