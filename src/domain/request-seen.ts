import { can, type Action, type Actor } from "./access.ts";
import type { Day } from "./dates.ts";
import type { EventKind } from "./event.ts";
import type { Id } from "./id.ts";
import { mayClone } from "./request-clone.ts";
import { stepOf } from "./inbox.ts";
import type { RequestTag } from "./request-tag.ts";
import { type BeforeAnswer } from "./request-take-back.ts";
import {
  isOpen,
  moveFrom,
  placeFreedom,
  statusSeenBy,
  type MoveName,
  type Request,
  type SeenStatus,
  type Side,
  isDraft,
  isWaiting,
} from "./request.ts";

/** A request with the names of what it points to, and the last event about it that the viewer's organisation may know of. */
export interface RequestRecord extends Request {
  programmeId: Id;
  courseId: Id;
  cohortId: Id;
  termId: Id;
  names: {
    school: string;
    schoolShort: string;
    receiving: string | null;
    receivingShort: string | null;
    site: string | null;
    service: string | null;
    destination: string | null;
    instructor: string | null;
    programme: string;
    courseNumber: string;
    course: string;
    cohort: string;
    term: string;
  };
  /** Organisation, site and service all use the system, as of now (section 8, rule 2). */
  targetIsUser: boolean;
  reasonFr: string | null;
  reasonEn: string | null;
  createdAt: string;
  sentAt: string | null;
  answeredAt: string | null;
  before: BeforeAnswer | null;
  /** « Alerte urgente » (F-118); empty: none. */
  alert: string;
  /** Comments the viewer may read. */
  comments: number;
  /** Conditions open that the viewer knows of (F-187). */
  conditions: number;
  /** The day an answer is asked for by, and who of the school is named for it instead of who sent it. */
  dueOn: Day | null;
  senderId: Id | null;
  /** The day an answer is expected by: the one asked for, else two weeks after it was sent (4.3). */
  answerBy: Day;
  /** The moment it is held until; of a new one, that of its course if it would apply. Past once it is released. Null: never held. */
  releaseAt: string | null;
  /** The clock that moment is said on. */
  releaseZone: string;
  /** The school lets it go without waiting for the moment. */
  holdWaived: boolean;
  /** As it was made, whatever the list became since (K71). */
  placementType: { code: string; fr: string; en: string } | null;
  /** The primary it is a part of, and its number; null for a primary and for a request of its own. */
  splitOf: Id | null;
  splitReference: number | null;
  /** Parts it leads, over ones included. */
  parts: number;
  /** Of a primary, how many of its group its own place takes at a time; null: all. */
  sizeHere: number | null;
  /** Stands on its own row of the worksheet; a part made by splitting stands on its primary's. */
  ownRow: boolean;
  /** Why it was added to a request that was sent. */
  partReason: string;
  /** Requests with the same one share an instructor. */
  linkId: Id | null;
  /** Hours typed because the schedule cannot say. */
  hours: number | null;
  tags: RequestTag[];
  /** It is of the standing cohort of quick entry. */
  standing?: boolean;
  /** The request it was made from by who receives (T30); `id` null once that one was deleted for good. */
  clonedFrom?: { id: Id | null; reference: number } | null;
  /** The side that called it off or declined it, which alone may ask again (T31); null while it is open. */
  endedBy: "placing" | "receiving" | null;
  /** Nobody of its school is in the system: who receives entered it, and confirms for it (T24). */
  withoutUser?: boolean;
  /** Where it comes from: a sheet, quick entry, an offer that answers a call; of a school without account, entered for it or by its link. */
  madeBy: "worksheet" | "quick" | "offer" | "clone" | "receiving-quick" | "guest";
  call: { id: Id; number: number } | null;
  last: {
    seq: number;
    kind: EventKind | null;
    at: string | null;
    by: string | null;
    agencyId: Id | null;
    agencyName: string | null;
    accountId: Id | null;
  };
}

/** The sides a role looks from; an observer of an organisation that both places and receives looks from either. */
export function sidesOf(actor: Pick<Actor, "kind" | "agencyKind">): Side[] {
  switch (actor.kind) {
    case "receiving-coordinator":
      return ["receiving"];
    case "destination-coordinator":
    case "supervisor":
      return ["unit"];
    case "observer":
      return actor.agencyKind === "both" ? ["placing", "receiving"] : [actor.agencyKind];
    default:
      return ["placing"];
  }
}

/** What a side needs to be granted to make a move: the school sends, the organisation answers, a unit answers for itself. */
export function actionFor(side: Side, name: MoveName): Action {
  if (side === "placing") return name === "confirm" || name === "unconfirm" ? "assignment.manage" : "request.send";
  return side === "unit" || name === "accept-for-unit" || name === "decline-for-unit" ? "request.answer-for-unit" : "request.answer";
}

/** What the table leaves to the facts of a request: who ended it asks again, and who receives confirms for a school that is not here. */
const factsLet = (of: Partial<Pick<RequestRecord, "endedBy" | "withoutUser">>, name: MoveName, side: Side): boolean =>
  name === "reactivate"
    ? of.endedBy === side
    : (name !== "confirm" && name !== "unconfirm") || side === "placing" || of.withoutUser === true;

/** True when the table lets this role make the move from here: what buttons are drawn from; `decide` judges again. */
export const mayMove = (
  of: Pick<Request, "status"> & Partial<Pick<RequestRecord, "endedBy" | "withoutUser">>,
  name: MoveName,
  { actor, side }: { actor: Actor; side: Side },
): boolean => (moveFrom(of.status, name)?.by.includes(side) ?? false) && factsLet(of, name, side) && can(actor, actionFor(side, name));

/** Ways a request was made that both sides had a hand in. */
const toldToAll: ReadonlySet<RequestRecord["madeBy"]> = new Set(["offer", "clone", "receiving-quick", "guest"]);

/**
 * A request as one side may see it; null when that side sees nothing of it. Every answer of the server that shows a
 * request is made here: a unit's no and its reason never reach the school (section 8, rule 3), nothing of the outbox
 * reaches the other side, and a person of another organisation is named by her organisation.
 */
export function seenAs(record: RequestRecord, actor: Actor, side: Side) {
  const status = statusSeenBy(record.status, side);
  // Called off before it was released: it was never there for the other side.
  if (status === "hidden" || (side !== "placing" && record.sentAt === null && status !== "new-part")) return null;
  const school = side === "placing";
  const may = (name: MoveName) => mayMove(record, name, { actor, side });
  const reasonShown =
    record.reasonCode !== null && (status === "declined" || status === "cancelled" || (!school && status === "declined-by-unit"));
  const edits = school && can(actor, "request.send");
  const { last, names } = record;
  return {
    id: record.id,
    reference: record.reference,
    kind: record.kind,
    side,
    status: status as Exclude<SeenStatus, "hidden">,
    /** What this viewer last could know of it; sent back with a command, so that a stale screen is told. */
    version: last.seq,
    school: { id: record.agencyId, name: names.school, shortName: names.schoolShort },
    programme: names.programme,
    course: { number: names.courseNumber, name: names.course },
    cohort: names.cohort,
    term: names.term,
    place: {
      receivingId: record.receivingId,
      siteId: record.siteId,
      serviceId: record.serviceId,
      destinationId: record.destinationId,
      receiving: names.receiving,
      receivingShort: names.receivingShort,
      site: names.site,
      service: names.service,
      destination: names.destination,
      /** Organisation, site and service use the system, as of now. */
      isUser: record.targetIsUser,
    },
    /** The group: of a primary seen by its school all of it, else what this place takes. */
    size: school ? record.size : (record.sizeHere ?? record.size),
    /** What it counts for: nothing once declined or cancelled (section 8, rule 13); for the school a group counts once, on its primary. */
    places: !isOpen(record.status) || (school && record.splitOf !== null) ? 0 : school ? record.size : (record.sizeHere ?? record.size),
    /** What its own place takes of the group. */
    sizeHere: record.sizeHere ?? record.size,
    /** Its place in a split (F-120): a part names its primary, a primary counts its parts; null for a request of its own. */
    split:
      record.splitOf !== null || record.parts > 0
        ? { of: record.splitOf, reference: record.splitReference, parts: record.parts, reason: record.partReason }
        : null,
    /** Chained to others by a shared instructor (F-122). */
    linked: record.linkId !== null,
    hours: record.hours,
    tags: record.tags,
    instructor: record.instructorId === null ? null : { id: record.instructorId, name: names.instructor ?? "" },
    schedule: record.schedule,
    comment: record.comment,
    alert: record.alert,
    comments: record.comments,
    /** Conditions open on what is not over. */
    conditions: isOpen(record.status) ? record.conditions : 0,
    reason: reasonShown
      ? { code: record.reasonCode ?? "", fr: record.reasonFr ?? "", en: record.reasonEn ?? "", note: record.reasonNote }
      : null,
    createdAt: school ? record.createdAt : null,
    sentAt: record.sentAt,
    answeredAt: record.answeredAt,
    dueOn: record.dueOn,
    answerBy: record.answerBy,
    /** It waits for this side's answer. */
    waits: stepOf(record.status, side) === 0,
    /** The place does not use the system: sent, it leaves as a PDF. Nobody but the school has a use for it. */
    onPaper: school && !record.targetIsUser,
    changedAt: last.at,
    changedBy: (last.agencyId === actor.agencyId ? last.by : last.agencyName) ?? "",
    changedByMe: last.accountId === actor.accountId,
    placementType: record.placementType,
    /** The moment it waits for, or would wait for when sent, as far as this side may know: nobody else knows that it waited. */
    hold:
      school && (record.status === "sent-held" || record.status === "new") && record.releaseAt !== null
        ? { until: record.releaseAt, timeZone: record.releaseZone, waived: record.holdWaived }
        : null,
    madeBy: school || toldToAll.has(record.madeBy) ? record.madeBy : ("worksheet" as const),
    /** The call for offers it answers: both sides know of it. */
    call: record.call,
    /** The request who receives made it from (T30): both sides know. */
    clonedFrom: record.clonedFrom ?? null,
    /** Where it comes from on the school's side; nobody else has a use for it. */
    origin: school
      ? { worksheetId: record.worksheetId, rowId: record.rowId, cohortCourseId: record.cohortCourseId, cohortId: record.cohortId }
      : null,
    may: {
      send: may("send"),
      release: may("release"),
      waiveHold: may("send") && record.kind === "individual" && record.releaseAt !== null,
      discard: may("discard"),
      cancel: may("cancel"),
      reactivate: may("reactivate"),
      clone: mayClone(record, { actor, side }),
      accept: may("accept"),
      decline: may("decline"),
      redirect: may("redirect"),
      relocate: may("relocate"),
      acceptForUnit: may("accept-for-unit"),
      declineForUnit: may("decline-for-unit"),
      postpone: may("postpone"),
      shorten: may("shorten"),
      suspend: may("suspend"),
      resume: may("resume") && (record.schedule.pauses ?? []).length > 0,
      split: edits && isOpen(record.status) && record.splitOf === null,
      unsplit: edits && isOpen(record.status) && record.splitOf !== null,
      link: edits && isOpen(record.status) && record.splitOf === null,
      change: edits && isOpen(record.status),
      /** There is, or was, something to agree on: sent, and not over. */
      negotiate: isOpen(record.status) && record.sentAt !== null,
      /** A place is still being arranged for it. */
      reserve: can(actor, "place.reserve") && (isDraft(record.status) || isWaiting(record.status)),
      place: edits ? placeFreedom(record.status, record.targetIsUser) : ("none" as const),
    },
  };
}
export type SeenRequest = NonNullable<ReturnType<typeof seenAs>>;
