import { z } from "zod";
import { id, type Id } from "./id.ts";
import { longestPreferenceComment, mostPreferences } from "./preference.ts";
import type { Refusal } from "./refusal.ts";
import type { Schedule } from "./schedule.ts";

/**
 * Students' own choices (F-234 to F-236): in a round, each ranks places that are offered to her course, between two instants of the
 * server's clock. Times are ISO instants; « now » is the server's and comes as an argument.
 */

export const longestRoundNote = 1_000;
export const longestUnlockReason = 500;

/** A place a student ranks: the deepest level of the catalogue it names (unit, service or site), and what she says of it. */
export const chosen = z.object({ placeId: id, comment: z.string().trim().max(longestPreferenceComment).default("") });
export type Chosen = z.infer<typeof chosen>;
/** A list in order of rank. How long it may be is the round's; this is what any round takes. */
export const chosenList = z.array(chosen).max(mostPreferences);

/** How a school sets a round. */
export const roundSetting = z.object({
  opensAt: z.iso.datetime({ offset: true }),
  closesAt: z.iso.datetime({ offset: true }),
  least: z.number().int().min(1).max(mostPreferences),
  most: z.number().int().min(1).max(mostPreferences),
  fromSheets: z.boolean(),
  showsDemand: z.boolean(),
  showsClassmates: z.boolean(),
  note: z.string().trim().max(longestRoundNote),
});
export type RoundSetting = z.infer<typeof roundSetting>;

export interface RoundHours {
  opensAt: string;
  closesAt: string;
}
export type RoundState = "planned" | "open" | "closed";

/** Open from the first instant on and no longer at the last one (R429). */
export function roundState(of: RoundHours, now: Date): RoundState {
  if (now.getTime() < Date.parse(of.opensAt)) return "planned";
  return now.getTime() < Date.parse(of.closesAt) ? "open" : "closed";
}

/** Whether a student may write now: within the hours, or as long as somebody unlocked hers; else she is early or late (R430, R433). */
export function mayChoose(of: RoundHours & { closedAt: string | null; unlockedUntil: string | null }, now: Date): "yes" | "early" | "late" {
  if (of.unlockedUntil !== null && now.getTime() < Date.parse(of.unlockedUntil)) return "yes";
  // Lists are counted once it is said that it closed: what came before that and is written after would be lost.
  const state = of.closedAt === null ? roundState(of, now) : "closed";
  return state === "open" ? "yes" : state === "planned" ? "early" : "late";
}

/** What keeps a list from being written: a place twice, too many, one that is not offered. `withheld` is as good as not offered to a student. */
export function listRefusal(
  list: readonly Chosen[],
  of: {
    most: number;
    offered: ReadonlyMap<Id, { path: string; withheld: boolean }>;
    mayTakeWithheld: boolean;
    /** Places of the list as it was: what is withheld or goes meanwhile may stay while it is being written, not when it is submitted. */
    kept?: ReadonlySet<Id>;
  },
): Refusal | null {
  const ids = list.map(({ placeId }) => placeId);
  if (new Set(ids).size < ids.length) return { code: "choice-twice" };
  if (ids.length > of.most) return { code: "choice-too-many", most: of.most };
  for (const one of ids) {
    if (of.kept?.has(one)) continue;
    const place = of.offered.get(one);
    if (!place) return { code: "choice-not-offered", path: null };
    if (place.withheld && !of.mayTakeWithheld) return { code: "choice-not-offered", path: place.path };
  }
  return null;
}

/** What keeps a list that may be written from being submitted: it has fewer choices than the round asks for. */
export const submitRefusal = (list: readonly Chosen[], least: number): Refusal | null =>
  list.length < least ? { code: "choice-too-few", least, chosen: list.length } : null;

/**
 * What the clock counts at closing of a list that was saved and not submitted: its places that are still offered, when they are as many as
 * the round asks for; null otherwise, and the list stays as it is (R432).
 */
export function countedAtClosing(
  draft: readonly Chosen[],
  of: { least: number; most: number; offered: ReadonlyMap<Id, { withheld: boolean }> },
): Chosen[] | null {
  const standing = draft.filter(({ placeId }) => of.offered.get(placeId)?.withheld === false).slice(0, of.most);
  return standing.length < of.least ? null : standing;
}

/** True when a list says something else than the one that was submitted. */
export const differs = (draft: readonly Chosen[], submitted: readonly Chosen[] | null): boolean =>
  submitted === null
    ? draft.length > 0
    : draft.length !== submitted.length ||
      draft.some(({ placeId, comment }, at) => submitted[at]?.placeId !== placeId || submitted[at]?.comment !== comment);

/** How a student of the round stands. */
export type ChoiceState = "submitted" | "changed" | "begun" | "none";
export function choiceState(of: { draft: readonly Chosen[]; submitted: readonly Chosen[] | null }): ChoiceState {
  if (of.submitted === null) return of.draft.length === 0 ? "none" : "begun";
  return differs(of.draft, of.submitted) ? "changed" : "submitted";
}

/** How many want a place: first, second, third, and at any rank. */
export interface Demand {
  placeId: Id;
  first: number;
  second: number;
  third: number;
  all: number;
}

/** Demand of one rank, counted by the database. */
export interface RankCount {
  placeId: Id;
  rank: number;
  students: number;
}

/** Demand by place, of those that anybody chose. */
export function demandOf(counts: readonly RankCount[]): Map<Id, Demand> {
  const found = new Map<Id, Demand>();
  for (const { placeId, rank, students } of counts) {
    const one = found.get(placeId) ?? { placeId, first: 0, second: 0, third: 0, all: 0 };
    one.all += students;
    if (rank === 1) one.first += students;
    else if (rank === 2) one.second += students;
    else if (rank === 3) one.third += students;
    found.set(placeId, one);
  }
  return found;
}

/** When students may be at an offered place: what a request of it asked for, and how many it takes then. */
export interface OfferedPeriod {
  requestId: Id;
  kind: "group" | "individual";
  seats: number;
  schedule: Schedule;
}

/** A place of the catalogue that students of the course may choose. */
export interface OfferedPlace {
  placeId: Id;
  receivingId: Id;
  siteId: Id;
  serviceId: Id | null;
  destinationId: Id | null;
  organisation: string;
  path: string;
  /** How many it takes in all; null where nobody said. */
  seats: number | null;
  /** Of the requests it stands for; empty for one that was added from the catalogue. */
  periods: OfferedPeriod[];
  added: boolean;
  withheld: boolean;
  /** Offered since. */
  since: string;
}

/** A place as the choice of an enrolment's preference keeps it. */
export const placeOf = ({ receivingId, siteId, serviceId, destinationId }: OfferedPlace) => ({
  agencyId: receivingId,
  siteId,
  serviceId,
  destinationId,
});

/** Attempts outside of the hours are kept once in so many seconds, so that a page that tries again and again does not fill the log (R433). */
export const attemptEverySeconds = 60;
