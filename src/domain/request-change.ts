import type { Id } from "./id.ts";
import { openPlace, pathOf, type Catalogue } from "./place.ts";
import type { Refusal } from "./refusal.ts";
import { longestAlert } from "./remark.ts";
import type { RequestRecord } from "./request-seen.ts";
import { isOpen, missingPlace, placeFreedom, statusSeenBy, type Place } from "./request.ts";
import { longestCell } from "./worksheet.ts";

/** What the school may ask to change on a request without moving it (reference 3.4). */
export interface Change {
  comment?: string;
  alert?: string;
  instructorId?: Id | null;
  size?: number;
  place?: Place;
}

export interface ChangeFacts {
  catalogue: Catalogue;
  instructors: { id: Id; name: string }[];
  /** Students whose names are released on it. */
  confirmed: number;
}

export type ChangePatch = Partial<
  Pick<RequestRecord, "comment" | "alert" | "instructorId" | "size" | "receivingId" | "siteId" | "serviceId" | "destinationId">
>;
export type Changes = Record<string, { before: unknown; after: unknown }>;
export type ChangeDecision = { ok: true; patch: ChangePatch; changes: Changes } | { ok: false; refusal: Refusal };

const no = (refusal: Refusal): ChangeDecision => ({ ok: false, refusal });

const writePlace = (catalogue: Catalogue, { receivingId, ...rest }: Place) => pathOf(catalogue, { agencyId: receivingId, ...rest });

/**
 * Judges a change against what the request is: the place by who may still move it (section 8, rule 8), the size by the
 * unit's largest group and by who is confirmed. The answer holds what changes and how history says it.
 */
export function judgeChange(request: RequestRecord, change: Change, facts: ChangeFacts): ChangeDecision {
  const refused = { code: "move-not-possible", move: "change", status: statusSeenBy(request.status, "placing") } as const;
  if (!isOpen(request.status)) return no(refused);
  const patch: ChangePatch = {};
  const changes: Changes = {};
  const place: Place = change.place ?? request;
  const moved =
    change.place !== undefined &&
    (["receivingId", "siteId", "serviceId", "destinationId"] as const).some((level) => place[level] !== request[level]);
  if (moved) {
    const freedom = placeFreedom(request.status, request.targetIsUser);
    const sameService =
      place.receivingId === request.receivingId && place.siteId === request.siteId && place.serviceId === request.serviceId;
    if (freedom === "none" || (freedom === "destination" && !sameService)) return no({ ...refused, move: "change-place" });
    const { receivingId, siteId, serviceId, destinationId } = place;
    // A held request leaves by the clock: nobody is there to complete it.
    const missing = missingPlace(place);
    if (request.status === "sent-held" && missing.length > 0) return no({ code: "place-incomplete", missing });
    if (!openPlace(facts.catalogue, place))
      return no({
        code: "invalid",
        field: "place",
        problem: { kind: "unknown-place", text: writePlace(facts.catalogue, place), like: [] },
      });
    Object.assign(patch, { receivingId, siteId, serviceId, destinationId });
    changes.place = { before: writePlace(facts.catalogue, request), after: writePlace(facts.catalogue, place) };
  }
  const size = change.size ?? request.size;
  if (size !== request.size && request.splitOf !== null) return no({ code: "part-follows", reference: request.splitReference ?? 0 });
  if (size !== request.size || moved) {
    if (size < 1) return no({ code: "invalid", field: "size", problem: { kind: "not-positive" } });
    if (request.kind === "individual" && size > 1) return no({ code: "invalid", field: "size", problem: { kind: "size-one-only" } });
    if (size < facts.confirmed) return no({ code: "size-below-confirmed", confirmed: facts.confirmed });
    const most = facts.catalogue.destinations.find(({ id }) => id === place.destinationId)?.largestGroup ?? null;
    // Of a group shared between places, this one takes its part.
    const here = request.sizeHere === null ? size : Math.ceil((size * request.sizeHere) / request.size);
    if (request.kind === "group" && most !== null && here > most)
      return no({ code: "invalid", field: "size", problem: { kind: "group-too-large", most, text: String(here) } });
    if (size !== request.size) {
      patch.size = size;
      changes.size = { before: request.size, after: size };
    }
  }
  const { comment, instructorId } = change;
  const alert = change.alert?.trim();
  if (alert !== undefined && alert !== request.alert) {
    if (alert.length > longestAlert) return no({ code: "invalid", field: "alert", problem: { kind: "too-long", most: longestAlert } });
    patch.alert = alert;
    changes.alert = { before: request.alert, after: alert };
  }
  if (comment !== undefined && comment !== request.comment) {
    if (comment.length > longestCell) return no({ code: "invalid", field: "comment", problem: { kind: "too-long", most: longestCell } });
    patch.comment = comment;
    changes.comment = { before: request.comment, after: comment };
  }
  if (instructorId !== undefined && instructorId !== request.instructorId) {
    const named = facts.instructors.find(({ id }) => id === instructorId);
    if (instructorId !== null && !named) return no({ code: "not-found" });
    patch.instructorId = instructorId;
    changes.instructor = { before: request.names.instructor ?? "", after: named?.name ?? "" };
  }
  return { ok: true, patch, changes };
}
