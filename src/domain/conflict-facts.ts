import type { Agreement } from "./agreement.ts";
import type { AssignablePlace, AssignmentGrid } from "./assignment.ts";
import type { CapacityLine } from "./capacity.ts";
import type { Closure } from "./closure.ts";
import type { Sealing } from "./consent.ts";
import type { Day } from "./dates.ts";
import type { Id } from "./id.ts";
import type { Intent } from "./overlap.ts";
import type { SeenStatus } from "./request.ts";
import type { Shift } from "./schedule.ts";
import type { Part, Span } from "./supervision.ts";

/** Who did what, and when: the acts a conflict comes from. `by` is blank where it is nobody's business here (another organisation's). */
export interface Edit {
  what: "assigned" | "instructor" | "supervisor" | "dates" | "size" | "closure" | "capacity";
  by: string;
  /** ISO instant. */
  at: string;
  mine: boolean;
  /** Whom it was about, where it was one student. */
  studentId: Id | null;
}

/** Somebody expected at a place besides its students. `instructor`: the school's own, of a group, all along. */
export interface Companion {
  personId: Id;
  name: string;
  part: Part | "instructor";
  span: Pick<Span, "startsOn" | "endsOn">;
  named: Edit | null;
}

/** Where the same person is expected besides the places of the sheet. Of another school only when, and in which unit. */
export interface PostElsewhere {
  personId: Id;
  part: Part | "instructor";
  destinationId: Id | null;
  /** In order of time. */
  shifts: Shift[];
  /** Of the reader's own school alone. */
  own: { requestId: Id; path: string; course: string } | null;
}

/** A place of the sheet with all that can be wrong about it. `size` is the whole group's; `sizeHere` what its own unit takes of it at a time. */
export interface ConflictPlace extends AssignablePlace {
  /** As the school is shown it. */
  status: SeenStatus;
  destinationId: Id | null;
  sizeHere: number | null;
  companions: Companion[];
  /** What it wants of every student before she comes: the mandatory ones, its own and those of what it lies under. */
  prerequisites: { id: Id; name: string }[];
  /** The last to have changed dates or size, when somebody did since it was asked for. */
  edits: Edit[];
}

export interface ConflictStudent {
  id: Id;
  /** Stands in for a student to come: nothing is asked of her papers. */
  fictitious: boolean;
  /** The last day her signed consent holds; null: none is known. */
  consentUntil: Day | null;
  /** Her identity is hidden: she cannot be confirmed anywhere. */
  sealed: Sealing | null;
  /** Prerequisites she is known to have, and until when; null: the school keeps none. */
  met: { id: Id; until: Day | null }[] | null;
}

/** What a unit takes, and who else is there: everything but the places of the sheet themselves (`withoutPlaces`), the parts of their splits among it. */
export interface ConflictUnit {
  destinationId: Id;
  capacity: number | null;
  largestGroup: number | null;
  lines: CapacityLine[];
  /** As `listIntents` tells them: of others how many and when, and a group's school only inside the zone. */
  others: Intent[];
}

/** A closure, with who noted it where that may be told. */
export type NotedClosure = Closure & { noted: Edit | null };

/** A course or a term, as far as dates go. */
export interface Bounds {
  name: string;
  startsOn: Day;
  endsOn: Day;
}

/** Everything the conflicts of one sheet are found in, as of one moment. Plain data: the server gives it, the page keeps it up. */
export interface ConflictFacts extends AssignmentGrid {
  places: ConflictPlace[];
  students: ConflictStudent[];
  /** Null: not known, and nothing is said of dates. */
  course: Bounds | null;
  term: Bounds | null;
  programme: { id: Id; name: string; discipline: string } | null;
  /** The school's own instructors, to name another in one click. */
  instructors: { personId: Id; name: string }[];
  posts: PostElsewhere[];
  closures: NotedClosure[];
  /** The school's own. When it keeps none at all, nothing is said of those that are missing. */
  agreements: Agreement[];
  units: ConflictUnit[];
}

/** What is left of a unit's intents without the places of the sheet itself, which count as they are edited. */
export const withoutPlaces = (intents: readonly Intent[], places: readonly { requestId: Id }[]): Intent[] => {
  const own = new Set(places.map(({ requestId }) => requestId));
  return intents.filter(({ key, row }) => !own.has(key) && !(row?.requestId && own.has(row.requestId)));
};

/** What conflicts are found in, besides who sits where. */
export type ConflictSurroundings = Omit<ConflictFacts, "places" | "seats" | "elsewhere" | "students">;

/** Of what nothing is known nothing is said. */
export const noSurroundings: ConflictSurroundings = {
  course: null,
  term: null,
  programme: null,
  instructors: [],
  posts: [],
  closures: [],
  agreements: [],
  units: [],
};

/** The same of a place. */
export const barePlace: Pick<ConflictPlace, "destinationId" | "sizeHere" | "companions" | "prerequisites" | "edits"> = {
  destinationId: null,
  sizeHere: null,
  companions: [],
  prerequisites: [],
  edits: [],
};

/** Facts as far as they are known: of what is absent nothing is said. A grid alone is checked for who sits where. */
export function factsOf(
  known: AssignmentGrid & Partial<Omit<ConflictFacts, keyof AssignmentGrid | "students">> & { students?: { id: Id }[] },
): ConflictFacts {
  // what is whole already stays the object it is, so that becoming it costs nothing
  const isPlace = (place: AssignablePlace): place is ConflictPlace => "companions" in place && "status" in place;
  const isStudent = (student: { id: Id }): student is ConflictStudent => "consentUntil" in student;
  return {
    ...noSurroundings,
    ...known,
    places: known.places.map((place) => (isPlace(place) ? place : { status: "accepted", ...barePlace, ...place })),
    students: (known.students ?? []).filter(isStudent),
  };
}
