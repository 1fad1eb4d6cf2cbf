import type { ConflictKind } from "./conflict.ts";
import type { Day } from "./dates.ts";
import type { EventKind } from "./event.ts";
import type { Id } from "./id.ts";
import type { ProgrammeUse } from "./programme.ts";
import type { OverlapFact } from "./overlap.ts";

/**
 * Every way the product says no, with the facts its sentence needs (the sentences are in words/refusal.ts, both languages).
 * Missing and not yours are the same refusal, `not-found`, so that a stranger learns nothing.
 */
export type Refusal =
  | { code: "not-found" }
  | { code: "sign-in-needed" }
  | { code: "not-allowed" }
  /** `what`: the event that came first, where the screen says what was done. */
  | { code: "stale"; by: string; at: string; what?: EventKind }
  | { code: "invalid"; field: string; problem: Problem }
  // the request's life
  | { code: "move-not-possible"; move: string; status: string }
  | { code: "place-incomplete"; missing: ("agency" | "site" | "service")[] }
  | { code: "reason-needed"; reason: "code" | "note" }
  // asked for again: its row's sheet was deleted meanwhile
  | { code: "sheet-deleted" }
  // cloned: a cohort's group is its course's alone; a clone goes elsewhere
  | { code: "clone-of-group" }
  | { code: "clone-same-place" }
  // nobody could say why any more
  | { code: "last-reason" }
  | { code: "row-not-ready"; problems: Problem[] }
  | { code: "row-has-request"; reference: number }
  // somebody has already chosen between the values of a cell
  | { code: "shelf-settled"; by: string; at: string }
  | { code: "no-student-enrolled" }
  // a preference that is not made into a place: its student has one, or no such preference; a course whose preferences are only looked at
  | { code: "wish-not-copied"; why: "assigned" | "none" }
  | { code: "wishes-informative" }
  // another group is at that unit at those hours (section 8, rule 9): the first few, and how many more
  | { code: "group-overlap"; with: OverlapFact[]; more: number }
  // a worksheet whose rows are asked for: some of the open requests' references, and how many there are
  | { code: "sheet-has-requests"; references: number[]; count: number }
  // a worksheet that would hold more rows than one can
  | { code: "sheet-full"; most: number }
  // a deleted worksheet that cannot come back: another of its kind was begun
  | { code: "sheet-replaced" }
  // a proposal that proposes what is so already; one whose request says something else since
  | { code: "nothing-proposed" }
  | { code: "proposal-outdated" }
  // assignment
  | { code: "group-over-allocated"; size: number; assigned: number }
  | { code: "nobody-assigned" }
  | { code: "student-twice"; student: string; place: string; from: string }
  | { code: "already-assigned"; by: string; at: string; place: string }
  // her name is released: that is taken back before she is moved with others
  | { code: "seat-confirmed"; by: string; at: string; place: string }
  | { code: "not-accepted-yet" }
  // conflicts of the assignment that keep a place from being confirmed: what blocks, and warnings nobody has decided on
  | { code: "conflict-blocks"; conflicts: { rule: string; kind: ConflictKind }[] }
  | { code: "conflict-undecided"; conflicts: { rule: string; kind: ConflictKind }[] }
  // a warning that is other than what its screen showed, or no more
  | { code: "conflict-changed" }
  // matching: one run at a time on a sheet, and nobody or nowhere to match
  | { code: "matching-under-way"; by: string; at: string }
  | { code: "matching-nothing"; lacks: "students" | "places" }
  // the detailed calendar: a day outside of the request's dates, a presence that begins before the one before it ends
  | { code: "day-outside"; day: Day; startsOn: Day; endsOn: Day }
  | { code: "day-meets-day"; day: Day }
  | { code: "size-below-confirmed"; confirmed: number }
  // split, merge, link: which of them, by reference
  | {
      code: "cannot-join";
      why: "course" | "kind" | "status" | "size" | "part" | "over" | "alone" | "at-once";
      references: number[];
    }
  // parts at the same time share the group: their sizes come to it
  | { code: "part-sizes"; group: number; sum: number; from: Day }
  // a part's size follows from its group's
  | { code: "part-follows"; reference: number }
  // supervisors: named already at those dates, a group led already, no group, a request nobody can be named on, hours that cannot be evened out
  | { code: "supervision"; why: "already" | "led" | "not-group" | "closed" | "cannot-adjust"; name: string }
  // calls for offers
  | { code: "call-closed" }
  | { code: "call-answered" }
  | { code: "call-has-offers"; places: number }
  | { code: "offer-taken"; assigned: number }
  // what a programme still does, where: the first few places of `count`
  | { code: "programme-busy"; requests: number; students: number; uses: ProgrammeUse[]; count: number }
  | { code: "programme-closed"; name: string; why: "retired" | "non-user" }
  // a unit somebody keeps for some minutes; whose it is only where the reader may know
  | { code: "place-reserved"; by: string | null; agency: string | null; until: string }
  | { code: "too-many-reservations"; most: number }
  | { code: "reservation-used-up" }
  // students' own choices: outside of the hours, and lists that cannot be written
  | { code: "choice-early"; opensAt: string }
  | { code: "choice-late"; closedAt: string }
  | { code: "choice-twice" }
  // her list was changed on another device, or by who coordinates for her
  | { code: "choice-elsewhere" }
  | { code: "choice-too-many"; most: number }
  | { code: "choice-too-few"; least: number; chosen: number }
  | { code: "choice-not-offered"; path: string | null }
  | { code: "choice-place-chosen"; students: number }
  | { code: "choice-round-used"; students: number }
  // register, catalogue, programmes
  // a place's name: whose it is, and one that is free beside it (F-031)
  | { code: "name-taken"; name: string; other?: { id: Id; name: string; path: string }; suggestion?: string }
  // `which`: the first few by name, where they have one
  | { code: "in-use"; by: string; count: number; which?: { id: Id; name: string }[] }
  | { code: "outside-term"; startsOn: Day; endsOn: Day; term: string }
  // dates that would leave out courses (of a term) or requests (of a course), which reach from `startsOn` to `endsOn`
  | { code: "leaves-out"; by: "course" | "request"; count: number; startsOn: Day; endsOn: Day }
  | { code: "parent-retired"; name: string; on: Day }
  | { code: "number-taken"; number: string; name: string; studentId: Id }
  // a profile whose consent is over, or who graduated
  | { code: "profile-sealed" }
  // import
  | { code: "file-unreadable"; why: "kind" | "empty" | "too-large" | "too-many-rows" | "encrypted" | "no-table" }
  | { code: "import-changed"; rows: number }
  | { code: "import-cannot-be-undone"; why: "too-late" | "built-upon" | "already" }
  // delivery: somebody answered first (a place by its link, the school on its behalf), or it is no longer to be answered
  | { code: "already-answered"; by: string; at: string; status: string }
  | { code: "letter-too-large"; most: number }
  | { code: "document-unreadable"; why: "kind" | "empty" | "too-large" }
  | { code: "no-shared-place" }
  | { code: "printout-failed" }
  // a school that sends its own requests; a guest's draft that is sent or given up, or was typed in elsewhere meanwhile
  | { code: "school-uses-system"; name: string }
  | { code: "guest-entry-over" }
  | { code: "draft-elsewhere" }
  // people and sign-in
  | { code: "wrong-sign-in" }
  | { code: "too-many-attempts"; seconds: number }
  | { code: "link-dead" }
  // walls: a code that is none, has run out or was used; a browser that is no display
  | { code: "pairing-code-unknown" }
  | { code: "display-unpaired" }
  | { code: "password-weak"; why: "short" | "common" | "own-address" }
  | { code: "last-administrator" }
  | { code: "role-held"; name: string }
  | { code: "already-set-up" }
  // a redirection that would no longer go the way its screen said
  | { code: "route-changed"; how: "account" | "paper"; unit: string }
  | { code: "needs-tls" }
  | { code: "own-account" };

/** What is wrong with one value; the sentence is in words/problem.ts. */
export type Problem =
  | { kind: "missing" }
  | { kind: "not-a-day"; text: string }
  | { kind: "not-a-time"; text: string }
  | { kind: "not-a-number"; text: string }
  | { kind: "not-weekdays"; text: string }
  | { kind: "not-an-email"; text: string }
  | { kind: "too-long"; most: number }
  | { kind: "end-before-start" }
  | { kind: "outside-course"; startsOn: Day; endsOn: Day }
  | { kind: "not-later"; than: Day }
  | { kind: "not-earlier"; than: Day }
  | { kind: "outside-request"; startsOn: Day; endsOn: Day }
  | { kind: "suspended-already"; from: Day; to: Day }
  | { kind: "dates-sent" }
  | { kind: "one-time-only" }
  | { kind: "not-to-come" }
  | { kind: "too-far" }
  | { kind: "unknown-place"; text: string; like: string[] }
  | { kind: "ambiguous-place"; text: string; like: string[] }
  | { kind: "retired-place"; text: string; on: Day }
  | { kind: "unknown-instructor"; text: string; like: string[] }
  | { kind: "group-too-large"; most: number; text: string }
  | { kind: "size-one-only" }
  | { kind: "not-positive" }
  | { kind: "not-blocks"; text: string }
  | { kind: "not-yes-no"; text: string }
  | { kind: "outside-call"; startsOn: Day; endsOn: Day }
  | { kind: "too-early"; earliest: Day }
  | { kind: "too-many"; most: number }
  | { kind: "in-the-past" }
  | { kind: "not-yet" }
  | { kind: "consent-over"; until: Day }
  // a placement type of a former list, and its last day
  | { kind: "retired-type"; on: Day }
  | CheckProblem
  | { kind: "row-twice"; number: number }
  | { kind: "contact-differs"; name: string; number: number };

/** What is wrong with a row that reads well: against closures, agreements, hours, and who else is there. */
export type CheckProblem =
  // `days`: how many of the row's days fall in the closure; null when its weekdays are various
  | { kind: "place-closed"; from: Day; to: Day; reason: string; days: number | null; all: boolean }
  | { kind: "no-agreement"; agency: string; programme: string }
  | { kind: "agreement-lapsed" | "agreement-lapses" | "agreement-not-yet"; title: string; on: Day }
  // at the fullest of the row's days, `asked` for a unit of `capacity`, `others` of them not of this row
  | { kind: "over-capacity"; capacity: number; asked: number; others: number; on: Day }
  // `sent`: asked for already, so that nothing is kept back
  | { kind: "group-overlap"; with: OverlapFact[]; more: number; sent?: true }
  | { kind: "hours-short" | "hours-over"; hours: number; course: number }
  // a place that retires on a day the row reaches, and what takes its place
  | { kind: "place-retires"; name: string; on: Day; successor: string };

/** Thrown inside a command to stop it: the transaction is rolled back and the person reads why. Never for bugs. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.name = "Refused";
    this.refusal = refusal;
  }
}

export const refuse = (refusal: Refusal): never => {
  throw new Refused(refusal);
};
