import { z } from "zod";
import { dayIn } from "#domain/dates.ts";
import type { NewEvent } from "#domain/event.ts";
import { id } from "#domain/id.ts";
import { refuse, Refused, type Refusal } from "#domain/refusal.ts";
import {
  meets,
  minutesReserved,
  mostReserved,
  prolongedUntil,
  reservationSeenBy,
  reservedPlace,
  type Reservation,
  type ReservedPlace,
} from "#domain/reservation.ts";
import { appendEvents } from "#db/event.ts";
import {
  insertReservation,
  listOnlookers,
  listOwnReservations,
  listReservations,
  lockReservation,
  lockUnitForReserving,
  saveEnded,
  saveProlonged,
} from "#db/reservation.ts";
import type { Query, Tx } from "#db/sql.ts";
import { findUnit } from "#db/unit-calendar.ts";
import { act } from "./act.ts";
import type { ActorContext } from "./request-move.ts";
import { allowed, router } from "./trpc.ts";

/** What is said to those who may know of it, by name; the others are told apart, of a change at the unit and nothing else. */
export const reservationEvent = (
  kind: "reservation.made" | "reservation.prolonged" | "reservation.released" | "reservation.lapsed",
  of: Pick<Reservation, "agencyId" | "receivingId" | "destinationId" | "place" | "startsOn" | "endsOn" | "until">,
): NewEvent => ({
  kind,
  agencyIds: [of.agencyId, of.receivingId],
  about: of.destinationId,
  within: [],
  facts: { place: of.place, from: of.startsOn, to: of.endsOn, until: of.until },
});

const nobody = { agencyId: null, accountId: null, personId: null, name: "", requestId: "" };

/** Tells every other school's screens to look again: signed by nobody, so that no school learns of another by name (R351). */
export async function signalOnlookers(tx: Tx, of: Pick<Reservation, "agencyId" | "receivingId" | "destinationId">): Promise<void> {
  const agencyIds = await listOnlookers(tx, of);
  if (agencyIds.length > 0)
    await appendEvents(tx, nobody, [{ kind: "reservation.changed", agencyIds, about: of.destinationId, within: [], facts: {} }]);
}

/** What whoever comes second is told: who keeps it, as far as she may know, and until when. */
export function reservedFor(of: Reservation, ctx: ActorContext): Refusal {
  const seen = reservationSeenBy(of, ctx.actor);
  return { code: "place-reserved", by: seen.by, agency: seen.agency, until: of.until };
}

/** A living reservation of somebody else that a place would meet. */
export async function inTheWay(sql: Query, ctx: ActorContext, place: ReservedPlace): Promise<Reservation | undefined> {
  const alive = await listReservations(sql, { destinationIds: [place.destinationId], at: ctx.now() });
  return alive.find((one) => one.personId !== ctx.actor.personId && meets(one, place));
}

export const reservationRouter = router({
  /** Who keeps something at these units now, and the server's clock to count down by. */
  list: allowed("catalogue.see")
    .input(z.object({ destinationIds: z.array(id).min(1).max(200) }))
    .query(async ({ ctx, input }) => {
      const at = ctx.now();
      const alive = await listReservations(ctx.sql, { destinationIds: input.destinationIds, at });
      return {
        now: at.toISOString(),
        reservations: alive.map((one) => ({ destinationId: one.destinationId, ...reservationSeenBy(one, ctx.actor) })),
      };
    }),

  /** What one keeps oneself, wherever it is. */
  mine: allowed("place.reserve").query(async ({ ctx }) => {
    const at = ctx.now();
    const own = await listOwnReservations(ctx.sql, ctx.actor, at);
    return {
      now: at.toISOString(),
      reservations: own.map((one) => ({ destinationId: one.destinationId, place: one.place, ...reservationSeenBy(one, ctx.actor) })),
    };
  }),

  /** Keeps a unit at some dates and hours for a quarter of an hour, while one arranges it: of all who try at once, one does (R350). */
  take: allowed("place.reserve")
    .input(reservedPlace)
    .mutation(async ({ ctx, input }) => {
      if (input.endsOn < input.startsOn) refuse({ code: "invalid", field: "endsOn", problem: { kind: "end-before-start" } });
      const unit = (await findUnit(ctx.sql, input.destinationId)) ?? refuse({ code: "not-found" });
      if (input.endsOn < dayIn(ctx.now())) refuse({ code: "invalid", field: "endsOn", problem: { kind: "in-the-past" } });
      // Most who come second are told so without waiting for anybody.
      const early = await inTheWay(ctx.sql, ctx, input);
      if (early) throw new Refused(reservedFor(early, ctx));
      const taken = await act(ctx, async (tx) => {
        await lockUnitForReserving(tx, input.destinationId);
        const other = await inTheWay(tx, ctx, input);
        if (other) throw new Refused(reservedFor(other, ctx));
        const own = await listOwnReservations(tx, ctx.actor, ctx.now());
        const again = own.find((one) => meets(one, input));
        if (again) return { value: again.id, events: [] };
        if (own.length >= mostReserved) refuse({ code: "too-many-reservations", most: mostReserved });
        const madeAt = ctx.now();
        const until = new Date(madeAt.getTime() + minutesReserved * 60_000);
        const reservationId = await insertReservation(tx, ctx.actor, { place: input, receivingId: unit.agencyId, madeAt, until });
        const made = {
          agencyId: ctx.actor.agencyId,
          receivingId: unit.agencyId,
          destinationId: unit.id,
          place: `${unit.site} / ${unit.service} / ${unit.name}`,
          startsOn: input.startsOn,
          endsOn: input.endsOn,
          until: until.toISOString(),
        };
        await signalOnlookers(tx, made);
        return { value: reservationId, events: [reservationEvent("reservation.made", made)] };
      });
      return { id: taken };
    }),

  /** Another quarter of an hour, up to three in all. */
  prolong: allowed("place.reserve")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const found = (await lockReservation(tx, input.id, ctx.now())) ?? refuse({ code: "not-found" });
        if (found.agencyId !== ctx.actor.agencyId || found.personId !== ctx.actor.personId) refuse({ code: "not-found" });
        const until = prolongedUntil(found, ctx.now()) ?? refuse({ code: "reservation-used-up" });
        await saveProlonged(tx, { agencyId: found.agencyId, id: found.id, until });
        await signalOnlookers(tx, found);
        return { value: null, events: [reservationEvent("reservation.prolonged", { ...found, until: until.toISOString() })] };
      }),
    ),

  /** Gives it back before its time: who keeps it, or who answers for the unit. */
  release: allowed("place.reserve")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const found = (await lockReservation(tx, input.id, ctx.now())) ?? refuse({ code: "not-found" });
        if (!reservationSeenBy(found, ctx.actor).may.release) refuse({ code: "not-found" });
        await saveEnded(tx, { agencyId: found.agencyId, id: found.id, at: ctx.now() });
        await signalOnlookers(tx, found);
        return { value: null, events: [reservationEvent("reservation.released", found)] };
      }),
    ),
});
