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
export function placesAt(world: World, destinationId: Id): Here[] {
  const here: Here[] = [];
  for (const requestId of world.placesIn.get(destinationId) ?? []) {
    const place = world.places.get(requestId);
    if (!place) continue;
    const size = (place.sizeHere ?? place.size) + Math.max(0, takenAt(world, requestId) - place.size);
    here.push({ place, track: world.times.of(place.schedule), size, rank: world.rank.get(requestId) ?? 0 });
  }
  return here.sort((one, other) => one.rank - other.rank);
}

/** Drafts of others are nobody yet. */
export const othersAt = ({ others }: ConflictUnit): Intent[] => others.filter(({ stage }) => stage === "asked");
