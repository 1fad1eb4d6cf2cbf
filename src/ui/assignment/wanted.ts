import type { Id } from "#domain/id.ts";

/** A student's seat as a screen showed it; null: none. */
export type Saw = { assignmentId: Id; version: number } | null;

/** What somebody wants of one student, not sent yet: where she is to go (null: nowhere), from where, and the seat that was seen. */
export interface Wanted {
  studentId: Id;
  fromRequestId: Id | null;
  toRequestId: Id | null;
  saw: Saw;
  /** When it was wanted, by this machine's clock, in milliseconds. */
  at: number;
}

/** As long as this without a line, what is wanted is still sent by itself; after it, it is asked again. */
export const patience = 120_000;

/** One student is wanted at one place: the last word counts, with the seat that was seen first; back where she was is nothing wanted. */
export function withWanted(queue: readonly Wanted[], wanted: Wanted): Wanted[] {
  const before = queue.find(({ studentId }) => studentId === wanted.studentId);
  const others = queue.filter(({ studentId }) => studentId !== wanted.studentId);
  const merged = before ? { ...wanted, saw: before.saw, fromRequestId: before.fromRequestId } : wanted;
  return merged.toRequestId === merged.fromRequestId ? others : [...others, merged];
}

/** What is wanted once the line is back: sent as it is after a short while, asked one by one after a long one. */
export function afterAway(queue: readonly Wanted[], away: { since: number; now: number }): { send: Wanted[]; ask: Wanted[] } {
  return away.now - away.since <= patience ? { send: [...queue], ask: [] } : { send: [], ask: [...queue] };
}

/** What was kept over a reload, read with care: anything else than what was written is nothing. */
export function readKept(text: string | null): Wanted[] {
  if (text === null) return [];
  try {
    const kept: unknown = JSON.parse(text);
    return Array.isArray(kept) ? kept.filter(isWanted) : [];
  } catch {
    return [];
  }
}

const idOrNull = (value: unknown): boolean => value === null || typeof value === "string";

function isWanted(one: unknown): one is Wanted {
  if (typeof one !== "object" || one === null) return false;
  const { studentId, fromRequestId, toRequestId, saw, at } = one as Record<string, unknown>;
  const seen = saw as { assignmentId?: unknown; version?: unknown } | null;
  return (
    typeof studentId === "string" &&
    idOrNull(fromRequestId) &&
    idOrNull(toRequestId) &&
    typeof at === "number" &&
    (seen === null || (typeof seen === "object" && typeof seen.assignmentId === "string" && typeof seen.version === "number"))
  );
}
