import { randomUUID } from "node:crypto";
import { z } from "zod";
import { dayIn } from "#domain/dates.ts";
import type { NewEvent } from "#domain/event.ts";
import { id, type Id } from "#domain/id.ts";
import { refuse, Refused } from "#domain/refusal.ts";
import { cloneKept, cloneRefusal, longestMessage } from "#domain/request-clone.ts";
import type { RequestRecord } from "#domain/request-seen.ts";
import { sizeAt } from "#domain/request-split.ts";
import { writeRow } from "#domain/written-row.ts";
import { listCatalogue } from "#db/catalogue-list.ts";
import { findSender, findSheetFor, insertClone } from "#db/request-clone.ts";
import { deleteRequest, listLinkedStudents } from "#db/request-move.ts";
import { findCourseDates } from "#db/request-split.ts";
import { listRequests } from "#db/request.ts";
import { dropPrintouts, saveUnitContact } from "#db/routing.ts";
import { lockSheet } from "#db/sheet.ts";
import type { Query, Tx } from "#db/sql.ts";
import { openWorksheet } from "#db/worksheet.ts";
import { act } from "./act.ts";
import { lockAsked, lookOf, type ActorContext, type Asked } from "./request-move.ts";
import { decidedEvent, routedRequests, routeTo, routingFacts } from "./routing-read.ts";
import { allowed, router } from "./trpc.ts";

const asked = z.object({ id, version: z.number().int().nonnegative() });

/** The request as it is now, held still; refused as `stale` when the screen was behind. */
async function lockOne(tx: Tx, ctx: ActorContext, of: Asked): Promise<RequestRecord> {
  const [locked] = await lockAsked(tx, ctx, { side: "receiving", asked: [of] });
  const record = locked?.record ?? refuse({ code: "not-found" });
  if (locked?.refusal) throw new Refused(locked.refusal);
  return record;
}

/** What both sides may know of a clone, which its school reads of with the request it was made from. */
const toldOf = (record: RequestRecord, within: Id[]) => ({
  agencyIds: [record.agencyId, ...(record.receivingId === null ? [] : [record.receivingId])],
  within: [...new Set([...within, record.cohortCourseId])],
});

/** The sheet of the school where the row goes, opened when its course has none of that kind (any more). */
async function sheetFor(ctx: ActorContext, record: RequestRecord): Promise<Id> {
  const found = await findSheetFor(ctx.sql, record);
  if (found) return found;
  return act(ctx, async (tx) => {
    const { id: sheetId, opened } = await openWorksheet(tx, record);
    const event: NewEvent = {
      kind: "worksheet.opened",
      agencyIds: [record.agencyId],
      about: sheetId,
      within: [record.cohortCourseId],
      facts: {},
    };
    return { value: sheetId, events: opened ? [event] : [] };
  });
}

/** The unit asked for, among those this role covers, who is asked there, and whether the request may go there too. */
async function judge(tx: Query, ctx: ActorContext, of: { record: RequestRecord; destinationId: Id }) {
  const routing = await routingFacts(tx, ctx.actor, { now: ctx.now() });
  const unit = routing.units.get(of.destinationId) ?? refuse({ code: "not-found" });
  const facts = { unit, course: await findCourseDates(tx, of.record), today: dayIn(ctx.now()) };
  const refusal = cloneRefusal(of.record, facts);
  if (refusal) refuse(refusal);
  const discipline = (await routedRequests(tx, [of.record.id])).get(of.record.id)?.discipline ?? "";
  return { unit, route: routeTo(routing, unit, { discipline }) };
}

async function clone(
  ctx: ActorContext,
  of: { asked: Asked; destinationId: Id; message: string },
): Promise<{ id: Id; reference: number; version: number }> {
  const [seen] = await listRequests(ctx.sql, lookOf(ctx, "receiving"), [of.asked.id]);
  if (!seen) return refuse({ code: "not-found" });
  // Judged before the school's sheet is touched, and again under its lock.
  await judge(ctx.sql, ctx, { record: seen, destinationId: of.destinationId });
  const sheetId = await sheetFor(ctx, seen);
  const made = await ctx.sheets.exclusive(sheetId, () =>
    act(ctx, async (tx) => {
      await lockSheet(tx, sheetId);
      const record = await lockOne(tx, ctx, of.asked);
      const { unit, route } = await judge(tx, ctx, { record, destinationId: of.destinationId });
      const place = { agencyId: record.receivingId, siteId: unit.siteId, serviceId: unit.serviceId, destinationId: unit.id };
      const size = sizeAt(record);
      const cells = writeRow(
        await listCatalogue(tx, ctx.actor),
        { place, schedule: record.schedule, size: record.kind === "group" ? size : null, comment: record.comment },
        "fr",
      );
      const rowId = randomUUID();
      const { agencyId } = record;
      const personId = (await findSender(tx, record)) ?? ctx.actor.personId;
      await ctx.sheets.lay(sheetId, [{ rowId, cells }], { tx, agencyId, personId });
      const status = route.how === "account" ? ("redirected" as const) : ("redirected-paper" as const);
      const by = { personId: ctx.actor.personId, at: ctx.now() };
      const where = { siteId: unit.siteId, serviceId: unit.serviceId, destinationId: unit.id };
      const value = await insertClone(tx, record, { status, ...where, worksheetId: sheetId, rowId, size, by });
      await saveUnitContact(tx, { agencyId, id: value.id, personId: route.to?.personId ?? null, chosen: false });
      const event: NewEvent = {
        kind: "request.cloned",
        ...toldOf(record, [sheetId, record.id]),
        about: value.id,
        facts: {
          reference: value.reference,
          of: record.reference,
          destination: `${unit.name}, ${unit.service}`,
          message: of.message.trim(),
        },
      };
      const decided = decidedEvent({ ...value, receivingId: ctx.actor.agencyId, within: [sheetId, record.cohortCourseId] }, route);
      return { value, events: [event, decided] };
    }),
  );
  const [now] = await listRequests(ctx.sql, lookOf(ctx, "receiving"), [made.id]);
  return { ...made, version: now?.last.seq ?? 0 };
}

async function takeBack(ctx: ActorContext, of: Asked): Promise<{ reference: number }> {
  const [seen] = await listRequests(ctx.sql, lookOf(ctx, "receiving"), [of.id]);
  if (!seen) return refuse({ code: "not-found" });
  return ctx.sheets.exclusive(seen.worksheetId, () =>
    act(ctx, async (tx) => {
      await lockSheet(tx, seen.worksheetId);
      const record = await lockOne(tx, ctx, of);
      const minutesAgo = (ctx.now().getTime() - Date.parse(record.createdAt)) / 60_000;
      const assigned = (await listLinkedStudents(tx, record)).length;
      const mineAndUntouched = record.last.accountId === ctx.actor.accountId && record.version === 1;
      const refusal = cloneKept(record, { mineAndUntouched, assigned, minutesAgo });
      if (refusal) refuse(refusal);
      if (record.status === "redirected-paper") await dropPrintouts(tx, { agencyId: ctx.actor.agencyId, requestId: record.id });
      if (!(await deleteRequest(tx, record))) throw new Error(`request ${record.id} changed under its lock`);
      const personId = (await findSender(tx, record)) ?? ctx.actor.personId;
      await ctx.sheets.lift(record.worksheetId, [record.rowId], { tx, agencyId: record.agencyId, personId });
      const from = record.clonedFrom;
      const event: NewEvent = {
        kind: "request.clone-taken-back",
        ...toldOf(record, [record.worksheetId, ...(from?.id ? [from.id] : [])]),
        about: record.id,
        facts: { reference: record.reference, of: from?.reference ?? 0 },
      };
      return { value: { reference: record.reference }, events: [event] };
    }),
  );
}

export const requestCloneRouter = router({
  /**
   * Another request made from one that waits or was said no to, at another unit of one's organisation (T30, F-190): it is the school's, on
   * a row of its own, without students, and the school is told by whom, from which, where, and what she wrote; never what a unit said.
   */
  make: allowed("request.answer")
    .input(z.object({ request: asked, destinationId: id, message: z.string().max(longestMessage).default("") }))
    .mutation(({ ctx, input }) => clone(ctx, { asked: input.request, destinationId: input.destinationId, message: input.message })),

  /** « Annuler »: its author takes it back, with its row, while nothing has happened to it. */
  takeBack: allowed("request.answer")
    .input(z.object({ request: asked }))
    .mutation(({ ctx, input }) => takeBack(ctx, input.request)),
});
