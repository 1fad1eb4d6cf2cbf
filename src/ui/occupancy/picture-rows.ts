import { capacityDays, type CapacityLine } from "#domain/capacity.ts";
import { closuresAt } from "#domain/closure.ts";
import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import { sumRows, unitRow, type PictureRow } from "#domain/occupancy-picture.ts";
import { unitKey, type UnitCount } from "#domain/occupancy.ts";
import type { Outputs } from "#ui/client.ts";

export type GridData = Outputs["occupancy"]["grid"];

/** A row of the picture as it is drawn: everything, a site, a service, a unit, or what a service has not given a unit yet. */
export interface ShownRow {
  key: string;
  level: "all" | "site" | "service" | "destination";
  depth: number;
  name: string;
  siteId: Id | null;
  serviceId: Id | null;
  destinationId: Id | null;
  unplaced: boolean;
  row: PictureRow;
  /** Rows of units under it; of a unit itself alone. */
  units: PictureRow[];
  varied: { requests: number; students: number };
  /** Keys of what is above it: it is hidden when one of them is collapsed. */
  above: string[];
}

const add = (all: { requests: number; students: number }[]) =>
  all.reduce((sum, one) => ({ requests: sum.requests + one.requests, students: sum.students + one.students }), {
    requests: 0,
    students: 0,
  });

/** The answer as rows, in order: site, service, unit; a level with a single member above the units is left out only where it says nothing. */
export function rowsOf(
  data: GridData,
  of: { days: readonly Day[]; discipline: string | null; unplaced: string; everything: string },
): ShownRow[] {
  const { days, discipline } = of;
  const counts = new Map<string, UnitCount>(data.counts.map((one) => [unitKey(one), one]));
  const lines = Map.groupBy(data.lines as CapacityLine[], ({ destinationId }) => destinationId);
  const none = { requests: 0, students: 0 };
  const sites = [...Map.groupBy(data.units, ({ siteId }) => siteId)];
  const shown: ShownRow[] = [];
  const siteRows: PictureRow[] = [];
  for (const [siteId, inSite] of sites) {
    const services = [...Map.groupBy(inSite, ({ serviceId }) => serviceId)];
    const below: ShownRow[] = [];
    const serviceRows: PictureRow[] = [];
    for (const [serviceId, inService] of services) {
      const units: ShownRow[] = [];
      const place = { siteId, serviceId, above: ["all", siteId, serviceId], level: "destination" as const, depth: 2 };
      for (const unit of inService) {
        if (unit.destinationId === null) continue;
        const count = counts.get(unit.destinationId);
        const at = { lines: lines.get(unit.destinationId) ?? [], closures: closuresAt(data.closures, unit) };
        const row = unitRow(count?.series ?? {}, capacityDays(unit, at, { days, discipline }), days.length);
        units.push({
          ...place,
          key: unit.destinationId,
          name: unit.name,
          destinationId: unit.destinationId,
          unplaced: false,
          row,
          units: [row],
          varied: count?.varied ?? none,
        });
      }
      const waiting = counts.get(unitKey({ destinationId: null, serviceId }));
      if (waiting) {
        const row = unitRow(waiting.series, null, days.length);
        const key = unitKey(waiting);
        units.push({ ...place, key, name: of.unplaced, destinationId: null, unplaced: true, row, units: [], varied: waiting.varied });
      }
      const row = sumRows(
        units.map((unit) => unit.row),
        days.length,
      );
      serviceRows.push(row);
      below.push(
        {
          key: serviceId,
          level: "service",
          depth: 1,
          name: inService[0]?.service ?? "",
          siteId,
          serviceId,
          destinationId: null,
          unplaced: false,
          row,
          units: units.flatMap((unit) => unit.units),
          varied: add(units.map((unit) => unit.varied)),
          above: ["all", siteId],
        },
        ...units,
      );
    }
    const row = sumRows(serviceRows, days.length);
    siteRows.push(row);
    shown.push(
      {
        key: siteId,
        level: "site",
        depth: 0,
        name: inSite[0]?.site ?? "",
        siteId,
        serviceId: null,
        destinationId: null,
        unplaced: false,
        row,
        units: below.filter(({ level }) => level === "destination").flatMap(({ units }) => units),
        varied: add(below.filter(({ level }) => level === "service").map(({ varied }) => varied)),
        above: ["all"],
      },
      ...below,
    );
  }
  if (sites.length < 2) return shown;
  const everything: ShownRow = {
    key: "all",
    level: "all",
    depth: 0,
    name: of.everything,
    siteId: null,
    serviceId: null,
    destinationId: null,
    unplaced: false,
    row: sumRows(siteRows, days.length),
    units: shown.filter(({ level }) => level === "destination").flatMap(({ units }) => units),
    varied: add(shown.filter(({ level }) => level === "site").map(({ varied }) => varied)),
    above: [],
  };
  return [everything, ...shown];
}
