import type { Actor } from "#domain/access.ts";
import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import { endOfWeek, toAnswer, type DueFilter } from "#domain/inbox.ts";
import type { RequestRecord } from "#domain/request-seen.ts";
import { isWaiting, seenBy, statuses, statusesSeenAs, type SeenStatus, type Side, type Status } from "#domain/request.ts";
import { patternOf } from "./pattern.ts";
import { reachesCourse } from "./reach.ts";
import { exceptionDays, variedOf } from "./request-day.ts";
import { hiddenFrom } from "./welcome-hidden.ts";
import { recordOf, type RequestRow } from "./request-row.ts";
import type { Query } from "./sql.ts";

/** What a list is narrowed to; everything is optional and all of it is judged in SQL. */
export interface RequestFilters {
  /** As the side is shown them: « redirected » of a school includes what its units answered. */
  statuses?: SeenStatus[];
  /** `today`: under way or to come within two years (F-151); `past`; a term of the school; everything. */
  session?: "today" | "past" | "all" | Id;
  programmeId?: Id;
  courseId?: Id;
  cohortCourseId?: Id;
  worksheetId?: Id;
  /** The other organisation: who receives, for a school; which school, for who receives. */
  agencyId?: Id;
  siteId?: Id;
  serviceId?: Id;
  destinationId?: Id;
  /** Only what waits for this side's answer; by when it is due. */
  waiting?: boolean;
  due?: DueFilter;
  text?: string;
  /** Only those with conditions open that the side knows of (F-187). */
  conditions?: boolean;
  /** Unanswered past the day they were due, whoever is to answer (F-153). */
  overdue?: boolean;
  /** Only those a role hid from its welcome page, or all but those (F-152). */
  hidden?: { roleId: Id; only: boolean };
  ids?: Id[];
}

/** What a question about requests is asked with: who looks, from which side, on which day. */
export interface Look {
  viewer: Actor;
  side: Side;
  today: Day;
}

/** Asked, released, and neither agreed on nor over. */
const unanswered = statuses.filter((of) => isWaiting(of) && of !== "sent-held");

/** Statuses a side is shown anything of. */
const visibleTo = (side: Side): Status[] => statuses.filter((of) => seenBy[of][side] !== "hidden");

/**
 * What a viewer reaches of the requests `r` (of a course `cc` of a cohort `c`) from a side: on the placing side its own,
 * by programme; on the receiving side those sent to its organisation, by site, service or destination; a unit those of its destinations.
 */
export function reachesRequest(sql: Query, viewer: Actor, side: Side) {
  if (side === "placing") {
    const mine =
      viewer.kind === "instructor"
        ? sql`r.instructor_id = ${viewer.personId}`
        : reachesCourse(sql, viewer, { programmeId: "c.programme_id", cohortCourseId: "cc.id" });
    return sql`r.agency_id = ${viewer.agencyId} and ${mine}`;
  }
  // A supervisor sees only her own placements, once they are agreed on; what was called off afterwards stays hers to see (4.4).
  if (viewer.kind === "supervisor")
    return sql`r.receiving_id = ${viewer.agencyId} and (r.status in ('accepted', 'confirmed') or (r.status = 'cancelled' and r.answered_at is not null))
      and exists (select from request_supervision rs where rs.agency_id = r.agency_id and rs.request_id = r.id and rs.receiving_id = r.receiving_id
        and rs.person_id = ${viewer.personId} and rs.removed_at is null)`;
  const { sites, services, destinations } = viewer.places;
  // What was called off while it was held was never sent: it is not there for the other side.
  return sql`r.receiving_id = ${viewer.agencyId} and (r.sent_at is not null or r.status <> 'cancelled') and r.status = any(${visibleTo(side)}::text[])
    and (${viewer.everything} or r.site_id = any(${sites}::uuid[]) or r.service_id = any(${services}::uuid[]) or r.destination_id = any(${destinations}::uuid[]))`;
}

/** What a request `r` is of: school, course, cohort, programme, term, place. */
export const requestJoins = (sql: Query) => sql`
  join agency sch on sch.id = r.agency_id
  join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
  join cohort c on c.agency_id = r.agency_id and c.id = cc.cohort_id
  join programme p on p.agency_id = r.agency_id and p.id = c.programme_id
  join course co on co.agency_id = r.agency_id and co.id = cc.course_id
  join term t on t.agency_id = r.agency_id and t.id = cc.term_id
  left join agency rec on rec.id = r.receiving_id
  left join site si on si.agency_id = r.receiving_id and si.id = r.site_id
  left join service se on se.agency_id = r.receiving_id and se.id = r.service_id
  left join destination d on d.agency_id = r.receiving_id and d.id = r.destination_id`;

/** `stepOf` of the domain, as the index of who receives has it. */
const stepOf = (sql: Query, side: Side) => (side === "unit" ? sql`unit_step(r.status)` : sql`inbox_step(r.status)`);

/** What waits for this side's answer; the school's own list has no order by step. */
const waitsFor = (sql: Query, side: Side) =>
  side === "placing" ? sql`r.status = any(${toAnswer.placing as Status[]}::text[])` : sql`${stepOf(sql, side)} = 0`;

/**
 * The side that ended a request `r`: a reason to call off is one side's own; a no is the school's where it entered it for a place that
 * does not use the system, or got it by its link.
 */
const endedBy = (sql: Query) => sql`
  case r.status when 'cancelled' then rs.side
    when 'declined' then case when not coalesce(rec.is_user and si.is_user and se.is_user, false)
      or exists (select from person an where an.agency_id = r.agency_id and an.id = r.answered_by) then 'placing' else 'receiving' end end`;

function select(sql: Query, { viewer, side }: Look) {
  return sql`
    select r.id, r.agency_id, r.reference, r.kind, r.cohort_course_id, r.worksheet_id, r.row_id, r.status, r.version, r.receiving_id,
      r.site_id, r.service_id, r.destination_id, r.size, r.instructor_id, r.starts_on, r.ends_on, r.blocks, r.weekdays, r.start_time,
      r.end_time, r.shift_code, r.comment, r.alert, r.reason_code, r.reason_note, r.before_answer, r.created_at, r.sent_at, r.answered_at,
      p.id as programme_id, co.id as course_id, c.id as cohort_id, t.id as term_id, sch.name as school, sch.short_name as school_short,
      rec.name as receiving, rec.short_name as receiving_short, si.name as site_name, se.name as service, d.name as destination,
      trim(ip.first_name || ' ' || ip.last_name) as instructor, p.name as programme, co.number as course_number, co.name as course,
      c.short_name as cohort, t.short_name as term, coalesce(rec.is_user and si.is_user and se.is_user, false) as target_is_user,
      coalesce(rw.label_fr, rs.label_fr) as reason_fr, coalesce(rw.label_en, rs.label_en) as reason_en, r.reason_wording_id, coalesce(e.seq, 0)::int8 as last_seq, e.at as last_at, e.actor_name as last_by,
      e.actor_agency_id as last_agency_id, ea.name as last_agency_name, e.actor_account_id as last_account_id,
      case when r.status = 'new' and r.kind = 'individual' then cc.release_at else r.release_at end as release_at, r.hold_waived,
      (select te.time_zone from territory te where te.id = sch.territory_id) as release_zone, r.due_on, r.sender_id,
      pt.code as type_code, pt.label_fr as type_fr, pt.label_en as type_en,
      (select count(*) from request_comment rc where rc.agency_id = r.agency_id and rc.request_id = r.id and rc.withdrawn_at is null
        and (not rc.internal or rc.author_agency_id = ${viewer.agencyId}))::int as comments,
      (select count(*) from request_condition k where k.agency_id = r.agency_id and k.request_id = r.id and k.state = 'open'
        and ${side === "placing" ? sql`k.shared_at is not null` : sql`k.put_agency_id = ${viewer.agencyId}`})::int as conditions,
      ${endedBy(sql)} as ended_by, r.cloned_from, r.cloned_reference, c.standing, r.origin as made_by, r.call_id, ca.number as call_number, r.answer_by, e.kind as last_kind,
      r.split_of, pr.reference as split_reference, r.size_here, r.own_row, r.part_reason, r.link_id, r.hours::float8 as hours, r.pauses,
      (select count(*) from request q where q.agency_id = r.agency_id and q.split_of = r.id)::int as parts,
      ${tagsOf(sql)} as tags,
      ${exceptionDays(sql, { own: side === "placing" })} as days, ${variedOf(sql)} as varied
    from request r ${requestJoins(sql)}
    left join person ip on ip.agency_id = r.agency_id and ip.id = r.instructor_id
    left join reason rs on rs.code = r.reason_code
    left join reason_wording rw on rw.id = r.reason_wording_id
    left join call ca on ca.agency_id = r.agency_id and ca.id = r.call_id
    left join placement_type pt on pt.code = r.placement_type
    left join request pr on pr.agency_id = r.agency_id and pr.id = r.split_of
    left join lateral (
      select seq, at, kind, actor_name, actor_agency_id, actor_account_id from event
      where about = r.id and kind like 'request.%' and agency_ids @> array[${viewer.agencyId}::uuid] order by seq desc limit 1
    ) e on true
    left join agency ea on ea.id = e.actor_agency_id`;
}

/** What a request counts for: for its school a group once, on its primary; for who receives, what its place takes. */
const placesOf = (sql: Query, side: Side) =>
  side === "placing" ? sql`case when r.split_of is null then r.size else 0 end` : sql`coalesce(r.size_here, r.size)`;

/** What was said of the dates of a request `r` since it was agreed on, the first said first, as JSON `RequestTag[]`. */
export const tagsOf = (sql: Query) => sql`
  coalesce((select jsonb_agg(jsonb_build_object('kind', tg.kind, 'startsBefore', tg.starts_before, 'endsBefore', tg.ends_before,
      'startsAfter', tg.starts_after, 'endsAfter', tg.ends_after, 'suspendedFrom', tg.suspended_from, 'suspendedTo', tg.suspended_to,
      'resumedOn', tg.resumed_on, 'resubmitted', tg.resubmitted) order by tg.at, tg.id)
    from request_tag tg where tg.agency_id = r.agency_id and tg.request_id = r.id and tg.undone_at is null), '[]')`;

function session(sql: Query, look: Look, of: RequestFilters["session"]) {
  if (of === undefined || of === "all") return sql`true`;
  if (of === "today") return sql`r.ends_on >= ${look.today}::date and r.starts_on <= ${look.today}::date + interval '2 years'`;
  if (of === "past") return sql`r.ends_on < ${look.today}::date`;
  return sql`cc.term_id = ${of}`;
}

function narrowed(sql: Query, look: Look, filters: RequestFilters) {
  const { viewer, side } = look;
  const parts = [reachesRequest(sql, viewer, side), session(sql, look, filters.session)];
  const { statuses: seen, text = "" } = filters;
  if (seen && seen.length > 0) parts.push(sql`r.status = any(${seen.flatMap((one) => statusesSeenAs(one, side))}::text[])`);
  if (filters.programmeId) parts.push(sql`p.id = ${filters.programmeId}`);
  if (filters.courseId) parts.push(sql`co.id = ${filters.courseId}`);
  if (filters.cohortCourseId) parts.push(sql`cc.id = ${filters.cohortCourseId}`);
  if (filters.worksheetId) parts.push(sql`r.worksheet_id = ${filters.worksheetId}`);
  if (filters.agencyId) parts.push(side === "placing" ? sql`r.receiving_id = ${filters.agencyId}` : sql`r.agency_id = ${filters.agencyId}`);
  if (filters.siteId) parts.push(sql`r.site_id = ${filters.siteId}`);
  if (filters.serviceId) parts.push(sql`r.service_id = ${filters.serviceId}`);
  if (filters.destinationId) parts.push(sql`r.destination_id = ${filters.destinationId}`);
  if (filters.waiting || filters.due) parts.push(waitsFor(sql, side));
  if (filters.due === "late") parts.push(sql`r.answer_by < ${look.today}::date`);
  if (filters.due === "week") parts.push(sql`r.answer_by between ${look.today}::date and ${endOfWeek(look.today)}::date`);
  if (filters.conditions)
    parts.push(sql`r.status not in ('declined', 'cancelled') and exists (select from request_condition k where k.agency_id = r.agency_id and k.request_id = r.id
      and k.state = 'open' and ${side === "placing" ? sql`k.shared_at is not null` : sql`k.put_agency_id = ${viewer.agencyId}`})`);
  if (filters.overdue) parts.push(sql`r.status = any(${unanswered}::text[]) and r.answer_by < ${look.today}::date`);
  if (filters.hidden) {
    const hers = hiddenFrom(sql, { agencyId: viewer.agencyId, roleId: filters.hidden.roleId });
    parts.push(filters.hidden.only ? hers : sql`not ${hers}`);
  }
  if (filters.ids) parts.push(sql`r.id = any(${filters.ids}::uuid[])`);
  // Each word must be found somewhere in what the row shows; a request is also found by its number.
  for (const word of text
    .split(/\s+/)
    .filter((part) => part !== "")
    .slice(0, 8)) {
    parts.push(sql`unaccent(lower(concat_ws(' ', r.reference, sch.name, sch.short_name, rec.name, rec.short_name, si.name, se.name, d.name, p.name, co.number, co.name, c.name, c.short_name)))
      like unaccent(lower(${patternOf(word)}))`);
  }
  return parts.reduce((all, part) => sql`${all} and ${part}`);
}

/** The joins that the filters need: counting and ordering read the requests alone where they can. */
const joinsFor = (sql: Query, { side }: Look, of: RequestFilters) =>
  side === "placing" ||
  of.text ||
  of.programmeId ||
  of.courseId ||
  of.cohortCourseId ||
  !["today", "past", "all"].includes(of.session ?? "all")
    ? requestJoins(sql)
    : sql``;

/** A place in a list: opaque to the browser. */
export interface Cursor {
  step: number;
  key: string;
  id: Id;
}

/** A page of a side's requests, by first day: the outbox. */
export async function listOutbox(sql: Query, look: Look, page: { filters: RequestFilters; after: Cursor | null; most: number }) {
  const { filters, after, most } = page;
  const rows = await sql<RequestRow[]>`
    ${select(sql, look)} where ${narrowed(sql, look, filters)}
      and ${after ? sql`(r.starts_on, r.id) > (${after.key}::date, ${after.id}::uuid)` : sql`true`}
    order by r.starts_on, r.id limit ${most + 1}`;
  const shown = rows.slice(0, most);
  const final = shown.at(-1);
  return { records: shown.map(recordOf), next: rows.length > most && final ? { step: 0, key: final.startsOn, id: final.id } : null };
}

interface InboxPage {
  filters: RequestFilters;
  after: Cursor | null;
  most: number;
}

/** The places of a page in the queue, as SQL: of the requests alone, in the order of the index `request_inbox`. */
export function inboxPlaces(sql: Query, look: Look, { filters, after, most }: InboxPage) {
  const step = stepOf(sql, look.side);
  return sql`
    select r.id, ${step} as step, r.answer_by::text as key from request r ${joinsFor(sql, look, filters)}
    where ${narrowed(sql, look, filters)}
      and ${after ? sql`(${step}, r.answer_by, r.id) > (${after.step}::smallint, ${after.key}::date, ${after.id}::uuid)` : sql`true`}
    order by ${step}, r.answer_by, r.id limit ${most + 1}`;
}

/**
 * A page of what was received, of all schools: what waits for an answer first, and there what is due first. What a row says is read only of
 * those on the page.
 */
export async function listInbox(sql: Query, look: Look, page: InboxPage) {
  const { most } = page;
  const places = await sql<Cursor[]>`${inboxPlaces(sql, look, page)}`;
  const shown = places.slice(0, most);
  const records = await listRequests(
    sql,
    look,
    shown.map(({ id }) => id),
  );
  return { records, next: places.length > most ? (shown.at(-1) ?? null) : null };
}

/** Requests and places by status as kept, under every filter but the status; one query. `places` counts open ones only. */
export async function countRequests(
  sql: Query,
  look: Look,
  filters: RequestFilters,
): Promise<{ status: Status; requests: number; places: number }[]> {
  return sql<{ status: Status; requests: number; places: number }[]>`
    select r.status, count(*)::int as requests, (sum(${placesOf(sql, look.side)}) filter (where r.status not in ('declined', 'cancelled')))::int as places
    from request r ${joinsFor(sql, look, filters)} where ${narrowed(sql, look, anyStatus(filters))} group by r.status`;
}

/** The same filters, whatever the status: what the buttons of statuses count. */
const anyStatus = ({ statuses: _statuses, waiting: _waiting, due: _due, ...others }: RequestFilters): RequestFilters => others;

/** How long what waits for this side has waited: three days, two weeks, more (reference 4.3: answered within 14 days). */
export async function countWaiting(
  sql: Query,
  look: Look,
  at: { now: Date; filters: RequestFilters },
): Promise<{ fresh: number; week: number; late: number; overdue: number }> {
  const waited = sql`${at.now.toISOString()}::timestamptz - r.sent_at`;
  const [row] = await sql<{ fresh: number; week: number; late: number; overdue: number }[]>`
    select count(*) filter (where ${waited} < interval '3 days')::int as fresh,
      count(*) filter (where ${waited} >= interval '3 days' and ${waited} < interval '14 days')::int as week,
      count(*) filter (where ${waited} >= interval '14 days')::int as late,
      count(*) filter (where r.answer_by < ${look.today}::date)::int as overdue
    from request r ${joinsFor(sql, look, at.filters)} where ${narrowed(sql, look, anyStatus(at.filters))} and ${waitsFor(sql, look.side)}`;
  return row ?? { fresh: 0, week: 0, late: 0, overdue: 0 };
}

/** Requests by id, those the viewer reaches from this side, in the order of the ids given. */
export async function listRequests(sql: Query, look: Look, ids: Id[]): Promise<RequestRecord[]> {
  const rows = await sql<
    RequestRow[]
  >`${select(sql, look)} where r.id = any(${ids}::uuid[]) and ${reachesRequest(sql, look.viewer, look.side)}`;
  const byId = new Map(rows.map((row) => [row.id, recordOf(row)]));
  return ids.map((one) => byId.get(one)).filter((record) => record !== undefined);
}

/** What a list can be narrowed to: only what occurs in it. */
export async function listFacets(sql: Query, look: Look, of: RequestFilters["session"]) {
  const rows = await sql<
    { facet: "programme" | "course" | "term" | "agency" | "site" | "service" | "destination"; id: Id; name: string }[]
  >`
    select distinct f.facet, f.id, f.name from request r ${requestJoins(sql)},
      lateral (values ('programme', p.id, p.name), ('course', co.id, co.number || ' ' || co.name), ('term', t.id, t.name),
        ('agency', ${look.side === "placing" ? sql`rec.id` : sql`sch.id`}, ${look.side === "placing" ? sql`rec.name` : sql`sch.name`}),
        ('site', si.id, si.name), ('service', se.id, se.name || ' (' || si.name || ')'), ('destination', d.id, d.name || ' (' || si.name || ')')) f (facet, id, name)
    where ${narrowed(sql, look, { session: of ?? "all" })} and f.id is not null
    order by f.facet, f.name limit 1000`;
  return rows;
}

export type RequestPatch = Partial<
  Pick<
    RequestRecord,
    | "receivingId"
    | "siteId"
    | "serviceId"
    | "destinationId"
    | "size"
    | "instructorId"
    | "comment"
    | "alert"
    | "reasonCode"
    | "reasonNote"
    | "reasonWordingId"
    | "schedule"
    | "hours"
  >
>;
