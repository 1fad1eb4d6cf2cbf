import type { RoleKind } from "./access.ts";
import type { Id } from "./id.ts";
import { daysToLapse } from "./routing.ts";

/** Why a role sees a request: a request of hers, or what her role covers. */
export type Why =
  | { by: "everything" }
  | { by: "programme" | "site" | "service" | "destination"; name: string }
  | { by: "leader" | "instructor" | "supervisor" };

/** What a role's row says of it: by what it sees the request. */
export interface Seeing {
  kind: RoleKind;
  everything: boolean;
  programme: string | null;
  site: string | null;
  service: string | null;
  destination: string | null;
}

/** The narrowest thing by which a role sees the request. */
export function whyOf(row: Seeing): Why {
  if (row.kind === "course-leader") return { by: "leader" };
  if (row.kind === "instructor") return { by: "instructor" };
  if (row.kind === "supervisor") return { by: "supervisor" };
  for (const by of ["destination", "service", "site", "programme"] as const) {
    const name = row[by];
    if (name !== null) return { by, name };
  }
  return { by: "everything" };
}

/** How somebody's access stands: open; never used; not for half a year; closed, so that she does not see it. */
export type Standing = "open" | "never" | "lapsed" | "closed";

export function standingOf(row: { closed: boolean; lastSignInAt: string | null }, now: Date): Standing {
  if (row.closed) return "closed";
  if (row.lastSignInAt === null) return "never";
  return now.getTime() - Date.parse(row.lastSignInAt) > daysToLapse * 86_400_000 ? "lapsed" : "open";
}

/** One of the reader's own organisation, with each role by which she sees the request. */
export interface Viewer {
  personId: Id;
  name: string;
  title: string;
  roles: { kind: RoleKind; why: Why; withNames: boolean }[];
  standing: Standing;
}
