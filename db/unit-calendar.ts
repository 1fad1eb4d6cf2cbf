import type { Actor } from "#domain/access.ts";
import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import { isDraft, isOpen, statuses, type Side, type Status } from "#domain/request.ts";
import type { DayException, Schedule, Varied } from "#domain/schedule.ts";
import { reachesCourse } from "./reach.ts";
import { detailed, exceptionDays, variedOf } from "./request-day.ts";
import { reachesRequest } from "./request.ts";
import type { Query } from "./sql.ts";
import { scheduleIn, type ScheduleColumns } from "./worksheet.ts";

export interface UnitHead {
  id: Id;
  agencyId: Id;
  siteId: Id;
  serviceId: Id;
  name: string;
  service: string;
  site: string;
  agency: string;
  capacity: number | null;
  largestGroup: number | null;
}

/** A unit of the catalogue, which is open to everyone; undefined when there is none. */
export async function findUnit(sql: Query, destinationId: Id): Promise<UnitHead | undefined> {
  const [unit] = await sql<UnitHead[]>`
    select d.id, d.agency_id, d.site_id, d.service_id, d.name, se.name as service, si.name as site, a.name as agency, d.capacity, d.largest_group
    from destination d join agency a on a.id = d.agency_id
    join site si on si.agency_id = d.agency_id and si.id = d.site_id
    join service se on se.agency_id = d.agency_id and se.id = d.service_id
    where d.id = ${destinationId}`;
  return unit;
}

/** A group at a unit. Of another school's: its name, size and days, and whether it is accepted; nothing else. */
export interface UnitGroup {
  id: Id;
  /** The viewer may open it. */
  known: boolean;
  mine: boolean;
  school: string;
  /** Rank among the school's groups of that unit in the school year: « CDR-1 ». */
  number: number;
  size: number;
  reference: number | null;
  status: Status | null;
  accepted: boolean;
  course: string | null;
  instructor: string | null;
  courseHours: number | null;
  schedule: Schedule;
}

/** What another school has asked for and nobody has refused: a request still in its outbox, or held, is nobody else's business. */
const asked: readonly Status[] = statuses.filter((of) => isOpen(of) && !isDraft(of) && of !== "sent-held");

interface Row extends Omit<UnitGroup, "schedule">, ScheduleColumns {
  days: DayException[] | null;
  varied: Varied | null;
}

export interface UnitAsked {
  unit: Pick<UnitHead, "id" | "agencyId">;
  side: Side;
  from: Day;
  to: Day;
}

/**
 * What a unit is asked for between two days, as SQL. To a school: its own, and those of the schools of its zone; to
 * the organisation or unit: those it was sent. Read through request_at_destination.
 */
export function unitGroupsQuery(sql: Query, viewer: Actor, of: UnitAsked) {
  const { unit, side } = of;
  const known =
    side === "placing"
      ? sql`(r.agency_id = ${viewer.agencyId} and ${reachesCourse(sql, viewer, { programmeId: "c.programme_id", cohortCourseId: "cc.id" })})`
      : reachesRequest(sql, viewer, side);
  const shown =
    side === "placing"
      ? sql`(r.agency_id = ${viewer.agencyId} or (r.status = any(${[...asked]}::text[]) and a.zone = (select zone from agency where id = ${viewer.agencyId})))`
      : known;
  return sql<Row[]>`
    with here as (
      select r.id, r.agency_id, row_number() over (partition by r.agency_id, date_part('year', r.starts_on - interval '7 months') order by r.reference)::int as number
      from request r where r.receiving_id = ${unit.agencyId} and r.destination_id = ${unit.id} and r.kind = 'group'
        and r.starts_on between ${of.from}::date - 400 and ${of.to}::date + 400
    )
    select r.id, x.known, r.agency_id = ${viewer.agencyId} as mine, coalesce(nullif(a.short_name, ''), a.name) as school, here.number, r.size,
      case when x.known then r.reference end as reference, case when x.known then r.status end as status,
      r.status in ('accepted', 'confirmed') as accepted, case when x.known then co.number || ' ' || co.name end as course,
      case when x.known then nullif(trim(concat_ws(' ', i.first_name, i.last_name)), '') end as instructor,
      case when x.known then co.hours::float8 end as course_hours,
      r.starts_on, r.ends_on, r.blocks, r.weekdays, r.start_time, r.end_time, r.shift_code,
      ${exceptionDays(sql, { own: false })} as days, ${variedOf(sql)} as varied
    from here join request r on r.agency_id = here.agency_id and r.id = here.id
    join agency a on a.id = r.agency_id
    join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
    join cohort c on c.agency_id = r.agency_id and c.id = cc.cohort_id
    join course co on co.agency_id = r.agency_id and co.id = cc.course_id
    left join person i on i.agency_id = r.agency_id and i.id = r.instructor_id
    cross join lateral (select ${known} as known) x
    where r.status not in ('declined', 'cancelled') and r.starts_on <= ${of.to} and r.ends_on >= ${of.from} and ${shown}
    order by r.starts_on, a.short_name, r.reference limit 400`;
}

/** The groups of a unit between two days, each with its schedule (F-198). */
export async function listUnitGroups(sql: Query, viewer: Actor, of: UnitAsked): Promise<UnitGroup[]> {
  const rows = await unitGroupsQuery(sql, viewer, of);
  return rows.map(({ startsOn, endsOn, blocks, weekdays, startTime, endTime, shiftCode, days, varied, ...group }): UnitGroup => ({
    ...group,
    schedule: detailed(scheduleIn({ startsOn, endsOn, blocks, weekdays, startTime, endTime, shiftCode }), { days, varied }),
  }));
}

export interface UnitChoice {
  id: Id;
  path: string;
  groups: number;
  startsOn: Day;
}

/** Units where the school has groups from a day on, the fullest first: what the calendar of units opens with. */
export function listMyUnits(sql: Query, viewer: Actor, from: Day): Promise<UnitChoice[]> {
  return sql<UnitChoice[]>`
    select d.id, concat_ws(' / ', si.name, se.name, d.name) as path, count(*)::int as groups, min(r.starts_on) as starts_on
    from request r
    join destination d on d.agency_id = r.receiving_id and d.id = r.destination_id
    join site si on si.agency_id = d.agency_id and si.id = d.site_id
    join service se on se.agency_id = d.agency_id and se.id = d.service_id
    join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
    join cohort c on c.agency_id = r.agency_id and c.id = cc.cohort_id
    where r.agency_id = ${viewer.agencyId} and r.kind = 'group' and r.status not in ('declined', 'cancelled') and r.ends_on >= ${from}
      and ${reachesCourse(sql, viewer, { programmeId: "c.programme_id", cohortCourseId: "cc.id" })}
    group by d.id, si.name, se.name, d.name order by count(*) desc, lower(si.name), lower(se.name), lower(d.name) limit 300`;
}

/** The same for who receives: units of which groups were asked, among those the role covers. */
export function listReceivingUnits(sql: Query, viewer: Actor, of: { side: Side; from: Day }): Promise<UnitChoice[]> {
  return sql<UnitChoice[]>`
    select d.id, concat_ws(' / ', si.name, se.name, d.name) as path, count(*)::int as groups, min(r.starts_on) as starts_on
    from request r
    join destination d on d.agency_id = r.receiving_id and d.id = r.destination_id
    join site si on si.agency_id = d.agency_id and si.id = d.site_id
    join service se on se.agency_id = d.agency_id and se.id = d.service_id
    where r.kind = 'group' and r.status not in ('declined', 'cancelled') and r.ends_on >= ${of.from} and ${reachesRequest(sql, viewer, of.side)}
    group by d.id, si.name, se.name, d.name order by count(*) desc, lower(si.name), lower(se.name), lower(d.name) limit 300`;
}
