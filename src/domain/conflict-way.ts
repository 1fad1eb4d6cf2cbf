import type { Seat } from "./assignment.ts";
import type { ConflictPlace } from "./conflict-facts.ts";
import { companionTrack } from "./conflict-post.ts";
import type { Track } from "./conflict-track.ts";
import { freeNearby, placesNearby, takenAt, type World } from "./conflict-world.ts";
import type { Finding, SeatRef, WayOut } from "./conflict.ts";
import type { Id } from "./id.ts";

/** At most so many places to move to, and so many looked at to find them. */
const mostMoves = 3;
const mostTries = 80;
const mostInstructors = 2;

const refOf = ({ assignmentId, version, studentId }: Seat): SeatRef => ({ assignmentId, version, studentId });

/** Would a student at a place be anywhere else at the same hours, but for the seat she would leave? */
function meetsNobody(world: World, of: { place: ConflictPlace; studentId: Id; leaving: Id }): boolean {
  const { times } = world;
  const { place, studentId, leaving } = of;
  const tracks = times.lived(place, studentId);
  const seats = (world.seatsOf.get(studentId) ?? []).filter(({ assignmentId }) => assignmentId !== leaving);
  const here = seats.flatMap(({ requestId }) => world.places.get(requestId) ?? []);
  return [...here, ...(world.elsewhere.get(studentId) ?? [])].every((one) => !times.firstOf(tracks, times.lived(one, studentId)));
}

/** The nearest free seats at which a student meets nobody. */
function movesOf(world: World, seat: Seat): WayOut[] {
  const from = world.places.get(seat.requestId);
  if (!from) return [];
  const willDo = (requestId: Id): boolean => {
    const place = world.places.get(requestId);
    return place !== undefined && meetsNobody(world, { place, studentId: seat.studentId, leaving: seat.assignmentId });
  };
  return freeNearby(world)
    .nearest(from, { most: mostMoves, tries: mostTries, willDo })
    .map((toRequestId) => ({ kind: "move", ...refOf(seat), toRequestId }));
}

/** The nearest student to change places with, so that neither meets anybody. */
function swapOf(world: World, seat: Seat): WayOut[] {
  const from = world.places.get(seat.requestId);
  if (!from) return [];
  const { studentId, assignmentId: leaving } = seat;
  let partner: Seat | undefined;
  const willDo = (requestId: Id): boolean => {
    const place = world.places.get(requestId);
    if (!place || !meetsNobody(world, { place, studentId, leaving })) return false;
    partner = world.seatsAt
      .get(requestId)
      ?.find(
        (other) =>
          other.state === "held" &&
          other.studentId !== studentId &&
          meetsNobody(world, { place: from, studentId: other.studentId, leaving: other.assignmentId }),
      );
    return partner !== undefined;
  };
  placesNearby(world).nearest(from, { most: 1, tries: mostTries, willDo });
  if (!partner) return [];
  const sided = (one: Seat) => ({ ...refOf(one), requestId: one.requestId });
  return [{ kind: "swap", one: sided(seat), other: sided(partner) }];
}

/** Taking a held student off: one's own act is taken back, a colleague's is undone. A confirmed one is unconfirmed first, with her place. */
const leaves = (seat: Seat): WayOut[] => (seat.state === "held" ? [{ kind: seat.mine ? "take-back" : "unassign", ...refOf(seat) }] : []);

function fromOverAllocated(world: World, { requestId, excess }: Extract<Finding, { kind: "over-allocated" | "two-on-one" }>): WayOut[] {
  const place = world.places.get(requestId);
  const held = excess.filter(({ state }) => state === "held");
  const last = held.at(-1);
  const mine = held.filter((seat) => seat.mine).flatMap(leaves);
  const moves = last ? movesOf(world, last) : [];
  const needed = takenAt(world, requestId);
  const fits = place?.kind === "group" && (place.largestGroup === null || needed <= place.largestGroup);
  return [
    ...mine,
    ...moves,
    ...(fits ? [{ kind: "enlarge", requestId, size: needed } as const] : []),
    ...(last && !last.mine ? leaves(last) : []),
    ...(held.length > 0 ? [{ kind: "repair", requestId } as const] : []),
  ];
}

function fromTwice(world: World, { seat }: Extract<Finding, { kind: "student-twice" }>): WayOut[] {
  const current = world.seats.get(seat.assignmentId) ?? seat;
  if (current.state !== "held") return [{ kind: "open", what: "dates", requestId: current.requestId }];
  return [...leaves(current), ...movesOf(world, current), ...swapOf(world, current)];
}

/** Is a person nowhere when a place is? */
function isFree(world: World, personId: Id, mine: Track): boolean {
  const { times } = world;
  if (world.postsOf.get(personId)?.some(({ shifts }) => times.first(times.ofShifts(shifts), mine))) return false;
  for (const requestId of world.placesOf.get(personId) ?? []) {
    const there = world.places.get(requestId);
    for (const one of there?.companions ?? []) {
      const theirs = there && one.personId === personId ? companionTrack(world, there, one) : null;
      if (theirs && times.first(theirs, mine)) return false;
    }
  }
  return true;
}

/** The first few of the instructors at hand who are free when the group is there. */
function instructorsFor(world: World, place: ConflictPlace, but: Id): WayOut[] {
  const mine = world.times.of(place.schedule);
  const free: WayOut[] = [];
  for (const { personId } of world.around.instructors) {
    if (free.length === mostInstructors) break;
    if (personId !== but && isFree(world, personId, mine)) free.push({ kind: "instructor", requestId: place.requestId, personId });
  }
  return free;
}

function fromInstructor(
  world: World,
  { requestId, person }: Extract<Finding, { kind: "instructor-twice" | "supervisor-twice" }>,
): WayOut[] {
  const place = world.places.get(requestId);
  if (!place || person.part !== "instructor") return [{ kind: "open", what: "people", requestId }];
  return [...instructorsFor(world, place, person.personId), { kind: "instructor", requestId, personId: null }];
}

/** Seats that nobody takes, given back: the group becomes as large as who is on it. */
function shrinks(world: World, requestIds: readonly Id[]): WayOut[] {
  return requestIds.flatMap((requestId): WayOut[] => {
    const place = world.places.get(requestId);
    const size = takenAt(world, requestId);
    return place?.kind === "group" && size > 0 && size < place.size ? [{ kind: "shrink", requestId, size }] : [];
  });
}

/** What the ways out of a finding hang on besides itself: who sits where, who goes with whom at which place, or nothing. */
export function hangsOn({ kind, severity }: Finding): "seats" | "people" | null {
  if (kind === "instructor-twice") return "people";
  return kind === "unit-full" || (severity === "blocks" && kind !== "outside-dates") ? "seats" : null;
}

/** What can be done about a finding, one click each, the least that changes first. */
export function waysOutOf(world: World, found: Finding): WayOut[] {
  const { requestId } = found;
  switch (found.kind) {
    case "over-allocated":
    case "two-on-one":
      return fromOverAllocated(world, found);
    case "student-twice":
      return fromTwice(world, found);
    case "instructor-twice":
    case "supervisor-twice":
      return fromInstructor(world, found);
    case "unit-full":
      return [...shrinks(world, found.requestIds), { kind: "open", what: "dates", requestId }];
    case "group-overlap":
    case "outside-dates":
      return [{ kind: "open", what: "dates", requestId }];
    case "closed":
      return [
        { kind: "open", what: "dates", requestId },
        ...(found.all && takenAt(world, requestId) > 0 ? [{ kind: "repair", requestId } as const] : []),
      ];
    case "agreement":
      return [{ kind: "open", what: "agreements", requestId }];
    case "prerequisite":
    case "consent":
      return found.lacking.flatMap(({ studentId }): WayOut[] => [
        { kind: "open", what: "student", studentId },
        ...(world.seatsAt.get(requestId)?.filter((seat) => found.severity === "blocks" && seat.studentId === studentId) ?? []).flatMap(
          leaves,
        ),
      ]);
  }
}
