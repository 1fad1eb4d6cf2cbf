import { createMemo, createSignal, type Accessor } from "solid-js";
import { blocking, conflictsOf, type Conflict, type Seat } from "#domain/assignment.ts";
import type { Id } from "#domain/id.ts";
import type { Outputs } from "#ui/client.ts";

export type Grid = Outputs["assignment"]["grid"];
export type GridStudent = Grid["students"][number];
export type GridPlace = Grid["places"][number];

export const nameOf = (student: Pick<GridStudent, "firstName" | "lastName">): string => `${student.firstName} ${student.lastName}`.trim();

/** The grid as the screen thinks of it: who sits where, what is wrong, and who is picked up to be placed. Nothing here is guessed: it is what the server last said. */
export function createBoard(grid: Accessor<Grid>) {
  const studentsById = createMemo(() => new Map(grid().students.map((student) => [student.id, student])));
  const placesById = createMemo(() => new Map(grid().places.map((place) => [place.requestId, place])));
  const seatsByPlace = createMemo(() => Map.groupBy(grid().seats, ({ requestId }) => requestId));
  const seatByStudent = createMemo(() => new Map(grid().seats.map((seat) => [seat.studentId, seat])));
  const conflicts = createMemo<Conflict[]>(() => conflictsOf(grid()));
  const [picked, setPicked] = createSignal<ReadonlySet<Id>>(new Set<Id>());

  const seatsOf = (requestId: Id): Seat[] => seatsByPlace().get(requestId) ?? [];
  const place = (requestId: Id): GridPlace | undefined => placesById().get(requestId);
  const conflictsAt = (requestId: Id): Conflict[] => blocking(conflicts(), requestId);
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
    /** Places with somebody to confirm and nothing in the way: what « Finaliser » would confirm now. */
    ready: createMemo(() => grid().places.filter((one) => toConfirm(one) && conflictsAt(one.requestId).length === 0)),
    /** Places with somebody to confirm that a conflict keeps back. */
    kept: createMemo(() => grid().places.filter((one) => toConfirm(one) && conflictsAt(one.requestId).length > 0)),
  };
}
export type Board = ReturnType<typeof createBoard>;
