import type { StaffKind } from "#domain/access.ts";
import { rightsOf, type AgencyKind } from "#domain/role.ts";

/** What a role covers, as forms hold it. */
export interface RightValues {
  everything: boolean;
  programmes: string[];
  sites: string[];
  services: string[];
  destinations: string[];
  /** Of an observer: whether she reads students' names (F-208). */
  withNames?: boolean;
}

export const allRights: RightValues = { everything: true, programmes: [], sites: [], services: [], destinations: [] };

/** How much is ticked, of what this kind of role is made of. */
export const ticked = (rights: RightValues, kind: StaffKind, agency: AgencyKind): number => {
  const made = rightsOf(kind, agency);
  const places = rights.sites.length + rights.services.length + rights.destinations.length;
  return (made === "places" ? 0 : rights.programmes.length) + (made === "programmes" ? 0 : places);
};

/** Rights that can be saved: everything, or something. */
export const isWhole = (rights: RightValues, kind: StaffKind, agency: AgencyKind): boolean =>
  rights.everything || rightsOf(kind, agency) === "none" || ticked(rights, kind, agency) > 0;

export const toggled = (list: readonly string[], id: string): string[] =>
  list.includes(id) ? list.filter((one) => one !== id) : [...list, id];
