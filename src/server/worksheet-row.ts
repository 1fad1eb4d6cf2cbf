import type { NewEvent } from "#domain/event.ts";
import type { Id } from "#domain/id.ts";
import { refuse, type Problem, type Refusal } from "#domain/refusal.ts";
import { eventOf } from "#domain/request-event.ts";
import { decide, isDraft, statusSeenBy, type Decision, type SeenStatus, type Status } from "#domain/request.ts";
import { isBlank, readRow, type Cells, type Column, type ReadRow, type SheetFacts } from "#domain/worksheet.ts";
import { listCatalogue } from "#db/catalogue-list.ts";
import { listInstructors } from "#db/cohort.ts";
import { insertRequest, isUserTarget, lockRequests, type NewRequest } from "#db/request-move.ts";
import { listRequests } from "#db/request.ts";
import { lockSheet } from "#db/sheet.ts";
import type { Tx } from "#db/sql.ts";
import { countEnrolled, findWorksheet, listRowRequests, listSheetRows, type RowRequest, type WorksheetRecord } from "#db/worksheet.ts";
import { act } from "./act.ts";
import { settleIntents } from "./intent.ts";
import { heldUntil, lookOf, saveSent, type ActorContext } from "./request-move.ts";
import { requestJudge, rowJudge, type JudgeRow } from "./row-judge.ts";

/** Each row has its own outcome: a row with a problem is refused by name and the others go. */
export interface RowOutcome {
  done: { rowId: string; requestId: Id; reference: number; status: SeenStatus }[];
  refused: {
    rowId: string;
    refusal: Refusal;
    /** What is wrong, by column, when it is the row. */ problems: Partial<Record<Column, Problem>>;
  }[];
}

export interface Sheet {
  record: WorksheetRecord;
  facts: SheetFacts;
  requests: Map<string, RowRequest>;
}

/** What the rows of a sheet are read against, and the requests they have. */
export async function readFacts(tx: Tx, ctx: ActorContext, record: WorksheetRecord): Promise<Sheet> {
  const facts: SheetFacts = {
    kind: record.kind,
    catalogue: await listCatalogue(tx, ctx.actor),
    instructors: await listInstructors(tx, ctx.actor),
    course: { ...record.schedule, defaultComment: record.defaultComment },
    language: ctx.language,
  };
  const requests = new Map((await listRowRequests(tx, ctx.actor, record.id)).map((row) => [row.rowId, row]));
  return { record, facts, requests };
}

/** The request a row asks for, as it stands when it is taken: later edits of the sheet do not reach it. */
function draftOf(sheet: Sheet, rowId: string, row: ReadRow): NewRequest {
  const { record } = sheet;
  const { agencyId: receivingId, siteId, serviceId, destinationId } = row.place;
  return {
    agencyId: record.agencyId,
    kind: record.kind,
    cohortCourseId: record.cohortCourseId,
    worksheetId: record.id,
    rowId,
    status: "new",
    receivingId,
    siteId,
    serviceId,
    destinationId,
    size: row.size,
    instructorId: row.instructorId,
    schedule: row.schedule,
    comment: row.comment,
  };
}

/** Target of a place that is complete; false for one that is not, which `decide` refuses by name. */
async function usesTheSystem(
  tx: Tx,
  known: Map<string, boolean>,
  place: Pick<NewRequest, "receivingId" | "siteId" | "serviceId">,
): Promise<boolean> {
  const { receivingId, siteId, serviceId } = place;
  if (receivingId === null || siteId === null || serviceId === null) return false;
  const found = known.get(serviceId) ?? (await isUserTarget(tx, { receivingId, siteId, serviceId }));
  known.set(serviceId, found);
  return found;
}

const unsaved = { id: "", reference: 0, version: 1, reasonCode: null, reasonNote: "" };

/**
 * Copies rows to the outbox, or sends them at once (T01, T02, F-109). Asks for a quiet moment of the sheet first, so that
 * what is on the screens is what is taken; at least one student is enrolled (section 8, rule 14), fictitious or not.
 */
export async function takeRows(ctx: ActorContext, of: { worksheetId: Id; rowIds: string[]; send: boolean }): Promise<RowOutcome> {
  if ((await findWorksheet(ctx.sql, ctx.actor, of.worksheetId)) === null) refuse({ code: "not-found" });
  return ctx.sheets.exclusive(of.worksheetId, async () => {
    // what other schools planned until now is known before anything is judged
    await settleIntents(ctx);
    return act(ctx, async (tx) => {
      await lockSheet(tx, of.worksheetId);
      const record = (await findWorksheet(tx, ctx.actor, of.worksheetId)) ?? refuse({ code: "not-found" });
      if ((await countEnrolled(tx, record)).enrolled === 0) refuse({ code: "no-student-enrolled" });
      const sheet = await readFacts(tx, ctx, record);
      const value: RowOutcome = { done: [], refused: [] };
      const events: NewEvent[] = [];
      const rowIds = [...new Set(of.rowIds)];
      const cells = new Map(
        (await listSheetRows(tx, { agencyId: record.agencyId, worksheetId: record.id, rowIds })).map((row) => [row.rowId, row.cells]),
      );
      const users = new Map<string, boolean>();
      const judge = await judgeOf(tx, ctx, { sheet, cells, sending: of.send });
      for (const rowId of rowIds) {
        const no = (refusal: Refusal, problems: ReadRow["problems"] = {}) => value.refused.push({ rowId, refusal, problems });
        const held = sheet.requests.get(rowId);
        if (held && !(of.send && isDraft(held.status))) {
          no({ code: "row-has-request", reference: held.reference });
          continue;
        }
        const outcome = held
          ? await sendHeld(tx, ctx, { held, users })
          : await takeRow(tx, ctx, { sheet, rowId, cells: cells.get(rowId), send: of.send, users, judge });
        if ("refusal" in outcome) no(outcome.refusal, outcome.problems);
        else {
          const { status, requestId, reference } = outcome;
          const seen = statusSeenBy(status, "placing");
          value.done.push({ rowId, requestId, reference, status: seen });
          events.push(...outcome.events);
        }
      }
      return { value, events };
    });
  });
}

/** The rules of the screen, for the rows that can be read and have no request yet. */
export function judgeOf(
  tx: Tx,
  ctx: ActorContext,
  of: { sheet: Sheet; cells: ReadonlyMap<string, Cells>; sending: boolean },
): Promise<JudgeRow> {
  const { record, facts, requests } = of.sheet;
  const rows = new Map<string, ReadRow>();
  for (const [rowId, cells] of of.cells) if (!requests.has(rowId) && !isBlank(cells)) rows.set(rowId, readRow(cells, facts));
  const { id: worksheetId, cohortCourseId, kind } = record;
  return rowJudge(tx, ctx.actor, { worksheetId, cohortCourseId, kind, catalogue: facts.catalogue, rows, sending: of.sending });
}

type Taken =
  | { requestId: Id; reference: number; status: Status; events: NewEvent[] }
  | { refusal: Refusal; problems?: ReadRow["problems"] };

/** Takes one row of a sheet, given its cells: its request, or why there is none. */
export async function takeRow(
  tx: Tx,
  ctx: ActorContext,
  of: { sheet: Sheet; rowId: string; cells: Cells | undefined; send: boolean; users: Map<string, boolean>; judge: JudgeRow },
): Promise<Taken> {
  const { sheet, rowId, cells } = of;
  if (!cells) return { refusal: { code: "not-found" } };
  if (isBlank(cells)) return { refusal: { code: "row-not-ready", problems: [{ kind: "missing" }] } };
  const row = readRow(cells, sheet.facts);
  const problems = Object.values(row.problems);
  if (problems.length > 0) return { refusal: { code: "row-not-ready", problems }, problems: row.problems };
  const kept = of.judge(rowId, row);
  if (kept) return kept;
  const draft = draftOf(sheet, rowId, row);
  const until = heldUntil(ctx, { kind: draft.kind, holdWaived: false, releaseAt: sheet.record.releaseAt });
  const command = { move: "send", targetIsUser: await usesTheSystem(tx, of.users, draft), heldUntil: until } as const;
  const decision: Decision = of.send ? decide({ ...draft, ...unsaved }, command, "placing") : { ok: true, status: "new", patch: {} };
  if (!decision.ok) return { refusal: decision.refusal };
  if (decision.status === "deleted") throw new Error("sending deletes nothing");
  const made = await insertRequest(
    tx,
    { ...draft, status: decision.status, heldUntil: until },
    { personId: ctx.actor.personId, at: ctx.now() },
  );
  if (!made) return { refusal: { code: "row-has-request", reference: 0 } };
  const within = [draft.worksheetId, draft.cohortCourseId];
  const events: NewEvent[] = [
    { kind: "request.copied", agencyIds: [draft.agencyId], about: made.id, within, facts: { reference: made.reference } },
  ];
  if (of.send) events.push(eventOf({ ...draft, ...unsaved, ...made }, command, { to: decision.status }));
  return { requestId: made.id, reference: made.reference, status: decision.status, events };
}

/** Sends a request the row already has in the outbox. */
async function sendHeld(tx: Tx, ctx: ActorContext, of: { held: RowRequest; users: Map<string, boolean> }): Promise<Taken> {
  await lockRequests(tx, { viewer: ctx.actor, side: "placing", ids: [of.held.requestId] });
  const [record] = await listRequests(tx, lookOf(ctx, "placing"), [of.held.requestId]);
  if (!record) return { refusal: { code: "not-found" } };
  const kept = (await requestJudge(tx, ctx.actor, [record]))(record);
  if (kept) return { refusal: kept };
  const command = { move: "send", targetIsUser: await usesTheSystem(tx, of.users, record), heldUntil: heldUntil(ctx, record) } as const;
  const decision = decide(record, command, "placing");
  if (!decision.ok) return { refusal: decision.refusal };
  const events = await saveSent(tx, ctx, { record, command, decision });
  return {
    requestId: record.id,
    reference: record.reference,
    status: decision.status === "deleted" ? record.status : decision.status,
    events,
  };
}
