import type { StaffKind } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import type { Query, Tx } from "./sql.ts";

/** What a role covers: everything of the organisation, or what is listed. */
export interface Rights {
  everything: boolean;
  programmes: Id[];
  sites: Id[];
  services: Id[];
  destinations: Id[];
  /** False for an observer who is told no student's name (F-208). */
  withNames?: boolean;
}

export interface RoleRow extends Rights {
  id: Id;
  kind: StaffKind;
  accountId: Id;
  personId: Id;
  createdAt: string;
}

/** Serialises what may leave an organisation without administrator: two who disable each other at once, one is refused. */
export async function lockAgency(tx: Tx, agencyId: Id): Promise<void> {
  await tx`select id from agency where id = ${agencyId} for update`;
}

/** The roles a person holds, in the order they were given. */
export async function listRolesOfPerson(sql: Query, agencyId: Id, personId: Id): Promise<RoleRow[]> {
  return sql<RoleRow[]>`
    select r.id, r.kind, r.account_id, r.person_id, r.created_at, r.everything, r.with_names,
      array(select programme_id from role_right x where x.agency_id = r.agency_id and x.role_id = r.id and programme_id is not null) as programmes,
      array(select site_id from role_right x where x.agency_id = r.agency_id and x.role_id = r.id and site_id is not null) as sites,
      array(select service_id from role_right x where x.agency_id = r.agency_id and x.role_id = r.id and service_id is not null) as services,
      array(select destination_id from role_right x where x.agency_id = r.agency_id and x.role_id = r.id and destination_id is not null) as destinations
    from role r where r.agency_id = ${agencyId} and r.person_id = ${personId} and r.disabled_at is null order by r.created_at, r.id`;
}

export async function findRole(
  sql: Query,
  agencyId: Id,
  roleId: Id,
): Promise<{ id: Id; kind: StaffKind; accountId: Id; personId: Id } | null> {
  const [row] = await sql<{ id: Id; kind: StaffKind; accountId: Id; personId: Id }[]>`
    select id, kind, account_id, person_id from role where agency_id = ${agencyId} and id = ${roleId} and student_id is null and disabled_at is null`;
  return row ?? null;
}

/** Gives a role, or gives back one that was taken: its id, and whether it was held already. */
export async function giveRole(
  tx: Tx,
  of: { agencyId: Id; accountId: Id; personId: Id; kind: StaffKind; everything: boolean },
): Promise<{ id: Id; wasHeld: boolean }> {
  const [held] = await tx<{ id: Id; taken: boolean }[]>`
    select id, disabled_at is not null as taken from role where agency_id = ${of.agencyId} and account_id = ${of.accountId} and kind = ${of.kind} for update`;
  if (held && !held.taken) return { id: held.id, wasHeld: true };
  const [row] = await tx<{ id: Id }[]>`
    insert into role (agency_id, account_id, person_id, kind, everything)
    values (${of.agencyId}, ${of.accountId}, ${of.personId}, ${of.kind}, ${of.everything})
    on conflict (agency_id, account_id, kind) do update set disabled_at = null, everything = excluded.everything, person_id = excluded.person_id
    returning id`;
  if (!row) throw new Error("a role that was just given has no id");
  return { id: row.id, wasHeld: false };
}

/** Replaces what a role covers. False when something listed is not the organisation's: nothing may then be kept. */
export async function saveRights(tx: Tx, { agencyId, roleId }: { agencyId: Id; roleId: Id }, rights: Rights): Promise<boolean> {
  await tx`update role set everything = ${rights.everything}, with_names = ${rights.withNames ?? true} where agency_id = ${agencyId} and id = ${roleId}`;
  await tx`delete from role_right where agency_id = ${agencyId} and role_id = ${roleId}`;
  if (rights.everything) return true;
  const [sites, services, destinations, programmes] = [rights.sites, rights.services, rights.destinations, rights.programmes].map((ids) => [
    ...new Set(ids),
  ]);
  const kept = await tx`
    insert into role_right (agency_id, role_id, programme_id, site_id, service_id, destination_id)
    select agency_id, ${roleId}::uuid, id, null::uuid, null::uuid, null::uuid from programme where agency_id = ${agencyId} and id = any(${programmes ?? []}::uuid[])
    union all select agency_id, ${roleId}::uuid, null, id, null, null from site where agency_id = ${agencyId} and id = any(${sites ?? []}::uuid[])
    union all select agency_id, ${roleId}::uuid, null, null, id, null from service where agency_id = ${agencyId} and id = any(${services ?? []}::uuid[])
    union all select agency_id, ${roleId}::uuid, null, null, null, id from destination where agency_id = ${agencyId} and id = any(${destinations ?? []}::uuid[])
    returning role_id`;
  return kept.length === (sites?.length ?? 0) + (services?.length ?? 0) + (destinations?.length ?? 0) + (programmes?.length ?? 0);
}

export async function takeRole(tx: Tx, agencyId: Id, roleId: Id): Promise<void> {
  await tx`update role set disabled_at = now() where agency_id = ${agencyId} and id = ${roleId}`;
}

/** Closes or opens the organisation to a person; her roles are kept. */
export async function saveDisabled(tx: Tx, agencyId: Id, of: { personId: Id; disabled: boolean }): Promise<void> {
  await tx`update person set disabled_at = case when ${of.disabled} then now() end where agency_id = ${agencyId} and id = ${of.personId}`;
}

/**
 * Disables an account that no organisation is open to any more, and enables it when one is. An administrator decides
 * for her own organisation: one elsewhere must not be able to shut this one's people out. Returns whether it is disabled.
 */
export async function settleAccount(tx: Tx, accountId: Id): Promise<boolean> {
  const [row] = await tx<{ disabled: boolean }[]>`
    update account a set disabled_at = case when open.somewhere then null else coalesce(a.disabled_at, now()) end
    from (select exists (
      select 1 from role r join person p on p.agency_id = r.agency_id and p.id = r.person_id
      where r.account_id = ${accountId} and r.disabled_at is null and p.active and p.disabled_at is null) as somewhere) open
    where a.id = ${accountId} returning a.disabled_at is not null as disabled`;
  return row?.disabled ?? true;
}

/** Local administrators of an organisation who can come in today, besides one person or one role. */
export async function countAdministrators(tx: Tx, agencyId: Id, besides: { personId?: Id; roleId?: Id }): Promise<number> {
  const [row] = await tx<{ count: number }[]>`
    select count(*)::int as count
    from role r
      join person p on p.agency_id = r.agency_id and p.id = r.person_id
      join account a on a.id = r.account_id
    where r.agency_id = ${agencyId} and r.kind = 'local-administrator' and r.disabled_at is null
      and p.active and p.disabled_at is null and a.disabled_at is null and (a.password_hash is not null or a.last_sign_in_at is not null)
      and r.person_id is distinct from ${besides.personId ?? null}::uuid and r.id is distinct from ${besides.roleId ?? null}::uuid`;
  return row?.count ?? 0;
}

/** Does the account hold a role at another organisation? Its address is then not this administrator's to change. */
export async function isHeldElsewhere(sql: Query, agencyId: Id, accountId: Id): Promise<boolean> {
  const [row] = await sql<
    { held: boolean }[]
  >`select exists (select 1 from role where account_id = ${accountId} and agency_id <> ${agencyId}) as held`;
  return row?.held ?? false;
}

/** Is the account somebody else's here? Two people behind one address would sign with one name. */
export async function isHeldByAnother(sql: Query, of: { agencyId: Id; accountId: Id; personId: Id }): Promise<boolean> {
  const [row] = await sql<{ held: boolean }[]>`
    select exists (select 1 from role where agency_id = ${of.agencyId} and account_id = ${of.accountId} and person_id <> ${of.personId} and disabled_at is null) as held`;
  return row?.held ?? false;
}

export interface RightChoices {
  programmes: { id: Id; name: string }[];
  sites: { id: Id; name: string }[];
  services: { id: Id; name: string; siteId: Id }[];
  destinations: { id: Id; name: string; siteId: Id; serviceId: Id }[];
}

/** What rights of an organisation can be made of: its programmes and its places that are not retired. */
export async function listRightChoices(sql: Query, agencyId: Id): Promise<RightChoices> {
  const [programmes, sites, services, destinations] = await Promise.all([
    sql<
      RightChoices["programmes"]
    >`select id, name from programme where agency_id = ${agencyId} and status <> 'retired' order by lower(name)`,
    sql<
      RightChoices["sites"]
    >`select id, name from site where agency_id = ${agencyId} and (retired_on is null or retired_on > current_date) order by lower(name)`,
    sql<
      RightChoices["services"]
    >`select id, name, site_id from service where agency_id = ${agencyId} and (retired_on is null or retired_on > current_date) order by lower(name)`,
    sql<
      RightChoices["destinations"]
    >`select id, name, site_id, service_id from destination where agency_id = ${agencyId} and (retired_on is null or retired_on > current_date) order by lower(name)`,
  ]);
  return { programmes, sites, services, destinations };
}
