import { placesPlanned, type CourseCounts } from "./cohort.ts";
import type { Day } from "./dates.ts";
import type { Id } from "./id.ts";

/**
 * How far a course or a cohort has come, each step containing the ones after it (R470): students enrolled, places planned anywhere, sent,
 * accepted, students with a seat, places confirmed. What was refused or called off counts for nothing (R13).
 */
export const progressSteps = ["planned", "sent", "accepted", "assigned", "confirmed"] as const;
export type ProgressStep = (typeof progressSteps)[number];

export interface ProgressCounts extends Record<ProgressStep, number> {
  /** Students enrolled: the places needed. */
  needed: number;
}

/** A course of a cohort; `counts` as the cohorts' page has them, for who needs them apart. */
export interface CourseProgress extends ProgressCounts {
  id: Id;
  courseId: Id;
  number: string;
  name: string;
  sheetKind: "group" | "individual";
  termId: Id;
  term: string;
  startsOn: Day;
  endsOn: Day;
  groupSheetId: Id | null;
  individualSheetId: Id | null;
  counts: CourseCounts;
}

export interface CohortProgress extends ProgressCounts {
  cohortId: Id;
  /** Its short name, and its long one. */
  cohort: string;
  name: string;
  programmeId: Id;
  programme: string;
  /** Short names of the terms its courses are in, in order. */
  terms: string[];
  startsOn: Day;
  endsOn: Day;
  courses: CourseProgress[];
}

/** The steps of a course, out of its counts. */
export function stepsOf(of: CourseCounts): ProgressCounts {
  const accepted = of.accepted + of.confirmed;
  const sent = accepted + of.waiting + of.held;
  return { needed: of.enrolled, planned: placesPlanned(of), sent, accepted, assigned: of.assigned, confirmed: of.confirmed };
}

/** Sums of courses: of a cohort, of a programme, of everything. */
export const sumOf = (of: readonly ProgressCounts[]): ProgressCounts => {
  const sum: ProgressCounts = { needed: 0, planned: 0, sent: 0, accepted: 0, assigned: 0, confirmed: 0 };
  for (const one of of) for (const key of ["needed", ...progressSteps] as const) sum[key] += one[key];
  return sum;
};

/** How many of those needed a step lacks: of each course for itself, since a surplus in one course helps no other (R471). */
export const lackingOf = (of: readonly ProgressCounts[], step: ProgressStep): number =>
  of.reduce((sum, one) => sum + Math.max(one.needed - one[step], 0), 0);

/** How much of what is needed a step covers, 0 to 1, a surplus apart; 1 where nobody needs anything. */
export function coveredOf(of: readonly ProgressCounts[], step: ProgressStep): number {
  const needed = of.reduce((sum, one) => sum + one.needed, 0);
  return needed === 0 ? 1 : (needed - lackingOf(of, step)) / needed;
}

/** What a course still lacks, each something to do or to wait for, in the order of the steps; nothing is lacking when empty (R471). */
export const lacks = ["enrol", "plan", "copy", "send", "hold", "await", "assign", "confirm"] as const;
export type Lack = (typeof lacks)[number];

export function lacksOf({
  needed,
  planned,
  accepted,
  assigned,
  confirmed,
  counts,
}: ProgressCounts & { counts: CourseCounts }): { lack: Lack; count: number }[] {
  if (needed === 0) return [{ lack: "enrol", count: 0 }];
  const all: Record<Exclude<Lack, "enrol">, number> = {
    plan: needed - planned,
    copy: counts.drafted,
    send: counts.inOutbox,
    hold: counts.held,
    await: counts.waiting,
    assign: Math.min(accepted, needed) - assigned,
    confirm: Math.min(counts.accepted, assigned - confirmed),
  };
  return lacks.flatMap((lack) => (lack !== "enrol" && all[lack] > 0 ? [{ lack, count: all[lack] }] : []));
}
