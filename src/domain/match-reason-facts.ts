import type { Id } from "./id.ts";
import type { ForbiddenWhy, MatchTerm, UnplacedWhy } from "./matching.ts";

/** What holds of a student's seat, without any sentence: words/match-reason.ts says it in either language. */
export type SeatWhy =
  /** A person put her there, the matching left her. */
  | { kind: "locked" }
  /** One of her wishes. */
  | { kind: "wish"; rank: number }
  /** None of her wishes; the best of the rest as weighed. */
  | { kind: "beyond" }
  /** She wished nothing. */
  | { kind: "open" }
  | { kind: "unplaced"; why: UnplacedWhy };

/** Why she is not at a place she wished more. */
export type MissedWhy =
  /** A rule keeps her from it, or a person who said so (`hand`). */
  | { kind: "barred"; why: ForbiddenWhy }
  /** Nobody newly gets it: a person set it aside. */
  | { kind: "set-aside" }
  /** A person set her own seat: she was not to be moved. */
  | { kind: "kept" }
  /** She is elsewhere at these hours, on another sheet of the same solution. */
  | { kind: "own-hours"; withRequestId: Id }
  /** Every seat is somebody's; `locked` of them are there by a person's decision. `turn`: in a drawn order, hers. */
  | { kind: "full"; locked: number; turn: { at: number; of: number } | null }
  /** A seat is left; what else was weighed spoke for where she is. `terms`: what did, in points, the most first. */
  | { kind: "weighed"; terms: { term: MatchTerm; points: number }[] };

/** Another student's change, as far as her wishes go: ranks from 1, null for a place not wished. */
export interface ReasonMove {
  studentId: Id;
  fromRequestId: Id;
  toRequestId: Id;
  fromRank: number | null;
  toRank: number | null;
}

/** What would have to change for her to be there: each computed over the solution, none supposed. */
export type Change =
  /** Nothing but a person's act: a seat is left and no rule keeps her from it. */
  | { kind: "hand" }
  /** With so many seats more there the same calculation gives it to her; `level`: to her as well as to somebody else. */
  | { kind: "seats"; more: number; level: boolean }
  /** More seats there would go to others first; `tried` of them are not enough. One kept for her by a person is. */
  | { kind: "kept-seat"; tried: number }
  /** These others would have to change, the least there is: fewest choices lost, then fewest people. The last leaves a seat free or takes hers. */
  | { kind: "moves"; moves: ReasonMove[]; takesHers: boolean }
  /** What keeps her from it would have to end; then a seat is there for her, or is not. */
  | { kind: "bar-ends"; seat: "free" | "full" }
  /** The person who set it aside, or set her seat, would have to take that back. */
  | { kind: "person" }
  /** This counted for nothing, the seat that is left would be the better one. */
  | { kind: "weight"; term: MatchTerm }
  /** Her seat on the other sheet would have to change first. */
  | { kind: "other-seat"; requestId: Id }
  /** Nothing but a change of her wishes, or a place there that is accepted. */
  | { kind: "wishes" };

export interface MissedPlace {
  requestId: Id;
  seats: number;
  /** How many wished it first, and at all, of those the matching was for. */
  wantedFirst: number;
  wanted: number;
  why: MissedWhy;
  changes: Change[];
}

/** A wish she did not get, from 1; no places: nothing in the matching fits it. */
export interface MissedWish {
  rank: number;
  /** At most three of those that fit it. */
  places: MissedPlace[];
  /** How many more fit it. */
  others: number;
  /** Where no place fits. */
  changes: Change[];
}

/** The explanation of one student's seat in one solution, as it is stored. */
export interface ReasonFacts {
  requestId: Id | null;
  /** How many wishes she gave. */
  wishes: number;
  why: SeatWhy;
  /** Straight-line, from home; null when either end is unknown. */
  km: number | null;
  /** Her wishes before the one she got, best first. */
  missed: MissedWish[];
  /** Without any place: where one seat more, or fewer people, would place her; at most three. */
  openings: MissedPlace[];
  /** The calculation is proven to be the best as weighed: what « the same calculation » would do is then known. */
  proven: boolean;
}

export interface MatchReason {
  key: string;
  studentId: Id;
  worksheetId: Id;
  ruleVersion: string;
  facts: ReasonFacts;
}

/** Every other student the facts speak of. */
export const peopleIn = (facts: ReasonFacts): Id[] =>
  [...facts.missed.flatMap(({ places }) => places), ...facts.openings].flatMap(({ changes }) =>
    changes.flatMap((change) => (change.kind === "moves" ? change.moves.map(({ studentId }) => studentId) : [])),
  );
