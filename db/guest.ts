import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import type { Language } from "#domain/weekdays.ts";
import { reachesRequest } from "./request.ts";
import type { Query, Tx } from "./sql.ts";

/** A school as who receives may enter for it, or not: one that uses the system sends its own. */
export interface SchoolChoice {
  id: Id;
  name: string;
  isUser: boolean;
}

/** Schools whose name has all these words, those without account first; without words, those without account. */
export async function findSchools(sql: Query, words: string[]): Promise<SchoolChoice[]> {
  const named = words.map((word) => sql`strpos(fold_text(name), fold_text(${word})) > 0`);
  const all = named.reduce((sum, one) => sql`${sum} and ${one}`, sql`true`);
  return sql<SchoolChoice[]>`
    select id, name, is_user from agency where kind in ('placing', 'both') and (${words.length > 0} or not is_user) and ${all}
    order by is_user, lower(name) limit 30`;
}

/** Schools that a new name may be: those it shares a word of four letters or more with. Two spellings of one school would be two schools. */
export async function findLikeSchools(sql: Query, words: string[]): Promise<SchoolChoice[]> {
  if (words.length === 0) return [];
  const any = words.map((word) => sql`strpos(fold_text(name), fold_text(${word})) > 0`).reduce((sum, one) => sql`${sum} or ${one}`);
  return sql<SchoolChoice[]>`
    select id, name, is_user from agency where kind in ('placing', 'both') and (${any}) order by is_user, lower(name) limit 6`;
}

export interface SchoolRecord extends SchoolChoice {
  shortName: string;
}

/** A school, held as it is until the transaction ends: nobody makes it a user while something is entered for it. */
export async function lockSchool(tx: Tx, id: Id): Promise<SchoolRecord | null> {
  const [row] = await tx<SchoolRecord[]>`
    select id, name, short_name, is_user from agency where id = ${id} and kind in ('placing', 'both') for share`;
  return row ?? null;
}

export async function insertSchool(tx: Tx, of: { name: string }): Promise<Id> {
  const [row] = await tx<{ id: Id }[]>`
    insert into agency (kind, name, short_name, is_user) values ('placing', ${of.name}, ${of.name.slice(0, 30)}, false) returning id`;
  if (!row) throw new Error("an insert returned nothing");
  return row.id;
}

export interface GuestContact {
  id: Id;
  firstName: string;
  lastName: string;
  title: string;
  email: string | null;
  phone: string | null;
}

/** Who can be reached at a school without account: business cards, shared by those who receive. */
export async function listSchoolContacts(sql: Query, schoolId: Id): Promise<GuestContact[]> {
  return sql<GuestContact[]>`
    select p.id, p.first_name, p.last_name, p.title, p.email, p.phone from person p join agency a on a.id = p.agency_id
    where p.agency_id = ${schoolId} and a.kind in ('placing', 'both') and not a.is_user and p.active and p.disabled_at is null
    order by lower(p.last_name), lower(p.first_name), p.id limit 100`;
}

export async function findContact(sql: Query, schoolId: Id, id: Id): Promise<GuestContact | null> {
  return (await listSchoolContacts(sql, schoolId)).find((one) => one.id === id) ?? null;
}

/** The contact of that address, when the school has one already. */
export async function findContactByEmail(sql: Query, schoolId: Id, email: string): Promise<GuestContact | null> {
  const lower = email.toLowerCase();
  return (await listSchoolContacts(sql, schoolId)).find((one) => one.email?.toLowerCase() === lower) ?? null;
}

export async function saveContact(tx: Tx, schoolId: Id, of: GuestContact): Promise<void> {
  await tx`
    update person set first_name = ${of.firstName}, last_name = ${of.lastName}, title = ${of.title}, email = ${of.email}, phone = ${of.phone}
    where agency_id = ${schoolId} and id = ${of.id}`;
}

/** What this organisation was asked for by a school before: what another was asked for stays there (R332). */
export async function listAskedBefore(
  sql: Query,
  viewer: Actor,
  schoolId: Id,
): Promise<{ programme: string; discipline: string; number: string; course: string }[]> {
  return sql<{ programme: string; discipline: string; number: string; course: string }[]>`
    select distinct p.name as programme, p.discipline, co.number, co.name as course
    from request r
    join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
    join cohort c on c.agency_id = r.agency_id and c.id = cc.cohort_id
    join programme p on p.agency_id = r.agency_id and p.id = c.programme_id
    join course co on co.agency_id = r.agency_id and co.id = cc.course_id
    where r.agency_id = ${schoolId} and ${reachesRequest(sql, viewer, "receiving")}
    order by p.name, co.name limit 60`;
}

/** Nobody of the school is in the system: who receives confirms in its place (T24). */
export async function isWithoutUser(sql: Query, schoolId: Id): Promise<boolean> {
  const [row] = await sql<{ without: boolean }[]>`select not is_user as without from agency where id = ${schoolId}`;
  return row?.without ?? false;
}

export interface GuestSettings {
  asksAccess: boolean;
  linkDays: number;
}
export async function findGuestSettings(sql: Query, agencyId: Id): Promise<GuestSettings> {
  const [row] = await sql<GuestSettings[]>`select asks_access, link_days from guest_setting where agency_id = ${agencyId}`;
  return row ?? { asksAccess: false, linkDays: 120 };
}
export async function saveGuestSettings(tx: Tx, agencyId: Id, of: GuestSettings): Promise<void> {
  await tx`
    insert into guest_setting (agency_id, asks_access, link_days) values (${agencyId}, ${of.asksAccess}, ${of.linkDays})
    on conflict (agency_id) do update set asks_access = excluded.asks_access, link_days = excluded.link_days`;
}

/** A guest's link as she comes with it. */
export interface GuestLink {
  agencyId: Id;
  id: Id;
  schoolId: Id;
  personId: Id;
  email: string;
  language: Language;
  expiresAt: string;
  revokedAt: string | null;
  openedAt: string | null;
  receiving: string;
  school: string;
  schoolIsUser: boolean;
  name: string;
  asksAccess: boolean;
  /** Who of the organisation asked, to be reached. */
  contact: { name: string; email: string | null; phone: string | null };
}

const linkColumns = (sql: Query) => sql`
  l.agency_id, l.id, l.school_id, l.person_id, l.email, l.language, l.expires_at, l.revoked_at, l.opened_at, a.name as receiving, s.name as school,
  s.is_user as school_is_user, trim(p.first_name || ' ' || p.last_name) as name, coalesce(gs.asks_access, false) as asks_access,
  jsonb_build_object('name', trim(w.first_name || ' ' || w.last_name), 'email', w.email, 'phone', w.phone) as contact`;
const linkJoins = (sql: Query) => sql`
  join agency a on a.id = l.agency_id join agency s on s.id = l.school_id
  join person p on p.agency_id = l.school_id and p.id = l.person_id
  join person w on w.agency_id = l.agency_id and w.id = l.created_by
  left join guest_setting gs on gs.agency_id = l.agency_id`;

export async function findGuestByToken(sql: Query, tokenHash: string): Promise<GuestLink | null> {
  const [row] = await sql<GuestLink[]>`
    select ${linkColumns(sql)} from guest_token t join guest_link l on l.agency_id = t.agency_id and l.id = t.link_id ${linkJoins(sql)}
    where t.token_hash = ${tokenHash}`;
  return row ?? null;
}

/** The page of a contact at this organisation; null: she has none that is not taken back. */
export async function findGuestLink(sql: Query, of: { agencyId: Id; schoolId: Id; personId: Id }): Promise<GuestLink | null> {
  const [row] = await sql<GuestLink[]>`
    select ${linkColumns(sql)} from guest_link l ${linkJoins(sql)}
    where l.agency_id = ${of.agencyId} and l.school_id = ${of.schoolId} and l.person_id = ${of.personId} and l.revoked_at is null`;
  return row ?? null;
}

export async function findGuestLinkById(sql: Query, agencyId: Id, id: Id): Promise<GuestLink | null> {
  const [row] = await sql<GuestLink[]>`
    select ${linkColumns(sql)} from guest_link l ${linkJoins(sql)} where l.agency_id = ${agencyId} and l.id = ${id} and l.revoked_at is null`;
  return row ?? null;
}

/** The link of a contact: made, or renewed by a new mail; what earlier mails hold lives as long. */
export async function renewGuestLink(
  tx: Tx,
  of: { agencyId: Id; schoolId: Id; personId: Id; email: string; language: Language; by: Id; expiresAt: Date },
): Promise<Id> {
  const [row] = await tx<{ id: Id }[]>`
    insert into guest_link (agency_id, school_id, person_id, email, language, created_by, expires_at)
    values (${of.agencyId}, ${of.schoolId}, ${of.personId}, ${of.email}, ${of.language}, ${of.by}, ${of.expiresAt.toISOString()})
    on conflict (agency_id, school_id, person_id) where revoked_at is null
      do update set expires_at = greatest(guest_link.expires_at, excluded.expires_at), email = excluded.email, language = excluded.language,
        created_by = excluded.created_by
    returning id`;
  if (!row) throw new Error("an insert returned nothing");
  return row.id;
}

export async function insertGuestToken(tx: Tx, of: { tokenHash: string; agencyId: Id; linkId: Id }): Promise<void> {
  await tx`insert into guest_token (token_hash, agency_id, link_id) values (${of.tokenHash}, ${of.agencyId}, ${of.linkId})`;
}

/** Takes a link back, in every mail that holds it; null when it is none of the organisation's, or was taken back. */
export async function revokeGuestLink(
  tx: Tx,
  of: { agencyId: Id; id: Id; by: Id; at: Date },
): Promise<{ schoolId: Id; personId: Id; name: string; school: string } | null> {
  const [row] = await tx<{ schoolId: Id; personId: Id; name: string; school: string }[]>`
    update guest_link l set revoked_at = ${of.at.toISOString()}, revoked_by = ${of.by}
    from person p, agency s
    where l.agency_id = ${of.agencyId} and l.id = ${of.id} and l.revoked_at is null and p.agency_id = l.school_id and p.id = l.person_id and s.id = l.school_id
    returning l.school_id, l.person_id, trim(p.first_name || ' ' || p.last_name) as name, s.name as school`;
  return row ?? null;
}

/** The first time a link's page is looked at; false afterwards. */
export async function saveGuestOpened(tx: Tx, of: { agencyId: Id; id: Id; at: Date }): Promise<boolean> {
  const rows = await tx`
    update guest_link set opened_at = ${of.at.toISOString()} where agency_id = ${of.agencyId} and id = ${of.id} and opened_at is null returning id`;
  return rows.length === 1;
}
