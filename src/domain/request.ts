import { z } from "zod";
import type { Day } from "./dates.ts";
import type { Id } from "./id.ts";
import type { CodedReason } from "./reason.ts";
import type { Refusal } from "./refusal.ts";
import { reactivated } from "./request-reactivate.ts";
import { postponed, resumed, shortened, suspended, type Rescheduled } from "./request-tag.ts";
import type { Schedule } from "./schedule.ts";

/** Language-neutral keys; codes and words are in words/status.ts (glossary 1.5). */
export const statuses = [
  "new",
  "new-part",
  "sent-held",
  "sent",
  "sent-paper",
  "reactivated",
  "redirected",
  "redirected-paper",
  "redirected-auto",
  "accepted-by-unit",
  "declined-by-unit",
  "accepted",
  "declined",
  "confirmed",
  "cancelled",
] as const;
export type Status = (typeof statuses)[number];
export const status = z.enum(statuses);

/** Who moves or looks: the school, the receiving organisation, one of its units. */
export const sides = ["placing", "receiving", "unit"] as const;
export type Side = (typeof sides)[number];
/** Who makes a move of the table; `system` is what follows from a move of somebody else's, by a setting (T12). */
export type Mover = Side | "system";

export const moveNames = [
  "send",
  "release",
  "discard",
  "redirect",
  "auto-redirect",
  "relocate",
  "accept-for-unit",
  "decline-for-unit",
  "accept",
  "decline",
  "confirm",
  "unconfirm",
  "cancel",
  "reactivate",
  "postpone",
  "shorten",
  "suspend",
  "resume",
] as const;
export type MoveName = (typeof moveNames)[number];

export interface Move {
  to: readonly (Status | "deleted")[];
  by: readonly Mover[];
}

const cancel = { to: ["cancelled"], by: ["placing", "receiving"] } as const;
const answer = { accept: { to: ["accepted"], by: ["receiving"] }, decline: { to: ["declined"], by: ["receiving"] } } as const;
const unitAnswer = {
  "accept-for-unit": { to: ["accepted-by-unit"], by: ["receiving", "unit"] },
  "decline-for-unit": { to: ["declined-by-unit"], by: ["receiving", "unit"] },
} as const;
const redirect = { to: ["redirected", "redirected-paper"], by: ["receiving"] } as const;
// its service hands what it is sent to a unit, without anybody's part (T12)
const arrived = { redirect, "auto-redirect": { to: ["redirected-auto"], by: ["system"] } } as const;
const fromOutbox = {
  send: { to: ["sent", "sent-paper"], by: ["placing"] },
  discard: { to: ["deleted"], by: ["placing"] },
} as const;

/** The request's whole life (reference 3.2, T01 to T31): from each status, what can be done, by whom, and where it leads. */
export const moves = {
  new: { ...fromOutbox, send: { to: ["sent", "sent-paper", "sent-held"], by: ["placing"] } },
  // a part added to a request that was sent: announced to who will receive it, until it is sent itself (T34)
  "new-part": fromOutbox,
  // sent before its release moment: nobody but the school knows of it. The clock releases it, or the school early (T07, T08).
  "sent-held": {
    release: { to: ["sent", "sent-paper"], by: ["placing"] },
    cancel: { to: ["cancelled"], by: ["placing"] },
    discard: { to: ["deleted"], by: ["placing"] },
  },
  sent: { ...arrived, ...answer, cancel, discard: { to: ["deleted"], by: ["placing"] } },
  // the other side does not use the system: the school enters its answer (T20 to T22)
  "sent-paper": {
    accept: { to: ["accepted"], by: ["placing"] },
    decline: { to: ["declined"], by: ["placing"] },
    cancel: { to: ["cancelled"], by: ["placing"] },
  },
  // called off or declined, and asked for again by the side that had ended it: it waits as if it were sent (T31)
  reactivated: { ...arrived, ...answer, cancel },
  redirected: { ...unitAnswer, ...answer, redirect, cancel, relocate: { to: ["redirected"], by: ["unit"] } },
  "redirected-paper": { ...unitAnswer, ...answer, redirect, cancel },
  "redirected-auto": { ...unitAnswer, ...answer, redirect, cancel, relocate: { to: ["redirected-auto"], by: ["unit"] } },
  "accepted-by-unit": { ...answer, redirect, cancel },
  "declined-by-unit": { ...answer, redirect, cancel },
  accepted: {
    // who receives confirms for a school that has nobody here (T24); `decide` asks for that
    confirm: { to: ["confirmed"], by: ["placing", "receiving"] },
    cancel,
    // to another unit of who receives, agreed on as it is; a unit hands on what waits at it (T19, 3.4, K55)
    relocate: { to: ["accepted"], by: ["receiving"] },
    // later dates are asked for again, or stand (T28)
    postpone: { to: ["accepted", "sent", "sent-paper"], by: ["placing"] },
    resume: { to: ["accepted"], by: ["placing"] },
  },
  confirmed: {
    confirm: { to: ["confirmed"], by: ["placing", "receiving"] },
    unconfirm: { to: ["accepted"], by: ["placing", "receiving"] },
    cancel,
    relocate: { to: ["confirmed"], by: ["receiving"] },
    postpone: { to: ["confirmed", "sent", "sent-paper"], by: ["placing"] },
    // a placement under way ends earlier, or stops for a while (T27, T29)
    shorten: { to: ["confirmed"], by: ["placing"] },
    suspend: { to: ["confirmed"], by: ["placing"] },
    resume: { to: ["confirmed"], by: ["placing"] },
  },
  declined: { reactivate: { to: ["reactivated", "sent-paper"], by: ["placing", "receiving"] } },
  // what was called off before it ever left goes back to the outbox
  cancelled: { reactivate: { to: ["reactivated", "sent-paper", "new"], by: ["placing", "receiving"] } },
} as const satisfies Record<Status, Partial<Record<MoveName, Move>>>;

export const moveFrom = (from: Status, name: MoveName): Move | undefined => (moves[from] as Partial<Record<MoveName, Move>>)[name];

/** What each side is shown of a status (reference 3.1): a unit's no stays inside the receiving organisation; `hidden` is nothing at all. */
export const seenBy = {
  new: { placing: "new", receiving: "hidden", unit: "hidden" },
  "new-part": { placing: "new-part", receiving: "new-part", unit: "hidden" },
  "sent-held": { placing: "sent-held", receiving: "hidden", unit: "hidden" },
  sent: { placing: "sent", receiving: "pending", unit: "hidden" },
  "sent-paper": { placing: "sent-paper", receiving: "hidden", unit: "hidden" },
  reactivated: { placing: "reactivated", receiving: "reactivated", unit: "hidden" },
  redirected: { placing: "redirected", receiving: "redirected", unit: "pending" },
  // How it reaches the unit is the organisation's own: told apart here, the school would see that the unit has answered (rule 3).
  "redirected-paper": { placing: "redirected", receiving: "redirected-paper", unit: "hidden" },
  "redirected-auto": { placing: "redirected", receiving: "redirected-auto", unit: "pending" },
  "accepted-by-unit": { placing: "redirected", receiving: "accepted-by-unit", unit: "accepted-by-unit" },
  "declined-by-unit": { placing: "redirected", receiving: "declined-by-unit", unit: "declined-by-unit" },
  accepted: { placing: "accepted", receiving: "accepted", unit: "accepted" },
  declined: { placing: "declined", receiving: "declined", unit: "declined" },
  confirmed: { placing: "confirmed", receiving: "confirmed", unit: "confirmed" },
  cancelled: { placing: "cancelled", receiving: "cancelled", unit: "cancelled" },
} as const satisfies Record<Status, Record<Side, Status | "pending" | "hidden">>;
export type SeenStatus = Status | "pending" | "hidden";

/** What a request becomes when it reaches the other side (section 8, rule 2). */
export const statusWhenSent = (targetIsUser: boolean): "sent" | "sent-paper" => (targetIsUser ? "sent" : "sent-paper");

export const statusSeenBy = (of: Status, side: Side): SeenStatus => seenBy[of][side];

/** Statuses that hold a place: neither refused nor called off. Rows of the others count for nothing (section 8, rule 13). */
export const isOpen = (of: Status): boolean => of !== "declined" && of !== "cancelled";
/** Statuses in which the receiving side has said yes. */
export const isAccepted = (of: SeenStatus): boolean => of === "accepted" || of === "confirmed";
/** Sent, and nobody has answered for the organisation yet. */
export const isWaiting = (of: Status): boolean => isOpen(of) && !isDraft(of) && !isAccepted(of);
/** In the outbox, never sent: the school's own, with a part that is announced. */
export const isDraft = (of: Status): boolean => of === "new" || of === "new-part";

export interface Place {
  receivingId: Id | null;
  siteId: Id | null;
  serviceId: Id | null;
  destinationId: Id | null;
}

export interface Request extends Place {
  id: Id;
  agencyId: Id;
  reference: number;
  kind: "group" | "individual";
  cohortCourseId: Id;
  worksheetId: Id;
  rowId: string;
  status: Status;
  version: number;
  size: number;
  instructorId: Id | null;
  schedule: Schedule;
  comment: string;
  reasonCode: string | null;
  reasonNote: string;
  /** The version of the reason's words it was said with; absent or null: the first. */
  reasonWordingId?: Id | null;
  /** Hours a student does, where they were typed; absent or null: what the schedule says. */
  hours?: number | null;
}

/** A command with the facts it is judged by; facts a query must find out (user flag, students) come with it. */
export type Command =
  /** `heldUntil`: the release moment of its course that is still to come, and applies to it; see hold.ts. */
  | { move: "send"; targetIsUser: boolean; heldUntil?: string | null }
  | { move: "release"; targetIsUser: boolean }
  | { move: "discard" }
  | { move: "relocate"; destinationId: Id; siteId: Id; serviceId: Id; from: string }
  | { move: "redirect"; destinationId: Id; siteId?: Id; serviceId?: Id; unitIsUser: boolean }
  /** By `system` alone: the unit its service hands it to (T12). */
  | { move: "auto-redirect"; destinationId: Id; siteId?: Id; serviceId?: Id }
  | { move: "accept" | "accept-for-unit" }
  | { move: "decline" | "decline-for-unit" | "cancel"; reason: CodedReason | null }
  /** `withoutUser`: nobody of its school is in the system, so that who receives confirms (T24). */
  | { move: "confirm"; held: number; confirmed: number; withoutUser?: boolean }
  | Reactivate
  | { move: "unconfirm"; withoutUser?: boolean }
  /** `endsOn` null: as many days as before. `course` brackets it; `hours` typed, or undefined to leave them to the schedule. */
  | ({ move: "postpone"; endsOn: Day | null; resubmit: boolean; targetIsUser: boolean; course: { startsOn: Day; endsOn: Day } } & Later)
  | ({ move: "shorten"; endsOn: Day } & Omit<Later, "startsOn">)
  | { move: "suspend"; from: Day; to: Day | null; reason: CodedReason | null }
  | { move: "resume"; on: Day };
/** What asking again is judged by: who ended it, and whether it was ever sent. */
export interface Reactivate {
  move: "reactivate";
  targetIsUser: boolean;
  endedBy: "placing" | "receiving" | null;
  sent: boolean;
  today: Day;
}
interface Later {
  startsOn: Day;
  reason: CodedReason | null;
  hours?: number | undefined;
}

export type Decision = { ok: true; status: Status | "deleted"; patch: Partial<Request> } | { ok: false; refusal: Refusal };

const no = (refusal: Refusal): Decision => ({ ok: false, refusal });

/** The parts of a place that sending needs and the request lacks (section 8, rule 1); the destination may stay open. */
export function missingPlace(of: Place): ("agency" | "site" | "service")[] {
  const missing: ("agency" | "site" | "service")[] = [];
  if (of.receivingId === null) missing.push("agency");
  if (of.siteId === null) missing.push("site");
  if (of.serviceId === null) missing.push("service");
  return missing;
}

/**
 * The table first, then who moves, then the reasons; never throws for a business no.
 * The answer carries the new status and what else changes; the caller saves it `where status = and version =`.
 */
export function decide(request: Request, command: Command, mover: Mover): Decision {
  const move = moveFrom(request.status, command.move);
  const side: Side = mover === "system" ? "receiving" : mover;
  const notPossible = no({ code: "move-not-possible", move: command.move, status: statusSeenBy(request.status, side) });
  if (!move || !move.by.includes(mover)) return notPossible;
  switch (command.move) {
    case "send": {
      const missing = missingPlace(request);
      if (missing.length > 0) return no({ code: "place-incomplete", missing });
      // A group is never held: it comes with its instructor (F-061). A part that was announced is known already.
      const held = request.status === "new" && (command.heldUntil ?? null) !== null && request.kind === "individual";
      return { ok: true, status: held ? "sent-held" : statusWhenSent(command.targetIsUser), patch: {} };
    }
    case "release":
      return { ok: true, status: statusWhenSent(command.targetIsUser), patch: {} };
    case "discard":
      return { ok: true, status: "deleted", patch: {} };
    case "redirect":
    case "auto-redirect": {
      // A unit of another service of the same organisation takes its service and site with it.
      const { destinationId, siteId = request.siteId, serviceId = request.serviceId } = command;
      const patch = { destinationId, siteId, serviceId, reasonCode: null, reasonNote: "" };
      if (command.move === "auto-redirect") return { ok: true, status: "redirected-auto", patch };
      return { ok: true, status: command.unitIsUser ? "redirected" : "redirected-paper", patch };
    }
    case "relocate": {
      const { destinationId, siteId, serviceId } = command;
      if (destinationId === request.destinationId) return notPossible;
      return { ok: true, status: request.status, patch: { destinationId, siteId, serviceId } };
    }
    case "accept":
    case "accept-for-unit":
      return { ok: true, status: command.move === "accept" ? "accepted" : "accepted-by-unit", patch: { reasonCode: null, reasonNote: "" } };
    case "decline":
    case "decline-for-unit":
    case "cancel": {
      const { reason } = command;
      if (reason === null) return no({ code: "reason-needed", reason: "code" });
      if (reason.needsNote && reason.note.trim() === "") return no({ code: "reason-needed", reason: "note" });
      const to = command.move === "decline" ? "declined" : command.move === "cancel" ? "cancelled" : "declined-by-unit";
      return {
        ok: true,
        status: to,
        patch: { reasonCode: reason.code, reasonNote: reason.note.trim(), reasonWordingId: reason.said?.wordingId ?? null },
      };
    }
    case "reactivate":
      return reactivated(request, command, side);
    case "confirm": {
      if (side === "receiving" && command.withoutUser !== true) return notPossible;
      const total = command.held + command.confirmed;
      if (command.held === 0) return no({ code: "nobody-assigned" });
      if (total > request.size) return no({ code: "group-over-allocated", size: request.size, assigned: total });
      return { ok: true, status: "confirmed", patch: {} };
    }
    case "unconfirm":
      if (side === "receiving" && command.withoutUser !== true) return notPossible;
      return { ok: true, status: "accepted", patch: {} };
    case "postpone": {
      const again = command.targetIsUser ? "sent" : "sent-paper";
      const later = postponed(request.schedule, command);
      return rescheduled(request, { command, later, to: command.resubmit ? again : request.status });
    }
    case "shorten":
      return rescheduled(request, { command, later: shortened(request.schedule, command.endsOn), to: request.status });
    case "suspend":
      return rescheduled(request, { command, later: suspended(request.schedule, command), to: request.status });
    case "resume": {
      const later = resumed(request.schedule, command.on);
      if (!later) return notPossible;
      return { ok: true, status: request.status, patch: { schedule: later } };
    }
  }
}

/** A placement at other dates, with the coded reason each such move carries; hours that were typed are kept until they are typed again. */
function rescheduled(
  request: Request,
  of: { command: Extract<Command, { move: "postpone" | "shorten" | "suspend" }>; later: Rescheduled; to: Status },
): Decision {
  const { command, later } = of;
  const { reason } = command;
  if (reason === null) return no({ code: "reason-needed", reason: "code" });
  if (reason.needsNote && reason.note.trim() === "") return no({ code: "reason-needed", reason: "note" });
  if ("problem" in later) return no({ code: "invalid", field: later.field, problem: later.problem });
  const hours = command.move === "suspend" ? undefined : command.hours;
  return { ok: true, status: of.to, patch: { schedule: later.schedule, ...(hours === undefined ? {} : { hours }) } };
}

/** How much of the place the school may still change: all of it in the outbox or while it is held, the unit alone at a place that does not use the system, nothing once sent to one that does (3.4; section 8, rule 8). */
export function placeFreedom(of: Status, targetIsUser: boolean): "all" | "destination" | "none" {
  if (isDraft(of) || of === "sent-held") return "all";
  return isOpen(of) && !targetIsUser ? "destination" : "none";
}

/** The statuses a side is shown as this one: filters and counts are asked in words, kept in statuses. */
export const statusesSeenAs = (seen: SeenStatus, side: Side): Status[] => statuses.filter((of) => seenBy[of][side] === seen);
