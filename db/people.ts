import type { StaffKind } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import type { Query, Tx } from "./sql.ts";

export interface PersonFields {
  lastName: string;
  firstName: string;
  title: string;
  email: string | null;
  /** Of an office, for routine exchanges only (K59); absent: left as it is. */
  sharedEmail?: string | null;
  phone: string | null;
  departmentId: Id | null;
}

/** The lock under which the first administrator is made. */
const setUpLock = 7_002;

export async function lockSetUp(tx: Tx): Promise<void> {
  await tx`select pg_advisory_xact_lock(${setUpLock})`;
}

export async function insertAgency(sql: Query, of: { name: string; kind: "placing" | "receiving" | "both" }): Promise<Id> {
  const [row] = await sql<
    { id: Id }[]
  >`insert into agency (kind, name, short_name) values (${of.kind}, ${of.name}, ${of.name.slice(0, 30)}) returning id`;
  if (!row) throw new Error("an organisation that was just added has no id");
  return row.id;
}

export async function insertPerson(sql: Query, agencyId: Id, of: PersonFields): Promise<Id> {
  const [row] = await sql<{ id: Id }[]>`
    insert into person (agency_id, last_name, first_name, title, email, shared_email, phone, department_id)
    values (${agencyId}, ${of.lastName}, ${of.firstName}, ${of.title}, ${of.email}, ${of.sharedEmail ?? null}, ${of.phone}, ${of.departmentId}) returning id`;
  if (!row) throw new Error("a person who was just added has no id");
  return row.id;
}

export async function insertRole(
  sql: Query,
  of: { agencyId: Id; accountId: Id; personId: Id; kind: StaffKind; everything: boolean },
): Promise<Id> {
  const [row] = await sql<{ id: Id }[]>`
    insert into role (agency_id, account_id, person_id, kind, everything)
    values (${of.agencyId}, ${of.accountId}, ${of.personId}, ${of.kind}, ${of.everything}) returning id`;
  if (!row) throw new Error("a role that was just given has no id");
  return row.id;
}

export interface PersonRow extends PersonFields {
  id: Id;
  departmentName: string | null;
  active: boolean;
  disabled: boolean;
  accountId: Id | null;
  signInEmail: string | null;
  /** Has set a password, or entered the demo. */
  hasComeIn: boolean;
  lastSignInAt: string | null;
  kinds: StaffKind[];
}

/** The account of a person is the one her roles were given to, taken ones too. */
const accountOf = (sql: Query) => sql`
  left join lateral (
    select r.account_id, array_agg(r.kind order by r.created_at) filter (where r.disabled_at is null) as kinds
    from role r where r.agency_id = p.agency_id and r.person_id = p.id group by r.account_id order by count(*) filter (where r.disabled_at is null) desc limit 1
  ) held on true
  left join account a on a.id = held.account_id
  left join department d on d.agency_id = p.agency_id and d.id = p.department_id`;

const personColumns = (sql: Query) => sql`
  p.id, p.last_name, p.first_name, p.title, p.email, p.shared_email, p.phone, p.department_id, d.name as department_name, p.active,
  p.disabled_at is not null as disabled,
  a.id as account_id, a.email as sign_in_email, coalesce(a.password_hash is not null or a.last_sign_in_at is not null, false) as has_come_in,
  a.last_sign_in_at, coalesce(held.kinds, '{}') as kinds`;

export interface PeopleFilter {
  /** Part of a name, title or address; accents and case do not matter. */
  search: string;
  show: "active" | "inactive" | "all";
  kind: StaffKind | null;
  /** The last row of the page before. */
  after: { lastName: string; firstName: string; id: Id } | null;
  most: number;
}

/** A page of an organisation's directory, by name. */
export async function listPeople(sql: Query, viewer: { agencyId: Id }, of: PeopleFilter): Promise<PersonRow[]> {
  const like = `%${of.search.trim().replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const { after } = of;
  return sql<PersonRow[]>`
    select ${personColumns(sql)}
    from person p ${accountOf(sql)}
    where p.agency_id = ${viewer.agencyId}
      and (${of.show} = 'all' or p.active = (${of.show} = 'active'))
      and (${of.search.trim() === ""} or unaccent(concat_ws(' ', p.first_name, p.last_name, p.first_name, p.title, p.email)) ilike unaccent(${like}))
      and (${of.kind}::text is null or ${of.kind} = any(held.kinds))
      and (${after === null} or (lower(p.last_name), lower(p.first_name), p.id) > (lower(${after?.lastName ?? ""}), lower(${after?.firstName ?? ""}), ${after?.id ?? null}::uuid))
    order by lower(p.last_name), lower(p.first_name), p.id limit ${of.most}`;
}

export async function findPerson(sql: Query, viewer: { agencyId: Id }, personId: Id): Promise<PersonRow | null> {
  const [row] = await sql<PersonRow[]>`
    select ${personColumns(sql)} from person p ${accountOf(sql)} where p.agency_id = ${viewer.agencyId} and p.id = ${personId}`;
  return row ?? null;
}

/** A person with the same name at the organisation: a homonym, or the same person added twice. */
export async function countNamed(sql: Query, agencyId: Id, of: { lastName: string; firstName: string; not: Id | null }): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from person
    where agency_id = ${agencyId} and lower(last_name) = lower(${of.lastName}) and lower(first_name) = lower(${of.firstName}) and id is distinct from ${of.not}::uuid`;
  return row?.count ?? 0;
}

export async function savePerson(sql: Query, agencyId: Id, of: PersonFields & { id: Id }): Promise<boolean> {
  const saved = await sql`
    update person set last_name = ${of.lastName}, first_name = ${of.firstName}, title = ${of.title}, email = ${of.email}, phone = ${of.phone}, department_id = ${of.departmentId}
      ${of.sharedEmail === undefined ? sql`` : sql`, shared_email = ${of.sharedEmail}`}
    where agency_id = ${agencyId} and id = ${of.id} returning id`;
  return saved.length > 0;
}

export async function saveActive(sql: Query, agencyId: Id, of: { personId: Id; active: boolean }): Promise<void> {
  await sql`update person set active = ${of.active} where agency_id = ${agencyId} and id = ${of.personId}`;
}

export async function listDepartments(sql: Query, agencyId: Id): Promise<{ id: Id; name: string }[]> {
  return sql<{ id: Id; name: string }[]>`select id, name from department where agency_id = ${agencyId} order by lower(name)`;
}
