import { z } from "zod";
import type { SeatChange } from "./assignment.ts";
import { id, type Id } from "./id.ts";
import { prerequisiteFields } from "./profile.ts";
import { shelfChoices } from "./shelf.ts";

const nothing = z.object({});
/** `reasonFr`, `reasonEn`: what the code said when it was given (F-186); older events look it up. */
const why = { reasonCode: z.string(), reasonNote: z.string(), reasonFr: z.string().optional(), reasonEn: z.string().optional() };
const reason = z.object({ from: z.string(), ...why });
const named = z.object({ name: z.string() });
const said = z.object({ fr: z.string(), en: z.string() });
const dates = z.object({ startsOn: z.string(), endsOn: z.string() });
/** Dates and hours as they were and as they became, with the coded reason. */
const moved = {
  before: dates,
  after: dates,
  hoursBefore: z.number().nullable(),
  hoursAfter: z.number().nullable(),
  ...why,
};
/** A day of a detailed calendar as history tells it; null: as the pattern says. */
const dayTold = z.object({ state: z.string(), hours: z.string().nullable(), kind: z.string() }).nullable();
/** A unit kept for some minutes, for which days and until which instant. */
const reserved = z.object({ place: z.string(), from: z.string(), to: z.string(), until: z.string() });
/** `internal`: the school does not know of it. */
const condition = z.object({ conditionId: id, label: z.object({ fr: z.string(), en: z.string() }), internal: z.boolean() });
const profileOf = z.object({ type: z.enum(["site", "service", "destination"]), place: z.string() });
const closedDay = z.object({ name: z.string(), startsOn: z.string(), endsOn: z.string() });
/** The action of several seats that one comes from. */
const batchKind = z.enum(["hand", "solution", "scenario", "swap", "undo"]);
const seatCause = z.object({ kind: batchKind, id: id.nullable(), batchId: id });
/** `seats` is what a screen of the sheet needs to follow without asking, and the programme whose readers may know; older events have none. */
const seating = {
  studentId: id,
  seats: z
    .object({
      worksheetId: id,
      programmeId: id,
      left: id.nullable(),
      taken: z.object({ assignmentId: id, version: z.number(), at: z.string() }).nullable(),
      cause: seatCause.nullable().optional(),
    })
    .optional(),
};

/**
 * Everything that can happen, with the facts its sentence needs. Stored JSON must stay readable: add, never rename.
 * No student's name is a fact: a name is looked up when history is read, by someone who may see it.
 */
export const eventFacts = {
  "request.copied": z.object({ reference: z.number() }),
  "request.sent": z.object({ reference: z.number(), to: z.string(), released: z.boolean().optional() }),
  "request.held": z.object({ reference: z.number(), until: z.string() }),
  "request.hold-changed": z.object({ reference: z.number(), until: z.string().nullable() }),
  "request.discarded": z.object({ reference: z.number() }),
  "request.redirected": z.object({ from: z.string(), to: z.string(), destination: z.string() }),
  "request.auto-redirected": z.object({ reference: z.number(), destination: z.string() }),
  /** To another unit, agreed on as it is; both as they are called. */
  "request.relocated": z.object({ from: z.string(), to: z.string() }),
  /** Its place receives nobody on some of its days; null: its days are various. */
  "request.place-closed": z.object({ place: z.string(), from: z.string(), to: z.string(), days: z.number().nullable() }),
  "request.unit-accepted": z.object({ from: z.string(), byLink: z.boolean().optional() }),
  "request.unit-declined": reason.extend({ byLink: z.boolean().optional() }),
  /** `byLink`: the place answered by its link; who did is the event's author. */
  "request.accepted": z.object({ from: z.string(), byLink: z.boolean().optional() }),
  "request.declined": reason.extend({ byLink: z.boolean().optional() }),
  "request.cancelled": reason,
  "request.reactivated": z.object({ from: z.string(), to: z.string() }),
  /** The copy's number and the original's, where the copy goes, and what its author wrote to the school. */
  "request.cloned": z.object({ reference: z.number(), of: z.number(), destination: z.string(), message: z.string() }),
  "request.clone-taken-back": z.object({ reference: z.number(), of: z.number() }),
  "request.answer-taken-back": z.object({ from: z.string() }),
  "request.confirmed": z.object({ students: z.number() }),
  "request.unconfirmed": z.object({ students: z.number() }),
  "request.split": z.object({ parts: z.array(z.number()), reason: z.string() }),
  "request.part-added": z.object({ reference: z.number(), of: z.number(), reason: z.string() }),
  "request.unsplit": z.object({ of: z.number() }),
  "request.merged": z.object({ into: z.number() }),
  "request.primary-changed": z.object({ before: z.number(), after: z.number() }),
  "request.linked": z.object({ references: z.array(z.number()), instructor: z.string() }),
  "request.unlinked": z.object({ references: z.array(z.number()) }),
  "request.postponed": z.object({ ...moved, resubmitted: z.boolean(), to: z.string().optional() }),
  "request.shortened": z.object(moved),
  "request.suspended": z.object({ ...moved, suspendedFrom: z.string(), suspendedTo: z.string() }),
  "request.resumed": z.object({ on: z.string() }),
  "request.dates-taken-back": z.object({ tag: z.string(), before: dates, after: dates }),
  "request.calendar-changed": z.object({
    days: z.number(),
    first: z.string(),
    last: z.string(),
    hoursBefore: z.number().nullable(),
    hoursAfter: z.number().nullable(),
    students: z.number(),
    changes: z.array(z.object({ day: z.string(), before: dayTold, after: dayTold })),
  }),
  "request.calendar-estimated": z.object({
    daysPerWeek: z.tuple([z.number(), z.number()]).nullable(),
    hoursPerDay: z.tuple([z.number(), z.number()]).nullable(),
  }),
  /** Its unit is under another service since; the request went along. */
  "request.unit-moved": z.object({ unit: z.string(), from: z.string(), to: z.string() }),
  "request.changed": z.object({ changes: z.record(z.string(), z.object({ before: z.unknown(), after: z.unknown() })) }),
  "request.offered": z.object({ reference: z.number(), call: z.number() }),
  // a person of the receiving side, never a student; told to the school once the place is accepted
  "supervision.named": z.object({ name: z.string(), part: z.string() }),
  "supervision.changed": z.object({
    name: z.string(),
    part: z.string(),
    startsOn: z.string(),
    endsOn: z.string(),
    hours: z.number().nullable(),
  }),
  "supervision.adjusted": z.object({ how: z.string(), people: z.number() }),
  "supervision.removed": z.object({ name: z.string(), part: z.string() }),
  "printout.queued": z.object({ place: z.string(), requests: z.number(), automatic: z.boolean() }),
  "printout.made": z.object({ place: z.string() }),
  "printout.failed": z.object({ place: z.string() }),
  "printout.delivered": z.object({ place: z.string(), how: z.enum(["mail", "hand"]) }),
  "printout.undelivered": z.object({ place: z.string() }),
  "letter.sent": z.object({ to: z.array(z.string()), files: z.number() }),
  "reply.opened": z.object({ name: z.string(), place: z.string() }),
  "reply.revoked": z.object({ name: z.string(), place: z.string() }),
  "guest.school-added": named,
  "guest.invited": z.object({ school: z.string(), name: z.string(), again: z.boolean() }),
  "guest.opened": z.object({ school: z.string(), name: z.string() }),
  "guest.revoked": z.object({ school: z.string(), name: z.string() }),
  "guest.closed": z.object({ school: z.string(), name: z.string(), byGuest: z.boolean() }),
  "guest.setting-changed": z.object({ fields: z.array(z.string()) }),
  /** How many students a school without account named, or took off, and how many there are now: never whose name. */
  "guest.named": z.object({ students: z.number(), now: z.number() }),
  "document.added": named,
  "document.removed": named,
  "letter-template.changed": named,
  "letter-template.removed": named,
  "delivery-setting.changed": z.object({ fields: z.array(z.string()) }),
  "proposal.made": z.object({ number: z.number(), points: z.array(z.string()), accepts: z.boolean() }),
  "proposal.answered": z.object({ number: z.number(), outcome: z.string(), points: z.array(z.string()) }),
  "proposal.withdrawn": z.object({ number: z.number() }),
  "condition.put": condition,
  "condition.passed": condition,
  "condition.met": condition,
  "condition.not-met": condition,
  "condition.withdrawn": condition,
  "condition.reopened": condition,
  /** Cancellations by mail, for the whole organisation. */
  "notice.switched": z.object({ on: z.boolean() }),
  "comment.added": z.object({ internal: z.boolean() }),
  "comment.withdrawn": z.object({ internal: z.boolean() }),
  "reminder.added": z.object({ dueOn: z.string() }),
  "reminder.settled": z.object({ done: z.boolean() }),
  "assignment.held": z.object(seating),
  "assignment.moved": z.object({ ...seating, fromRequestId: id }),
  "assignment.removed": z.object(seating),
  /** Many seats of a sheet changed as one; few are told one by one. `cause` of a seat only where it is not the batch's own. */
  "assignment.applied": z.object({
    cause: seatCause,
    placed: z.number(),
    freed: z.number(),
    worksheetId: id,
    programmeId: id,
    seats: z.array(
      z.object({
        studentId: id,
        left: id.nullable(),
        taken: z
          .object({ assignmentId: id, requestId: id, version: z.number(), at: z.string(), cause: seatCause.nullable().optional() })
          .nullable(),
      }),
    ),
  }),
  /** Somebody goes on in spite of warnings: how many, by which rules. Her note and whom it is about are read where it is decided. */
  "conflict.decided": z.object({ count: z.number(), rules: z.array(z.string()) }),
  "conflict.reopened": z.object({ count: z.number(), rules: z.array(z.string()) }),
  /** A calculation of who could sit where: it only proposes. */
  "matching.started": z.object({ students: z.number(), places: z.number() }),
  "matching.cancelled": nothing,
  "matching.ended": z.object({ state: z.enum(["done", "cancelled", "cut-off", "failed"]), solutions: z.number() }),
  /** Students or places kept out of it, students locked where they are to be: how many. */
  "matching.kept": z.object({ students: z.number(), places: z.number(), locks: z.number() }),
  "matching.released": z.object({ students: z.number(), places: z.number(), locks: z.number() }),
  "call.sent": z.object({ number: z.number(), to: z.string(), receivingId: id }),
  "call.taken-back": z.object({ number: z.number() }),
  "call.offered": z.object({ number: z.number(), places: z.number(), for: z.string() }),
  "call.offer-changed": z.object({ number: z.number(), places: z.number(), for: z.string() }),
  "call.offer-withdrawn": z.object({
    number: z.number(),
    places: z.number(),
    for: z.string(),
    ...why,
  }),
  "call.declined": z.object({ number: z.number(), for: z.string(), ...why }),
  "call.decline-taken-back": z.object({ number: z.number(), for: z.string() }),
  "call.reply-by-changed": z.object({ number: z.number(), before: z.string(), after: z.string() }),
  "call.closed": z.object({ number: z.number() }),
  "call.reopened": z.object({ number: z.number() }),
  "call.overdue": z.object({ number: z.number(), to: z.string(), receivingId: id, replyBy: z.string() }),
  "worksheet.opened": nothing,
  "worksheet.changed": nothing,
  "worksheet.deleted": z.object({ kind: z.string(), course: z.string(), cohort: z.string() }),
  "worksheet.restored": z.object({ kind: z.string(), course: z.string(), cohort: z.string() }),
  "shelf.proposed": z.object({ count: z.number() }),
  "shelf.settled": z.object({ count: z.number(), keep: z.enum(shelfChoices) }),
  "enrolment.added": z.object({ students: z.number() }),
  "enrolment.changed": z.object({ students: z.number(), state: z.string() }),
  "enrolment.copied": z.object({ students: z.number(), to: z.string() }),
  "enrolment.preferred": z.object({ students: z.number() }),
  "enrolment.preference-use": z.object({ use: z.string() }),
  // students' own choices, about their course of a cohort; who an event is about is `studentId`, never a name
  "choice.set": z.object({ opensAt: z.string(), closesAt: z.string(), least: z.number(), most: z.number() }),
  "choice.removed": nothing,
  "choice.opened": z.object({ until: z.string(), byHand: z.boolean() }),
  "choice.extended": z.object({ before: z.string(), after: z.string() }),
  /** `counted`: of those submitted, drafts that the clock counted. */
  "choice.closed": z.object({ submitted: z.number(), counted: z.number(), without: z.number(), byHand: z.boolean() }),
  "choice.withheld": z.object({ places: z.array(z.string()) }),
  "choice.offered": z.object({ places: z.array(z.string()) }),
  "choice.place-added": z.object({ place: z.string() }),
  "choice.place-dropped": z.object({ place: z.string() }),
  // a student's first choice is written: told to screens that count, kept in no history
  "choice.begun": z.object({ studentId: id }),
  "choice.submitted": z.object({ studentId: id, choices: z.number(), again: z.boolean() }),
  "choice.made-for": z.object({ studentId: id, choices: z.number() }),
  "choice.unlocked": z.object({ studentId: id, until: z.string() }),
  "choice.locked": z.object({ studentId: id }),
  /** She tried outside of the hours; once a minute. */
  "choice.refused": z.object({ studentId: id, why: z.enum(["early", "late"]) }),
  "student.added": nothing,
  "student.changed": z.object({ fields: z.array(z.string()) }),
  "student.removed": nothing,
  "student.written-to": z.object({ students: z.number() }),
  "student.imported": z.object({ file: z.string(), added: z.number(), changed: z.number(), enrolled: z.number() }),
  "student.import-undone": z.object({ file: z.string() }),
  "programme.added": named,
  "programme.changed": named,
  "programme.removed": named,
  "course.added": named,
  "course.changed": named,
  "course.removed": named,
  "term.added": named,
  "term.changed": named,
  "term.removed": named,
  "closed-day.added": closedDay,
  "closed-day.changed": closedDay,
  "closed-day.removed": closedDay,
  "cohort.added": named,
  "cohort.changed": named,
  "cohort.removed": named,
  "cohort-course.added": named,
  "cohort-course.changed": named,
  "cohort-course.removed": named,
  "cohort-course.reviewed": named,
  "cohort-course.release-set": z.object({ name: z.string(), until: z.string().nullable(), held: z.number() }),
  "cohort.copied": z.object({ name: z.string(), from: z.string(), courses: z.number() }),
  "catalogue.added": z.object({ type: z.enum(["agency", "site", "service", "destination"]), name: z.string() }),
  "catalogue.changed": z.object({
    type: z.enum(["agency", "site", "service", "destination"]),
    name: z.string(),
    fields: z.array(z.string()),
    /** From what to what; older events have names of fields alone. */
    changes: z.record(z.string(), z.object({ before: z.unknown(), after: z.unknown() })).optional(),
    /** From which day a new name holds. */
    on: z.string().optional(),
  }),
  "catalogue.retired": z.object({ type: z.enum(["site", "service", "destination"]), name: z.string(), on: z.string() }),
  "catalogue.restored": z.object({ type: z.enum(["site", "service", "destination"]), name: z.string() }),
  "catalogue.removed": z.object({ type: z.enum(["agency", "site", "service", "destination"]), name: z.string() }),
  "catalogue.imported": z.object({ file: z.string(), rows: z.number() }),
  "profile.changed": profileOf.extend({ changes: z.record(z.string(), z.object({ before: z.unknown(), after: z.unknown() })) }),
  "profile.confirmed": profileOf,
  /** One that comes has no `before`, one that goes no `after`. */
  "profile.prerequisite-changed": profileOf.extend({ before: prerequisiteFields.nullable(), after: prerequisiteFields.nullable() }),
  "profile.document-added": profileOf.extend({ name: z.string(), version: z.number() }),
  "profile.document-removed": profileOf.extend({ name: z.string() }),
  "profile.document-restored": profileOf.extend({ name: z.string() }),
  /** To whom, and about which place: the asker's alone. */
  "survey.sent": z.object({ name: z.string(), place: z.string() }),
  "survey.revoked": z.object({ name: z.string(), place: z.string() }),
  "survey.opened": z.object({ name: z.string(), place: z.string() }),
  "survey.answered": z.object({ name: z.string(), place: z.string() }),
  "survey.settled": z.object({ name: z.string(), place: z.string(), taken: z.number() }),
  // somebody else's group at a unit: that it changed, never what; read anew through the look that says who may know
  "overlap.changed": nothing,
  // a colleague opened or left a request: told to her organisation's screens, kept in no history
  "look.changed": nothing,
  // there is something new, or something read, on the bell of these accounts: told to them alone, kept in no history
  "notice-page.changed": z.object({ accountIds: z.array(id) }),
  // an address refuses mail, or is written to again: never which one
  "bounce.changed": nothing,
  // how many are at a place, or may come to be: that it changed, never what; to organisations that look at supply and demand now
  "supply.changed": nothing,
  // one's own what-if: of no organisation, told to its author's pages alone, kept in no history
  "scenario.changed": nothing,
  // one's own watch was written or stopped; what is true of some was judged: told to their owners alone, kept in no history
  "watch.changed": z.object({ accountIds: z.array(id) }),
  "watch.judged": z.object({ accountIds: z.array(id) }),
  // what one hid or looked at on one's own welcome page: of no organisation, told to its reader's other pages alone, kept in no history
  "welcome.changed": nothing,
  "zone.changed": z.object({ zone: z.string().nullable() }),
  "reservation.made": reserved,
  "reservation.prolonged": reserved,
  "reservation.released": reserved,
  "reservation.lapsed": reserved,
  // somebody keeps a unit, or no longer: for the schools that may not know who
  "reservation.changed": nothing,
  "closure.added": z.object({ place: z.string(), from: z.string(), to: z.string() }),
  "closure.changed": z.object({ place: z.string(), from: z.string(), to: z.string() }),
  "closure.removed": z.object({ place: z.string(), from: z.string(), to: z.string() }),
  // how many a unit takes was said anew: lines written, lines ended
  "capacity.changed": z.object({ place: z.string(), written: z.number(), ended: z.number() }),
  "agreement.added": z.object({ title: z.string(), school: z.string(), organisation: z.string() }),
  "agreement.changed": z.object({ title: z.string(), school: z.string(), organisation: z.string() }),
  "agreement.removed": z.object({ title: z.string(), school: z.string(), organisation: z.string() }),
  // who is asked about a place; the organisation's own, but for a main contact, who is in the catalogue (`catalogue.changed`)
  "contact.changed": z.object({ place: z.string(), what: z.enum(["main", "backups", "disciplines"]), names: z.array(z.string()) }),
  "contact.absent": z.object({ name: z.string(), startsOn: z.string(), endsOn: z.string().nullable(), delegate: z.string().nullable() }),
  "contact.back": named,
  /** Whom a redirected request was given to and how, and who was passed over, why: the organisation's own. */
  "routing.decided": z.object({
    reference: z.number(),
    to: z.string(),
    how: z.enum(["account", "paper"]),
    chosen: z.boolean(),
    passed: z.array(z.object({ name: z.string(), why: z.string() })),
  }),
  /** Not handed on by itself although its service says so. */
  "routing.stayed": z.object({ reference: z.number(), unit: z.string(), why: z.string() }),
  "routing.service-set": z.object({ service: z.string(), redirects: z.enum(["no", "asked", "unit"]), unit: z.string() }),
  "routing.unit-set": z.object({ unit: z.string(), isUser: z.boolean() }),
  // what walls show, and who hung them
  "board.added": named,
  "board.changed": z.object({ name: z.string(), before: z.string() }),
  "board.removed": named,
  "board.restored": named,
  "display.paired": z.object({ name: z.string(), board: z.string() }),
  "display.renamed": z.object({ name: z.string(), before: z.string() }),
  /** Which board it shows from now on, and which before; empty: none. */
  "display.assigned": z.object({ name: z.string(), board: z.string(), before: z.string() }),
  "display.revoked": named,
  // shows its name for a moment; came or went: told to screens, kept in no history
  "display.identified": nothing,
  "display.seen": nothing,
  // whether schools see by name how an organisation's places are shared among them
  "sharing.set": z.object({ open: z.boolean() }),
  // coded reasons of an organisation, by what they say in both languages
  "reason.added": said,
  "reason.changed": z.object({ fr: z.string(), en: z.string(), beforeFr: z.string(), beforeEn: z.string() }),
  "reason.hidden": said,
  "reason.shown": said,
  "reason.removed": said,
  "reason.ordered": z.object({ move: z.string() }),
  "person.added": named,
  "person.changed": z.object({ name: z.string(), fields: z.array(z.string()) }),
  "account.invited": z.object({ accountId: id }),
  "account.disabled": z.object({ accountId: id }),
  "account.enabled": z.object({ accountId: id }),
  "account.signed-in": nothing,
  "account.password-set": z.object({ first: z.boolean().optional() }),
  "account.password-asked": nothing,
  "account.signed-out-everywhere": nothing,
  "role.given": z.object({ kind: z.string(), accountId: id }),
  "role.changed": z.object({ kind: z.string(), accountId: id }),
  "role.taken": z.object({ kind: z.string(), accountId: id }),
} as const satisfies Record<string, z.ZodType>;

export type EventKind = keyof typeof eventFacts;

/** What a command says happened: who may know (`agencyIds`), what it is about, and what that belongs to. */
export type NewEvent = {
  [Kind in EventKind]: { kind: Kind; agencyIds: Id[]; about: Id; within?: Id[]; facts: z.infer<(typeof eventFacts)[Kind]> };
}[EventKind];

/** An event as a screen receives it live: what to look at again, who did it and when; of the facts, only a change of seats to who sees the sheet. */
export interface LiveEvent {
  seq: number;
  at: string;
  kind: EventKind;
  about: Id;
  within: Id[];
  /** Who did it, in words the reader may see: a name inside one's own organisation, else the organisation's name. */
  by: string;
  mine: boolean;
  /** What it changed of who sits where, for a screen that would otherwise ask for the whole grid again. */
  change?: SeatChange;
  /** The same of several at once, in order. */
  changes?: SeatChange[];
}

/** `request` of `request.sent`: what live screens subscribe to. */
export const topicOf = (kind: EventKind): string => kind.slice(0, kind.indexOf("."));
