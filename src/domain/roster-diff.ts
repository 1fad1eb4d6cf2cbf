import type { Id } from "./id.ts";
import type { Catalogue } from "./place.ts";
import { proposeNumbers, warnOfPlaces, type Finding, type RosterRow, type RowDecisions } from "./roster.ts";
import { numberKey, repairs, sameText, studentFields, type Student, type StudentField } from "./student.ts";

export const outcomes = ["new", "changed", "unchanged", "refused", "skipped"] as const;
export type Outcome = (typeof outcomes)[number];

export interface FieldChange {
  field: StudentField | "preferences";
  before: string;
  after: string;
  /** Whether the file's value will be written. */
  take: boolean;
}

/** What happens to the enrolment of a row's student, when the list is imported into a course. */
export type EnrolEffect = "none" | "enrol" | "already" | "ask-again" | "enrol-again";

/** One row of the plan: what the import would do, and why not. */
export interface PlannedRow extends RosterRow {
  outcome: Outcome;
  studentId: Id | null;
  changes: FieldChange[];
  enrol: EnrolEffect;
}

/** How a student of the register stands in the course the list is imported into. */
export interface Standing {
  studentId: Id;
  state: "enrolled" | "waived" | "withdrawn";
  preferences: string[];
}

export interface PlanCounts extends Record<Outcome, number> {
  rows: number;
  /** Rows that will write something. */
  writes: number;
  warnings: number;
  /** Changes that will be written, and those left as the register has them. */
  taken: number;
  left: number;
  enrol: number;
  askAgain: number;
}

const byNumber = (students: Student[]): Map<string, Student> => new Map(students.map((student) => [numberKey(student.number), student]));

/** By default the register wins: the file fills what is empty and repairs lost letters; anything else a person ticks (I6). */
const takenByDefault = (before: string, after: string): boolean => before === "" || repairs(after, before);

function changesOf(row: RosterRow, student: Student): FieldChange[] {
  const changes: FieldChange[] = [];
  for (const field of studentFields) {
    const [before, after] = [student[field] ?? "", row.facts[field] ?? ""];
    // A blank never erases; a damaged name never replaces a whole one; the number is the key.
    if (field === "number" || after === "" || sameText(before, after) || repairs(before, after)) continue;
    changes.push({ field, before, after, take: takenByDefault(before, after) });
  }
  return changes;
}

function preferenceChange(row: RosterRow, standing: Standing | undefined): FieldChange | null {
  const [before, after] = [(standing?.preferences ?? []).join(" ; "), row.preferences.join(" ; ")];
  if (!standing || after === "" || sameText(before, after)) return null;
  return { field: "preferences", before, after, take: before === "" };
}

/** A damaged name whose whole form the register knows is no longer a warning. */
const stillDamaged = (finding: Finding, student: Student | undefined): boolean =>
  finding.problem.kind !== "lost-letter" ||
  !student ||
  (finding.field !== "lastName" && finding.field !== "firstName") ||
  !repairs(student[finding.field], finding.value);

const sealedFinding = (row: RosterRow): Finding => ({
  field: "number",
  column: "",
  value: row.facts.number,
  problem: { kind: "sealed" },
  level: "refused",
  fixes: [{ kind: "skip" }],
});

export interface PlanFacts {
  /** Students of the school who could be meant (`keysOf`). */
  register: Student[];
  /** Who is already in the course; null when the list goes to the register alone. */
  standings: Standing[] | null;
  catalogue: Catalogue;
  decisions: RowDecisions;
  /** Fields whose changes a person chose to take in every row. */
  take: (StudentField | "preferences")[];
}

/**
 * What importing the rows would do to the register and to a course, row by row; nothing is detached, nothing erased.
 */
export function planImport(rows: RosterRow[], of: PlanFacts): PlannedRow[] {
  proposeNumbers(rows, of.register);
  warnOfPlaces(rows, of.catalogue);
  const known = byNumber(of.register);
  const standingOf = new Map((of.standings ?? []).map((standing) => [standing.studentId, standing]));
  return rows.map((row): PlannedRow => {
    const decision = of.decisions[String(row.row)];
    const student = known.get(numberKey(row.facts.number));
    const base = {
      ...row,
      findings: [...row.findings.filter((finding) => stillDamaged(finding, student)), ...(student?.sealed ? [sealedFinding(row)] : [])],
      studentId: student?.id ?? null,
      changes: [],
      enrol: "none" as const,
    };
    if (row.skipped) return { ...base, outcome: "skipped" };
    if (base.findings.some(({ level }) => level === "refused")) return { ...base, outcome: "refused" };
    const standing = student && standingOf.get(student.id);
    const preferences = preferenceChange(row, standing);
    const changes = [...(student ? changesOf(row, student) : []), ...(preferences ? [preferences] : [])].map((change) => ({
      ...change,
      take: decision?.take?.[change.field] ?? (of.take.includes(change.field) || change.take),
    }));
    const enrol: EnrolEffect =
      of.standings === null
        ? "none"
        : !standing
          ? "enrol"
          : standing.state === "enrolled"
            ? "already"
            : decision?.again
              ? "enrol-again"
              : "ask-again";
    return { ...base, changes, enrol, outcome: student ? (changes.length > 0 ? "changed" : "unchanged") : "new" };
  });
}

export function countPlan(rows: PlannedRow[]): PlanCounts {
  const counts: PlanCounts = {
    new: 0,
    changed: 0,
    unchanged: 0,
    refused: 0,
    skipped: 0,
    rows: rows.length,
    writes: rows.filter(doesSomething).length,
    warnings: 0,
    taken: 0,
    left: 0,
    enrol: 0,
    askAgain: 0,
  };
  for (const { outcome, findings, changes, enrol } of rows) {
    counts[outcome] += 1;
    if (findings.some(({ level }) => level === "warning")) counts.warnings += 1;
    for (const { take } of changes) counts[take ? "taken" : "left"] += 1;
    if (enrol === "enrol" || enrol === "enrol-again") counts.enrol += 1;
    if (enrol === "ask-again") counts.askAgain += 1;
  }
  return counts;
}

/** Whether writing the row would do anything. */
export const doesSomething = ({ outcome, changes, enrol }: PlannedRow): boolean =>
  outcome === "new" ||
  changes.some(({ take }) => take) ||
  ((enrol === "enrol" || enrol === "enrol-again") && outcome !== "refused" && outcome !== "skipped");
