import { randomUUID } from "node:crypto";
import type { CopyTarget } from "#domain/enrolment.ts";
import type { NewEvent } from "#domain/event.ts";
import type { Id } from "#domain/id.ts";
import { cellsFor, readPreference } from "#domain/preference.ts";
import { refuse, type Refusal } from "#domain/refusal.ts";
import { insertSeat } from "#db/assignment.ts";
import { listSheetsOf } from "#db/enrolment.ts";
import { listToCopy, setMarks, type CopyCandidate } from "#db/enrolment-copy.ts";
import { lockSheet } from "#db/sheet.ts";
import type { Tx } from "#db/sql.ts";
import { findWorksheet, openWorksheet } from "#db/worksheet.ts";
import { act } from "./act.ts";
import type { LaidRow } from "./context.ts";
import { findCourse } from "./enrolment-course.ts";
import type { ActorContext } from "./request-move.ts";
import type { JudgeRow } from "./row-judge.ts";
import { judgeOf, readFacts, takeRow, type Sheet } from "./worksheet-row.ts";

/** The preference of a student that is to become her place: by rank from 0, as of the version that was looked at. */
export interface Pick {
  studentId: Id;
  at: number;
  saw: number;
}

export interface WishOutcome {
  worksheetId: Id;
  done: { studentId: Id; requestId: Id; reference: number }[];
  /** The marks as they were. */
  marks: { studentId: Id; to: CopyTarget | null }[];
  refused: { studentId: Id; refusal: Refusal }[];
}

/** Why a student's wish cannot be copied; null when it can. */
function obstacle(one: CopyCandidate | undefined, pick: Pick): Refusal | null {
  if (!one || one.state !== "enrolled") return { code: "not-found" };
  if (one.assigned) return { code: "wish-not-copied", why: "assigned" };
  if (one.version !== pick.saw) return { code: "stale", by: one.by ?? "", at: one.at ?? "" };
  return one.preferences[pick.at] ? null : { code: "wish-not-copied", why: "none" };
}

/** A student whose wish names an open place, with the row it is to become. */
interface Ready {
  one: CopyCandidate;
  row: LaidRow;
}

function rowFor(sheet: Sheet, one: CopyCandidate, at: number): { refusal: Refusal } | Ready {
  const { catalogue } = sheet.facts;
  const wish = one.preferences[at];
  const { place, problem } = wish ? readPreference(catalogue, wish) : { place: null, problem: { kind: "missing" as const } };
  if (!place || problem) return { refusal: { code: "row-not-ready", problems: problem ? [problem] : [] } };
  return { one, row: { rowId: randomUUID(), cells: cellsFor(catalogue, place) } };
}

/** Her request and her seat on it, in the transaction of the others. */
async function copyOne(
  tx: Tx,
  ctx: ActorContext,
  of: Ready & { sheet: Sheet; programmeId: Id; judge: JudgeRow; users: Map<string, boolean> },
): Promise<{ refusal: Refusal } | { requestId: Id; reference: number; events: NewEvent[] }> {
  const { sheet, one, row } = of;
  const taken = await takeRow(tx, ctx, { ...of, ...row, send: false });
  if ("refusal" in taken) return { refusal: taken.refusal };
  const { requestId, reference } = taken;
  const { record } = sheet;
  const { studentId } = one;
  const made = await insertSeat(tx, ctx.actor, { requestId, studentId });
  const seat = { assignmentId: made.id, version: made.version, at: made.at };
  const held: NewEvent = {
    kind: "assignment.held",
    agencyIds: [ctx.actor.agencyId],
    about: requestId,
    within: [record.id, record.cohortCourseId, studentId],
    facts: { studentId, seats: { worksheetId: record.id, programmeId: of.programmeId, left: null, taken: seat } },
  };
  return { requestId, reference, events: [...taken.events, held] };
}

/**
 * Copies preferences to the individual worksheet and assigns (T03, F-093): row, request and seat of every student together, or of
 * none of them; one who cannot be is named and the others go. A comment of hers stays with her preferences.
 */
export async function copyWishes(ctx: ActorContext, of: { cohortCourseId: Id; picks: Pick[] }): Promise<WishOutcome> {
  const { agencyId, personId } = ctx.actor;
  const course = await findCourse(ctx.sql, ctx.actor, of.cohortCourseId);
  if (course.preferenceUse !== "generative") refuse({ code: "wishes-informative" });
  const work = () =>
    act<WishOutcome>(ctx, async (tx) => {
      const { id: worksheetId, opened } = await openWorksheet(tx, { agencyId, cohortCourseId: course.id, kind: "individual" });
      await lockSheet(tx, worksheetId);
      const studentIds = of.picks.map(({ studentId }) => studentId);
      const students = new Map(
        (await listToCopy(tx, { agencyId, cohortCourseId: course.id, studentIds, lock: true })).map((one) => [one.studentId, one]),
      );
      if (students.size < new Set(studentIds).size) refuse({ code: "not-found" });
      const record = (await findWorksheet(tx, ctx.actor, worksheetId)) ?? refuse({ code: "not-found" });
      const sheet = await readFacts(tx, ctx, record);
      const value: WishOutcome = { worksheetId, done: [], marks: [], refused: [] };
      const events: NewEvent[] = opened
        ? [{ kind: "worksheet.opened", agencyIds: [agencyId], about: worksheetId, within: [course.id], facts: {} }]
        : [];
      const ready: Ready[] = [];
      for (const pick of new Map(of.picks.map((one) => [one.studentId, one])).values()) {
        const one = students.get(pick.studentId);
        const why = obstacle(one, pick);
        const found = why || !one ? { refusal: why ?? { code: "not-found" as const } } : rowFor(sheet, one, pick.at);
        if ("refusal" in found) value.refused.push({ studentId: pick.studentId, refusal: found.refusal });
        else ready.push(found);
      }
      const cells = new Map(ready.map(({ row }) => [row.rowId, row.cells]));
      const judge = await judgeOf(tx, ctx, { sheet, cells, sending: false });
      const rows: LaidRow[] = [];
      const users = new Map<string, boolean>();
      for (const { one, row } of ready) {
        const outcome = await copyOne(tx, ctx, { one, row, sheet, programmeId: course.programmeId, judge, users });
        if ("refusal" in outcome) {
          value.refused.push({ studentId: one.studentId, refusal: outcome.refusal });
          continue;
        }
        rows.push(row);
        events.push(...outcome.events);
        value.done.push({ studentId: one.studentId, requestId: outcome.requestId, reference: outcome.reference });
      }
      if (rows.length > 0) await ctx.sheets.lay(worksheetId, rows, { tx, agencyId, personId });
      value.marks = await setMarks(tx, {
        agencyId,
        cohortCourseId: course.id,
        marks: value.done.map(({ studentId }) => ({ studentId, to: "individual" })),
      });
      if (rows.length > 0)
        events.push({
          kind: "enrolment.copied",
          agencyIds: [agencyId],
          about: course.id,
          within: [worksheetId],
          facts: { students: rows.length, to: "individual" },
        });
      return { value, events };
    });
  // Who types in the sheet meanwhile waits a moment; one that is not there yet nobody has open.
  const sheet = (await listSheetsOf(ctx.sql, ctx.actor, course.id)).find(({ kind }) => kind === "individual");
  return sheet ? ctx.sheets.exclusive(sheet.id, work) : work();
}
