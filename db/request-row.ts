import type { Id } from "#domain/id.ts";
import type { RequestRecord } from "#domain/request-seen.ts";
import { withPauses } from "#domain/request-tag.ts";
import type { BeforeAnswer } from "#domain/request.ts";
import type { DayException, Pause, Varied } from "#domain/schedule.ts";
import { detailed } from "./request-day.ts";
import { scheduleIn, type ScheduleColumns } from "./worksheet.ts";

type Names = RequestRecord["names"];
type Last = RequestRecord["last"];
/** A request as its query gives it, with the columns that become names, schedule and last change. */
export interface RequestRow
  extends Omit<RequestRecord, "names" | "last" | "schedule" | "before" | "placementType" | "call">, Omit<Names, "site">, ScheduleColumns {
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
  beforeAnswer: BeforeAnswer | null;
  callId: Id | null;
  callNumber: number | null;
  cursorAt: string | null;
  step: number;
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
    at: row.lastAt,
    by: row.lastBy,
    agencyId: row.lastAgencyId,
    agencyName: row.lastAgencyName,
    accountId: row.lastAccountId,
  };
  const {
    id,
    agencyId,
    reference,
    kind,
    cohortCourseId,
    worksheetId,
    rowId,
    status,
    version,
    receivingId,
    siteId,
    serviceId,
    destinationId,
    size,
    instructorId,
  } = row;
  const {
    comment,
    reasonCode,
    reasonNote,
    programmeId,
    courseId,
    cohortId,
    termId,
    targetIsUser,
    reasonFr,
    reasonEn,
    createdAt,
    sentAt,
    answeredAt,
    releaseAt,
    releaseZone,
    holdWaived,
    dueOn,
    senderId,
    typeCode,
    typeFr,
    typeEn,
    splitOf,
    splitReference,
    parts,
    sizeHere,
    ownRow,
    partReason,
    linkId,
    hours,
    tags,
  } = row;
  return {
    id,
    agencyId,
    reference,
    kind,
    cohortCourseId,
    worksheetId,
    rowId,
    status,
    version,
    receivingId,
    siteId,
    serviceId,
    destinationId,
    size,
    instructorId,
    schedule: withPauses(detailed(scheduleIn(row), row), row.pauses),
    comment,
    reasonCode,
    reasonNote,
    programmeId,
    courseId,
    cohortId,
    termId,
    names,
    targetIsUser,
    reasonFr,
    reasonEn,
    createdAt,
    sentAt,
    answeredAt,
    before: row.beforeAnswer,
    alert: row.alert,
    comments: row.comments,
    releaseAt,
    releaseZone,
    holdWaived,
    dueOn,
    senderId,
    placementType: typeCode === null ? null : { code: typeCode, fr: typeFr ?? "", en: typeEn ?? "" },
    splitOf,
    splitReference,
    parts,
    sizeHere,
    ownRow,
    partReason,
    linkId,
    hours,
    tags,
    madeBy: row.madeBy,
    call: row.callId === null || row.callNumber === null ? null : { id: row.callId, number: row.callNumber },
    last,
  };
}
