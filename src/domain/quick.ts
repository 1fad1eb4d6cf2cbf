import type { Day } from "./dates.ts";
import type { Id } from "./id.ts";
import type { Problem, Refusal } from "./refusal.ts";
import { inside, type Schedule } from "./schedule.ts";
import type { Column, ReadRow } from "./worksheet.ts";

/** What quick entry asks for in one screen (F-145, T04): a place, when, for whom, of a course that has no cohort. */
export interface QuickEntry {
  kind: "group" | "individual";
  size: number;
  schedule: Schedule;
  /** Students of the register, or one that stands in until names are known: at least one of either (section 8, rule 14). */
  studentIds: Id[];
  fictitious: boolean;
}

/** The fields of the screen, as refusals name them. */
const quickFields = ["place", "size", "startsOn", "endsOn", "weekdays", "hours", "blocks", "comment", "students"] as const;
export type QuickField = (typeof quickFields)[number];

const invalid = (field: QuickField, problem: Problem): Refusal => ({ code: "invalid", field, problem });

/** Why it cannot be entered as said, before its row is read; null when it can. */
export function quickRefusal(of: QuickEntry, term: { name: string; startsOn: Day; endsOn: Day }): Refusal | null {
  if (of.schedule.endsOn < of.schedule.startsOn) return invalid("endsOn", { kind: "end-before-start" });
  // There is no course to bracket it: its term does (section 8, rule 17).
  if (!inside(of.schedule, term)) return { code: "outside-term", term: term.name, startsOn: term.startsOn, endsOn: term.endsOn };
  if (of.size < 1) return invalid("size", { kind: "not-positive" });
  if (of.kind === "individual" && of.size > 1) return invalid("size", { kind: "size-one-only" });
  const students = of.studentIds.length + (of.fictitious ? 1 : 0);
  if (students === 0) return invalid("students", { kind: "missing" });
  if (students > of.size) return { code: "group-over-allocated", size: of.size, assigned: students };
  return null;
}

const fieldOf: Record<Column, QuickField> = {
  agency: "place",
  site: "place",
  service: "place",
  destination: "place",
  size: "size",
  instructor: "comment",
  startsOn: "startsOn",
  endsOn: "endsOn",
  weekdays: "weekdays",
  hours: "hours",
  blocks: "blocks",
  comment: "comment",
};

/** What is wrong with its row, beside the field that says it; null when nothing is. */
export function fieldRefusal(problems: ReadRow["problems"]): Refusal | null {
  const [first] = Object.entries(problems) as [Column, Problem][];
  return first ? invalid(fieldOf[first[0]], first[1]) : null;
}
