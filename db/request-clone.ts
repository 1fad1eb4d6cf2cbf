import type { Id } from "#domain/id.ts";
import type { RequestRecord } from "#domain/request-seen.ts";
import type { Status } from "#domain/request.ts";
import type { Query, Tx } from "./sql.ts";

/** The sheet of a request's course and kind where another row of its school can be laid; null when it has to be opened. */
export async function findSheetFor(sql: Query, of: Pick<RequestRecord, "agencyId" | "cohortCourseId" | "kind">): Promise<Id | null> {
  const [row] = await sql<{ id: Id }[]>`
    select id from worksheet where agency_id = ${of.agencyId} and cohort_course_id = ${of.cohortCourseId} and kind = ${of.kind} and deleted_at is null`;
  return row?.id ?? null;
}

/** Who of the school a request came from: its sheet is written in her name. Null when nobody of the school is known. */
export async function findSender(sql: Query, of: { agencyId: Id; id: Id }): Promise<Id | null> {
  const [row] = await sql<{ id: Id }[]>`
    select p.id from request r join person p on p.agency_id = r.agency_id and p.id in (r.sender_id, r.sent_by, r.created_by)
    where r.agency_id = ${of.agencyId} and r.id = ${of.id}
    order by p.id = r.sender_id desc nulls last, p.id = r.sent_by desc nulls last limit 1`;
  return row?.id ?? null;
}

export interface NewClone {
  status: Status;
  siteId: Id;
  serviceId: Id;
  destinationId: Id;
  worksheetId: Id;
  rowId: string;
  size: number;
  by: { personId: Id; at: Date };
}

/** A request made from another, elsewhere: its dates, days, hours and comment, on a row of its own; nobody is on it. */
export async function insertClone(
  tx: Tx,
  from: Pick<RequestRecord, "agencyId" | "id" | "reference">,
  of: NewClone,
): Promise<{ id: Id; reference: number }> {
  const at = of.by.at.toISOString();
  const [row] = await tx<{ id: Id; reference: number }[]>`
    insert into request (agency_id, kind, cohort_course_id, worksheet_id, row_id, status, receiving_id, site_id, service_id, destination_id,
      size, instructor_id, starts_on, ends_on, blocks, weekdays, start_time, end_time, shift_code, pauses, hours, comment, placement_type,
      origin, cloned_from, cloned_reference, sender_id, created_by, created_at, sent_by, sent_at)
    select agency_id, kind, cohort_course_id, ${of.worksheetId}, ${of.rowId}, ${of.status}, receiving_id, ${of.siteId}, ${of.serviceId},
      ${of.destinationId}, ${of.size}, instructor_id, starts_on, ends_on, blocks, weekdays, start_time, end_time, shift_code, pauses, hours,
      comment, placement_type, 'clone', id, reference, sender_id, ${of.by.personId}, ${at}, sent_by, ${at}
    from request where agency_id = ${from.agencyId} and id = ${from.id}
    returning id, reference`;
  if (!row) throw new Error("an insert returned nothing");
  return row;
}
