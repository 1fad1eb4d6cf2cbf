import { useQuery } from "@tanstack/solid-query";
import { createMemo, createSignal, type Accessor } from "solid-js";
import type { Seat } from "#domain/assignment.ts";
import { createConflictEngine } from "#domain/conflict-engine.ts";
import { factsOf } from "#domain/conflict-facts.ts";
import { keepsFromConfirming, type Conflict, type ConflictEngine } from "#domain/conflict.ts";
import type { Id } from "#domain/id.ts";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";

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
  // Kept up by what differs: a seat of four hundred is looked at alone.
  const checked = createMemo<{ sheet: Id; engine: ConflictEngine } | null>((before) => {
    const now = grid();
    if (before?.sheet !== now.head.id) return { sheet: now.head.id, engine: createConflictEngine(factsOf(now)) };
    before.engine.become(factsOf(now));
    return { ...before };
  }, null);
  const conflicts = createMemo<readonly Conflict[]>(() => checked()?.engine.all() ?? []);
  const decisions = useQuery(() => {
    const worksheetId = grid().head.id;
    return { queryKey: ["conflict", "decisions", worksheetId], queryFn: () => api.conflict.decisions.query({ worksheetId }) };
  });
  /** Warnings somebody decided to go on in spite of. */
  const decided = createMemo<ReadonlySet<string>>(() => new Set(answerOf(decisions)?.decisions.map(({ key }) => key)));
  const [picked, setPicked] = createSignal<ReadonlySet<Id>>(new Set<Id>());
  const [looking, lookAt] = createSignal<Id | null>(null);
  const [asking, setAsking] = createSignal<Asking | null>(null);

  const seatsOf = (requestId: Id): Seat[] => seatsByPlace().get(requestId) ?? [];
  const place = (requestId: Id): GridPlace | undefined => placesById().get(requestId);
  const conflictsAt = (requestId: Id): readonly Conflict[] => checked()?.engine.at(requestId) ?? [];
  /** What keeps a place from being confirmed: all that blocks, and each warning nobody has decided on. */
  const keeping = (requestId: Id): Conflict[] => keepsFromConfirming(conflictsAt(requestId), decided());
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
    decided,
    keeping,
    /** Something keeps it from being confirmed whatever anybody decides. */
    blockedAt: (requestId: Id): boolean => conflictsAt(requestId).some(({ severity }) => severity === "blocks"),
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
    ready: createMemo(() => grid().places.filter((one) => toConfirm(one) && keeping(one.requestId).length === 0)),
    /** Places with somebody to confirm that a conflict keeps back. */
    kept: createMemo(() => grid().places.filter((one) => toConfirm(one) && keeping(one.requestId).length > 0)),
  };
}
export type Board = ReturnType<typeof createBoard>;
