import type { Actor } from "#domain/access.ts";
import type { BoardSide } from "#domain/board.ts";
import type { Day, Time } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import type { Status } from "#domain/request.ts";
import type { FlowKind } from "#domain/wall.ts";
import { reachesRequest } from "./request.ts";
import type { Query } from "./sql.ts";

/** Whose requests a tile is about, and to what it is narrowed. */
export interface WallLook {
  viewer: Actor;
  side: BoardSide;
  programmeId: Id | null;
  siteId: Id | null;
  today: Day;
}

/** A request `r` with its course `cc` and cohort `c`. */
const ofCohort = (sql: Query) => sql`
  join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
  join cohort c on c.agency_id = r.agency_id and c.id = cc.cohort_id`;

/** As far as the board reaches; of a split, the school counts the group once and each place its own part. */
const reached = (sql: Query, { viewer, side, programmeId, siteId }: WallLook) => sql`
  ${reachesRequest(sql, viewer, side)} and (${programmeId}::uuid is null or c.programme_id = ${programmeId})
  and (${siteId}::uuid is null or r.site_id = ${siteId}) ${side === "placing" ? sql`and r.split_of is null` : sql``}`;

const sizeOf = (sql: Query, side: BoardSide) => (side === "placing" ? sql`r.size` : sql`coalesce(r.size_here, r.size)`);

/** The day and clock a wall is on: its organisation's. */
export async function findWallPlace(sql: Query, agencyId: Id): Promise<{ name: string; timeZone: string } | undefined> {
  const [row] = await sql<{ name: string; timeZone: string }[]>`
    select a.name, t.time_zone from agency a join territory t on t.id = a.territory_id where a.id = ${agencyId}`;
  return row;
}

/** What a tile narrowed to a programme or a site is about. */
export async function findAbout(sql: Query, agencyId: Id, of: { programmeId: Id | null; siteId: Id | null }): Promise<string | null> {
  if (of.programmeId === null && of.siteId === null) return null;
  const [row] = await sql<{ name: string | null }[]>`
    select nullif(concat_ws(' · ', (select p.name from programme p where p.agency_id = ${agencyId} and p.id = ${of.programmeId}),
      (select s.name from site s where s.id = ${of.siteId})), '') as name`;
  return row?.name ?? null;
}

/** Requests that are not over, by status. */
export function countStatuses(sql: Query, look: WallLook): Promise<{ status: Status; requests: number; students: number }[]> {
  return sql<{ status: Status; requests: number; students: number }[]>`
    select r.status, count(*)::int as requests, sum(${sizeOf(sql, look.side)})::int as students
    from request r ${ofCohort(sql)} where ${reached(sql, look)} and r.ends_on >= ${look.today}::date group by r.status`;
}

/** The number of the first event from an instant on, found by halving: instants grow with numbers, and the log has no other index by time. */
export async function firstSeqAt(sql: Query, at: Date): Promise<number> {
  const [row] = await sql<{ seq: number }[]>`
    with recursive half (low, high) as (
      select coalesce(min(seq), 0)::int8, coalesce(max(seq), 0)::int8 + 1 from event
      union all
      select case when m.at < ${at.toISOString()} then m.seq + 1 else h.low end,
        case when m.at < ${at.toISOString()} then h.high else (h.low + h.high) / 2 end
      from half h left join lateral (
        select seq, at from event where seq >= (h.low + h.high) / 2 and seq < h.high order by seq limit 1) m on true
      where h.low < h.high)
    select low as seq from half where low >= high limit 1`;
  return row?.seq ?? 0;
}

const flowKinds: Record<FlowKind, string> = {
  sent: "request.sent",
  accepted: "request.accepted",
  declined: "request.declined",
  cancelled: "request.cancelled",
};
const flowOf = new Map(Object.entries(flowKinds).map(([flow, kind]) => [kind, flow as FlowKind]));

/** What happened to requests between two numbers of the log, by the hour of the wall's clock. */
export async function countFlow(
  sql: Query,
  look: WallLook,
  of: { from: number; to: number | null; timeZone: string },
): Promise<{ hour: number; what: FlowKind; count: number }[]> {
  const rows = await sql<{ hour: number; kind: string; count: number }[]>`
    select extract(hour from e.at at time zone ${of.timeZone})::int as hour, e.kind, count(*)::int as count
    from event e join request r on r.id = e.about ${ofCohort(sql)}
    where ${reached(sql, look)} and e.seq >= ${of.from} and (${of.to}::int8 is null or e.seq < ${of.to}) and e.kind = any(${[...flowOf.keys()]}) and e.agency_ids @> array[${look.viewer.agencyId}::uuid]
    group by 1, 2`;
  return rows.flatMap(({ hour, kind, count }) => {
    const what = flowOf.get(kind);
    return what ? [{ hour, what, count }] : [];
  });
}

const placed = (sql: Query) => sql`
  left join site si on si.agency_id = r.receiving_id and si.id = r.site_id
  left join service se on se.agency_id = r.receiving_id and se.id = r.service_id
  left join destination d on d.agency_id = r.receiving_id and d.id = r.destination_id`;
/** Everything a line of a staff room says, with `placed` and the cohort's tables. */
const named = (sql: Query) => sql`
  ${ofCohort(sql)} join course co on co.agency_id = r.agency_id and co.id = cc.course_id join agency sch on sch.id = r.agency_id ${placed(sql)}`;
const told = (sql: Query) => sql`
  coalesce(d.name, se.name, '') as unit, coalesce(si.name, '') as site, r.reference, co.number || ' ' || co.name as course, c.short_name as cohort, sch.name as school`;

export interface AnswerRow {
  seq: number;
  at: string;
  kind: "request.accepted" | "request.declined" | "request.cancelled" | "request.confirmed";
  unit: string;
  site: string;
  reference: number;
  course: string;
  cohort: string;
  school: string;
  students: number;
  startsOn: Day;
  endsOn: Day;
}

/** The last answers that still hold, the latest first: one a request. */
export function listAnswers(sql: Query, look: WallLook, of: { from: number; most: number }): Promise<AnswerRow[]> {
  return sql<AnswerRow[]>`
    select e.seq, e.at, e.kind, ${told(sql)}, ${sizeOf(sql, look.side)} as students, r.starts_on, r.ends_on
    from event e join request r on r.id = e.about ${named(sql)}
    where ${reached(sql, look)} and e.seq >= ${of.from} and e.kind in ('request.accepted', 'request.declined', 'request.cancelled', 'request.confirmed')
      and e.agency_ids @> array[${look.viewer.agencyId}::uuid]
      and (e.kind = 'request.' || r.status or (e.kind = 'request.accepted' and r.status = 'confirmed'))
      and not exists (select from event later where later.about = e.about and later.seq > e.seq and later.kind = e.kind)
    order by e.seq desc limit ${of.most}`;
}

export interface OverGroupRow {
  id: Id;
  unit: string;
  site: string;
  reference: number;
  course: string;
  cohort: string;
  students: number;
  places: number;
  since: string;
}

/** Groups of a school with more students than places, the latest first: since the first of those whom it does not hold sat down. */
export function listOverGroups(sql: Query, look: WallLook, most: number): Promise<OverGroupRow[]> {
  return sql<OverGroupRow[]>`
    select x.id, ${told(sql)}, x.students, x.size as places, x.since
    from (
      select r.id, r.agency_id, r.size, count(*)::int as students, (array_agg(a.assigned_at order by a.assigned_at, a.id))[r.size + 1] as since
      from request r ${ofCohort(sql)} join assignment a on a.agency_id = r.agency_id and a.request_id = r.id
      where ${reached(sql, look)} and r.ends_on >= ${look.today}::date and r.status not in ('declined', 'cancelled')
      group by r.agency_id, r.id, r.size having count(*) > r.size) x
    join request r on r.agency_id = x.agency_id and r.id = x.id ${named(sql)}
    order by x.since desc, x.id limit ${most}`;
}

export interface TodayRow {
  id: Id;
  what: "start" | "end";
  unit: string;
  site: string;
  reference: number;
  course: string;
  cohort: string;
  school: string;
  students: number;
  startTime: Time | null;
}

/** Groups and students that begin or end today; who comes for one day does both. */
export function listStartsEnds(sql: Query, look: WallLook): Promise<TodayRow[]> {
  return sql<TodayRow[]>`
    select r.id, x.what, ${told(sql)}, ${sizeOf(sql, look.side)} as students, r.start_time
    from (
      select r.agency_id, r.id, 'start' as what from request r ${ofCohort(sql)} where ${reached(sql, look)} and r.status in ('accepted', 'confirmed') and r.starts_on = ${look.today}::date
      union all
      select r.agency_id, r.id, 'end' from request r ${ofCohort(sql)} where ${reached(sql, look)} and r.status in ('accepted', 'confirmed') and r.ends_on = ${look.today}::date) x
    join request r on r.agency_id = x.agency_id and r.id = x.id ${named(sql)}
    order by x.what desc, r.start_time nulls last, lower(coalesce(d.name, se.name, '')), r.id limit 200`;
}

export interface WeekRow {
  key: Id;
  unit: string;
  site: string;
  week: Day;
  students: number;
  places: number;
  pending: number;
}

/** A school's places by unit and week: who is on them, how many were accepted, how many are asked for and not answered. */
export function countSchoolWeeks(sql: Query, look: WallLook, of: { from: Day; weeks: number }): Promise<WeekRow[]> {
  return sql<WeekRow[]>`
    select coalesce(r.destination_id, r.service_id) as key, max(coalesce(d.name, se.name, '')) as unit, max(coalesce(si.name, '')) as site, w.week,
      coalesce(sum(r.seated), 0)::int as students,
      coalesce(sum(r.size) filter (where r.status in ('accepted', 'confirmed')), 0)::int as places,
      coalesce(sum(r.size) filter (where r.status not in ('accepted', 'confirmed')), 0)::int as pending
    from (select r.receiving_id, r.site_id, r.service_id, r.destination_id, r.size, r.status, r.starts_on, r.ends_on,
        (select count(*) from assignment a where a.agency_id = r.agency_id and a.request_id = r.id) as seated
      from request r ${ofCohort(sql)} where ${reached(sql, look)} and r.ends_on >= ${of.from}::date
        and r.starts_on < ${of.from}::date + ${of.weeks * 7}::int and r.service_id is not null
        and r.status not in ('declined', 'cancelled', 'new', 'new-part')) r
    ${placed(sql)}
    join lateral (select (${of.from}::date + 7 * n) as week from generate_series(0, ${of.weeks - 1}) n) w
      on r.starts_on <= w.week + 6 and r.ends_on >= w.week
    group by 1, w.week`;
}

/** The sheets of a school whose courses are not over and that somebody is placed on, those that begin next first. */
export function listSheetsToCheck(sql: Query, look: WallLook, most: number): Promise<{ id: Id }[]> {
  const { viewer, programmeId, today } = look;
  return sql<{ id: Id }[]>`
    select w.id from worksheet w
    join cohort_course cc on cc.agency_id = w.agency_id and cc.id = w.cohort_course_id
    join cohort c on c.agency_id = cc.agency_id and c.id = cc.cohort_id
    where w.agency_id = ${viewer.agencyId} and w.deleted_at is null and cc.ends_on >= ${today}::date
      and (${viewer.everything} or c.programme_id = any(${viewer.programmes}::uuid[])) and (${programmeId}::uuid is null or c.programme_id = ${programmeId})
    order by cc.starts_on, w.id limit ${most}`;
}
