import type { Seat } from "./assignment.ts";
import { assignedBy, finding } from "./conflict-finding.ts";
import type { Sitting } from "./conflict-time.ts";
import { shiftOf } from "./conflict-track.ts";
import type { World } from "./conflict-world.ts";
import type { Finding } from "./conflict.ts";
import type { Id } from "./id.ts";

/** More students than a place holds: all are kept, and whoever came when it was full is named with who was last before (R360, R361). */
export function overAllocated(world: World, requestId: Id): Finding[] {
  const place = world.places.get(requestId);
  const seated = world.seatsAt.get(requestId) ?? [];
  if (!place || seated.length <= place.size) return [];
  const excess = seated.slice(place.size);
  const kind = place.kind === "individual" ? "two-on-one" : "over-allocated";
  return [
    finding(
      { kind, requestId, size: place.size, assigned: seated.length, excess },
      {
        severity: "blocks",
        ids: [requestId],
        requestIds: [requestId],
        studentIds: excess.map(({ studentId }) => studentId),
        edits: [...seated.slice(Math.max(0, place.size - 1)).map(assignedBy), ...place.edits.filter(({ what }) => what === "size")],
      },
    ),
  ];
}

/** One student in two places at once, of this sheet or another; of two seats here the later one is the conflict's (R362). */
export function studentTwice(world: World, studentId: Id): Finding[] {
  const seats = world.seatsOf.get(studentId) ?? [];
  const elsewhere = world.elsewhere.get(studentId) ?? [];
  if (seats.length === 0 || seats.length + elsewhere.length < 2) return [];
  const sittings = seats.flatMap((seat) => {
    const place = world.places.get(seat.requestId);
    return place ? [{ seat, place, tracks: world.times.lived(place, studentId) }] : [];
  });
  return sittings.flatMap(({ seat, place, tracks }, index) => {
    const { requestId } = place;
    const found: Finding[] = [];
    const meets = (there: Sitting) => world.times.firstOf(tracks, world.times.lived(there, studentId));
    for (const { seat: before, place: there } of sittings.slice(0, index)) {
      const first = meets(there);
      if (!first) continue;
      const { by, at, mine } = before;
      const other = { requestId: there.requestId, path: there.path, course: null, by, at, mine };
      found.push(twice(seat, { other, requestIds: [requestId, there.requestId], overlap: shiftOf(first) }));
    }
    for (const other of elsewhere) {
      const first = meets(other);
      if (first) found.push(twice(seat, { other: { ...other, mine: false }, requestIds: [requestId], overlap: shiftOf(first) }));
    }
    return found;
  });
}

interface Where {
  requestId: Id;
  path: string;
  course: string | null;
  by: string;
  at: string;
  mine: boolean;
}

function twice(seat: Seat, of: { other: Where; requestIds: Id[]; overlap: { from: string; to: string } }): Finding {
  const { requestId, studentId } = seat;
  const { requestId: there, path, course, by, at, mine } = of.other;
  return finding(
    { kind: "student-twice", requestId, studentId, seat, other: { requestId: there, path, course, by, at }, overlap: of.overlap },
    {
      severity: "blocks",
      ids: [studentId, ...[requestId, there].toSorted()],
      requestIds: of.requestIds,
      studentIds: [studentId],
      edits: [assignedBy(seat), { what: "assigned", by, at, mine, studentId }],
    },
  );
}
