import type { Actor } from "#domain/access.ts";
import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import type { Schedule } from "#domain/schedule.ts";
import type { Language } from "#domain/weekdays.ts";
import { reachesStudent } from "./student.ts";
import type { Query, Tx } from "./sql.ts";
import { scheduleIn, type ScheduleColumns } from "./worksheet.ts";

export interface ReportedStudent {
  id: Id;
  number: string;
  lastName: string;
  firstName: string;
  email: string | null;
  fictitious: boolean;
  courses: { course: string; cohort: string; term: string; startsOn: Day; endsOn: Day; preferences: string[] }[];
}

/** Students for a report, by name, with the courses they are in (F-086). Those the viewer does not reach are not there. */
export async function listReported(sql: Query, viewer: Actor, ids: Id[]): Promise<ReportedStudent[]> {
  return sql<ReportedStudent[]>`
    select s.id, s.number, s.last_name, s.first_name, s.email, s.fictitious,
      coalesce((select jsonb_agg(jsonb_build_object('course', co.number || ' ' || co.name, 'cohort', c.short_name, 'term', t.short_name,
          'startsOn', cc.starts_on, 'endsOn', cc.ends_on,
          'preferences', (select coalesce(jsonb_agg(p.path order by p.rank), '[]') from preference p where p.agency_id = e.agency_id and p.enrolment_id = e.id))
          order by cc.starts_on, co.number)
        from enrolment e join cohort_course cc on cc.agency_id = e.agency_id and cc.id = e.cohort_course_id
        join cohort c on c.agency_id = cc.agency_id and c.id = cc.cohort_id
        join course co on co.agency_id = cc.agency_id and co.id = cc.course_id
        join term t on t.agency_id = cc.agency_id and t.id = cc.term_id
        where e.agency_id = s.agency_id and e.student_id = s.id and e.state = 'enrolled'), '[]') as courses
    from student s where s.agency_id = ${viewer.agencyId} and s.id = any(${ids}::uuid[]) and ${reachesStudent(sql, viewer)}
    order by s.sort_name, s.id`;
}

export interface ReportedPlacement {
  studentId: Id;
  reference: number;
  place: string;
  course: string;
  state: "held" | "confirmed";
  schedule: Schedule;
}

/** Where those students are placed in what is not over, by first day. */
export async function listReportedPlacements(sql: Query, viewer: Actor, of: { ids: Id[]; today: Day }): Promise<ReportedPlacement[]> {
  const rows = await sql<(Omit<ReportedPlacement, "schedule"> & ScheduleColumns)[]>`
    select a.student_id, r.reference, concat_ws(' / ', si.name, se.name, d.name) as place, co.number as course, a.state,
      r.starts_on, r.ends_on, r.blocks, r.weekdays, r.start_time, r.end_time, r.shift_code
    from assignment a join student s on s.agency_id = a.agency_id and s.id = a.student_id
    join request r on r.agency_id = a.agency_id and r.id = a.request_id
    join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
    join course co on co.agency_id = cc.agency_id and co.id = cc.course_id
    left join site si on si.agency_id = r.receiving_id and si.id = r.site_id
    left join service se on se.agency_id = r.receiving_id and se.id = r.service_id
    left join destination d on d.agency_id = r.receiving_id and d.id = r.destination_id
    where a.agency_id = ${viewer.agencyId} and a.student_id = any(${of.ids}::uuid[]) and r.ends_on >= ${of.today} and ${reachesStudent(sql, viewer)}
    order by r.starts_on, r.id`;
  return rows.map(({ studentId, reference, place, course, state, ...row }) => ({
    studentId,
    reference,
    place,
    course,
    state,
    schedule: scheduleIn(row as ScheduleColumns),
  }));
}

/** One mail to each of some students of the school who have an address; to each alone. How many. */
export async function insertStudentMails(
  tx: Tx,
  viewer: Actor,
  of: { cause: string; ids: Id[]; language: Language; subject: string; bodyText: string; bodyHtml: string },
): Promise<number> {
  const rows = await tx`
    insert into mail (cause, kind, recipient, reply_to, sender_name, language, subject, body_text, body_html)
    select distinct on (lower(s.email)) ${of.cause}, 'student-letter', s.email,
      coalesce((select p.email from person p where p.agency_id = ${viewer.agencyId} and p.id = ${viewer.personId}), ''), ${`${viewer.name}, ${viewer.agencyName}`},
      ${of.language}, ${of.subject}, ${of.bodyText}, ${of.bodyHtml}
    from student s
    where s.agency_id = ${viewer.agencyId} and s.id = any(${of.ids}::uuid[]) and s.email is not null and s.sealed is null and ${reachesStudent(tx, viewer)}
    on conflict (cause, recipient) do nothing returning id`;
  return rows.length;
}
