import { z } from "zod";
import { id, type Id } from "./id.ts";
import { demandKey, matchWays, matchWeights } from "./matching.ts";
import type { SeenStatus } from "./request.ts";

/** Which requests give the places of a matching, as the school sees them: agreed on with names to come, with names released, or not answered yet. */
export const matchStatuses = ["accepted", "confirmed", "waiting"] as const;
export type MatchStatus = (typeof matchStatuses)[number];

export const matchStatusOf = (status: Exclude<SeenStatus, "hidden">): MatchStatus =>
  status === "accepted" || status === "confirmed" ? status : "waiting";

/** What stays as it is: every seat taken already, or only what is locked and confirmed. */
export const matchKeeps = ["seats", "locks"] as const;
export type MatchKeeps = (typeof matchKeeps)[number];

/** A run as a coordinator asks for it. */
export const matchSettings = z.object({
  weights: matchWeights,
  ways: z.array(z.enum(matchWays)).min(1).max(matchWays.length),
  statuses: z.array(z.enum(matchStatuses)).min(1),
  keeps: z.enum(matchKeeps),
  /** The cohort's other sheets, matched along. */
  along: z.array(id).max(24),
  /** Of the lot; whoever knows it can draw the same (F-165). */
  seed: z.string().trim().min(1).max(40),
});
export type MatchSettings = z.infer<typeof matchSettings>;

export const runStates = ["running", "done", "cancelled", "cut-off", "failed"] as const;
export type RunState = (typeof runStates)[number];

/** Longer without a word from who works on it, and a run was cut off: its node stopped or was killed. */
export const silentAfter = 20_000;

/** Somebody's seat, as far as it matters to a comparison. */
export interface BasisSeat {
  requestId: Id;
  assignmentId: Id;
  version: number;
}

/** How a place stood; `hours` and `unit` are fingerprints, compared and never read. */
export interface BasisPlace {
  status: MatchStatus;
  size: number;
  hours: string;
  unit: string;
}

/** What a run stood on: who sat where, whose wishes were which, how places were. By demand key, by request. */
export interface MatchBasis {
  seats: Record<string, BasisSeat>;
  wishes: Record<string, number>;
  places: Record<Id, BasisPlace>;
}

/** The same now, with what the screen needs to say so. */
export interface MatchNow extends MatchBasis {
  seats: Record<string, BasisSeat & { state: "held" | "confirmed"; by: string; at: string; path: string }>;
  /** Withheld or locked by somebody, by demand key and by request. */
  keptStudents: Record<string, { kind: "student" | "lock"; requestId: Id | null; by: string; at: string }>;
  keptPlaces: Record<Id, { by: string; at: string }>;
}

/** What happened under one row of a solution since the run had read. Names and times of who did it are looked up by whoever tells. */
export type Moved =
  /** No longer a student of the sheet. */
  | { kind: "student-gone" }
  /** Somebody put her elsewhere, or took her off. */
  | { kind: "seated"; by: string; at: string; path: string }
  | { kind: "unseated"; by: string; at: string }
  | { kind: "wishes" }
  | { kind: "withheld"; by: string; at: string }
  | { kind: "locked"; by: string; at: string }
  /** Of the place: cancelled or declined, no longer agreed on, other days or hours, another unit, smaller, taken by others. */
  | { kind: "place-gone"; by: string; at: string }
  | { kind: "place-waits"; by: string; at: string }
  | { kind: "place-hours"; by: string; at: string }
  | { kind: "place-unit"; by: string; at: string }
  | { kind: "place-smaller"; before: number; after: number; by: string; at: string }
  | { kind: "place-full"; size: number; wanted: number }
  | { kind: "place-withheld"; by: string; at: string };

export interface ProposedSeat {
  worksheetId: Id;
  studentId: Id;
  requestId: Id | null;
  /** False: the solution has no place for her; true with no request: that place is gone since. */
  placed: boolean;
  rank: number | null;
}

/** Where a row stands: as it is proposed already; to be applied, by a place or (`leaves`) by giving hers up; or why not. */
export type RowState = "done" | "open" | "leaves" | "confirmed" | "waiting" | "gone" | "none";

/** What may be done with a row of a solution as things are now. A confirmed seat is nobody's to move by a proposal. */
export function rowStateOf(row: ProposedSeat, now: MatchNow): RowState {
  const key = demandKey(row.worksheetId, row.studentId);
  if (now.wishes[key] === undefined) return "gone";
  const seat = now.seats[key];
  // Without a place in the solution: her seat is given to somebody else, who would otherwise be one too many there.
  if (!row.placed) return seat === undefined ? "none" : seat.state === "held" ? "leaves" : "confirmed";
  if (row.requestId === null) return "gone";
  if (seat?.requestId === row.requestId) return "done";
  if (seat?.state === "confirmed") return "confirmed";
  const place = now.places[row.requestId];
  if (!place) return "gone";
  return place.status === "waiting" ? "waiting" : "open";
}

type Touch = { by: string; at: string };

/**
 * What moved under each row of a solution since its run read the database; by demand key, only rows under which something did. What a row
 * itself asked for is no move. `touched`: who did something to a place last, `left`: who took a student off her seat, as far as known.
 */
export function movedSince(
  { basis, now, rows }: { basis: MatchBasis; now: MatchNow; rows: readonly ProposedSeat[] },
  { touched, left }: { touched: ReadonlyMap<Id, Touch>; left: ReadonlyMap<Id, Touch> },
): Map<string, Moved[]> {
  const nobody: Touch = { by: "", at: "" };
  const here = new Map<Id, number>();
  const proposed = new Map(rows.map((row) => [demandKey(row.worksheetId, row.studentId), row.requestId]));
  for (const requestId of proposed.values()) if (requestId !== null) here.set(requestId, (here.get(requestId) ?? 0) + 1);
  // Who sits at a place since, and is not there by this solution: it did not reckon with them. Whoever sat there before it did move away.
  const others = new Map<Id, number>();
  for (const [key, { requestId }] of Object.entries(now.seats))
    if (proposed.get(key) !== requestId && basis.seats[key]?.requestId !== requestId)
      others.set(requestId, (others.get(requestId) ?? 0) + 1);
  // Who is not matched at all keeps her seat whatever is proposed.
  const apart = new Map<Id, number>();
  for (const [key, { requestId }] of Object.entries(basis.seats))
    if (!proposed.has(key) && now.seats[key]?.requestId === requestId) apart.set(requestId, (apart.get(requestId) ?? 0) + 1);

  function underPlace(requestId: Id): Moved[] {
    const [was, is] = [basis.places[requestId], now.places[requestId]];
    const who = touched.get(requestId) ?? nobody;
    if (!is) return [{ kind: "place-gone", ...who }];
    const moved: Moved[] = [];
    if (was) {
      if (was.status !== "waiting" && is.status === "waiting") moved.push({ kind: "place-waits", ...who });
      if (was.hours !== is.hours) moved.push({ kind: "place-hours", ...who });
      if (was.unit !== is.unit) moved.push({ kind: "place-unit", ...who });
      if (is.size < was.size) moved.push({ kind: "place-smaller", before: was.size, after: is.size, ...who });
    }
    const came = others.get(requestId) ?? 0;
    const wanted = (here.get(requestId) ?? 0) + came + (apart.get(requestId) ?? 0);
    if (came > 0 && wanted > is.size) moved.push({ kind: "place-full", size: is.size, wanted });
    const kept = now.keptPlaces[requestId];
    if (kept) moved.push({ kind: "place-withheld", ...kept });
    return moved;
  }

  const found = new Map<string, Moved[]>();
  for (const row of rows) {
    const key = demandKey(row.worksheetId, row.studentId);
    if (now.wishes[key] === undefined) {
      found.set(key, [{ kind: "student-gone" }]);
      continue;
    }
    const moved: Moved[] = [];
    const [was, is] = [basis.seats[key], now.seats[key]];
    if (is && is.requestId !== was?.requestId && is.requestId !== row.requestId)
      moved.push({ kind: "seated", by: is.by, at: is.at, path: is.path });
    if (was && !is && row.placed) moved.push({ kind: "unseated", ...(left.get(row.studentId) ?? nobody) });
    if (basis.wishes[key] !== now.wishes[key]) moved.push({ kind: "wishes" });
    const kept = now.keptStudents[key];
    if (kept?.kind === "student" && row.requestId !== null && is?.requestId !== row.requestId)
      moved.push({ kind: "withheld", by: kept.by, at: kept.at });
    if (kept?.kind === "lock" && kept.requestId !== row.requestId) moved.push({ kind: "locked", by: kept.by, at: kept.at });
    if (row.placed && is?.requestId !== row.requestId) {
      if (row.requestId === null) moved.push({ kind: "place-gone", ...nobody });
      else moved.push(...underPlace(row.requestId));
    }
    if (moved.length > 0) found.set(key, moved);
  }
  return found;
}
