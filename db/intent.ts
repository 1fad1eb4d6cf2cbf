import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import type { Catalogue } from "#domain/place.ts";
import type { Schedule } from "#domain/schedule.ts";
import type { Cells } from "#domain/worksheet.ts";
import { listAllFormerNames } from "./place-name.ts";
import type { Query, Tx } from "./sql.ts";
import { scheduleIn, type ScheduleColumns } from "./worksheet.ts";

/** What rows of group worksheets say, kept understood: each change is marked in its own transaction, and settled before anybody reads. */

export interface Mark {
  agencyId: Id;
  worksheetId: Id | null;
  rowId: string | null;
  requestId: Id | null;
  destinationIds: Id[] | null;
  fromDay: Day | null;
  toDay: Day | null;
}

/** Is anything marked? Cheap: asked before each look. */
export async function isAnythingStale(sql: Query): Promise<boolean> {
  const [row] = await sql<{ stale: boolean }[]>`
    select exists (select from intent_stale) or exists (select from supply_stale) or exists (select from catalogue_change where not settled) as stale`;
  return row?.stale ?? false;
}

/** One at a time on all nodes, until the end of the transaction; without waiting, false when somebody else is at it. */
export async function lockSettling(tx: Tx, { wait }: { wait: boolean }): Promise<boolean> {
  if (wait) {
    await tx`select pg_advisory_xact_lock(7016)`;
    return true;
  }
  const [row] = await tx<{ held: boolean }[]>`select pg_try_advisory_xact_lock(7016) as held`;
  return row?.held ?? false;
}

/** Marks the rows that texts of the catalogue may now mean something else in: those of courses that are not over. */
export async function markAfterCatalogue(tx: Tx, today: Day): Promise<void> {
  const changed = await tx`update catalogue_change set settled = true where not settled returning id`;
  if (changed.length === 0) return;
  await tx`delete from catalogue_change where settled and at < now() - interval '1 day' and id < (select max(id) from catalogue_change)`;
  await tx`
    insert into intent_stale (agency_id, worksheet_id, row_id)
    select r.agency_id, r.worksheet_id, r.row_id from worksheet w
    join cohort_course cc on cc.agency_id = w.agency_id and cc.id = w.cohort_course_id
    join worksheet_row r on r.agency_id = w.agency_id and r.worksheet_id = w.id
    where w.kind = 'group' and w.deleted_at is null and cc.ends_on >= ${today}::date and not r.deleted
      and coalesce(r.cells ->> 'destination', '') <> ''
      and not exists (select from request q where q.agency_id = r.agency_id and q.worksheet_id = r.worksheet_id and q.row_id = r.row_id)`;
}

/** Takes the oldest marks away; what they mark is read after, so that nothing committed meanwhile is missed. */
export const takeMarks = (tx: Tx, most: number): Promise<Mark[]> => tx<Mark[]>`
  delete from intent_stale where id in (select id from intent_stale order by id limit ${most})
  returning agency_id, worksheet_id, row_id, request_id, destination_ids, from_day, to_day`;

/** Of a marked sheet: its course, whose schedule rows inherit. Deleted sheets plan nothing. */
export interface PlannedSheet {
  agencyId: Id;
  id: Id;
  schedule: Schedule;
  deleted: boolean;
}
export async function listPlannedSheets(tx: Tx, sheetIds: Id[]): Promise<PlannedSheet[]> {
  const rows = await tx<({ agencyId: Id; id: Id; deleted: boolean } & ScheduleColumns)[]>`
    select w.agency_id, w.id, w.deleted_at is not null as deleted, cc.starts_on, cc.ends_on, cc.blocks, cc.weekdays, cc.start_time,
      cc.end_time, cc.shift_code
    from worksheet w join cohort_course cc on cc.agency_id = w.agency_id and cc.id = w.cohort_course_id
    where w.id = any(${sheetIds}::uuid[]) and w.kind = 'group'`;
  return rows.map((row) => ({ agencyId: row.agencyId, id: row.id, deleted: row.deleted, schedule: scheduleIn(row) }));
}

/** Rows as committed, with what was understood of them before: all of the sheets in `whole`, and those named. */
export interface MarkedRow {
  agencyId: Id;
  worksheetId: Id;
  rowId: string;
  cells: Cells;
  deleted: boolean;
  before: { destinationId: Id; startsOn: Day; endsOn: Day } | null;
}
export const listMarkedRows = (tx: Tx, of: { whole: Id[]; rows: { worksheetId: Id; rowId: string }[] }): Promise<MarkedRow[]> => tx<
  MarkedRow[]
>`
  with wanted as (
    select r.agency_id, r.worksheet_id, r.row_id from worksheet_row r where r.worksheet_id = any(${of.whole}::uuid[])
      and (coalesce(r.cells ->> 'destination', '') <> ''
        or exists (select from group_intent i where i.agency_id = r.agency_id and i.worksheet_id = r.worksheet_id and i.row_id = r.row_id))
    union
    select w.agency_id, w.id, m."rowId" from jsonb_to_recordset(${tx.json(of.rows as never)}) as m ("worksheetId" uuid, "rowId" text)
    join worksheet w on w.id = m."worksheetId"
  )
  select r.agency_id, r.worksheet_id, r.row_id, r.cells, r.deleted,
    case when i.row_id is null then null
      else jsonb_build_object('destinationId', i.destination_id, 'startsOn', i.starts_on, 'endsOn', i.ends_on) end as before
  from wanted join worksheet_row r using (agency_id, worksheet_id, row_id)
  left join group_intent i using (agency_id, worksheet_id, row_id)`;

export interface NewIntent {
  agencyId: Id;
  worksheetId: Id;
  rowId: string;
  receivingId: Id;
  serviceId: Id;
  destinationId: Id;
  size: number;
  schedule: Schedule;
}

/** Writes what rows now plan, and takes away what the others planned. */
export async function saveIntents(
  tx: Tx,
  of: { planned: NewIntent[]; gone: { agencyId: Id; worksheetId: Id; rowId: string }[] },
): Promise<void> {
  if (of.gone.length > 0) {
    await tx`
      delete from group_intent i using jsonb_to_recordset(${tx.json(of.gone as never)}) as g ("agencyId" uuid, "worksheetId" uuid, "rowId" text)
      where i.agency_id = g."agencyId" and i.worksheet_id = g."worksheetId" and i.row_id = g."rowId"`;
  }
  if (of.planned.length === 0) return;
  const rows = of.planned.map(({ schedule, ...one }) => ({ ...one, ...schedule }));
  await tx`
    insert into group_intent (agency_id, worksheet_id, row_id, receiving_id, service_id, destination_id, size, starts_on, ends_on, blocks,
      weekdays, start_time, end_time, shift_code)
    select p."agencyId", p."worksheetId", p."rowId", p."receivingId", p."serviceId", p."destinationId", p.size, p."startsOn", p."endsOn", p.blocks,
      case when p.weekdays is null or jsonb_typeof(p.weekdays) = 'null' then null
        else array(select jsonb_array_elements_text(p.weekdays)::smallint) end, p."startTime", p."endTime", p."shiftCode"
    from jsonb_to_recordset(${tx.json(rows as never)}) as p ("agencyId" uuid, "worksheetId" uuid, "rowId" text, "receivingId" uuid, "serviceId" uuid,
      "destinationId" uuid, size int, "startsOn" date, "endsOn" date, blocks jsonb, weekdays jsonb, "startTime" time, "endTime" time, "shiftCode" text)
    on conflict (agency_id, worksheet_id, row_id) do update set receiving_id = excluded.receiving_id, service_id = excluded.service_id,
      destination_id = excluded.destination_id, size = excluded.size, starts_on = excluded.starts_on, ends_on = excluded.ends_on,
      blocks = excluded.blocks, weekdays = excluded.weekdays, start_time = excluded.start_time, end_time = excluded.end_time,
      shift_code = excluded.shift_code`;
}

/** Groups that came to a unit, left it or changed there, between two days; `only` when it was one: its row, or its request. */
export interface Touched {
  agencyId: Id;
  destinationId: Id;
  from: Day;
  to: Day;
  only: { worksheetId: Id; rowId: string } | { requestId: Id } | null;
}

/** Who else has a group at a touched unit in those days and may know of what changed: its own school, and those of its zone. */
export const listConcerned = (tx: Tx, touched: Touched[]): Promise<{ destinationId: Id; serviceId: Id; agencyIds: Id[] }[]> => tx<
  { destinationId: Id; serviceId: Id; agencyIds: Id[] }[]
>`
  with touched as (
    select t."agencyId" as agency_id, t."destinationId" as destination_id, t."from" as from_day, t."to" as to_day, a.zone,
      (t."only" ->> 'worksheetId')::uuid as worksheet_id, t."only" ->> 'rowId' as row_id, (t."only" ->> 'requestId')::uuid as request_id
    from jsonb_to_recordset(${tx.json(touched as never)}) as t ("agencyId" uuid, "destinationId" uuid, "from" date, "to" date, "only" jsonb)
    join agency a on a.id = t."agencyId"
  ), there as (
    select t.destination_id, t.agency_id as mover, t.zone, i.agency_id from touched t
    -- few changes against many groups: looked up one by one, whatever is guessed of how many there are
    cross join lateral (
      select g.agency_id from group_intent g
      where g.destination_id = t.destination_id and g.ends_on >= t.from_day - 1 and g.starts_on <= t.to_day + 1
        and (g.worksheet_id, g.row_id) is distinct from (t.worksheet_id, t.row_id) offset 0
    ) i
    union
    select t.destination_id, t.agency_id, t.zone, r.agency_id from touched t
    cross join lateral (
      select q.agency_id from request q
      where q.destination_id = t.destination_id and q.ends_on >= t.from_day - 1 and q.starts_on <= t.to_day + 1
        and q.id is distinct from t.request_id and q.kind = 'group' and q.status not in ('declined', 'cancelled') offset 0
    ) r
  ), concerned as (
    select there.destination_id, there.agency_id, there.mover from there join agency a on a.id = there.agency_id
    where there.agency_id = there.mover or a.zone = there.zone
  )
  select c.destination_id, d.service_id, array_agg(distinct one.id) as agency_ids
  from concerned c join destination d on d.id = c.destination_id, lateral (values (c.agency_id), (c.mover)) as one (id)
  group by 1, 2`;

/** The catalogue changes with these two; both commit with the change itself. */
export async function catalogueVersion(sql: Query): Promise<string> {
  const [row] = await sql<{ version: string }[]>`select count(*) || '/' || coalesce(max(id), 0) as version from catalogue_change`;
  return row?.version ?? "";
}

/** Every place by name, as texts of rows are read against. */
export async function listNames(sql: Query): Promise<Catalogue> {
  const agencies = await sql<Catalogue["agencies"]>`select id, name, short_name, is_user from agency where kind in ('receiving', 'both')`;
  const gone = sql`case when retired_on <= current_date then retired_on end as retired_on`;
  const sites = await sql<Catalogue["sites"]>`select id, agency_id, name, short_name, is_user, ${gone} from site`;
  const services = await sql<Catalogue["services"]>`select id, agency_id, site_id, name, is_user, ${gone} from service`;
  const destinations = await sql<Catalogue["destinations"]>`
    select id, agency_id, site_id, service_id, name, short_name, is_user, capacity, largest_group, '' as profile_at, ${gone} from destination`;
  const formerly = await listAllFormerNames(sql);
  for (const one of [...sites, ...services, ...destinations]) {
    const names = formerly.get(one.id);
    if (names) one.formerly = names;
  }
  return { agencies, sites, services, destinations };
}
