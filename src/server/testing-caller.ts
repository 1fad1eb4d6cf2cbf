import type { Actor, StaffKind } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import { insertAgency } from "#db/people.ts";
import type { Sql } from "#db/sql.ts";
import { callerOf } from "./router.ts";
import { addAccount, depsOver } from "./testing.ts";

/** An organisation of a test, on either side. */
export const addAgency = (sql: Sql, name: string, kind: "placing" | "receiving" | "both"): Promise<Id> => insertAgency(sql, { name, kind });

/** Somebody who holds a role at an organisation, and the procedures as she may call them. Rights are all, unless given. */
export async function someone(
  sql: Sql,
  of: {
    agencyId: Id;
    agencyKind: Actor["agencyKind"];
    kind: StaffKind;
    rights?: Partial<Actor["places"]> & { programmes?: Id[] };
    today?: string;
  },
) {
  const account = await addAccount(sql, { agencyId: of.agencyId, kind: of.kind, everything: of.rights === undefined });
  const actor: Actor = {
    ...account,
    agencyName: "",
    agencyKind: of.agencyKind,
    kind: of.kind,
    name: "Mireille Gagnon",
    everything: of.rights === undefined,
    programmes: of.rights?.programmes ?? [],
    places: { sites: [], services: [], destinations: [], ...of.rights },
    withNames: true,
  };
  return { call: callAs(sql, actor, of.today), actor };
}

/** The procedures as one role may call them, on a day. */
export function callAs(sql: Sql, actor: Actor, today = "2026-11-22") {
  const session = {
    idHash: "",
    account: { id: actor.accountId, email: "", language: "fr" as const, theme: "system" as const },
    roles: [],
    actor,
    expiresAt: "",
  };
  const deps = { ...depsOver(sql), now: () => new Date(`${today}T15:00:00Z`) };
  return callerOf({ ...deps, headers: new Headers(), ip: "", requestId: "test", setCookie: () => {}, session, actor, language: "fr" });
}

/** The refusal a procedure answers with; fails the test when it does not refuse. */
export async function refusalOfCall(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    const { cause } = error as { cause?: { refusal?: unknown } };
    if (cause?.refusal) return cause.refusal;
    throw error;
  }
  throw new Error("nothing was refused");
}
