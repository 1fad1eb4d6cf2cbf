import type { Actor } from "#domain/access.ts";
import type { KeptCause, SeatCause } from "#domain/assignment-batch.ts";
import type { Id } from "#domain/id.ts";
import type { LockedSeat } from "./assignment.ts";
import type { Query, Tx } from "./sql.ts";

/** A student on a sheet. */
export interface SheetStudent {
  worksheetId: Id;
  studentId: Id;
}

const pairs = (tx: Query, of: readonly SheetStudent[]) => {
  const rows = of.map(({ worksheetId, studentId }) => ({ w: worksheetId, s: studentId }));
  return tx`jsonb_to_recordset(${tx.json(rows)}) as pair (w uuid, s uuid)`;
};

/** Which places these students sit on now, to be locked before their seats are. */
export async function listPlacesOf(tx: Tx, viewer: Actor, of: readonly SheetStudent[]): Promise<Id[]> {
  const rows = await tx<{ id: Id }[]>`
    select distinct r.id from ${pairs(tx, of)}
    join assignment a on a.agency_id = ${viewer.agencyId} and a.student_id = pair.s
    join request r on r.agency_id = a.agency_id and r.id = a.request_id and r.worksheet_id = pair.w
    where r.status not in ('declined', 'cancelled')`;
  return rows.map((row) => row.id);
}

/** Locks enrolments, in one order: two people who move the same students wait for each other here. Who is not enrolled is not among them. */
export async function lockEnrolled(tx: Tx, viewer: Actor, of: readonly SheetStudent[]): Promise<SheetStudent[]> {
  return tx<SheetStudent[]>`
    select pair.w as worksheet_id, e.student_id from ${pairs(tx, of)}
    join worksheet w on w.agency_id = ${viewer.agencyId} and w.id = pair.w and w.deleted_at is null
    join enrolment e on e.agency_id = w.agency_id and e.cohort_course_id = w.cohort_course_id and e.student_id = pair.s and e.state = 'enrolled'
    order by e.cohort_course_id, e.student_id for update of e`;
}

export type SheetSeat = LockedSeat & { worksheetId: Id; batchId: Id | null };

/** Where these students are on these sheets, locked. */
export function lockSeatsOfStudents(tx: Tx, viewer: Actor, of: readonly SheetStudent[]): Promise<SheetSeat[]> {
  return tx<SheetSeat[]>`
    select a.id, a.request_id, a.student_id, a.state, a.version, a.batch_id, r.worksheet_id, a.assigned_at as at,
      concat_ws(' ', p.first_name, p.last_name) as by, concat_ws(' / ', si.name, se.name, d.name) as path
    from ${pairs(tx, of)}
    join assignment a on a.agency_id = ${viewer.agencyId} and a.student_id = pair.s
    join request r on r.agency_id = a.agency_id and r.id = a.request_id and r.worksheet_id = pair.w
    join person p on p.agency_id = a.agency_id and p.id = a.assigned_by
    left join site si on si.agency_id = r.receiving_id and si.id = r.site_id
    left join service se on se.agency_id = r.receiving_id and se.id = r.service_id
    left join destination d on d.agency_id = r.receiving_id and d.id = r.destination_id
    where r.status not in ('declined', 'cancelled')
    order by a.assigned_at, a.id for update of a`;
}

/** Who changed last where a student of a sheet sits, and when; undefined when nobody is known to have. */
export async function findLastSeating(sql: Query, viewer: Actor, of: SheetStudent): Promise<{ by: string; at: string } | undefined> {
  const [row] = await sql<{ by: string; at: string }[]>`
    select actor_name as by, at from event
    where within @> array[${of.worksheetId}, ${of.studentId}]::uuid[] and agency_ids @> array[${viewer.agencyId}]::uuid[] and kind like 'assignment.%'
    order by seq desc limit 1`;
  return row;
}

export async function insertBatch(tx: Tx, viewer: Actor, cause: KeptCause): Promise<Id> {
  const [row] = await tx<{ id: Id }[]>`
    insert into assignment_batch (agency_id, cause, cause_id, made_by) values (${viewer.agencyId}, ${cause.kind}, ${cause.id}, ${viewer.personId}) returning id`;
  if (!row) throw new Error("an insert returned nothing");
  return row.id;
}

/** What batches came from. */
export function listCauses(sql: Query, viewer: Actor, batchIds: readonly Id[]): Promise<SeatCause[]> {
  return sql<SeatCause[]>`
    select id as batch_id, cause as kind, cause_id as id from assignment_batch
    where agency_id = ${viewer.agencyId} and id = any(${[...batchIds]}::uuid[])`;
}

/** Puts students on places, held, in the order given. `batchId`: what the seat comes from; null: one command for her alone. */
export function insertSeats(
  tx: Tx,
  viewer: Actor,
  seats: readonly { requestId: Id; studentId: Id; batchId: Id | null }[],
): Promise<{ id: Id; requestId: Id; studentId: Id; version: number; at: string }[]> {
  const rows = seats.map(({ requestId, studentId, batchId }, index) => ({ r: requestId, s: studentId, b: batchId, index }));
  return tx<{ id: Id; requestId: Id; studentId: Id; version: number; at: string }[]>`
    insert into assignment (agency_id, request_id, student_id, assigned_by, batch_id)
    select ${viewer.agencyId}, t.r, t.s, ${viewer.personId}, t.b
    from jsonb_to_recordset(${tx.json(rows)}) as t (r uuid, s uuid, b uuid, index int) order by t.index
    returning id, request_id, student_id, version, assigned_at as at`;
}

export interface BatchRow extends SheetStudent {
  fromRequestId: Id | null;
  fromBatchId: Id | null;
  toRequestId: Id | null;
  assignmentId: Id | null;
}

export async function insertBatchRows(tx: Tx, viewer: Actor, of: { batchId: Id; rows: readonly BatchRow[] }): Promise<void> {
  const rows = of.rows.map((row) => ({
    w: row.worksheetId,
    s: row.studentId,
    f: row.fromRequestId,
    fb: row.fromBatchId,
    t: row.toRequestId,
    a: row.assignmentId,
  }));
  await tx`
    insert into assignment_batch_row (agency_id, batch_id, worksheet_id, student_id, from_request_id, from_batch_id, to_request_id, assignment_id)
    select ${viewer.agencyId}, ${of.batchId}, t.w, t.s, t.f, t.fb, t.t, t.a
    from jsonb_to_recordset(${tx.json(rows)}) as t (w uuid, s uuid, f uuid, fb uuid, t uuid, a uuid)`;
}

export interface LockedBatch {
  id: Id;
  cause: KeptCause["kind"];
  causeId: Id | null;
  rows: (BatchRow & { takenBack: { by: string; at: string } | null })[];
}

/** A batch of the school, locked, with what it did; undefined when there is none. Whether its sheets are reached is for the caller to see. */
export async function lockBatch(tx: Tx, viewer: Actor, batchId: Id): Promise<LockedBatch | undefined> {
  const [batch] = await tx<Omit<LockedBatch, "rows">[]>`
    select id, cause, cause_id from assignment_batch where agency_id = ${viewer.agencyId} and id = ${batchId} for update`;
  if (!batch) return undefined;
  const rows = await tx<(BatchRow & { backBy: string | null; backAt: string | null })[]>`
    select b.worksheet_id, b.student_id, b.from_request_id, b.from_batch_id, b.to_request_id, b.assignment_id,
      concat_ws(' ', p.first_name, p.last_name) as back_by, b.taken_back_at as back_at
    from assignment_batch_row b
    left join person p on p.agency_id = b.agency_id and p.id = b.taken_back_by
    where b.agency_id = ${viewer.agencyId} and b.batch_id = ${batchId} order by b.worksheet_id, b.student_id`;
  return {
    ...batch,
    rows: rows.map(({ backBy, backAt, ...row }) => ({ ...row, takenBack: backAt === null ? null : { by: backBy ?? "", at: backAt } })),
  };
}

/** Notes that rows of a batch were taken back. */
export async function markTakenBack(tx: Tx, viewer: Actor, of: { batchId: Id; rows: readonly SheetStudent[] }): Promise<void> {
  await tx`
    update assignment_batch_row b set taken_back_by = ${viewer.personId}, taken_back_at = now()
    from ${pairs(tx, of.rows)} where b.agency_id = ${viewer.agencyId} and b.batch_id = ${of.batchId} and b.worksheet_id = pair.w and b.student_id = pair.s`;
}

/** What a batch had done stands again, in the seats it has now. */
export async function markDoneAgain(
  tx: Tx,
  viewer: Actor,
  of: { batchId: Id; rows: readonly (SheetStudent & { assignmentId: Id | null })[] },
): Promise<void> {
  const rows = of.rows.map(({ worksheetId, studentId, assignmentId }) => ({ w: worksheetId, s: studentId, a: assignmentId }));
  await tx`
    update assignment_batch_row b set taken_back_by = null, taken_back_at = null, assignment_id = t.a
    from jsonb_to_recordset(${tx.json(rows)}) as t (w uuid, s uuid, a uuid)
    where b.agency_id = ${viewer.agencyId} and b.batch_id = ${of.batchId} and b.worksheet_id = t.w and b.student_id = t.s
      and (b.to_request_id is null) = (t.a is null)`;
}
