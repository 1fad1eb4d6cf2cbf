import type { Actor } from "#domain/access.ts";
import { dayIn, type Day } from "#domain/dates.ts";
import type { NewEvent } from "#domain/event.ts";
import type { Id } from "#domain/id.ts";
import { fold } from "#domain/place.ts";
import { refuse } from "#domain/refusal.ts";
import { audienceOf, withinOf } from "#domain/request-event.ts";
import { listCatalogueReaders, type PlaceDetail } from "#db/catalogue.ts";
import { moveDestination } from "#db/place-move.ts";
import { forgetFormerName, insertFormerName, saveName } from "#db/place-name.ts";
import type { Tx } from "#db/sql.ts";
import { freeOrRefuse, parentOf } from "./catalogue-free.ts";
import { kept, taken } from "./catalogue-place.ts";
import { orRefuse } from "./constraint.ts";

/** Another place that gives its name up, and takes this one (F-031): both are renamed at once, or neither. */
export interface Displaced {
  id: Id;
  name: string;
}

/**
 * Keeps the name a place gives up, with the day from which the new one holds. A name taken back within minutes is a slip: nothing is kept of
 * it. Where only capitals or spaces differ there is nothing to keep.
 */
async function keepName(tx: Tx, place: PlaceDetail, of: { name: string; until: Day }): Promise<void> {
  if (place.level === "agency" || fold(place.name) === fold(of.name)) return;
  if (await forgetFormerName(tx, place, { name: of.name, parentId: parentOf(place) })) return;
  await insertFormerName(tx, place, { name: place.name, until: of.until });
}

/** The day from which a new name holds: today, or a day that has come. */
export function namedOn(on: Day | undefined, now: Date): Day {
  const today = dayIn(now);
  if (on !== undefined && on > today) refuse({ code: "invalid", field: "on", problem: { kind: "not-yet" } });
  return on ?? today;
}

/** Renames the place that stands in the way, when one is named; its keeper alone does. */
export async function displace(tx: Tx, actor: Actor, of: { displaced: Displaced | undefined; on: Day }): Promise<NewEvent[]> {
  const { displaced, on } = of;
  if (!displaced) return [];
  const place = await kept(tx, actor, displaced.id);
  if (place.level === "agency") return refuse({ code: "not-found" });
  const { name } = displaced;
  await freeOrRefuse(tx, { level: place.level, agencyId: place.agencyId, parentId: parentOf(place), name, except: place.id });
  await keepName(tx, place, { name, until: on });
  await orRefuse(saveName(tx, place, name), taken(name));
  return [
    {
      kind: "catalogue.changed",
      agencyIds: [...(await listCatalogueReaders(tx)), place.agencyId],
      about: place.id,
      within: [place.agencyId],
      facts: { type: place.level, name, fields: ["name"], changes: { name: { before: place.name, after: name } }, on },
    },
  ];
}

/** Prepares a new name of a place: the one in the way is renamed, the name is free, the old one is kept. The caller saves it. */
export async function rename(
  tx: Tx,
  actor: Actor,
  of: { place: PlaceDetail; name: string; displaced: Displaced | undefined; on: Day },
): Promise<NewEvent[]> {
  const { place, name, on } = of;
  const events = await displace(tx, actor, of);
  await freeOrRefuse(tx, { level: place.level, agencyId: place.agencyId, parentId: parentOf(place), name, except: place.id });
  await keepName(tx, place, { name, until: on });
  return events;
}

/**
 * Moves a destination under another service of its organisation (K14, F-032). What is open there follows, each request with an event of its
 * own; what is over keeps the words it was asked with. Answers what happened, and where it was and is.
 */
export async function move(
  tx: Tx,
  actor: Actor,
  of: { place: PlaceDetail; serviceId: Id; now: Date },
): Promise<{ events: NewEvent[]; from: string; to: string }> {
  const { place, serviceId, now } = of;
  const to = await kept(tx, actor, serviceId);
  if (place.level !== "destination" || to.level !== "service" || to.agencyId !== place.agencyId || to.siteId === null)
    return refuse({ code: "not-found" });
  if (to.retiredOn !== null) return refuse({ code: "parent-retired", name: to.name, on: to.retiredOn });
  const today = dayIn(now);
  await freeOrRefuse(tx, { level: "destination", agencyId: place.agencyId, parentId: to.id, name: place.name, except: place.id });
  const back = await forgetFormerName(tx, place, { name: place.name, parentId: to.id });
  if (!back) await insertFormerName(tx, place, { name: place.name, until: today });
  const followed = await orRefuse(moveDestination(tx, place, { siteId: to.siteId, serviceId: to.id, today }), taken(place.name));
  const facts = {
    unit: place.name,
    from: [place.siteName, place.serviceName].join(" / "),
    to: [to.siteName, to.serviceName].join(" / "),
  };
  const events = followed.map((request) => ({
    kind: "request.unit-moved" as const,
    agencyIds: audienceOf(request, request.status),
    about: request.id,
    within: withinOf(request),
    facts,
  }));
  return { events, from: facts.from, to: facts.to };
}
