import { createMemo, createSignal, type Accessor } from "solid-js";
import { unwrap } from "solid-js/store";
import type { Seat } from "#domain/assignment.ts";
import { createConflictEngine } from "#domain/conflict-engine.ts";
import { factsOf } from "#domain/conflict-facts.ts";
import { keepsFromConfirming, type Conflict, type ConflictEngine } from "#domain/conflict.ts";
import type { Id } from "#domain/id.ts";
import type { Outputs } from "#ui/client.ts";

export type Grid = Outputs["assignment"]["grid"];
export type GridStudent = Grid["students"][number];
export type GridPlace = Grid["places"][number];

export const nameOf = (student: Pick<GridStudent, "firstName" | "lastName">): string => `${student.firstName} ${student.lastName}`.trim();

/** A box of the screen, and what it is about. */
export type Asking = { what: "instructor" | "unconfirm" | "clear"; requestId: Id } | { what: "take-off"; requestId: Id; studentId: Id };

/** The grid as the screen thinks of it: who sits where, what is wrong, and who is picked up to be placed. Nothing here is guessed: it is what the server last said. */
export function createBoard(given: Accessor<Grid>) {
  // Plain data: a store would watch each of some thousand facts that are read at every step, and they come whole.
  const grid = createMemo(() => unwrap(given()));
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
  const decisions = createMemo(() => new Map(grid().decisions.map((decision) => [decision.key, decision])));
  /** Warnings somebody decided to go on in spite of. */
  const decided = createMemo<ReadonlySet<string>>(() => new Set(decisions().keys()));
  const [picked, setPicked] = createSignal<ReadonlySet<Id>>(new Set<Id>());
  const [looking, lookAt] = createSignal<Id | null>(null);
  const [asking, setAsking] = createSignal<Asking | null>(null);

  const seatsOf = (requestId: Id): Seat[] => seatsByPlace().get(requestId) ?? [];
  const place = (requestId: Id): GridPlace | undefined => placesById().get(requestId);
  const conflictsAt = (requestId: Id): readonly Conflict[] => checked()?.engine.at(requestId) ?? [];
  /** What keeps a place from being confirmed: all that blocks, and each warning nobody has decided on. */
  const keeping = (requestId: Id): Conflict[] => keepsFromConfirming(conflictsAt(requestId), decided());
  /** Something keeps it from being confirmed whatever anybody decides. */
  const blockedAt = (requestId: Id): boolean => conflictsAt(requestId).some(({ severity }) => severity === "blocks");
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
    /** What is still to be settled or decided, of the whole sheet. */
    openConflicts: createMemo(() => keepsFromConfirming(conflicts(), decided())),
    /** Warnings somebody goes on in spite of, with her decision. */
    decidedConflicts: createMemo(() =>
      conflicts().flatMap((conflict) => {
        const decision = conflict.severity === "warns" ? decisions().get(conflict.key) : undefined;
        return decision ? [{ conflict, decision }] : [];
      }),
    ),
    blockedAt,
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
    /** Places with somebody to confirm and nothing that blocks: what « Finaliser » would confirm now, with a decision on what warns. */
    ready: createMemo(() => grid().places.filter((one) => toConfirm(one) && !blockedAt(one.requestId))),
    /** Places with somebody to confirm that a conflict keeps back. */
    kept: createMemo(() => grid().places.filter((one) => toConfirm(one) && blockedAt(one.requestId))),
  };
}
export type Board = ReturnType<typeof createBoard>;
