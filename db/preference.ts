import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import type { Preference, PreferenceUse } from "#domain/preference.ts";
import type { Query, Tx } from "./sql.ts";

/** The preferences of an enrolment `e`, in order, as the domain has them. */
export const preferencesOf = (sql: Query) => sql`coalesce((
  select jsonb_agg(jsonb_build_object('path', p.path, 'comment', p.comment, 'place', case when p.receiving_id is not null then
    jsonb_build_object('agencyId', p.receiving_id, 'siteId', p.site_id, 'serviceId', p.service_id, 'destinationId', p.destination_id) end) order by p.rank)
  from preference p where p.agency_id = e.agency_id and p.enrolment_id = e.id), '[]')`;

export interface PreferredEnrolment {
  id: Id;
  studentId: Id;
  preferences: Preference[];
  version: number;
  /** Who changed them last, by name, and when. */
  by: string | null;
  at: string | null;
}

/** The preferences of students in a course, held until the transaction ends. */
export async function lockPreferences(tx: Tx, of: { agencyId: Id; cohortCourseId: Id; studentIds: Id[] }): Promise<PreferredEnrolment[]> {
  return tx<PreferredEnrolment[]>`
    select e.id, e.student_id, ${preferencesOf(tx)} as preferences, e.preferences_version as version, e.preferences_at as at,
      (select concat_ws(' ', b.first_name, b.last_name) from person b where b.agency_id = e.agency_id and b.id = e.preferences_by) as by
    from enrolment e
    where e.agency_id = ${of.agencyId} and e.cohort_course_id = ${of.cohortCourseId} and e.student_id = any(${of.studentIds}::uuid[])
    order by e.id for update of e`;
}

/** Writes the preferences of enrolments in place of those they had; ranks follow the order. A `fresh` enrolment has none yet. */
export async function savePreferences(
  tx: Tx,
  by: { agencyId: Id; /** Null: the student herself, or the clock. */ personId: Id | null },
  of: { enrolmentId: Id; preferences: Preference[]; fresh?: boolean }[],
): Promise<void> {
  if (of.length === 0) return;
  const { agencyId } = by;
  const ids = of.map(({ enrolmentId }) => enrolmentId);
  const held = of.flatMap(({ enrolmentId, fresh }) => (fresh ? [] : [enrolmentId]));
  const rows = of.flatMap(({ enrolmentId, preferences }) =>
    preferences.slice(0, 20).map(({ path, comment, place }, index) => ({ enrolmentId, rank: index + 1, path, comment, ...place })),
  );
  if (held.length > 0) await tx`delete from preference where agency_id = ${agencyId} and enrolment_id = any(${held}::uuid[])`;
  await tx`
    insert into preference (agency_id, enrolment_id, rank, path, comment, receiving_id, site_id, service_id, destination_id)
    select ${agencyId}, p."enrolmentId", p.rank, p.path, coalesce(p.comment, ''), p."agencyId", p."siteId", p."serviceId", p."destinationId"
    from jsonb_to_recordset(${tx.json(rows as never)}) as p ("enrolmentId" uuid, rank smallint, path text, comment text, "agencyId" uuid,
      "siteId" uuid, "serviceId" uuid, "destinationId" uuid)`;
  await tx`
    update enrolment set preferences_version = preferences_version + 1, preferences_by = ${by.personId}, preferences_at = clock_timestamp()
    where agency_id = ${agencyId} and id = any(${ids}::uuid[])`;
}

/** What a course does with its preferences. */
export async function setPreferenceUse(tx: Tx, of: { agencyId: Id; cohortCourseId: Id; use: PreferenceUse }): Promise<boolean> {
  const changed = await tx`
    update cohort_course set preference_use = ${of.use}
    where agency_id = ${of.agencyId} and id = ${of.cohortCourseId} and preference_use <> ${of.use}`;
  return changed.count > 0;
}

/** How many of a course's students have wishes, and how many wait. */
export async function countPreferring(sql: Query, viewer: Actor, cohortCourseId: Id): Promise<{ with: number; without: number }> {
  const [row] = await sql<{ with: number; without: number }[]>`
    select count(*) filter (where wishes)::int as "with", count(*) filter (where not wishes)::int as "without"
    from (
      select exists (select from preference p where p.agency_id = e.agency_id and p.enrolment_id = e.id) as wishes
      from enrolment e where e.agency_id = ${viewer.agencyId} and e.cohort_course_id = ${cohortCourseId} and e.state = 'enrolled'
    ) as counted`;
  return row ?? { with: 0, without: 0 };
}
