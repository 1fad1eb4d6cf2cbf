import { mostRows } from "#domain/board.ts";
import { capacityDays } from "#domain/capacity.ts";
import { closuresAt } from "#domain/closure.ts";
import { addDays, dayIn, type Day } from "#domain/dates.ts";
import { cellAt, cellOf, unitRow, type PictureRow, type View } from "#domain/occupancy-picture.ts";
import { countUnits, unitKey } from "#domain/occupancy.ts";
import type { OccupancyCell, OccupancyTile, OverRow } from "#domain/wall.ts";
import { listLinesOfUnits } from "#db/capacity.ts";
import { listClosures } from "#db/closure.ts";
import { listOccupancyUnits, listPresences, type OccupancyUnit } from "#db/occupancy.ts";
import type { Query } from "#db/sql.ts";
import { countSchoolWeeks, type WallLook } from "#db/wall.ts";

type Weeks = Pick<OccupancyTile, "weeks" | "rows" | "more">;

/** Asked for and not answered too: they may come. */
const maybe: View = { shift: "all", layers: new Set(["confirmed", "accepted", "pending"]) };
/** Those who come. */
const certain: View = { shift: "all", layers: new Set(["confirmed", "accepted"]) };
/** How far ahead a unit that is too full is told of. */
const overDays = 56;

interface UnitPicture extends OccupancyUnit {
  row: PictureRow;
}

/** Units of the look with who is there day by day; without students' or schools' names, as the query has none. */
async function readUnits(sql: Query, look: WallLook, { from, days }: { from: Day; days: number }): Promise<UnitPicture[]> {
  const asked = { from, to: addDays(from, days - 1), siteId: look.siteId, serviceId: null, destinationIds: null };
  const [units, presences, closures] = await Promise.all([
    listOccupancyUnits(sql, look.viewer, asked),
    listPresences(sql, look.viewer, { side: "receiving", asked }),
    listClosures(sql, look.viewer, asked),
  ]);
  const ids = units.flatMap(({ destinationId }) => destinationId ?? []);
  const lines = Map.groupBy(await listLinesOfUnits(sql, look.viewer, ids), ({ destinationId }) => destinationId);
  const series = new Map(countUnits(presences, asked).map((unit) => [unitKey(unit), unit.series]));
  const all = Array.from({ length: days }, (_day, index) => addDays(from, index));
  return units.flatMap((unit) => {
    if (unit.destinationId === null) return [];
    const at = { lines: lines.get(unit.destinationId) ?? [], closures: closuresAt(closures, unit) };
    const capacity = capacityDays(unit, at, { days: all, discipline: null });
    return [{ ...unit, row: unitRow(series.get(unitKey(unit)) ?? {}, capacity, days) }];
  });
}

const load = ({ students, places, pending }: OccupancyCell): number =>
  places === null || places === 0 ? (students + pending) / 1_000 : (students + pending) / places;

/** The fullest rows, as many as a wall has room for, in the order of their places so that they do not jump about. */
function fullest(rows: OccupancyTile["rows"], weeks: Day[]): Weeks {
  const of = rows.map((row) => ({ row, most: Math.max(0, ...row.cells.map(load)) })).filter(({ most }) => most > 0);
  const shown = of.toSorted((one, other) => other.most - one.most).slice(0, mostRows);
  return {
    weeks,
    rows: shown
      .map(({ row }) => row)
      .toSorted((one, other) => one.site.localeCompare(other.site, "fr-CA") || one.unit.localeCompare(other.unit, "fr-CA")),
    more: of.length - shown.length,
  };
}

/** A hospital's units by week: the fullest day of each against what the unit takes on it. */
export async function unitWeeks(sql: Query, look: WallLook, of: { from: Day; weeks: number }): Promise<Weeks> {
  const units = await readUnits(sql, look, { from: of.from, days: of.weeks * 7 });
  const rows = units.map(({ destinationId, name, site, row }) => ({
    key: destinationId ?? "",
    unit: name,
    site,
    cells: Array.from({ length: of.weeks }, (_week, week): OccupancyCell => {
      const { split, capacity } = cellOf(row, { from: week * 7, to: week * 7 + 6 }, maybe);
      return { students: split.confirmed + split.accepted, places: capacity, pending: split.pending };
    }),
  }));
  return fullest(
    rows,
    Array.from({ length: of.weeks }, (_week, week) => addDays(of.from, week * 7)),
  );
}

/** A school's places by week: who is on those that were accepted, and what is asked for beside. */
export async function schoolWeeks(sql: Query, look: WallLook, of: { from: Day; weeks: number }): Promise<Weeks> {
  const counts = await countSchoolWeeks(sql, look, of);
  const weeks = Array.from({ length: of.weeks }, (_week, week) => addDays(of.from, week * 7));
  const rows = [...Map.groupBy(counts, ({ key }) => key)].map(([key, found]) => {
    const byWeek = new Map(found.map((one) => [one.week, one]));
    const { unit = "", site = "" } = found[0] ?? {};
    return {
      key,
      unit,
      site,
      cells: weeks.map((week): OccupancyCell => {
        const one = byWeek.get(week);
        return { students: one?.students ?? 0, places: one?.places ?? 0, pending: one?.pending ?? 0 };
      }),
    };
  });
  return fullest(rows, weeks);
}

/** Units with more students than they take, now or within eight weeks: over which days, and the most there will be. */
export async function overUnits(
  sql: Query,
  look: WallLook,
  { timeZone, now }: { timeZone: string; now: Date },
): Promise<{ rows: OverRow[]; more: number }> {
  const from = dayIn(now, timeZone);
  const units = await readUnits(sql, look, { from, days: overDays });
  const rows = units.flatMap(({ destinationId, name, site, row }): OverRow[] => {
    const found = Array.from({ length: overDays }, (_day, at) => cellAt(row, at, certain)).flatMap(({ at, measured, capacity }) =>
      capacity !== null && measured > capacity ? [{ at, students: measured, places: capacity }] : [],
    );
    const [first] = found;
    if (!first) return [];
    const { students, places } = found.reduce((worst, one) => (one.students - one.places > worst.students - worst.places ? one : worst));
    const span = { from: addDays(from, first.at), to: addDays(from, found.at(-1)?.at ?? first.at) };
    return [{ key: destinationId ?? "", unit: name, site, students, places, since: null, ...span, staff: null }];
  });
  const sorted = rows.toSorted((one, other) => ((one.from ?? "") < (other.from ?? "") ? -1 : 1));
  return { rows: sorted.slice(0, mostRows), more: Math.max(0, sorted.length - mostRows) };
}
