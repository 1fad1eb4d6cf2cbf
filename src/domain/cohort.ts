import type { Day } from "./dates.ts";
import type { Refusal } from "./refusal.ts";
import { inside, type Schedule } from "./schedule.ts";

/**
 * Where a cohort-course stands, counted in places (students, for `enrolled` and `assigned`). The six that follow `enrolled`
 * exclude one another; rows and requests that were refused or called off count for nothing (section 8, rule 13).
 */
export interface CourseCounts {
  /** Students enrolled: the places needed. */
  enrolled: number;
  /** On a worksheet and in no request yet. */
  drafted: number;
  /** In the outbox. */
  inOutbox: number;
  /** Sent, and held until a release moment. */
  held: number;
  /** Sent, and not answered for the organisation. */
  waiting: number;
  /** Accepted, nobody's name released. */
  accepted: number;
  confirmed: number;
  /** Students with a place, held or confirmed. */
  assigned: number;
}

/** Everything that is planned, whatever has become of it. */
export const placesPlanned = (of: CourseCounts): number => of.drafted + of.inOutbox + of.held + of.waiting + of.accepted + of.confirmed;

/** The eight steps of 4.1, as what comes next: the one thing a course row offers as a button. */
export const steps = ["enrol", "plan", "send", "assign", "hold", "await", "done"] as const;
export type Step = (typeof steps)[number];

/** What comes next for a course. A place that was accepted is worked on before one that is awaited. */
export function nextStep(of: CourseCounts): Step {
  if (of.enrolled === 0) return "enrol";
  if (placesPlanned(of) < of.enrolled || of.drafted > 0) return "plan";
  if (of.inOutbox > 0) return "send";
  if (of.accepted > 0) return "assign";
  if (of.waiting > 0) return "await";
  if (of.held > 0) return "hold";
  return of.assigned < of.enrolled ? "assign" : "done";
}

/** How many the next step is about: students without a place, places to send, places to fill, answers awaited. */
export function leftToDo(of: CourseCounts, step: Step): number {
  switch (step) {
    case "plan":
      // Rows typed and not copied are work as well as students nobody has planned for.
      return Math.max(of.enrolled - placesPlanned(of), 0) || of.drafted;
    case "send":
      return of.inOutbox;
    case "assign":
      return of.accepted > 0 ? of.accepted : Math.max(of.enrolled - of.assigned, 0);
    case "hold":
      return of.held;
    case "await":
      return of.waiting;
    default:
      return 0;
  }
}

/** The bar of a course: how far each kind of place reaches, from 0 to 1, of whichever is more: places needed or planned. */
export function progressOf(of: CourseCounts): { confirmed: number; accepted: number; sent: number; planned: number } {
  const whole = Math.max(of.enrolled, placesPlanned(of), 1);
  const accepted = of.confirmed + of.accepted;
  const sent = accepted + of.waiting;
  return { confirmed: of.confirmed / whole, accepted: accepted / whole, sent: sent / whole, planned: placesPlanned(of) / whole };
}

/** Why a course cannot be held as said: its term must bracket it (section 8, rule 17), its blocks lie inside it. Null when it can. */
export function courseRefusal(course: Schedule, term: { name: string; startsOn: Day; endsOn: Day }): Refusal | null {
  if (course.endsOn < course.startsOn) return { code: "invalid", field: "endsOn", problem: { kind: "end-before-start" } };
  if (!inside(course, term)) return { code: "outside-term", term: term.name, startsOn: term.startsOn, endsOn: term.endsOn };
  if ((course.startTime === null) !== (course.endTime === null))
    return { code: "invalid", field: "startTime", problem: { kind: "one-time-only" } };
  for (const block of course.blocks) {
    if (block.to < block.from) return { code: "invalid", field: "blocks", problem: { kind: "end-before-start" } };
    if (!inside({ startsOn: block.from, endsOn: block.to }, course)) {
      return { code: "invalid", field: "blocks", problem: { kind: "outside-course", startsOn: course.startsOn, endsOn: course.endsOn } };
    }
  }
  return null;
}

/** How far things that are already held reach: their first and last day. */
export interface Reach {
  startsOn: Day;
  endsOn: Day;
  count: number;
}

/** Refuses dates that would leave out what they must bracket (a term its courses, a course its requests); null when all fit. */
export const reachRefusal = (outer: { startsOn: Day; endsOn: Day }, held: Reach | undefined, by: "course" | "request"): Refusal | null =>
  held && held.count > 0 && !inside(held, outer)
    ? { code: "leaves-out", by, count: held.count, startsOn: held.startsOn, endsOn: held.endsOn }
    : null;
