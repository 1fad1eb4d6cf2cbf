import { randomUUID } from "node:crypto";
import type { Actor, StaffKind } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import { insertAccount, savePassword } from "#db/account.ts";
import { insertAgency, insertPerson, insertRole } from "#db/people.ts";
import { layRowsBare, liftRowsBare } from "#db/sheet-laid.ts";
import type { Sql } from "#db/sql.ts";
import { createContext, type ServerDeps } from "./context.ts";
import { readEnv } from "./env.ts";
import { createLog } from "./log.ts";
import { hashPassword } from "./password.ts";
import { callerOf } from "./router.ts";
import type { Session } from "./session.ts";
import { bareMatcher } from "./testing-matcher.ts";
import { bareWalls } from "./testing-walls.ts";

/** What the process hands to requests, over a test's database: no sockets, no jobs; who was sent away from sockets is listed. */
export const depsOver = (sql: Sql): ServerDeps & { rejudged: Id[] } => {
  const rejudged: Id[] = [];
  return {
    sql,
    env: readEnv({ argv: [], env: {} }),
    log: createLog("silent"),
    feed: { subscribe: () => () => {} },
    sheets: {
      exclusive: (_sheetId, work) => work(),
      rejudge: (accountId) => void rejudged.push(accountId),
      lay: (id, rows, { tx, agencyId }) =>
        layRowsBare(
          tx,
          { agencyId, id },
          rows.map((row, index) => ({ ...row, rank: `z${String(index).padStart(6, "0")}` })),
        ),
      lift: (id, rowIds, { tx, agencyId }) => liftRowsBare(tx, { agencyId, id }, rowIds),
    },
    jobs: { ring: () => {}, state: async () => "running" },
    matcher: bareMatcher,
    walls: bareWalls(sql, () => new Date()),
    now: () => new Date(),
    rejudged,
  };
};

/** A browser: keeps the cookie it is given, asks with it. `opensPages` makes its questions those of a page being opened. */
export function browser(
  deps: ServerDeps & { rejudged: Id[] },
  given: { host?: string; origin?: string; ip?: string; userAgent?: string } = {},
) {
  const jar = new Map<string, string>();
  const her = {
    setCookies: [] as string[],
    opensPages: false,
    rejudged: deps.rejudged,
    caller: async () => callerOf(await her.context()),
    context() {
      const headers = new Headers({ host: given.host ?? "localhost:3000", "user-agent": given.userAgent ?? "test" });
      if (given.origin) headers.set("origin", given.origin);
      if (her.opensPages) headers.set("sec-fetch-mode", "navigate");
      if (jar.size > 0) headers.set("cookie", [...jar].map(([name, value]) => `${name}=${value}`).join("; "));
      const setCookie = (value: string) => {
        her.setCookies.push(value);
        const [, name = "", content = ""] = /^([^=]+)=([^;]*)/.exec(value) ?? [];
        if (content === "") jar.delete(name);
        else jar.set(name, content);
      };
      return createContext(deps, { headers, ip: given.ip ?? "198.51.100.7", requestId: randomUUID().slice(0, 8), setCookie });
    },
  };
  return her;
}

/** Somebody with an account and a role, at a new organisation unless `agencyId` is given. */
export async function addAccount(
  sql: Sql,
  of: {
    email?: string;
    password?: string;
    kind?: StaffKind;
    agencyId?: Id;
    agencyKind?: "placing" | "receiving" | "both";
    name?: [string, string];
    everything?: boolean;
  } = {},
): Promise<{ email: string; accountId: Id; agencyId: Id; personId: Id; roleId: Id }> {
  const email = of.email ?? `${randomUUID().slice(0, 8)}@ecole.example`;
  const agencyId =
    of.agencyId ?? (await insertAgency(sql, { name: `Organisme ${randomUUID().slice(0, 8)}`, kind: of.agencyKind ?? "placing" }));
  const [firstName, lastName] = of.name ?? ["Mireille", "Gagnon"];
  const personId = await insertPerson(sql, agencyId, { lastName, firstName, title: "", email, phone: null, departmentId: null });
  const { id: accountId } = await insertAccount(sql, { email, language: "fr" });
  if (of.password) await savePassword(sql, accountId, await hashPassword(of.password));
  const roleId = await insertRole(sql, {
    agencyId,
    accountId,
    personId,
    kind: of.kind ?? "placing-coordinator",
    everything: of.everything ?? true,
  });
  return { email, accountId, agencyId, personId, roleId };
}

/** The procedures as somebody in a role, without a cookie or a session kept anywhere; `now` when the clock matters. */
export function callerAs(deps: ServerDeps, actor: Actor, now?: Date) {
  const session: Session = {
    idHash: "test",
    account: { id: actor.accountId, email: "test@exemple.test", language: "fr", theme: "system" },
    roles: [{ id: actor.roleId, agencyId: actor.agencyId, agencyName: actor.agencyName, kind: actor.kind }],
    actor,
    expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
  };
  const request = { headers: new Headers(), ip: "198.51.100.7", requestId: "test", setCookie: () => {} };
  return callerOf({ ...deps, ...request, ...(now ? { now: () => now } : {}), session, actor, language: "fr" });
}
