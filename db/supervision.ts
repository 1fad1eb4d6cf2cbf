import type { Actor } from "#domain/access.ts";
import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import type { RequestRecord } from "#domain/request-seen.ts";
import { sidesOf } from "#domain/request-seen.ts";
import { withPauses } from "#domain/request-tag.ts";
import type { DayException, Pause, Schedule, Varied } from "#domain/schedule.ts";
import type { Part, Post, Span, Supervision } from "#domain/supervision.ts";
import { detailed, exceptionDays, variedOf } from "./request-day.ts";
import { reachesRequest } from "./request.ts";
import type { Query, Tx } from "./sql.ts";
import { scheduleIn, type ScheduleColumns } from "./worksheet.ts";

type RequestKey = Pick<RequestRecord, "agencyId" | "id" | "receivingId">;

/** Somebody named on a request, as the directory of her organisation has her. */
export interface NamedRecord extends Supervision {
  requestId: Id;
  name: string;
  title: string;
  email: string | null;
  phone: string | null;
  namedBy: string;
  namedByAgencyId: Id;
  namedByAgency: string;
  namedAt: string;
  changedBy: string;
  changedByAgencyId: Id;
  changedByAgency: string;
  changedAt: string;
}

const named = (sql: Query) => sql`
  select s.id, s.request_id, s.person_id, s.part, s.starts_on, s.ends_on, s.hours::float8 as hours, s.version,
    trim(p.first_name || ' ' || p.last_name) as name, p.title, p.email, p.phone,
    s.named_by, s.named_by_agency as named_by_agency_id, na.name as named_by_agency, s.named_at,
    s.changed_by, s.changed_by_agency as changed_by_agency_id, ca.name as changed_by_agency, s.changed_at
  from request_supervision s
  join person p on p.agency_id = s.receiving_id and p.id = s.person_id
  join agency na on na.id = s.named_by_agency
  join agency ca on ca.id = s.changed_by_agency`;

/** Who is named on requests the viewer was found to reach, the first to come first; of a place a request has left, nobody. */
export async function listNamed(sql: Query, of: RequestKey[]): Promise<NamedRecord[]> {
  if (of.length === 0) return [];
  const schools = [...new Set(of.map(({ agencyId }) => agencyId))];
  const ids = of.map(({ id }) => id);
  return sql<NamedRecord[]>`
    ${named(sql)} join request r on r.agency_id = s.agency_id and r.id = s.request_id and r.receiving_id = s.receiving_id
    where s.agency_id = any(${schools}::uuid[]) and s.request_id = any(${ids}::uuid[]) and s.removed_at is null
    order by s.part desc, coalesce(s.starts_on, r.starts_on), lower(p.last_name), s.id`;
}

/** One of them, removed or not; the request tells whether the viewer may. */
export async function findNamed(sql: Query, id: Id): Promise<(NamedRecord & { removed: boolean }) | null> {
  const [row] = await sql<(NamedRecord & { removed: boolean })[]>`
    select n.*, exists (select from request_supervision x where x.id = n.id and x.removed_at is not null) as removed from (${named(sql)} where s.id = ${id}) n`;
  return row ?? null;
}

/** Hours the courses of requests ask for, for those whose own cannot be told. */
export async function listCourseHours(sql: Query, of: RequestKey[]): Promise<Map<Id, number | null>> {
  const rows = await sql<{ id: Id; hours: number | null }[]>`
    select r.id, co.hours::float8 as hours from request r
    join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
    join course co on co.agency_id = cc.agency_id and co.id = cc.course_id
    where r.agency_id = any(${[...new Set(of.map(({ agencyId }) => agencyId))]}::uuid[]) and r.id = any(${of.map(({ id }) => id)}::uuid[])`;
  return new Map(rows.map(({ id, hours }) => [id, hours]));
}

const by = (actor: Actor, at: Date) => ({ name: actor.name, agency: actor.agencyId, at: at.toISOString() });

export async function insertNamed(
  tx: Tx,
  actor: Actor,
  of: { request: RequestKey; personId: Id; part: Part; span: Span; at: Date },
): Promise<Id> {
  const who = by(actor, of.at);
  const [row] = await tx<{ id: Id }[]>`
    insert into request_supervision (agency_id, request_id, receiving_id, person_id, part, starts_on, ends_on, hours,
      named_by, named_by_agency, named_at, changed_by, changed_by_agency, changed_at)
    values (${of.request.agencyId}, ${of.request.id}, ${of.request.receivingId}, ${of.personId}, ${of.part}, ${of.span.startsOn}, ${of.span.endsOn},
      ${of.span.hours}, ${who.name}, ${who.agency}, ${who.at}, ${who.name}, ${who.agency}, ${who.at})
    returning id`;
  if (!row) throw new Error("a supervisor was not written");
  return row.id;
}

/** Changes dates and hours; false when somebody was faster. */
export async function saveSpan(
  tx: Tx,
  actor: Actor,
  of: { request: RequestKey; id: Id; version: number; span: Span; at: Date },
): Promise<boolean> {
  const who = by(actor, of.at);
  const rows = await tx`
    update request_supervision set starts_on = ${of.span.startsOn}, ends_on = ${of.span.endsOn}, hours = ${of.span.hours}, version = version + 1,
      changed_by = ${who.name}, changed_by_agency = ${who.agency}, changed_at = ${who.at}
    where agency_id = ${of.request.agencyId} and request_id = ${of.request.id} and id = ${of.id} and version = ${of.version} and removed_at is null
    returning id`;
  return rows.length === 1;
}

/** Removes a name, or puts it back; what was told stays known, so that she is told of it. */
export async function saveRemoved(
  tx: Tx,
  actor: Actor,
  of: { request: RequestKey; id: Id; version: number; removed: boolean; at: Date },
): Promise<boolean> {
  const who = by(actor, of.at);
  const rows = await tx`
    update request_supervision set removed_at = ${of.removed ? who.at : null}, version = version + 1,
      changed_by = ${who.name}, changed_by_agency = ${who.agency}, changed_at = ${who.at}
    where agency_id = ${of.request.agencyId} and request_id = ${of.request.id} and id = ${of.id} and version = ${of.version}
      and (removed_at is null) = ${of.removed} returning id`;
  return rows.length === 1;
}

/** Where somebody is expected, and whether the viewer may be told where. */
export interface PostRecord extends Post {
  personId: Id;
  known: boolean;
  reference: number;
  place: string;
}

interface PostRow extends Omit<PostRecord, "schedule" | "span">, ScheduleColumns {
  days: DayException[] | null;
  varied: Varied | null;
  pauses: Pause[];
  ownStart: Day | null;
  ownEnd: Day | null;
}

export const scheduleOf = (row: ScheduleColumns & { days: DayException[] | null; varied: Varied | null; pauses: Pause[] }): Schedule =>
  withPauses(detailed(scheduleIn(row), row), row.pauses);

/** The columns that `scheduleOf` reads, of a request `r`. */
export const scheduleColumns = (sql: Query) => sql`
  r.starts_on, r.ends_on, r.blocks, r.weekdays, r.start_time, r.end_time, r.shift_code, r.pauses,
  ${exceptionDays(sql, { own: false })} as days, ${variedOf(sql)} as varied`;

/** The course `cc` of a cohort `c` of a request `r`, which the placing side reaches it by. */
export const course = (sql: Query) => sql`
  join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
  join cohort c on c.agency_id = cc.agency_id and c.id = cc.cohort_id`;

/** True of a request the viewer reaches from any of the role's sides. */
export const reachesAny = (sql: Query, viewer: Actor) => {
  const sides = sidesOf(viewer).map((side) => sql`(${reachesRequest(sql, viewer, side)})`);
  return sql`(${sides.reduce((one, other) => sql`${one} or ${other}`)})`;
};

const open = [
  "sent",
  "sent-paper",
  "redirected",
  "redirected-auto",
  "redirected-paper",
  "accepted-by-unit",
  "declined-by-unit",
  "accepted",
  "confirmed",
  "reactivated",
];

/** Everything people of one organisation are named for that is not over, of the requests the viewer reaches and of the others. */
export async function listPosts(sql: Query, viewer: Actor, of: { receivingId: Id; personIds: Id[]; from: Day }): Promise<PostRecord[]> {
  if (of.personIds.length === 0) return [];
  const rows = await sql<PostRow[]>`
    select s.person_id, s.request_id, s.part, r.destination_id, r.reference, concat_ws(', ', coalesce(d.name, se.name), si.name) as place,
      s.starts_on as own_start, s.ends_on as own_end, ${reachesAny(sql, viewer)} as known, ${scheduleColumns(sql)}
    from request_supervision s
    join request r on r.agency_id = s.agency_id and r.id = s.request_id and r.receiving_id = s.receiving_id
    ${course(sql)}
    left join site si on si.agency_id = r.receiving_id and si.id = r.site_id
    left join service se on se.agency_id = r.receiving_id and se.id = r.service_id
    left join destination d on d.agency_id = r.receiving_id and d.id = r.destination_id
    where s.receiving_id = ${of.receivingId} and s.person_id = any(${of.personIds}::uuid[]) and s.removed_at is null
      and r.status = any(${open}::text[]) and r.ends_on >= ${of.from}
    order by r.starts_on, r.id limit 500`;
  return rows.map((row) => ({
    personId: row.personId,
    requestId: row.requestId,
    part: row.part,
    destinationId: row.destinationId,
    known: row.known,
    reference: row.reference,
    place: row.place,
    schedule: scheduleOf(row),
    span: { startsOn: row.ownStart, endsOn: row.ownEnd },
  }));
}
