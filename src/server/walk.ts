import type { Id } from "#domain/id.ts";

/** Things of one organisation, that a stranger names in every procedure of the permission walk. */
export interface WalkWorld {
  agencyId: Id;
  departmentId: Id;
  personId: Id;
  accountId: Id;
  roleId: Id;
  siteId: Id;
  serviceId: Id;
  destinationId: Id;
  programmeId: Id;
  courseId: Id;
  termId: Id;
  cohortId: Id;
  cohortCourseId: Id;
  studentId: Id;
  enrolmentId: Id;
  worksheetId: Id;
  requestId: Id;
  importId: Id;
  callId: Id;
}

/**
 * What a procedure must answer to somebody of another organisation who holds the right role there: `not-found` (missing and
 * not yours are alike), `not-allowed`, `empty` (a list with nothing in it), `own` (answers about the caller alone, names
 * nothing) or `open` (meant for anyone, signed in or not).
 */
export interface Walked {
  input(world: WalkWorld): unknown;
  expect: "not-found" | "not-allowed" | "empty" | "own" | "open";
}
export type Walk = Record<string, Walked>;
