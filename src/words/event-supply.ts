import type { EventKind } from "#domain/event.ts";
import type { Phrases } from "./event-phrase.ts";

export type SupplyTopic = "supply" | "sharing";
type Kinds = Extract<EventKind, `${SupplyTopic}.${string}`>;

export const suppliesFr: Phrases<Kinds> = {
  "supply.changed": () => "a changé ce qui est demandé à un milieu",
  "sharing.set": ({ open }) =>
    open ? "a ouvert aux écoles le partage des places, nom par nom" : "a réservé à l’organisme le partage des places par école",
};

export const suppliesEn: Phrases<Kinds> = {
  "supply.changed": () => "changed what is asked of a place",
  "sharing.set": ({ open }) =>
    open ? "opened to the schools how places are shared, name by name" : "kept how places are shared by school to the organisation",
};
