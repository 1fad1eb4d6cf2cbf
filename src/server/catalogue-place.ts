import { z } from "zod";
import type { Actor } from "#domain/access.ts";
import { longestName, mayKeep } from "#domain/catalogue.ts";
import type { NewEvent } from "#domain/event.ts";
import { id, type Id } from "#domain/id.ts";
import type { PlaceLevel } from "#domain/place.ts";
import { refuse } from "#domain/refusal.ts";
import {
  insertDestination,
  insertService,
  insertSite,
  isPersonOf,
  lockPlace,
  type PlaceDetail,
  type RetirableLevel,
} from "#db/catalogue.ts";
import { insertPerson } from "#db/people.ts";
import type { Tx } from "#db/sql.ts";
import { freeOrRefuse } from "./catalogue-free.ts";
import { orRefuse } from "./constraint.ts";

const name = z.string().trim().min(1).max(longestName);
const shortName = z.string().trim().max(30);
const count = z.number().int().min(1).max(9_999).nullable();
const disciplines = z.array(z.string().trim().min(1).max(60)).max(20);
const phone = z.string().trim().max(40).nullable();

/** Nobody, a person of the organisation's directory, or one that is added with the place. */
export const contact = z.union([
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

/** Another place that gives its name up for this one (F-031). */
export const displaced = z.object({ id, name }).optional();

export const added = z.discriminatedUnion("level", [
  z.object({ level: z.literal("agency"), name, shortName, umbrella: z.boolean().default(false), territoryId: id.optional() }),
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
    disciplines: disciplines.default([]),
    contact,
  }),
]);

export const patch = z
  .object({
    name,
    shortName,
    address: z.string().trim().max(500),
    phone,
    isUser: z.boolean(),
    capacity: count,
    largestGroup: count,
    disciplines,
    contact,
    serviceId: id,
    umbrella: z.boolean(),
  })
  .partial();

export const keptOf = (place: PlaceDetail) => ({
  agencyId: place.agencyId,
  agencyIsUser: place.agencyIsUser,
  siteId: place.siteId,
  serviceId: place.serviceId,
  destinationId: place.destinationId,
});
export const isRetirable = (level: PlaceLevel): level is RetirableLevel => level !== "agency";

/** What the viewer may do with a place; screens show exactly this. */
export function mayOf(actor: Actor, place: PlaceDetail) {
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
export async function kept(tx: Tx, actor: Actor, placeId: Id): Promise<PlaceDetail> {
  const place = (await lockPlace(tx, actor, placeId)) ?? refuse({ code: "not-found" });
  if (!mayKeep(actor, keptOf(place))) refuse({ code: "not-allowed" });
  return place;
}

/** The person an input names, added to the organisation's directory when she is new to it. */
export async function contactIdOf(tx: Tx, agencyId: Id, of: ContactInput): Promise<{ contactId: Id | null; events: NewEvent[] }> {
  if (of === null) return { contactId: null, events: [] };
  if ("id" in of) return { contactId: (await isPersonOf(tx, agencyId, of.id)) ? of.id : refuse({ code: "not-found" }), events: [] };
  const contactId = await insertPerson(tx, agencyId, { ...of, departmentId: null });
  return {
    contactId,
    events: [{ kind: "person.added", agencyIds: [agencyId], about: contactId, facts: { name: `${of.firstName} ${of.lastName}`.trim() } }],
  };
}

export const taken = (text: string) => {
  const refusal = { code: "name-taken", name: text } as const;
  return {
    one_agency_per_name: refusal,
    one_site_per_name: refusal,
    one_service_per_name: refusal,
    one_open_destination_per_name: refusal,
  };
};

type AddedPlace = Exclude<z.infer<typeof added>, { level: "agency" }>;

export async function addPlace(tx: Tx, actor: Actor, input: AddedPlace): Promise<{ agencyId: Id; placeId: Id; events: NewEvent[] }> {
  const parent = await kept(
    tx,
    actor,
    input.level === "site" ? input.agencyId : input.level === "service" ? input.siteId : input.serviceId,
  );
  const under = { site: "agency", service: "site", destination: "service" } as const;
  if (parent.level !== under[input.level]) refuse({ code: "not-found" });
  if (parent.retiredOn !== null) refuse({ code: "parent-retired", name: parent.name, on: parent.retiredOn });
  const { agencyId } = parent;
  await freeOrRefuse(tx, {
    level: input.level,
    agencyId,
    parentId: input.level === "site" ? null : parent.id,
    name: input.name,
    except: null,
  });
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

/** The open destination of the same organisation that takes a retired one's place; null when none is named. */
export async function successorOf(tx: Tx, actor: Actor, { place, id: wanted }: { place: PlaceDetail; id: Id | null }): Promise<Id | null> {
  if (wanted === null) return null;
  const found = (await lockPlace(tx, actor, wanted)) ?? refuse({ code: "not-found" });
  const fits = place.level === "destination" && found.level === "destination" && found.agencyId === place.agencyId && found.id !== place.id;
  if (!fits) return refuse({ code: "not-found" });
  if (found.retiredOn !== null) return refuse({ code: "parent-retired", name: found.name, on: found.retiredOn });
  return found.id;
}

export const fieldsOf = (place: PlaceDetail) => ({
  name: place.name,
  shortName: place.shortName,
  isUser: place.isUser,
  address: place.address ?? "",
  phone: place.phone,
  capacity: place.capacity,
  largestGroup: place.largestGroup,
  disciplines: place.disciplines,
  contactId: place.contact?.id ?? null,
  umbrella: place.umbrella,
});

/** What an edit changes, as history tells it: people and services by name. */
export function toldChanges(place: PlaceDetail, after: ReturnType<typeof fieldsOf>, told: { contact: string | null }) {
  const before = fieldsOf(place);
  const keys = (Object.keys(after) as (keyof typeof after)[]).filter((key) => JSON.stringify(after[key]) !== JSON.stringify(before[key]));
  return Object.fromEntries(
    keys.map((key) => [
      key,
      key === "contactId"
        ? { before: place.contact?.name ?? null, after: after.contactId === null ? null : told.contact }
        : { before: before[key], after: after[key] },
    ]),
  );
}
