import type { Id } from "./id.ts";
import { isAccepted, type SeenStatus } from "./request.ts";

export interface CleanUpFacts {
  students: readonly { id: Id }[];
  /** Accepted places, in the sheet's order. */
  places: readonly { requestId: Id; kind: "group" | "individual"; size: number; status: SeenStatus }[];
  seats: readonly { studentId: Id; requestId: Id; state: "held" | "confirmed" }[];
  /** Requests nobody has accepted yet, in the sheet's order. */
  asked: readonly { id: Id; size: number }[];
}

export interface CleanUp {
  /** Students without a place. */
  waiting: Id[];
  /** Accepted places without a student; `spare`: those who wait do not need it. */
  empty: { requestId: Id; spare: boolean }[];
  /** Groups with more seats than those who sit there and those who wait need. */
  large: { requestId: Id; size: number; to: number }[];
  /** Places with more students than seats. */
  over: Id[];
  /** Requests that wait for an answer; `spare`: nobody would sit there. */
  asked: { requestId: Id; spare: boolean }[];
}

/**
 * What is left to tidy once a sheet's places are answered (4.1.9): those who wait are reckoned into the free seats of groups that go on
 * anyway, then into empty places, then into what is still asked for; what is not needed then is spare. Nothing is decided here.
 */
export function cleanUpOf({ students, places, seats, asked }: CleanUpFacts): CleanUp {
  const seated = new Map<Id, number>();
  for (const { requestId } of seats) seated.set(requestId, (seated.get(requestId) ?? 0) + 1);
  const sitting = new Set(seats.map(({ studentId }) => studentId));
  const waiting = students.flatMap(({ id }) => (sitting.has(id) ? [] : [id]));
  let need = waiting.length;
  const take = (free: number): number => {
    const taken = Math.min(need, free);
    need -= taken;
    return taken;
  };
  const large: CleanUp["large"] = [];
  const over: Id[] = [];
  for (const { requestId, kind, size, status } of places) {
    const here = seated.get(requestId) ?? 0;
    if (here > size) over.push(requestId);
    if (here === 0 || here >= size) continue;
    const to = here + take(size - here);
    // What is asked for again changes nothing until it is answered.
    if (kind === "group" && to < size && isAccepted(status)) large.push({ requestId, size, to });
  }
  const empty = places.flatMap(({ requestId, size }) => (seated.has(requestId) ? [] : [{ requestId, spare: take(size) === 0 }]));
  return { waiting, empty, large, over, asked: asked.map(({ id, size }) => ({ requestId: id, spare: take(size) === 0 })) };
}
