import { z } from "zod";
import {
  batchCause,
  batchChange,
  type BatchChange,
  type BatchDone,
  type BatchOutcome,
  type BatchRefused,
  type KeptCause,
  type SeatCause,
} from "#domain/assignment-batch.ts";
import type { Actor } from "#domain/access.ts";
import type { NewEvent } from "#domain/event.ts";
import { id, type Id } from "#domain/id.ts";
import { isAccepted, isOpen } from "#domain/request.ts";
import { refuse, type Refusal } from "#domain/refusal.ts";
import {
  findLastSeating,
  insertBatch,
  insertBatchRows,
  insertSeats,
  listCauses,
  listPlacesOf,
  lockBatch,
  lockEnrolled,
  lockSeatsOfStudents,
  markDoneAgain,
  markTakenBack,
  type BatchRow,
  type SheetSeat,
  type SheetStudent,
} from "#db/assignment-batch.ts";
import { deleteSeats, findGridHead, lockPlaces, type LockedPlace } from "#db/assignment.ts";
import type { Tx } from "#db/sql.ts";
import { act } from "./act.ts";
import { proveCause } from "./assignment-cause.ts";
import { seatEvents, type Seating } from "./assignment-event.ts";
import type { ActorContext } from "./request-move.ts";
import { allowed } from "./trpc.ts";

/** Most that one action changes. */
const most = 2000;

/** A change on its sheet; `batchId` is what the seat comes from when it is not this batch (given back as it was). */
type Change = Required<BatchChange> & { batchId?: Id | null };

const keyOf = ({ worksheetId, studentId }: SheetStudent): string => `${worksheetId} ${studentId}`;

interface Locked {
  places: Map<Id, LockedPlace>;
  enrolled: Set<string>;
  seats: Map<string, SheetSeat>;
}

/** Everything the changes touch, locked in the order that every command locks it: places, then enrolments, then seats. */
async function lockAll(tx: Tx, actor: Actor, changes: readonly Change[]): Promise<Locked> {
  const wanted = changes.flatMap(({ toRequestId }) => toRequestId ?? []);
  const places = await lockPlaces(tx, actor, [...new Set([...wanted, ...(await listPlacesOf(tx, actor, changes))])]);
  const enrolled = await lockEnrolled(tx, actor, changes);
  const seats = await lockSeatsOfStudents(tx, actor, changes);
  return {
    places: new Map(places.map((place) => [place.id, place])),
    enrolled: new Set(enrolled.map(keyOf)),
    seats: new Map(seats.map((seat) => [keyOf(seat), seat])),
  };
}

const sittingAt = ({ by, at, path }: SheetSeat): Refusal => ({ code: "already-assigned", by, at, place: path });

/** Why a change cannot be made; null when it can. */
async function obstacle(tx: Tx, ctx: ActorContext, of: { change: Change; locked: Locked }): Promise<Refusal | null> {
  const { change, locked } = of;
  const { saw, toRequestId } = change;
  const seat = locked.seats.get(keyOf(change));
  if (seat && !locked.places.has(seat.requestId)) {
    // A colleague put her there while this command waited for its turn: who reaches one place of a sheet reaches all of them.
    const reached = [...locked.places.values()].some(({ worksheetId }) => worksheetId === change.worksheetId);
    // What is not reached is not said to exist.
    return reached ? sittingAt(seat) : { code: "not-found" };
  }
  if (toRequestId !== null) {
    const place = locked.places.get(toRequestId);
    if (!place || place.worksheetId !== change.worksheetId || !locked.enrolled.has(keyOf(change))) return { code: "not-found" };
    // What is given back may be a place that is still asked for: she sat there before anybody had said yes.
    const takes = change.batchId === undefined ? isAccepted(place.status) : isOpen(place.status);
    if (!takes) return { code: "not-accepted-yet" };
  }
  if (!seat) {
    if (!saw) return null;
    const last = await findLastSeating(tx, ctx.actor, change);
    return { code: "stale", by: last?.by ?? "", at: last?.at ?? ctx.now().toISOString() };
  }
  if (seat.requestId === toRequestId) return null;
  if (!saw || saw.assignmentId !== seat.id || saw.version !== seat.version) return sittingAt(seat);
  // A name that was released is taken back first, by a person who says so.
  return seat.state === "confirmed" ? { code: "seat-confirmed", by: seat.by, at: seat.at, place: seat.path } : null;
}

/**
 * Changes several seats as one action that can be taken back: each student goes where she is to go, or is refused with who, what and when,
 * and the others go all the same. What makes a group over-full is kept, as by hand (F-161). Never throws for a business no of one row.
 */
export async function applyBatch(
  tx: Tx,
  ctx: ActorContext,
  of: { changes: readonly Change[]; cause: KeptCause },
): Promise<BatchOutcome & { events: NewEvent[] }> {
  const { actor } = ctx;
  const changes = [...new Map(of.changes.map((change) => [keyOf(change), change])).values()];
  const locked = await lockAll(tx, actor, changes);
  const same: BatchDone[] = [];
  const refused: BatchRefused[] = [];
  const ready: { change: Change; seat: SheetSeat | undefined }[] = [];
  for (const change of changes) {
    const { worksheetId, studentId, toRequestId } = change;
    const seat = locked.seats.get(keyOf(change));
    const refusal = await obstacle(tx, ctx, { change, locked });
    if (refusal) {
      const now = seat && refusal.code !== "not-found" ? { assignmentId: seat.id, version: seat.version, requestId: seat.requestId } : null;
      refused.push({ worksheetId, studentId, toRequestId, refusal, now });
    } else if ((seat?.requestId ?? null) === toRequestId) {
      const sits = seat ? { assignmentId: seat.id, version: seat.version } : null;
      same.push({ worksheetId, studentId, fromRequestId: toRequestId, toRequestId, seat: sits });
    } else ready.push({ change, seat });
  }
  if (ready.length === 0) return { batchId: null, done: [], same, refused, events: [] };

  const batchId = await insertBatch(tx, actor, of.cause);
  const own: SeatCause = { ...of.cause, batchId };
  const kept = ready.flatMap(({ change }) => change.batchId ?? []);
  const causes = new Map((kept.length > 0 ? await listCauses(tx, actor, kept) : []).map((cause) => [cause.batchId, cause]));
  await deleteSeats(
    tx,
    actor,
    ready.flatMap(({ seat }) => seat?.id ?? []),
  );
  const made = await insertSeats(
    tx,
    actor,
    ready.flatMap(({ change: { toRequestId, studentId, batchId: from } }) =>
      toRequestId === null ? [] : [{ requestId: toRequestId, studentId, batchId: from === undefined ? batchId : from }],
    ),
  );
  const madeAt = new Map(made.map((seat) => [`${seat.requestId} ${seat.studentId}`, seat]));
  const done: BatchDone[] = [];
  const rows: BatchRow[] = [];
  const seatings: Seating[] = [];
  for (const { change, seat } of ready) {
    const { worksheetId, studentId, toRequestId } = change;
    const taken = toRequestId === null ? undefined : madeAt.get(`${toRequestId} ${studentId}`);
    const from = seat?.requestId ?? null;
    done.push({
      worksheetId,
      studentId,
      fromRequestId: from,
      toRequestId,
      seat: taken ? { assignmentId: taken.id, version: taken.version } : null,
    });
    rows.push({
      worksheetId,
      studentId,
      fromRequestId: from,
      fromBatchId: seat?.batchId ?? null,
      toRequestId,
      assignmentId: taken?.id ?? null,
    });
    const place = locked.places.get(toRequestId ?? from ?? "");
    if (!place) throw new Error("a seat without a place");
    const cause = change.batchId === undefined ? own : (causes.get(change.batchId ?? "") ?? null);
    seatings.push({ studentId, place, from, left: seat?.id ?? null, taken: taken ?? null, cause });
  }
  await insertBatchRows(tx, actor, { batchId, rows });
  return { batchId, done, same, refused, events: seatEvents(actor, own, seatings) };
}

/** Those of a batch's rows that are still as it left them, as the changes that give back what was before; the others with why not. */
async function backOf(tx: Tx, ctx: ActorContext, rows: readonly BatchRow[]): Promise<{ changes: Change[]; left: BatchRefused[] }> {
  const seats = new Map((await lockSeatsOfStudents(tx, ctx.actor, rows)).map((seat) => [keyOf(seat), seat]));
  const changes: Change[] = [];
  const left: BatchRefused[] = [];
  for (const row of rows) {
    const { worksheetId, studentId, fromRequestId, assignmentId } = row;
    const seat = seats.get(keyOf(row));
    const now = seat ? { assignmentId: seat.id, version: seat.version, requestId: seat.requestId } : null;
    if ((seat?.id ?? null) === assignmentId && seat?.state !== "confirmed") {
      const saw = seat ? { assignmentId: seat.id, version: seat.version } : null;
      changes.push({ worksheetId, studentId, toRequestId: fromRequestId, saw, batchId: row.fromBatchId });
      continue;
    }
    let refusal: Refusal;
    if (!seat) {
      const last = await findLastSeating(tx, ctx.actor, row);
      refusal = { code: "stale", by: last?.by ?? "", at: last?.at ?? ctx.now().toISOString() };
    } else if (seat.id === assignmentId) refusal = { code: "seat-confirmed", by: seat.by, at: seat.at, place: seat.path };
    else refusal = sittingAt(seat);
    left.push({ worksheetId, studentId, toRequestId: fromRequestId, refusal, now });
  }
  return { changes, left };
}

/** What is taken back of a batch and what stays, with who has built on it since. */
async function takeBack(tx: Tx, ctx: ActorContext, batchId: Id): Promise<{ value: BatchOutcome; events: NewEvent[] }> {
  const { actor } = ctx;
  const batch = (await lockBatch(tx, actor, batchId)) ?? refuse({ code: "not-found" });
  const standing = batch.rows.filter(({ takenBack }) => takenBack === null);
  const touched = batch.rows.flatMap(({ fromRequestId, toRequestId }) => [fromRequestId, toRequestId].filter((one) => one !== null));
  const reached = await lockPlaces(tx, actor, [...new Set([...touched, ...(await listPlacesOf(tx, actor, standing))])]);
  // Of sheets that are not reached nothing is taken back, and nothing said.
  const sheets = new Set(reached.map(({ worksheetId }) => worksheetId));
  const rows = standing.filter(({ worksheetId }) => sheets.has(worksheetId));
  if (reached.length === 0) refuse({ code: "not-found" });
  await lockEnrolled(tx, actor, rows);
  if (rows.length === 0) refuse({ code: "stale", by: batch.rows[0]?.takenBack?.by ?? "", at: batch.rows[0]?.takenBack?.at ?? "" });
  const { changes, left } = await backOf(tx, ctx, rows);
  const { events, ...outcome } = await applyBatch(tx, ctx, { changes, cause: { kind: "undo", id: batch.id } });
  const back = [...outcome.done, ...outcome.same];
  await markTakenBack(tx, actor, { batchId: batch.id, rows: back });
  // Taking back an undo is doing again what had been undone.
  if (batch.cause === "undo" && batch.causeId !== null)
    await markDoneAgain(tx, actor, {
      batchId: batch.causeId,
      rows: back.map(({ worksheetId, studentId, seat }) => ({ worksheetId, studentId, assignmentId: seat?.assignmentId ?? null })),
    });
  return { value: { ...outcome, refused: [...left, ...outcome.refused] }, events };
}

export const batchProcedures = {
  /**
   * Changes where several students sit, as one action: by hand, from a solution, a scenario or a swap. `saw` is the seat each
   * was shown with, as in `hold`. A confirmed student is not moved: her confirmation is taken back first.
   */
  applyBatch: allowed("assignment.manage")
    .input(z.object({ worksheetId: id, changes: z.array(batchChange).min(1).max(most), cause: batchCause }))
    .mutation(({ ctx, input }) =>
      act<BatchOutcome>(ctx, async (tx) => {
        const changes = input.changes.map((change) => ({ ...change, worksheetId: change.worksheetId ?? input.worksheetId }));
        for (const sheetId of new Set(changes.map(({ worksheetId }) => worksheetId)))
          if (!(await findGridHead(tx, ctx.actor, sheetId))) refuse({ code: "not-found" });
        await proveCause(tx, ctx.actor, { changes, cause: input.cause });
        const { events, ...value } = await applyBatch(tx, ctx, { changes, cause: input.cause });
        return { value, events };
      }),
    ),

  /** Takes such an action back where nobody has built on it, and says what it left and why. The answer's `batchId` does it again. */
  takeBackBatch: allowed("assignment.manage")
    .input(z.object({ batchId: id }))
    .mutation(({ ctx, input }) => act<BatchOutcome>(ctx, (tx) => takeBack(tx, ctx, input.batchId))),
};
