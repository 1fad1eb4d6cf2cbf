import type { CapacityLine } from "#domain/capacity.ts";
import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import { askedByOwn } from "#domain/place-search.ts";
import type { DayException, Pause, Varied } from "#domain/schedule.ts";
import type { UnitFacts } from "#domain/watch-room.ts";
import type { UnitPlace, Where } from "#domain/watch.ts";
import { linesOfUnit } from "./capacity.ts";
import { detailed, exceptionDays, variedOf } from "./request-day.ts";
import type { Query } from "./sql.ts";
import { scheduleIn, type ScheduleColumns } from "./worksheet.ts";

/** A unit that an event may have changed, with what is studied there; none named: everything is. */
export interface TouchedUnit extends UnitPlace {
  /** As they are compared. */
  disciplines: string[];
  open: boolean;
}

const touched = (sql: Query) => sql`
  select d.id as destination_id, d.service_id, d.site_id, d.agency_id, a.territory_id,
    array(select fold_text(one) from unnest(d.disciplines) one) as disciplines, d.retired_on is null or d.retired_on > current_date as open
  from destination d join agency a on a.id = d.agency_id`;

/**
 * Units of requests, and units that are or lie under places. `moved`: organisations where a request was at another unit before, nobody says
 * which: all of theirs.
 */
export const listTouchedUnits = (sql: Query, of: { requestIds: Id[]; moved: Id[]; placeIds: Id[] }): Promise<TouchedUnit[]> => sql<
  TouchedUnit[]
>`
  ${touched(sql)} where d.id in (
    select destination_id from request where id = any(${of.requestIds}::uuid[]) and destination_id is not null
    union select id from destination where agency_id = any(${of.moved}::uuid[])
    union select id from destination where id = any(${of.placeIds}::uuid[])
    union select u.id from service s join destination u on u.agency_id = s.agency_id and u.service_id = s.id where s.id = any(${of.placeIds}::uuid[])
    union select u.id from site s join destination u on u.agency_id = s.agency_id and u.site_id = s.id where s.id = any(${of.placeIds}::uuid[]))`;

/** The open units a question about units speaks of, in the order of their paths. */
export const listUnitsAsked = (sql: Query, of: { where: Where; discipline: string | null }): Promise<{ id: Id; path: string }[]> => {
  const { level, id } = of.where;
  const within = {
    any: sql`true`,
    territory: sql`a.territory_id = ${id}`,
    agency: sql`d.agency_id = ${id}`,
    site: sql`d.site_id = ${id}`,
    service: sql`d.service_id = ${id}`,
    destination: sql`d.id = ${id}`,
  }[level];
  return sql<{ id: Id; path: string }[]>`
    select d.id, concat_ws(' / ', a.name, s.name, c.name, d.name) as path
    from destination d join agency a on a.id = d.agency_id join site s on s.agency_id = d.agency_id and s.id = d.site_id
      join service c on c.agency_id = d.agency_id and c.id = d.service_id
    where ${within} and (d.retired_on is null or d.retired_on > current_date)
      and (${of.discipline}::text is null or d.disciplines = '{}' or fold_text(${of.discipline}) in (select fold_text(one) from unnest(d.disciplines) one))
    order by d.found_by collate "C", d.id`;
};

interface PresentRow extends ScheduleColumns {
  destinationId: Id;
  size: number;
  heldBy: Id | null;
  days: DayException[] | null;
  varied: Varied | null;
  pauses: Pause[];
}
type UnitRow = Omit<UnitFacts, "present" | "closures" | "lines"> & { lines: CapacityLine[]; closures: { startsOn: Day; endsOn: Day }[] };

/** Units with all that says how many are free there between two days: counts alone, of whoever asks and of whoever is there. */
export async function listUnitFacts(sql: Query, ids: Id[], { from, to }: { from: Day; to: Day }): Promise<UnitFacts[]> {
  const units = await sql<UnitRow[]>`
    select d.id as destination_id, d.service_id, concat_ws(' / ', a.name, s.name, c.name, d.name) as path, d.capacity, d.largest_group,
      d.retired_on is null or d.retired_on > current_date as open, ${linesOfUnit(sql)} as lines,
      coalesce((select jsonb_agg(jsonb_build_object('startsOn', k.starts_on, 'endsOn', k.ends_on)) from closure k
        where k.agency_id = d.agency_id and k.ends_on >= ${from}::date and k.starts_on <= ${to}::date
          and (k.destination_id = d.id or k.service_id = d.service_id or k.site_id = d.site_id)), '[]') as closures
    from destination d join agency a on a.id = d.agency_id join site s on s.agency_id = d.agency_id and s.id = d.site_id
      join service c on c.agency_id = d.agency_id and c.id = d.service_id
    where d.id = any(${ids}::uuid[])`;
  const there = await sql<PresentRow[]>`
    select r.destination_id, coalesce(r.size_here, r.size) as size, case when r.status = 'sent-held' then r.agency_id end as held_by,
      r.starts_on, r.ends_on, r.blocks, r.weekdays, r.start_time, r.end_time, r.shift_code, r.pauses, ${exceptionDays(sql, { own: false })} as days,
      ${variedOf(sql)} as varied
    from request r
    where r.destination_id = any(${ids}::uuid[]) and r.ends_on >= ${from}::date and r.starts_on <= ${to}::date
      and r.status not in ('declined', 'cancelled') and r.status = any(${[...askedByOwn]}::text[])`;
  const byUnit = Map.groupBy(there, ({ destinationId }) => destinationId);
  return units.map((unit) => ({
    ...unit,
    present: (byUnit.get(unit.destinationId) ?? []).map((row) => ({
      size: row.size,
      heldBy: row.heldBy,
      schedule: { ...detailed(scheduleIn(row), row), pauses: row.pauses },
    })),
  }));
}
