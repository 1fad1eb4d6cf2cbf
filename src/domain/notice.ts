import { z } from "zod";
import { addDays, type Day } from "./dates.ts";
import { instantIn, wallIn } from "./hold.ts";
import type { Id } from "./id.ts";
import type { SeenStatus, Side } from "./request.ts";
import type { Language } from "./weekdays.ts";

/** What people are told of by mail, and may each refuse (F-209, F-210; reference 5.5). */
export const requestNoticeKinds = [
  "to-answer",
  "answer",
  "cancellation",
  "condition",
  "proposal",
  "comment",
  "change",
  "supervisor",
] as const;
/** Besides them what is of no request: a question that became true, a mail that came back. */
export const noticeKinds = [...requestNoticeKinds, "watch", "bounce"] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** At once; one a day; or only once somebody has not come in for three days (K03, K35). */
export const noticeModes = ["at-once", "digest", "absence"] as const;
export type NoticeMode = (typeof noticeModes)[number];

export const noticeSetting = z.object({
  mode: z.enum(noticeModes),
  /** Minutes after midnight, on the clock of her organisation's territory. */
  digestMinute: z.number().int().min(0).max(1_439),
  weekdaysOnly: z.boolean(),
  /** Cancellations of a day come together in the evening, or each at once (K57). */
  cancellations: z.enum(["at-once", "evening"]),
  /** Kinds that are not mailed. */
  muted: z.array(z.enum(noticeKinds)).max(noticeKinds.length),
  /** Kinds that are mailed otherwise than `mode` says; cancellations have their own. */
  own: z.partialRecord(z.enum(noticeKinds), z.enum(noticeModes)),
  /** Kinds the page does not tell. */
  hidden: z.array(z.enum(noticeKinds)).max(noticeKinds.length),
  /** Kinds told on her devices, where she has any. */
  push: z.array(z.enum(noticeKinds)).max(noticeKinds.length),
  /** Nothing is mailed or pushed from one minute of the day until the other, nor at the weekend when she says so; null: at any time. */
  quiet: z
    .object({ from: z.number().int().min(0).max(1_439), until: z.number().int().min(0).max(1_439), weekend: z.boolean() })
    .refine(({ from, until }) => from !== until)
    .nullable(),
});
export type NoticeSetting = z.infer<typeof noticeSetting>;

/** With the first coffee, not at midnight: what nobody chose otherwise (pain 7.4). */
export const defaultNotices: NoticeSetting = {
  mode: "digest",
  digestMinute: 7 * 60 + 30,
  weekdaysOnly: true,
  cancellations: "evening",
  muted: [],
  own: {},
  hidden: [],
  push: ["to-answer", "answer", "cancellation", "watch"],
  quiet: null,
};

/** How a kind is mailed; `evening`: cancellations of a day together. */
export type MailWhen = NoticeMode | "evening" | "none";
export function mailWhen(kind: NoticeKind, setting: NoticeSetting): MailWhen {
  // A mail that came back is not told by mail.
  if (kind === "bounce" || setting.muted.includes(kind)) return "none";
  return kind === "cancellation" ? setting.cancellations : (setting.own[kind] ?? setting.mode);
}

/** Cancellations of a day leave at eight in the evening, on the reader's clock and not on the Pacific's (7.4). */
export const eveningMinute = 20 * 60;
/** What happens within this long of the first goes into one mail, in milliseconds. */
export const groupingDelay = 60_000;
/** Away for this long, one is written to; and then again only after a week. */
export const absenceDays = 3;
export const absenceAgainDays = 7;

const others = ["placing", "receiving", "unit"] as const satisfies Side[];
type Facts = Record<string, unknown>;
export interface Told {
  kind: NoticeKind;
  to: readonly Side[];
}
const tell = (kind: NoticeKind, to: readonly Side[]) => (): Told[] => [{ kind, to }];

/**
 * What an event is to which sides. Nobody is told what her own side did: it is on her list already; whom an event may reach at all is said
 * by its organisations, so that a unit's answer or condition goes nowhere else (section 8, rule 3). A cancellation is told by rules of its own.
 */
const tellings: Record<string, (facts: Facts) => Told[]> = {
  "request.sent": tell("to-answer", ["receiving"]),
  "request.redirected": tell("to-answer", ["unit"]),
  "request.auto-redirected": tell("to-answer", ["unit"]),
  // Whichever side had ended it: who receives has it to answer, the school learns that its no is taken back.
  "request.reactivated": () => [
    { kind: "to-answer", to: ["receiving"] },
    { kind: "answer", to: ["placing"] },
  ],
  "request.offered": tell("answer", ["placing"]),
  "request.unit-accepted": tell("to-answer", ["receiving"]),
  "request.unit-declined": tell("to-answer", ["receiving"]),
  "request.accepted": tell("answer", ["placing", "unit"]),
  "request.declined": tell("answer", ["placing", "unit"]),
  "request.answer-taken-back": tell("answer", ["placing"]),
  "request.confirmed": tell("change", others),
  "request.unconfirmed": tell("change", others),
  "request.relocated": tell("change", ["placing", "unit"]),
  "request.place-closed": tell("change", ["placing", "unit"]),
  "request.postponed": ({ resubmitted }) =>
    resubmitted === true ? [{ kind: "to-answer", to: ["receiving"] }] : [{ kind: "change", to: others }],
  "request.shortened": tell("change", others),
  "request.suspended": tell("change", others),
  "request.resumed": tell("change", others),
  "request.dates-taken-back": tell("change", others),
  "request.calendar-changed": tell("change", others),
  "request.changed": tell("change", others),
  "request.part-added": tell("change", ["receiving"]),
  "request.cloned": tell("change", ["placing"]),
  "proposal.made": tell("proposal", others),
  "proposal.answered": tell("proposal", others),
  // What one's own organisation says to itself is read where it is said.
  "comment.added": ({ internal }) => (internal === true ? [] : [{ kind: "comment", to: others }]),
  "condition.put": tell("condition", ["placing", "receiving"]),
  "condition.met": tell("condition", ["receiving", "unit"]),
  "condition.not-met": tell("condition", ["receiving", "unit"]),
  "supervision.named": tell("supervisor", others),
  "supervision.changed": tell("supervisor", others),
  "supervision.removed": tell("supervisor", others),
};

export const toldBy = (event: { kind: string; facts: Facts }): Told[] => tellings[event.kind]?.(event.facts) ?? [];
export const toldEvents = [...Object.keys(tellings), "request.cancelled"];

const isWeekend = (day: Day): boolean => [0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay());
const clock = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** The next time, from an instant on, that a territory's clocks show a minute of the day; the season's change moves it with them. */
export function nextAt(from: Date, of: { minute: number; timeZone: string; weekdaysOnly: boolean }): Date {
  const first = wallIn(from.toISOString(), of.timeZone).day;
  for (let ahead = 0; ; ahead += 1) {
    const day = addDays(first, ahead);
    if (of.weekdaysOnly && isWeekend(day)) continue;
    const at = new Date(instantIn(day, clock(of.minute), of.timeZone));
    if (at.getTime() >= from.getTime()) return at;
  }
}

const daysAfter = (instant: Date, days: number): Date => new Date(instant.getTime() + days * 86_400_000);

/** The same instant, or the end of the quiet hours it falls into, on the clock of her territory. */
export function afterQuiet(at: Date, of: { quiet: NoticeSetting["quiet"]; timeZone: string }): Date {
  const { quiet, timeZone } = of;
  if (quiet === null) return at;
  const { day, time } = wallIn(at.toISOString(), timeZone);
  const minute = Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
  const overnight = quiet.from > quiet.until;
  const within = overnight ? minute >= quiet.from || minute < quiet.until : minute >= quiet.from && minute < quiet.until;
  const resting = quiet.weekend && isWeekend(day);
  if (!within && !resting) return at;
  // After midnight of a night that began the day before, the morning is today's.
  const first = resting || (overnight && minute >= quiet.from) ? addDays(day, 1) : day;
  const morning = (from: Day): Day => (quiet.weekend && isWeekend(from) ? morning(addDays(from, 1)) : from);
  return new Date(instantIn(morning(first), clock(quiet.until), timeZone));
}

/** When something that happened is to be mailed, as its reader chose; `lastSeen`: when she was last here; null: it is not mailed. */
export function dueAt(
  when: Exclude<MailWhen, "none">,
  setting: NoticeSetting,
  of: { at: Date; timeZone: string; lastSeen: Date | null },
): Date {
  const { at, timeZone } = of;
  const loud = (instant: Date): Date => afterQuiet(instant, { quiet: setting.quiet, timeZone });
  if (when === "at-once") return loud(new Date(at.getTime() + groupingDelay));
  if (when === "evening") return loud(nextAt(at, { minute: eveningMinute, timeZone, weekdaysOnly: false }));
  const morning = { minute: setting.digestMinute, timeZone, weekdaysOnly: setting.weekdaysOnly };
  if (when === "digest") return nextAt(at, morning);
  const away = of.lastSeen === null ? at : daysAfter(of.lastSeen, absenceDays);
  return nextAt(away.getTime() > at.getTime() ? away : at, morning);
}

/** When somebody who stays away is written to again. */
export const againAt = (mailedAt: Date, setting: NoticeSetting, timeZone: string): Date =>
  nextAt(daysAfter(mailedAt, absenceAgainDays), { minute: setting.digestMinute, timeZone, weekdaysOnly: setting.weekdaysOnly });

const waiting: Record<Side, readonly SeenStatus[]> = {
  placing: ["sent-paper"],
  receiving: ["pending", "reactivated", "redirected-paper", "accepted-by-unit", "declined-by-unit"],
  unit: ["pending"],
};
/** Statuses in which a side has something to answer, as it is shown them. */
export const waitsFor = (side: Side, status: SeenStatus): boolean => waiting[side].includes(status);

/** What became of what a notice is about, as far as it can be taken back. */
export interface NoticeState {
  side: Side;
  status: SeenStatus;
  /** Of the condition it names; null: it names none, or its reader knows nothing of it. */
  condition: string | null;
  /** The number of the proposal that is open; null: none. */
  openProposal: number | null;
  /** The comment was taken back by who wrote it. */
  commentGone: boolean;
}

/** Whether what a notice says still stands: what was answered, taken back or settled meanwhile is not mentioned. */
export function stillStands(notice: { kind: NoticeKind; eventKind: string; facts: Facts }, now: NoticeState): boolean {
  const over = now.status === "declined" || now.status === "cancelled";
  switch (notice.kind) {
    case "to-answer":
      return waitsFor(now.side, now.status);
    case "answer":
      if (notice.eventKind === "request.accepted" || notice.eventKind === "request.offered")
        return now.status === "accepted" || now.status === "confirmed";
      if (notice.eventKind === "request.declined") return now.status === "declined";
      return !over && now.status !== "accepted" && now.status !== "confirmed";
    case "cancellation":
      return now.status === "cancelled";
    case "condition":
      return (
        !over &&
        now.condition === (notice.eventKind === "condition.put" ? "open" : notice.eventKind === "condition.met" ? "met" : "cannot-be-met")
      );
    case "proposal":
      return notice.eventKind !== "proposal.made" || (!over && now.openProposal === notice.facts.number);
    case "comment":
      return !now.commentGone;
    case "change":
      if (notice.eventKind === "request.confirmed") return now.status === "confirmed";
      return !over;
    case "supervisor":
      return !over;
    case "watch":
    case "bounce":
      return true;
  }
}

/** What is told outside of requests: said in both languages by who tells it, with the page it leads to. No name of a student. */
export interface PageNoticeFacts {
  title: Record<Language, string>;
  text?: Record<Language, string>;
  /** A path of this site: `/veilles/…`. */
  href: string;
  /** What is done there, on the button: « Voir les places ». */
  action: Record<Language, string>;
}

/** Somebody told something outside of requests (`#server/notice-tell.ts`). */
export interface Telling {
  kind: "watch" | "bounce";
  accountId: Id;
  agencyId: Id;
  /** Told in this role alone; null: in any of hers at the organisation. */
  roleId: Id | null;
  /** The same is told once to each: `watch:<id>:<event number>`. */
  cause: string;
  /** The number of the event it became true at. */
  seq: number;
  /** How it is mailed; absent: as she chose for its kind. */
  mail?: "at-once" | "none";
  facts: PageNoticeFacts;
}
