import type { Actor } from "#domain/access.ts";
import type { Sealing } from "#domain/consent.ts";
import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import type { Query } from "./sql.ts";

/** Until when a student's consent holds; in a school that keeps none here, nobody's is asked after. */
export interface StudentConsent {
  studentId: Id;
  fictitious: boolean;
  consentUntil: Day | null;
  sealed: Sealing | null;
}

export function listConsents(sql: Query, viewer: Actor, studentIds: Id[]): Promise<StudentConsent[]> {
  return sql<StudentConsent[]>`
    select id as student_id, fictitious, sealed,
      case when exists (select from student any_one where any_one.agency_id = ${viewer.agencyId} and any_one.consent_until is not null
        and any_one.sealed is null) then consent_until else '9998-12-31'::date end as consent_until
    from student where agency_id = ${viewer.agencyId} and id = any(${studentIds}::uuid[])`;
}

/** Names as conflicts are told by: of the school's own students, to who may read them. */
export function listStudentNames(sql: Query, viewer: Actor, studentIds: Id[]): Promise<{ id: Id; name: string }[]> {
  return sql<{ id: Id; name: string }[]>`
    select id, trim(first_name || ' ' || last_name) as name from student
    where ${viewer.withNames} and agency_id = ${viewer.agencyId} and id = any(${studentIds}::uuid[])`;
}

/** Something a place asks of every student before she comes. */
export interface AskedBefore {
  id: Id;
  placeId: Id;
  name: string;
  daysBefore: number | null;
}

/** What sites, services and units ask of students without exception; the catalogue is everybody's to read. */
export function listAskedBefore(sql: Query, _viewer: Actor, placeIds: Id[]): Promise<AskedBefore[]> {
  return sql<AskedBefore[]>`
    select id, place_id, name, days_before from prerequisite
    where place_id = any(${placeIds}::uuid[]) and students and mandatory order by lower(name), id`;
}

/** Closures of these very places between two days; what lies above them is named as well by who asks. */
export function listClosuresAt(
  sql: Query,
  _viewer: Actor,
  of: { siteIds: Id[]; serviceIds: Id[]; destinationIds: Id[]; from: Day; to: Day },
): Promise<{ id: Id; siteId: Id | null; serviceId: Id | null; destinationId: Id | null; startsOn: Day; endsOn: Day; reason: string }[]> {
  return sql`
    select id, site_id, service_id, destination_id, starts_on, ends_on, reason from closure
    where ends_on >= ${of.from}::date and starts_on <= ${of.to}::date
      and (site_id = any(${of.siteIds}::uuid[]) or service_id = any(${of.serviceIds}::uuid[]) or destination_id = any(${of.destinationIds}::uuid[]))
    order by starts_on, id`;
}
