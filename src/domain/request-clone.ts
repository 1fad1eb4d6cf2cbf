import { can, type Actor } from "./access.ts";
import type { Day } from "./dates.ts";
import type { Id } from "./id.ts";
import type { Refusal } from "./refusal.ts";
import type { RequestRecord } from "./request-seen.ts";
import { sizeAt } from "./request-split.ts";
import { statusSeenBy, type Side, type Status } from "./request.ts";

/** What the message to the school may hold. */
export const longestMessage = 500;
/** How long a clone can be taken back, in minutes, while nobody has built on it. */
export const minutesToTakeCloneBack = 10;

/** What waits or was said no to; never what was agreed on, nor what was not sent (T30). */
const clonable: readonly Status[] = [
  "sent",
  "reactivated",
  "redirected",
  "redirected-paper",
  "redirected-auto",
  "accepted-by-unit",
  "declined-by-unit",
  "declined",
  "cancelled",
];
/** Quick entry, by the school or for it: a group of a cohort is its course's, and nobody else makes it. */
const ofOneEntry = (of: Pick<RequestRecord, "kind" | "standing" | "madeBy">): boolean =>
  of.kind === "individual" || of.standing === true || of.madeBy === "quick" || of.madeBy === "receiving-quick" || of.madeBy === "guest";

/** True when who receives may make another request from this one, from what is known without the place. */
export const mayClone = (of: RequestRecord, { actor, side }: { actor: Actor; side: Side }): boolean =>
  side === "receiving" && can(actor, "request.answer") && clonable.includes(of.status) && of.sentAt !== null && ofOneEntry(of);

export interface CloneFacts {
  unit: { id: Id; largestGroup: number | null };
  course: { startsOn: Day; endsOn: Day };
  today: Day;
}

/** Why a request is not cloned to a unit; null when it is (F-190). */
export function cloneRefusal(of: RequestRecord, facts: CloneFacts): Refusal | null {
  if (!clonable.includes(of.status) || of.sentAt === null)
    return { code: "move-not-possible", move: "clone", status: statusSeenBy(of.status, "receiving") };
  if (!ofOneEntry(of)) return { code: "clone-of-group" };
  if (facts.unit.id === of.destinationId) return { code: "clone-same-place" };
  const { startsOn, endsOn } = of.schedule;
  if (endsOn < facts.today) return { code: "invalid", field: "endsOn", problem: { kind: "in-the-past" } };
  const { course } = facts;
  if (startsOn < course.startsOn || endsOn > course.endsOn)
    return { code: "invalid", field: "startsOn", problem: { kind: "outside-course", startsOn: course.startsOn, endsOn: course.endsOn } };
  const most = facts.unit.largestGroup;
  const size = sizeAt(of);
  if (most !== null && size > most)
    return { code: "invalid", field: "size", problem: { kind: "group-too-large", most, text: String(size) } };
  return null;
}

/** What is known of a clone when its author wants it gone. */
export interface MadeClone {
  /** Made by the account that asks, and nothing has happened to it since. */
  mineAndUntouched: boolean;
  assigned: number;
  minutesAgo: number;
}

/** Its author takes a clone back, while it is as it was made, nobody is on it, and not after `minutesToTakeCloneBack`. */
export function cloneKept(of: RequestRecord, made: MadeClone): Refusal | null {
  const gone = of.madeBy === "clone" && made.mineAndUntouched && made.assigned === 0 && made.minutesAgo <= minutesToTakeCloneBack;
  return gone ? null : { code: "move-not-possible", move: "clone-take-back", status: statusSeenBy(of.status, "receiving") };
}
