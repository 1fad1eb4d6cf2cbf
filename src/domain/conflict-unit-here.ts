import type { ConflictPlace, ConflictUnit } from "./conflict-facts.ts";
import type { Track } from "./conflict-track.ts";
import { takenAt, type World } from "./conflict-world.ts";
import type { Id } from "./id.ts";
import type { Intent } from "./overlap.ts";

/** A place of the sheet at a unit. */
export interface Here {
  place: ConflictPlace;
  track: Track;
  /** How many are expected at the unit, or more where more were put there. */
  size: number;
  /** Where it stands on the sheet. */
  rank: number;
}

/** The places of the sheet at a unit, in its order. */
export const placesAt = (world: World, destinationId: Id): Here[] =>
  [...(world.placesIn.get(destinationId) ?? [])]
    .flatMap((requestId) => {
      const place = world.places.get(requestId);
      if (!place) return [];
      const track = world.times.of(place.schedule);
      const size = (place.sizeHere ?? place.size) + Math.max(0, takenAt(world, requestId) - place.size);
      return [{ place, track, size, rank: world.rank.get(requestId) ?? 0 }];
    })
    .sort((one, other) => one.rank - other.rank);

/** Drafts of others are nobody yet. */
export const othersAt = ({ others }: ConflictUnit): Intent[] => others.filter(({ stage }) => stage === "asked");
