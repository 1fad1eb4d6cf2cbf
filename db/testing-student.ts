import { randomUUID } from "node:crypto";
import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import { insertAccount } from "./account.ts";
import type { Sql } from "./sql.ts";
import { insertStudentRole } from "./student-account.ts";

/** A student of the register with an account of her own; `actor` is what queries take. */
export async function addStudentActor(sql: Sql, of: { agencyId: Id; studentId: Id }): Promise<Actor> {
  const { id: accountId } = await insertAccount(sql, { email: `${randomUUID().slice(0, 12)}@etudiant.example`, language: "fr" });
  const roleId = await insertStudentRole(sql, { ...of, accountId });
  return {
    accountId,
    roleId,
    personId: of.studentId,
    studentId: of.studentId,
    agencyId: of.agencyId,
    kind: "student",
    name: "Zoé Nomsecret",
    agencyName: "",
    agencyKind: "placing",
    everything: false,
    programmes: [],
    places: { sites: [], services: [], destinations: [] },
    withNames: false,
  };
}
