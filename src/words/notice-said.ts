import type { NoticeKind, PageNoticeFacts } from "#domain/notice.ts";
import type { Side } from "#domain/request.ts";
import { noticeMailWords } from "./notice-mail.ts";
import { inWords, type Language } from "./words.ts";

/** What a notice needs to be said: what happened, and of its request what the reader's screen shows now; null: it is of no request. */
export interface NoticeSaid {
  kind: NoticeKind;
  eventKind: string;
  side: Side | null;
  facts: Record<string, unknown>;
  seen: { reason: Record<Language, string> | null; conditions: number } | null;
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** What says itself what it is (`PageNoticeFacts`). */
export const pageFactsOf = (facts: Record<string, unknown>): PageNoticeFacts => facts as unknown as PageNoticeFacts;

/** What happened, in words of the side that reads: « Acceptée par CISSS des Rapides ». The status is the one her screen shows now. */
export function sayNotice(notice: NoticeSaid, language: Language): string {
  const { what } = inWords(noticeMailWords, language);
  const { seen } = notice;
  if (seen === null) return pageFactsOf(notice.facts).title[language];
  const by = text(notice.facts.by);
  const reason = seen.reason === null ? "" : seen.reason[language];
  const label = text((notice.facts.label as Record<Language, unknown> | undefined)?.[language]);
  switch (notice.eventKind) {
    case "overdue":
      return what.overdue;
    case "request.unit-accepted":
      return what.unitAccepted;
    case "request.unit-declined":
      return what.unitDeclined;
    case "request.redirected":
    case "request.auto-redirected":
      return what.handed;
    case "request.sent":
      return what.sent(by);
    case "request.reactivated":
      return notice.kind === "to-answer" ? what.again(by) : what.reopened(by);
    case "request.offered":
      return what.offered(by);
    case "request.postponed":
      return notice.kind === "to-answer" ? what.again(by) : what.dates(by);
    case "request.accepted":
      return seen.conditions > 0 ? what.acceptedUnder(by) : what.accepted(by);
    case "request.declined":
      return what.declined(by, reason);
    case "request.answer-taken-back":
      return what.answerTakenBack(by);
    case "request.cancelled":
      return what.cancelled(by, reason);
    case "condition.put":
      return notice.side === "placing" ? what.conditionPut(label) : what.conditionToPass(label);
    case "condition.met":
      return what.conditionMet(label);
    case "condition.not-met":
      return what.conditionNotMet(label);
    case "proposal.made":
      return what.proposalMade(by);
    case "proposal.answered":
      return what.proposalAnswered(by);
    case "comment.added":
      return what.comment(by);
    case "request.confirmed":
      return what.confirmed(by);
    case "request.unconfirmed":
      return what.unconfirmed(by);
    case "request.part-added":
      return what.added(by);
    case "request.relocated":
      return what.relocated(by);
    case "request.place-closed":
      return what.placeClosed;
    case "request.cloned":
      return what.cloned(by);
    case "request.changed":
      return what.changed(by);
    default:
      return notice.kind === "supervisor" ? what.supervisor(by) : what.dates(by);
  }
}

/** What its reader does about it, on the one button: « Répondre », « Ouvrir la demande ». */
export function actOfNotice(notice: NoticeSaid, language: Language): string {
  const { act } = inWords(noticeMailWords, language);
  if (notice.seen === null) return pageFactsOf(notice.facts).action[language];
  if (notice.kind === "to-answer") return act.answer;
  if (notice.eventKind === "condition.put") return notice.side === "placing" ? act.condition : act.pass;
  if (notice.eventKind === "proposal.made") return act.proposal;
  if (notice.kind === "comment") return act.comment;
  return act.open;
}
