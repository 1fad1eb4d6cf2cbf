import type { EventKind } from "#domain/event.ts";
import type { Id } from "#domain/id.ts";
import type { RequestRecord } from "#domain/request-seen.ts";
import { withPauses } from "#domain/request-tag.ts";
import type { BeforeAnswer } from "#domain/request-take-back.ts";
import type { DayException, Pause, Varied } from "#domain/schedule.ts";
import { detailed } from "./request-day.ts";
import { scheduleIn, type ScheduleColumns } from "./worksheet.ts";

type Names = RequestRecord["names"];
type Last = RequestRecord["last"];
/** A request as its query gives it, with the columns that become names, schedule and last change. */
export interface RequestRow
  extends
    Omit<RequestRecord, "names" | "last" | "schedule" | "before" | "placementType" | "call" | "clonedFrom">,
    Omit<Names, "site">,
    ScheduleColumns {
  siteName: string | null;
  lastSeq: number;
  lastAt: string | null;
  lastBy: string | null;
  lastAgencyId: Id | null;
  lastAgencyName: string | null;
  lastAccountId: Id | null;
  typeCode: string | null;
  typeFr: string | null;
  typeEn: string | null;
  clonedFrom: Id | null;
  clonedReference: number | null;
  beforeAnswer: BeforeAnswer | null;
  callId: Id | null;
  callNumber: number | null;
  lastKind: EventKind | null;
  days: DayException[] | null;
  varied: Varied | null;
  pauses: Pause[];
}

/** A row as the domain knows it. */
export function recordOf(row: RequestRow): RequestRecord {
  const names: Names = {
    school: row.school,
    schoolShort: row.schoolShort,
    receiving: row.receiving,
    receivingShort: row.receivingShort,
    site: row.siteName,
    service: row.service,
    destination: row.destination,
    instructor: row.instructor,
    programme: row.programme,
    courseNumber: row.courseNumber,
    course: row.course,
    cohort: row.cohort,
    term: row.term,
  };
  const last: Last = {
    seq: row.lastSeq,
    kind: row.lastKind,
    at: row.lastAt,
    by: row.lastBy,
    agencyId: row.lastAgencyId,
    agencyName: row.lastAgencyName,
    accountId: row.lastAccountId,
  };
  return {
    id: row.id,
    agencyId: row.agencyId,
    reference: row.reference,
    kind: row.kind,
    cohortCourseId: row.cohortCourseId,
    worksheetId: row.worksheetId,
    rowId: row.rowId,
    status: row.status,
    version: row.version,
    receivingId: row.receivingId,
    siteId: row.siteId,
    serviceId: row.serviceId,
    destinationId: row.destinationId,
    size: row.size,
    instructorId: row.instructorId,
    schedule: withPauses(detailed(scheduleIn(row), row), row.pauses),
    comment: row.comment,
    reasonCode: row.reasonCode,
    reasonNote: row.reasonNote,
    programmeId: row.programmeId,
    courseId: row.courseId,
    cohortId: row.cohortId,
    termId: row.termId,
    names,
    targetIsUser: row.targetIsUser,
    reasonFr: row.reasonFr,
    reasonEn: row.reasonEn,
    createdAt: row.createdAt,
    sentAt: row.sentAt,
    answeredAt: row.answeredAt,
    before: row.beforeAnswer,
    alert: row.alert,
    comments: row.comments,
    conditions: row.conditions,
    releaseAt: row.releaseAt,
    releaseZone: row.releaseZone,
    holdWaived: row.holdWaived,
    dueOn: row.dueOn,
    answerBy: row.answerBy,
    senderId: row.senderId,
    placementType: row.typeCode === null ? null : { code: row.typeCode, fr: row.typeFr ?? "", en: row.typeEn ?? "" },
    splitOf: row.splitOf,
    splitReference: row.splitReference,
    parts: row.parts,
    sizeHere: row.sizeHere,
    ownRow: row.ownRow,
    partReason: row.partReason,
    linkId: row.linkId,
    hours: row.hours,
    tags: row.tags,
    reasonWordingId: row.reasonWordingId,
    endedBy: row.endedBy,
    standing: row.standing,
    clonedFrom: row.clonedReference === null ? null : { id: row.clonedFrom, reference: row.clonedReference },
    madeBy: row.madeBy,
    call: row.callId === null || row.callNumber === null ? null : { id: row.callId, number: row.callNumber },
    last,
  };
}
