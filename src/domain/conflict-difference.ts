import type { ConflictFacts, ConflictUnit } from "./conflict-facts.ts";
import type { World } from "./conflict-world.ts";
import type { ConflictChange } from "./conflict.ts";
import type { Id } from "./id.ts";

export const isSame = (one: unknown, other: unknown): boolean => one === other || JSON.stringify(one) === JSON.stringify(other);

const bareUnit = (destinationId: Id): ConflictUnit => ({ destinationId, capacity: null, largestGroup: null, lines: [], others: [] });

/** True when the places that stay are in the order they were in, and what is new comes after them. */
function keepsOrder(world: World, after: ConflictFacts): boolean {
  let last = -1;
  for (const { requestId } of after.places) {
    const rank = world.rank.get(requestId) ?? Number.POSITIVE_INFINITY;
    if (rank < last) return false;
    last = rank;
  }
  return true;
}

function* ofPlaces(world: World, after: ConflictFacts): Generator<ConflictChange> {
  const there = new Set(after.places.map(({ requestId }) => requestId));
  for (const requestId of world.places.keys()) if (!there.has(requestId)) yield { kind: "place-gone", requestId };
  for (const place of after.places) if (!isSame(world.places.get(place.requestId), place)) yield { kind: "place", place };
}

function* ofUnits(world: World, after: ConflictFacts): Generator<ConflictChange> {
  const there = new Set(after.units.map(({ destinationId }) => destinationId));
  for (const unit of after.units) if (!isSame(world.units.get(unit.destinationId), unit)) yield { kind: "unit", unit };
  for (const [id, unit] of world.units) if (!there.has(id) && !isSame(unit, bareUnit(id))) yield { kind: "unit", unit: bareUnit(id) };
}

function* ofSeats(world: World, after: ConflictFacts): Generator<ConflictChange> {
  const there = new Set(after.seats.map(({ assignmentId }) => assignmentId));
  for (const left of world.seats.keys()) if (!there.has(left)) yield { kind: "seat", left, taken: null };
  for (const seat of after.seats) if (!isSame(world.seats.get(seat.assignmentId), seat)) yield { kind: "seat", left: null, taken: seat };
  const elsewhere = Map.groupBy(after.elsewhere, ({ studentId }) => studentId);
  for (const studentId of new Set([...world.elsewhere.keys(), ...elsewhere.keys()])) {
    const seats = elsewhere.get(studentId) ?? [];
    if (!isSame(world.elsewhere.get(studentId) ?? [], seats)) yield { kind: "elsewhere", studentId, seats };
  }
}

function ofAround(world: World, after: ConflictFacts): ConflictChange {
  const { course, term, programme, instructors, agreements, closures, posts } = after;
  const before = { ...world.around, closures: [...world.closuresOf.values()].flat(), posts: [...world.postsOf.values()].flat() };
  const changed = Object.entries({ course, term, programme, instructors, agreements, closures, posts }).filter(
    ([name, value]) => !isSame(before[name as keyof typeof before], value),
  );
  return { kind: "around", ...Object.fromEntries(changed) };
}

/** What makes a world of other facts; null when the order of its places is another, or a student is gone: then it is laid out anew. */
export function changesTo(world: World, after: ConflictFacts): ConflictChange[] | null {
  const students = new Set(after.students.map(({ id }) => id));
  if (!keepsOrder(world, after) || [...world.students.keys()].some((id) => !students.has(id))) return null;
  return [
    ...ofPlaces(world, after),
    ...after.students
      .filter((student) => !isSame(world.students.get(student.id), student))
      .map((student): ConflictChange => ({ kind: "student", student })),
    ...ofUnits(world, after),
    ...ofSeats(world, after),
    ofAround(world, after),
  ];
}
