import { z } from "zod";
import type { Id } from "./id.ts";
import type { Point } from "./position.ts";

/** The version of the rules below (R390 to R397): kept with every run and every reason, raised when the meaning of a cost changes. */
export const ruleVersion = "2026-11";

/** Where a student was before. */
export interface PastPlacement {
  siteId: Id | null;
  serviceId: Id | null;
  disciplines: string[];
}

/** A student on a sheet: she is to get one place of it. */
export interface MatchDemand {
  /** Unique in the instance; `demandKey(worksheetId, studentId)`. */
  key: string;
  studentId: Id;
  worksheetId: Id;
  /** Ranked, the first first; a wish may fit several places (a site, a service). Empty: every place is as good as the other. */
  wishes: { requestIds: Id[] }[];
  past: PastPlacement[];
  home: Point | null;
  /** Where she stays, whatever it costs: locked by a person, or confirmed. */
  locked: Id | null;
  /** Where she is now, in reality or in a draft: what `moves` counts from. */
  current: Id | null;
  /** Students with the same key on one sheet belong together (`continuity`). */
  groupKey: string | null;
}

/** A request whose seats are to be filled. */
export interface MatchPlace {
  requestId: Id;
  worksheetId: Id;
  /** Those this matching may fill; the seats of its own locked demands count in them. Locked demands stay even where they are more. */
  seats: number;
  receivingId: Id | null;
  siteId: Id | null;
  serviceId: Id | null;
  destinationId: Id | null;
  disciplines: string[];
  point: Point | null;
  supervisors: Id[];
}

/** Why a student may not have a place. `hand`: a person said so. */
export type ForbiddenWhy =
  | "overlap"
  | "capacity"
  | "closure"
  | "outside-dates"
  | "prerequisite"
  | "agreement"
  | "consent"
  | "hand"
  | "other";

/** All a matching knows: read at one moment, self-contained, structured-cloneable. */
export interface MatchInstance {
  demands: MatchDemand[];
  places: MatchPlace[];
  /** Pairs that a rule forbids; what the student has elsewhere, outside the instance, is here too (`overlap`). */
  forbidden: { key: string; requestId: Id; why: ForbiddenWhy }[];
  /**
   * Pairs of places, of two sheets, whose hours meet: no student may have both. Once in either order; pairs that no student can have
   * both of may be left out.
   */
  clashes: { one: Id; other: Id }[];
  /** Set aside before: students (demand keys) who get no new place, places that nobody newly gets. What is locked stays. */
  withheld: { keys: string[]; requestIds: Id[] };
}

/** How much each wish of the coordinator weighs, 0 (does not count) to 100. */
export const matchTerms = ["wishes", "fairness", "variety", "travel", "continuity", "load", "moves"] as const;
export type MatchTerm = (typeof matchTerms)[number];
export type MatchWeights = Record<MatchTerm, number>;
const weight = z.int().min(0).max(100);
export const matchWeights = z.object({
  wishes: weight,
  fairness: weight,
  variety: weight,
  travel: weight,
  continuity: weight,
  load: weight,
  moves: weight,
});

/** Wishes first; the rest tells equals apart. */
export const usualWeights: MatchWeights = { wishes: 60, fairness: 40, variety: 30, travel: 15, continuity: 10, load: 10, moves: 0 };
/** Only how many students have to leave the place they are on: for the repair of a lost place (`current` counts). */
export const fewestMoves: MatchWeights = { wishes: 1, fairness: 0, variety: 0, travel: 0, continuity: 0, load: 0, moves: 100 };

/**
 * Which solution is asked for: the optimum as weighed; as many first choices as there can be; the worst-off as well as she can be; the
 * least travel; drawn by lot with a published seed, each in turn the best that is left (F-165); the same in the order of the demands.
 */
export const matchWays = ["weighed", "most-first", "worst-off", "least-travel", "random", "in-order"] as const;
export type MatchWay = (typeof matchWays)[number];

/** Why a student is left without: set aside; no places on the sheet; none she may have; those left meet her other seats; all full. */
export type UnplacedWhy = "withheld" | "no-places" | "all-forbidden" | "clash" | "full";

export interface MatchSeat {
  key: string;
  requestId: Id | null;
  /** From 1: which of her wishes it is; null for a place she did not wish, and for none. */
  rank: number | null;
}

export interface MatchScore {
  /** How many students got which choice; `other`: a place not wished; `open`: a place, with no wishes to hold against it; `none`: no place. */
  first: number;
  second: number;
  third: number;
  /** Fourth choice and on. */
  later: number;
  other: number;
  open: number;
  none: number;
  /** The worst rank that somebody got; one more than the longest list for a place not wished; null when nobody with wishes has a place. */
  worst: number | null;
  /** Of the students' satisfaction, each the mean over her sheets: 0 all alike, 1 all for one. */
  gini: number;
  /** Straight-line kilometres from home, one way, of those where both ends are known; `travelKnown` of how many seats. */
  travelKm: number;
  travelKnown: number;
  /** Seats that are not where the student is now. */
  moved: number;
}

export interface MatchSolution {
  way: MatchWay;
  /** In the order of the demands. */
  seats: MatchSeat[];
  /** The cost by the coordinator's weights, in whole points: `parts` added up, and `unplacedCost` for each student without a place. */
  points: number;
  /** The cost that this way made as small as it could: `points` for `weighed`, its own measure for the others. */
  objective: number;
  /** No assignment can cost less than this by that measure: every pair was priced. Null where nothing is proven (lot, order). */
  bound: number | null;
  /** How much of the cost is not proven to be needed: what lies between bound and objective, as a share of what the placed cost. 0: optimal. */
  gap: number | null;
  /** `optimal`: proven; `bounded`: time was up, or the gap small enough, `gap` says how far; `stopped`: by a person; `drawn`: by lot or in order. */
  state: "optimal" | "bounded" | "stopped" | "drawn";
  score: MatchScore;
  unplaced: { key: string; why: UnplacedWhy }[];
  /** Points by term, of what is placed. */
  parts: Record<MatchTerm, number>;
  unplacedCost: number;
  /** Of `random`: the seed, and the demand keys in the order they were drawn. */
  seed: string | null;
  order: string[] | null;
  ruleVersion: string;
  seconds: number;
}

/** How far a run is, for whoever waits. */
export interface MatchProgress {
  way: MatchWay;
  /** From 0, of `of` ways asked for. */
  at: number;
  of: number;
  phase: "preparing" | "bounding" | "searching" | "done";
  objective: number | null;
  bound: number | null;
  gap: number | null;
  seconds: number;
}

export const demandKey = (worksheetId: Id, studentId: Id): string => `${worksheetId}:${studentId}`;

/** Which of her wishes a place is, from 1; null for none. */
export function rankOf(demand: MatchDemand, requestId: Id): number | null {
  const at = demand.wishes.findIndex(({ requestIds }) => requestIds.includes(requestId));
  return at < 0 ? null : at + 1;
}
