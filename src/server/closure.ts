import { z } from "zod";
import type { Actor } from "#domain/access.ts";
import { mayClose } from "#domain/closure.ts";
import { day, dayIn } from "#domain/dates.ts";
import type { NewEvent } from "#domain/event.ts";
import { id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { findPlace, listCatalogueReaders, type PlaceDetail } from "#db/catalogue.ts";
import type { ClosingPlace } from "#db/closure-hit.ts";
import { deleteClosure, findClosure, insertClosure, listClosuresOf, saveClosure, type PlaceClosure } from "#db/closure.ts";
import type { Query, Tx } from "#db/sql.ts";
import { act } from "./act.ts";
import { keptOf } from "./catalogue-place.ts";
import { closingsMet, hitsOf, toldOfClosing } from "./closure-hit.ts";
import { findSeen } from "./request-found.ts";
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

/** The one identity that a closure of this place bears. */
const closedBy = ({ level, id: placeId }: Pick<PlaceDetail, "level" | "id">): ClosingPlace => ({
  siteId: level === "site" ? placeId : null,
  serviceId: level === "service" ? placeId : null,
  destinationId: level === "destination" ? placeId : null,
});

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

  /** What closing a place between two days touches, or what a closure does, as one's side sees it, with the ways out (R356). */
  hits: allowed("request.see")
    .input(z.object({ placeId: id, startsOn: day, endsOn: day }))
    .query(async ({ ctx, input }) => {
      inOrder(input);
      const place = (await findPlace(ctx.sql, ctx.actor, input.placeId)) ?? refuse({ code: "not-found" });
      return hitsOf(ctx, { place: closedBy(place), days: input });
    }),

  /** The closures that one request meets where it stands, for either of its sides (R357). */
  met: allowed("request.see")
    .input(z.object({ requestId: id }))
    .query(async ({ ctx, input }) => closingsMet(ctx, (await findSeen(ctx.sql, ctx, input.requestId)).record)),

  /** Closes a site, a service or a unit between two days. */
  add: allowed("catalogue.see")
    .input(days.extend({ placeId: id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        inOrder(input);
        const place = await keptPlace(tx, ctx.actor, input.placeId);
        const closed = { agencyId: place.agencyId, ...closedBy(place), startsOn: input.startsOn, endsOn: input.endsOn };
        const closureId = await insertClosure(tx, { ...closed, reason: input.reason });
        const touched = await toldOfClosing(tx, ctx, { place: closedBy(place), agencyId: place.agencyId, name: place.name, days: input });
        const noted = await told(tx, "closure.added", { ...closed, id: closureId, place: place.name });
        return { value: { id: closureId, touched: touched.length }, events: [noted, ...touched] };
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
        const longer = input.startsOn < found.startsOn || found.endsOn < input.endsOn;
        const touched = longer
          ? await toldOfClosing(tx, ctx, { place: found, agencyId: found.agencyId, name: found.place, days: input })
          : [];
        const changed = await told(tx, "closure.changed", { ...found, startsOn: input.startsOn, endsOn: input.endsOn });
        return { value: null, events: [changed, ...touched] };
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
