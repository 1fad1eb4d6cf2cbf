import { createMemo } from "solid-js";
import type { Catalogue } from "#domain/place.ts";
import { answerOf } from "#ui/answer.ts";
import { useCatalogue } from "#ui/catalogue/whole-catalogue.ts";
import type { ComboboxOption } from "#ui/parts/combobox.tsx";

/** A place as a form keeps it: `service:…` or `destination:…`, the deepest level that is chosen. */
export type PlaceKey = string;

export interface WholePlace {
  receivingId: string;
  siteId: string;
  serviceId: string;
  destinationId: string | null;
}

/** What a role covers of its organisation. */
export interface Cover {
  everything: boolean;
  sites: string[];
  services: string[];
  destinations: string[];
}

export const keyOfPlace = (of: { serviceId: string; destinationId: string | null }): PlaceKey =>
  of.destinationId === null ? `service:${of.serviceId}` : `destination:${of.destinationId}`;

/** The place a key names; null when the catalogue has it no more. */
export function placeOfKey(catalogue: Catalogue, key: PlaceKey): WholePlace | null {
  const [level, id] = key.split(":");
  if (level === "destination") {
    const unit = catalogue.destinations.find((one) => one.id === id);
    return unit ? { receivingId: unit.agencyId, siteId: unit.siteId, serviceId: unit.serviceId, destinationId: unit.id } : null;
  }
  const service = catalogue.services.find((one) => one.id === id);
  return service ? { receivingId: service.agencyId, siteId: service.siteId, serviceId: service.id, destinationId: null } : null;
}

/** Every open service and unit, of one organisation or of all, that `cover` holds, as one list to type in. */
function optionsOf(catalogue: Catalogue, of: { agencyId: string | null; cover: Cover | null }): ComboboxOption[] {
  const sites = new Map(catalogue.sites.filter(({ retiredOn }) => retiredOn === null).map((one) => [one.id, one]));
  const agencies = new Map(catalogue.agencies.map((one) => [one.id, one]));
  const { cover } = of;
  const held = (siteId: string, serviceId: string, destinationId: string | null) =>
    cover === null ||
    cover.everything ||
    cover.sites.includes(siteId) ||
    cover.services.includes(serviceId) ||
    cover.destinations.includes(destinationId ?? "");
  const units = Map.groupBy(
    catalogue.destinations.filter(({ retiredOn }) => retiredOn === null),
    ({ serviceId }) => serviceId,
  );
  return catalogue.services.flatMap((service) => {
    const site = sites.get(service.siteId);
    const agency = agencies.get(service.agencyId);
    if (service.retiredOn !== null || !site || !agency || (of.agencyId !== null && agency.id !== of.agencyId)) return [];
    const group = of.agencyId === null ? agency.name : site.name;
    const path = of.agencyId === null ? `${site.name}, ${service.name}` : service.name;
    const own = held(site.id, service.id, null) ? [{ value: `service:${service.id}`, label: path, group }] : [];
    const below = (units.get(service.id) ?? [])
      .filter((unit) => held(site.id, service.id, unit.id))
      .map((unit) => ({ value: `destination:${unit.id}`, label: `${path}, ${unit.name}`, group }));
    return [...own, ...below];
  });
}

/** The catalogue, and its places as choices. */
export function usePlaceChoices(of: { agencyId: () => string | null; cover?: () => Cover | null }) {
  const catalogue = useCatalogue();
  const known = () => answerOf(catalogue);
  const options = createMemo(() => {
    const found = known();
    return found ? optionsOf(found, { agencyId: of.agencyId(), cover: of.cover?.() ?? null }) : [];
  });
  return { catalogue: known, options, loading: () => catalogue.isLoading };
}
