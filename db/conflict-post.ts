import type { Actor } from "#domain/access.ts";
import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import type { Schedule } from "#domain/schedule.ts";
import type { Part } from "#domain/supervision.ts";
import { exceptionDays } from "./request-day.ts";
import { memberSchedule } from "./request-split.ts";
import type { Query } from "./sql.ts";

/** A school's instructor who leads somebody, on whichever sheet of the school. */
export interface InstructorPost {
  personId: Id;
  requestId: Id;
  /** The request whose group it is: itself, or the one it is a part of. */
  primaryId: Id;
  worksheetId: Id;
  reference: number;
  path: string;
  course: string;
  schedule: Schedule;
}

/** Everything these instructors lead between two days, of what the school asked for or agreed on. */
export function listInstructorPosts(sql: Query, viewer: Actor, of: { personIds: Id[]; from: Day; to: Day }): Promise<InstructorPost[]> {
  return sql<InstructorPost[]>`
    select r.instructor_id as person_id, r.id as request_id, coalesce(r.split_of, r.id) as primary_id, r.worksheet_id, r.reference,
      concat_ws(' / ', si.name, se.name, d.name) as path, cu.number || ' ' || cu.name as course, ${memberSchedule(sql)} as schedule
    from request r
    left join site si on si.agency_id = r.receiving_id and si.id = r.site_id
    left join service se on se.agency_id = r.receiving_id and se.id = r.service_id
    left join destination d on d.agency_id = r.receiving_id and d.id = r.destination_id
    join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
    join course cu on cu.agency_id = cc.agency_id and cu.id = cc.course_id
    where r.agency_id = ${viewer.agencyId} and r.instructor_id = any(${of.personIds}::uuid[])
      and r.ends_on >= ${of.from}::date and r.starts_on <= ${of.to}::date and r.status not in ('declined', 'cancelled')
    order by r.starts_on, r.id`;
}

/** Somebody of who receives, named on a place; only once that place said yes, as the school knows no name before (R301). */
export interface NamedPost {
  requestId: Id;
  receivingId: Id;
  personId: Id;
  name: string;
  part: Part;
  startsOn: Day | null;
  endsOn: Day | null;
  /** Who named her: blank when it was who receives. */
  by: string;
  at: string;
  mine: boolean;
}

/** Who is named on these places. */
export function listNamedPosts(sql: Query, viewer: Actor, requestIds: Id[]): Promise<NamedPost[]> {
  return sql<NamedPost[]>`
    select s.request_id, s.receiving_id, s.person_id, trim(p.first_name || ' ' || p.last_name) as name,
      s.part, s.starts_on, s.ends_on, case when s.named_by_agency = ${viewer.agencyId} then s.named_by else '' end as by, s.named_at as at,
      s.named_by_agency = ${viewer.agencyId} and s.named_by = ${viewer.name} as mine
    from request r join request_supervision s on s.agency_id = r.agency_id and s.request_id = r.id and s.receiving_id = r.receiving_id
    join person p on p.agency_id = s.receiving_id and p.id = s.person_id
    where r.agency_id = ${viewer.agencyId} and r.id = any(${requestIds}::uuid[]) and r.status in ('accepted', 'confirmed') and s.removed_at is null
    order by s.part desc, lower(p.last_name), s.id`;
}

/** Where somebody of who receives is expected besides: when and at which unit, and of one's own school where. */
export interface PostElsewhere {
  receivingId: Id;
  personId: Id;
  part: Part;
  destinationId: Id | null;
  /** Null where it is another school's: that somebody is expected, and nothing else (R303). */
  requestId: Id | null;
  primaryId: Id | null;
  worksheetId: Id | null;
  reference: number | null;
  path: string | null;
  course: string | null;
  startsOn: Day | null;
  endsOn: Day | null;
  schedule: Schedule;
}

/** The schedule of a request `r` as its group lives it: nobody's own days, as it may be another school's. */
const groupSchedule = (sql: Query) => sql`
  jsonb_build_object('startsOn', r.starts_on, 'endsOn', r.ends_on, 'blocks', r.blocks, 'weekdays', r.weekdays,
    'startTime', to_char(r.start_time, 'HH24:MI'), 'endTime', to_char(r.end_time, 'HH24:MI'), 'shiftCode', r.shift_code, 'pauses', r.pauses,
    'days', coalesce(${exceptionDays(sql, { own: false })}, '[]'))`;

/** Everything these people are named for between two days, whichever school's, of what their organisation agreed on. */
export function listPostsElsewhere(
  sql: Query,
  viewer: Actor,
  of: { people: { receivingId: Id; personId: Id }[]; from: Day; to: Day },
): Promise<PostElsewhere[]> {
  const own = (column: ReturnType<Query>) => sql`case when r.agency_id = ${viewer.agencyId} then ${column} end`;
  return sql<PostElsewhere[]>`
    select s.receiving_id, s.person_id, s.part, r.destination_id, ${own(sql`r.id`)} as request_id, ${own(sql`coalesce(r.split_of, r.id)`)} as primary_id,
      ${own(sql`r.worksheet_id`)} as worksheet_id, ${own(sql`r.reference`)} as reference,
      ${own(sql`concat_ws(' / ', si.name, se.name, d.name)`)} as path, ${own(sql`cu.number || ' ' || cu.name`)} as course,
      s.starts_on, s.ends_on, ${groupSchedule(sql)} as schedule
    from unnest(${of.people.map((one) => one.receivingId)}::uuid[], ${of.people.map((one) => one.personId)}::uuid[]) as who (receiving_id, person_id)
    join request_supervision s on s.receiving_id = who.receiving_id and s.person_id = who.person_id and s.removed_at is null
    join request r on r.agency_id = s.agency_id and r.id = s.request_id and r.receiving_id = s.receiving_id
    left join site si on si.agency_id = r.receiving_id and si.id = r.site_id
    left join service se on se.agency_id = r.receiving_id and se.id = r.service_id
    left join destination d on d.agency_id = r.receiving_id and d.id = r.destination_id
    join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
    join course cu on cu.agency_id = cc.agency_id and cu.id = cc.course_id
    where r.status in ('accepted', 'confirmed') and r.ends_on >= ${of.from}::date and r.starts_on <= ${of.to}::date
    order by r.starts_on, r.id limit 2000`;
}

/** Who leads groups of these courses or cohorts, the most often named first: whom to name instead of somebody who cannot. */
export function listTeaching(
  sql: Query,
  viewer: Actor,
  of: { cohortCourseIds: Id[]; most: number },
): Promise<{ cohortCourseId: Id; personId: Id; name: string }[]> {
  return sql<{ cohortCourseId: Id; personId: Id; name: string }[]>`
    select t.cohort_course_id, t.person_id, t.name from (
      select cc.id as cohort_course_id, p.id as person_id, trim(p.first_name || ' ' || p.last_name) as name,
        row_number() over (partition by cc.id order by count(*) desc, lower(p.last_name), p.id) as place
      from cohort_course cc
      join cohort_course like_it on like_it.agency_id = cc.agency_id and (like_it.course_id = cc.course_id or like_it.cohort_id = cc.cohort_id)
      join request r on r.agency_id = like_it.agency_id and r.cohort_course_id = like_it.id and r.instructor_id is not null
      join person p on p.agency_id = r.agency_id and p.id = r.instructor_id and p.active
      where cc.agency_id = ${viewer.agencyId} and cc.id = any(${of.cohortCourseIds}::uuid[])
      group by cc.id, p.id, p.first_name, p.last_name) t
    where t.place <= ${of.most} order by t.place`;
}
