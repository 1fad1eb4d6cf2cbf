import { z } from "zod";
import type { Actor } from "#domain/access.ts";
import { longestName, mayAddAgency, mayImportCatalogue, mayKeep } from "#domain/catalogue.ts";
import { day } from "#domain/dates.ts";
import type { NewEvent } from "#domain/event.ts";
import { id, type Id } from "#domain/id.ts";
import type { PlaceLevel } from "#domain/place.ts";
import { refuse } from "#domain/refusal.ts";
import {
  countOpenAfter,
  deletePlace,
  findPlace,
  insertDestination,
  insertNonUser,
  insertService,
  insertSite,
  isPersonOf,
  listCatalogue,
  listCatalogueReaders,
  listContacts,
  lockParent,
  lockPlace,
  moveDestination,
  savePlace,
  saveRetirement,
  type PlaceDetail,
  type RetirableLevel,
} from "#db/catalogue.ts";
import { insertPerson } from "#db/people.ts";
import type { Tx } from "#db/sql.ts";
import { act } from "./act.ts";
import { checkImport, commitImport } from "./catalogue-import.ts";
import { orRefuse } from "./constraint.ts";
import { allowed, router } from "./trpc.ts";

const name = z.string().trim().min(1).max(longestName);
const shortName = z.string().trim().max(30);
const count = z.number().int().min(1).max(9_999).nullable();
const phone = z.string().trim().max(40).nullable();

/** Nobody, a person of the organisation's directory, or one that is added with the place. */
const contact = z.union([
  z.null(),
  z.object({ id }),
  z.object({
    lastName: name,
    firstName: z.string().trim().max(longestName),
    title: z.string().trim().max(longestName),
    email: z.email().nullable(),
    phone,
  }),
]);
type ContactInput = z.infer<typeof contact>;

const added = z.discriminatedUnion("level", [
  z.object({ level: z.literal("agency"), name, shortName }),
  z.object({
    level: z.literal("site"),
    agencyId: id,
    name,
    shortName,
    address: z.string().trim().max(500),
    phone,
    isUser: z.boolean(),
    contact,
  }),
  z.object({ level: z.literal("service"), siteId: id, name, isUser: z.boolean(), contact }),
  z.object({
    level: z.literal("destination"),
    serviceId: id,
    name,
    shortName,
    isUser: z.boolean(),
    capacity: count,
    largestGroup: count,
    contact,
  }),
]);

const patch = z
  .object({
    name,
    shortName,
    address: z.string().trim().max(500),
    phone,
    isUser: z.boolean(),
    capacity: count,
    largestGroup: count,
    contact,
    serviceId: id,
  })
  .partial();

const keptOf = (place: PlaceDetail) => ({
  agencyId: place.agencyId,
  agencyIsUser: place.agencyIsUser,
  siteId: place.siteId,
  serviceId: place.serviceId,
  destinationId: place.destinationId,
});
const isRetirable = (level: PlaceLevel): level is RetirableLevel => level !== "agency";

/** What the viewer may do with a place; screens show exactly this. */
function mayOf(actor: Actor, place: PlaceDetail) {
  const keeps = mayKeep(actor, keptOf(place));
  // The name of an organisation that signs in is its own administrator's; of one that does not, whoever keeps it.
  const edit = keeps && (place.level !== "agency" || !place.agencyIsUser || actor.kind === "local-administrator");
  return {
    edit,
    retire: keeps && isRetirable(place.level) && place.retiredOn === null,
    restore: keeps && isRetirable(place.level) && place.retiredOn !== null,
    remove: keeps && place.open === 0 && place.requests === 0 && (place.level !== "agency" || !place.agencyIsUser),
    add: keeps && place.level !== "destination" && place.retiredOn === null,
  };
}

/** The place, for whoever keeps it: its name is public, so that the refusal to others is honest. */
async function kept(tx: Tx, actor: Actor, placeId: Id): Promise<PlaceDetail> {
  const place = (await lockPlace(tx, actor, placeId)) ?? refuse({ code: "not-found" });
  if (!mayKeep(actor, keptOf(place))) refuse({ code: "not-allowed" });
  return place;
}

/** The person an input names, added to the organisation's directory when she is new to it. */
async function contactIdOf(tx: Tx, agencyId: Id, of: ContactInput): Promise<{ contactId: Id | null; events: NewEvent[] }> {
  if (of === null) return { contactId: null, events: [] };
  if ("id" in of) return { contactId: (await isPersonOf(tx, agencyId, of.id)) ? of.id : refuse({ code: "not-found" }), events: [] };
  const contactId = await insertPerson(tx, agencyId, { ...of, departmentId: null });
  return {
    contactId,
    events: [{ kind: "person.added", agencyIds: [agencyId], about: contactId, facts: { name: `${of.firstName} ${of.lastName}`.trim() } }],
  };
}

const taken = (text: string) => {
  const refusal = { code: "name-taken", name: text } as const;
  return {
    one_agency_per_name: refusal,
    one_site_per_name: refusal,
    one_service_per_name: refusal,
    one_open_destination_per_name: refusal,
  };
};

type AddedPlace = Exclude<z.infer<typeof added>, { level: "agency" }>;

async function addPlace(tx: Tx, actor: Actor, input: AddedPlace): Promise<{ agencyId: Id; placeId: Id; events: NewEvent[] }> {
  const parent = await kept(
    tx,
    actor,
    input.level === "site" ? input.agencyId : input.level === "service" ? input.siteId : input.serviceId,
  );
  const under = { site: "agency", service: "site", destination: "service" } as const;
  if (parent.level !== under[input.level]) refuse({ code: "not-found" });
  if (parent.retiredOn !== null) refuse({ code: "parent-retired", name: parent.name, on: parent.retiredOn });
  const { agencyId } = parent;
  const { contactId, events } = await contactIdOf(tx, agencyId, input.contact);
  const siteId = parent.siteId ?? "";
  const insert =
    input.level === "site"
      ? insertSite(tx, agencyId, { ...input, contactId })
      : input.level === "service"
        ? insertService(tx, { agencyId, siteId }, { ...input, contactId })
        : insertDestination(tx, { agencyId, siteId, serviceId: parent.id }, { ...input, contactId });
  return { agencyId, placeId: await orRefuse(insert, taken(input.name)), events };
}

/** Moves a destination where its own requests do not hold it, within its organisation (K14). */
async function move(tx: Tx, actor: Actor, { place, serviceId }: { place: PlaceDetail; serviceId: Id }): Promise<void> {
  const to = await kept(tx, actor, serviceId);
  if (place.level !== "destination" || to.level !== "service" || to.agencyId !== place.agencyId || to.siteId === null)
    return refuse({ code: "not-found" });
  if (to.retiredOn !== null) return refuse({ code: "parent-retired", name: to.name, on: to.retiredOn });
  const held = { code: "in-use", by: "request", count: Math.max(place.requests, 1) } as const;
  await orRefuse(moveDestination(tx, place, { siteId: to.siteId, serviceId: to.id }), {
    ...taken(place.name),
    request_receiving_id_service_id_destination_id_fkey: held,
  });
}

const fieldsOf = (place: PlaceDetail) => ({
  name: place.name,
  shortName: place.shortName,
  isUser: place.isUser,
  address: place.address ?? "",
  phone: place.phone,
  capacity: place.capacity,
  largestGroup: place.largestGroup,
  contactId: place.contact?.id ?? null,
});

export const catalogueRouter = router({
  /** Every receiving organisation's places, flat, open or retired (Catalogue of domain/place.ts): what schools plan over. */
  all: allowed("catalogue.see").query(({ ctx }) => listCatalogue(ctx.sql, ctx.actor)),

  /** What the viewer may add on the catalogue's own level, and the organisation it opens on. */
  rights: allowed("catalogue.see").query(({ ctx }) => ({
    ownAgencyId: ctx.actor.agencyKind === "placing" ? null : ctx.actor.agencyId,
    may: { addAgency: mayAddAgency(ctx.actor), import: mayImportCatalogue(ctx.actor) },
  })),

  /** One place of any level, with its contact and what the viewer may do with it. */
  place: allowed("catalogue.see")
    .input(z.object({ id }))
    .query(async ({ ctx, input }) => {
      const place = (await findPlace(ctx.sql, ctx.actor, input.id)) ?? refuse({ code: "not-found" });
      return { ...place, may: mayOf(ctx.actor, place) };
    }),

  /** People who can be a place's contact: the directory of its organisation, for those who keep the place. */
  contacts: allowed("catalogue.see")
    .input(z.object({ placeId: id }))
    .query(async ({ ctx, input }) => {
      const place = (await findPlace(ctx.sql, ctx.actor, input.placeId)) ?? refuse({ code: "not-found" });
      if (!mayKeep(ctx.actor, keptOf(place))) refuse({ code: "not-allowed" });
      return listContacts(ctx.sql, ctx.actor, place.agencyId);
    }),

  /** Adds an organisation that does not use the system, or a site, service or destination under what the viewer keeps. */
  add: allowed("catalogue.see")
    .input(added)
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const agencyIds = await listCatalogueReaders(tx);
        if (input.level === "agency") {
          if (!mayAddAgency(ctx.actor)) refuse({ code: "not-allowed" });
          const placeId = await orRefuse(
            insertNonUser(tx, { name: input.name, shortName: input.shortName || input.name.slice(0, 30) }),
            taken(input.name),
          );
          return {
            value: { id: placeId },
            events: [{ kind: "catalogue.added", agencyIds, about: placeId, facts: { type: "agency", name: input.name } }],
          };
        }
        const { agencyId, placeId, events } = await addPlace(tx, ctx.actor, input);
        const happened: NewEvent = {
          kind: "catalogue.added",
          agencyIds: [...agencyIds, agencyId],
          about: placeId,
          within: [agencyId],
          facts: { type: input.level, name: input.name },
        };
        return { value: { id: placeId }, events: [...events, happened] };
      }),
    ),

  /** Changes the fields given and leaves the others. Answers what they were, so that the change can be taken back. */
  edit: allowed("catalogue.see")
    .input(z.object({ id, patch }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const place = await kept(tx, ctx.actor, input.id);
        if (!mayOf(ctx.actor, place).edit) refuse({ code: "not-allowed" });
        const { contact: wanted, serviceId, ...fields } = input.patch;
        const before = fieldsOf(place);
        const named = wanted === undefined ? { contactId: before.contactId, events: [] } : await contactIdOf(tx, place.agencyId, wanted);
        const after = { ...before, ...fields, contactId: named.contactId };
        await orRefuse(
          savePlace(tx, ctx.actor, { ...after, level: place.level, agencyId: place.agencyId, id: place.id }),
          taken(after.name),
        );
        const moved = serviceId !== undefined && serviceId !== place.serviceId;
        if (moved) await move(tx, ctx.actor, { place, serviceId });
        const changed = (Object.keys(after) as (keyof typeof after)[]).filter((field) => after[field] !== before[field]);
        const what: string[] = moved ? [...changed, "serviceId"] : changed;
        const events: NewEvent[] = [...named.events];
        if (what.length > 0) {
          const agencyIds = [...(await listCatalogueReaders(tx)), place.agencyId];
          events.push({
            kind: "catalogue.changed",
            agencyIds,
            about: place.id,
            within: [place.agencyId],
            facts: { type: place.level, name: after.name, fields: what },
          });
        }
        const undo = {
          ...Object.fromEntries(changed.filter((field) => field !== "contactId").map((field) => [field, before[field]])),
          ...(changed.includes("contactId") ? { contact: before.contactId === null ? null : { id: before.contactId } } : {}),
          ...(moved && place.serviceId !== null ? { serviceId: place.serviceId } : {}),
        };
        return { value: { undo }, events };
      }),
    ),

  /** Retires a place from a day on: it stays where requests name it, and is no longer offered (F-030, K14). */
  retire: allowed("catalogue.see")
    .input(z.object({ id, on: day }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const place = await kept(tx, ctx.actor, input.id);
        const { level } = place;
        if (!isRetirable(level)) return refuse({ code: "not-found" });
        const open = await countOpenAfter(tx, { ...place, level }, input.on);
        if (open > 0) refuse({ code: "in-use", by: level === "site" ? "service" : "destination", count: open });
        await saveRetirement(tx, { ...place, level }, input.on);
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
        await orRefuse(saveRetirement(tx, { ...place, level }, null), taken(place.name));
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

/** A foreign key that holds a row is a thing in use, not a bug. */
export async function removeUnused(work: Promise<void>, held: { by: string; count: number }): Promise<void> {
  try {
    await work;
  } catch (error) {
    if ((error as { code?: string } | null)?.code === "23503") refuse({ code: "in-use", ...held });
    throw error;
  }
}
