import { can, type Actor } from "./access.ts";
import type { Id } from "./id.ts";

/** A place of the catalogue as rights are judged on it: its organisation, and what it is or lies under. */
export interface KeptPlace {
  agencyId: Id;
  agencyIsUser: boolean;
  siteId: Id | null;
  serviceId: Id | null;
  destinationId: Id | null;
}

/**
 * Who keeps a part of the catalogue (2.4 to 2.6, F-025, F-030): an organisation keeps its own, each role the sites,
 * services and destinations it covers (a site covers what lies under it); a school keeps organisations that do not use
 * the system, because nobody else will.
 */
export function mayKeep(actor: Actor, place: KeptPlace): boolean {
  if (place.agencyId !== actor.agencyId) return !place.agencyIsUser && mayAddAgency(actor);
  if (!can(actor, "catalogue.manage") || actor.agencyKind === "placing") return false;
  const { sites, services, destinations } = actor.places;
  return (
    actor.everything ||
    (place.siteId !== null && sites.includes(place.siteId)) ||
    (place.serviceId !== null && services.includes(place.serviceId)) ||
    (place.destinationId !== null && destinations.includes(place.destinationId))
  );
}

/** Only the placing side adds organisations, and only such as do not use the system; the others come with their own accounts. */
export const mayAddAgency = (actor: Actor): boolean => can(actor, "non-user-catalogue.manage") && actor.agencyKind !== "receiving";

/** A file may bring places to anyone who keeps at least one organisation. */
export const mayImportCatalogue = (actor: Actor): boolean =>
  mayAddAgency(actor) || (can(actor, "catalogue.manage") && actor.agencyKind !== "placing");

/** Longest name of anything in the catalogue: more is a sentence in the wrong column. */
export const longestName = 120;
