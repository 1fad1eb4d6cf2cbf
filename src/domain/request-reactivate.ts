import { missingPlace, statusSeenBy, statusWhenSent, type Decision, type Reactivate, type Request, type Side } from "./request.ts";

/**
 * What was called off or declined is asked for again (T31), by the side that had ended it: the school brings back what it called off, the
 * organisation takes back its own no. It waits for an answer anew; its students left it and are not brought back. What never left its
 * outbox goes back there. A placement that is over by now is not asked for again.
 */
export function reactivated(request: Request, command: Reactivate, side: Side): Decision {
  const no = (refusal: Extract<Decision, { ok: false }>["refusal"]): Decision => ({ ok: false, refusal });
  const notHers = command.endedBy !== side || (!command.sent && request.status !== "cancelled");
  if (notHers) return no({ code: "move-not-possible", move: "reactivate", status: statusSeenBy(request.status, side) });
  if (request.schedule.endsOn < command.today) return no({ code: "invalid", field: "endsOn", problem: { kind: "in-the-past" } });
  const patch = { reasonCode: null, reasonNote: "" };
  if (!command.sent) return { ok: true, status: "new", patch };
  const missing = missingPlace(request);
  if (missing.length > 0) return no({ code: "place-incomplete", missing });
  const status = statusWhenSent(command.targetIsUser) === "sent" ? "reactivated" : "sent-paper";
  return { ok: true, status, patch };
}
