import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import type { PlaceLevel } from "#domain/place.ts";
import { blankProfile, type PrerequisiteFields, type ProfileFields } from "#domain/profile.ts";
import { placeColumns } from "./place-name.ts";
import type { Query, Tx } from "./sql.ts";

export interface PlaceKey {
  level: PlaceLevel;
  agencyId: Id;
  id: Id;
}

/** Places that say anything of themselves: a profile with something in it, a prerequisite or a file. */
const saying = (sql: Query) => sql`
  select place_id from place_profile
    where description <> '' or directions <> '' or arrival <> '' or dress <> '' or parking <> '' or languages <> '' or shifts <> '{}' or gender is not null
  union all select place_id from prerequisite
  union all select place_id from place_document where removed_at is null`;

/** Whether a row's place is one of them; in a select list, where they are looked up once, by hash. */
export const saysSomething = (sql: Query, of: string) => sql`(${sql(of)}.id in (${saying(sql)}))`;

/** Whether one of these places is one of them. */
export async function saysAnything(sql: Query, _viewer: Actor, placeIds: Id[]): Promise<boolean> {
  const rows = await sql`select from (${saying(sql)}) as one where one.place_id = any(${placeIds}::uuid[]) limit 1`;
  return rows.length === 1;
}

export interface Profile {
  placeId: Id;
  fields: ProfileFields;
  /** Who said last that it is true: a name inside one's own organisation, else the organisation's. */
  reviewed: { at: string; by: string } | null;
}

type ProfileRow = ProfileFields & { placeId: Id; reviewedAt: string | null; reviewedBy: string };

/** The profiles of some places, of those that have one. */
export async function listProfiles(sql: Query, viewer: Actor, placeIds: Id[]): Promise<Profile[]> {
  const rows = await sql<ProfileRow[]>`
    select p.place_id, p.description, p.directions, p.arrival, p.dress, p.parking, p.languages, p.shifts, p.gender, p.gender_reason, p.reviewed_at,
      coalesce(case when p.reviewed_agency_id = ${viewer.agencyId} then trim(w.first_name || ' ' || w.last_name) else a.name end, '') as reviewed_by
    from place_profile p
      left join agency a on a.id = p.reviewed_agency_id
      left join person w on w.agency_id = p.reviewed_agency_id and w.id = p.reviewed_by
    where p.place_id = any(${placeIds}::uuid[])`;
  return rows.map(({ placeId, reviewedAt, reviewedBy, ...fields }) => ({
    placeId,
    fields,
    reviewed: reviewedAt === null ? null : { at: reviewedAt, by: reviewedBy },
  }));
}

/** What a place says itself, locked until the end of the transaction; what it says when it never said anything. */
export async function lockProfile(tx: Tx, viewer: Actor, place: PlaceKey): Promise<ProfileFields> {
  const { siteId, serviceId, destinationId } = placeColumns(place);
  await tx`
    insert into place_profile (agency_id, site_id, service_id, destination_id) values (${place.agencyId}, ${siteId}, ${serviceId}, ${destinationId})
    on conflict (agency_id, place_id) do nothing`;
  await tx`select place_id from place_profile where agency_id = ${place.agencyId} and place_id = ${place.id} for update`;
  const [found] = await listProfiles(tx, viewer, [place.id]);
  return found?.fields ?? blankProfile;
}

/** Keeps what a place says, and who says that it is true. The row is there (lockProfile). */
export async function saveProfile(tx: Tx, place: PlaceKey, of: { fields: ProfileFields; by: Actor; at: Date }): Promise<void> {
  const { fields, by, at } = of;
  await tx`
    update place_profile set description = ${fields.description}, directions = ${fields.directions}, arrival = ${fields.arrival}, dress = ${fields.dress},
      parking = ${fields.parking}, languages = ${fields.languages}, shifts = ${fields.shifts}::text[], gender = ${fields.gender},
      gender_reason = ${fields.genderReason}, reviewed_at = ${at.toISOString()}, reviewed_agency_id = ${by.agencyId}, reviewed_by = ${by.personId}
    where agency_id = ${place.agencyId} and place_id = ${place.id}`;
  await profileWritten(tx, place, by);
}

/** « Fiche mise à jour », on a destination's own record as well. */
export async function profileWritten(tx: Tx, place: PlaceKey, by: Actor): Promise<void> {
  if (place.level === "destination")
    await tx`update destination set profile_at = now(), profile_by = ${by.personId} where agency_id = ${place.agencyId} and id = ${place.id}`;
}

export interface Prerequisite extends PrerequisiteFields {
  id: Id;
  placeId: Id;
}

/** Prerequisites of some places, what one must do first, then by name. */
export function listPrerequisites(sql: Query, _viewer: Actor, placeIds: Id[]): Promise<Prerequisite[]> {
  return sql<Prerequisite[]>`
    select id, place_id, name, note, students, instructors, mandatory, days_before from prerequisite
    where place_id = any(${placeIds}::uuid[]) order by not mandatory, lower(name), id limit 400`;
}

/** One, locked, with the place that says it. */
export async function lockPrerequisite(tx: Tx, _viewer: Actor, id: Id): Promise<(Prerequisite & { agencyId: Id }) | undefined> {
  const [row] = await tx<(Prerequisite & { agencyId: Id })[]>`
    select agency_id, id, place_id, name, note, students, instructors, mandatory, days_before from prerequisite where id = ${id} for update`;
  return row;
}

export async function insertPrerequisite(tx: Tx, place: PlaceKey, of: PrerequisiteFields): Promise<Id> {
  const { siteId, serviceId, destinationId } = placeColumns(place);
  const [row] = await tx<{ id: Id }[]>`
    insert into prerequisite (agency_id, site_id, service_id, destination_id, name, note, students, instructors, mandatory, days_before)
    values (${place.agencyId}, ${siteId}, ${serviceId}, ${destinationId}, ${of.name}, ${of.note}, ${of.students}, ${of.instructors}, ${of.mandatory}, ${of.daysBefore})
    returning id`;
  return row?.id ?? "";
}

export async function savePrerequisite(tx: Tx, key: { agencyId: Id; id: Id }, of: PrerequisiteFields): Promise<void> {
  await tx`
    update prerequisite set name = ${of.name}, note = ${of.note}, students = ${of.students}, instructors = ${of.instructors}, mandatory = ${of.mandatory},
      days_before = ${of.daysBefore}
    where agency_id = ${key.agencyId} and id = ${key.id}`;
}

export async function deletePrerequisite(tx: Tx, key: { agencyId: Id; id: Id }): Promise<void> {
  await tx`delete from prerequisite where agency_id = ${key.agencyId} and id = ${key.id}`;
}
