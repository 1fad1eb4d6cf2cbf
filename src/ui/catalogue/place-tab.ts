import type { PlaceLevel } from "#domain/place.ts";

export const placeTabs = ["general", "closures", "contacts", "prerequisites", "documents", "capacity", "history"] as const;
export type PlaceTab = (typeof placeTabs)[number];

/** How a tab is called in the address (`?onglet=contacts`); the first is the record itself and has none. */
const names: Record<PlaceTab, string | undefined> = {
  general: undefined,
  closures: "fermetures",
  contacts: "contacts",
  prerequisites: "prealables",
  documents: "documents",
  capacity: "capacite",
  history: "historique",
};

/** The tabs a level has (2.6): an organisation has no profile of its own, what it says it says on its sites. */
export const tabsOf = (level: PlaceLevel): readonly PlaceTab[] => (level === "agency" ? ["general", "history"] : placeTabs);

export const tabAddress = (tab: PlaceTab): string | undefined => names[tab];

/** The tab an address names; the record where it names none, or one that this level does not have. */
export const tabAt = (level: PlaceLevel, name: string | undefined): PlaceTab =>
  tabsOf(level).find((tab) => name !== undefined && names[tab] === name) ?? "general";
