import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import type { RequestRecord } from "#domain/request-seen.ts";
import type { Place, Side, Status } from "#domain/request.ts";
import type { Schedule, Shift } from "#domain/schedule.ts";
import { exceptionDays } from "./request-day.ts";
import { reachesRequest } from "./request.ts";
import type { Query, Tx } from "./sql.ts";

type Of = Pick<RequestRecord, "agencyId" | "id">;

/** Ids of a request's whole split, its primary first; itself alone when it is not split. */
export async function listFamily(sql: Query, of: Of): Promise<Id[]> {
  const rows = await sql<{ id: Id }[]>`
    select r.id from request me join request r on r.agency_id = me.agency_id
      and (r.id = coalesce(me.split_of, me.id) or r.split_of = coalesce(me.split_of, me.id))
    where me.agency_id = ${of.agencyId} and me.id = ${of.id}
    order by (r.split_of is not null), r.starts_on, r.id`;
  return rows.map(({ id }) => id);
}

/** The split of a request the viewer reaches from a side: which members there are, whatever of them she may see. */
export async function findFamily(
  sql: Query,
  of: { viewer: Actor; side: Side; id: Id },
): Promise<{ agencyId: Id; linkId: Id | null; ids: Id[] } | null> {
  const [row] = await sql<{ agencyId: Id; linkId: Id | null }[]>`
    select r.agency_id, r.link_id from request r
    join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
    join cohort c on c.agency_id = r.agency_id and c.id = cc.cohort_id
    where r.id = ${of.id} and ${reachesRequest(sql, of.viewer, of.side)}`;
  return row ? { ...row, ids: await listFamily(sql, { agencyId: row.agencyId, id: of.id }) } : null;
}

/** The dates of the course a request is of, which bracket its own (section 8, rule 17). */
export async function findCourseDates(
  sql: Query,
  of: Pick<RequestRecord, "agencyId" | "cohortCourseId">,
): Promise<{ startsOn: string; endsOn: string }> {
  const [row] = await sql<{ startsOn: string; endsOn: string }[]>`
    select starts_on, ends_on from cohort_course where agency_id = ${of.agencyId} and id = ${of.cohortCourseId}`;
  if (!row) throw new Error("a request without its course");
  return row;
}

export interface NewPart {
  status: Extract<Status, "new" | "new-part">;
  place: Place;
  schedule: Schedule;
  size: number;
  reason: string;
}

/** A part of a primary: its course, row, kind, instructor and comment, with a place, dates and a size of its own. */
export async function insertPart(
  tx: Tx,
  primary: RequestRecord,
  of: { part: NewPart; by: { personId: Id; at: Date } },
): Promise<{ id: Id; reference: number }> {
  const { part, by } = of;
  const { schedule, place } = part;
  const [row] = await tx<{ id: Id; reference: number }[]>`
    insert into request (agency_id, kind, cohort_course_id, worksheet_id, row_id, status, receiving_id, site_id, service_id, destination_id,
      size, instructor_id, starts_on, ends_on, blocks, weekdays, start_time, end_time, shift_code, comment, created_by, created_at,
      split_of, own_row, part_reason)
    values (${primary.agencyId}, ${primary.kind}, ${primary.cohortCourseId}, ${primary.worksheetId}, ${primary.rowId}, ${part.status},
      ${place.receivingId}, ${place.siteId}, ${place.serviceId}, ${place.destinationId}, ${part.size}, ${primary.instructorId},
      ${schedule.startsOn}, ${schedule.endsOn}, ${tx.json(schedule.blocks)}, ${schedule.weekdays}::smallint[], ${schedule.startTime},
      ${schedule.endTime}, ${schedule.shiftCode}, ${primary.comment}, ${by.personId}, ${by.at.toISOString()}, ${primary.id}, false, ${part.reason})
    returning id, reference`;
  if (!row) throw new Error("an insert returned nothing");
  return row;
}

export interface SplitPatch {
  splitOf?: Id | null;
  sizeHere?: number | null;
  size?: number;
  status?: Status;
  ownRow?: boolean;
  rowId?: string;
  linkId?: Id | null;
  instructorId?: Id | null;
  schedule?: Schedule;
  hours?: number | null;
}

/** Changes what a request is to others; its version goes on, so that a screen that did not see it is told. */
export async function saveSplit(tx: Tx, of: Of, patch: SplitPatch): Promise<void> {
  const set = (column: string, value: unknown) =>
    value === undefined ? tx`` : tx`, ${tx(column)} = ${value as string | number | boolean | null}`;
  const { schedule } = patch;
  await tx`
    update request set version = version + 1 ${set("split_of", patch.splitOf)} ${set("size_here", patch.sizeHere)} ${set("size", patch.size)}
      ${set("status", patch.status)} ${set("own_row", patch.ownRow)} ${set("row_id", patch.rowId)} ${set("link_id", patch.linkId)}
      ${set("instructor_id", patch.instructorId)} ${set("hours", patch.hours)}
      ${schedule ? tx`, starts_on = ${schedule.startsOn}, ends_on = ${schedule.endsOn}, blocks = ${tx.json(schedule.blocks)}, pauses = ${tx.json(schedule.pauses ?? [])}` : tx``}
    where agency_id = ${of.agencyId} and id = ${of.id}`;
}

/** Another leads: parts, row and students go over to it. What a place takes and what the group is change places with it. */
export async function changePrimary(
  tx: Tx,
  of: {
    from: Pick<RequestRecord, "agencyId" | "id" | "size" | "sizeHere" | "linkId">;
    to: Pick<RequestRecord, "agencyId" | "id" | "size" | "ownRow">;
    seats: "move" | "leave";
  },
): Promise<void> {
  const { from, to } = of;
  const [group, there] = [from.size, to.size];
  // A part that stands on its primary's row gives the row to the one that leads; rows of their own stay whose they are.
  const rows = to.ownRow ? {} : { from: { ownRow: false }, to: { ownRow: true } };
  await saveSplit(tx, from, { splitOf: to.id, size: from.sizeHere ?? group, sizeHere: null, ...rows.from });
  await tx`update request set split_of = ${to.id}, version = version + 1 where agency_id = ${from.agencyId} and split_of = ${from.id} and id <> ${to.id}`;
  await saveSplit(tx, to, { splitOf: null, size: group, sizeHere: there === group ? null : there, linkId: from.linkId, ...rows.to });
  if (of.seats === "move")
    await tx`update assignment set request_id = ${to.id}, version = version + 1 where agency_id = ${from.agencyId} and request_id = ${from.id}`;
}

/** Everyone on one request joins another; who is on both stays where she is. */
export async function mergeSeats(tx: Tx, of: { agencyId: Id; from: Id; to: Id }): Promise<void> {
  await tx`
    delete from assignment a where a.agency_id = ${of.agencyId} and a.request_id = ${of.from} and exists (
      select from assignment b where b.agency_id = a.agency_id and b.request_id = ${of.to} and b.student_id = a.student_id)`;
  await tx`update assignment set request_id = ${of.to}, version = version + 1 where agency_id = ${of.agencyId} and request_id = ${of.from}`;
}

/** Statuses and schedules of a split, its primary's included, as its school has them. */
export async function listMembers(
  sql: Query,
  of: { agencyId: Id; primaryId: Id },
): Promise<{ id: Id; status: Status; receivingId: Id | null; version: number; schedule: Schedule }[]> {
  return sql<{ id: Id; status: Status; receivingId: Id | null; version: number; schedule: Schedule }[]>`
    select r.id, r.status, r.receiving_id, r.version, ${memberSchedule(sql)} as schedule from request r
    where r.agency_id = ${of.agencyId} and (r.id = ${of.primaryId} or r.split_of = ${of.primaryId})
    order by (r.split_of is not null), r.starts_on, r.id`;
}

/** The schedule of a request `r` as JSON, its calendar with the students' own days and its pauses included. */
export const memberSchedule = (sql: Query) => sql`
  jsonb_build_object('startsOn', r.starts_on, 'endsOn', r.ends_on, 'blocks', r.blocks, 'weekdays', r.weekdays,
    'startTime', to_char(r.start_time, 'HH24:MI'), 'endTime', to_char(r.end_time, 'HH24:MI'), 'shiftCode', r.shift_code)
    || case when r.pauses = '[]' then '{}' else jsonb_build_object('pauses', r.pauses) end
    || coalesce((select jsonb_build_object('days', x.days) from (select ${exceptionDays(sql, { own: true })} as days) x where x.days is not null), '{}')`;

/** Who is confirmed on a request, by name, locked. */
export async function lockConfirmed(
  tx: Tx,
  of: { agencyId: Id; requestId: Id },
): Promise<{ assignmentId: Id; studentId: Id; name: string }[]> {
  return tx<{ assignmentId: Id; studentId: Id; name: string }[]>`
    select a.id as assignment_id, a.student_id, trim(s.first_name || ' ' || s.last_name) as name
    from assignment a join student s on s.agency_id = a.agency_id and s.id = a.student_id
    where a.agency_id = ${of.agencyId} and a.request_id = ${of.requestId} and a.state = 'confirmed' order by a.id for update of a`;
}

type Presence = { assignmentId: Id; studentId: Id; shifts: Shift[] };
const flat = (of: Presence[]) =>
  of.flatMap(({ assignmentId, studentId, shifts }) => shifts.map(({ from, to }) => ({ id: assignmentId, student: studentId, from, to })));

/** The first hour at which one of these students is confirmed somewhere else, with the place; null when all are free. */
export async function findElsewhere(
  tx: Tx,
  of: { agencyId: Id; presence: Presence[] },
): Promise<{ studentId: Id; place: string; from: string } | null> {
  const [row] = await tx<{ studentId: Id; place: string; from: string }[]>`
    select cs.student_id, concat_ws(' / ', si.name, se.name, d.name) as place,
      to_char(greatest(lower(cs.during), t."from"), 'YYYY-MM-DD"T"HH24:MI') as "from"
    from jsonb_to_recordset(${tx.json(flat(of.presence))}) as t (id uuid, student uuid, "from" timestamp, "to" timestamp)
    join confirmed_shift cs on cs.agency_id = ${of.agencyId} and cs.student_id = t.student and cs.during && tsrange(t."from", t."to")
    join assignment a on a.agency_id = cs.agency_id and a.id = cs.assignment_id
    join request r on r.agency_id = a.agency_id and r.id = a.request_id
    left join site si on si.agency_id = r.receiving_id and si.id = r.site_id
    left join service se on se.agency_id = r.receiving_id and se.id = r.service_id
    left join destination d on d.agency_id = r.receiving_id and d.id = r.destination_id
    where not cs.assignment_id = any(${of.presence.map(({ assignmentId }) => assignmentId)}::uuid[])
    order by 3 limit 1`;
  return row ?? null;
}

/** Writes the hours of confirmed students anew; the database refuses two places at once. */
export async function rewriteShifts(tx: Tx, of: { agencyId: Id; requestId: Id; presence: Presence[] }): Promise<void> {
  await tx`
    delete from confirmed_shift cs using assignment a
    where a.agency_id = ${of.agencyId} and a.request_id = ${of.requestId} and cs.agency_id = a.agency_id and cs.assignment_id = a.id`;
  const shifts = flat(of.presence);
  if (shifts.length === 0) return;
  await tx`
    insert into confirmed_shift (agency_id, assignment_id, student_id, during)
    select ${of.agencyId}, t.id, t.student, tsrange(t."from", t."to")
    from jsonb_to_recordset(${tx.json(shifts)}) as t (id uuid, student uuid, "from" timestamp, "to" timestamp)`;
}

/** Requests of a chain, by number, each with who it is to; the school's own alone. */
export async function listChain(sql: Query, of: { agencyId: Id; linkId: Id }): Promise<{ id: Id; reference: number }[]> {
  return sql<{ id: Id; reference: number }[]>`
    select id, reference from request where agency_id = ${of.agencyId} and link_id = ${of.linkId} order by starts_on, reference`;
}

export interface PartOf extends Pick<
  RequestRecord,
  "id" | "agencyId" | "reference" | "status" | "schedule" | "size" | "ownRow" | "receivingId"
> {
  version: number;
}

/** The parts of a primary, locked, whoever asks: what happens to one of a split concerns all. */
export async function lockParts(tx: Tx, of: { agencyId: Id; primaryId: Id }): Promise<PartOf[]> {
  return tx<PartOf[]>`
    select r.id, r.agency_id, r.reference, r.status, r.version, r.size, r.own_row, r.receiving_id, ${memberSchedule(tx)} as schedule
    from request r where r.agency_id = ${of.agencyId} and r.split_of = ${of.primaryId} order by r.id for update of r`;
}

/** Names that were released are held again; their hours are free. Which they were. */
export async function holdSeats(tx: Tx, of: { agencyId: Id; requestId: Id }): Promise<Id[]> {
  const rows = await tx<{ id: Id }[]>`
    update assignment set state = 'held', version = version + 1, confirmed_by = null, confirmed_at = null
    where agency_id = ${of.agencyId} and request_id = ${of.requestId} and state = 'confirmed' returning id`;
  const ids = rows.map(({ id }) => id);
  await tx`delete from confirmed_shift where agency_id = ${of.agencyId} and assignment_id = any(${ids}::uuid[])`;
  return ids;
}

/** The same names released again, by whoever takes back what held them; those gone meanwhile are not. */
export async function releaseSeats(tx: Tx, of: { agencyId: Id; personId: Id; ids: Id[] }): Promise<void> {
  await tx`
    update assignment set state = 'confirmed', version = version + 1, confirmed_by = ${of.personId}, confirmed_at = now()
    where agency_id = ${of.agencyId} and id = any(${of.ids}::uuid[]) and state = 'held'`;
}

/** How many of its group a primary's own place takes at a time; null: all. */
export async function findSizeHere(sql: Query, of: Of): Promise<number | null> {
  const [row] = await sql<{ sizeHere: number | null }[]>`select size_here from request where agency_id = ${of.agencyId} and id = ${of.id}`;
  return row?.sizeHere ?? null;
}
