import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { NewEvent } from "#domain/event.ts";
import { id, type Id } from "#domain/id.ts";
import { openPlace } from "#domain/place.ts";
import { fieldRefusal, quickRefusal } from "#domain/quick.ts";
import { refuse, Refused } from "#domain/refusal.ts";
import { schedule } from "#domain/schedule.ts";
import { writeRow } from "#domain/written-row.ts";
import { insertSeat } from "#db/assignment.ts";
import { listOwnStudents } from "#db/enrolment.ts";
import { lockCourse, lockProgramme } from "#db/programme.ts";
import { enrolQuickly, findQuickSheet, markQuick, standingCohort, standingCourse } from "#db/quick.ts";
import { listRequests } from "#db/request.ts";
import { lockSheet } from "#db/sheet.ts";
import type { Tx } from "#db/sql.ts";
import { lockTerm } from "#db/term.ts";
import { findWorksheet, openWorksheet, type WorksheetRecord } from "#db/worksheet.ts";
import { quickWords } from "#words/quick.ts";
import { studentWords } from "#words/student.ts";
import { inWords } from "#words/words.ts";
import { act } from "./act.ts";
import { settleIntents } from "./intent.ts";
import { lookOf, type ActorContext } from "./request-move.ts";
import { addFictitious } from "./student.ts";
import { allowed, router } from "./trpc.ts";
import { judgeOf, readFacts, takeRow } from "./worksheet-row.ts";

const entry = z.object({
  programmeId: id,
  courseId: id,
  termId: id,
  kind: z.enum(["group", "individual"]),
  size: z.number().int().max(999),
  place: z.object({ receivingId: id, siteId: id, serviceId: id, destinationId: id.nullable() }),
  schedule,
  comment: z.string().max(10_000),
  studentIds: z.array(id).max(200),
  fictitious: z.boolean(),
  /** Sent at once; otherwise it waits in the outbox. */
  send: z.boolean().default(false),
});
export type QuickInput = z.infer<typeof entry>;
type Entry = QuickInput;

/** The worksheet of the programme's standing cohort that the entry goes on, with its course as wide as is needed. */
async function standingSheet(tx: Tx, ctx: ActorContext, of: Entry): Promise<{ record: WorksheetRecord; events: NewEvent[] }> {
  const programme = (await lockProgramme(tx, ctx.actor, of.programmeId)) ?? refuse({ code: "not-found" });
  if (programme.retired) refuse({ code: "in-use", by: "programme", count: 1 });
  const course = await lockCourse(tx, ctx.actor, of.courseId);
  if (!course || course.programmeId !== programme.id) return refuse({ code: "not-found" });
  if (course.retiredOn !== null) refuse({ code: "parent-retired", name: `${course.number} ${course.name}`, on: course.retiredOn });
  const term = (await lockTerm(tx, ctx.actor, { id: of.termId, for: "share" })) ?? refuse({ code: "not-found" });
  const refusal = quickRefusal(of, term);
  if (refusal) refuse(refusal);
  const w = inWords(quickWords, ctx.language).cohort;
  const cohortId = await standingCohort(tx, ctx.actor, { programmeId: programme.id, name: w.name, shortName: w.shortName });
  const { startsOn, endsOn } = of.schedule;
  const cohortCourseId = await standingCourse(tx, ctx.actor, {
    cohortId,
    courseId: course.id,
    termId: term.id,
    startsOn,
    endsOn,
    defaultComment: course.defaultComment,
  });
  const sheet = await openWorksheet(tx, { agencyId: ctx.actor.agencyId, cohortCourseId, kind: of.kind });
  const record = (await findWorksheet(tx, ctx.actor, sheet.id)) ?? refuse({ code: "not-found" });
  const event: NewEvent = {
    kind: "worksheet.opened",
    agencyIds: [ctx.actor.agencyId],
    about: sheet.id,
    within: [cohortCourseId],
    facts: {},
  };
  return { record, events: sheet.opened ? [event] : [] };
}

/** Who it is for: students of the school, or one who stands in for them. */
async function studentsOf(tx: Tx, ctx: ActorContext, of: Entry): Promise<{ ids: Id[]; events: NewEvent[] }> {
  const ids = [...new Set(of.studentIds)];
  if ((await listOwnStudents(tx, ctx.actor.agencyId, ids)).length < ids.length) refuse({ code: "not-found" });
  if (!of.fictitious) return { ids, events: [] };
  const made = await addFictitious(tx, ctx.actor, inWords(studentWords, ctx.language).fictitiousName);
  return { ids: [...ids, made.id], events: made.events };
}

/**
 * Enters what is asked for, in a transaction of the caller's: its row, its request, its students. `toUser`: who receives is in the system
 * whatever the catalogue says, because it is who enters it.
 */
export async function enterQuick(ctx: ActorContext, tx: Tx, of: Entry & { toUser?: true }) {
  const { agencyId, personId } = ctx.actor;
  const { record, events } = await standingSheet(tx, ctx, of);
  await lockSheet(tx, record.id);
  const students = await studentsOf(tx, ctx, of);
  events.push(...students.events);
  const enrolled = await enrolQuickly(tx, { agencyId, cohortCourseId: record.cohortCourseId, studentIds: students.ids, kind: of.kind });
  if (enrolled.length > 0)
    events.push({ kind: "enrolment.added", agencyIds: [agencyId], about: record.cohortCourseId, facts: { students: enrolled.length } });

  const sheet = await readFacts(tx, ctx, record);
  const { receivingId, siteId, serviceId, destinationId } = of.place;
  if (!openPlace(sheet.facts.catalogue, of.place)) refuse({ code: "not-found" });
  const rowId = randomUUID();
  const place = { agencyId: receivingId, siteId, serviceId, destinationId };
  const size = of.kind === "group" ? of.size : null;
  const cells = writeRow(sheet.facts.catalogue, { place, schedule: of.schedule, size, comment: of.comment }, ctx.language);
  const judge = await judgeOf(tx, ctx, { sheet, cells: new Map([[rowId, cells]]), sending: of.send });
  const taken = await takeRow(tx, ctx, {
    sheet,
    rowId,
    cells,
    send: of.send,
    users: new Map(of.toUser ? [[serviceId, true]] : []),
    judge,
  });
  if ("refusal" in taken) throw new Refused(fieldRefusal(taken.problems ?? {}) ?? taken.refusal);
  await markQuick(tx, { agencyId, id: taken.requestId });
  await ctx.sheets.lay(record.id, [{ rowId, cells }], { tx, agencyId, personId });
  events.push(...taken.events);

  for (const studentId of students.ids) {
    const seat = await insertSeat(tx, ctx.actor, { requestId: taken.requestId, studentId });
    const seats = {
      worksheetId: record.id,
      programmeId: record.programmeId,
      left: null,
      taken: { assignmentId: seat.id, version: seat.version, at: seat.at },
    };
    events.push({
      kind: "assignment.held",
      agencyIds: [agencyId],
      about: taken.requestId,
      within: [record.id, record.cohortCourseId, studentId],
      facts: { studentId, seats },
    });
  }
  return { value: { id: taken.requestId, reference: taken.reference, worksheetId: record.id }, events };
}

export const quickRouter = router({
  /**
   * A place asked for without a cohort, in one screen (F-145, T04): a new request in the outbox, or sent at once, with its row on the
   * worksheet of the programme's standing cohort and its students held on it. All of it, or nothing.
   */
  enter: allowed("request.send")
    .input(entry)
    .mutation(async ({ ctx, input }) => {
      const sheetId = await findQuickSheet(ctx.sql, ctx.actor, input);
      const work = async () => {
        if (input.send) await settleIntents(ctx);
        return act(ctx, (tx) => enterQuick(ctx, tx, input));
      };
      // Who types in the sheet meanwhile waits a moment; one that is not there yet nobody has open.
      const made = await (sheetId ? ctx.sheets.exclusive(sheetId, work) : work());
      const [record] = await listRequests(ctx.sql, lookOf(ctx, "placing"), [made.id]);
      return { ...made, version: record?.last.seq ?? 0, status: record?.status ?? ("new" as const) };
    }),
});
