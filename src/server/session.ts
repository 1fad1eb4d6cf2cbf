import type { Actor, RoleKind } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import type { Language } from "#domain/weekdays.ts";
import type { RequestFacts, ServerDeps } from "./context.ts";

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
  expiresAt: string;
}

// Written by the people slice.
export async function readSession(_deps: ServerDeps, _request: RequestFacts): Promise<Session | null> {
  return null;
}
