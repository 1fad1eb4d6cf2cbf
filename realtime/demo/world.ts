import { randomUUID } from "node:crypto";
import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import { fold } from "#domain/place.ts";
import { insertDemoAccount, insertDemoAgency, insertDemoPerson, insertDemoRole } from "#db/demo.ts";
import type { ServerDeps } from "#server/context.ts";
import { callerOf } from "#server/router.ts";
import { demoAgencies, demoPeople, type DemoAgency } from "./people.ts";

type Call = ReturnType<typeof callerOf>;

/** Somebody of the demo, and what she may do: the product's own procedures, called as her. */
export interface Someone {
  actor: Actor;
  call: Call;
}

export interface World {
  deps: ServerDeps;
  agencies: Record<DemoAgency, Id>;
  /** By last name, in the role she holds at an organisation. */
  as(lastName: string, agency?: DemoAgency): Someone;
}

const addressOf = (firstName: string, lastName: string, domain: string): string =>
  `${fold(firstName).replaceAll(/[^a-z]/g, "-")}.${fold(lastName).replaceAll(/[^a-z]/g, "-")}@${domain}`;

export const callAs = (deps: ServerDeps, actor: Actor): Call =>
  callerOf({
    ...deps,
    headers: new Headers(),
    ip: "",
    requestId: `demo-${randomUUID().slice(0, 8)}`,
    setCookie: () => {},
    session: { idHash: "", account: { id: actor.accountId, email: "", language: "fr", theme: "system" }, roles: [], actor, expiresAt: "" },
    actor,
    language: "fr",
  });

/** The organisations and their people, each with an account that is entered from the sign-in page. */
export async function peopleTheWorld(deps: ServerDeps): Promise<World> {
  const everyone = new Map<string, Someone>();
  const agencies = await deps.sql.begin(async (tx) => {
    const made = {} as Record<DemoAgency, Id>;
    for (const [key, { kind, name, shortName, isUser }] of Object.entries(demoAgencies))
      made[key as DemoAgency] = await insertDemoAgency(tx, { kind, name, shortName, isUser });
    for (const { firstName, lastName, title, roles } of demoPeople) {
      const [first] = roles;
      if (!first) continue;
      const accountId = await insertDemoAccount(tx, addressOf(firstName, lastName, demoAgencies[first.agency].domain));
      for (const { agency, kind, withNames = true } of roles) {
        const agencyId = made[agency];
        const email = addressOf(firstName, lastName, demoAgencies[agency].domain);
        const personId = await insertDemoPerson(tx, agencyId, { firstName, lastName, title, email });
        const roleId = await insertDemoRole(tx, { agencyId, accountId, personId, kind, withNames });
        const actor: Actor = {
          accountId,
          roleId,
          personId,
          agencyId,
          kind,
          name: `${firstName} ${lastName}`,
          agencyName: demoAgencies[agency].name,
          agencyKind: demoAgencies[agency].kind,
          everything: true,
          programmes: [],
          places: { sites: [], services: [], destinations: [] },
          withNames,
        };
        everyone.set(`${agency} ${lastName}`, { actor, call: callAs(deps, actor) });
      }
    }
    return made;
  });
  const as = (lastName: string, agency?: DemoAgency): Someone => {
    const found = agency ? everyone.get(`${agency} ${lastName}`) : [...everyone].find(([key]) => key.endsWith(` ${lastName}`))?.[1];
    if (!found) throw new Error(`nobody called ${lastName} in the demo`);
    return found;
  };
  return { deps, agencies, as };
}
