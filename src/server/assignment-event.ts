import type { Actor } from "#domain/access.ts";
import type { SeatCause } from "#domain/assignment-batch.ts";
import type { NewEvent } from "#domain/event.ts";
import type { Id } from "#domain/id.ts";
import type { LockedPlace } from "#db/assignment.ts";

/** What an assignment on a place belongs to, for those who follow its sheet, its course or a student. */
export const withinOf = (place: LockedPlace, ...more: Id[]): Id[] => [place.worksheetId, place.cohortCourseId, ...more];

/** One student's seat as it changed. `place` is where she sits now, or sat when she was taken off. */
export interface Seating {
  studentId: Id;
  place: LockedPlace;
  from: Id | null;
  /** The assignment that is no more. */
  left: Id | null;
  taken: { id: Id; version: number; at: string } | null;
  cause: SeatCause | null;
}

/** As many changes of a sheet are told one by one, each in the history of its student and place; more are told as one. */
const fewEnough = 12;

function eventOf(actor: Actor, { studentId, place, from, left, taken, cause }: Seating): NewEvent {
  const common = { agencyIds: [actor.agencyId], about: place.id, within: withinOf(place, studentId) };
  const { worksheetId, programmeId } = place;
  const seat = taken && { assignmentId: taken.id, version: taken.version, at: taken.at };
  const facts = { studentId, seats: { worksheetId, programmeId, left, taken: seat, ...(cause ? { cause } : {}) } };
  if (!taken) return { kind: "assignment.removed", ...common, facts };
  return from
    ? { kind: "assignment.moved", ...common, facts: { ...facts, fromRequestId: from } }
    : { kind: "assignment.held", ...common, facts };
}

/** Several changes of one sheet told as one, so that a screen follows them in one step. */
function appliedOf(actor: Actor, cause: SeatCause, seatings: readonly [Seating, ...Seating[]]): NewEvent {
  const { worksheetId, programmeId } = seatings[0].place;
  const requests = seatings.flatMap(({ place, from }) => [place.id, ...(from ? [from] : [])]);
  return {
    kind: "assignment.applied",
    agencyIds: [actor.agencyId],
    about: worksheetId,
    within: [...new Set([...withinOf(seatings[0].place), ...seatings.map(({ studentId }) => studentId), ...requests])],
    facts: {
      cause,
      placed: seatings.filter(({ taken }) => taken).length,
      freed: seatings.filter(({ taken }) => !taken).length,
      worksheetId,
      programmeId,
      seats: seatings.map(({ studentId, left, place, taken, cause: of }) => ({
        studentId,
        left,
        taken: taken && {
          assignmentId: taken.id,
          requestId: place.id,
          version: taken.version,
          at: taken.at,
          ...(of?.batchId === cause.batchId ? {} : { cause: of }),
        },
      })),
    },
  };
}

/** What is told of seats that changed together, sheet by sheet. */
export function seatEvents(actor: Actor, cause: SeatCause, seatings: readonly Seating[]): NewEvent[] {
  return [...Map.groupBy(seatings, ({ place }) => place.worksheetId).values()].flatMap((of) => {
    const [first, ...more] = of;
    if (!first) return [];
    return of.length <= fewEnough ? of.map((one) => eventOf(actor, one)) : [appliedOf(actor, cause, [first, ...more])];
  });
}
