import { z } from "zod";
import { can, type Actor } from "#domain/access.ts";
import { id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { isAccepted, isDraft, isOpen, isWaiting, statusSeenBy } from "#domain/request.ts";
import { listInstructors } from "#db/cohort.ts";
import { timeZoneOf } from "#db/hold.ts";
import {
  countEnrolled,
  findWorksheet,
  listCourseLeaders,
  listRowRequests,
  listWorksheets,
  openWorksheet,
  reachesCohortCourse,
  type RowRequest,
  type WorksheetRecord,
} from "#db/worksheet.ts";
import type { Query } from "#db/sql.ts";
import { act } from "./act.ts";
import { allowed, router } from "./trpc.ts";
import { deleteSheet, restoreSheet } from "./worksheet-delete.ts";
import { takeRows } from "./worksheet-row.ts";

/** The request of a row as the school sees it; `places` is 0 once it is declined or cancelled (section 8, rule 13). */
const rowSeen = (row: RowRequest, viewer: Actor) => ({
  rowId: row.rowId,
  requestId: row.requestId,
  reference: row.reference,
  status: statusSeenBy(row.status, "placing"),
  /** What this viewer last could know of it: sent back with a command, so that a stale screen is told. */
  version: row.seq,
  size: row.size,
  places: isOpen(row.status) && row.partOf === null ? row.size : 0,
  partOf: row.partOf,
  changedBy: (row.changedByAgencyId === viewer.agencyId ? row.changedByName : row.changedByAgencyName) ?? "",
  changedAt: row.changedAt,
});

/** The footer's figures that come from requests and enrolments; places on the sheet are counted from the sheet (F-095). */
async function countersOf(sql: Query, sheet: WorksheetRecord, rows: RowRequest[]) {
  const { enrolled, needed } = await countEnrolled(sql, sheet);
  const places = (keep: (row: RowRequest) => boolean) =>
    rows.reduce((sum, row) => (isOpen(row.status) && row.partOf === null && keep(row) ? sum + row.size : sum), 0);
  return {
    /** Students enrolled in the course. */
    enrolled,
    /** Places this sheet should find: its enrolled students. */
    needed,
    inOutbox: places(({ status }) => isDraft(status)),
    waiting: places(({ status }) => isWaiting(status)),
    accepted: places(({ status }) => isAccepted(status)),
    /** Rows greyed: declined or cancelled. */
    refused: rows.filter(({ status }) => !isOpen(status)).length,
  };
}

const rows = z.object({ worksheetId: id, rowIds: z.array(z.string().min(1).max(40)).min(1).max(2_000) });

export const worksheetRouter = router({
  /** What the grid needs beside its cells and the catalogue: the course it plans, who leads, each row's request, the counters. */
  get: allowed("worksheet.see")
    .input(z.object({ id }))
    .query(async ({ ctx, input }) => {
      const sheet = (await findWorksheet(ctx.sql, ctx.actor, input.id)) ?? refuse({ code: "not-found" });
      const [requests, instructors, leaders] = await Promise.all([
        listRowRequests(ctx.sql, ctx.actor, sheet.id),
        listInstructors(ctx.sql, ctx.actor),
        listCourseLeaders(ctx.sql, sheet.agencyId, sheet.cohortCourseId),
      ]);
      return {
        id: sheet.id,
        kind: sheet.kind,
        epoch: sheet.epoch,
        cohortCourseId: sheet.cohortCourseId,
        course: { id: sheet.courseId, number: sheet.courseNumber, name: sheet.courseName },
        cohort: { id: sheet.cohortId, name: sheet.cohortName, shortName: sheet.cohortShortName },
        programme: { id: sheet.programmeId, name: sheet.programmeName },
        term: { id: sheet.termId, name: sheet.termName, shortName: sheet.termShortName },
        schedule: sheet.schedule,
        defaultComment: sheet.defaultComment,
        /** The moment what is sent from here is held until, and its clock (F-061); null for groups, and where nothing is held. */
        hold:
          sheet.kind === "individual" && sheet.releaseAt !== null
            ? { until: sheet.releaseAt, timeZone: await timeZoneOf(ctx.sql, sheet.agencyId) }
            : null,
        instructors,
        leaders: leaders.map(({ id: personId, name }) => ({ id: personId, name })),
        rows: requests.map((row) => rowSeen(row, ctx.actor)),
        counters: await countersOf(ctx.sql, sheet, requests),
        may: { edit: can(ctx.actor, "worksheet.edit"), send: can(ctx.actor, "request.send") },
      };
    }),

  /** The worksheets of a cohort-course with their counters; none yet is an empty list. */
  list: allowed("worksheet.see")
    .input(z.object({ cohortCourseId: id }))
    .query(async ({ ctx, input }) => {
      const sheets = await listWorksheets(ctx.sql, ctx.actor, input.cohortCourseId);
      return Promise.all(
        sheets.map(async (sheet) => ({
          id: sheet.id,
          kind: sheet.kind,
          createdAt: sheet.createdAt,
          counters: await countersOf(ctx.sql, sheet, await listRowRequests(ctx.sql, ctx.actor, sheet.id)),
        })),
      );
    }),

  /** Opens the worksheet of a kind of a cohort-course, making it when it is not there yet. */
  open: allowed("worksheet.edit")
    .input(z.object({ cohortCourseId: id, kind: z.enum(["group", "individual"]) }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        if (!(await reachesCohortCourse(tx, ctx.actor, input.cohortCourseId))) refuse({ code: "not-found" });
        const { id: sheetId, opened } = await openWorksheet(tx, { agencyId: ctx.actor.agencyId, ...input });
        const event = {
          kind: "worksheet.opened" as const,
          agencyIds: [ctx.actor.agencyId],
          about: sheetId,
          within: [input.cohortCourseId],
          facts: {},
        };
        return { value: { id: sheetId }, events: opened ? [event] : [] };
      }),
    ),

  /** Deletes a worksheet that nothing is asked for from; who is in it is told. */
  delete: allowed("worksheet.edit")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) => deleteSheet(ctx, input.id)),

  /** Takes its deletion back. */
  restore: allowed("worksheet.edit")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) => restoreSheet(ctx, input.id)),

  /** Rows to the outbox, there to be finished and sent (T01). Rows that are not ready are named, the others go. */
  copyToOutbox: allowed("request.send")
    .input(rows)
    .mutation(({ ctx, input }) => takeRows(ctx, { ...input, send: false })),

  /** Rows straight to who receives (T02); a row copied before is sent as it stands in the outbox. */
  send: allowed("request.send")
    .input(rows)
    .mutation(({ ctx, input }) => takeRows(ctx, { ...input, send: true })),
});
