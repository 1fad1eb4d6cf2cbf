import type { AssignablePlace } from "./assignment.ts";
import type { Id } from "./id.ts";

type Placed = Pick<AssignablePlace, "requestId" | "receivingId" | "siteId" | "serviceId" | "schedule">;

/** Places by how near they are to one: first of its service, then of its site, its organisation, anywhere; at its hours before at others. */
export interface Nearby {
  put(place: Placed, rank: number): void;
  take(requestId: Id): void;
  /** The first few near a place that will do, itself not among them. Not more than `tries` are asked, so that a large sheet stays quick. */
  nearest(from: Placed, of: { most: number; tries: number; willDo(requestId: Id): boolean }): Id[];
}

interface Entry {
  requestId: Id;
  rank: number;
  shelves: string[];
}

/** The shelves a place stands on, the nearest first: whoever is near it stands on one of the first. */
function shelvesOf({ serviceId, siteId, receivingId, schedule }: Placed): string[] {
  const hours = `${schedule.startTime} ${schedule.endTime} ${schedule.shiftCode} ${schedule.weekdays?.join("")}`;
  const within = [
    serviceId && `service ${serviceId}`,
    siteId && `site ${siteId}`,
    receivingId && `organisation ${receivingId}`,
    "anywhere",
  ];
  return within.flatMap((one) => (one ? [`${one} at ${hours}`, one] : []));
}

/** Where in a shelf, which is in order of rank, a rank stands or would stand. */
function indexOf(shelf: Entry[], rank: number): number {
  let [low, high] = [0, shelf.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((shelf[middle]?.rank ?? 0) < rank) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function createNearby(): Nearby {
  const entries = new Map<Id, Entry>();
  const shelves = new Map<string, Entry[]>();

  function take(requestId: Id): void {
    const entry = entries.get(requestId);
    if (!entry) return;
    entries.delete(requestId);
    for (const name of entry.shelves) {
      const shelf = shelves.get(name);
      shelf?.splice(indexOf(shelf, entry.rank), 1);
    }
  }

  return {
    put(place, rank) {
      const { requestId } = place;
      const known = entries.get(requestId);
      const names = shelvesOf(place);
      if (known && known.rank === rank && known.shelves.join() === names.join()) return;
      take(requestId);
      const entry = { requestId, rank, shelves: names };
      entries.set(requestId, entry);
      for (const name of names) {
        const shelf = shelves.get(name);
        if (shelf) shelf.splice(indexOf(shelf, rank), 0, entry);
        else shelves.set(name, [entry]);
      }
    },
    take,
    nearest(from, { most, tries, willDo }) {
      const seen = new Set<Id>([from.requestId]);
      const found: Id[] = [];
      for (const name of shelvesOf(from)) {
        for (const { requestId } of shelves.get(name) ?? []) {
          if (seen.has(requestId)) continue;
          seen.add(requestId);
          if (willDo(requestId)) found.push(requestId);
          if (found.length === most || seen.size > tries) return found;
        }
      }
      return found;
    },
  };
}
