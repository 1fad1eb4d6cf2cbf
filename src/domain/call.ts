import { addDays, type Day } from "./dates.ts";
import type { Id } from "./id.ts";
import { openPlace, pathOf, type Catalogue } from "./place.ts";
import type { Problem, Refusal } from "./refusal.ts";
import { inside, type Schedule } from "./schedule.ts";
import { longestCell } from "./worksheet.ts";

/** What a school calls for (F-172): a period inside a course, how many places, the hours wished of each student, by when. */
export interface CallTemplate {
  startsOn: Day;
  endsOn: Day;
  places: number;
  hours: number | null;
  comment: string;
  replyBy: Day;
}

/**
 * Where an organisation stands with a call. A call is never accepted and nobody is assigned to it (section 8, rule 10): its
 * answers are offers, which are requests of their own.
 */
export const replies = ["sent", "offered", "declined", "overdue"] as const;
export type Reply = (typeof replies)[number];

/** An offer says more than an earlier no; lateness begins on the reply-by date itself and ends with the call (F-177). */
export function replyOf(of: { declined: boolean; places: number; replyBy: Day; closed: boolean; today: Day }): Reply {
  if (of.places > 0) return "offered";
  if (of.declined) return "declined";
  return !of.closed && of.replyBy <= of.today ? "overdue" : "sent";
}

/** A no before the reply-by date is allowed, and warned about: places may still come free (T33). */
export const declinesEarly = (of: { replyBy: Day; today: Day }): boolean => of.today < of.replyBy;

const invalid = (field: string, problem: Problem): Refusal => ({ code: "invalid", field, problem });

/** The days a call can be answered by, as its form and the server judge it; null when it can. */
export const replyByRefusal = (replyBy: Day, today: Day): Refusal | null =>
  replyBy < today ? invalid("replyBy", { kind: "too-early", earliest: today }) : null;

/** Why a call cannot be sent as said; null when it can. A new one leaves a day at least to answer. */
export function templateRefusal(
  of: CallTemplate,
  facts: { course: { startsOn: Day; endsOn: Day }; today: Day; enrolled: number },
): Refusal | null {
  const { course, today } = facts;
  if (of.endsOn < of.startsOn) return invalid("endsOn", { kind: "end-before-start" });
  if (!inside(of, course)) {
    const wrong = of.startsOn < course.startsOn || of.startsOn > course.endsOn ? "startsOn" : "endsOn";
    return invalid(wrong, { kind: "outside-course", startsOn: course.startsOn, endsOn: course.endsOn });
  }
  if (of.places < 1) return invalid("places", { kind: "not-positive" });
  if (of.hours !== null && of.hours <= 0) return invalid("hours", { kind: "not-positive" });
  if (of.comment.length > longestCell) return invalid("comment", { kind: "too-long", most: longestCell });
  if (of.replyBy <= today) return invalid("replyBy", { kind: "too-early", earliest: addDays(today, 1) });
  // at least one student, fictitious or not, before any request (section 8, rule 14): each offer is one
  return facts.enrolled === 0 ? { code: "no-student-enrolled" } : null;
}

export interface OfferedPlace {
  siteId: Id;
  serviceId: Id;
  destinationId: Id | null;
}

/** What an organisation offers (F-173): as many places alike, each a request for one student. */
export interface Offer {
  place: OfferedPlace;
  schedule: Schedule;
  places: number;
  note: string;
}

/** As many places as one offer can hold: each becomes a row of the sheet. */
export const mostOffered = 50;

/** Why an offer cannot be made or changed as said; null when it can. `assigned`: students on it already. */
export function offerRefusal(
  offer: Offer,
  facts: { call: CallTemplate & { closed: boolean }; course: { startsOn: Day; endsOn: Day }; receivingId: Id; catalogue: Catalogue },
): Refusal | null {
  const { call, course, receivingId, catalogue } = facts;
  if (call.closed) return { code: "call-closed" };
  const { schedule } = offer;
  if (schedule.endsOn < schedule.startsOn) return invalid("endsOn", { kind: "end-before-start" });
  for (const field of ["startsOn", "endsOn"] as const) {
    const day = schedule[field];
    if (day < call.startsOn || day > call.endsOn)
      return invalid(field, { kind: "outside-call", startsOn: call.startsOn, endsOn: call.endsOn });
    if (day < course.startsOn || day > course.endsOn)
      return invalid(field, { kind: "outside-course", startsOn: course.startsOn, endsOn: course.endsOn });
  }
  if ((schedule.startTime === null) !== (schedule.endTime === null)) return invalid("startTime", { kind: "one-time-only" });
  if (schedule.blocks.some(({ from, to }) => to < from)) return invalid("blocks", { kind: "end-before-start" });
  if (!openPlace(catalogue, { receivingId, ...offer.place })) {
    const text = pathOf(catalogue, { agencyId: receivingId, ...offer.place });
    return invalid("place", { kind: "unknown-place", text, like: [] });
  }
  if (offer.places < 1) return invalid("places", { kind: "not-positive" });
  if (offer.places > mostOffered) return invalid("places", { kind: "too-many", most: mostOffered });
  if (offer.note.length > longestCell) return invalid("note", { kind: "too-long", most: longestCell });
  return null;
}

/** Why an organisation cannot say no to a call now; null when it can. */
export function declineRefusal(of: { closed: boolean; declined: boolean; places: number }): Refusal | null {
  if (of.closed) return { code: "call-closed" };
  if (of.places > 0) return { code: "call-has-offers", places: of.places };
  return of.declined ? { code: "call-answered" } : null;
}
