import type { RoleKind } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import type { Query, Tx } from "./sql.ts";

export interface PersonFields {
  lastName: string;
  firstName: string;
  title: string;
  email: string | null;
  phone: string | null;
  departmentId: Id | null;
}

/** The lock under which the first administrator is made. */
const setUpLock = 7_002;

export async function lockSetUp(tx: Tx): Promise<void> {
  await tx`select pg_advisory_xact_lock(${setUpLock})`;
}

export async function insertAgency(sql: Query, of: { name: string; kind: "placing" | "receiving" | "both" }): Promise<Id> {
  const [row] = await sql<{ id: Id }[]>`insert into agency (kind, name, short_name) values (${of.kind}, ${of.name}, ${of.name.slice(0, 30)}) returning id`;
  if (!row) throw new Error("an organisation that was just added has no id");
  return row.id;
}

export async function insertPerson(sql: Query, agencyId: Id, of: PersonFields): Promise<Id> {
  const [row] = await sql<{ id: Id }[]>`
    insert into person (agency_id, last_name, first_name, title, email, phone, department_id)
    values (${agencyId}, ${of.lastName}, ${of.firstName}, ${of.title}, ${of.email}, ${of.phone}, ${of.departmentId}) returning id`;
  if (!row) throw new Error("a person who was just added has no id");
  return row.id;
}

export async function insertRole(sql: Query, of: { agencyId: Id; accountId: Id; personId: Id; kind: RoleKind; everything: boolean }): Promise<Id> {
  const [row] = await sql<{ id: Id }[]>`
    insert into role (agency_id, account_id, person_id, kind, everything)
    values (${of.agencyId}, ${of.accountId}, ${of.personId}, ${of.kind}, ${of.everything}) returning id`;
  if (!row) throw new Error("a role that was just given has no id");
  return row.id;
}
