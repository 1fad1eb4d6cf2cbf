import { afterKey, type DeadlineAsk, type DeadlineRow } from "./deadline-part.ts";
import { reachesCourse } from "./reach.ts";
import type { Query } from "./sql.ts";
import { reachesStudent } from "./student.ts";

const inCourse = (sql: Query, ask: DeadlineAsk) =>
  reachesCourse(sql, ask.viewer, { programmeId: "c.programme_id", cohortCourseId: "cc.id" });
const zone = "America/Toronto";

/** Calls for offers that still run: the school waits until the day, who was called and said nothing answers by then. */
export function calls(sql: Query, ask: DeadlineAsk): Promise<DeadlineRow[]> {
  const placing = ask.side === "placing";
  const silent = sql`cr.status = 'sent' and not exists (select 1 from request q where q.agency_id = ca.agency_id and q.call_id = ca.id
    and q.receiving_id = cr.receiving_id and q.status not in ('declined', 'cancelled'))`;
  return sql<DeadlineRow[]>`
    select ca.id, 'call' as kind, ${placing ? "close" : "offer"} as step, ca.reply_by as day, null as at,
      ${placing ? sql`by.id` : sql`null::uuid`} as owner_id, ${placing ? sql`trim(by.first_name || ' ' || by.last_name)` : sql`null`} as owner,
      s.silent as count, ca.id as call_id, ca.number as call_number, sch.short_name as school,
      ${placing ? sql`c.short_name || ' · ' || co.number` : sql`p.name`} as what
    from call ca join agency sch on sch.id = ca.agency_id
      join cohort_course cc on cc.agency_id = ca.agency_id and cc.id = ca.cohort_course_id
      join cohort c on c.agency_id = cc.agency_id and c.id = cc.cohort_id
      join programme p on p.agency_id = c.agency_id and p.id = c.programme_id
      join course co on co.agency_id = cc.agency_id and co.id = cc.course_id
      left join person by on by.agency_id = ca.agency_id and by.id = ca.sent_by
      cross join lateral (select count(*)::int as silent from call_recipient cr where cr.agency_id = ca.agency_id and cr.call_id = ca.id
        and ${placing ? sql`true` : sql`cr.receiving_id = ${ask.viewer.agencyId}`} and ${silent}) s
    where ca.closed_at is null and ca.reply_by <= ${ask.until}
      and ${placing ? sql`ca.agency_id = ${ask.viewer.agencyId} and ${inCourse(sql, ask)}` : sql`s.silent > 0`}
      and ${afterKey(sql, ask, { kind: "call", day: sql`ca.reply_by`, id: sql`ca.id` })}
    order by ca.reply_by, ca.id limit ${ask.most}`;
}

/** Moments at which held requests appear to everybody: `count` requests of the viewer's. */
export function releases(sql: Query, ask: DeadlineAsk): Promise<DeadlineRow[]> {
  const day = sql`(r.release_at at time zone ${zone})::date`;
  const id = sql`to_char(r.release_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
  return sql<DeadlineRow[]>`
    select ${id} as id, 'release' as kind, 'release' as step, ${day} as day, r.release_at as at, null::uuid as owner_id, null as owner,
      count(*)::int as count, string_agg(distinct c.short_name || ' · ' || co.number, ', ') as what
    from request r
      join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
      join cohort c on c.agency_id = r.agency_id and c.id = cc.cohort_id
      join course co on co.agency_id = cc.agency_id and co.id = cc.course_id
    where r.agency_id = ${ask.viewer.agencyId} and r.status = 'sent-held' and ${day} <= ${ask.until}::date
      and ${ask.viewer.kind === "instructor" ? sql`r.instructor_id = ${ask.viewer.personId}` : inCourse(sql, ask)}
      and ${afterKey(sql, ask, { kind: "release", day, id })}
    group by r.release_at order by r.release_at limit ${ask.most}`;
}

/** Choice rounds that are to open or to close. */
export function choices(sql: Query, ask: DeadlineAsk): Promise<DeadlineRow[]> {
  const at = sql`case when rd.opened_at is null then rd.opens_at else rd.closes_at end`;
  const day = sql`(${at} at time zone ${zone})::date`;
  return sql<DeadlineRow[]>`
    select rd.id, 'choice' as kind, case when rd.opened_at is null then 'opens' else 'closes' end as step, ${day} as day, ${at} as at,
      by.id as owner_id, trim(by.first_name || ' ' || by.last_name) as owner, 1 as count, cc.id as cohort_course_id, c.id as cohort_id,
      c.short_name || ' · ' || co.number as what
    from choice_round rd
      join cohort_course cc on cc.agency_id = rd.agency_id and cc.id = rd.cohort_course_id
      join cohort c on c.agency_id = cc.agency_id and c.id = cc.cohort_id
      join course co on co.agency_id = cc.agency_id and co.id = cc.course_id
      left join person by on by.agency_id = rd.agency_id and by.id = rd.set_by
    where rd.agency_id = ${ask.viewer.agencyId} and rd.closed_at is null and ${inCourse(sql, ask)} and ${day} <= ${ask.until}::date
      and ${afterKey(sql, ask, { kind: "choice", day, id: sql`rd.id` })}
    order by day, rd.id limit ${ask.most}`;
}

/** Consents that end, as many a day; no student is named. What is over is sealed by the clock. */
export const consents = (sql: Query, ask: DeadlineAsk): Promise<DeadlineRow[]> => sql<DeadlineRow[]>`
  select s.consent_until::text as id, 'consent' as kind, 'renew' as step, s.consent_until as day, null as at, null::uuid as owner_id, null as owner,
    count(*)::int as count
  from student s where s.agency_id = ${ask.viewer.agencyId} and s.sealed is null and ${reachesStudent(sql, ask.viewer)} and s.consent_until between ${ask.today} and ${ask.until}
    and ${afterKey(sql, ask, { kind: "consent", day: sql`s.consent_until`, id: sql`s.consent_until` })}
  group by s.consent_until order by s.consent_until limit ${ask.most}`;

/** First and last days of the school's terms. */
export const terms = (sql: Query, ask: DeadlineAsk): Promise<DeadlineRow[]> => sql<DeadlineRow[]>`
  select t.id || ':' || e.step as id, 'term' as kind, e.step, e.day, null as at, null::uuid as owner_id, null as owner, 1 as count, t.name as what
  from term t cross join lateral (values ('begins', t.starts_on), ('ends', t.ends_on)) e (step, day)
  where t.agency_id = ${ask.viewer.agencyId} and e.day between ${ask.today} and ${ask.until}
    and ${afterKey(sql, ask, { kind: "term", day: sql`e.day`, id: sql`t.id || ':' || e.step` })}
  order by e.day, id limit ${ask.most}`;
