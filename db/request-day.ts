import type { Actor } from "#domain/access.ts";
import type { Day, Time } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import type { DayException, RemovalReason, Schedule, Varied } from "#domain/schedule.ts";
import type { Query, Tx } from "./sql.ts";

/**
 * The days of a request `r` that are not as its pattern says, as JSON `DayException[]`; null when there are none. `own`: with the
 * students' own days, which nobody outside the school is given.
 */
export const exceptionDays = (sql: Query, { own }: { own: boolean }) => sql`
  (select jsonb_agg(jsonb_build_object('day', rd.day, 'state', rd.state,
      'times', case when rd.start_time is null then null
        else jsonb_build_object('startTime', to_char(rd.start_time, 'HH24:MI'), 'endTime', to_char(rd.end_time, 'HH24:MI')) end,
      'shiftCode', rd.shift_code, 'kind', rd.kind, 'studentId', rd.student_id, 'reason', rd.reason) order by rd.day, rd.student_id)
    from request_day rd where rd.agency_id = r.agency_id and rd.request_id = r.id ${own ? sql`` : sql`and rd.student_id is null`})`;

/** What is known of the « variés » of a request `r`, as JSON `Varied`; null when nobody said. */
export const variedOf = (sql: Query) => sql`
  (select jsonb_build_object('daysPerWeek', case when rc.days_min is null then null else jsonb_build_array(rc.days_min, rc.days_max) end,
      'hoursPerDay', case when rc.hours_min is null then null else jsonb_build_array(rc.hours_min, rc.hours_max) end)
    from request_calendar rc where rc.agency_id = r.agency_id and rc.request_id = r.id and num_nonnulls(rc.days_min, rc.hours_min) > 0)`;

/** A schedule with what the calendar says of it, from the columns `days` and `varied` of a row; nothing is added where nothing is said. */
export const detailed = (of: Schedule, row: { days: DayException[] | null; varied: Varied | null }): Schedule => ({
  ...of,
  ...(row.days ? { days: row.days } : {}),
  ...(row.varied ? { varied: row.varied } : {}),
});

/** A day as its calendar shows it: with who changed it last, and the number a change of it must name. */
export interface CalendarDay extends DayException {
  reason: RemovalReason | null;
  version: number;
  by: string;
  mine: boolean;
  at: string;
}

/** The days of one request of the school; `for update` when a command follows. */
export function listDays(sql: Query, viewer: Actor, of: { agencyId: Id; requestId: Id; own: boolean }): Promise<CalendarDay[]> {
  return sql<CalendarDay[]>`
    select rd.day, rd.state, case when rd.start_time is null then null
        else jsonb_build_object('startTime', to_char(rd.start_time, 'HH24:MI'), 'endTime', to_char(rd.end_time, 'HH24:MI')) end as times,
      rd.shift_code, rd.kind, rd.student_id, rd.reason, rd.version::int8 as version, rd.changed_at as at,
      case when rd.agency_id = ${viewer.agencyId} then concat_ws(' ', p.first_name, p.last_name) else '' end as "by",
      rd.agency_id = ${viewer.agencyId} and rd.changed_by = ${viewer.personId} as mine
    from request_day rd join person p on p.agency_id = rd.agency_id and p.id = rd.changed_by
    where rd.agency_id = ${of.agencyId} and rd.request_id = ${of.requestId} and ${of.own ? sql`true` : sql`rd.student_id is null`}
    order by rd.day, rd.student_id nulls first`;
}

export interface NewDay {
  day: Day;
  studentId: Id | null;
  state: "removed" | "added";
  times: { startTime: Time; endTime: Time } | null;
  shiftCode: string | null;
  kind: DayException["kind"];
  reason: RemovalReason | null;
}

/** Writes days over whatever they were; each has a number that no day of any calendar has had. */
export async function saveDays(
  tx: Tx,
  of: { agencyId: Id; requestId: Id; by: { personId: Id; at: Date } },
  days: NewDay[],
): Promise<{ day: Day; studentId: Id | null; version: number }[]> {
  if (days.length === 0) return [];
  const rows = days.map(({ day, studentId, state, times, shiftCode, kind, reason }) => ({
    day,
    student_id: studentId,
    state,
    start_time: times?.startTime ?? null,
    end_time: times?.endTime ?? null,
    shift_code: shiftCode,
    kind,
    reason,
  }));
  return tx<{ day: Day; studentId: Id | null; version: number }[]>`
    insert into request_day (agency_id, request_id, student_id, day, state, start_time, end_time, shift_code, kind, reason, changed_by, changed_at)
    select ${of.agencyId}, ${of.requestId}, t.student_id, t.day, t.state, t.start_time, t.end_time, t.shift_code, t.kind, t.reason,
      ${of.by.personId}, ${of.by.at.toISOString()}
    from jsonb_to_recordset(${tx.json(rows)}) as t
      (day date, student_id uuid, state text, start_time time, end_time time, shift_code text, kind text, reason text)
    on conflict on constraint one_exception_per_day do update set state = excluded.state, start_time = excluded.start_time,
      end_time = excluded.end_time, shift_code = excluded.shift_code, kind = excluded.kind, reason = excluded.reason,
      version = nextval('request_day_version'), changed_by = excluded.changed_by, changed_at = excluded.changed_at
    returning day, student_id, version::int8 as version`;
}

/** Puts days back to what the pattern says of them. */
export async function deleteDays(tx: Tx, of: { agencyId: Id; requestId: Id }, days: { day: Day; studentId: Id | null }[]): Promise<void> {
  if (days.length === 0) return;
  await tx`
    delete from request_day rd using jsonb_to_recordset(${tx.json(days.map(({ day, studentId }) => ({ day, student_id: studentId })))}) as t (day date, student_id uuid)
    where rd.agency_id = ${of.agencyId} and rd.request_id = ${of.requestId} and rd.day = t.day and rd.student_id is not distinct from t.student_id`;
}

/** Another request gets the same calendar (a part of a split, a merged one): the group's days alone, those its own dates hold. */
export async function copyDays(tx: Tx, of: { agencyId: Id; from: Id; to: Id; by: { personId: Id; at: Date } }): Promise<void> {
  const at = of.by.at.toISOString();
  await tx`
    insert into request_day (agency_id, request_id, day, state, start_time, end_time, shift_code, kind, reason, changed_by, changed_at)
    select rd.agency_id, r.id, rd.day, rd.state, rd.start_time, rd.end_time, rd.shift_code, rd.kind, rd.reason, ${of.by.personId}, ${at}
    from request r join request_day rd on rd.agency_id = r.agency_id and rd.request_id = ${of.from} and rd.student_id is null
    where r.agency_id = ${of.agencyId} and r.id = ${of.to} and rd.day between r.starts_on and r.ends_on
    on conflict on constraint one_exception_per_day do nothing`;
  await tx`
    insert into request_calendar (agency_id, request_id, days_min, days_max, hours_min, hours_max, changed_at)
    select agency_id, ${of.to}, days_min, days_max, hours_min, hours_max, ${at} from request_calendar
    where agency_id = ${of.agencyId} and request_id = ${of.from}
    on conflict (agency_id, request_id) do nothing`;
}

/** One more change of a calendar; returns how many there were. With `varied`, what is known of « variés » is written too. */
export async function touchCalendar(tx: Tx, of: { agencyId: Id; requestId: Id; at: Date; varied?: Varied | null }): Promise<number> {
  const given = of.varied !== undefined;
  const [dMin, dMax] = of.varied?.daysPerWeek ?? [null, null];
  const [hMin, hMax] = of.varied?.hoursPerDay ?? [null, null];
  const [row] = await tx<{ sequence: number }[]>`
    insert into request_calendar (agency_id, request_id, sequence, days_min, days_max, hours_min, hours_max, changed_at)
    values (${of.agencyId}, ${of.requestId}, 1, ${dMin}, ${dMax}, ${hMin}, ${hMax}, ${of.at.toISOString()})
    on conflict (agency_id, request_id) do update set sequence = request_calendar.sequence + 1, changed_at = excluded.changed_at
      ${given ? tx`, days_min = excluded.days_min, days_max = excluded.days_max, hours_min = excluded.hours_min, hours_max = excluded.hours_max` : tx``}
    returning sequence`;
  return row?.sequence ?? 0;
}

/** What the calendar of a request needs besides the request: hours the course asks for, how often it was changed, closed days of its school. */
export async function findCalendarFacts(
  sql: Query,
  of: { agencyId: Id; requestId: Id; courseId: Id; startsOn: Day; endsOn: Day },
): Promise<{ courseHours: number | null; sequence: number; changedAt: string | null; closed: { from: Day; to: Day; name: string }[] }> {
  const [row] = await sql<
    { courseHours: number | null; sequence: number; changedAt: string | null; closed: { from: Day; to: Day; name: string }[] }[]
  >`
    select co.hours::float8 as course_hours, coalesce(rc.sequence, 0) + r.version as sequence,
      coalesce(rc.changed_at, r.created_at) as changed_at,
      (select coalesce(jsonb_agg(jsonb_build_object('from', cd.starts_on, 'to', cd.ends_on, 'name', cd.name) order by cd.starts_on), '[]')
        from closed_day cd where cd.agency_id = r.agency_id and cd.starts_on <= ${of.endsOn} and cd.ends_on >= ${of.startsOn}) as closed
    from request r join course co on co.agency_id = r.agency_id and co.id = ${of.courseId}
    left join request_calendar rc on rc.agency_id = r.agency_id and rc.request_id = r.id
    where r.agency_id = ${of.agencyId} and r.id = ${of.requestId}`;
  return row ?? { courseHours: null, sequence: 0, changedAt: null, closed: [] };
}
