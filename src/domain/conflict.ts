import type { Seat, SeatElsewhere } from "./assignment.ts";
import type { Band } from "./capacity.ts";
import type { ConflictFacts, ConflictPlace, ConflictStudent, ConflictUnit, Companion, Edit } from "./conflict-facts.ts";
import type { Day } from "./dates.ts";
import type { Id } from "./id.ts";
import type { OverlapFact } from "./overlap.ts";
import type { Shift } from "./schedule.ts";

/** The rule each kind of conflict is an offence against (RULES.md). */
export const ruleOf = {
  "over-allocated": "R360",
  "two-on-one": "R361",
  "student-twice": "R362",
  "instructor-twice": "R363",
  "supervisor-twice": "R364",
  "unit-full": "R365",
  "group-overlap": "R366",
  "outside-dates": "R367",
  closed: "R368",
  prerequisite: "R369",
  agreement: "R370",
  consent: "R371",
} as const;
export type ConflictKind = keyof typeof ruleOf;
export const conflictKinds = Object.keys(ruleOf) as ConflictKind[];

/** `blocks`: nothing is confirmed while it lasts. `warns`: a person decides, and says so. */
export type Severity = "blocks" | "warns";

/** A seat as a command names it: the assignment with the version that was seen. */
export interface SeatRef {
  assignmentId: Id;
  version: number;
  studentId: Id;
}

/** A way out, one click each; `open` and `repair` lead to where it is decided. */
export type WayOut =
  /** One's own act, taken back. */
  | ({ kind: "take-back" } & SeatRef)
  /** A colleague's: the student leaves the place. */
  | ({ kind: "unassign" } & SeatRef)
  | ({ kind: "move"; toRequestId: Id } & SeatRef)
  /** Two students change places; each is then where she meets nobody. */
  | { kind: "swap"; one: SeatRef & { requestId: Id }; other: SeatRef & { requestId: Id } }
  | { kind: "enlarge"; requestId: Id; size: number }
  | { kind: "shrink"; requestId: Id; size: number }
  /** Another instructor, free at those hours; null: choose. */
  | { kind: "instructor"; requestId: Id; personId: Id | null }
  /** The fewest moves that repair the place. */
  | { kind: "repair"; requestId: Id }
  | { kind: "open"; what: "dates" | "people" | "agreements"; requestId: Id }
  | { kind: "open"; what: "student"; studentId: Id };

/** Where else somebody who goes with students is: of another school neither place nor course. */
export interface Other {
  /** Null: not on a request the reader may open. */
  requestId: Id | null;
  path: string | null;
  course: string | null;
}

/** Another seat of the student's, of the same school; `course` where it is of another sheet. */
export interface SeatOther {
  requestId: Id;
  path: string;
  course: string | null;
  by: string;
  at: string;
}

interface OverAllocated {
  requestId: Id;
  size: number;
  assigned: number;
  /** The last to come, whom the place does not hold. */
  excess: Seat[];
}

interface PersonTwice {
  requestId: Id;
  person: Pick<Companion, "personId" | "name" | "part">;
  other: Other;
  overlap: Shift;
}

/** What is particular to each kind. */
export type ConflictMatter =
  | ({ kind: "over-allocated" } & OverAllocated)
  | ({ kind: "two-on-one" } & OverAllocated)
  | { kind: "student-twice"; requestId: Id; studentId: Id; seat: Seat; other: SeatOther; overlap: Shift }
  | ({ kind: "instructor-twice" } & PersonTwice)
  | ({ kind: "supervisor-twice" } & PersonTwice)
  /** On its fullest day: `asked` are there, `own` of them of this sheet, and the unit takes `capacity`. */
  | { kind: "unit-full"; destinationId: Id; requestId: Id; band: Band; on: Day; days: number; asked: number; own: number; capacity: number }
  | { kind: "group-overlap"; destinationId: Id; requestId: Id; with: OverlapFact[]; more: number }
  | { kind: "outside-dates"; requestId: Id; of: "course" | "term"; name: string; startsOn: Day; endsOn: Day }
  /** `days`: how many fall in it; null when its weekdays are various. `all`: nobody could be there at all. */
  | { kind: "closed"; requestId: Id; from: Day; to: Day; reason: string; days: number | null; all: boolean }
  | { kind: "prerequisite"; requestId: Id; lacking: { studentId: Id; names: string[] }[] }
  | { kind: "agreement"; requestId: Id; state: "missing" | "lapses" | "lapsed" | "not-yet"; title: string | null; on: Day | null }
  | { kind: "consent"; requestId: Id; lacking: { studentId: Id; state: "none" | "ends" | "sealed"; on: Day | null }[] };

/**
 * Something wrong with who is where. `key` is made of the rule and the ids, and of a warning also of what it was about, so that a decision
 * on it holds as long as that does and no longer (R374).
 */
export type Finding = ConflictMatter & {
  key: string;
  rule: (typeof ruleOf)[ConflictKind];
  severity: Severity;
  /** Places of the sheet it is about, the first of them `requestId`. */
  requestIds: Id[];
  studentIds: Id[];
  /** The acts that made it, in order of time. */
  edits: Edit[];
};

/** A finding with what can be done about it. */
export type Conflict = Finding & { waysOut: WayOut[] };

/** One thing that changed of the facts. A place or a student that was not there is added; a closure or an agreement comes with its whole list. */
export type ConflictChange =
  | { kind: "seat"; left: Id | null; taken: Seat | null }
  | { kind: "place"; place: ConflictPlace }
  | { kind: "place-gone"; requestId: Id }
  | { kind: "student"; student: ConflictStudent }
  | { kind: "elsewhere"; studentId: Id; seats: SeatElsewhere[] }
  | { kind: "unit"; unit: ConflictUnit }
  | ({ kind: "around" } & Partial<
      Pick<ConflictFacts, "course" | "term" | "programme" | "instructors" | "posts" | "closures" | "agreements">
    >);

/** What a change did: conflicts that are new or other than they were, and the keys of those that are no more. */
export interface Outcome {
  came: Conflict[];
  ended: string[];
}

/**
 * The conflicts of a sheet, kept up change by change: only what a change can touch is looked at again (conflict-engine.ts makes one). Ways out
 * are as of the moment a conflict is read.
 */
export interface ConflictEngine {
  /** Blocking ones first, then by rule, then in the sheet's order. The same array and objects while nothing changes. */
  all(): readonly Conflict[];
  at(requestId: Id): readonly Conflict[];
  ofStudent(studentId: Id): readonly Conflict[];
  apply(change: ConflictChange): Outcome;
  /** Becomes other facts, by what differs: a fresh answer of the server, or a grid after an event. */
  become(facts: ConflictFacts): Outcome;
}

/** What keeps a place from being confirmed, of the conflicts at it: all that blocks, and each warning nobody has decided on. */
export const keepsFromConfirming = (conflicts: readonly Conflict[], decided: ReadonlySet<string> = new Set()): Conflict[] =>
  conflicts.filter(({ key, severity }) => severity === "blocks" || !decided.has(key));
