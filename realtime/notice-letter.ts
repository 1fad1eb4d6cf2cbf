import { noticeKinds, type NoticeKind } from "#domain/notice.ts";
import type { SeenRequest } from "#domain/request-seen.ts";
import type { Notice } from "#db/notice.ts";
import { stopUrls, type Stopping } from "#server/notice-link.ts";
import { originOf, type Env } from "#server/env.ts";
import { noticeMailWords } from "#words/notice-mail.ts";
import { inWords, type Language } from "#words/words.ts";
import { writeLetter } from "./letter.ts";

/** What a mail says of one thing: what happened, and the request as its reader is shown it. */
export interface Said {
  notice: Notice;
  seen: SeenRequest;
}
/** Lines of one heading before « et 23 autres ». */
const mostLines = 10;

type Words = ReturnType<typeof wordsOf>;
const wordsOf = (language: Language) => inWords(noticeMailWords, language);
const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** What happened, in words of the side that reads. The status is the one her screen shows now. */
function whatOf({ notice, seen }: Said, of: { w: Words; language: Language }): string {
  const { what } = of.w;
  const by = text(notice.facts.by);
  const reason = seen.reason === null ? "" : seen.reason[of.language];
  const label = text((notice.facts.label as Record<Language, unknown> | undefined)?.[of.language]);
  switch (notice.eventKind as string) {
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

/** The request in a line: its number, course, who is on the other side, place, dates and how many; no student, no comment. */
function lineOf(said: Said, of: { w: Words; language: Language }): string {
  const { seen } = said;
  const { place, schedule } = seen;
  const where = [place.site, place.service, place.destination].filter((part) => part !== null).join(" / ");
  const other = seen.side === "placing" ? (place.receiving ?? "") : seen.school.name;
  const what = whatOf(said, of);
  const parts = [
    `${of.w.request(seen.reference)}, ${seen.course.number}`,
    // Who did it is said already where it is the other side.
    what.includes(other) ? "" : other,
    where,
    of.w.dates(schedule.startsOn, schedule.endsOn),
    of.w.places(seen.size),
  ];
  return `${what}${of.language === "fr" ? "\u00A0" : ""}: ${parts.filter((part) => part !== "").join(", ")}`;
}

/** Of several things that happened to a request, of one kind, the last is what is so. */
export const lastOfEach = (all: Said[]): Said[] => [
  ...new Map(all.map((said) => [`${said.notice.kind} ${said.notice.requestId}`, said])).values(),
];

export interface NoticeMail {
  how: "at-once" | "digest" | "absence" | "cancelled";
  said: Said[];
  name: string;
  language: Language;
  /** Requests that wait past the day they were asked for by, all of hers. */
  overdue: number;
  /** Somebody without account: whom she writes to, and the organisation whose directory has her. */
  contact: { writeTo: { name: string; email: string } | null; organisation: string } | null;
  stopping: Stopping;
}

const boxOf = (said: Said[]): string => {
  const placing = new Set(said.map(({ seen }) => seen.side === "placing"));
  return placing.size > 1 ? "/accueil" : placing.has(true) ? "/sorties" : "/demandes";
};

/** One mail for all that somebody is told, whichever way she chose: a heading a kind, one button, and the way out. */
export function writeNotice(mail: NoticeMail, env: Env): { subject: string; text: string; html: string; unsubscribeUrl: string } {
  const { language, contact } = mail;
  const w = wordsOf(language);
  const said = lastOfEach(mail.said);
  const [only] = said;
  const waits = said.filter(({ notice }) => notice.kind === "to-answer").length;
  const other = said.length - waits;
  const sections = noticeKinds.flatMap((kind: NoticeKind) => {
    const lines = said.filter(({ notice }) => notice.kind === kind).map((one) => lineOf(one, { w, language }));
    if (lines.length === 0) return [];
    const more = lines.length - mostLines;
    return [{ title: w.kinds[kind], lines: more > 0 ? [...lines.slice(0, mostLines), w.more(more)] : lines }];
  });
  const origin = originOf(env);
  const alone = said.length === 1 && only ? only : null;
  const cancelled = mail.how === "cancelled";
  const subject = alone
    ? w.one(whatOf(alone, { w, language }), alone.seen.reference)
    : cancelled
      ? w.subjectCancelled(said.length)
      : mail.how === "absence"
        ? w.subjectAway(waits, other)
        : w.subject(waits, other);
  const intro = mail.how === "cancelled" ? (alone ? w.body.cancelledOne : w.body.cancelled) : w.body[mail.how];
  const stop = stopUrls(env, mail.stopping);
  const written = writeLetter(
    {
      subject,
      name: mail.name,
      body: mail.overdue > 0 ? `${intro} ${w.overdue(mail.overdue)}` : intro,
      sections,
      action: contact?.writeTo
        ? { label: w.writeTo(contact.writeTo.name), url: `mailto:${contact.writeTo.email}` }
        : alone
          ? { label: w.openOne, url: `${origin}${alone.seen.side === "placing" ? "/sorties" : "/demandes"}/${alone.seen.id}` }
          : { label: w.openAll, url: `${origin}${boxOf(said)}` },
      note: contact ? w.whyContact(contact.organisation) : w.why,
      ...(stop ? { stop: { label: w.stop, url: stop.page } } : {}),
    },
    language,
  );
  return { ...written, unsubscribeUrl: stop?.oneClick ?? "" };
}
