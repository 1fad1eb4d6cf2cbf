import type { EventKind } from "./event.ts";
import type { Id } from "./id.ts";
import type { Side } from "./request.ts";

/** How long somebody is away before coming back is another visit, in milliseconds. */
export const visitGap = 30 * 60_000;

/** Where a role's reading of its welcome page stands: numbers of the log, ISO instants of the server. */
export interface Visit {
  /** What was so until then is not new to her. */
  sinceSeq: number;
  sinceAt: string;
  /** Up to where she has been on the page. */
  hereSeq: number;
  hereAt: string;
}

/**
 * The visit as it is at a moment: the one that goes on, or another that begins where the last one ended (R441). A first visit has nothing
 * before it, and so nothing new.
 */
export function visitAt(kept: Visit | null, now: { seq: number; at: Date }): Visit {
  const here = { hereSeq: now.seq, hereAt: now.at.toISOString() };
  if (kept === null) return { sinceSeq: now.seq, sinceAt: here.hereAt, ...here };
  if (now.at.getTime() - Date.parse(kept.hereAt) > visitGap) return { sinceSeq: kept.hereSeq, sinceAt: kept.hereAt, ...here };
  // Clocks of nodes differ by a little: a visit never goes back.
  const at = Date.parse(kept.hereAt) > now.at.getTime() ? kept.hereAt : here.hereAt;
  return { ...kept, hereSeq: Math.max(kept.hereSeq, now.seq), hereAt: at };
}

/** What may have happened to requests since, as people think of it. In the order it is told in. */
export const newsGroups = [
  "sent",
  "redirected",
  "accepted",
  "declined",
  "unitAccepted",
  "unitDeclined",
  "cancelled",
  "reactivated",
  "takenBack",
  "confirmed",
  "cloned",
  "split",
  "dates",
  "closed",
  "proposals",
  "conditions",
  "comments",
  "supervisors",
  "changed",
] as const;
export type NewsGroup = (typeof newsGroups)[number];

/** Where a request stands since: of several, only the last counts (accepted and taken back is not accepted). */
const standing: Partial<Record<EventKind, NewsGroup>> = {
  "request.sent": "sent",
  "request.redirected": "redirected",
  "request.auto-redirected": "redirected",
  "request.accepted": "accepted",
  "request.offered": "accepted",
  "request.declined": "declined",
  "request.unit-accepted": "unitAccepted",
  "request.unit-declined": "unitDeclined",
  "request.cancelled": "cancelled",
  "request.reactivated": "reactivated",
  "request.answer-taken-back": "takenBack",
  "request.confirmed": "confirmed",
};

/** What happened to it besides: each counts, once a request. */
const beside: Partial<Record<EventKind, NewsGroup>> = {
  "request.cloned": "cloned",
  "request.split": "split",
  "request.part-added": "split",
  "request.postponed": "dates",
  "request.shortened": "dates",
  "request.suspended": "dates",
  "request.resumed": "dates",
  "request.dates-taken-back": "dates",
  "request.calendar-changed": "dates",
  "request.place-closed": "closed",
  "request.changed": "changed",
  "request.relocated": "changed",
  "request.unit-moved": "changed",
  "request.unconfirmed": "changed",
  "proposal.made": "proposals",
  "proposal.answered": "proposals",
  "proposal.withdrawn": "proposals",
  "condition.put": "conditions",
  "condition.passed": "conditions",
  "condition.met": "conditions",
  "condition.not-met": "conditions",
  "condition.withdrawn": "conditions",
  "condition.reopened": "conditions",
  "comment.added": "comments",
  "supervision.named": "supervisors",
  "supervision.changed": "supervisors",
  "supervision.removed": "supervisors",
};

/** Kinds that make a request new to somebody. */
export const newsKinds = [...Object.keys(standing), ...Object.keys(beside)] as EventKind[];

/** That a kind of event happened to a request, and the number of the last time. */
export interface Heard {
  id: Id;
  kind: EventKind;
  seq: number;
}

export interface News {
  groups: { group: NewsGroup; ids: Id[] }[];
  /** Of each request that something happened to, the number of the last of it. */
  last: Map<Id, number>;
}

/** What others did to requests since, by group; each request once in a group (R442). */
export function newsOf(heard: readonly Heard[]): News {
  const last = new Map<Id, number>();
  const stands = new Map<Id, Heard>();
  const groups = new Map<NewsGroup, Set<Id>>();
  const put = (group: NewsGroup, id: Id) => {
    const ids = groups.get(group) ?? new Set<Id>();
    groups.set(group, ids.add(id));
  };
  for (const one of heard) {
    last.set(one.id, Math.max(last.get(one.id) ?? 0, one.seq));
    const known = stands.get(one.id);
    if (standing[one.kind] && (known === undefined || known.seq < one.seq)) stands.set(one.id, one);
    const group = beside[one.kind];
    if (group) put(group, one.id);
  }
  for (const { id, kind } of stands.values()) {
    const group = standing[kind];
    if (group) put(group, id);
  }
  return {
    groups: newsGroups.flatMap((group) => {
      const ids = groups.get(group);
      return ids ? [{ group, ids: [...ids] }] : [];
    }),
    last,
  };
}

/** What a role may open as a list on its page, besides a status. */
export const welcomeLists = ["waiting", "late", "hidden", "changed", "all"] as const;

/** Notices of the page that can be hidden; each is hidden while it says what it said (R443). */
export const welcomeNotices = [
  "to-deliver",
  "calls",
  "conditions",
  "proposals",
  "reminders",
  "consents",
  "supervisors",
  "contacts",
  "new-unit",
  "clone",
  "survey",
  "agreement",
  "invited",
  "lapsing",
] as const;
export type WelcomeNotice = (typeof welcomeNotices)[number];

/** Days ahead within which an agreement's end is told. */
export const agreementWarnedAhead = 60;
/** Days for which a unit or a clone that another organisation made is news. */
export const newsLast = 30;

/** The side a role's page is of: the asked one where it has two. */
export const pageSide = (sides: readonly Side[], asked: "placing" | "receiving" | null): Side | undefined =>
  sides.find((side) => (side === "placing") === (asked === "placing") && asked !== null) ?? sides[0];
