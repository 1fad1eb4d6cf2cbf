import type { Cover } from "./agreement.ts";
import type { Seat, SeatElsewhere } from "./assignment.ts";
import type { ConflictFacts, ConflictPlace, ConflictStudent, ConflictUnit, NotedClosure, PostElsewhere } from "./conflict-facts.ts";
import { createNearby, type Nearby } from "./conflict-nearby.ts";
import { createTimes, type Times } from "./conflict-time.ts";
import type { Id } from "./id.ts";
import { isAccepted } from "./request.ts";

/** The facts of a sheet, found by whom and where they are about. Written to by conflict-change.ts alone. */
export interface World {
  times: Times;
  places: Map<Id, ConflictPlace>;
  /** The order of the sheet, with gaps where places are gone; a place that comes is the last. */
  rank: Map<Id, number>;
  nextRank: number;
  seats: Map<Id, Seat>;
  /** At a place, in order of time. */
  seatsAt: Map<Id, Seat[]>;
  /** Of a student, in order of time. */
  seatsOf: Map<Id, Seat[]>;
  elsewhere: Map<Id, SeatElsewhere[]>;
  students: Map<Id, ConflictStudent>;
  postsOf: Map<Id, PostElsewhere[]>;
  /** Places somebody goes with students at. */
  placesOf: Map<Id, Set<Id>>;
  placesIn: Map<Id, Set<Id>>;
  units: Map<Id, ConflictUnit>;
  /** By site, service or destination. */
  closuresOf: Map<Id, NotedClosure[]>;
  around: Pick<ConflictFacts, "course" | "term" | "programme" | "instructors" | "agreements">;
  /** What the agreements say of an organisation and some dates, as long as they say it. */
  covers: Map<string, Cover>;
  /** All places, and those with a seat to give, by how near they are; laid out when a way out asks for them. */
  nearby: Nearby | null;
  free: Nearby | null;
}

/** In order of time; of two of one instant, as they were written. */
const byTime = (one: Seat, other: Seat): number =>
  Date.parse(one.at) - Date.parse(other.at) || (one.assignmentId < other.assignmentId ? -1 : 1);

function putInto(map: Map<Id, Seat[]>, key: Id, seat: Seat): void {
  const list = map.get(key);
  if (!list) return void map.set(key, [seat]);
  const at = list.findLastIndex((one) => byTime(one, seat) < 0);
  list.splice(at + 1, 0, seat);
}

function takeFrom(map: Map<Id, Seat[]>, key: Id, { assignmentId }: Seat): void {
  const left = map.get(key)?.filter((one) => one.assignmentId !== assignmentId) ?? [];
  if (left.length > 0) map.set(key, left);
  else map.delete(key);
}

const putKey = (map: Map<Id, Set<Id>>, key: Id, requestId: Id): void =>
  void (map.get(key)?.add(requestId) ?? map.set(key, new Set([requestId])));

export const takenAt = (world: World, requestId: Id): number => world.seatsAt.get(requestId)?.length ?? 0;

/** Room for one more: an accepted place that is not full. */
const hasRoom = (world: World, { requestId, status, size }: ConflictPlace): boolean =>
  isAccepted(status) && takenAt(world, requestId) < size;

function followFree(world: World, requestId: Id): void {
  if (!world.free) return;
  const place = world.places.get(requestId);
  if (place && hasRoom(world, place)) world.free.put(place, world.rank.get(requestId) ?? 0);
  else world.free.take(requestId);
}

function nearbyOf(world: World, isIn: (place: ConflictPlace) => boolean): Nearby {
  const nearby = createNearby();
  for (const place of world.places.values()) if (isIn(place)) nearby.put(place, world.rank.get(place.requestId) ?? 0);
  return nearby;
}

export const placesNearby = (world: World): Nearby => (world.nearby ??= nearbyOf(world, () => true));
export const freeNearby = (world: World): Nearby => (world.free ??= nearbyOf(world, (place) => hasRoom(world, place)));

export function putSeat(world: World, seat: Seat): void {
  world.seats.set(seat.assignmentId, seat);
  putInto(world.seatsAt, seat.requestId, seat);
  putInto(world.seatsOf, seat.studentId, seat);
  followFree(world, seat.requestId);
}

export function takeSeat(world: World, seat: Seat): void {
  world.seats.delete(seat.assignmentId);
  takeFrom(world.seatsAt, seat.requestId, seat);
  takeFrom(world.seatsOf, seat.studentId, seat);
  followFree(world, seat.requestId);
}

export function putPlace(world: World, place: ConflictPlace): void {
  const { requestId, destinationId } = place;
  takePlace(world, requestId);
  if (!world.rank.has(requestId)) world.rank.set(requestId, world.nextRank++);
  world.places.set(requestId, place);
  if (destinationId !== null) putKey(world.placesIn, destinationId, requestId);
  for (const { personId } of place.companions) putKey(world.placesOf, personId, requestId);
  world.nearby?.put(place, world.rank.get(requestId) ?? 0);
  followFree(world, requestId);
}

export function takePlace(world: World, requestId: Id): void {
  const before = world.places.get(requestId);
  if (!before) return;
  world.places.delete(requestId);
  if (before.destinationId !== null) world.placesIn.get(before.destinationId)?.delete(requestId);
  for (const { personId } of before.companions) world.placesOf.get(personId)?.delete(requestId);
  world.nearby?.take(requestId);
  world.free?.take(requestId);
}

export function setClosures(world: World, closures: readonly NotedClosure[]): void {
  world.closuresOf = Map.groupBy(closures, ({ siteId, serviceId, destinationId }) => destinationId ?? serviceId ?? siteId ?? "");
}

export function setPosts(world: World, posts: readonly PostElsewhere[]): void {
  world.postsOf = Map.groupBy(posts, ({ personId }) => personId);
}

/** The facts laid out; the seats of places the sheet does not have are kept, and nothing is said of them. */
export function createWorld(facts: ConflictFacts): World {
  const { course, term, programme, instructors, agreements } = facts;
  const world: World = {
    times: createTimes(),
    places: new Map(),
    rank: new Map(),
    nextRank: 0,
    seats: new Map(),
    seatsAt: new Map(),
    seatsOf: new Map(),
    elsewhere: Map.groupBy(facts.elsewhere, ({ studentId }) => studentId),
    students: new Map(facts.students.map((student) => [student.id, student])),
    postsOf: new Map(),
    placesOf: new Map(),
    placesIn: new Map(),
    units: new Map(facts.units.map((unit) => [unit.destinationId, unit])),
    closuresOf: new Map(),
    around: { course, term, programme, instructors, agreements },
    covers: new Map(),
    nearby: null,
    free: null,
  };
  setClosures(world, facts.closures);
  setPosts(world, facts.posts);
  for (const place of facts.places) putPlace(world, place);
  for (const seat of facts.seats) putSeat(world, seat);
  return world;
}
