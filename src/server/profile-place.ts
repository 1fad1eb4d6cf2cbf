import type { Actor } from "#domain/access.ts";
import type { NewEvent } from "#domain/event.ts";
import type { Id } from "#domain/id.ts";
import { mayEditProfile } from "#domain/profile.ts";
import { refuse } from "#domain/refusal.ts";
import { findPlace, listCatalogueReaders, lockPlace, type PlaceDetail } from "#db/catalogue.ts";
import type { Query, Tx } from "#db/sql.ts";
import { keptOf } from "./catalogue-place.ts";

/** A site, a service or a destination: what has a profile. */
export type ProfiledPlace = PlaceDetail & { level: "site" | "service" | "destination" };

const hasProfile = (place: PlaceDetail): place is ProfiledPlace => place.level !== "agency";

export const mayWrite = (actor: Actor, place: PlaceDetail): boolean =>
  hasProfile(place) && mayEditProfile(actor, { ...keptOf(place), isUser: place.isUser });

/** A place with a profile, for anybody: the catalogue is public. */
export async function profiled(sql: Query, viewer: Actor, placeId: Id): Promise<ProfiledPlace> {
  const place = await findPlace(sql, viewer, placeId);
  return place && hasProfile(place) ? place : refuse({ code: "not-found" });
}

/** The place, locked, for who writes its profile; its name is public, so that the refusal to others is honest. */
export async function writable(tx: Tx, actor: Actor, placeId: Id): Promise<ProfiledPlace> {
  const place = await lockPlace(tx, actor, placeId);
  if (!place || !hasProfile(place)) return refuse({ code: "not-found" });
  if (!mayWrite(actor, place)) refuse({ code: "not-allowed" });
  return place;
}

/** What it lies under, the nearest first. */
export const above = (place: ProfiledPlace): Id[] =>
  [place.level === "destination" ? place.serviceId : null, place.level === "site" ? null : place.siteId].filter((one) => one !== null);

/** Everybody plans over it, so everybody is told; what is above and below is history's too. */
export async function audience(tx: Tx, place: ProfiledPlace): Promise<Pick<NewEvent, "agencyIds" | "about" | "within">> {
  return {
    agencyIds: [...new Set([...(await listCatalogueReaders(tx)), place.agencyId])],
    about: place.id,
    within: [place.agencyId],
  };
}

export const factsOf = (place: ProfiledPlace) => ({ type: place.level, place: place.name });
