import { randomUUID } from "node:crypto";
import type { Actor } from "#domain/access.ts";
import { offerRefusal, type Offer, type OfferedPlace } from "#domain/call.ts";
import type { NewEvent } from "#domain/event.ts";
import type { Id } from "#domain/id.ts";
import { pathOf, type Catalogue } from "#domain/place.ts";
import type { CodedReason } from "#domain/reason.ts";
import { refuse, Refused } from "#domain/refusal.ts";
import { eventOf } from "#domain/request-event.ts";
import { sidesOf, type RequestRecord } from "#domain/request-seen.ts";
import { decide, isOpen, statusSeenBy, type Side } from "#domain/request.ts";
import { writeRow } from "#domain/written-row.ts";
import { findCall, listRecipients, undoDecline, type CallRecord } from "#db/call.ts";
import { listCatalogue } from "#db/catalogue-list.ts";
import {
  findIndividualSheet,
  insertOffered,
  listOffered,
  lockOffered,
  saveOffered,
  type NewOffered,
  type OfferedRequest,
} from "#db/offer.ts";
import { saveMove } from "#db/request-move.ts";
import { listRequests } from "#db/request.ts";
import { lockSheet } from "#db/sheet.ts";
import type { Query, Tx } from "#db/sql.ts";
import { openWorksheet } from "#db/worksheet.ts";
import { act } from "./act.ts";
import { givenReason } from "./reason-given.ts";
import { lookOf, type ActorContext } from "./request-move.ts";

/** A call as somebody who answers it sees it: from which side, and for which organisation. */
export interface Answering {
  call: CallRecord;
  side: Side;
  receivingId: Id;
  receiving: string;
}

/** The first side from which the viewer reaches the call; `not-found` when there is none. */
export async function callFor(sql: Query, actor: Actor, of: { id: Id; lock?: boolean }): Promise<{ call: CallRecord; side: Side }> {
  for (const side of sidesOf(actor)) {
    const call = await findCall(sql, actor, { ...of, side });
    if (call) return { call, side };
  }
  return refuse({ code: "not-found" });
}

/** How history names for whom one answered: nobody, when it is for one's own. */
export const onBehalf = ({ side, receiving }: Pick<Answering, "side" | "receiving">): string => (side === "placing" ? receiving : "");

/** For whom one answers: one's own organisation, or, from the school, one that was called and does not use the system (F-176). */
export async function answering(tx: Query, actor: Actor, of: { id: Id; receivingId?: Id | undefined; lock?: boolean }): Promise<Answering> {
  const { call, side } = await callFor(tx, actor, of);
  const receivingId = side === "placing" ? of.receivingId : actor.agencyId;
  if (receivingId === undefined) return refuse({ code: "not-found" });
  const [recipient] = await listRecipients(tx, call, receivingId);
  if (!recipient) return refuse({ code: "not-found" });
  if (side === "placing" && recipient.isUser) refuse({ code: "not-allowed" });
  return { call, side, receivingId, receiving: recipient.name };
}

/** What is told of a call to the school and to one organisation: none of the others learns of it. */
export const toldOf = (call: CallRecord, receivingIds: Id[]) => ({
  agencyIds: [call.agencyId, ...receivingIds],
  about: call.id,
  within: [call.cohortCourseId],
});

/** A place the role covers: an organisation's coordinator all or some of it, a unit's coordinator her units. */
function covers(actor: Actor, side: Side, place: OfferedPlace): boolean {
  if (side === "placing" || actor.everything) return true;
  const { sites, services, destinations } = actor.places;
  return sites.includes(place.siteId) || services.includes(place.serviceId) || destinations.includes(place.destinationId ?? "");
}

/** A coded reason of the receiving side, or a refusal that says which part of it lacks. */
export async function receivingReason(
  tx: Tx,
  ctx: ActorContext,
  of: { given: { code: string; note: string }; move: "decline" | "cancel" },
): Promise<CodedReason> {
  const { given, move } = of;
  const known = await givenReason(tx, given, { move, side: "receiving", agencyId: ctx.actor.agencyId });
  if (!known) return refuse({ code: "reason-needed", reason: "code" });
  if (known.needsNote && given.note.trim() === "") return refuse({ code: "reason-needed", reason: "note" });
  return { ...known, note: given.note.trim() };
}

/** The individual sheet of the call's course, made when it is not there (any more). */
export async function sheetOf(ctx: ActorContext, call: Pick<CallRecord, "agencyId" | "cohortCourseId">): Promise<Id> {
  const found = await findIndividualSheet(ctx.sql, call);
  if (found) return found;
  return act(ctx, async (tx) => {
    const { id, opened } = await openWorksheet(tx, { ...call, kind: "individual" });
    const event: NewEvent = { kind: "worksheet.opened", agencyIds: [call.agencyId], about: id, within: [call.cohortCourseId], facts: {} };
    return { value: id, events: opened ? [event] : [] };
  });
}

interface Laying {
  call: CallRecord;
  sheetId: Id;
  receivingId: Id;
  offer: Offer;
  catalogue: Catalogue;
}

/** Rows that say the offer, below the sheet's last, in the name of the coordinator who called: the sheet is her school's. */
async function layRows(tx: Tx, ctx: ActorContext, of: Laying & { rowIds: string[] }): Promise<void> {
  if (of.rowIds.length === 0) return;
  const { siteId, serviceId, destinationId } = of.offer.place;
  const place = { agencyId: of.receivingId, siteId, serviceId, destinationId };
  const cells = writeRow(of.catalogue, { place, schedule: of.offer.schedule, size: null, comment: of.offer.note }, "fr");
  const by = { tx, agencyId: of.call.agencyId, personId: of.call.sentBy };
  await ctx.sheets.lay(
    of.sheetId,
    of.rowIds.map((rowId) => ({ rowId, cells })),
    by,
  );
}

/** Makes places of an offer, with their rows; what happened to each. */
async function addPlaces(tx: Tx, ctx: ActorContext, of: Laying & { offerId: Id; count: number }): Promise<NewEvent[]> {
  const rowIds = Array.from({ length: of.count }, () => randomUUID());
  await layRows(tx, ctx, { ...of, rowIds });
  const { call, sheetId, receivingId, offer, offerId } = of;
  const draft: NewOffered = {
    agencyId: call.agencyId,
    callId: call.id,
    offerId,
    cohortCourseId: call.cohortCourseId,
    worksheetId: sheetId,
    receivingId,
    place: offer.place,
    schedule: offer.schedule,
    note: offer.note,
    sentBy: call.sentBy,
  };
  const made = await insertOffered(tx, draft, { rowIds, personId: ctx.actor.personId, at: ctx.now() });
  return made.map(({ id, reference }) => ({
    kind: "request.offered",
    agencyIds: [call.agencyId, receivingId],
    about: id,
    within: [sheetId, call.cohortCourseId],
    facts: { reference, call: call.number },
  }));
}

/** Judges an offer as one makes or changes it. */
async function judge(tx: Tx, actor: Actor, of: Answering & { offer: Offer }): Promise<Catalogue> {
  if (!covers(actor, of.side, of.offer.place)) refuse({ code: "not-found" });
  const catalogue = await listCatalogue(tx, actor);
  const { call, receivingId, offer } = of;
  const course = { startsOn: call.courseStartsOn, endsOn: call.courseEndsOn };
  const refusal = offerRefusal(offer, { call: { ...call, closed: call.closedAt !== null }, course, receivingId, catalogue });
  if (refusal) refuse(refusal);
  return catalogue;
}

/**
 * An offer: as many requests as it has places, each born accepted with a row of the individual sheet, so that the school sees it at
 * once in its outbox, on the sheet and in the assignment grid (T32, F-173, F-175). An earlier no gives way to it.
 */
export async function makeOffer(
  ctx: ActorContext,
  of: { callId: Id; receivingId?: Id | undefined; offer: Offer },
): Promise<{ offerId: Id }> {
  const { call: found } = await callFor(ctx.sql, ctx.actor, { id: of.callId });
  const sheetId = await sheetOf(ctx, found);
  return ctx.sheets.exclusive(sheetId, () =>
    act(ctx, async (tx) => {
      await lockSheet(tx, sheetId);
      const answer = await answering(tx, ctx.actor, { id: of.callId, receivingId: of.receivingId, lock: true });
      const catalogue = await judge(tx, ctx.actor, { ...answer, offer: of.offer });
      const { call, receivingId } = answer;
      await undoDecline(tx, { ...call, receivingId });
      const offerId = randomUUID();
      const events = await addPlaces(tx, ctx, { call, sheetId, receivingId, offer: of.offer, catalogue, offerId, count: of.offer.places });
      events.push({
        kind: "call.offered",
        ...toldOf(call, [receivingId]),
        facts: { number: call.number, places: of.offer.places, for: onBehalf(answer) },
      });
      return { value: { offerId }, events };
    }),
  );
}

interface HeldOffer extends Answering {
  /** Its places that still stand. */
  open: OfferedRequest[];
}

/** An offer, held still: refused when it changed since it was looked at, or when somebody is assigned to it. */
async function lockOffer(tx: Tx, actor: Actor, of: { callId: Id; offerId: Id; version: number }): Promise<HeldOffer> {
  const { call, side } = await callFor(tx, actor, { id: of.callId, lock: true });
  await lockOffered(tx, of);
  const rows = await listOffered(tx, actor, { callId: call.id, side, offerId: of.offerId });
  const last = rows.toSorted((one, other) => other.seq - one.seq)[0] ?? refuse({ code: "not-found" });
  const answer = await answering(tx, actor, { id: call.id, receivingId: last.receivingId });
  if (last.seq !== of.version && last.lastAccountId !== actor.accountId)
    refuse({ code: "stale", by: last.lastBy ?? "", at: last.lastAt ?? "" });
  const open = rows.filter(({ status }) => isOpen(status));
  const assigned = open.reduce((sum, row) => sum + row.assigned, 0);
  if (assigned > 0) refuse({ code: "offer-taken", assigned });
  const moved = open.find(({ status }) => status !== "accepted") ?? (open.length === 0 ? last : undefined);
  if (moved) refuse({ code: "move-not-possible", move: "change-offer", status: statusSeenBy(moved.status, side) });
  return { ...answer, open };
}

/** Calls places of an offer off; nobody is assigned to them. */
async function cancelPlaces(tx: Tx, ctx: ActorContext, of: HeldOffer & { ids: Id[]; reason: CodedReason }): Promise<NewEvent[]> {
  const records: RequestRecord[] = await listRequests(tx, lookOf(ctx, of.side), of.ids);
  const events: NewEvent[] = [];
  for (const record of records) {
    const command = { move: "cancel", reason: of.reason } as const;
    // A unit withdraws what it offered for its organisation.
    const decision = decide(record, command, of.side === "placing" ? "placing" : "receiving");
    if (!decision.ok) throw new Refused(decision.refusal);
    const by = { personId: ctx.actor.personId, at: ctx.now() };
    if (
      decision.status === "deleted" ||
      !(await saveMove(tx, record, { status: decision.status, patch: decision.patch, by, stamp: "none", before: null }))
    )
      throw new Error(`request ${record.id} changed under its lock`);
    events.push(eventOf(record, command, { to: decision.status }));
  }
  return events;
}

const placeText = (catalogue: Catalogue, receivingId: Id, { siteId, serviceId, destinationId }: OfferedPlace) =>
  pathOf(catalogue, { agencyId: receivingId, siteId, serviceId, destinationId });

/** What changed of a place, as history says it. */
function changesOf(of: { before: OfferedRequest; offer: Offer; receivingId: Id; catalogue: Catalogue }) {
  const { before, offer, receivingId, catalogue } = of;
  const pairs = {
    place: [placeText(catalogue, receivingId, before), placeText(catalogue, receivingId, offer.place)],
    dates: [before.schedule, offer.schedule].map(({ startsOn, endsOn }) => `${startsOn} – ${endsOn}`),
    comment: [before.note, offer.note],
  };
  return Object.fromEntries(
    Object.entries(pairs)
      .filter(([, [one, other]]) => one !== other)
      .map(([key, [one, other]]) => [key, { before: one ?? "", after: other ?? "" }]),
  );
}

const shape = (schedule: Offer["schedule"], place: OfferedPlace, note: string) =>
  JSON.stringify([
    schedule.startsOn,
    schedule.endsOn,
    schedule.blocks,
    schedule.weekdays,
    schedule.startTime,
    schedule.endTime,
    schedule.shiftCode,
    place.siteId,
    place.serviceId,
    place.destinationId,
    note,
  ]);

/** Changes an offer to which nobody is assigned: where, when, the note, and how many places (F-173). Each place takes a new row of the sheet, its old one goes. */
export async function changeOffer(ctx: ActorContext, of: { callId: Id; offerId: Id; version: number; offer: Offer }): Promise<void> {
  const { call: found } = await callFor(ctx.sql, ctx.actor, { id: of.callId });
  const sheetId = await sheetOf(ctx, found);
  await ctx.sheets.exclusive(sheetId, () =>
    act(ctx, async (tx) => {
      await lockSheet(tx, sheetId);
      const held = await lockOffer(tx, ctx.actor, of);
      const { call, receivingId, open } = held;
      const catalogue = await judge(tx, ctx.actor, { ...held, offer: of.offer });
      const laying: Laying = { call, sheetId, receivingId, offer: of.offer, catalogue };
      const { places } = of.offer;
      const kept = open.slice(0, places);
      const gone = open.slice(places).map(({ id }) => id);
      const events: NewEvent[] = [];
      const wanted = shape(of.offer.schedule, of.offer.place, of.offer.note);
      const changed = kept.filter((row) => shape(row.schedule, row, row.note) !== wanted);
      if (gone.length > 0)
        events.push(
          ...(await cancelPlaces(tx, ctx, { ...held, ids: gone, reason: { code: "offer-reduced", note: "", needsNote: false } })),
        );
      if (changed.length > 0) {
        const by = { tx, agencyId: call.agencyId, personId: call.sentBy };
        await ctx.sheets.lift(
          sheetId,
          changed.filter((row) => row.worksheetId === sheetId).map(({ rowId }) => rowId),
          by,
        );
        const rowIds = changed.map(() => randomUUID());
        await layRows(tx, ctx, { ...laying, rowIds });
        for (const [index, row] of changed.entries()) {
          await saveOffered(tx, { agencyId: call.agencyId, id: row.id }, { ...of.offer, rowId: rowIds[index] ?? "", worksheetId: sheetId });
          events.push({
            kind: "request.changed",
            agencyIds: [call.agencyId, receivingId],
            about: row.id,
            within: [sheetId, call.cohortCourseId],
            facts: { changes: changesOf({ before: row, offer: of.offer, receivingId, catalogue }) },
          });
        }
      }
      if (places > open.length) events.push(...(await addPlaces(tx, ctx, { ...laying, offerId: of.offerId, count: places - open.length })));
      if (events.length > 0)
        events.push({
          kind: "call.offer-changed",
          ...toldOf(call, [receivingId]),
          facts: { number: call.number, places, for: onBehalf(held) },
        });
      return { value: undefined, events };
    }),
  );
}

/** Withdraws an offer to which nobody is assigned, with a coded reason: its rows stay, grey and counting 0. */
export async function withdrawOffer(
  ctx: ActorContext,
  of: { callId: Id; offerId: Id; version: number; reason: { code: string; note: string } },
): Promise<void> {
  await act(ctx, async (tx) => {
    const held = await lockOffer(tx, ctx.actor, of);
    const reason = await receivingReason(tx, ctx, { given: of.reason, move: "cancel" });
    const events = await cancelPlaces(tx, ctx, { ...held, ids: held.open.map(({ id }) => id), reason });
    events.push({
      kind: "call.offer-withdrawn",
      ...toldOf(held.call, [held.receivingId]),
      facts: {
        number: held.call.number,
        places: held.open.length,
        for: onBehalf(held),
        reasonCode: reason.code,
        reasonNote: reason.note,
        ...(reason.said ? { reasonFr: reason.said.fr, reasonEn: reason.said.en } : {}),
      },
    });
    return { value: undefined, events };
  });
}
