import type { Companion, ConflictPlace, Edit } from "./conflict-facts.ts";
import { finding } from "./conflict-finding.ts";
import { shiftOf, type Track } from "./conflict-track.ts";
import type { World } from "./conflict-world.ts";
import type { Finding, Other } from "./conflict.ts";
import type { Id } from "./id.ts";
import { lived } from "./supervision.ts";

/** Where somebody is expected, on the sheet or elsewhere. */
interface Post {
  part: Companion["part"];
  /** Null: elsewhere. */
  requestId: Id | null;
  destinationId: Id | null;
  track: Track;
  other: Other;
  named: Edit | null;
  name: string;
}

/** When somebody is at a place; null when her own dates leave nothing, or when she only visits it, as an instructor does individual placements. */
export function companionTrack({ times }: World, place: ConflictPlace, { part, span }: Companion): Track | null {
  if (part === "instructor" && place.kind === "individual") return null;
  const isThroughout = span.startsOn === null && span.endsOn === null;
  const schedule = isThroughout ? place.schedule : lived(place.schedule, span);
  return schedule && times.of(schedule);
}

/** The posts a person has on the sheet, in its order. */
function postsHere(world: World, personId: Id): Post[] {
  const ids = [...(world.placesOf.get(personId) ?? [])].toSorted((one, other) => (world.rank.get(one) ?? 0) - (world.rank.get(other) ?? 0));
  return ids.flatMap((requestId) => {
    const place = world.places.get(requestId);
    if (!place) return [];
    return place.companions.flatMap((one) => {
      const track = one.personId === personId ? companionTrack(world, place, one) : null;
      if (!track) return [];
      const { part, named, name } = one;
      const other = { requestId, path: place.path, course: null };
      return [{ part, requestId, destinationId: place.destinationId, track, other, named, name }];
    });
  });
}

const postsElsewhere = (world: World, personId: Id): Post[] =>
  (world.postsOf.get(personId) ?? []).map(({ part, destinationId, shifts, own }) => ({
    part,
    requestId: null,
    destinationId,
    track: world.times.ofShifts(shifts),
    other: own ?? { requestId: null, path: null, course: null },
    named: null,
    name: "",
  }));

/** Two posts that may go together: of one placement, or two students side by side with one supervisor in one unit (R303). */
const goTogether = (one: Post, other: Post): boolean =>
  (one.requestId !== null && one.requestId === (other.requestId ?? other.other.requestId)) ||
  (one.part === "supervisor" && other.part === "supervisor" && one.destinationId !== null && one.destinationId === other.destinationId);

/** An instructor who leads two groups at once, a supervisor at two units at once (R363, R364). Whoever named her decides. */
export function personTwice(world: World, personId: Id): Finding[] {
  const here = postsHere(world, personId);
  const elsewhere = here.length > 0 ? postsElsewhere(world, personId) : [];
  return here.flatMap((post, index) =>
    [...here.slice(0, index), ...elsewhere].flatMap((other) => {
      const { requestId, part, name } = post;
      const first = requestId === null || goTogether(post, other) ? null : world.times.first(post.track, other.track);
      if (!first || requestId === null) return [];
      const overlap = shiftOf(first);
      const there = other.requestId === null ? [] : [other.requestId];
      return [
        finding(
          {
            kind: part === "supervisor" ? "supervisor-twice" : "instructor-twice",
            requestId,
            person: { personId, name, part },
            other: other.other,
            overlap,
          },
          {
            severity: "warns",
            ids: [personId, requestId, other.other.requestId ?? "elsewhere"],
            about: [overlap.from, overlap.to],
            requestIds: [requestId, ...there],
            edits: [post.named, other.named],
          },
        ),
      ];
    }),
  );
}
