import type { z } from "zod";
import { can, type Action, type Actor } from "./access.ts";
import { eventFacts, topicOf, type EventKind } from "./event.ts";
import type { Id } from "./id.ts";

/** What one must be granted to read what happened to a thing: the same as to see the thing. Who signs in and who may do what is the administrator's. */
const needed: Record<string, Action> = {
  request: "request.see",
  proposal: "request.see",
  supervision: "request.see",
  comment: "request.see",
  condition: "request.see",
  notice: "people.manage",
  reason: "request.see",
  reminder: "request.see",
  call: "call.see",
  printout: "delivery.manage",
  letter: "delivery.manage",
  reply: "delivery.manage",
  guest: "request.answer",
  document: "delivery.manage",
  "letter-template": "delivery.manage",
  "delivery-setting": "delivery.manage",
  assignment: "assignment.see",
  matching: "assignment.see",
  conflict: "assignment.see",
  worksheet: "worksheet.see",
  shelf: "worksheet.see",
  enrolment: "student.see",
  choice: "choice.see",
  student: "student.see",
  programme: "programme.see",
  course: "programme.see",
  term: "programme.see",
  "closed-day": "programme.see",
  cohort: "programme.see",
  "cohort-course": "programme.see",
  catalogue: "catalogue.see",
  contact: "catalogue.see",
  routing: "request.answer-for-unit",
  profile: "catalogue.see",
  survey: "profile.edit",
  closure: "catalogue.see",
  capacity: "catalogue.see",
  reservation: "catalogue.see",
  agreement: "agreement.see",
  sharing: "sharing.see",
  zone: "people.see",
  board: "board.see",
  display: "board.see",
  person: "people.see",
  account: "people.manage",
  role: "people.manage",
};

export const eventKinds = Object.keys(eventFacts) as EventKind[];

/** Told to screens and in no history: that something changed elsewhere, not what somebody did. */
export const signals: readonly EventKind[] = [
  "overlap.changed",
  "look.changed",
  "supply.changed",
  "notice-page.changed",
  "bounce.changed",
  "display.identified",
  "display.seen",
  "scenario.changed",
  "watch.changed",
  "watch.judged",
  "welcome.changed",
  "reservation.changed",
  "choice.begun",
];

/** The kinds of events a role reads about others; its own deeds it always reads. A kind without an entry above is read by nobody. */
export const kindsReadBy = (actor: Actor): EventKind[] =>
  eventKinds.filter((kind) => {
    const action = needed[topicOf(kind)];
    return action !== undefined && !signals.includes(kind) && can(actor, action);
  });

/** What history can be narrowed to: each a few topics that people think of as one. */
export const subjects = {
  requests: ["request", "proposal", "supervision", "comment", "condition", "reminder", "call"],
  deliveries: ["printout", "letter", "reply", "document", "letter-template", "delivery-setting", "guest"],
  assignments: ["assignment", "matching", "conflict"],
  worksheets: ["worksheet", "shelf"],
  students: ["student", "enrolment", "choice"],
  programmes: ["programme", "course", "term", "closed-day", "cohort", "cohort-course"],
  catalogue: ["catalogue", "profile", "survey", "contact", "routing", "closure", "capacity", "reservation", "agreement", "sharing"],
  people: ["person", "role", "zone", "notice", "reason"],
  walls: ["board", "display"],
  "sign-in": ["account"],
} as const satisfies Record<string, readonly string[]>;
export type Subject = keyof typeof subjects;

export const kindsOfSubject = (subject: Subject): EventKind[] =>
  eventKinds.filter((kind) => (subjects[subject] as readonly string[]).includes(topicOf(kind)));

/** The subject a kind belongs to; null for what is in no history. */
export const subjectOf = (kind: EventKind): Subject | null =>
  (Object.keys(subjects) as Subject[]).find((one) => (subjects[one] as readonly string[]).includes(topicOf(kind))) ?? null;

/** What happened, as facts of its kind. */
export type Happened = { [Kind in EventKind]: { kind: Kind; facts: z.infer<(typeof eventFacts)[Kind]> } }[EventKind];

/** The names a sentence needs, looked up for one reader: null where the reader may not know, or nothing bears the name any more. */
export interface HistoryNames {
  student: string | null;
  request: { id: Id; reference: number; place: string } | null;
  /** Whose account or role it is about. */
  person: string | null;
  /** The coded reason of a no, in both languages. */
  reason: { fr: string; en: string } | null;
}

/** One line of history as a reader receives it; the sentence is written on the reader's screen, in the reader's language (words/event.ts). */
export type HistoryEntry = Happened & {
  seq: number;
  /** ISO instant. */
  at: string;
  about: Id;
  /** A name inside one's own organisation, else the organisation's; empty when nobody was signed in. */
  by: string;
  mine: boolean;
  names: HistoryNames;
};
