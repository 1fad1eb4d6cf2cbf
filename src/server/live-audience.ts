import { can, type Actor } from "#domain/access.ts";
import type { SeatChange } from "#domain/assignment.ts";
import { eventFacts, topicOf, type EventKind, type LiveEvent } from "#domain/event.ts";
import type { StoredEvent } from "#db/event.ts";

/** What an event changed of who sits where, with the programme whose readers may know. */
interface SeatsTold {
  told: Pick<LiveEvent, "change" | "changes">;
  programmeId: string;
}

/** Several seats changed as one. */
function seatsApplied(event: StoredEvent): SeatsTold | null {
  const facts = eventFacts["assignment.applied"].safeParse(event.facts).data;
  if (!facts) return null;
  const { worksheetId, programmeId } = facts;
  const changes = facts.seats.map(({ studentId, left, taken }): SeatChange => {
    const cause = taken?.cause === undefined ? facts.cause : taken.cause;
    return { worksheetId, left, taken: taken && { ...taken, studentId, state: "held", by: event.actorName, cause } };
  });
  return { told: { changes }, programmeId };
}

/** What the event changed of who sits where; null when it changed nothing of it, or says not what. */
function seatChangeOf(event: StoredEvent): SeatsTold | null {
  if (!event.kind.startsWith("assignment.")) return null;
  if (event.kind === "assignment.applied") return seatsApplied(event);
  const facts = eventFacts["assignment.held"].safeParse(event.facts).data;
  if (!facts?.seats) return null;
  const { worksheetId, programmeId, left, taken, cause } = facts.seats;
  const seat = taken && {
    ...taken,
    requestId: event.about,
    studentId: facts.studentId,
    state: "held" as const,
    by: event.actorName,
    cause: cause ?? null,
  };
  return { told: { change: { worksheetId, left, taken: seat } }, programmeId };
}

/**
 * Who may follow the sheet's seats: the school's own who see its assignments and have the programme. A course leader's courses are in the
 * database, not in her role: her screen asks again instead.
 */
const followsSeats = (reader: Actor, programmeId: string): boolean =>
  can(reader, "assignment.see") &&
  reader.kind !== "course-leader" &&
  reader.kind !== "instructor" &&
  (reader.everything || reader.programmes.includes(programmeId));

/** What is told of an event, by audience: there are few audiences and many readers, so each telling is made (and written as JSON) once. */
interface Tellings {
  seats: SeatsTold | null;
  byAudience: (LiveEvent | undefined)[];
}
const tellings = new WeakMap<StoredEvent, Tellings>();

function tellingsOf(event: StoredEvent): Tellings {
  let known = tellings.get(event);
  if (!known) {
    known = { seats: seatChangeOf(event), byAudience: [] };
    tellings.set(event, known);
  }
  return known;
}

/** Nobody's but their author's, whatever role or organisation reads (R421, R443). */
const ownersOnly = new Set(["scenario", "welcome"]);
/** Nobody's but those of the accounts they name (R450, R513). */
const addressed = new Set<EventKind>(["notice-page.changed", "watch.changed", "watch.judged"]);

/** What a reader may be told of an event: that it happened, where, by whom in words; null when it is not for them. */
export function liveFor(event: StoredEvent, reader: Actor): LiveEvent | null {
  const own = event.actorAccountId === reader.accountId && event.actorAgencyId === reader.agencyId;
  if (ownersOnly.has(topicOf(event.kind)) ? !own : !event.agencyIds.includes(reader.agencyId)) return null;
  // What somebody is told moves her own bell and nobody else's.
  if (addressed.has(event.kind) && !(event.facts.accountIds as string[]).includes(reader.accountId)) return null;
  // Who signs in and when is for the administrator and the person: a colleague's screen has nothing to look at again.
  const concerned = event.about === reader.accountId || event.actorAccountId === reader.accountId;
  if (topicOf(event.kind) === "account" && !concerned && !can(reader, "people.manage")) return null;
  const inside = event.actorAgencyId === reader.agencyId;
  const mine = event.actorAccountId === reader.accountId;
  const { seats, byAudience } = tellingsOf(event);
  const follows = seats !== null && inside && followsSeats(reader, seats.programmeId);
  const audience = (inside ? 1 : 0) | (mine ? 2 : 0) | (follows ? 4 : 0);
  return (byAudience[audience] ??= {
    seq: event.seq,
    at: event.at,
    kind: event.kind,
    about: event.about,
    within: event.within,
    by: inside ? event.actorName : (event.actorAgencyName ?? ""),
    mine,
    ...(follows ? seats.told : {}),
  });
}
