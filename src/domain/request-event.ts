import type { NewEvent } from "./event.ts";
import type { Id } from "./id.ts";
import type { CodedReason } from "./reason.ts";
import { hoursKept } from "./request-tag.ts";
import { statusSeenBy, type Command, type Request, type Status } from "./request.ts";

/** Who may know of a move: the school always (but never of what a unit answered, rule 3), the organisation once it is shown anything. */
export function audienceOf(record: Pick<Request, "agencyId" | "receivingId" | "status">, to: Status | "deleted"): Id[] {
  // What was called off before its release moment was never there for the other side (section 8, rule 5).
  if (record.status === "sent-held" && to === "cancelled") return [record.agencyId];
  // Back in the outbox: it never left.
  if (record.status === "cancelled" && to === "new") return [record.agencyId];
  const shown = [record.status, to].some((status) => status !== "deleted" && statusSeenBy(status, "receiving") !== "hidden");
  return shown && record.receivingId !== null ? [record.agencyId, record.receivingId] : [record.agencyId];
}

export const withinOf = (record: Pick<Request, "worksheetId" | "cohortCourseId">): Id[] => [record.worksheetId, record.cohortCourseId];

/** The event of a move. What the school may read says only statuses it is shown: `from` never tells what a unit answered. */
export function eventOf(
  record: Request,
  command: Command,
  after: { to: Status | "deleted"; destination?: string; patch?: Partial<Request> },
): NewEvent {
  const { to, destination = "", patch = {} } = after;
  const base = { agencyIds: audienceOf(record, to), about: record.id, within: withinOf(record) };
  const from = statusSeenBy(record.status, "placing");
  const why = (reason: CodedReason | null) => ({
    reasonCode: reason?.code ?? "",
    reasonNote: reason?.note.trim() ?? "",
    ...(reason?.said ? { reasonFr: reason.said.fr, reasonEn: reason.said.en } : {}),
  });
  const reasonOf = (move: { reason: CodedReason | null }) => ({ from, ...why(move.reason) });
  const moved = (reason: CodedReason | null) => ({
    before: { startsOn: record.schedule.startsOn, endsOn: record.schedule.endsOn },
    after: { startsOn: (patch.schedule ?? record.schedule).startsOn, endsOn: (patch.schedule ?? record.schedule).endsOn },
    hoursBefore: hoursKept(record),
    hoursAfter: hoursKept({ ...record, ...patch }),
    ...why(reason),
  });
  const unitOnly = { ...base, agencyIds: record.receivingId === null ? [] : [record.receivingId] };
  switch (command.move) {
    case "send":
      return to === "sent-held"
        ? { ...base, kind: "request.held", facts: { reference: record.reference, until: command.heldUntil ?? "" } }
        : { ...base, kind: "request.sent", facts: { reference: record.reference, to } };
    case "release":
      // For everyone else it is sent now, whenever the school wrote it.
      return { ...base, kind: "request.sent", facts: { reference: record.reference, to, released: true } };
    case "discard":
      return { ...base, kind: "request.discarded", facts: { reference: record.reference } };
    case "redirect":
      return {
        ...base,
        kind: "request.redirected",
        facts: { from, to: statusSeenBy(to === "deleted" ? record.status : to, "placing"), destination },
      };
    case "auto-redirect":
      return { ...base, kind: "request.auto-redirected", facts: { reference: record.reference, destination } };
    case "relocate":
      return { ...base, kind: "request.relocated", facts: { from: command.from, to: destination } };
    case "accept":
      return { ...base, kind: "request.accepted", facts: { from } };
    case "accept-for-unit":
      return { ...unitOnly, kind: "request.unit-accepted", facts: { from: record.status } };
    case "decline-for-unit":
      return { ...unitOnly, kind: "request.unit-declined", facts: { ...reasonOf(command), from: record.status } };
    case "decline":
      return { ...base, kind: "request.declined", facts: reasonOf(command) };
    case "cancel":
      return { ...base, kind: "request.cancelled", facts: reasonOf(command) };
    case "reactivate":
      return { ...base, kind: "request.reactivated", facts: { from, to } };
    case "confirm":
      return { ...base, kind: "request.confirmed", facts: { students: command.held + command.confirmed } };
    case "unconfirm":
      return { ...base, kind: "request.unconfirmed", facts: { students: 0 } };
    case "postpone":
      return {
        ...base,
        kind: "request.postponed",
        facts: { ...moved(command.reason), resubmitted: to !== record.status, ...(to === record.status ? {} : { to }) },
      };
    case "shorten":
      return { ...base, kind: "request.shortened", facts: moved(command.reason) };
    case "suspend":
      return {
        ...base,
        kind: "request.suspended",
        facts: { ...moved(command.reason), suspendedFrom: command.from, suspendedTo: command.to ?? "" },
      };
    case "resume":
      return { ...base, kind: "request.resumed", facts: { on: command.on } };
  }
}
