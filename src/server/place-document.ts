import { z } from "zod";
import { id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import {
  countPlaceDocuments,
  insertPlaceDocument,
  listPlaceDocuments,
  lockPlaceDocument,
  savePlaceDocumentRemoved,
} from "#db/place-document.ts";
import { profileWritten } from "#db/profile.ts";
import { act } from "./act.ts";
import { readUpload } from "./document.ts";
import { above, audience, factsOf, mayWrite, profiled, writable } from "./profile-place.ts";
import { allowed, router } from "./trpc.ts";

/** A profile's shelf, not an archive. */
const most = 30;

export const placeDocumentRouter = router({
  /** The files on a place's profile, and those of what it lies under (F-039). */
  list: allowed("catalogue.see")
    .input(z.object({ placeId: id }))
    .query(async ({ ctx, input }) => {
      const place = await profiled(ctx.sql, ctx.actor, input.placeId);
      const documents = await listPlaceDocuments(ctx.sql, ctx.actor, [place.id, ...above(place)]);
      const may = mayWrite(ctx.actor, place);
      const named = (of: string) => (of === place.serviceId ? place.serviceName : place.siteName) ?? "";
      return {
        documents: documents.map(({ placeId, ...one }) => ({
          ...one,
          from: placeId === place.id ? null : { id: placeId, name: named(placeId) },
          may: { replace: may && placeId === place.id, remove: may && placeId === place.id },
        })),
        may: { add: may },
      };
    }),

  /** Deposits one (`file`, `placeId`; `replaces`: the one whose place it takes). What it is is told by its first bytes and its name together. */
  add: allowed("profile.edit")
    .input(z.instanceof(FormData))
    .mutation(async ({ ctx, input }) => {
      const asked = z.object({ placeId: id, replaces: id.nullable() });
      const of = asked.safeParse({ placeId: input.get("placeId"), replaces: input.get("replaces") });
      if (!of.success) return refuse({ code: "not-found" });
      const { name, mediaType, content } = await readUpload(input);
      return act(ctx, async (tx) => {
        const place = await writable(tx, ctx.actor, of.data.placeId);
        const { replaces: wanted } = of.data;
        const replaces = wanted === null ? null : ((await lockPlaceDocument(tx, ctx.actor, wanted)) ?? refuse({ code: "not-found" }));
        if (replaces && (replaces.placeId !== place.id || replaces.removedAt !== null)) refuse({ code: "not-found" });
        if (!replaces && (await countPlaceDocuments(tx, place)) >= most)
          refuse({ code: "invalid", field: "file", problem: { kind: "too-many", most } });
        const added = await insertPlaceDocument(tx, place, { name, mediaType, content, by: ctx.actor, at: ctx.now(), replaces });
        await profileWritten(tx, place, ctx.actor);
        const facts = { ...factsOf(place), name, version: (replaces?.version ?? 0) + 1 };
        return { value: { id: added, name }, events: [{ ...(await audience(tx, place)), kind: "profile.document-added", facts }] };
      });
    }),

  /** Takes one off; `restore` puts it back. */
  remove: allowed("profile.edit")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const found = (await lockPlaceDocument(tx, ctx.actor, input.id)) ?? refuse({ code: "not-found" });
        const place = await writable(tx, ctx.actor, found.placeId);
        if (found.removedAt !== null) return refuse({ code: "not-found" });
        await savePlaceDocumentRemoved(tx, found, ctx.now());
        await profileWritten(tx, place, ctx.actor);
        const facts = { ...factsOf(place), name: found.name };
        return { value: { name: found.name }, events: [{ ...(await audience(tx, place)), kind: "profile.document-removed", facts }] };
      }),
    ),

  /** Puts back one that was taken off, unless a newer version has its place. */
  restore: allowed("profile.edit")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const found = (await lockPlaceDocument(tx, ctx.actor, input.id)) ?? refuse({ code: "not-found" });
        const place = await writable(tx, ctx.actor, found.placeId);
        if (found.removedAt === null || found.replaced) return refuse({ code: "not-found" });
        await savePlaceDocumentRemoved(tx, found, null);
        await profileWritten(tx, place, ctx.actor);
        const facts = { ...factsOf(place), name: found.name };
        return { value: { name: found.name }, events: [{ ...(await audience(tx, place)), kind: "profile.document-restored", facts }] };
      }),
    ),
});
