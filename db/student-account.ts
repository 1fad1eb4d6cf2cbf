import type { Id } from "#domain/id.ts";
import type { Query } from "./sql.ts";

/**
 * Lets a student in with an account: a role that is hers in the register, reaches no programme and reads no name, and makes her nobody of
 * the school's directory. Answers the role; one student has one.
 */
export async function insertStudentRole(sql: Query, of: { agencyId: Id; accountId: Id; studentId: Id }): Promise<Id> {
  const [row] = await sql<{ id: Id }[]>`
    insert into role (agency_id, account_id, student_id, kind, everything, with_names)
    values (${of.agencyId}, ${of.accountId}, ${of.studentId}, 'student', false, false) returning id`;
  if (!row) throw new Error("an insert returned nothing");
  return row.id;
}
