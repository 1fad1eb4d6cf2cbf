import type { Actor } from "#domain/access.ts";
import type { ConsentScope } from "#domain/consent.ts";
import type { Day } from "#domain/dates.ts";
import type { Access } from "#domain/guest.ts";
import type { Id } from "#domain/id.ts";
import type { GuestLink } from "./guest.ts";
import type { Query, Tx } from "./sql.ts";
import type { TermDates } from "#domain/term.ts";

/** A request by its school, for questions about who is on it. */
export interface OfSchool {
  agencyId: Id;
  id: Id;
}

/** Who of the school asked for a request `r`: who made it, or, of a clone that who receives made, who had sent what it is a clone of. */
const askedBy = (sql: Query) => sql`case when r.origin = 'clone' then r.sent_by else r.created_by end`;

/**
 * What a guest's link reaches: what her school asks of this organisation in her name, however it was entered, and what was made of it
 * (a part, a clone). Nothing a colleague of hers asked for, nothing asked of anybody else. Locked when it is to be changed.
 */
export async function listGuestRequests(sql: Query, link: GuestLink, of: { requestId: Id | null; lock: boolean }): Promise<Id[]> {
  const rows = await sql<{ id: Id }[]>`
    select r.id from request r
    where r.agency_id = ${link.schoolId} and r.receiving_id = ${link.agencyId} and ${askedBy(sql)} = ${link.personId} and r.sent_at is not null
      and (${of.requestId}::uuid is null or r.id = ${of.requestId})
    order by (r.status in ('declined', 'cancelled')), r.starts_on, r.reference limit 200
    ${of.lock ? sql`for update of r` : sql``}`;
  return rows.map(({ id }) => id);
}

/** The programme of that name, the course of that number or name in it, and every term of a school. */
export async function findProgrammeNamed(sql: Query, viewer: Actor, name: string): Promise<Id | null> {
  const [row] = await sql<{ id: Id }[]>`
    select id from programme where agency_id = ${viewer.agencyId} and lower(name) = lower(${name}) and status <> 'retired'`;
  return row?.id ?? null;
}
export async function findCourseNamed(
  sql: Query,
  viewer: Actor,
  of: { programmeId: Id; number: string; name: string },
): Promise<Id | null> {
  const [row] = await sql<{ id: Id }[]>`
    select id from course where agency_id = ${viewer.agencyId} and programme_id = ${of.programmeId} and retired_on is null
      and ((${of.number} <> '' and lower(number) = lower(${of.number})) or (${of.number} = '' and lower(name) = lower(${of.name})))
    order by number limit 1`;
  return row?.id ?? null;
}
/** A number that no course of the programme bears yet, for one that comes without. */
export async function freeCourseNumber(sql: Query, viewer: Actor, programmeId: Id): Promise<string> {
  const [row] = await sql<{ number: string }[]>`
    select 'S' || n as number from generate_series(1, 200) n
    where not exists (select from course c where c.agency_id = ${viewer.agencyId} and c.programme_id = ${programmeId} and lower(c.number) = 's' || n)
    order by n limit 1`;
  return row?.number ?? "S";
}
export async function listTermDates(sql: Query, viewer: Actor): Promise<(TermDates & { id: Id })[]> {
  return sql<(TermDates & { id: Id })[]>`
    select id, name, short_name, starts_on, ends_on from term where agency_id = ${viewer.agencyId} order by starts_on, id limit 500`;
}

/** Says of a request how it was entered. */
export async function markEntered(tx: Tx, request: OfSchool, origin: "receiving-quick" | "guest"): Promise<void> {
  await tx`update request set origin = ${origin} where agency_id = ${request.agencyId} and id = ${request.id}`;
}

/** The student of a school with that address, or of that name where there is none; so that one person is not two. */
export async function findKnownStudent(
  tx: Tx,
  viewer: Actor,
  of: { firstName: string; lastName: string; email: string | null },
): Promise<Id | null> {
  const [row] = await tx<{ id: Id }[]>`
    select id from student where agency_id = ${viewer.agencyId} and not fictitious and sealed is null
      and case when ${of.email}::text is null then email is null and fold_text(last_name) = fold_text(${of.lastName}) and fold_text(first_name) = fold_text(${of.firstName})
        else lower(email) = lower(${of.email}) end
    order by id limit 1 for update`;
  return row?.id ?? null;
}

/** A number for a student who comes without one. */
export async function freeStudentNumber(tx: Tx, viewer: Actor): Promise<string> {
  const [row] = await tx<{ next: number }[]>`
    select coalesce(max(substring(number from '^INV-(\\d{1,9})$')::int), 0) + 1 as next from student where agency_id = ${viewer.agencyId} and number like 'INV-%'`;
  return `INV-${row?.next ?? 1}`;
}

export interface NamedSeat {
  studentId: Id;
  assignmentId: Id;
  firstName: string;
  lastName: string;
  email: string | null;
  state: "held" | "confirmed";
  fictitious: boolean;
  consentSignedOn: Day | null;
  consentScopes: ConsentScope[];
  access: Access | null;
}

/** Who sits on requests of a school, as the school itself has them: to be shown to its own people alone. */
export async function listSeatsOf(sql: Query, agencyId: Id, requestIds: Id[]): Promise<(NamedSeat & { requestId: Id })[]> {
  return sql<(NamedSeat & { requestId: Id })[]>`
    select a.request_id, a.student_id, a.id as assignment_id, s.first_name, s.last_name, s.email, a.state, s.fictitious, s.consent_signed_on, s.consent_scopes,
      case when g.student_id is not null then jsonb_build_object('networkId', g.network_id, 'needsEmail', g.needs_email, 'employee', g.employee,
        'classTraining', g.class_training, 'roles', g.roles) end as access
    from assignment a join student s on s.agency_id = a.agency_id and s.id = a.student_id
    left join guest_access g on g.school_id = a.agency_id and g.request_id = a.request_id and g.student_id = a.student_id
    where a.agency_id = ${agencyId} and a.request_id = any(${requestIds}::uuid[]) order by lower(s.last_name), lower(s.first_name), s.id`;
}

/** How many students are named on a request, and how many of them confirmed: no name. */
export async function countNamed(sql: Query, of: OfSchool): Promise<{ named: number; confirmed: number }> {
  const [row] = await sql<{ named: number; confirmed: number }[]>`
    select count(*) filter (where not s.fictitious)::int as named, count(*) filter (where a.state = 'confirmed')::int as confirmed
    from assignment a join student s on s.agency_id = a.agency_id and s.id = a.student_id
    where a.agency_id = ${of.agencyId} and a.request_id = ${of.id}`;
  return row ?? { named: 0, confirmed: 0 };
}

/** What opens the doors to each confirmed student of a request; of nobody before she is confirmed (R4). */
export async function listAccess(sql: Query, viewer: Actor, of: OfSchool): Promise<(Access & { studentId: Id; name: string })[]> {
  return sql<(Access & { studentId: Id; name: string })[]>`
    select g.student_id, trim(s.first_name || ' ' || s.last_name) as name, g.network_id, g.needs_email, g.employee, g.class_training, g.roles
    from guest_access g join assignment a on a.agency_id = g.school_id and a.request_id = g.request_id and a.student_id = g.student_id and a.state = 'confirmed'
    join student s on s.agency_id = g.school_id and s.id = g.student_id
    where g.agency_id = ${viewer.agencyId} and g.school_id = ${of.agencyId} and g.request_id = ${of.id} order by lower(s.last_name), s.id`;
}

export async function saveAccess(tx: Tx, of: { agencyId: Id; schoolId: Id; requestId: Id; studentId: Id; access: Access }): Promise<void> {
  const { access } = of;
  await tx`
    insert into guest_access (agency_id, school_id, request_id, student_id, network_id, needs_email, employee, class_training, roles)
    values (${of.agencyId}, ${of.schoolId}, ${of.requestId}, ${of.studentId}, ${access.networkId}, ${access.needsEmail}, ${access.employee},
      ${access.classTraining}, ${access.roles})
    on conflict (school_id, request_id, student_id) do update set network_id = excluded.network_id, needs_email = excluded.needs_email,
      employee = excluded.employee, class_training = excluded.class_training, roles = excluded.roles`;
}

/** Who of a school asked for a request: she whose link reaches it. */
export async function findAsker(sql: Query, of: OfSchool): Promise<{ id: Id; name: string; email: string | null } | null> {
  const [row] = await sql<{ id: Id; name: string; email: string | null }[]>`
    select p.id, trim(p.first_name || ' ' || p.last_name) as name, p.email from request r
    join person p on p.agency_id = r.agency_id and p.id = ${askedBy(sql)} where r.agency_id = ${of.agencyId} and r.id = ${of.id}`;
  return row ?? null;
}
