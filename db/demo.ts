import type { StaffKind } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import type { Sql, Tx } from "./sql.ts";

/**
 * Makes room for the demo world: true when the database is untouched (nobody can sign in), or when an earlier loading was cut
 * short, whose half a world is then cleared. False for a database people work in, which is left alone.
 */
export async function beginDemo(sql: Sql): Promise<boolean> {
  return sql.begin(async (tx) => {
    await tx`lock table setting in exclusive mode`;
    const [state] = await tx<{ accounts: boolean; loading: boolean }[]>`
      select exists (select from account) as accounts, exists (select from setting where name = 'demo' and value = '"loading"') as loading`;
    if (state?.accounts && !state.loading) return false;
    if (state?.loading) await tx`truncate agency, account, event, mail, setting cascade`;
    await tx`insert into setting (name, value) values ('demo', '"loading"') on conflict (name) do nothing`;
    return true;
  });
}

const idOf = (rows: { id: Id }[]): Id => {
  const [row] = rows;
  if (!row) throw new Error("an insert returned nothing");
  return row.id;
};

/** An organisation of the demo world. */
export async function insertDemoAgency(
  tx: Tx,
  of: { kind: "placing" | "receiving"; name: string; shortName: string; isUser: boolean },
): Promise<Id> {
  return idOf(
    await tx<{ id: Id }[]>`
    insert into agency (kind, name, short_name, is_user) values (${of.kind}, ${of.name}, ${of.shortName}, ${of.isUser}) returning id`,
  );
}

/** A person of an organisation, without account. */
export async function insertDemoPerson(
  tx: Tx,
  agencyId: Id,
  of: { firstName: string; lastName: string; title: string; email: string },
): Promise<Id> {
  return idOf(
    await tx<{ id: Id }[]>`
    insert into person (agency_id, first_name, last_name, title, email) values (${agencyId}, ${of.firstName}, ${of.lastName}, ${of.title}, ${of.email}) returning id`,
  );
}

/** An account of the demo: no password is ever set, it is entered from the sign-in page alone. */
export async function insertDemoAccount(tx: Tx, email: string): Promise<Id> {
  return idOf(
    await tx<{ id: Id }[]>`insert into account (email, last_sign_in_at) values (${email}, now() - interval '1 day') returning id`,
  );
}

/** When somebody of the demo last came in. */
export async function insertDemoSignIn(sql: Sql, email: string, daysAgo: number): Promise<void> {
  await sql`update account set last_sign_in_at = now() - make_interval(days => ${daysAgo}) where email = ${email}`;
}

export async function insertDemoRole(
  tx: Tx,
  of: { agencyId: Id; accountId: Id; personId: Id; kind: StaffKind; withNames: boolean },
): Promise<Id> {
  return idOf(
    await tx<{ id: Id }[]>`
    insert into role (agency_id, account_id, person_id, kind, with_names)
    values (${of.agencyId}, ${of.accountId}, ${of.personId}, ${of.kind}, ${of.withNames}) returning id`,
  );
}

/**
 * Moves everything that has happened so far into the past, so that the demo's history reads like weeks of work and not like
 * one second of it. The log is append-only: its guard is lifted for this one statement, in a database nobody has entered yet.
 */
export async function letTimePass(sql: Sql, hours: number): Promise<void> {
  const ago = `${hours} hours`;
  await sql.begin(async (tx) => {
    await tx`alter table event disable trigger event_is_append_only`;
    await tx`update event set at = at - ${ago}::interval`;
    await tx`alter table event enable trigger event_is_append_only`;
    await tx`update activity a set day = (e.at at time zone 'America/Toronto')::date from event e where e.seq = a.seq`;
    await tx`
      update request set created_at = created_at - ${ago}::interval, sent_at = sent_at - ${ago}::interval,
        answered_at = answered_at - ${ago}::interval, confirmed_at = confirmed_at - ${ago}::interval,
        due_on = due_on - ${Math.trunc(hours / 24)}::int`;
    await tx`update assignment set assigned_at = assigned_at - ${ago}::interval, confirmed_at = confirmed_at - ${ago}::interval`;
    await tx`update request_supervision set named_at = named_at - ${ago}::interval, changed_at = changed_at - ${ago}::interval`;
    await tx`update call set sent_at = sent_at - ${ago}::interval`;
    await tx`update call_recipient set sent_at = sent_at - ${ago}::interval`;
    await tx`update welcome_visit set since_at = since_at - ${ago}::interval, here_at = here_at - ${ago}::interval`;
    await tx`update sheet_update set at = at - ${ago}::interval`;
    await tx`update cell_edit set at = at - ${ago}::interval`;
    await tx`update cell_conflict set shown_at = shown_at - ${ago}::interval, shelved_at = shelved_at - ${ago}::interval`;
  });
}
