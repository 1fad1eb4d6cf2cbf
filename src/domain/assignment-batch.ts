import { z } from "zod";
import { id, type Id } from "./id.ts";
import type { Refusal } from "./refusal.ts";

/** What made somebody change several seats as one action; `id` is the solution or the scenario it came from. */
export const batchCause = z.discriminatedUnion("kind", [
  z.object({ kind: z.enum(["hand", "swap"]), id: z.null() }),
  z.object({ kind: z.enum(["solution", "scenario"]), id }),
]);
export type BatchCause = z.infer<typeof batchCause>;

/** A cause as it is kept; `undo`: another batch was taken back. */
export interface KeptCause {
  kind: BatchCause["kind"] | "undo";
  id: Id | null;
}

/** What a seat comes from, when several were changed as one. */
export interface SeatCause extends KeptCause {
  batchId: Id;
}

/** The seat a screen showed for her on this sheet; null: none. */
const sawSeat = z.object({ assignmentId: id, version: z.number().int() }).nullable();

/** Where one student is to go; null: off her place. `worksheetId` only where it is another sheet than the batch's own. */
export const batchChange = z.object({ studentId: id, toRequestId: id.nullable(), saw: sawSeat, worksheetId: id.optional() });
export type BatchChange = z.infer<typeof batchChange>;

/** What became of one change: it was done, it was so already, or somebody or something was in the way. */
export interface BatchDone {
  worksheetId: Id;
  studentId: Id;
  fromRequestId: Id | null;
  toRequestId: Id | null;
  /** The seat as it is now. */
  seat: { assignmentId: Id; version: number } | null;
}
export interface BatchRefused {
  worksheetId: Id;
  studentId: Id;
  toRequestId: Id | null;
  refusal: Refusal;
  /** Where she sits instead, to be said as seen when whoever was refused wants it all the same. */
  now: { assignmentId: Id; version: number; requestId: Id } | null;
}

export interface BatchOutcome {
  /** By which it can be taken back; null when nothing was changed. */
  batchId: Id | null;
  done: BatchDone[];
  /** It was so already: nothing was written. */
  same: BatchDone[];
  refused: BatchRefused[];
}
