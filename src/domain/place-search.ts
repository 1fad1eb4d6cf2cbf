import type { Id } from "./id.ts";
import { isAccepted, isDraft, isOpen, seenBy, statuses, type Status } from "./request.ts";

/** What is asked of a unit at some dates, all schools together: how many requests, for how many students. */
export interface Asked {
  requests: number;
  students: number;
}

/** A place found in the catalogue, with what is asked there at the dates of a course. A service comes by itself when it has no open unit. */
export interface FoundPlace {
  agencyId: Id;
  siteId: Id;
  serviceId: Id;
  destinationId: Id | null;
  /** « CISSS des Rapides / Hôpital du Nord / Médecine », and the unit's own name. */
  path: string;
  name: string;
  disciplines: string[];
  capacity: number | null;
  largestGroup: number | null;
  waiting: Asked;
  accepted: Asked;
  /** Of those two, the viewer's own school's. */
  own: Asked;
  /** Students on the fullest day, of the requests that wait and those accepted. */
  most: number;
}

/** Requests that take room once they have left their school: they wait, or are accepted. */
const takesRoom = (status: Status): boolean => isOpen(status) && !isDraft(status);

/** What a school counts of its own requests. */
export const askedByOwn: readonly Status[] = statuses.filter(takesRoom);

/** Of other schools': what has reached who receives. One that is held until its release date is not known of (section 8, rule 5). */
export const askedByOthers: readonly Status[] = statuses.filter(
  (status) => takesRoom(status) && (seenBy[status].receiving !== "hidden" || status === "sent-paper"),
);

export const acceptedStatuses: readonly Status[] = statuses.filter(isAccepted);

/** Places left on the fullest day; null where nobody has said how many the unit takes. */
export const roomLeft = (place: Pick<FoundPlace, "capacity" | "most">): number | null =>
  place.capacity === null ? null : Math.max(0, place.capacity - place.most);
