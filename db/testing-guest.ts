import type { Id } from "#domain/id.ts";
import type { Sql } from "./sql.ts";

/** The secret of the last mail to an address. */
export async function tokenMailedTo(sql: Sql, email: string): Promise<string> {
  const [mail] = await sql<{ bodyText: string }[]>`select body_text from mail where recipient = ${email} order by id desc limit 1`;
  return /\/i\/([\w-]{43})/.exec(mail?.bodyText ?? "")?.[1] ?? "";
}

/** Whose tenant a request is. */
export async function schoolIdOf(sql: Sql, requestId: Id): Promise<Id> {
  const [row] = await sql<{ agencyId: Id }[]>`select agency_id from request where id = ${requestId}`;
  return row?.agencyId ?? "";
}
