import { z } from "zod";
import type { Actor } from "#domain/access.ts";
import { mayClose } from "#domain/closure.ts";
import { day, dayIn } from "#domain/dates.ts";
import type { NewEvent } from "#domain/event.ts";
import { id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { findPlace, listCatalogueReaders } from "#db/catalogue.ts";
import { deleteClosure, findClosure, insertClosure, listClosuresOf, saveClosure, type PlaceClosure } from "#db/closure.ts";
import type { Query, Tx } from "#db/sql.ts";
import { act } from "./act.ts";
import { keptOf } from "./catalogue-place.ts";
import { allowed, router } from "./trpc.ts";

const days = z.object({ startsOn: day, endsOn: day, reason: z.string().trim().min(1).max(200) });

const inOrder = (of: { startsOn: string; endsOn: string }): void => {
  if (of.endsOn < of.startsOn) refuse({ code: "invalid", field: "endsOn", problem: { kind: "end-before-start" } });
};

/** The place a closure closes, for who keeps it; refused by name otherwise. */
async function keptPlace(sql: Query, actor: Actor, placeId: string) {
  const place = (await findPlace(sql, actor, placeId)) ?? refuse({ code: "not-found" });
  if (!mayClose(actor, keptOf(place)) || place.level === "agency") refuse({ code: "not-allowed" });
  return place;
}

/** Everybody plans over it: everybody is told. */
async function told(
  tx: Tx,
  kind: "closure.added" | "closure.changed" | "closure.removed",
  of: Omit<PlaceClosure, "reason">,
): Promise<NewEvent> {
  const within = [of.agencyId, ...[of.siteId, of.serviceId, of.destinationId].filter((one) => one !== null)];
  const facts = { place: of.place, from: of.startsOn, to: of.endsOn };
  return { kind, agencyIds: [...new Set([...(await listCatalogueReaders(tx)), of.agencyId])], about: of.id, within, facts };
}

const placeIdOf = (of: PlaceClosure): string => of.destinationId ?? of.serviceId ?? of.siteId ?? "";

export const closureRouter = router({
  /** Closures of a place and of what it lies under that are not over. */
  list: allowed("catalogue.see")
    .input(z.object({ placeId: id }))
    .query(async ({ ctx, input }) => {
      const place = (await findPlace(ctx.sql, ctx.actor, input.placeId)) ?? refuse({ code: "not-found" });
      const { siteId, serviceId, destinationId } = place;
      const closures = await listClosuresOf(ctx.sql, ctx.actor, { siteId, serviceId, destinationId, today: dayIn(ctx.now()) });
      const may = place.level !== "agency" && mayClose(ctx.actor, keptOf(place));
      return {
        closures: closures.map((one) => ({ ...one, above: placeIdOf(one) !== place.id, may: may && placeIdOf(one) === place.id })),
        may: { add: may && place.retiredOn === null },
      };
    }),

  /** Closes a site, a service or a unit between two days. */
  add: allowed("catalogue.see")
    .input(days.extend({ placeId: id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        inOrder(input);
        const place = await keptPlace(tx, ctx.actor, input.placeId);
        const closed = {
          agencyId: place.agencyId,
          siteId: place.level === "site" ? place.id : null,
          serviceId: place.level === "service" ? place.id : null,
          destinationId: place.level === "destination" ? place.id : null,
          startsOn: input.startsOn,
          endsOn: input.endsOn,
        };
        const closureId = await insertClosure(tx, { ...closed, reason: input.reason });
        return { value: { id: closureId }, events: [await told(tx, "closure.added", { ...closed, id: closureId, place: place.name })] };
      }),
    ),

  edit: allowed("catalogue.see")
    .input(days.extend({ id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        inOrder(input);
        const found = (await findClosure(tx, ctx.actor, input.id)) ?? refuse({ code: "not-found" });
        await keptPlace(tx, ctx.actor, placeIdOf(found));
        await saveClosure(tx, { ...input, agencyId: found.agencyId });
        return { value: null, events: [await told(tx, "closure.changed", { ...found, startsOn: input.startsOn, endsOn: input.endsOn })] };
      }),
    ),

  /** Opens the place again; answers what was lifted, so that it can be put back. */
  remove: allowed("catalogue.see")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const found = (await findClosure(tx, ctx.actor, input.id)) ?? refuse({ code: "not-found" });
        await keptPlace(tx, ctx.actor, placeIdOf(found));
        await deleteClosure(tx, found);
        const { startsOn, endsOn, reason } = found;
        return { value: { placeId: placeIdOf(found), startsOn, endsOn, reason }, events: [await told(tx, "closure.removed", found)] };
      }),
    ),
});
