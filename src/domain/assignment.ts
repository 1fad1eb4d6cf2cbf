import type { SeatCause } from "./assignment-batch.ts";
import type { Id } from "./id.ts";
import { firstOverlap, forStudent, type Schedule, type Shift } from "./schedule.ts";

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

export type Conflict =
  /** More students than seats: a full group and one more, or two on an individual place (R: over-allocation). The latest comers are `excess`. */
  | { kind: "over-allocated"; requestId: Id; size: number; assigned: number; excess: Seat[]; waysOut: WayOut[] }
  /** One student in two places at the same hour. */
  | {
      kind: "student-twice";
      requestId: Id;
      studentId: Id;
      seat: Seat;
      other: { requestId: Id; path: string; course: string | null; by: string; at: string };
      overlap: Shift;
    };

export type WayOut =
  | { kind: "take-back"; assignmentId: Id; version: number; studentId: Id }
  | { kind: "move"; assignmentId: Id; version: number; studentId: Id; toRequestId: Id }
  | { kind: "enlarge"; size: number };

export interface AssignmentGrid {
  places: AssignablePlace[];
  seats: Seat[];
  elsewhere: SeatElsewhere[];
}

/** Seats still free at a place; negative when over-allocated. */
export const freeSeats = (grid: AssignmentGrid, place: AssignablePlace): number =>
  place.size - grid.seats.filter(({ requestId }) => requestId === place.requestId).length;

/** How far one place is from another, by what they share: 0 same service, 1 same site, 2 same organisation, 3 elsewhere. */
function distance(one: AssignablePlace, other: AssignablePlace): number {
  if (one.serviceId !== null && one.serviceId === other.serviceId) return 0;
  if (one.siteId !== null && one.siteId === other.siteId) return 1;
  return one.receivingId !== null && one.receivingId === other.receivingId ? 2 : 3;
}

const sameHours = (one: Schedule, other: Schedule): boolean =>
  one.startTime === other.startTime &&
  one.endTime === other.endTime &&
  one.shiftCode === other.shiftCode &&
  String(one.weekdays) === String(other.weekdays);

/** The free seats nearest in place, then in time; at most three. */
function nearestFree(grid: AssignmentGrid, from: AssignablePlace): AssignablePlace[] {
  const rank = (place: AssignablePlace): number => distance(from, place) * 2 + (sameHours(from.schedule, place.schedule) ? 0 : 1);
  return grid.places
    .filter((place) => place.requestId !== from.requestId && freeSeats(grid, place) > 0)
    .toSorted((one, other) => rank(one) - rank(other) || one.path.localeCompare(other.path, "fr-CA"))
    .slice(0, 3);
}

/** Ways out of an over-full group, one click each: take back one's own, the nearest free seats for the last to come, a larger group. */
function waysOut(grid: AssignmentGrid, place: AssignablePlace, excess: Seat[]): WayOut[] {
  const ways: WayOut[] = [];
  for (const { assignmentId, version, studentId, mine, state } of excess) {
    if (mine && state === "held") ways.push({ kind: "take-back", assignmentId, version, studentId });
  }
  const last = excess.findLast(({ state }) => state === "held");
  if (last) {
    for (const { requestId } of nearestFree(grid, place)) {
      ways.push({
        kind: "move",
        assignmentId: last.assignmentId,
        version: last.version,
        studentId: last.studentId,
        toRequestId: requestId,
      });
    }
  }
  const needed = grid.seats.filter(({ requestId }) => requestId === place.requestId).length;
  if (place.kind === "group" && (place.largestGroup === null || needed <= place.largestGroup)) ways.push({ kind: "enlarge", size: needed });
  return ways;
}

/** The first hour at which a student would be in two places, whichever part of either split she is then in; null when there is none. */
export function meeting(
  one: { schedule: Schedule; parts?: Schedule[] },
  other: { schedule: Schedule; parts?: Schedule[] },
  studentId: Id,
): Shift | null {
  let first: Shift | null = null;
  for (const mine of [one.schedule, ...(one.parts ?? [])]) {
    for (const theirs of [other.schedule, ...(other.parts ?? [])]) {
      const overlap = firstOverlap(forStudent(mine, studentId), forStudent(theirs, studentId));
      if (overlap && (first === null || overlap.from < first.from)) first = overlap;
    }
  }
  return first;
}

/**
 * Everything wrong with who is where, each with the people, the times and the ways out. Pure: the page and the server
 * compute the same. Late comers come last: seats are in order of time.
 */
export function conflictsOf(grid: AssignmentGrid): Conflict[] {
  const conflicts: Conflict[] = [];
  const placeOf = new Map(grid.places.map((place) => [place.requestId, place]));
  for (const place of grid.places) {
    const seated = grid.seats
      .filter(({ requestId }) => requestId === place.requestId)
      .toSorted((one, other) => one.at.localeCompare(other.at));
    if (seated.length <= place.size) continue;
    const excess = seated.slice(place.size);
    conflicts.push({
      kind: "over-allocated",
      requestId: place.requestId,
      size: place.size,
      assigned: seated.length,
      excess,
      waysOut: waysOut(grid, place, excess),
    });
  }
  for (const [index, seat] of grid.seats.entries()) {
    const here = placeOf.get(seat.requestId);
    if (!here) continue;
    const others = [
      ...grid.seats.slice(0, index).flatMap((other) => {
        const there = other.studentId === seat.studentId ? placeOf.get(other.requestId) : undefined;
        return there
          ? [
              {
                requestId: other.requestId,
                path: there.path,
                course: null,
                by: other.by,
                at: other.at,
                schedule: there.schedule,
                parts: there.parts ?? [],
              },
            ]
          : [];
      }),
      ...grid.elsewhere.filter(({ studentId }) => studentId === seat.studentId),
    ];
    for (const other of others) {
      const overlap = meeting(here, other, seat.studentId);
      if (overlap) {
        const { requestId, path, course, by, at } = other;
        conflicts.push({
          kind: "student-twice",
          requestId: seat.requestId,
          studentId: seat.studentId,
          seat,
          other: { requestId, path, course, by, at },
          overlap,
        });
      }
    }
  }
  return conflicts;
}

/** The conflicts that keep one place from being confirmed: its own, and those of the students on it. */
export const blocking = (conflicts: Conflict[], requestId: Id): Conflict[] =>
  conflicts.filter(
    (conflict) => conflict.requestId === requestId || (conflict.kind === "student-twice" && conflict.other.requestId === requestId),
  );

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
