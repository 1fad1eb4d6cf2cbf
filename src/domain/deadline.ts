import type { RoleKind } from "./access.ts";
import { addDays, daysBetween, type Day } from "./dates.ts";
import type { Id } from "./id.ts";

/**
 * What is due (H-2 rank 17): an answer, a condition, a call for offers, a release moment, a choice round, a supervisor, consents, a term.
 * Each has an owner, a clock and the next step.
 */
export const deadlineKinds = ["answer", "condition", "call", "release", "choice", "supervisor", "consent", "term"] as const;
export type DeadlineKind = (typeof deadlineKinds)[number];

/** What comes next, for the owner; `await…`: somebody else's turn. */
export const deadlineSteps = [
  "answer",
  "record",
  "await",
  "await-unit",
  "meet",
  "pass",
  "offer",
  "close",
  "release",
  "opens",
  "closes",
  "name",
  "renew",
  "begins",
  "ends",
] as const;
export type DeadlineStep = (typeof deadlineSteps)[number];

export const deadlineStates = ["late", "today", "soon", "ahead"] as const;
export type DeadlineState = (typeof deadlineStates)[number];

/** Whose turn it is: a person by name, a role of one's own organisation, another organisation or a unit by name, or the clock itself. */
export type DeadlineOwner =
  | { kind: "person"; name: string; mine: boolean }
  | { kind: "role"; role: RoleKind; mine: boolean }
  | { kind: "organisation" | "unit"; name: string; mine: false }
  | { kind: "clock"; mine: false };

export interface Deadline {
  /** `kind:id`, its own for as long as it is due. */
  key: string;
  kind: DeadlineKind;
  step: DeadlineStep;
  /** The day it is due, and the instant (ISO) where it is a moment rather than a day. */
  day: Day;
  at: string | null;
  state: DeadlineState;
  owner: DeadlineOwner;
  /** How many things it is about: requests released together, consents that end on one day, organisations that said nothing; else 1. */
  count: number;
  /** What to link to and to say, each null where it has nothing to do with it. No student is named. */
  about: {
    side: "placing" | "receiving" | "unit";
    requestId: Id | null;
    reference: number | null;
    place: string | null;
    school: string | null;
    callId: Id | null;
    callNumber: number | null;
    cohortCourseId: Id | null;
    cohortId: Id | null;
    /** « SIAA · 180-16N », or a term's name. */
    what: string | null;
  };
}

/** How near a day is: late, today, within a week, later. */
export function deadlineState(day: Day, today: Day): DeadlineState {
  const days = daysBetween(today, day);
  return days < 0 ? "late" : days === 0 ? "today" : days <= 7 ? "soon" : "ahead";
}

/** A condition is to be answered within two weeks, and before the placement begins (7.11). */
export const conditionDays = 14;
/** Who goes along is to be named two weeks before the placement begins (7.11). */
export const supervisorDays = 14;
export const supervisorDue = (startsOn: Day): Day => addDays(startsOn, -supervisorDays);

/** Order of a list: by day, then kind, then key; what a page continues after. */
export interface DeadlineKey {
  day: Day;
  key: string;
}
export const compareDeadlines = (one: DeadlineKey, other: DeadlineKey): number =>
  one.day === other.day ? (one.key < other.key ? -1 : one.key > other.key ? 1 : 0) : one.day < other.day ? -1 : 1;
