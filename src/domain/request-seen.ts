import { can, type Action, type Actor } from "./access.ts";
import type { Id } from "./id.ts";
import {
  isOpen,
  moveFrom,
  placeFreedom,
  statusSeenBy,
  type BeforeAnswer,
  type MoveName,
  type Request,
  type SeenStatus,
  type Side,
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
  last: { seq: number; at: string | null; by: string | null; agencyId: Id | null; agencyName: string | null; accountId: Id | null };
}

/** The sides a role looks from; an observer of an organisation that both places and receives looks from either. */
export function sidesOf(actor: Actor): Side[] {
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
  return name === "accept-for-unit" || name === "decline-for-unit" ? "request.answer-for-unit" : "request.answer";
}

/** True when the table lets this role make the move from here: what buttons are drawn from; `decide` judges again. */
export const mayMove = (of: Pick<Request, "status">, name: MoveName, { actor, side }: { actor: Actor; side: Side }): boolean =>
  (moveFrom(of.status, name)?.by.includes(side) ?? false) && can(actor, actionFor(side, name));

/**
 * A request as one side may see it; null when that side sees nothing of it. Every answer of the server that shows a
 * request is made here: a unit's no and its reason never reach the school (section 8, rule 3), nothing of the outbox
 * reaches the other side, and a person of another organisation is named by her organisation.
 */
export function seenAs(record: RequestRecord, actor: Actor, side: Side) {
  const status = statusSeenBy(record.status, side);
  if (status === "hidden") return null;
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
    },
    size: record.size,
    /** What it counts for: nothing once declined or cancelled (section 8, rule 13). */
    places: isOpen(record.status) ? record.size : 0,
    instructor: record.instructorId === null ? null : { id: record.instructorId, name: names.instructor ?? "" },
    schedule: record.schedule,
    comment: record.comment,
    reason: reasonShown
      ? { code: record.reasonCode ?? "", fr: record.reasonFr ?? "", en: record.reasonEn ?? "", note: record.reasonNote }
      : null,
    createdAt: school ? record.createdAt : null,
    sentAt: record.sentAt,
    answeredAt: record.answeredAt,
    changedAt: last.at,
    changedBy: (last.agencyId === actor.agencyId ? last.by : last.agencyName) ?? "",
    changedByMe: last.accountId === actor.accountId,
    /** Where it comes from on the school's side; nobody else has a use for it. */
    origin: school
      ? { worksheetId: record.worksheetId, rowId: record.rowId, cohortCourseId: record.cohortCourseId, cohortId: record.cohortId }
      : null,
    may: {
      send: may("send"),
      discard: may("discard"),
      cancel: may("cancel"),
      accept: may("accept"),
      decline: may("decline"),
      redirect: may("redirect"),
      acceptForUnit: may("accept-for-unit"),
      declineForUnit: may("decline-for-unit"),
      change: edits && isOpen(record.status),
      place: edits ? placeFreedom(record.status, record.targetIsUser) : ("none" as const),
    },
  };
}
export type SeenRequest = NonNullable<ReturnType<typeof seenAs>>;
