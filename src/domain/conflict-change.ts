import type { ConflictPlace, NotedClosure } from "./conflict-facts.ts";
import { personTwice } from "./conflict-post.ts";
import { placeTrouble } from "./conflict-place.ts";
import { studentTwice } from "./conflict-seat.ts";
import { unitTrouble } from "./conflict-unit.ts";
import { putPlace, putSeat, setClosures, setPosts, takePlace, takeSeat, type World } from "./conflict-world.ts";
import type { ConflictChange, Finding } from "./conflict.ts";
import type { Id } from "./id.ts";

/** What findings are about, each looked at as a whole: a change makes some of them stale. */
export const subjects = {
  place: placeTrouble,
  student: studentTwice,
  person: personTwice,
  unit: unitTrouble,
} satisfies Record<string, (world: World, id: Id) => Finding[]>;
export type SubjectKind = keyof typeof subjects;
export const subjectKinds = Object.keys(subjects) as SubjectKind[];
export type Stale = (kind: SubjectKind, id: Id) => void;

/** Everything a place has to do with. */
function staleAround(world: World, place: ConflictPlace, stale: Stale): void {
  const { requestId, destinationId, companions } = place;
  stale("place", requestId);
  if (destinationId !== null) stale("unit", destinationId);
  for (const { personId } of companions) stale("person", personId);
  for (const { studentId } of world.seatsAt.get(requestId) ?? []) stale("student", studentId);
}

function changeSeat(world: World, { left, taken }: Extract<ConflictChange, { kind: "seat" }>, stale: Stale): void {
  const before = left === null ? undefined : world.seats.get(left);
  const same = taken === null ? undefined : world.seats.get(taken.assignmentId);
  for (const seat of [before, same === before ? undefined : same]) if (seat) takeSeat(world, seat);
  if (taken) putSeat(world, taken);
  for (const seat of [before, same, taken]) {
    if (!seat) continue;
    stale("student", seat.studentId);
    stale("place", seat.requestId);
    const destinationId = world.places.get(seat.requestId)?.destinationId ?? null;
    if (destinationId !== null) stale("unit", destinationId);
  }
}

function changePlace(world: World, of: { requestId: Id; place: ConflictPlace | null }, stale: Stale): void {
  const before = world.places.get(of.requestId);
  if (before) staleAround(world, before, stale);
  if (of.place) {
    putPlace(world, of.place);
    staleAround(world, of.place, stale);
  } else {
    takePlace(world, of.requestId);
    world.rank.delete(of.requestId);
  }
}

/** Closures that come, go or are other than they were make the places stale that they hold for. */
function changeClosures(world: World, closures: readonly NotedClosure[], stale: Stale): void {
  const before = new Map([...world.closuresOf.values()].flat().map((one) => [one.id, one]));
  const after = new Map(closures.map((one) => [one.id, one]));
  const changed = new Set<Id>();
  for (const id of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(id), after.get(id)];
    if (JSON.stringify(was) === JSON.stringify(is)) continue;
    for (const one of [was, is]) if (one) changed.add(one.destinationId ?? one.serviceId ?? one.siteId ?? "");
  }
  setClosures(world, closures);
  for (const { requestId, siteId, serviceId, destinationId } of world.places.values())
    if ([siteId, serviceId, destinationId].some((id) => id !== null && changed.has(id))) stale("place", requestId);
}

function changeAround(
  world: World,
  { kind: _kind, closures, posts, ...around }: Extract<ConflictChange, { kind: "around" }>,
  stale: Stale,
): void {
  if (closures) changeClosures(world, closures, stale);
  if (posts) {
    for (const personId of world.postsOf.keys()) stale("person", personId);
    setPosts(world, posts);
    for (const personId of world.postsOf.keys()) stale("person", personId);
  }
  Object.assign(world.around, around);
  const { course, term, programme, agreements } = around;
  if ([course, term, programme, agreements].every((one) => one === undefined)) return;
  world.covers.clear();
  for (const requestId of world.places.keys()) stale("place", requestId);
  // a line of a unit's capacity may hold for one discipline alone
  if (programme !== undefined) for (const destinationId of world.placesIn.keys()) stale("unit", destinationId);
}

/** Changes the world, and says what has to be looked at again. */
export function change(world: World, how: ConflictChange, stale: Stale): void {
  switch (how.kind) {
    case "seat":
      return changeSeat(world, how, stale);
    case "place":
      return changePlace(world, { requestId: how.place.requestId, place: how.place }, stale);
    case "place-gone":
      return changePlace(world, { requestId: how.requestId, place: null }, stale);
    case "student":
      world.students.set(how.student.id, how.student);
      for (const { requestId } of world.seatsOf.get(how.student.id) ?? []) stale("place", requestId);
      return;
    case "elsewhere":
      world.elsewhere.set(how.studentId, how.seats);
      return stale("student", how.studentId);
    case "unit":
      world.units.set(how.unit.destinationId, how.unit);
      return stale("unit", how.unit.destinationId);
    case "around":
      return changeAround(world, how, stale);
  }
}
