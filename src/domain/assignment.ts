import type { SeatCause } from "./assignment-batch.ts";
import type { Id } from "./id.ts";
import type { Schedule } from "./schedule.ts";

/** A place students can be assigned to: an accepted or confirmed request of the sheet. */
export interface AssignablePlace {
  requestId: Id;
  kind: "group" | "individual";
  size: number;
  /** The largest group the unit receives; null when its profile says nothing. */
  largestGroup: number | null;
  /** « Hôpital du Nord / Médecine / 4e Est ». */
  path: string;
  receivingId: Id | null;
  siteId: Id | null;
  serviceId: Id | null;
  schedule: Schedule;
  /** The other parts of its split: whoever sits here goes through them too. */
  parts?: Schedule[];
}

/** A student on a place: held (linked, not told) or confirmed (her name is released). */
export interface Seat {
  assignmentId: Id;
  requestId: Id;
  studentId: Id;
  state: "held" | "confirmed";
  version: number;
  by: string;
  /** ISO instant. */
  at: string;
  mine: boolean;
  /** The action of several seats that put her here, and what it came from; null: a command for her alone. */
  cause?: SeatCause | null;
}

/** A seat the same student has elsewhere: another sheet of the school. */
export interface SeatElsewhere {
  studentId: Id;
  requestId: Id;
  path: string;
  course: string;
  schedule: Schedule;
  parts?: Schedule[];
  by: string;
  at: string;
}

/** What one event changed of who sits where on a sheet: a seat given up, a seat taken, or both at once. */
export interface SeatChange {
  worksheetId: Id;
  /** The assignment that is no more. */
  left: Id | null;
  /** `mine` is the reader's own, as of the event that tells it. */
  taken: Omit<Seat, "mine"> | null;
}

export interface AssignmentGrid {
  places: AssignablePlace[];
  seats: Seat[];
  elsewhere: SeatElsewhere[];
}

/** Seats still free at a place; negative when over-allocated. */
export const freeSeats = (grid: AssignmentGrid, place: AssignablePlace): number =>
  place.size - grid.seats.filter(({ requestId }) => requestId === place.requestId).length;

/**
 * A grid after a change, or null when the change does not follow from it (a seat it never saw is given up, a student or a place it
 * does not have): such a grid is asked for again. Pure; nothing of the given grid is written to.
 */
export function withChange<Grid extends AssignmentGrid & { students: { id: Id }[] }>(
  grid: Grid,
  change: SeatChange,
  mine: boolean,
): Grid | null {
  const { left, taken } = change;
  const seats = grid.seats.filter(({ assignmentId }) => assignmentId !== left);
  if (left !== null && seats.length === grid.seats.length) return null;
  if (taken === null) return { ...grid, seats };
  const known =
    grid.places.some(({ requestId }) => requestId === taken.requestId) &&
    grid.students.some(({ id: studentId }) => studentId === taken.studentId) &&
    !seats.some(({ studentId }) => studentId === taken.studentId);
  if (!known) return null;
  // In order of time, as the server lists them.
  return { ...grid, seats: [...seats, { ...taken, mine }].toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at)) };
}
