import type { BoardView, Night, Policy, TileKind, WallLanguage, BoardSide } from "./board.ts";
import type { Day } from "./dates.ts";
import type { DeadlineKind, DeadlineOwner, DeadlineState, DeadlineStep } from "./deadline.ts";
import type { Id } from "./id.ts";
import type { SeenStatus } from "./request.ts";

/**
 * What a wall shows at one moment, as facts without words: the screen says them in its language. Computed once for a board, and the same
 * for all of its displays. Never a student's name, a comment or a reason (E10); where `policy` is `public`, `staff` facts are null.
 * `key` is the same for the same thing from frame to frame: what differs under one key has just changed.
 */
export interface WallFrame {
  boardId: Id;
  /** The last event that is in it. A frame with a lower number, or the same and an earlier `at`, is older: never shown over a newer one. */
  seq: number;
  /** The server's instant at which it was worked out, ISO. */
  at: string;
  /** The wall's day and clock. */
  today: Day;
  timeZone: string;
  name: string;
  organisation: string;
  side: BoardSide;
  policy: Policy;
  language: WallLanguage;
  night: Night | null;
  views: WallView[];
  /** What interrupts the turning views until it is over, the most urgent first (E7); at most three. */
  urgent: Urgent[];
}

export interface WallView extends Pick<BoardView, "id" | "name" | "seconds"> {
  tiles: WallTile[];
}

/** A tile with its data; `rows` hold at most `mostRows`, `more` says how many are left out. */
export type WallTile = { id: Id; wide: boolean; /** Of its programme or site, where narrowed. */ about: string | null } & TileData;
export type TileData =
  | StatusesTile
  | FlowTile
  | AnswersTile
  | ConflictsTile
  | ProgressTile
  | OccupancyTile
  | StartsEndsTile
  | DeadlinesTile;
export type TileOf<Kind extends TileKind> = Extract<WallTile, { kind: Kind }>;

/** Open and recently ended requests by status as the side sees it, in the order of a request's life; none of them 0. */
export interface StatusesTile {
  kind: "statuses";
  rows: { key: SeenStatus; requests: number; students: number }[];
  requests: number;
}

/** What happened today by the hour of the wall's clock, from the first hour to this one; counts of requests. */
export interface FlowTile {
  kind: "flow";
  hours: { hour: number; sent: number; accepted: number; declined: number; cancelled: number }[];
  today: Record<FlowKind, number>;
  /** The same weekday's average until this hour over the four weeks before, of all kinds; null without history. */
  usual: number | null;
}
export type FlowKind = "sent" | "accepted" | "declined" | "cancelled";

/** The last answers, the latest first. */
export interface AnswersTile {
  kind: "answers";
  rows: {
    key: string;
    at: string;
    outcome: "accepted" | "declined" | "cancelled" | "confirmed" | "redirected";
    /** The unit, else the service. */
    unit: string;
    site: string;
    students: number;
    staff: { reference: number; course: string; cohort: string; school: string } | null;
  }[];
}

/**
 * `over`: a group with more students than places (a school's), or a unit with more than its capacity today or to come (a hospital's).
 * Conflicts of other kinds are counted.
 */
export interface ConflictsTile {
  kind: "conflicts";
  over: OverRow[];
  more: number;
  /** Conflicts of a school's sheets by what they do; null for a hospital, and until they have been counted. */
  blocks: number | null;
  warns: number | null;
}
export interface OverRow {
  key: string;
  unit: string;
  site: string;
  students: number;
  places: number;
  /** Since when, ISO; null where nobody wrote it down. */
  since: string | null;
  /** Of a unit, the first and last day of it. */
  from: Day | null;
  to: Day | null;
  staff: { reference: number | null; course: string; cohort: string } | null;
}

/** From needed to confirmed, places of each cohort's courses of the terms that are on or begin next; each number holds those after it. */
export interface ProgressTile {
  kind: "progress";
  rows: {
    key: Id;
    /** What a public wall may say: the programme's or course's name is no secret, a cohort's is the staff's. */
    label: string;
    staff: { cohort: string; term: string } | null;
    needed: number;
    planned: number;
    sent: number;
    accepted: number;
    assigned: number;
    confirmed: number;
  }[];
  more: number;
}

/**
 * Weeks by units. Of a hospital, students against the capacity of the week's fullest day; of a school, students placed against places that
 * are accepted. `share` is null where nobody knows the capacity: then the count alone is shown, without a colour of load.
 */
export interface OccupancyTile {
  kind: "occupancy";
  /** Mondays. */
  weeks: Day[];
  rows: { key: Id; unit: string; site: string; cells: OccupancyCell[] }[];
  more: number;
}
export interface OccupancyCell {
  students: number;
  places: number | null;
  /** Of requests that wait for an answer, on top. */
  pending: number;
}

/** Groups that begin or end today, beginnings first. */
export interface StartsEndsTile {
  kind: "starts-ends";
  rows: {
    key: string;
    what: "start" | "end";
    unit: string;
    site: string;
    students: number;
    /** "07:30"; null: not said. */
    startTime: string | null;
    staff: { reference: number; course: string; cohort: string; school: string } | null;
  }[];
  more: number;
  starts: number;
  ends: number;
}

/** What is due, by day, what is late first: `Deadline` of domain/deadline.ts without what links and names. */
export interface DeadlinesTile {
  kind: "deadlines";
  rows: {
    key: string;
    what: DeadlineKind;
    step: DeadlineStep;
    state: DeadlineState;
    day: Day;
    at: string | null;
    count: number;
    /** The unit or place it is about, where it is about one. */
    place: string | null;
    /** Whose turn it is, as far as a corridor may know: which side, not who. */
    turn: DeadlineOwner["kind"];
    staff: { about: string | null; school: string | null; reference: number | null; owner: DeadlineOwner } | null;
  }[];
  more: number;
  late: number;
}

/** What a wall interrupts itself for. `over`: as the tile's row; `late-cancel`: called off within two days of its beginning, or after it. */
export type Urgent =
  | ({ kind: "over" } & OverRow)
  | { kind: "late-cancel"; key: string; unit: string; site: string; students: number; startsOn: Day; since: string };

/** What a display is told over its line. Everything a screen shows is in the last `frame`; a screen that comes back gets the whole frame first. */
export type WallTold =
  | { type: "frame"; frame: WallFrame }
  /** Every five seconds: the server's clock, and that what was told last is still so, up to the event with this number. */
  | { type: "beat"; at: string; seq: number; build: string }
  /** Shows the display's name, so that who stands before it knows which it is. */
  | { type: "identify"; name: string; seconds: number }
  /** It has another board or name now: what it is told next is of that. */
  | { type: "display"; name: string; boardId: Id }
  /** No longer a display of anybody: goes blank, asks for a code. Nothing comes after. */
  | { type: "revoked" }
  /** The server goes away for a while: come back after a random wait up to so many milliseconds. */
  | { type: "away"; within: number };

/** What a browser at /mur is. */
export type WallState =
  | { state: "none" }
  /** A code waits to be typed at /murs by whoever may. */
  | { state: "waiting"; code: string; expiresAt: string }
  | { state: "paired"; displayId: Id; name: string; organisation: string }
  | { state: "revoked" };

/** How often a display hears of the server, and when what it shows is stale: by the server's clock (E4). Milliseconds. */
export const beatEvery = 5_000;
export const staleAfter = { amber: 30_000, red: 120_000 } as const;
/** A page that has heard nothing for so long opens its line anew (E3); without a frame or beat for longer, it reloads (E5). */
export const deafAfter = 10_000;
export const reloadAfter = 60_000;
