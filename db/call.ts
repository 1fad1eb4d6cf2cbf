import type { Actor } from "#domain/access.ts";
import type { CallTemplate } from "#domain/call.ts";
import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import type { CodedReason } from "#domain/reason.ts";
import type { Side } from "#domain/request.ts";
import { patternOf } from "./pattern.ts";
import { reachesCourse } from "./reach.ts";
import type { Query, Tx } from "./sql.ts";

/** A call with the names of what it is for. `hours` are those wished of each student. */
export interface CallRecord extends CallTemplate {
  id: Id;
  agencyId: Id;
  number: number;
  cohortCourseId: Id;
  school: string;
  schoolShort: string;
  programmeId: Id;
  programme: string;
  courseNumber: string;
  course: string;
  cohort: string;
  term: string;
  /** What brackets its offers besides its own period: the course may have moved since. */
  courseStartsOn: Day;
  courseEndsOn: Day;
  sentAt: string;
  sentBy: Id;
  sentAccountId: Id;
  sentByName: string;
  sentByEmail: string | null;
  sentByPhone: string | null;
  closedAt: string | null;
}

/** How its answers stand, for a list: of all that were called (the school), or of one's own organisation. */
export interface CallSums {
  called: number;
  offering: number;
  declined: number;
  /** Places offered that still stand. */
  offered: number;
}

/** An organisation that was called, as the school sees it; the other side is shown its own alone. */
export interface Recipient {
  receivingId: Id;
  name: string;
  isUser: boolean;
  declined: boolean;
  reasonFr: string | null;
  reasonEn: string | null;
  reasonNote: string;
  declinedAt: string | null;
  declinedBy: string | null;
  declinedAgencyId: Id | null;
  declinedAgency: string | null;
  sentAt: string;
  /** Places it offers that still stand. */
  places: number;
}

/** What a call is read with, of a call `ca` and the `callJoins` below. */
export const callColumns = (sql: Query) => sql`
  ca.id, ca.agency_id, ca.number, ca.cohort_course_id, ca.starts_on, ca.ends_on, ca.places, ca.hours::float8 as hours, ca.comment, ca.reply_by,
  ca.sent_at, ca.sent_by, ca.sent_account_id, ca.closed_at, sch.name as school, sch.short_name as school_short, p.id as programme_id,
  p.name as programme, co.number as course_number, co.name as course, c.short_name as cohort, t.name as term,
  cc.starts_on as course_starts_on, cc.ends_on as course_ends_on, trim(sp.first_name || ' ' || sp.last_name) as sent_by_name,
  sp.email as sent_by_email, sp.phone as sent_by_phone`;

export const callJoins = (sql: Query) => sql`
  join agency sch on sch.id = ca.agency_id
  join cohort_course cc on cc.agency_id = ca.agency_id and cc.id = ca.cohort_course_id
  join cohort c on c.agency_id = ca.agency_id and c.id = cc.cohort_id
  join programme p on p.agency_id = ca.agency_id and p.id = c.programme_id
  join course co on co.agency_id = ca.agency_id and co.id = cc.course_id
  join term t on t.agency_id = ca.agency_id and t.id = cc.term_id
  join person sp on sp.agency_id = ca.agency_id and sp.id = ca.sent_by`;

const reached = { programmeId: "c.programme_id", cohortCourseId: "cc.id" };

/** The school by its programmes and courses; an organisation, and each of its units, the calls that were sent to it. */
const reachesCall = (sql: Query, viewer: Actor, side: Side) =>
  side === "placing"
    ? sql`ca.agency_id = ${viewer.agencyId} and ${reachesCourse(sql, viewer, reached)}`
    : sql`exists (select 1 from call_recipient mine where mine.agency_id = ca.agency_id and mine.call_id = ca.id and mine.receiving_id = ${viewer.agencyId})`;

const standing = (sql: Query, call: string, receiving: string) => sql`
  (select coalesce(sum(r.size), 0)::int from request r
    where r.agency_id = ${sql(`${call}.agency_id`)} and r.call_id = ${sql(`${call}.id`)} and r.receiving_id = ${sql(receiving)}
      and r.status not in ('declined', 'cancelled'))`;

/** One call the viewer reaches from this side; null otherwise, missing or not hers alike. `lock` holds it until the transaction ends. */
export async function findCall(sql: Query, viewer: Actor, of: { id: Id; side: Side; lock?: boolean }): Promise<CallRecord | null> {
  const [row] = await sql<CallRecord[]>`
    select ${callColumns(sql)} from call ca ${callJoins(sql)} where ca.id = ${of.id} and ${reachesCall(sql, viewer, of.side)}
    ${of.lock ? sql`for update of ca` : sql``}`;
  return row ?? null;
}

export interface CallFilter {
  state: "open" | "closed" | "all";
  text: string;
  after: Id | null;
  most: number;
}

function narrowed(sql: Query, filter: CallFilter) {
  const parts = [filter.state === "all" ? sql`true` : filter.state === "open" ? sql`ca.closed_at is null` : sql`ca.closed_at is not null`];
  for (const word of filter.text
    .split(/\s+/)
    .filter((part) => part !== "")
    .slice(0, 8))
    parts.push(
      sql`fold_text(concat_ws(' ', ca.number, sch.name, sch.short_name, p.name, co.number, co.name, c.name, c.short_name, t.name)) like fold_text(${patternOf(word)})`,
    );
  return parts.reduce((all, part) => sql`${all} and ${part}`);
}

/** A page of calls, the latest first, with how they are answered. Ids are in order of time. */
export async function listCalls(sql: Query, viewer: Actor, of: { side: Side; filter: CallFilter }): Promise<(CallRecord & CallSums)[]> {
  const { filter } = of;
  if (of.side === "placing")
    return sql<(CallRecord & CallSums)[]>`
      select ${callColumns(sql)}, s.called, s.offering, s.declined, s.offered
      from call ca ${callJoins(sql)}
      cross join lateral (
        select count(*)::int as called, count(*) filter (where one.places > 0)::int as offering,
          count(*) filter (where one.places = 0 and one.status = 'declined')::int as declined, coalesce(sum(one.places), 0)::int as offered
        from (select cr.status, ${standing(sql, "ca", "cr.receiving_id")} as places
          from call_recipient cr where cr.agency_id = ca.agency_id and cr.call_id = ca.id) one) s
      where ${reachesCall(sql, viewer, "placing")} and ${narrowed(sql, filter)} and (${filter.after}::uuid is null or ca.id < ${filter.after}::uuid)
      order by ca.id desc limit ${filter.most}`;
  return sql<(CallRecord & CallSums)[]>`
    select ${callColumns(sql)}, 1 as called, (s.places > 0)::int as offering, (s.places = 0 and cr.status = 'declined')::int as declined, s.places as offered
    from call_recipient cr join call ca on ca.agency_id = cr.agency_id and ca.id = cr.call_id ${callJoins(sql)}
    cross join lateral (select ${standing(sql, "ca", "cr.receiving_id")} as places) s
    where cr.receiving_id = ${viewer.agencyId} and ${narrowed(sql, filter)} and (${filter.after}::uuid is null or cr.call_id < ${filter.after}::uuid)
    order by cr.call_id desc limit ${filter.most}`;
}

/** Open calls that want something of the viewer: no answer yet of one's own (who receives), date come without any answer (the school). */
export async function countCalls(
  sql: Query,
  viewer: Actor,
  of: { side: Side; today: Day },
): Promise<{ open: number; unanswered: number; overdue: number; offered: number }> {
  const mine = of.side === "placing" ? sql`true` : sql`cr.receiving_id = ${viewer.agencyId}`;
  const [row] = await sql<{ open: number; unanswered: number; overdue: number; offered: number }[]>`
    select count(distinct one.id)::int as open, count(*) filter (where one.silent)::int as unanswered,
      count(*) filter (where one.silent and one.reply_by <= ${of.today})::int as overdue, coalesce(sum(one.places), 0)::int as offered
    from (
      select ca.id, ca.reply_by, s.places, cr.status = 'sent' and s.places = 0 as silent
      from call ca ${callJoins(sql)}
      join call_recipient cr on cr.agency_id = ca.agency_id and cr.call_id = ca.id and ${mine}
      cross join lateral (select ${standing(sql, "ca", "cr.receiving_id")} as places) s
      where ca.closed_at is null and ${reachesCall(sql, viewer, of.side)}
    ) one`;
  return row ?? { open: 0, unanswered: 0, overdue: 0, offered: 0 };
}

/** Who was called, in order of names; `receivingId` narrows to one: all that the other side may see. */
export async function listRecipients(sql: Query, call: { agencyId: Id; id: Id }, receivingId: Id | null): Promise<Recipient[]> {
  return sql<Recipient[]>`
    select cr.receiving_id, a.name, a.is_user, cr.status = 'declined' as declined, coalesce(rw.label_fr, re.label_fr) as reason_fr, coalesce(rw.label_en, re.label_en) as reason_en,
      cr.reason_note, cr.declined_at, trim(dp.first_name || ' ' || dp.last_name) as declined_by, cr.declined_agency_id,
      da.name as declined_agency, cr.sent_at,
      (select coalesce(sum(r.size), 0)::int from request r where r.agency_id = cr.agency_id and r.call_id = cr.call_id
        and r.receiving_id = cr.receiving_id and r.status not in ('declined', 'cancelled')) as places
    from call_recipient cr join agency a on a.id = cr.receiving_id
    left join reason re on re.code = cr.reason_code
    left join reason_wording rw on rw.id = cr.reason_wording_id
    left join agency da on da.id = cr.declined_agency_id
    left join person dp on dp.agency_id = cr.declined_agency_id and dp.id = cr.declined_by
    where cr.agency_id = ${call.agencyId} and cr.call_id = ${call.id} and (${receivingId}::uuid is null or cr.receiving_id = ${receivingId}::uuid)
    order by lower(a.name), a.id`;
}

/** Organisations a call can be sent to: those that receive, with whether they use the system. */
export async function listCallable(sql: Query, ids: Id[]): Promise<{ id: Id; name: string; isUser: boolean }[]> {
  return sql<{ id: Id; name: string; isUser: boolean }[]>`
    select id, name, is_user from agency where kind in ('receiving', 'both') and id = any(${ids}::uuid[]) order by lower(name)`;
}

export async function insertCall(
  tx: Tx,
  viewer: Actor,
  of: CallTemplate & { cohortCourseId: Id; at: Date },
): Promise<{ id: Id; number: number }> {
  const [row] = await tx<{ id: Id; number: number }[]>`
    insert into call (agency_id, cohort_course_id, starts_on, ends_on, places, hours, comment, reply_by, sent_at, sent_by, sent_account_id)
    values (${viewer.agencyId}, ${of.cohortCourseId}, ${of.startsOn}, ${of.endsOn}, ${of.places}, ${of.hours}, ${of.comment}, ${of.replyBy},
      ${of.at.toISOString()}, ${viewer.personId}, ${viewer.accountId}) returning id, number`;
  if (!row) throw new Error("an insert returned nothing");
  return row;
}

/** Calls organisations that were not called yet; returns those that were called now. */
export async function insertRecipients(tx: Tx, call: { agencyId: Id; id: Id }, of: { receivingIds: Id[]; at: Date }): Promise<Id[]> {
  const rows = await tx<{ receivingId: Id }[]>`
    insert into call_recipient (agency_id, call_id, receiving_id, sent_at)
    select ${call.agencyId}, ${call.id}, called, ${of.at.toISOString()} from unnest(${of.receivingIds}::uuid[]) as called
    on conflict do nothing returning receiving_id`;
  return rows.map(({ receivingId }) => receivingId);
}

/** Takes a call back whole; its recipients go with it. The database refuses once an offer answers it. */
export async function deleteCall(tx: Tx, call: { agencyId: Id; id: Id }): Promise<void> {
  await tx`delete from call where agency_id = ${call.agencyId} and id = ${call.id}`;
}

export async function saveReplyBy(tx: Tx, call: { agencyId: Id; id: Id }, replyBy: Day): Promise<void> {
  await tx`update call set reply_by = ${replyBy} where agency_id = ${call.agencyId} and id = ${call.id}`;
}

export async function saveClosed(tx: Tx, call: { agencyId: Id; id: Id }, at: Date | null): Promise<void> {
  await tx`update call set closed_at = ${at?.toISOString() ?? null} where agency_id = ${call.agencyId} and id = ${call.id}`;
}

type RecipientKey = { agencyId: Id; id: Id; receivingId: Id };

export async function saveDecline(
  tx: Tx,
  call: RecipientKey,
  of: { reason: CodedReason; by: { personId: Id; agencyId: Id; at: Date } },
): Promise<void> {
  await tx`
    update call_recipient set status = 'declined', reason_code = ${of.reason.code}, reason_note = ${of.reason.note},
      reason_wording_id = ${of.reason.said?.wordingId ?? null},
      declined_at = ${of.by.at.toISOString()}, declined_by = ${of.by.personId}, declined_agency_id = ${of.by.agencyId}
    where agency_id = ${call.agencyId} and call_id = ${call.id} and receiving_id = ${call.receivingId}`;
}

/** Back to unanswered: a no taken back, or followed by an offer. True when there was one. */
export async function undoDecline(tx: Tx, call: RecipientKey): Promise<boolean> {
  const rows = await tx`
    update call_recipient set status = 'sent', reason_code = null, reason_note = '', reason_wording_id = null, declined_at = null, declined_by = null, declined_agency_id = null
    where agency_id = ${call.agencyId} and call_id = ${call.id} and receiving_id = ${call.receivingId} and status = 'declined' returning receiving_id`;
  return rows.length === 1;
}

export interface CallableCourse {
  cohortCourseId: Id;
  cohortId: Id;
  programme: string;
  number: string;
  course: string;
  cohort: string;
  term: string;
  startsOn: Day;
  endsOn: Day;
  /** Of the course, for each student. */
  hours: number | null;
  enrolled: number;
  /** Enrolled, and on no place that still stands. */
  unplaced: number;
}

/** Courses that are not over, the soonest first: what a call can be made for. */
export async function listCallableCourses(sql: Query, viewer: Actor, today: Day): Promise<CallableCourse[]> {
  return sql<CallableCourse[]>`
    select cc.id as cohort_course_id, c.id as cohort_id, p.name as programme, co.number, co.name as course, c.short_name as cohort, t.short_name as term,
      cc.starts_on, cc.ends_on, co.hours::float8 as hours, e.enrolled, e.unplaced
    from cohort_course cc
    join cohort c on c.agency_id = cc.agency_id and c.id = cc.cohort_id and c.active
    join programme p on p.agency_id = cc.agency_id and p.id = c.programme_id and p.status <> 'retired'
    join course co on co.agency_id = cc.agency_id and co.id = cc.course_id
    join term t on t.agency_id = cc.agency_id and t.id = cc.term_id
    cross join lateral (
      select count(*)::int as enrolled, count(*) filter (where not exists (
        select 1 from assignment a join request r on r.agency_id = a.agency_id and r.id = a.request_id
        where a.agency_id = en.agency_id and a.student_id = en.student_id and r.cohort_course_id = cc.id and r.status not in ('declined', 'cancelled')))::int as unplaced
      from enrolment en where en.agency_id = cc.agency_id and en.cohort_course_id = cc.id and en.state = 'enrolled') e
    where cc.agency_id = ${viewer.agencyId} and cc.ends_on >= ${today} and not c.standing
      and ${reachesCourse(sql, viewer, reached)}
    order by cc.starts_on, lower(p.name), lower(co.number), cc.id limit 500`;
}
