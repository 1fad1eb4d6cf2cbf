import type { Id } from "./id.ts";
import { moveFrom, statusSeenBy, type Decision, type MoveName, type Request, type Side, type Status } from "./request.ts";

/** What a request was before an answer, kept so that the answer can be taken back. */
export interface BeforeAnswer {
  status: Status;
  reasonCode: string | null;
  reasonNote: string;
  reasonWordingId?: Id | null;
}

/** The moves that are answers: those one takes back with « Annuler » while nobody has built on them. */
export const answers = ["accept", "decline", "accept-for-unit", "decline-for-unit"] as const satisfies readonly MoveName[];
export const isAnswer = (name: MoveName): boolean => (answers as readonly MoveName[]).includes(name);

/** How long an answer can be taken back, in minutes: long enough for a slip of the hand, too short to become a way of working. */
export const minutesToTakeBack = 10;

/** What is known of an answer when its author wants it back. */
export interface GivenAnswer {
  before: BeforeAnswer | null;
  /** Given by the account that asks, and still the last thing that happened to the request. */
  mineAndLast: boolean;
  /** Students linked to the place since. */
  assigned: number;
  minutesAgo: number;
}

/**
 * Takes an answer back: not a move of the table, because it only ever leads where the request just came from.
 * Its author alone, while it is the last thing that happened, nobody is assigned, and not after `minutesToTakeBack`.
 */
export function takeBack(request: Request, answer: GivenAnswer, side: Side): Decision {
  const { before } = answer;
  const possible =
    before !== null &&
    answers.some((name) => moveFrom(before.status, name)?.by.includes(side) && moveFrom(before.status, name)?.to.includes(request.status));
  if (!before || !possible || !answer.mineAndLast || answer.assigned > 0 || answer.minutesAgo > minutesToTakeBack) {
    return { ok: false, refusal: { code: "move-not-possible", move: "take-back", status: statusSeenBy(request.status, side) } };
  }
  return {
    ok: true,
    status: before.status,
    patch: { reasonCode: before.reasonCode, reasonNote: before.reasonNote, reasonWordingId: before.reasonWordingId ?? null },
  };
}
