import { z } from "zod";
import type { Actor } from "#domain/access.ts";
import { can } from "#domain/access.ts";
import { meeting } from "#domain/conflict-time.ts";
import type { NewEvent } from "#domain/event.ts";
import { id, type Id } from "#domain/id.ts";
import { isAccepted } from "#domain/request.ts";
import { Refused, refuse, type Refusal } from "#domain/refusal.ts";
import {
  confirmSeats,
  deleteSeats,
  findGridHead,
  insertSeat,
  listGridPlaces,
  listGridStudents,
  listOtherSeats,
  listSeats,
  listSeatsElsewhere,
  listSheetsToAssign,
  lockPlaces,
  lockSeatOf,
  lockSeatsOf,
  savePlace,
  unconfirmSeats,
  type LockedPlace,
} from "#db/assignment.ts";
import { lastSeq } from "#db/event.ts";
import { listMembers } from "#db/request-split.ts";
import type { Tx } from "#db/sql.ts";
import { act } from "./act.ts";
import { batchProcedures } from "./assignment-batch.ts";
import { withinOf } from "./assignment-event.ts";
import { confirmJudge } from "./conflict-confirm.ts";
import { shownToSchool } from "./conflict-facts.ts";
import { withConflictFacts } from "./conflict-grid.ts";
import { followConfirmation, rewriteHours } from "./request-hours.ts";
import { followSize } from "./request-size.ts";
import { allowed, router } from "./trpc.ts";

async function lockPlace(tx: Tx, actor: Actor, requestId: Id): Promise<LockedPlace> {
  const [place] = await lockPlaces(tx, actor, [requestId]);
  return place ?? refuse({ code: "not-found" });
}

async function save(tx: Tx, place: LockedPlace, change: Parameters<typeof savePlace>[2]): Promise<void> {
  // The row is locked, so zero rows would be a bug of ours, not a colleague.
  if (!(await savePlace(tx, place, change))) throw new Error(`place ${place.id} changed under its lock`);
}

/**
 * Confirms one place: nobody over the size, nobody in two places at once (section 8, rule 12; F-159, F-161). Its split follows: the parts
 * whose place has said yes, also one that said it after the names were released. Never throws for a business no.
 */
export async function confirmPlace(
  tx: Tx,
  actor: Actor,
  place: LockedPlace,
): Promise<{ refusal: Refusal } | { students: number; events: NewEvent[] }> {
  if (!isAccepted(place.status)) return { refusal: { code: "not-accepted-yet" } };
  const seats = await lockSeatsOf(tx, actor, place.id);
  const held = seats.filter(({ state }) => state === "held");
  const late = held.length === 0 && seats.length > 0;
  const waiting =
    late && (await listMembers(tx, { agencyId: place.agencyId, primaryId: place.id })).some(({ status }) => status === "accepted");
  if (held.length === 0 && !waiting) return { refusal: { code: "nobody-assigned" } };
  if (seats.length > place.size) return { refusal: { code: "group-over-allocated", size: place.size, assigned: seats.length } };
  const others = await listOtherSeats(tx, actor, { studentIds: seats.map(({ studentId }) => studentId), besides: place.id });
  for (const seat of waiting ? seats : held) {
    for (const other of others.filter(({ studentId }) => studentId === seat.studentId)) {
      const overlap = meeting(seat, other, seat.studentId);
      if (overlap) return { refusal: { code: "student-twice", student: seat.name, place: other.path, from: overlap.from } };
    }
  }
  // Hours are written below, over the whole split.
  await confirmSeats(
    tx,
    actor,
    held.map(({ id: seatId, studentId }) => ({ id: seatId, studentId, shifts: [] })),
  );
  if (!waiting) await save(tx, place, { status: "confirmed" });
  const { agencyId } = place;
  const within = withinOf(place, ...held.map(({ studentId }) => studentId));
  const followed = await followConfirmation(tx, { agencyId, primaryId: place.id, within, students: seats.length, confirmed: true });
  // Somebody confirmed elsewhere is in `others` already: a refusal here would be a bug of ours.
  const refusal = await rewriteHours(tx, { agencyId, primaryId: place.id });
  if (refusal) throw new Refused(refusal);
  const own: NewEvent = {
    kind: "request.confirmed",
    agencyIds: [actor.agencyId, place.receivingId],
    about: place.id,
    within,
    facts: { students: held.length },
  };
  return { students: held.length, events: waiting ? followed : [own, ...followed] };
}

/** Takes a confirmation back: students stay held, and their names are hidden from who receives. */
export async function unconfirmPlace(tx: Tx, actor: Actor, place: LockedPlace): Promise<{ students: number; events: NewEvent[] }> {
  if (place.status !== "confirmed")
    throw new Refused({ code: "move-not-possible", move: "unconfirm", status: shownToSchool(place.status) });
  const confirmed = (await lockSeatsOf(tx, actor, place.id)).filter(({ state }) => state === "confirmed");
  await unconfirmSeats(
    tx,
    actor,
    confirmed.map((seat) => seat.id),
  );
  await save(tx, place, { status: "accepted" });
  const { agencyId } = place;
  const students = confirmed.length;
  const followed = await followConfirmation(tx, { agencyId, primaryId: place.id, within: withinOf(place), students, confirmed: false });
  const own: NewEvent = {
    kind: "request.unconfirmed",
    agencyIds: [actor.agencyId, place.receivingId],
    about: place.id,
    within: withinOf(place),
    facts: { students },
  };
  return { students, events: [...followed, own] };
}

/** Where a student now sits, and where she sat before on this sheet, so that the move can be taken back. */
interface HeldSeat {
  assignmentId: Id;
  version: number;
  before: Id | null;
}

const saw = z.object({ assignmentId: id, version: z.number().int() }).nullable();

export const assignmentRouter = router({
  ...batchProcedures,

  /** Sheets that have accepted places, the soonest first, with how far their assignment has come. */
  sheets: allowed("assignment.see").query(({ ctx }) => listSheetsToAssign(ctx.sql, ctx.actor)),

  /** The assignment grid of a sheet: students, accepted places, who sits where and since when, and where else those students are. */
  grid: allowed("assignment.see")
    .input(z.object({ worksheetId: id }))
    .query(async ({ ctx, input }) => {
      const head = (await findGridHead(ctx.sql, ctx.actor, input.worksheetId)) ?? refuse({ code: "not-found" });
      const may = { assign: can(ctx.actor, "assignment.manage") };
      // One moment, with the number of its last event: what is told after that number is not in it yet, what is told up to it is.
      return ctx.sql.begin("isolation level repeatable read read only", async (tx) => {
        const [seq, students, places, seats] = await Promise.all([
          lastSeq(tx),
          listGridStudents(tx, ctx.actor, head),
          listGridPlaces(tx, ctx.actor, head.id),
          listSeats(tx, ctx.actor, head.id),
        ]);
        const elsewhere = await listSeatsElsewhere(tx, ctx.actor, {
          worksheetId: head.id,
          studentIds: students.map(({ id: studentId }) => studentId),
        });
        // What a unit answered stays inside its organisation, also of a place that is asked for again (section 8, rule 3).
        const shown = places.map((place) => ({
          ...place,
          status: shownToSchool(place.status),
          split: place.split.map((part) => ({ ...part, status: shownToSchool(part.status) })),
        }));
        return withConflictFacts(tx, ctx.actor, { seq, head, students, places: shown, seats, elsewhere, may });
      });
    }),

  /**
   * Puts a student on an accepted place, held. `saw` is the seat the screen showed for her on this sheet: when a colleague
   * moved her meanwhile, the refusal says who, when and where, and the person chooses. Two people at the last seat are both kept (F-161).
   */
  hold: allowed("assignment.manage")
    .input(z.object({ requestId: id, studentId: id, saw }))
    .mutation(({ ctx, input }) =>
      act<HeldSeat>(ctx, async (tx) => {
        const place = await lockPlace(tx, ctx.actor, input.requestId);
        if (!isAccepted(place.status)) refuse({ code: "not-accepted-yet" });
        const { enrolled, seat } = await lockSeatOf(tx, ctx.actor, { ...place, studentId: input.studentId });
        if (!enrolled) refuse({ code: "not-found" });
        if (seat && (input.saw?.assignmentId !== seat.id || input.saw.version !== seat.version))
          refuse({ code: "already-assigned", by: seat.by, at: seat.at, place: seat.path });
        if (!seat && input.saw) refuse({ code: "stale", by: "", at: ctx.now().toISOString() });
        if (seat?.requestId === place.id)
          return { value: { assignmentId: seat.id, version: seat.version, before: seat.requestId }, events: [] };
        if (seat?.state === "confirmed") refuse({ code: "already-assigned", by: seat.by, at: seat.at, place: seat.path });
        if (seat) await deleteSeats(tx, ctx.actor, [seat.id]);
        const made = await insertSeat(tx, ctx.actor, { requestId: place.id, studentId: input.studentId });
        const common = { agencyIds: [ctx.actor.agencyId], about: place.id, within: withinOf(place, input.studentId) };
        const { worksheetId, programmeId } = place;
        const taken = { assignmentId: made.id, version: made.version, at: made.at };
        const facts = { studentId: input.studentId, seats: { worksheetId, programmeId, left: seat?.id ?? null, taken } };
        const event: NewEvent = seat
          ? { kind: "assignment.moved", ...common, facts: { ...facts, fromRequestId: seat.requestId } }
          : { kind: "assignment.held", ...common, facts };
        return { value: { assignmentId: made.id, version: made.version, before: seat?.requestId ?? null }, events: [event] };
      }),
    ),

  /** Takes a student off her place; a confirmed one too (« retirer les étudiants de cette affectation », F-160): her name is hidden again. */
  remove: allowed("assignment.manage")
    .input(z.object({ requestId: id, studentId: id, saw: z.object({ assignmentId: id, version: z.number().int() }) }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const place = await lockPlace(tx, ctx.actor, input.requestId);
        const { seat } = await lockSeatOf(tx, ctx.actor, { ...place, studentId: input.studentId });
        if (!seat || seat.id !== input.saw.assignmentId || seat.version !== input.saw.version) {
          return seat ? refuse({ code: "already-assigned", by: seat.by, at: seat.at, place: seat.path }) : refuse({ code: "not-found" });
        }
        await deleteSeats(tx, ctx.actor, [seat.id]);
        const events: NewEvent[] = [
          {
            kind: "assignment.removed",
            agencyIds: [ctx.actor.agencyId],
            about: place.id,
            within: withinOf(place, input.studentId),
            facts: {
              studentId: input.studentId,
              seats: { worksheetId: place.worksheetId, programmeId: place.programmeId, left: seat.id, taken: null },
            },
          },
        ];
        if (seat.state === "confirmed") {
          const left = (await lockSeatsOf(tx, ctx.actor, place.id)).filter(({ state }) => state === "confirmed").length;
          await save(tx, place, { status: left === 0 ? "accepted" : "confirmed" });
          if (left === 0) {
            const whole = { agencyId: place.agencyId, primaryId: place.id };
            events.push(...(await followConfirmation(tx, { ...whole, within: withinOf(place), students: 1, confirmed: false })));
          }
          events.push({
            kind: "request.unconfirmed",
            agencyIds: [ctx.actor.agencyId, place.receivingId],
            about: place.id,
            within: withinOf(place),
            facts: { students: 1 },
          });
        }
        return { value: { wasConfirmed: seat.state === "confirmed" }, events };
      }),
    ),

  /** Finalises: confirms each place and releases its names; places that cannot be are refused by name, the others go (F-159). */
  confirm: allowed("assignment.manage")
    .input(z.object({ requestIds: z.array(id).min(1).max(200) }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const places = await lockPlaces(tx, ctx.actor, input.requestIds);
        if (places.length !== new Set(input.requestIds).size) refuse({ code: "not-found" });
        const done: { requestId: Id; students: number }[] = [];
        const refused: { requestId: Id; path: string; refusal: Refusal }[] = [];
        const events: NewEvent[] = [];
        const judge = await confirmJudge(tx, ctx.actor, places);
        for (const place of places) {
          const kept = judge(place.id);
          const outcome = kept ? { refusal: kept } : await confirmPlace(tx, ctx.actor, place);
          if ("refusal" in outcome) refused.push({ requestId: place.id, path: place.path, refusal: outcome.refusal });
          else {
            done.push({ requestId: place.id, students: outcome.students });
            events.push(...outcome.events);
          }
        }
        return { value: { done, refused }, events };
      }),
    ),

  /** Takes a confirmation back: the students stay held, their names are hidden from the receiving side again (T25). */
  unconfirm: allowed("assignment.manage")
    .input(z.object({ requestId: id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const place = await lockPlace(tx, ctx.actor, input.requestId);
        const { students, events } = await unconfirmPlace(tx, ctx.actor, place);
        return { value: { students }, events };
      }),
    ),

  /** Changes a group's size, never below who is confirmed in it nor above what the unit receives (F-163). The receiving side sees it. */
  resize: allowed("assignment.manage")
    .input(z.object({ requestId: id, size: z.number().int().min(1).max(999) }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const place = await lockPlace(tx, ctx.actor, input.requestId);
        if (place.kind === "individual") refuse({ code: "invalid", field: "size", problem: { kind: "size-one-only" } });
        const here = place.sizeHere === null ? input.size : Math.ceil((input.size * place.sizeHere) / place.size);
        if (place.largestGroup !== null && here > place.largestGroup)
          refuse({
            code: "invalid",
            field: "size",
            problem: { kind: "group-too-large", most: place.largestGroup, text: String(here) },
          });
        const confirmed = (await lockSeatsOf(tx, ctx.actor, place.id)).filter(({ state }) => state === "confirmed").length;
        if (input.size < confirmed) refuse({ code: "size-below-confirmed", confirmed });
        await save(tx, place, { size: input.size });
        const followed = await followSize(tx, { agencyId: place.agencyId, primaryId: place.id, within: withinOf(place), size: input.size });
        return {
          value: { before: place.size },
          events: [
            ...followed,
            {
              kind: "request.changed",
              agencyIds: [ctx.actor.agencyId, place.receivingId],
              about: place.id,
              within: withinOf(place),
              facts: { changes: { size: { before: place.size, after: input.size } } },
            },
          ],
        };
      }),
    ),
});
