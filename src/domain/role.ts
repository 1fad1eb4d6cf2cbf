import type { RoleKind } from "./access.ts";

export type AgencyKind = "placing" | "receiving" | "both";

/** Which side of a placement a role works on; `any` is of the organisation itself. */
const sideOf = {
  "placing-coordinator": "placing",
  "receiving-coordinator": "receiving",
  "destination-coordinator": "receiving",
  "course-leader": "placing",
  instructor: "placing",
  supervisor: "receiving",
  "student-administrator": "placing",
  "local-administrator": "any",
  observer: "any",
  student: "placing",
} as const satisfies Record<RoleKind, "placing" | "receiving" | "any">;

/** Can an organisation of this kind give this role? A hospital has no placing coordinator. */
export const roleFits = (kind: RoleKind, agency: AgencyKind): boolean =>
  agency === "both" || sideOf[kind] === "any" || sideOf[kind] === agency;

/** What a role's rights are made of: programmes, places, or nothing (a local administrator has the whole organisation). */
export function rightsOf(kind: RoleKind, agency: AgencyKind): "programmes" | "places" | "both" | "none" {
  if (kind === "local-administrator") return "none";
  const side = sideOf[kind] === "any" ? agency : sideOf[kind];
  return side === "placing" ? "programmes" : side === "receiving" ? "places" : "both";
}

export type RoleWarning = "answers-own-redirections";

/**
 * Roles combine freely; one pair deserves a word (F-017): who receives requests and also answers for a unit
 * answers her own redirections, so that nobody else looks at them.
 */
export const warningsOf = (kinds: readonly RoleKind[]): RoleWarning[] =>
  kinds.includes("receiving-coordinator") && kinds.includes("destination-coordinator") ? ["answers-own-redirections"] : [];

/** Where somebody stands (F-012): the keys of the old system, as words. */
export type AccessState = "none" | "inactive" | "disabled" | "invited" | "active" | "administrator";

/** Facts of a person to her state: who left, whose access is closed, who was invited and never came, who comes. */
export function accessState(of: {
  active: boolean;
  disabled: boolean;
  kinds: readonly RoleKind[];
  hasAccount: boolean;
  hasComeIn: boolean;
}): AccessState {
  if (!of.active) return "inactive";
  if (!of.hasAccount) return "none";
  if (of.disabled) return "disabled";
  if (of.kinds.length === 0) return "none";
  if (!of.hasComeIn) return "invited";
  return of.kinds.includes("local-administrator") ? "administrator" : "active";
}
