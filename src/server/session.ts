import { createHash } from "node:crypto";
import { Lucia, TimeSpan, type Adapter } from "lucia";
import type { Actor, RoleKind } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import type { Language } from "#domain/weekdays.ts";
import {
  absoluteHours,
  deleteEndedSessions,
  deleteSession,
  deleteSessionsOf,
  findSession,
  idleMinutes,
  insertSession,
  listRolesOfAccount,
  listSessions,
  touchSession,
  type RoleOfAccount,
  type StoredSession,
} from "#db/session.ts";
import type { Query } from "#db/sql.ts";
import type { RequestFacts, ServerDeps } from "./context.ts";

declare module "lucia" {
  interface Register {
    Lucia: ReturnType<typeof luciaOver>;
    DatabaseSessionAttributes: { userAgent: string } & Partial<StoredSession>;
    DatabaseUserAttributes: { email: string; language: Language; theme: "system" | "light" | "dark" };
  }
}

export interface HeldRole {
  id: Id;
  agencyId: Id;
  agencyName: string;
  kind: RoleKind;
}

/** Who is signed in: an account, the roles it holds, and the one in use. */
export interface Session {
  idHash: string;
  account: { id: Id; email: string; language: Language; theme: "system" | "light" | "dark" };
  roles: HeldRole[];
  actor: Actor | null;
  /** When it ends unless the person does something: the earlier of the idle and the absolute limit. */
  expiresAt: string;
}

const cookieName = "concerto_session";
const longestUserAgent = 300;

/**
 * What a stolen copy of the database would show: hashes. The secret has 200 random bits, so that a
 * plain SHA-256 cannot be turned back by trying, as a password's could.
 */
const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("hex");

const stored = (row: StoredSession, id: string) => ({ id, userId: row.accountId, expiresAt: new Date(row.expiresAt), attributes: row });

function adapterOver(sql: Query): Adapter {
  return {
    async getSessionAndUser(secret) {
      const row = await findSession(sql, hashOf(secret));
      if (!row) return [null, null];
      const { email, language, theme, ...session } = row;
      return [stored(session, secret), { id: row.accountId, attributes: { email, language, theme } }];
    },
    // The secrets are not known here: these carry the hash as their id.
    getUserSessions: async (accountId) => (await listSessions(sql, accountId)).map((row) => stored(row, row.idHash)),
    setSession: async ({ id, userId, attributes }) =>
      insertSession(sql, { idHash: hashOf(id), accountId: userId, userAgent: attributes.userAgent }),
    // Lucia would prolong at any read in the second half of the time. A page that refreshes itself reads
    // all day, and an abandoned desk would stay signed in: only what a person does prolongs (`touch` below).
    updateSessionExpiration: async () => {},
    deleteSession: async (secret) => void (await deleteSession(sql, { idHash: hashOf(secret) })),
    deleteUserSessions: async (accountId) => void (await deleteSessionsOf(sql, accountId)),
    deleteExpiredSessions: () => deleteEndedSessions(sql),
  };
}

function luciaOver(sql: Query) {
  return new Lucia(adapterOver(sql), {
    sessionExpiresIn: new TimeSpan(idleMinutes, "m"),
    sessionCookie: { name: cookieName, attributes: { sameSite: "lax", path: "/" } },
    getSessionAttributes: ({ idHash, agencyId, roleId, expiresAt }) => ({ idHash, agencyId, roleId, endsAt: expiresAt }),
    getUserAttributes: ({ email, language, theme }) => ({ email, language, theme }),
  });
}

const isLocal = (host: string): boolean =>
  /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host) || /^[\w-]+\.localhost(:\d+)?$/.test(host);

/** Does the browser reach us without TLS? Its own Origin says so; without one, our settings do. */
const isPlain = (deps: Pick<ServerDeps, "env">, headers: Headers): boolean => {
  const origin = headers.get("origin");
  return origin ? origin.startsWith("http:") : !deps.env.baseUrl?.startsWith("https:");
};

/** False where a session's cookie would travel in clear for anyone on the way to copy: plain http that leaves the machine. */
export const isPrivateWay = (deps: Pick<ServerDeps, "env">, headers: Headers): boolean =>
  !isPlain(deps, headers) || isLocal(headers.get("host") ?? "localhost");

/**
 * HttpOnly: a script an attacker got into a page cannot read it. SameSite=Lax: a form on another site
 * does not send it. Secure: it does not leave in clear, but for this machine itself, where some browsers
 * would drop it; `inClear` is the demo reached by a bare address, which has nothing to protect.
 */
function cookieFor(deps: Pick<ServerDeps, "env">, headers: Headers, { secret, inClear }: { secret: string; inClear: boolean }): string {
  const cookie = luciaOver(undefined as never).createSessionCookie(secret);
  const local = isPlain(deps, headers) && (inClear || isLocal(headers.get("host") ?? "localhost"));
  cookie.attributes.secure = !local;
  cookie.attributes.maxAge = secret === "" ? 0 : absoluteHours * 3_600;
  return cookie.serialize();
}

/** Begins a session inside the caller's transaction and gives the browser its cookie. Returns the session as `readSession` would. */
export async function beginSession(
  deps: ServerDeps,
  request: RequestFacts,
  { sql, accountId, inClear = false }: { sql: Query; accountId: Id; inClear?: boolean },
): Promise<Session> {
  const lucia = luciaOver(sql);
  const { id } = await lucia.createSession(accountId, { userAgent: (request.headers.get("user-agent") ?? "").slice(0, longestUserAgent) });
  const session = await sessionOf(sql, id);
  if (!session) throw new Error("a session that was just begun cannot be read");
  request.setCookie(cookieFor(deps, request.headers, { secret: id, inClear }));
  return session;
}

/** Takes the cookie back from the browser. The session itself is deleted by the caller (db/session.ts). */
export const forgetCookie = (deps: ServerDeps, request: RequestFacts): void =>
  request.setCookie(cookieFor(deps, request.headers, { secret: "", inClear: true }));

/** The secret in a browser's cookie, whatever it is worth; null when there is none. */
export function sessionSecretIn(headers: Headers): string | null {
  try {
    return luciaOver(undefined as never).readSessionCookie(headers.get("cookie") ?? "");
  } catch {
    // Another program's cookie on the same host that cannot be decoded: not ours, and no reason to fail every page.
    return null;
  }
}

/** A role of an account as whoever asks. */
export const actorOf = (accountId: Id, role: RoleOfAccount): Actor => ({
  accountId,
  roleId: role.id,
  personId: role.personId ?? role.studentId ?? "",
  ...(role.studentId ? { studentId: role.studentId } : {}),
  agencyId: role.agencyId,
  kind: role.kind,
  name: role.personName,
  agencyName: role.agencyName,
  agencyKind: role.agencyKind,
  everything: role.everything,
  programmes: role.programmes,
  places: { sites: role.sites, services: role.services, destinations: role.destinations },
  withNames: role.withNames,
});

async function sessionOf(sql: Query, secret: string): Promise<Session | null> {
  const { session, user } = await luciaOver(sql).validateSession(secret);
  if (!session || !user) return null;
  const roles = await listRolesOfAccount(sql, user.id);
  // A role that was taken away is not used any longer, from the next question on; the one used last before it is.
  const inUse = roles.find((role) => role.id === session.roleId) ?? roles[0];
  return {
    idHash: hashOf(secret),
    account: { id: user.id, email: user.email, language: user.language, theme: user.theme },
    roles: roles
      .map(({ id, agencyId, agencyName, kind }) => ({ id, agencyId, agencyName, kind }))
      .sort((one, other) => one.agencyName.localeCompare(other.agencyName, "fr-CA") || one.kind.localeCompare(other.kind)),
    actor: inUse ? actorOf(user.id, inUse) : null,
    expiresAt: session.endsAt ?? session.expiresAt.toISOString(),
  };
}

/**
 * Who asks, from the cookie; null for a visitor, an ended session, a disabled account. Pages, commands and
 * sockets all come through here. Opening a page is something a person does, so it prolongs; what a page
 * asks by itself does not (`account.stay` does, called when keys or the pointer move).
 */
export async function readSession(deps: ServerDeps, request: RequestFacts): Promise<Session | null> {
  const secret = sessionSecretIn(request.headers);
  if (!secret) return null;
  if (request.headers.get("sec-fetch-mode") === "navigate") await touchSession(deps.sql, hashOf(secret));
  return sessionOf(deps.sql, secret);
}
