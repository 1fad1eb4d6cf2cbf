import type { Refusal } from "./refusal.ts";
import type { Id } from "./id.ts";

/** What a programme still does, which keeps it from being closed or placed outside the system (F-042, K30). */
export interface ProgrammeUse {
  cohortId: Id;
  cohortCourseId: Id;
  courseId: Id;
  termId: Id;
  /** « 180-30A Médecine, Cohorte 2026 ». */
  name: string;
  /** Requests that hold places and are not over. */
  requests: number;
  /** Students enrolled in a course that has not ended. */
  students: number;
}

/** Few enough to be read; the rest is counted. */
export const mostUses = 12;

/** Refuses to close a programme that has active requests or students in courses to come, and says where; null when it can be. */
export function closingRefusal(uses: ProgrammeUse[]): Refusal | null {
  const sum = (of: "requests" | "students") => uses.reduce((total, use) => total + use[of], 0);
  if (sum("requests") + sum("students") === 0) return null;
  return {
    code: "programme-busy",
    requests: sum("requests"),
    students: sum("students"),
    uses: uses.slice(0, mostUses),
    count: uses.length,
  };
}

/** Programmes whose students are placed outside the system bear an asterisk, everywhere they are named (K30). */
export const programmeName = (of: { name: string; isUser: boolean }): string => (of.isUser ? of.name : `${of.name}\u00A0*`);
