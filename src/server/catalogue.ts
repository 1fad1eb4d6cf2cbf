import { z } from "zod";
import { mayAddAgency, mayImportCatalogue, mayKeep } from "#domain/catalogue.ts";
import { day, dayIn } from "#domain/dates.ts";
import type { NewEvent } from "#domain/event.ts";
import { id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { listCatalogue } from "#db/catalogue-list.ts";
import {
  deletePlace,
  findPlace,
  insertNonUser,
  isTerritory,
  listCatalogueReaders,
  listContacts,
  listOpenAfter,
  listTerritories,
  lockParent,
  nameOfContact,
  savePlace,
  saveRetirement,
} from "#db/catalogue.ts";
import { listAlike } from "#db/place-alike.ts";
import { listFormerNames } from "#db/place-name.ts";
import { act } from "./act.ts";
import { checkImport, commitImport } from "./catalogue-import.ts";
import { freeOrRefuse } from "./catalogue-free.ts";
import { displace, move, namedOn, rename } from "./catalogue-name.ts";
import {
  added,
  addPlace,
  contactIdOf,
  displaced,
  fieldsOf,
  isRetirable,
  kept,
  keptOf,
  mayOf,
  patch,
  successorOf,
  taken,
  toldChanges,
} from "./catalogue-place.ts";
import { orRefuse, removeUnused } from "./constraint.ts";
import { allowed, router } from "./trpc.ts";

export const catalogueRouter = router({
  /** Every receiving organisation's places, flat, open or retired (Catalogue of domain/place.ts): what schools plan over. */
  all: allowed("catalogue.see").query(({ ctx }) => listCatalogue(ctx.sql, ctx.actor)),

  /** What the viewer may add on the catalogue's own level, and the organisation it opens on. */
  rights: allowed("catalogue.see").query(({ ctx: { actor } }) => {
    const own = { agencyId: actor.agencyId, agencyIsUser: true, siteId: null, serviceId: null, destinationId: null };
    return {
      ownAgencyId: actor.agencyKind === "placing" ? null : actor.agencyId,
      may: { addAgency: mayAddAgency(actor), addSite: mayKeep(actor, own), import: mayImportCatalogue(actor) },
    };
  }),

  /** One place of any level, with its contact and what the viewer may do with it. */
  place: allowed("catalogue.see")
    .input(z.object({ id }))
    .query(async ({ ctx, input }) => {
      const place = (await findPlace(ctx.sql, ctx.actor, input.id)) ?? refuse({ code: "not-found" });
      const formerly = await listFormerNames(ctx.sql, ctx.actor, place.id);
      return { ...place, formerly, may: mayOf(ctx.actor, place) };
    }),

  /** People who can be a place's contact: the directory of its organisation, for those who keep the place. */
  contacts: allowed("catalogue.see")
    .input(z.object({ placeId: id }))
    .query(async ({ ctx, input }) => {
      const place = (await findPlace(ctx.sql, ctx.actor, input.placeId)) ?? refuse({ code: "not-found" });
      if (!mayKeep(ctx.actor, keptOf(place))) refuse({ code: "not-allowed" });
      return listContacts(ctx.sql, ctx.actor, place.agencyId);
    }),

  /** What resembles an organisation or a site that is about to be added, by name or address (F-053). */
  alike: allowed("catalogue.see")
    .input(z.object({ name: z.string().trim().max(120), address: z.string().trim().max(500).default(""), except: id.nullish() }))
    .query(({ ctx, input }) =>
      input.name.length < 3 && input.address === "" ? [] : listAlike(ctx.sql, ctx.actor, { ...input, except: input.except ?? null }),
    ),

  /** The territories an umbrella organisation may be of (K67). */
  territories: allowed("catalogue.see").query(({ ctx }) => listTerritories(ctx.sql, ctx.actor)),

  /** Adds an organisation that does not use the system, or a site, service or destination under what the viewer keeps. */
  add: allowed("catalogue.see")
    .input(z.intersection(added, z.object({ displaced })))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const agencyIds = await listCatalogueReaders(tx);
        if (input.level === "agency") {
          if (!mayAddAgency(ctx.actor)) refuse({ code: "not-allowed" });
          const { name, umbrella, territoryId } = input;
          await freeOrRefuse(tx, { level: "agency", agencyId: ctx.actor.agencyId, parentId: null, name, except: null });
          if (territoryId !== undefined && !(await isTerritory(tx, territoryId))) refuse({ code: "not-found" });
          const of = { name, shortName: input.shortName || name.slice(0, 30), umbrella, territoryId: territoryId ?? null };
          const placeId = await orRefuse(insertNonUser(tx, of), taken(name));
          return {
            value: { id: placeId },
            events: [{ kind: "catalogue.added", agencyIds, about: placeId, facts: { type: "agency", name: input.name } }],
          };
        }
        const gone = await displace(tx, ctx.actor, { displaced: input.displaced, on: dayIn(ctx.now()) });
        const { agencyId, placeId, events } = await addPlace(tx, ctx.actor, input);
        const happened: NewEvent = {
          kind: "catalogue.added",
          agencyIds: [...agencyIds, agencyId],
          about: placeId,
          within: [agencyId],
          facts: { type: input.level, name: input.name },
        };
        return { value: { id: placeId }, events: [...gone, ...events, happened] };
      }),
    ),

  /** Changes the fields given and leaves the others. Answers what they were, so that the change can be taken back. */
  edit: allowed("catalogue.see")
    .input(z.object({ id, patch, on: day.optional(), displaced }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const place = await kept(tx, ctx.actor, input.id);
        if (!mayOf(ctx.actor, place).edit) refuse({ code: "not-allowed" });
        const { contact: wanted, serviceId, ...fields } = input.patch;
        const before = fieldsOf(place);
        const named = wanted === undefined ? { contactId: before.contactId, events: [] } : await contactIdOf(tx, place.agencyId, wanted);
        const after = { ...before, ...fields, contactId: named.contactId };
        const on = namedOn(input.on, ctx.now());
        const renamed = after.name !== before.name;
        const events: NewEvent[] = renamed ? await rename(tx, ctx.actor, { place, name: after.name, displaced: input.displaced, on }) : [];
        await orRefuse(
          savePlace(tx, ctx.actor, { ...after, level: place.level, agencyId: place.agencyId, id: place.id }),
          taken(after.name),
        );
        const moved = serviceId !== undefined && serviceId !== place.serviceId;
        // Under its new name, as it is saved: a move tells requests what their unit is called today.
        const went = moved ? await move(tx, ctx.actor, { place: { ...place, name: after.name }, serviceId, now: ctx.now() }) : null;
        events.push(...named.events, ...(went?.events ?? []));
        const changes = {
          ...toldChanges(place, after, { contact: await nameOfContact(tx, place.agencyId, after.contactId) }),
          ...(went ? { serviceId: { before: went.from, after: went.to } } : {}),
        };
        const what = Object.keys(changes);
        const changed = what.filter((field): field is keyof typeof after => field in after);
        if (what.length > 0) {
          const agencyIds = [...(await listCatalogueReaders(tx)), place.agencyId];
          events.push({
            kind: "catalogue.changed",
            agencyIds,
            about: place.id,
            within: [place.agencyId],
            facts: { type: place.level, name: after.name, fields: what, changes, ...(renamed && input.on !== undefined ? { on } : {}) },
          });
        }
        const undo = {
          ...Object.fromEntries(changed.filter((field) => field !== "contactId").map((field) => [field, before[field]])),
          ...(changed.includes("contactId") ? { contact: before.contactId === null ? null : { id: before.contactId } } : {}),
          ...(moved && place.serviceId !== null ? { serviceId: place.serviceId } : {}),
        };
        // Who gave its name up has it back once ours is free again.
        const other = input.displaced && renamed ? { id: input.displaced.id, patch: { name: after.name } } : null;
        return { value: { undo, other }, events };
      }),
    ),

  /** Retires a place from a day on: it stays where requests name it, and is no longer offered (F-030, K14); a destination may name its successor (2.5). */
  retire: allowed("catalogue.see")
    .input(z.object({ id, on: day, successorId: id.nullish() }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const place = await kept(tx, ctx.actor, input.id);
        const { level } = place;
        if (!isRetirable(level)) return refuse({ code: "not-found" });
        const open = await listOpenAfter(tx, { ...place, level }, input.on);
        const which = open.slice(0, 3);
        if (open.length > 0) refuse({ code: "in-use", by: level === "site" ? "service" : "destination", count: open.length, which });
        await saveRetirement(
          tx,
          { ...place, level },
          { on: input.on, successorId: await successorOf(tx, ctx.actor, { place, id: input.successorId ?? null }) },
        );
        const agencyIds = [...(await listCatalogueReaders(tx)), place.agencyId];
        return {
          value: { id: place.id },
          events: [
            {
              kind: "catalogue.retired",
              agencyIds,
              about: place.id,
              within: [place.agencyId],
              facts: { type: level, name: place.name, on: input.on },
            },
          ],
        };
      }),
    ),

  /** Opens a retired place again, unless what it lies under is retired or its name was given to another since. */
  restore: allowed("catalogue.see")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const place = await kept(tx, ctx.actor, input.id);
        const { level } = place;
        if (!isRetirable(level)) return refuse({ code: "not-found" });
        const parent = await lockParent(tx, { ...place, level });
        if (parent?.retiredOn) refuse({ code: "parent-retired", name: parent.name, on: parent.retiredOn });
        const { agencyId, name, siteId, serviceId } = place;
        const parentId = level === "destination" ? serviceId : level === "service" ? siteId : null;
        await freeOrRefuse(tx, { level, agencyId, parentId, name, except: place.id });
        await orRefuse(saveRetirement(tx, { ...place, level }, { on: null, successorId: null }), taken(place.name));
        const agencyIds = [...(await listCatalogueReaders(tx)), place.agencyId];
        return {
          value: { id: place.id },
          events: [
            { kind: "catalogue.restored", agencyIds, about: place.id, within: [place.agencyId], facts: { type: level, name: place.name } },
          ],
        };
      }),
    ),

  /** Takes away a place that was added by mistake: nothing lies under it and nothing names it. */
  remove: allowed("catalogue.see")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const place = await kept(tx, ctx.actor, input.id);
        if (place.level === "agency" && place.agencyIsUser) refuse({ code: "not-allowed" });
        const below = { agency: "site", site: "service", service: "destination", destination: "request" } as const;
        await removeUnused(deletePlace(tx, place), {
          by: place.open > 0 ? below[place.level] : "request",
          count: place.open || place.requests || 1,
        });
        const agencyIds = [...(await listCatalogueReaders(tx)), ...(place.level === "agency" ? [] : [place.agencyId])];
        return {
          value: null,
          events: [
            {
              kind: "catalogue.removed",
              agencyIds,
              about: place.id,
              within: [place.agencyId],
              facts: { type: place.level, name: place.name },
            },
          ],
        };
      }),
    ),

  /** What a file would do, line by line; nothing is written. The file is `FormData` with `file`. */
  checkImport: allowed("catalogue.see")
    .input(z.instanceof(FormData))
    .mutation(({ ctx, input }) => checkImport(ctx, input)),

  /** Does what the check said, in one transaction; `import-changed` when it would now do something else. */
  commitImport: allowed("catalogue.see")
    .input(
      z.object({
        fileName: z.string().max(300),
        digest: z.string(),
        lines: z.array(z.object({ number: z.number().int(), texts: z.array(z.string().max(2_000)).length(10) })).max(20_000),
      }),
    )
    .mutation(({ ctx, input }) => commitImport(ctx, input)),
});
