import { topicOf } from "#domain/event.ts";
import type { Id } from "#domain/id.ts";
import type { StoredEvent } from "#db/event.ts";
import type { ToldItem } from "#db/watch.ts";

/** A change of a place: which, what of it, and who made it. */
export interface PlaceChange {
  placeIds: Id[];
  name: string;
  what: NonNullable<ToldItem["what"]>;
  actorAccountId: Id | null;
}

/** What some events may have changed the answer of. */
export interface Touched {
  /** Requests, with the account that acted on each last; null: nobody who signs in. */
  requests: Map<Id, Id | null>;
  /** Those of them that take more or less room than before. */
  roomed: Id[];
  /** Organisations where one of them was at another unit before, nobody says which. */
  moved: Id[];
  places: PlaceChange[];
  /** Whatever a sheet's conflicts may come from: sheets, students. */
  nearSheets: Id[];
  /** Questions that are new, or others than they were. */
  watchIds: Id[];
}

const movedKinds = new Set(["request.redirected", "request.auto-redirected", "request.relocated"]);
/** Another place was written on it, whichever was there before. */
const wasMoved = ({ kind, facts }: StoredEvent): boolean =>
  movedKinds.has(kind) || (kind === "request.changed" && Object.hasOwn(facts.changes ?? {}, "place"));
/** What waits takes as much room as what is accepted or confirmed; what is in an outbox takes none. */
const roomless = new Set([
  "request.copied",
  "request.discarded",
  "request.accepted",
  "request.unit-accepted",
  "request.unit-declined",
  "request.confirmed",
  "request.unconfirmed",
  "request.linked",
  "request.unlinked",
]);
const sheetTopics = new Set(["assignment", "conflict", "worksheet", "enrolment", "student"]);
const placeTopics: Record<string, PlaceChange["what"]> = {
  catalogue: "catalogue",
  closure: "closure",
  capacity: "capacity",
  profile: "profile",
};

const nameIn = ({ facts }: StoredEvent): string =>
  typeof facts.place === "string" ? facts.place : typeof facts.name === "string" ? facts.name : "";

export function touchedBy(events: readonly StoredEvent[]): Touched {
  const touched: Touched = { requests: new Map(), roomed: [], moved: [], places: [], nearSheets: [], watchIds: [] };
  for (const event of events) {
    const topic = topicOf(event.kind);
    if (topic === "request" || topic === "supervision" || topic === "proposal") {
      touched.requests.set(event.about, event.actorAccountId);
      if (topic === "request" && !roomless.has(event.kind)) touched.roomed.push(event.about);
      if (wasMoved(event)) touched.moved.push(...event.agencyIds);
    } else if (sheetTopics.has(topic)) touched.nearSheets.push(event.about, ...event.within);
    else if (event.kind === "watch.changed") touched.watchIds.push(event.about);
    const what = placeTopics[topic];
    if (what === undefined) continue;
    // of an import each place, of a closure what is closed; of the others what it is about
    const many = event.kind === "catalogue.imported" || topic === "closure";
    const placeIds = many ? event.within : [event.about];
    touched.places.push({ placeIds, name: nameIn(event), what, actorAccountId: event.actorAccountId });
  }
  return touched;
}
