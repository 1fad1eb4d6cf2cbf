import { createMemo, createSignal, type Accessor } from "solid-js";
import type { Seat } from "#domain/assignment.ts";
import { conflictsOf } from "#domain/conflict-engine.ts";
import { factsOf } from "#domain/conflict-facts.ts";
import type { Conflict } from "#domain/conflict.ts";
import type { Id } from "#domain/id.ts";
import type { Outputs } from "#ui/client.ts";

export type Grid = Outputs["assignment"]["grid"];
export type GridStudent = Grid["students"][number];
export type GridPlace = Grid["places"][number];

export const nameOf = (student: Pick<GridStudent, "firstName" | "lastName">): string => `${student.firstName} ${student.lastName}`.trim();

/** A box of the screen, and what it is about. */
export type Asking = { what: "instructor" | "unconfirm" | "clear"; requestId: Id } | { what: "take-off"; requestId: Id; studentId: Id };

/** The grid as the screen thinks of it: who sits where, what is wrong, and who is picked up to be placed. Nothing here is guessed: it is what the server last said. */
export function createBoard(grid: Accessor<Grid>) {
  const studentsById = createMemo(() => new Map(grid().students.map((student) => [student.id, student])));
  const placesById = createMemo(() => new Map(grid().places.map((place) => [place.requestId, place])));
  const seatsByPlace = createMemo(() => Map.groupBy(grid().seats, ({ requestId }) => requestId));
  const seatByStudent = createMemo(() => new Map(grid().seats.map((seat) => [seat.studentId, seat])));
  const conflicts = createMemo<readonly Conflict[]>(() => conflictsOf(factsOf(grid())));
  const [picked, setPicked] = createSignal<ReadonlySet<Id>>(new Set<Id>());
  const [looking, lookAt] = createSignal<Id | null>(null);
  const [asking, setAsking] = createSignal<Asking | null>(null);

  const seatsOf = (requestId: Id): Seat[] => seatsByPlace().get(requestId) ?? [];
  const place = (requestId: Id): GridPlace | undefined => placesById().get(requestId);
  const conflictsAt = (requestId: Id): Conflict[] => conflicts().filter(({ requestIds }) => requestIds.includes(requestId));
  /** Somebody held, or names released before a part of the place said yes: something to confirm, once the place itself has. */
  const toConfirm = ({ requestId, status, split }: GridPlace): boolean =>
    (status === "accepted" || status === "confirmed") &&
    (seatsOf(requestId).some(({ state }) => state === "held") ||
      (seatsOf(requestId).length > 0 && split.some((part) => part.status === "accepted")));

  return {
    grid,
    conflicts,
    seatsOf,
    place,
    conflictsAt,
    /** Something keeps it from being confirmed. */
    blockedAt: (requestId: Id): boolean => conflictsAt(requestId).length > 0,
    student: (id: Id): GridStudent | undefined => studentsById().get(id),
    studentName: (id: Id): string => {
      const student = studentsById().get(id);
      return student ? nameOf(student) : "";
    },
    seatOf: (studentId: Id): Seat | undefined => seatByStudent().get(studentId),
    path: (requestId: Id): string => place(requestId)?.path ?? "",
    picked,
    pick: (studentId: Id) =>
      setPicked((before) => {
        const after = new Set(before);
        if (!after.delete(studentId)) after.add(studentId);
        return after;
      }),
    putDown: () => setPicked(new Set<Id>()),
    /** A place to be brought into sight, from wherever it is spoken of. */
    looking,
    lookAt,
    /** Seats still free over all places; what is over-full does not count against them. */
    freeSeats: createMemo(() => grid().places.reduce((sum, { requestId, size }) => sum + Math.max(0, size - seatsOf(requestId).length), 0)),
    /** What the screen asks about in a box: one box for all places, because eighty of them at once would be slow to open for nothing. */
    asking,
    setAsking,
    setInstructing: (requestId: Id) => setAsking({ what: "instructor", requestId }),
    /** Places with somebody to confirm and nothing in the way: what « Finaliser » would confirm now. */
    ready: createMemo(() => grid().places.filter((one) => toConfirm(one) && conflictsAt(one.requestId).length === 0)),
    /** Places with somebody to confirm that a conflict keeps back. */
    kept: createMemo(() => grid().places.filter((one) => toConfirm(one) && conflictsAt(one.requestId).length > 0)),
  };
}
export type Board = ReturnType<typeof createBoard>;
