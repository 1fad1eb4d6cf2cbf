import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { findPerson, type PersonRow } from "#db/people.ts";
import { countAdministrators, lockAgency } from "#db/role.ts";
import type { Query, Tx } from "#db/sql.ts";

/** « Mireille Gagnon » */
export const nameOf = (person: { firstName: string; lastName: string }): string => `${person.firstName} ${person.lastName}`.trim();

/** The person, when she is of the viewer's organisation; anyone else is not found. */
export async function personOf(sql: Query, viewer: Actor, personId: Id): Promise<PersonRow> {
  return (await findPerson(sql, viewer, personId)) ?? refuse({ code: "not-found" });
}

/** Refuses what would leave the organisation without a local administrator who can come in. */
export async function keepAdministrator(tx: Tx, viewer: Actor, leaving: { personId?: Id; roleId?: Id }): Promise<void> {
  await lockAgency(tx, viewer.agencyId);
  if ((await countAdministrators(tx, viewer.agencyId, leaving)) === 0) refuse({ code: "last-administrator" });
}
