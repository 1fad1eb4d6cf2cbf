import type { Actor } from "#domain/access.ts";
import { sealedName, warnedAhead, type ConsentScope, type Sealing } from "#domain/consent.ts";
import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import type { Query, Tx } from "./sql.ts";

export interface Consent {
  consentSignedOn: Day | null;
  consentUntil: Day | null;
  consentScopes: ConsentScope[];
  graduatedOn: Day | null;
  sealed: Sealing | null;
}

/** A student's consent and whether the profile is sealed, held until the transaction ends; null: no such student of the school. */
export async function lockConsent(tx: Tx, viewer: Actor, id: Id): Promise<Consent | null> {
  const [row] = await tx<Consent[]>`
    select consent_signed_on, consent_until, consent_scopes, graduated_on, sealed from student
    where agency_id = ${viewer.agencyId} and id = ${id} for update`;
  return row ?? null;
}

export async function findConsent(
  sql: Query,
  viewer: Actor,
  id: Id,
): Promise<(Consent & { sealedAt: string | null; note: string }) | null> {
  const [row] = await sql<(Consent & { sealedAt: string | null; note: string })[]>`
    select s.consent_signed_on, s.consent_until, s.consent_scopes, s.graduated_on, s.sealed, x.sealed_at, coalesce(x.note, '') as note
    from student s left join student_sealed x on x.agency_id = s.agency_id and x.student_id = s.id
    where s.agency_id = ${viewer.agencyId} and s.id = ${id}`;
  return row ?? null;
}

export async function saveConsent(
  tx: Tx,
  viewer: Actor,
  of: { id: Id; signedOn: Day | null; until: Day | null; scopes: ConsentScope[] },
): Promise<void> {
  await tx`
    update student set consent_signed_on = ${of.signedOn}, consent_until = ${of.until}, consent_scopes = ${of.scopes}::text[], changed_at = now()
    where agency_id = ${viewer.agencyId} and id = ${of.id}`;
}

export async function saveGraduated(tx: Tx, viewer: Actor, of: { ids: Id[]; on: Day | null }): Promise<void> {
  await tx`update student set graduated_on = ${of.on}, changed_at = now() where agency_id = ${viewer.agencyId} and id = any(${of.ids}::uuid[])`;
}

/** Of some students, those of the school who are in no course that is not over, and are neither sealed nor fictitious. */
export async function listGraduable(tx: Tx, viewer: Actor, of: { ids: Id[]; today: Day }): Promise<Id[]> {
  const rows = await tx<{ id: Id }[]>`
    select s.id from student s where s.agency_id = ${viewer.agencyId} and s.id = any(${of.ids}::uuid[]) and s.sealed is null and not s.fictitious
      and not exists (select from enrolment e join cohort_course cc on cc.agency_id = e.agency_id and cc.id = e.cohort_course_id
        where e.agency_id = s.agency_id and e.student_id = s.id and e.state = 'enrolled' and cc.ends_on >= ${of.today})
    order by s.id for update of s`;
  return rows.map(({ id }) => id);
}

/** Hides identities: they leave the register for the sealed table, and PDFs that bear the names are made again without them. */
export async function sealStudents(tx: Tx, of: { agencyId: Id; ids: Id[]; why: Sealing; note: string; at: Date }): Promise<void> {
  const { agencyId, ids, why } = of;
  await tx`
    insert into student_sealed (agency_id, student_id, last_name, first_name, email, phone, birth_date, sealed_at, note)
    select agency_id, id, last_name, first_name, email, phone, birth_date, ${of.at.toISOString()}, ${of.note} from student
    where agency_id = ${agencyId} and id = any(${ids}::uuid[]) and sealed is null`;
  await tx`
    update student set sealed = ${why}, last_name = ${sealedName}, first_name = '', email = null, phone = null, birth_date = null, changed_at = now()
    where agency_id = ${agencyId} and id = any(${ids}::uuid[]) and sealed is null`;
  await tx`
    with bearing as (
      select distinct pr.agency_id, pr.printout_id from assignment a
      join printout_request pr on pr.request_agency_id = a.agency_id and pr.request_id = a.request_id
      where a.agency_id = ${agencyId} and a.student_id = any(${ids}::uuid[])
    ), emptied as (
      delete from printout_file f using bearing b where f.agency_id = b.agency_id and f.printout_id = b.printout_id returning f.agency_id, f.printout_id
    )
    update printout p set ready_at = null, tries = 0, error = '' from emptied e where p.agency_id = e.agency_id and p.id = e.printout_id`;
}

/** Brings identities back as they were. */
export async function unsealStudents(tx: Tx, of: { agencyId: Id; ids: Id[] }): Promise<void> {
  await tx`
    update student s set sealed = null, last_name = x.last_name, first_name = x.first_name, email = x.email, phone = x.phone, birth_date = x.birth_date,
      changed_at = now()
    from student_sealed x
    where x.agency_id = ${of.agencyId} and x.student_id = any(${of.ids}::uuid[]) and s.agency_id = x.agency_id and s.id = x.student_id`;
  await tx`delete from student_sealed where agency_id = ${of.agencyId} and student_id = any(${of.ids}::uuid[])`;
}

/** Profiles of every school whose consent is over and that are not sealed yet, held: it is the clock that asks. */
export async function lockLapsed(tx: Tx, today: Day, most: number): Promise<{ agencyId: Id; id: Id }[]> {
  return tx<{ agencyId: Id; id: Id }[]>`
    select agency_id, id from student where sealed is null and consent_until < ${today} order by agency_id, id limit ${most} for update skip locked`;
}

/** How many profiles of the school have a consent that ends within 180 days. */
export async function countEndingSoon(sql: Query, viewer: Actor, today: Day): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from student where agency_id = ${viewer.agencyId} and sealed is null
      and consent_until between ${today}::date and ${today}::date + ${warnedAhead}::int`;
  return row?.count ?? 0;
}

export interface PlacementOf {
  requestId: Id;
  reference: number;
  place: string;
  course: string;
  startsOn: Day;
  endsOn: Day;
  state: "held" | "confirmed";
}

/** Where a student was and is to be, the latest first: the school's own history of them (F-076). */
export async function listPlacementsOf(sql: Query, viewer: Actor, id: Id): Promise<PlacementOf[]> {
  return sql<PlacementOf[]>`
    select r.id as request_id, r.reference, concat_ws(' / ', rec.short_name, si.name, se.name, d.name) as place, co.number || ' ' || co.name as course,
      r.starts_on, r.ends_on, a.state
    from assignment a join request r on r.agency_id = a.agency_id and r.id = a.request_id
    join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
    join course co on co.agency_id = cc.agency_id and co.id = cc.course_id
    left join agency rec on rec.id = r.receiving_id
    left join site si on si.agency_id = r.receiving_id and si.id = r.site_id
    left join service se on se.agency_id = r.receiving_id and se.id = r.service_id
    left join destination d on d.agency_id = r.receiving_id and d.id = r.destination_id
    where a.agency_id = ${viewer.agencyId} and a.student_id = ${id} order by r.starts_on desc, r.id limit 200`;
}
