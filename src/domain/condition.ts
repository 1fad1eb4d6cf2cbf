import type { Id } from "./id.ts";
import { isOpen, statusSeenBy, type Side, type Status } from "./request.ts";

/** Conditions on a request (F-187, K56): what who receives asks of the school before, or with, its yes. */
export const conditionStates = ["open", "met", "cannot-be-met", "withdrawn"] as const;
export type ConditionState = (typeof conditionStates)[number];

/** Letters a condition, or what is answered to it, may have. */
export const longestCondition = 1_000;
/** « Annuler » of a withdrawal or an answer, by its author. */
export const takeBackMinutes = 10;

export interface ConditionCode {
  code: string;
  fr: string;
  en: string;
  /** The code says nothing by itself: words are needed. */
  needsText: boolean;
}

export interface ConditionRecord {
  agencyId: Id;
  id: Id;
  requestId: Id;
  label: { fr: string; en: string };
  text: string;
  putAgencyId: Id;
  putAccountId: Id;
  putName: string;
  putAgency: string;
  byUnit: boolean;
  putAt: string;
  /** When the school came to know of it; null: a unit's, not passed on. */
  sharedAt: string | null;
  sharedName: string | null;
  state: ConditionState;
  answeredAgencyId: Id | null;
  answeredAccountId: Id | null;
  answeredName: string | null;
  answeredAgency: string | null;
  answeredAt: string | null;
  answerNote: string;
}

/** Who receives may put a condition on what it was sent and what is not over, a unit on what was handed to it. */
export const takesConditions = (of: { status: Status; sentAt: string | null }, side: Side): boolean =>
  side !== "placing" && isOpen(of.status) && of.sentAt !== null && statusSeenBy(of.status, side) !== "hidden";

/**
 * A condition as one side may know it; null where it knows nothing of it. A unit's is its organisation's alone until it passes it on, and then
 * the school is told it like the organisation's own: neither that a unit put it nor when (section 8, rule 3; R347).
 */
export function conditionSeenBy(of: ConditionRecord, reader: { side: Side; agencyId: Id; accountId: Id }) {
  const school = reader.side === "placing";
  if (school ? of.sharedAt === null : of.putAgencyId !== reader.agencyId) return null;
  const insider = (agencyId: Id | null, name: string | null, agency: string | null): string =>
    (agencyId === reader.agencyId ? name : agency) ?? "";
  return {
    id: of.id,
    label: of.label,
    text: of.text,
    by: school ? of.putAgency : of.putName,
    byUnit: !school && of.byUnit,
    at: school ? (of.sharedAt ?? of.putAt) : of.putAt,
    shared: of.sharedAt !== null,
    sharedBy: school || !of.byUnit ? null : of.sharedName,
    state: of.state,
    answer:
      of.answeredAt === null
        ? null
        : { by: insider(of.answeredAgencyId, of.answeredName, of.answeredAgency), at: of.answeredAt, note: of.answerNote },
  };
}

/** Still to be taken back by who settled it: nobody else, and not for long. */
export const canTakeBack = (of: Pick<ConditionRecord, "answeredAccountId" | "answeredAt">, by: { accountId: Id; at: Date }): boolean =>
  of.answeredAccountId === by.accountId &&
  of.answeredAt !== null &&
  by.at.getTime() - Date.parse(of.answeredAt) <= takeBackMinutes * 60_000;
