import { needsByWeek, sumCells, supplyCell, type SupplyCell, type SupplyNeed } from "#domain/supply.ts";
import type { Outputs } from "#ui/client.ts";

export type SupplyData = Outputs["supply"]["grid"];
export type PlaceRow = SupplyData["rows"][number];

/** What a unit's row is called by: the unit, or the service that has not said which. */
export const placeKey = ({ destinationId, serviceId }: PlaceRow): string => destinationId ?? serviceId;

interface Base {
  key: string;
  depth: number;
  name: string;
  /** Beside the name, smaller: the service of a unit. */
  note: string;
  /** Keys of what is above it: it is hidden when one of them is collapsed. */
  above: string[];
}
/** A row as it is drawn: what is still to plan, several places together, or one. */
export type ShownRow = Base &
  (
    | { kind: "need"; weeks: number[]; needs: SupplyNeed[]; isSum: boolean }
    | { kind: "group"; places: PlaceRow[]; level: "all" | "agency" | "site" }
    | { kind: "place"; place: PlaceRow; unplaced: boolean }
  );

export const isGroup = (row: ShownRow): boolean => row.kind === "group" || (row.kind === "need" && row.isSum);

/** The answer as rows, in order: needs by discipline, then organisation, site, unit; a level with a single member is left out. */
export function rowsOf(
  data: SupplyData,
  of: { needs: readonly SupplyNeed[]; words: { needs: string; everything: string; unplaced: string } },
): ShownRow[] {
  const shown: ShownRow[] = [];
  const lines = needsByWeek(of.needs, { from: data.from, weeks: data.weeks });
  if (lines.length > 0) {
    const weeks = Array.from({ length: data.weeks }, (_week, at) => lines.reduce((sum, line) => sum + (line.weeks[at] ?? 0), 0));
    const all = lines.flatMap(({ needs }) => needs);
    shown.push({ kind: "need", key: "needs", depth: 0, name: of.words.needs, note: "", above: [], weeks, needs: all, isSum: true });
    for (const line of lines)
      shown.push({
        kind: "need",
        key: `need ${line.discipline}`,
        depth: 1,
        name: line.discipline,
        note: "",
        above: ["needs"],
        weeks: line.weeks,
        needs: line.needs,
        isSum: false,
      });
  }
  const agencies = [...Map.groupBy(data.rows, ({ agencyId }) => agencyId)];
  const sites = new Set(data.rows.map(({ siteId }) => siteId));
  const withAll = agencies.length > 1 || sites.size > 1;
  if (withAll)
    shown.push({ kind: "group", level: "all", key: "all", depth: 0, name: of.words.everything, note: "", above: [], places: data.rows });
  for (const [agencyId, ofAgency] of agencies) {
    const above = withAll ? ["all"] : [];
    const named = agencies.length > 1;
    if (named)
      shown.push({
        kind: "group",
        level: "agency",
        key: agencyId,
        depth: 0,
        name: ofAgency[0]?.agency ?? "",
        note: "",
        above,
        places: ofAgency,
      });
    const under = named ? [...above, agencyId] : above;
    for (const [siteId, ofSite] of Map.groupBy(ofAgency, (place) => place.siteId)) {
      shown.push({
        kind: "group",
        level: "site",
        key: siteId,
        depth: named ? 1 : 0,
        name: ofSite[0]?.site ?? "",
        note: "",
        above: under,
        places: ofSite,
      });
      for (const place of ofSite) {
        const alone = place.destinationId === null && ofSite.filter(({ serviceId }) => serviceId === place.serviceId).length === 1;
        const unplaced = place.destinationId === null && !alone;
        shown.push({
          kind: "place",
          key: placeKey(place),
          depth: named ? 2 : 1,
          name: unplaced ? of.words.unplaced : place.destinationId === null ? place.service : place.name,
          note: alone ? "" : place.service,
          above: [...under, siteId],
          place,
          unplaced,
        });
      }
    }
  }
  return shown;
}

/** A row's cells, week by week; none for needs. */
export function cellsOf(row: ShownRow, weeks: number): SupplyCell[] {
  if (row.kind === "need") return [];
  const every = Array.from({ length: weeks }, (_week, at) => at);
  return row.kind === "place"
    ? every.map((at) => supplyCell(row.place.weeks, at))
    : every.map((at) => sumCells(row.places.map((place) => supplyCell(place.weeks, at))));
}

/** Places that were looked at again, in the picture they belong to: changed, gone, or new beside those of their service. */
export function merged(data: SupplyData, again: { ids: readonly string[]; rows: PlaceRow[] }): SupplyData {
  const ids = new Set(again.ids);
  const fresh = new Map(again.rows.map((row) => [placeKey(row), row]));
  const rows = data.rows.flatMap((row): PlaceRow[] => {
    const key = placeKey(row);
    const found = fresh.get(key);
    fresh.delete(key);
    return found ? [found] : ids.has(key) ? [] : [row];
  });
  for (const row of fresh.values()) {
    const at = rows.findLastIndex(({ serviceId }) => serviceId === row.serviceId);
    if (at >= 0) rows.splice(at + 1, 0, row);
  }
  return { ...data, rows };
}
