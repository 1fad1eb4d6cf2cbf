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
  shelves: Shelf[];
  place: Placed;
}

/** Places in order of rank. */
type Shelf = Entry[];

/** The places of one service, site or organisation: all of them, and those of the same hours. */
interface Rack {
  all: Shelf;
  at: Map<string, Shelf>;
}

const hoursOf = ({ startTime, endTime, shiftCode, weekdays }: Placed["schedule"]): string =>
  `${startTime} ${endTime} ${shiftCode} ${weekdays?.join("")}`;

/** Would they stand on the same shelves? */
const standAlike = (one: Placed, other: Placed): boolean =>
  one.serviceId === other.serviceId &&
  one.siteId === other.siteId &&
  one.receivingId === other.receivingId &&
  hoursOf(one.schedule) === hoursOf(other.schedule);

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
  const [ofService, ofSite, ofOrganisation] = [new Map<Id, Rack>(), new Map<Id, Rack>(), new Map<Id, Rack>()];
  const anywhere: Rack = { all: [], at: new Map() };

  function rackIn(racks: Map<Id, Rack>, id: Id): Rack {
    const rack = racks.get(id) ?? { all: [], at: new Map<string, Shelf>() };
    racks.set(id, rack);
    return rack;
  }

  /** The shelves a place stands on, the nearest first: whoever is near it stands on one of the first. */
  function shelvesOf({ serviceId, siteId, receivingId, schedule }: Placed): Shelf[] {
    const hours = hoursOf(schedule);
    const shelves: Shelf[] = [];
    const add = ({ all, at }: Rack): void => {
      let same = at.get(hours);
      if (!same) at.set(hours, (same = []));
      shelves.push(same, all);
    };
    if (serviceId) add(rackIn(ofService, serviceId));
    if (siteId) add(rackIn(ofSite, siteId));
    if (receivingId) add(rackIn(ofOrganisation, receivingId));
    add(anywhere);
    return shelves;
  }

  function take(requestId: Id): void {
    const entry = entries.get(requestId);
    if (!entry) return;
    entries.delete(requestId);
    for (const shelf of entry.shelves) shelf.splice(indexOf(shelf, entry.rank), 1);
  }

  return {
    put(place, rank) {
      const { requestId } = place;
      const known = entries.get(requestId);
      if (known && known.rank === rank && standAlike(known.place, place)) return;
      take(requestId);
      const entry = { requestId, rank, shelves: shelvesOf(place), place };
      entries.set(requestId, entry);
      for (const shelf of entry.shelves) {
        // laid out in the sheet's order, each is the last of its shelf
        if ((shelf.at(-1)?.rank ?? -1) < rank) shelf.push(entry);
        else shelf.splice(indexOf(shelf, rank), 0, entry);
      }
    },
    take,
    nearest(from, { most, tries, willDo }) {
      const seen = new Set<Id>([from.requestId]);
      const found: Id[] = [];
      for (const shelf of shelvesOf(from)) {
        for (const { requestId } of shelf) {
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
