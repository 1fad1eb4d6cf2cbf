import type { Actor } from "#domain/access.ts";
import { barePlace, noSurroundings, type ConflictStudent, type ConflictSurroundings } from "#domain/conflict-facts.ts";
import type { Id } from "#domain/id.ts";
import { listDecisionsOn, type Decision } from "#db/conflict-decision.ts";
import type { Query } from "#db/sql.ts";
import { conflictFactsOf } from "./conflict-facts.ts";

/** A sheet's grid with all that its conflicts are found in, as of the transaction's moment: places and students carry theirs; and what was decided about them. */
export async function withConflictFacts<Place extends { requestId: Id }, Student extends { id: Id; fictitious: boolean }, Rest>(
  sql: Query,
  actor: Actor,
  grid: Rest & { head: { id: Id }; places: Place[]; students: Student[] },
): Promise<
  Rest & ConflictSurroundings & { places: (Place & typeof barePlace)[]; students: (Student & ConflictStudent)[]; decisions: Decision[] }
> {
  const worksheetId = grid.head.id;
  const studentIds = grid.students.map(({ id }) => id);
  const [all, decisions] = await Promise.all([
    conflictFactsOf(sql, actor, { worksheetIds: [worksheetId], studentIds }),
    listDecisionsOn(sql, actor, [worksheetId]),
  ]);
  const facts = all.get(worksheetId);
  const placeOf = new Map(facts?.places.map((place) => [place.requestId, place]));
  const studentOf = new Map(facts?.students.map((student) => [student.id, student]));
  const { course, term, programme, instructors, posts, closures, agreements, units } = facts ?? noSurroundings;
  return {
    ...grid,
    places: grid.places.map((place) => {
      const { destinationId, sizeHere, companions, prerequisites, edits } = placeOf.get(place.requestId) ?? barePlace;
      return { ...place, destinationId, sizeHere, companions, prerequisites, edits };
    }),
    students: grid.students.map((student) => ({
      ...(studentOf.get(student.id) ?? { consentUntil: null, sealed: null, met: null }),
      ...student,
    })),
    course,
    term,
    programme,
    instructors,
    posts,
    closures,
    agreements,
    units,
    decisions,
  };
}
