import type { Actor } from "#domain/access.ts";
import type { OfferedPlace } from "#domain/call.ts";
import type { Id } from "#domain/id.ts";
import type { Side, Status } from "#domain/request.ts";
import type { Schedule } from "#domain/schedule.ts";
import { reachesRequest } from "./request.ts";
import type { Query, Tx } from "./sql.ts";
import { scheduleIn, type ScheduleColumns } from "./worksheet.ts";

/** One place of an offer: a request like any other. `seq` is the last that the viewer's organisation may know of it. */
export interface OfferedRequest extends OfferedPlace {
  offerId: Id;
  id: Id;
  reference: number;
  receivingId: Id;
  status: Status;
  version: number;
  worksheetId: Id;
  rowId: string;
  schedule: Schedule;
  note: string;
  site: string;
  service: string;
  destination: string | null;
  assigned: number;
  seq: number;
  lastAccountId: Id | null;
  lastBy: string | null;
  lastAt: string | null;
}

/** The places offered in a call that the viewer reaches, offer after offer in their order. Those of one offer alone with `offerId`. */
export async function listOffered(sql: Query, viewer: Actor, of: { callId: Id; side: Side; offerId?: Id }): Promise<OfferedRequest[]> {
  const rows = await sql<(Omit<OfferedRequest, "schedule"> & ScheduleColumns)[]>`
    select r.offer_id, r.id, r.reference, r.receiving_id, r.status, r.version, r.worksheet_id, r.row_id, r.site_id, r.service_id, r.destination_id,
      r.starts_on, r.ends_on, r.blocks, r.weekdays, r.start_time, r.end_time, r.shift_code, r.comment as note, si.name as site, se.name as service,
      d.name as destination, (select count(*)::int from assignment a where a.agency_id = r.agency_id and a.request_id = r.id) as assigned,
      coalesce(e.seq, 0)::int8 as seq, e.actor_account_id as last_account_id, e.at as last_at,
      case when e.actor_agency_id = ${viewer.agencyId} then e.actor_name else ea.name end as last_by
    from request r
    join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
    join cohort c on c.agency_id = r.agency_id and c.id = cc.cohort_id
    join site si on si.agency_id = r.receiving_id and si.id = r.site_id
    join service se on se.agency_id = r.receiving_id and se.id = r.service_id
    left join destination d on d.agency_id = r.receiving_id and d.id = r.destination_id
    left join lateral (
      select seq, at, actor_name, actor_agency_id, actor_account_id from event
      where about = r.id and kind like 'request.%' and agency_ids @> array[${viewer.agencyId}::uuid] order by seq desc limit 1
    ) e on true
    left join agency ea on ea.id = e.actor_agency_id
    where r.call_id = ${of.callId} and ${reachesRequest(sql, viewer, of.side)} and (${of.offerId ?? null}::uuid is null or r.offer_id = ${of.offerId ?? null}::uuid)
    order by r.offer_id, r.reference`;
  return rows.map((row) => ({ ...row, schedule: scheduleIn(row) }));
}

/** Holds the requests of an offer until the transaction ends, and the rows of who is assigned to them. */
export async function lockOffered(tx: Tx, of: { callId: Id; offerId: Id }): Promise<void> {
  await tx`select id from request where call_id = ${of.callId} and offer_id = ${of.offerId} order by id for update`;
}

export interface NewOffered {
  agencyId: Id;
  callId: Id;
  offerId: Id;
  cohortCourseId: Id;
  worksheetId: Id;
  receivingId: Id;
  place: OfferedPlace;
  schedule: Schedule;
  note: string;
  /** The school's coordinator who called: her side of the request's contacts. */
  sentBy: Id;
}

/** Places of an offer, one a row of the sheet, born accepted (T32). */
export async function insertOffered(
  tx: Tx,
  of: NewOffered,
  by: { rowIds: string[]; personId: Id; at: Date },
): Promise<{ id: Id; reference: number; rowId: string }[]> {
  const { place, schedule } = of;
  const at = by.at.toISOString();
  return tx<{ id: Id; reference: number; rowId: string }[]>`
    insert into request (agency_id, kind, cohort_course_id, worksheet_id, row_id, status, receiving_id, site_id, service_id, destination_id,
      size, starts_on, ends_on, blocks, weekdays, start_time, end_time, shift_code, comment, origin, call_id, offer_id,
      created_by, created_at, sent_by, sent_at, answered_by, answered_at)
    select ${of.agencyId}, 'individual', ${of.cohortCourseId}, ${of.worksheetId}, laid, 'accepted', ${of.receivingId}, ${place.siteId},
      ${place.serviceId}, ${place.destinationId}, 1, ${schedule.startsOn}, ${schedule.endsOn}, ${tx.json(schedule.blocks)},
      ${schedule.weekdays}::smallint[], ${schedule.startTime}::time, ${schedule.endTime}::time, ${schedule.shiftCode}, ${of.note}, 'offer', ${of.callId},
      ${of.offerId}, ${by.personId}, ${at}, ${of.sentBy}, ${at}, ${by.personId}, ${at}
    from unnest(${by.rowIds}::text[]) as laid
    returning id, reference, row_id`;
}

/** Puts an offered place where and when it is offered now, under the row of the sheet that says so. */
export async function saveOffered(
  tx: Tx,
  request: { agencyId: Id; id: Id },
  of: { place: OfferedPlace; schedule: Schedule; note: string; rowId: string; worksheetId: Id },
): Promise<void> {
  const { place, schedule } = of;
  await tx`
    update request set site_id = ${place.siteId}, service_id = ${place.serviceId}, destination_id = ${place.destinationId},
      starts_on = ${schedule.startsOn}, ends_on = ${schedule.endsOn}, blocks = ${tx.json(schedule.blocks)}, weekdays = ${schedule.weekdays}::smallint[],
      start_time = ${schedule.startTime}, end_time = ${schedule.endTime}, shift_code = ${schedule.shiftCode}, comment = ${of.note},
      row_id = ${of.rowId}, worksheet_id = ${of.worksheetId}, version = version + 1
    where agency_id = ${request.agencyId} and id = ${request.id}`;
}

/** The individual sheet of a course, where offers are laid; null when it is not there (yet, or any more). */
export async function findIndividualSheet(sql: Query, of: { agencyId: Id; cohortCourseId: Id }): Promise<Id | null> {
  const [row] = await sql<{ id: Id }[]>`
    select id from worksheet where agency_id = ${of.agencyId} and cohort_course_id = ${of.cohortCourseId} and kind = 'individual' and deleted_at is null`;
  return row?.id ?? null;
}
