import type { Command, Mover, Status } from "#domain/request.ts";
import type { TestHospital } from "./testing-world.ts";

const said = { code: "capacity-reached", note: "", needsNote: false };
const off = { code: "attrition", note: "", needsNote: false };
const again: Command = { move: "reactivate", targetIsUser: true, endedBy: "placing", sent: true, today: "2020-01-01" };
type Step = { command: Command; side: Mover; by: "school" | "hospital" | "unit" };

/** The steps that lead to a status, each with who takes it. */
export function stepsTo(status: Status, hospital: TestHospital): Step[] {
  const send = { command: { move: "send", targetIsUser: true }, side: "placing", by: "school" } as const;
  const redirect = {
    command: { move: "redirect", destinationId: hospital.eastId, unitIsUser: true },
    side: "receiving",
    by: "hospital",
  } as const;
  const accept = { command: { move: "accept" }, side: "receiving", by: "hospital" } as const;
  switch (status) {
    case "new":
    // a part of a split begins there (T34): addRequest says so
    case "new-part":
      return [];
    case "sent-held":
      return [{ ...send, command: { move: "send", targetIsUser: true, heldUntil: "2099-01-05T14:00:00.000Z" } }];
    case "sent":
      return [send];
    case "sent-paper":
      return [{ ...send, command: { move: "send", targetIsUser: false } }];
    case "redirected":
      return [send, redirect];
    case "redirected-paper":
      return [send, { ...redirect, command: { move: "redirect", destinationId: hospital.westId, unitIsUser: false } }];
    case "redirected-auto":
      return [send, { command: { move: "auto-redirect", destinationId: hospital.eastId }, side: "system", by: "school" }];
    case "reactivated":
      return [...stepsTo("cancelled", hospital), { command: again, side: "placing", by: "school" }];
    case "accepted-by-unit":
      return [send, redirect, { command: { move: "accept-for-unit" }, side: "unit", by: "unit" }];
    case "declined-by-unit":
      return [
        send,
        redirect,
        {
          command: { move: "decline-for-unit", reason: { code: "staffing", note: "manque de monde", needsNote: false } },
          side: "unit",
          by: "unit",
        },
      ];
    case "accepted":
      return [send, accept];
    case "declined":
      return [send, { command: { move: "decline", reason: said }, side: "receiving", by: "hospital" }];
    case "confirmed":
      return [send, accept, { command: { move: "confirm", held: 1, confirmed: 0 }, side: "placing", by: "school" }];
    case "cancelled":
      return [send, { command: { move: "cancel", reason: off }, side: "placing", by: "school" }];
  }
}
