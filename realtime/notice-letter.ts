import { noticeKinds, type NoticeKind } from "#domain/notice.ts";
import type { SeenRequest } from "#domain/request-seen.ts";
import type { Notice } from "#db/notice.ts";
import { stopUrls, type Stopping } from "#server/notice-link.ts";
import { originOf, type Env } from "#server/env.ts";
import { noticeMailWords } from "#words/notice-mail.ts";
import { actOfNotice, pageFactsOf, sayNotice } from "#words/notice-said.ts";
import { inWords, type Language } from "#words/words.ts";
import { writeLetter } from "./letter.ts";

/** What a mail says of one thing: what happened, and the request as its reader is shown it; null: it is of none, and says itself what it is. */
export interface Said {
  notice: Notice;
  seen: SeenRequest | null;
}
/** Lines of one heading before « et 23 autres ». */
const mostLines = 10;

type Words = ReturnType<typeof wordsOf>;
const wordsOf = (language: Language) => inWords(noticeMailWords, language);
const whatOf = ({ notice, seen }: Said, language: Language): string => sayNotice({ ...notice, seen }, language);

/** The request in a line: its number, course, who is on the other side, place, dates and how many; no student, no comment. */
function lineOf(said: Said, of: { w: Words; language: Language }): string {
  const { seen } = said;
  const what = whatOf(said, of.language);
  if (seen === null) {
    const more = pageFactsOf(said.notice.facts).text?.[of.language];
    return more === undefined ? what : `${what} (${more})`;
  }
  const { place, schedule } = seen;
  const where = [place.site, place.service, place.destination].filter((part) => part !== null).join(" / ");
  const other = seen.side === "placing" ? (place.receiving ?? "") : seen.school.name;
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
  ...new Map(all.map((said) => [`${said.notice.kind} ${said.notice.requestId ?? said.notice.id}`, said])).values(),
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
  const sides = new Set(said.map(({ seen }) => (seen === null ? "page" : seen.side === "placing" ? "placing" : "answering")));
  const [only] = sides;
  if (sides.size > 1 || only === undefined) return "/accueil";
  return { placing: "/sorties", answering: "/demandes", page: "/veilles" }[only];
};

/** The one button of a mail: to the page that does what is to be done, of one thing or of all. */
function buttonOf(said: Said[], { w, language, origin }: { w: Words; language: Language; origin: string }): { label: string; url: string } {
  const [only, ...more] = said;
  if (only && more.length === 0)
    return { label: actOfNotice({ ...only.notice, seen: only.seen }, language), url: `${origin}${noticeHref(only)}` };
  const box = boxOf(said);
  const answers = said.every(({ notice }) => notice.kind === "to-answer");
  return {
    label: box === "/demandes" && answers ? w.answerAll : box === "/veilles" || box === "/accueil" ? w.openPage : w.openAll,
    url: `${origin}${box}`,
  };
}

/** Where a notice is done: its request from the side that reads, or the page it names. */
export const noticeHref = ({ notice, seen }: Said): string =>
  seen === null ? pageFactsOf(notice.facts).href : `${seen.side === "placing" ? "/sorties" : "/demandes"}/${seen.id}`;

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
    ? alone.seen === null
      ? whatOf(alone, language)
      : w.one(whatOf(alone, language), alone.seen.reference)
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
        : buttonOf(said, { w, language, origin }),
      note: contact ? w.whyContact(contact.organisation) : w.why,
      ...(stop ? { stop: { label: w.stop, url: stop.page } } : {}),
    },
    language,
  );
  return { ...written, unsubscribeUrl: stop?.oneClick ?? "" };
}
