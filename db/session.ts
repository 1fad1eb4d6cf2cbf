import type { RoleKind } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import type { Language } from "#domain/weekdays.ts";
import type { Query } from "./sql.ts";

/** A session as stored: by the hash of its secret, never the secret. */
export interface StoredSession {
  idHash: string;
  accountId: Id;
  agencyId: Id | null;
  roleId: Id | null;
  createdAt: string;
  seenAt: string;
  expiresAt: string;
  userAgent: string;
}

export interface SessionAndAccount extends StoredSession {
  email: string;
  language: Language;
  theme: "system" | "light" | "dark";
}

/** A role of an account with all that makes it an actor. */
export interface RoleOfAccount {
  id: Id;
  agencyId: Id;
  agencyName: string;
  agencyKind: "placing" | "receiving" | "both";
  kind: RoleKind;
  /** Null for a student, who is in no directory. */
  personId: Id | null;
  studentId: Id | null;
  personName: string;
  everything: boolean;
  withNames: boolean;
  programmes: Id[];
  sites: Id[];
  services: Id[];
  destinations: Id[];
}

/** A session lives thirty minutes after the last thing its person did, and twelve hours in all. */
export const idleMinutes = 30;
export const absoluteHours = 12;

/** Keeps a new session; `expiresAt` is never past the absolute limit. */
export async function insertSession(sql: Query, of: { idHash: string; accountId: Id; userAgent: string }): Promise<void> {
  await sql`
    insert into session (id_hash, account_id, expires_at, user_agent)
    values (${of.idHash}, ${of.accountId}, now() + make_interval(mins => ${idleMinutes}), ${of.userAgent})`;
}

/** The living session of a hash, with its account; null when there is none, it has ended or the account is disabled. */
export async function findSession(sql: Query, idHash: string): Promise<SessionAndAccount | null> {
  const [row] = await sql<SessionAndAccount[]>`
    select s.id_hash, s.account_id, s.agency_id, s.role_id, s.created_at, s.seen_at,
      least(s.expires_at, s.created_at + make_interval(hours => ${absoluteHours})) as expires_at, s.user_agent,
      a.email, a.language, a.theme
    from session s join account a on a.id = s.account_id
    where s.id_hash = ${idHash} and a.disabled_at is null`;
  return row ?? null;
}

/**
 * Counts thirty minutes from now, up to the absolute limit. Written at most once a minute, so that
 * a busy hand does not write at each key. Returns the new end, or null when nothing was written.
 */
export async function touchSession(sql: Query, idHash: string): Promise<string | null> {
  const [row] = await sql<{ expiresAt: string }[]>`
    update session set seen_at = now(),
      expires_at = least(now() + make_interval(mins => ${idleMinutes}), created_at + make_interval(hours => ${absoluteHours}))
    where id_hash = ${idHash} and expires_at > now() and seen_at < now() - interval '1 minute'
    returning expires_at`;
  return row?.expiresAt ?? null;
}

/** The role in use from now on; the next sign-in begins with it too. */
export async function saveSessionRole(sql: Query, of: { idHash: string; accountId: Id; agencyId: Id; roleId: Id }): Promise<void> {
  await sql`update session set agency_id = ${of.agencyId}, role_id = ${of.roleId} where id_hash = ${of.idHash} and account_id = ${of.accountId}`;
  await sql`update role set used_at = now() where agency_id = ${of.agencyId} and id = ${of.roleId} and account_id = ${of.accountId}`;
}

/** Living sessions of an account, the latest used first. */
export async function listSessions(sql: Query, accountId: Id): Promise<StoredSession[]> {
  return sql<StoredSession[]>`
    select id_hash, account_id, agency_id, role_id, created_at, seen_at, expires_at, user_agent
    from session where account_id = ${accountId} and expires_at > now() order by seen_at desc`;
}

/** Of these sessions those that live, with the role each has in use; a socket whose session is not among them is closed. */
export async function listLivingSessions(sql: Query, idHashes: string[]): Promise<Map<string, Id | null>> {
  const rows = await sql<{ idHash: string; roleId: Id | null }[]>`
    select s.id_hash, s.role_id from session s join account a on a.id = s.account_id
    where s.id_hash = any(${idHashes}) and a.disabled_at is null
      and least(s.expires_at, s.created_at + make_interval(hours => ${absoluteHours})) > now()`;
  return new Map(rows.map(({ idHash, roleId }) => [idHash, roleId]));
}

/** Ends one session of an account; false when it has none of that hash. */
export async function deleteSession(sql: Query, of: { idHash: string; accountId?: Id }): Promise<boolean> {
  const ended = await sql`
    delete from session where id_hash = ${of.idHash} and (${of.accountId ?? null}::uuid is null or account_id = ${of.accountId ?? null}) returning id_hash`;
  return ended.length > 0;
}

/** Ends the sessions of an account, but for one when `except` is given. */
export async function deleteSessionsOf(sql: Query, accountId: Id, except: string | null = null): Promise<number> {
  const ended = await sql`delete from session where account_id = ${accountId} and id_hash is distinct from ${except} returning id_hash`;
  return ended.length;
}

export async function deleteEndedSessions(sql: Query): Promise<void> {
  await sql`delete from session where expires_at <= now()`;
}

/** The roles an account may use now, the one last used first: neither taken away nor closed with its person. A sealed student's name is not said. */
export async function listRolesOfAccount(sql: Query, accountId: Id): Promise<RoleOfAccount[]> {
  return sql<RoleOfAccount[]>`
    select r.id, r.agency_id, g.name as agency_name, g.kind as agency_kind, r.kind, r.person_id, r.student_id,
      trim(coalesce(p.first_name || ' ' || p.last_name, st.first_name || ' ' || st.last_name)) as person_name, r.everything, r.with_names,
      array(select programme_id from role_right x where x.agency_id = r.agency_id and x.role_id = r.id and programme_id is not null) as programmes,
      array(select site_id from role_right x where x.agency_id = r.agency_id and x.role_id = r.id and site_id is not null) as sites,
      array(select service_id from role_right x where x.agency_id = r.agency_id and x.role_id = r.id and service_id is not null) as services,
      array(select destination_id from role_right x where x.agency_id = r.agency_id and x.role_id = r.id and destination_id is not null) as destinations
    from role r
      join agency g on g.id = r.agency_id
      left join person p on p.agency_id = r.agency_id and p.id = r.person_id
      left join student st on st.agency_id = r.agency_id and st.id = r.student_id
    where r.account_id = ${accountId} and r.disabled_at is null and (p.active and p.disabled_at is null or st.id is not null)
    order by r.used_at desc nulls last, r.created_at, r.id`;
}
