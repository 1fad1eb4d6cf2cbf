import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import type { DayException, Pause, Schedule, Varied } from "#domain/schedule.ts";
import type { Part } from "#domain/supervision.ts";
import type { Language } from "#domain/weekdays.ts";
import { scheduleColumns, scheduleOf } from "./supervision.ts";
import type { Tx } from "./sql.ts";
import type { ScheduleColumns } from "./worksheet.ts";

/** Somebody to be written to about her part in a placement, and what is to be said. */
export interface Telling {
  agencyId: Id;
  id: Id;
  /** Newly hers, no longer as it was told, over. */
  what: "named" | "changed" | "over";
  /** What she is told, to be kept. */
  told: string | null;
  tellings: number;
  requestId: Id;
  reference: number;
  part: Part;
  name: string;
  email: string | null;
  accountId: Id | null;
  language: Language;
  /** Her account can open the placement. */
  opens: boolean;
  school: string;
  course: string;
  place: string;
  students: number;
  startsOn: Day;
  endsOn: Day;
  hours: number | null;
  schedule: Schedule;
  /** Whom she asks: who named her. */
  namedBy: string;
  namedByEmail: string | null;
  namedByAgency: string;
}

interface Row extends Omit<Telling, "schedule" | "startsOn" | "endsOn">, ScheduleColumns {
  ownStart: Day;
  ownEnd: Day;
  days: DayException[] | null;
  varied: Varied | null;
  pauses: Pause[];
}

/**
 * Takes those who have to be told something about a placement that is agreed on, and keeps that they were: each state is told once,
 * what was changed within `quiet` seconds waits until its author is done, what was undone meanwhile is told to nobody (R305).
 * Of a placement that waits for its answer anew nothing is said until it has it.
 */
export async function takeTellings(tx: Tx, of: { now: Date; today: Day; quiet: number; most: number }): Promise<Telling[]> {
  const rows = await tx<Row[]>`
    with state as (
      select s.agency_id, s.id, s.told,
        case when s.removed_at is null and r.status in ('accepted', 'confirmed') then
          concat_ws('|', coalesce(s.starts_on, r.starts_on), coalesce(s.ends_on, r.ends_on), coalesce(s.hours::text, ''), r.site_id, r.service_id,
            coalesce(r.destination_id::text, ''), r.weekdays::text, r.start_time, r.end_time, r.shift_code, r.blocks::text, r.pauses::text) end as now,
        s.removed_at is not null or r.status in ('declined', 'cancelled') as over
      from request_supervision s join request r on r.agency_id = s.agency_id and r.id = s.request_id
      where (s.removed_at is null or s.told is not null) and s.changed_at <= ${of.now.toISOString()}::timestamptz - make_interval(secs => ${of.quiet})
        and coalesce(s.ends_on, r.ends_on) >= ${of.today} and r.receiving_id = s.receiving_id
    ), due as (
      select s.agency_id, s.id, d.now, d.over, d.told as before from request_supervision s join state d on d.agency_id = s.agency_id and d.id = s.id
      where (d.now is not null and d.now is distinct from d.told) or (d.over and d.told is not null)
      order by s.changed_at, s.id for update of s skip locked limit ${of.most}
    ), kept as (
      update request_supervision s set told = due.now, tellings = s.tellings + 1 from due
      where s.agency_id = due.agency_id and s.id = due.id
      returning s.agency_id, s.id, s.request_id, s.receiving_id, s.person_id, s.part, s.starts_on, s.ends_on, s.hours, s.named_by, s.named_by_agency,
        s.tellings, due.now, due.over, due.before
    )
    select k.agency_id, k.id, case when k.over then 'over' when k.before is null then 'named' else 'changed' end as what, k.now as told, k.tellings,
      r.id as request_id, r.reference, k.part, trim(p.first_name || ' ' || p.last_name) as name, coalesce(nullif(p.email, ''), a.email) as email,
      a.id as account_id, coalesce(a.language, 'fr') as language,
      exists (select from role ro where ro.agency_id = k.receiving_id and ro.person_id = k.person_id and ro.disabled_at is null
        and ro.kind in ('supervisor', 'destination-coordinator', 'receiving-coordinator')) and a.id is not null as opens,
      sch.name as school, co.number || ' ' || co.name as course, concat_ws(', ', d.name, se.name, si.name) as place,
      coalesce(r.size_here, r.size) as students, coalesce(k.starts_on, r.starts_on) as own_start, coalesce(k.ends_on, r.ends_on) as own_end,
      k.hours::float8 as hours, ${scheduleColumns(tx)}, k.named_by, na.name as named_by_agency,
      (select np.email from person np where np.agency_id = k.named_by_agency and trim(np.first_name || ' ' || np.last_name) = k.named_by and np.active order by np.id limit 1) as named_by_email
    from kept k
    join request r on r.agency_id = k.agency_id and r.id = k.request_id
    join agency sch on sch.id = r.agency_id
    join agency na on na.id = k.named_by_agency
    join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
    join course co on co.agency_id = r.agency_id and co.id = cc.course_id
    join person p on p.agency_id = k.receiving_id and p.id = k.person_id
    left join lateral (
      select ac.id, ac.email, ac.language from role ro join account ac on ac.id = ro.account_id and ac.disabled_at is null
      where ro.agency_id = p.agency_id and ro.person_id = p.id and ro.disabled_at is null order by (ro.kind = 'supervisor') desc, ro.created_at limit 1
    ) a on true
    left join site si on si.agency_id = r.receiving_id and si.id = r.site_id
    left join service se on se.agency_id = r.receiving_id and se.id = r.service_id
    left join destination d on d.agency_id = r.receiving_id and d.id = r.destination_id
    order by k.id`;
  return rows.map(({ ownStart, ownEnd, ...row }) => ({ ...row, startsOn: ownStart, endsOn: ownEnd, schedule: scheduleOf(row) }));
}
