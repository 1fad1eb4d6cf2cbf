import type { Actor } from "#domain/access.ts";
import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import type { Intent } from "#domain/overlap.ts";
import { withPauses } from "#domain/request-tag.ts";
import type { DayException, Pause, Varied } from "#domain/schedule.ts";
import { detailed, exceptionDays, variedOf } from "./request-day.ts";
import type { Query, Tx } from "./sql.ts";
import { scheduleIn, type ScheduleColumns } from "./worksheet.ts";

interface IntentRow extends ScheduleColumns {
  key: string;
  destinationId: Id;
  kind: Intent["kind"];
  stage: Intent["stage"];
  size: number;
  own: boolean;
  school: string | null;
  family: Id | null;
  worksheetId: Id | null;
  rowId: string | null;
  requestId: Id | null;
  reference: number | null;
  days: DayException[] | null;
  varied: Varied | null;
  pauses: Pause[];
}

/** What cannot be told of another school's: neither whose it is nor which. The same for the same viewer, so that a screen follows it. */
const keyOf = (sql: Query, viewer: Actor, text: ReturnType<Query>) => sql`md5(${viewer.agencyId} || ${text})`;

/** A school of the viewer's zone, or the viewer's own: `a` is the school's row of `agency`. */
const inZone = (sql: Query, viewer: Actor) =>
  sql`(a.id = ${viewer.agencyId} or a.zone = (select me.zone from agency me where me.id = ${viewer.agencyId}))`;

/**
 * The one look a school has at what others plan: who is at units between two days. Of its own everything; of the groups of its zone the
 * school's name, how many and when, drafts among them; of all else that was sent only how many and when. Never a student, a comment, an
 * instructor, a reference or an id of another school.
 */
export async function listIntents(sql: Query, viewer: Actor, of: { destinationIds: Id[]; from: Day; to: Day }): Promise<Intent[]> {
  const { destinationIds, from, to } = of;
  const rows = await sql<IntentRow[]>`
    select case when mine.own then r.id::text else ${keyOf(sql, viewer, sql`r.id::text`)} end as key, r.destination_id, r.kind,
      case when r.status in ('new', 'new-part') then 'outbox' else 'asked' end as stage, coalesce(r.size_here, r.size) as size, mine.own,
      case when mine.own or (r.kind = 'group' and ${inZone(sql, viewer)}) then a.name end as school,
      case when mine.own then coalesce(r.split_of, r.id) end as family,
      case when mine.own and r.own_row then r.worksheet_id end as worksheet_id, case when mine.own and r.own_row then r.row_id end as row_id,
      case when mine.own then r.id end as request_id, case when mine.own then r.reference end as reference,
      r.starts_on, r.ends_on, r.blocks, r.weekdays, r.start_time, r.end_time, r.shift_code, r.pauses,
      ${exceptionDays(sql, { own: false })} as days, ${variedOf(sql)} as varied
    from request r join agency a on a.id = r.agency_id, lateral (select r.agency_id = ${viewer.agencyId} as own) mine
    where r.destination_id = any(${destinationIds}::uuid[]) and r.ends_on >= ${from}::date and r.starts_on <= ${to}::date
      and r.status not in ('declined', 'cancelled')
      and (mine.own or (r.status not in ('new', 'new-part', 'sent-held')) or (r.kind = 'group' and ${inZone(sql, viewer)}))
    union all
    select case when mine.own then 'row ' || i.row_id else ${keyOf(sql, viewer, sql`i.worksheet_id::text || i.row_id`)} end, i.destination_id,
      'group', 'draft', i.size, mine.own, a.name, null::uuid, case when mine.own then i.worksheet_id end, case when mine.own then i.row_id end,
      null::uuid, null::bigint, i.starts_on, i.ends_on, i.blocks, i.weekdays, i.start_time, i.end_time, i.shift_code, '[]'::jsonb, null::jsonb, null::jsonb
    from group_intent i join agency a on a.id = i.agency_id, lateral (select i.agency_id = ${viewer.agencyId} as own) mine
    where i.destination_id = any(${destinationIds}::uuid[]) and i.ends_on >= ${from}::date and i.starts_on <= ${to}::date
      and ${inZone(sql, viewer)}
      and not exists (select from request r where r.agency_id = i.agency_id and r.worksheet_id = i.worksheet_id and r.row_id = i.row_id)`;
  return rows.map(({ worksheetId, rowId, requestId, reference, days, varied, pauses, ...row }) => ({
    key: row.key,
    destinationId: row.destinationId,
    kind: row.kind,
    stage: row.stage,
    size: row.size,
    schedule: withPauses(detailed(scheduleIn(row), { days, varied }), pauses),
    own: row.own,
    school: row.school,
    family: row.family,
    row: worksheetId !== null && rowId !== null ? { worksheetId, rowId, requestId, reference } : null,
  }));
}

/** The units of services, open or not. */
export async function listUnitsOf(sql: Query, serviceIds: Id[]): Promise<Id[]> {
  const rows = await sql<{ id: Id }[]>`select id from destination where service_id = any(${serviceIds}::uuid[])`;
  return rows.map(({ id }) => id);
}

/** Until the end of this transaction nobody else sends to these units: who comes second sees the first. */
export async function lockUnits(tx: Tx, destinationIds: Id[]): Promise<void> {
  await tx`
    select pg_advisory_xact_lock(hashtextextended(id::text, 7015))
    from (select distinct unnest(${destinationIds}::uuid[]) as id order by 1) as units`;
}

export interface Zone {
  code: string;
  nameFr: string;
  nameEn: string;
}

export const listZones = (sql: Query): Promise<Zone[]> => sql<Zone[]>`select code, name_fr, name_en from overlap_zone order by position`;

/** The zone a school is in, and the other schools there, by name. */
export async function findZone(sql: Query, viewer: Actor): Promise<{ zone: string | null; schools: { id: Id; name: string }[] }> {
  const [row] = await sql<{ zone: string | null; schools: { id: Id; name: string }[] }[]>`
    select me.zone, coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name) order by a.name)
      from agency a where a.zone = me.zone and a.id <> me.id), '[]') as schools
    from agency me where me.id = ${viewer.agencyId}`;
  return row ?? { zone: null, schools: [] };
}

/** Puts a school in a zone, or in none. Answers who is concerned: the schools of the zone it leaves and of the one it comes to. */
export async function saveZone(tx: Tx, viewer: Actor, zone: string | null): Promise<Id[]> {
  const rows = await tx<{ id: Id }[]>`
    with before as (select zone from agency where id = ${viewer.agencyId} for update),
      saved as (update agency set zone = ${zone} where id = ${viewer.agencyId})
    select a.id from agency a, before where a.zone = before.zone or a.zone = ${zone}`;
  return [...new Set([viewer.agencyId, ...rows.map(({ id }) => id)])];
}
