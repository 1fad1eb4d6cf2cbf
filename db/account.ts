import { roleKinds, type RoleKind } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import type { Language } from "#domain/weekdays.ts";
import type { Query } from "./sql.ts";

export interface Account {
  id: Id;
  email: string;
  passwordHash: string | null;
  language: Language;
  disabledAt: string | null;
}

export type LinkPurpose = "first-password" | "new-password";

/** The demo world or a real installation: the seed says so once (`markDemo`). */
export async function isDemo(sql: Query): Promise<boolean> {
  const [row] = await sql<{ demo: boolean }[]>`select value = 'true'::jsonb as demo from setting where name = 'demo'`;
  return row?.demo ?? false;
}

/** Says that this is the demo world. Only the seed may: it opens every account to everyone who reaches the page. */
export async function markDemo(sql: Query): Promise<void> {
  await sql`insert into setting (name, value) values ('demo', 'true'::jsonb) on conflict (name) do update set value = excluded.value`;
}

export async function hasAccounts(sql: Query): Promise<boolean> {
  const [row] = await sql<{ some: boolean }[]>`select exists (select 1 from account) as some`;
  return row?.some ?? false;
}

export async function findAccountByEmail(sql: Query, email: string): Promise<Account | null> {
  const [row] = await sql<Account[]>`
    select id, email, password_hash, language, disabled_at from account where email = lower(${email})`;
  return row ?? null;
}

export async function findAccount(sql: Query, id: Id): Promise<Account | null> {
  const [row] = await sql<Account[]>`select id, email, password_hash, language, disabled_at from account where id = ${id}`;
  return row ?? null;
}

/** A new account without a password, or the one the address has already: one person, one account, at however many organisations. */
export async function insertAccount(sql: Query, of: { email: string; language: Language }): Promise<{ id: Id; isNew: boolean }> {
  const [made] = await sql<{ id: Id }[]>`
    insert into account (email, language) values (lower(${of.email}), ${of.language}) on conflict (email) do nothing returning id`;
  if (made) return { id: made.id, isNew: true };
  const [had] = await sql<{ id: Id }[]>`select id from account where email = lower(${of.email})`;
  if (!had) throw new Error("an account that exists cannot be read");
  return { id: had.id, isNew: false };
}

export async function savePassword(sql: Query, id: Id, passwordHash: string): Promise<void> {
  await sql`update account set password_hash = ${passwordHash} where id = ${id}`;
}

/** Another address for an account that nobody has come in with yet. False when the address has an account already. */
export async function saveEmail(sql: Query, id: Id, email: string): Promise<boolean> {
  const saved = await sql`
    update account a set email = lower(${email}) where id = ${id} and password_hash is null and last_sign_in_at is null
      and not exists (select 1 from account o where o.email = lower(${email}) and o.id <> a.id) returning id`;
  return saved.length > 0;
}

export async function saveSignIn(sql: Query, id: Id): Promise<void> {
  await sql`update account set last_sign_in_at = now() where id = ${id}`;
}

export async function saveLanguage(sql: Query, id: Id, language: Language): Promise<void> {
  await sql`update account set language = ${language} where id = ${id}`;
}

export async function saveTheme(sql: Query, id: Id, theme: "system" | "light" | "dark"): Promise<void> {
  await sql`update account set theme = ${theme} where id = ${id}`;
}

/** The organisations that may know what happens to an account: all where it holds a role. */
export async function listAgenciesOfAccount(sql: Query, id: Id): Promise<Id[]> {
  const rows = await sql<{ agencyId: Id }[]>`select distinct agency_id from role where account_id = ${id}`;
  return rows.map((row) => row.agencyId);
}

/** Keeps the hash of a link's token; `hours` until it dies. */
export async function insertLink(sql: Query, of: { tokenHash: string; accountId: Id; purpose: LinkPurpose; hours: number }): Promise<void> {
  await sql`
    insert into sign_in_link (token_hash, account_id, purpose, expires_at)
    values (${of.tokenHash}, ${of.accountId}, ${of.purpose}, now() + make_interval(hours => ${of.hours}))`;
}

export interface LiveLink {
  accountId: Id;
  email: string;
  language: Language;
  purpose: LinkPurpose;
}

/** A link that may still be used: not used, not ended, its account not disabled. */
export async function findLink(sql: Query, tokenHash: string): Promise<LiveLink | null> {
  const [row] = await sql<LiveLink[]>`
    select l.account_id, a.email, a.language, l.purpose from sign_in_link l join account a on a.id = l.account_id
    where l.token_hash = ${tokenHash} and l.used_at is null and l.expires_at > now() and a.disabled_at is null`;
  return row ?? null;
}

/** Uses a link, in one statement: of two who use it at once, one gets false. */
export async function useLink(sql: Query, tokenHash: string): Promise<boolean> {
  const used = await sql`
    update sign_in_link set used_at = now() where token_hash = ${tokenHash} and used_at is null and expires_at > now() returning token_hash`;
  return used.length > 0;
}

/** Ends the links an account was mailed: after a new password none of them opens anything. */
export async function deleteLinksOf(sql: Query, accountId: Id): Promise<void> {
  await sql`delete from sign_in_link where account_id = ${accountId}`;
}

export interface DemoRole {
  id: Id;
  accountId: Id;
  agencyId: Id;
  agencyName: string;
  agencyKind: "placing" | "receiving" | "both";
  kind: RoleKind;
  name: string;
}

/** Who can be entered as in the demo world; nothing anywhere else, whatever is asked. */
export async function listDemoRoles(sql: Query): Promise<DemoRole[]> {
  return sql<DemoRole[]>`
    select r.id, r.account_id, r.agency_id, g.name as agency_name, g.kind as agency_kind, r.kind, trim(p.first_name || ' ' || p.last_name) as name
    from role r
      join agency g on g.id = r.agency_id
      join person p on p.agency_id = r.agency_id and p.id = r.person_id
      join account a on a.id = r.account_id
    where exists (select 1 from setting where name = 'demo' and value = 'true'::jsonb)
      and r.disabled_at is null and p.active and p.disabled_at is null and a.disabled_at is null
    order by (g.kind = 'receiving'), g.name, array_position(${[...roleKinds]}::text[], r.kind), p.last_name, p.first_name limit 200`;
}
