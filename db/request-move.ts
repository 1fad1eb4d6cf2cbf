import type { Actor } from "#domain/access.ts";
import type { ConsentScope } from "#domain/consent.ts";
import type { Id } from "#domain/id.ts";
import type { RequestRecord } from "#domain/request-seen.ts";
import type { BeforeAnswer } from "#domain/request-take-back.ts";
import type { Request, Side, Status } from "#domain/request.ts";
import { reachesRequest, type Look, type RequestPatch } from "./request.ts";
import type { Query, Tx } from "./sql.ts";

/** Locks requests until the end of the transaction, in one order, so that two people never wait for each other. */
export async function lockRequests(tx: Tx, of: { viewer: Actor; side: Side; ids: Id[] }): Promise<void> {
  await tx`
    select r.id from request r
    join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
    join cohort c on c.agency_id = r.agency_id and c.id = cc.cohort_id
    where r.id = any(${of.ids}::uuid[]) and ${reachesRequest(tx, of.viewer, of.side)}
    order by r.id for update of r`;
}

export type NewRequest = Omit<Request, "id" | "reference" | "version" | "reasonCode" | "reasonNote"> & {
  /** The moment a request that is born held waits for. */
  heldUntil?: string | null;
};

/** A request of a row; null when the row has one already, whoever was faster (`one_open_request_per_row`). */
export async function insertRequest(
  tx: Tx,
  request: NewRequest,
  by: { personId: Id; at: Date },
): Promise<{ id: Id; reference: number } | null> {
  const { schedule } = request;
  const held = request.status === "sent-held";
  const sent = request.status !== "new";
  const [row] = await tx<{ id: Id; reference: number }[]>`
    insert into request (agency_id, kind, cohort_course_id, worksheet_id, row_id, status, receiving_id, site_id, service_id, destination_id,
      size, instructor_id, starts_on, ends_on, blocks, weekdays, start_time, end_time, shift_code, comment, created_by, created_at, sent_by, sent_at, release_at)
    values (${request.agencyId}, ${request.kind}, ${request.cohortCourseId}, ${request.worksheetId}, ${request.rowId}, ${request.status},
      ${request.receivingId}, ${request.siteId}, ${request.serviceId}, ${request.destinationId}, ${request.size}, ${request.instructorId},
      ${schedule.startsOn}, ${schedule.endsOn}, ${tx.json(schedule.blocks)}, ${schedule.weekdays}::smallint[], ${schedule.startTime}, ${schedule.endTime},
      ${schedule.shiftCode}, ${request.comment}, ${by.personId}, ${by.at.toISOString()}, ${sent ? by.personId : null}, ${sent && !held ? by.at.toISOString() : null},
      ${held ? (request.heldUntil ?? null) : null})
    on conflict (agency_id, worksheet_id, row_id) where own_row and status not in ('declined', 'cancelled') do nothing
    returning id, reference`;
  return row ?? null;
}

/** Who moves it where: what a move changes besides the status. */
export interface Move {
  status: Status;
  patch: RequestPatch;
  by: { personId: Id; at: Date };
  /** Set by the sending, by the organisation's answer and by a taken back one. */
  stamp: "sent" | "again" | "held" | "answered" | "unanswered" | "none";
  before: BeforeAnswer | null;
  /** The moment it is held until, when it is sent before it. */
  heldUntil?: string | null;
}

/** Moves a request on; false when it is no longer where it was read (a stale screen, or a bug): never silence. */
export async function saveMove(tx: Tx, from: Pick<RequestRecord, "agencyId" | "id" | "status" | "version">, move: Move): Promise<boolean> {
  const { status, patch, by, stamp } = move;
  const at = by.at.toISOString();
  const set = (column: string, value: unknown) => (value === undefined ? tx`` : tx`, ${tx(column)} = ${value as string | number | null}`);
  const rows = await tx`
    update request set status = ${status}, version = version + 1, before_answer = ${move.before === null ? null : tx.json(move.before as never)}
      ${set("receiving_id", patch.receivingId)} ${set("site_id", patch.siteId)} ${set("service_id", patch.serviceId)} ${set("destination_id", patch.destinationId)}
      ${set("size", patch.size)}
      ${patch.size === undefined ? tx`` : tx`, size_here = case when size_here > ${patch.size} then ${patch.size} else size_here end`} ${set("instructor_id", patch.instructorId)} ${set("comment", patch.comment)} ${set("alert", patch.alert)}
      ${set("reason_code", patch.reasonCode)} ${set("reason_note", patch.reasonNote)}
      ${patch.reasonCode === undefined ? tx`` : tx`, reason_wording_id = ${patch.reasonWordingId ?? null}`} ${set("hours", patch.hours)}
      ${
        patch.schedule
          ? tx`, starts_on = ${patch.schedule.startsOn}, ends_on = ${patch.schedule.endsOn}, blocks = ${tx.json(patch.schedule.blocks)},
        weekdays = ${patch.schedule.weekdays}::smallint[], start_time = ${patch.schedule.startTime}, end_time = ${patch.schedule.endTime},
        shift_code = ${patch.schedule.shiftCode}, pauses = ${tx.json((patch.schedule.pauses ?? []) as never)}`
          : tx``
      }
      ${stamp === "sent" ? tx`, sent_by = ${by.personId}, sent_at = ${at}` : tx``}
      ${stamp === "again" ? tx`, sent_by = ${by.personId}, sent_at = ${at}, answered_by = null, answered_at = null, confirmed_at = null` : tx``}
      ${stamp === "held" ? tx`, sent_by = ${by.personId}, release_at = ${move.heldUntil ?? null}` : tx``}
      ${stamp === "answered" ? tx`, answered_by = ${by.personId}, answered_at = ${at}` : tx``}
      ${stamp === "unanswered" ? tx`, answered_by = null, answered_at = null` : tx``}
    where agency_id = ${from.agencyId} and id = ${from.id} and status = ${from.status} and version = ${from.version} returning id`;
  return rows.length === 1;
}

/** Deletes a request for good (T09); false when it is no longer where it was read. Its row can be used again. */
export async function deleteRequest(tx: Tx, from: Pick<RequestRecord, "agencyId" | "id" | "status" | "version">): Promise<boolean> {
  const rows = await tx`
    delete from request where agency_id = ${from.agencyId} and id = ${from.id} and status = ${from.status} and version = ${from.version} returning id`;
  return rows.length === 1;
}

/** Students linked to a request: they leave with it when it is called off, and an answer they build on cannot be taken back. */
export async function listLinkedStudents(
  sql: Query,
  of: Pick<RequestRecord, "agencyId" | "id">,
): Promise<{ assignmentId: Id; studentId: Id; state: "held" | "confirmed" }[]> {
  return sql<{ assignmentId: Id; studentId: Id; state: "held" | "confirmed" }[]>`
    select id as assignment_id, student_id, state from assignment where agency_id = ${of.agencyId} and request_id = ${of.id} order by assigned_at, id`;
}

/** Unlinks everyone from a request; their confirmed hours go with the links. */
export async function releaseStudents(tx: Tx, of: Pick<RequestRecord, "agencyId" | "id">): Promise<void> {
  await tx`delete from assignment where agency_id = ${of.agencyId} and request_id = ${of.id}`;
}

/** Whether organisation, site and service all use the system: what `Env` and `Env-P` are told apart by (section 8, rule 2). */
export async function isUserTarget(sql: Query, of: { receivingId: Id; siteId: Id; serviceId: Id }): Promise<boolean> {
  const [row] = await sql<{ isUser: boolean }[]>`
    select a.is_user and si.is_user and se.is_user as is_user from agency a
    join site si on si.agency_id = a.id join service se on se.agency_id = a.id and se.site_id = si.id
    where a.id = ${of.receivingId} and si.id = ${of.siteId} and se.id = ${of.serviceId}`;
  return row?.isUser ?? false;
}

export interface Contact {
  as: "coordinator" | "leader" | "instructor" | "service" | "discipline" | "destination" | "site";
  name: string;
  title: string;
  email: string | null;
  phone: string | null;
}

/** Who can be reached about a request, on both sides (F-116): business cards, never students. */
export async function listContacts(sql: Query, of: Request): Promise<Contact[]> {
  return sql<Contact[]>`
    select k.contact_as as "as", trim(p.first_name || ' ' || p.last_name) as name, p.title, p.email, p.phone
    from (
      select 1 as place, 'coordinator' as contact_as, agency_id, coalesce(sender_id, sent_by, created_by) as person_id from request where agency_id = ${of.agencyId} and id = ${of.id}
      union all select 2, 'leader', agency_id, person_id from course_leader where agency_id = ${of.agencyId} and cohort_course_id = ${of.cohortCourseId}
      union all select 3, 'instructor', ${of.agencyId}::uuid, ${of.instructorId}::uuid
      union all select 4, 'service', agency_id, coordinator_id from service where agency_id = ${of.receivingId} and id = ${of.serviceId}
      union all select 5, 'discipline', k.agency_id, k.person_id from unit_contact k
        where k.agency_id = ${of.receivingId} and k.destination_id = ${of.destinationId} and k.discipline <> ''
          and lower(k.discipline) = (select lower(p.discipline) from cohort_course cc join cohort c on c.agency_id = cc.agency_id and c.id = cc.cohort_id
            join programme p on p.agency_id = c.agency_id and p.id = c.programme_id where cc.agency_id = ${of.agencyId} and cc.id = ${of.cohortCourseId})
      union all select 5, 'destination', agency_id, contact_id from destination where agency_id = ${of.receivingId} and id = ${of.destinationId}
      union all select 6, 'site', agency_id, contact_id from site where agency_id = ${of.receivingId} and id = ${of.siteId}
    ) k join person p on p.agency_id = k.agency_id and p.id = k.person_id
    order by k.place, lower(p.last_name)`;
}

/**
 * Who is on a place, by name: everyone for the school; for the other side only who is confirmed on a confirmed request (section 8, rule 4),
 * with as much more as each signed for (R263). The school has that on the student's own page. Nobody for an observer without names.
 */
export async function listStudents(
  sql: Query,
  of: Pick<RequestRecord, "agencyId" | "id">,
  { viewer, side }: Pick<Look, "viewer" | "side">,
): Promise<{ id: Id; name: string; state: "held" | "confirmed"; number: string | null; email: string | null; phone: string | null }[]> {
  const given = (scope: ConsentScope) => sql`
    case when ${side !== "placing"} and ${scope} = any(s.consent_scopes) and s.sealed is null then s.${sql(scope)} end as ${sql(scope)}`;
  return sql<{ id: Id; name: string; state: "held" | "confirmed"; number: string | null; email: string | null; phone: string | null }[]>`
    select s.id, trim(s.first_name || ' ' || s.last_name) as name, a.state, ${given("number")}, ${given("email")}, ${given("phone")}
    from request r join assignment a on a.agency_id = r.agency_id and a.request_id = coalesce(r.split_of, r.id)
    join student s on s.agency_id = a.agency_id and s.id = a.student_id
    where ${viewer.withNames} and r.agency_id = ${of.agencyId} and r.id = ${of.id}
      and (${side === "placing"} or (a.state = 'confirmed' and r.status = 'confirmed'))
    order by lower(s.last_name), lower(s.first_name), s.id`;
}
