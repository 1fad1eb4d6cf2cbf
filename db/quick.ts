import type { Actor } from "#domain/access.ts";
import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import type { Query, Tx } from "./sql.ts";

const idOf = (rows: { id: Id }[]): Id => {
  const [row] = rows;
  if (!row) throw new Error("an insert returned nothing");
  return row.id;
};

/**
 * The standing cohort of a programme: made at its first quick entry, shown in no list of cohorts. Its short name is the first free of
 * « Rapide », « Rapide 2 »…, which is what the requests' own lists say of it.
 */
export async function standingCohort(tx: Tx, viewer: Actor, of: { programmeId: Id; name: string; shortName: string }): Promise<Id> {
  await tx`
    insert into cohort (agency_id, programme_id, name, short_name, years, structured, standing)
    select ${viewer.agencyId}, ${of.programmeId}, ${of.name}, free.short_name, 1, false, true
    from (
      select case number when 1 then ${of.shortName} else ${of.shortName} || ' ' || number end as short_name
      from generate_series(1, 50) number
      where not exists (select 1 from cohort c where c.agency_id = ${viewer.agencyId} and c.programme_id = ${of.programmeId}
        and lower(c.short_name) = lower(case number when 1 then ${of.shortName} else ${of.shortName} || ' ' || number end))
      order by number limit 1
    ) free
    on conflict (agency_id, programme_id) where standing do nothing`;
  return idOf(
    await tx<{ id: Id }[]>`
    select id from cohort where agency_id = ${viewer.agencyId} and programme_id = ${of.programmeId} and standing for update`,
  );
}

/** Its course in a term, as wide as what is asked for in it: a term is never held by days that nobody asked for. */
export async function standingCourse(
  tx: Tx,
  viewer: Actor,
  of: { cohortId: Id; courseId: Id; termId: Id; startsOn: Day; endsOn: Day; defaultComment: string },
): Promise<Id> {
  return idOf(
    await tx<{ id: Id }[]>`
    insert into cohort_course as cc (agency_id, cohort_id, course_id, term_id, starts_on, ends_on, default_comment)
    values (${viewer.agencyId}, ${of.cohortId}, ${of.courseId}, ${of.termId}, ${of.startsOn}, ${of.endsOn}, ${of.defaultComment})
    on conflict (agency_id, cohort_id, course_id, term_id) do update
      set starts_on = least(cc.starts_on, excluded.starts_on), ends_on = greatest(cc.ends_on, excluded.ends_on)
    returning id`,
  );
}

/** Enrols students for a sheet of this kind, back in where they had left; returns those who were not there. */
export async function enrolQuickly(
  tx: Tx,
  of: { agencyId: Id; cohortCourseId: Id; studentIds: Id[]; kind: "group" | "individual" },
): Promise<Id[]> {
  const rows = await tx<{ studentId: Id }[]>`
    with before as (
      select student_id from enrolment where agency_id = ${of.agencyId} and cohort_course_id = ${of.cohortCourseId} and state = 'enrolled'
    ), now as (
      insert into enrolment (agency_id, cohort_course_id, student_id, copied_to)
      select ${of.agencyId}, ${of.cohortCourseId}, student, ${of.kind} from unnest(${of.studentIds}::uuid[]) as student
      on conflict on constraint one_enrolment_per_student do update
        set state = 'enrolled', copied_to = coalesce(enrolment.copied_to, excluded.copied_to), changed_at = clock_timestamp()
      returning student_id
    ) select student_id from now where student_id not in (select student_id from before)`;
  return rows.map(({ studentId }) => studentId);
}

/** Says of a request that it was made by quick entry. */
export async function markQuick(tx: Tx, request: { agencyId: Id; id: Id }): Promise<void> {
  await tx`update request set origin = 'quick' where agency_id = ${request.agencyId} and id = ${request.id}`;
}

/** The sheet of a kind of a programme's standing course, when there is one already; null otherwise. */
export async function findQuickSheet(
  sql: Query,
  viewer: Actor,
  of: { programmeId: Id; courseId: Id; termId: Id; kind: "group" | "individual" },
): Promise<Id | null> {
  const [row] = await sql<{ id: Id }[]>`
    select w.id from worksheet w
    join cohort_course cc on cc.agency_id = w.agency_id and cc.id = w.cohort_course_id
    join cohort c on c.agency_id = cc.agency_id and c.id = cc.cohort_id and c.standing
    where w.agency_id = ${viewer.agencyId} and c.programme_id = ${of.programmeId} and cc.course_id = ${of.courseId} and cc.term_id = ${of.termId}
      and w.kind = ${of.kind} and w.deleted_at is null`;
  return row?.id ?? null;
}
