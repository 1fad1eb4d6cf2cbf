import { describe, expect, test } from "vitest";
import { declineRefusal } from "./call.ts";
import { cloneRefusal } from "./request-clone.ts";
import { record } from "./request-sample.ts";
import { decide, moveFrom, moves, statuses, type Command, type Mover, type Status } from "./request.ts";

/** Each transition of reference 3.2 by its number. Those made from a sheet, a preference, a quick entry or a call are in transition.pg.test.ts. */

const reason = { code: "capacity-reached", note: "", needsNote: false };
const course = { startsOn: "2027-01-11", endsOn: "2027-05-28" };
const to = (from: Status, command: Command, by: Mover, more: Parameters<typeof record>[1] = {}) => {
  const decision = decide(record(from, more), command, by);
  return decision.ok ? decision.status : decision.refusal.code;
};
/** Who else may not, and from where else not. */
const onlyFrom = (name: Command["move"], from: Status[]) =>
  expect(statuses.filter((status) => moveFrom(status, name) !== undefined)).toEqual(from);
const send = (targetIsUser: boolean, heldUntil: string | null = null): Command => ({ move: "send", targetIsUser, heldUntil });
const moment = "2099-01-05T14:00:00.000Z";
const alone = { kind: "individual", size: 1 } as const;

describe("leaving the outbox", () => {
  test("[R278] T05 new to sent, with organisation, site and service; T06 to sent-paper where the target does not use the system", () => {
    expect(to("new", send(true), "placing")).toBe("sent");
    expect(to("new", send(false), "placing")).toBe("sent-paper");
    expect(to("new", send(true), "placing", { serviceId: null })).toBe("place-incomplete");
    expect(to("new", send(true), "receiving")).toBe("move-not-possible");
    onlyFrom("send", ["new", "new-part"]);
  });

  test("[R278] T07 an individual one is held until its release moment, a group never; T08 released then, to where it would have gone", () => {
    expect(to("new", send(true, moment), "placing", alone)).toBe("sent-held");
    expect(to("new", send(true, moment), "placing")).toBe("sent");
    for (const targetIsUser of [true, false])
      expect(to("sent-held", { move: "release", targetIsUser }, "placing", alone)).toBe(targetIsUser ? "sent" : "sent-paper");
    onlyFrom("release", ["sent-held"]);
  });

  test("[R278] T09 deleted for good from new, held or sent, by the school alone", () => {
    for (const from of ["new", "new-part", "sent-held", "sent"] as const) expect(to(from, { move: "discard" }, "placing")).toBe("deleted");
    expect(to("sent", { move: "discard" }, "receiving")).toBe("move-not-possible");
    onlyFrom("discard", ["new", "new-part", "sent-held", "sent"]);
  });
});

describe("where it goes, and what is answered there", () => {
  test("[R278] T10 redirected to a unit that answers in the system; T11 on paper to one that does not", () => {
    const redirect = (unitIsUser: boolean): Command => ({ move: "redirect", destinationId: "d", unitIsUser });
    expect(to("sent", redirect(true), "receiving")).toBe("redirected");
    expect(to("sent", redirect(false), "receiving")).toBe("redirected-paper");
    expect(to("sent", redirect(true), "unit")).toBe("move-not-possible");
  });

  test("[R272][R278] T12 its service hands it to a unit: by the system alone, from what has just arrived, to that unit", () => {
    const command: Command = { move: "auto-redirect", destinationId: "d", siteId: "s2", serviceId: "v2" };
    onlyFrom("auto-redirect", ["sent", "reactivated"]);
    for (const from of ["sent", "reactivated"] as const)
      expect(decide(record(from), command, "system")).toMatchObject({
        ok: true,
        status: "redirected-auto",
        patch: { destinationId: "d", siteId: "s2", serviceId: "v2" },
      });
    for (const side of ["placing", "receiving", "unit"] as const) expect(to("sent", command, side)).toBe("move-not-possible");
    // what a unit hands on waits for the next as it waited for her
    const { relocate: _auto, ...auto } = moves["redirected-auto"];
    const { relocate: _asked, ...asked } = moves.redirected;
    expect(auto).toEqual(asked);
  });

  test("[R278] T13 the organisation answers what was sent, a no with its reason", () => {
    for (const from of ["sent", "reactivated"] as const) {
      expect(to(from, { move: "accept" }, "receiving")).toBe("accepted");
      expect(to(from, { move: "decline", reason }, "receiving")).toBe("declined");
      expect(to(from, { move: "decline", reason: null }, "receiving")).toBe("reason-needed");
    }
  });

  test("[R278] T14 a unit says yes, T15 or no with its reason, to what was redirected to it", () => {
    for (const from of ["redirected", "redirected-auto"] as const) {
      expect(to(from, { move: "accept-for-unit" }, "unit")).toBe("accepted-by-unit");
      expect(to(from, { move: "decline-for-unit", reason }, "unit")).toBe("declined-by-unit");
      expect(to(from, { move: "decline-for-unit", reason: null }, "unit")).toBe("reason-needed");
    }
    expect(to("sent", { move: "accept-for-unit" }, "unit")).toBe("move-not-possible");
  });

  test("[R278] T16 for a unit on paper the organisation enters its answer, or answers at once for itself", () => {
    expect(to("redirected-paper", { move: "accept-for-unit" }, "receiving")).toBe("accepted-by-unit");
    expect(to("redirected-paper", { move: "decline-for-unit", reason }, "receiving")).toBe("declined-by-unit");
    expect(to("redirected-paper", { move: "accept" }, "receiving")).toBe("accepted");
    expect(to("redirected-paper", { move: "decline", reason }, "receiving")).toBe("declined");
  });

  test("[R278] T17 the organisation's yes after a unit's, T18 its own no with its own reason after a unit's", () => {
    expect(to("accepted-by-unit", { move: "accept" }, "receiving")).toBe("accepted");
    expect(to("declined-by-unit", { move: "decline", reason }, "receiving")).toBe("declined");
    expect(to("declined-by-unit", { move: "decline", reason: null }, "receiving")).toBe("reason-needed");
    expect(to("accepted-by-unit", { move: "accept" }, "unit")).toBe("move-not-possible");
  });

  test("[R278] T19 a unit's no is followed by another unit, and its reason is gone", () => {
    const decision = decide(record("declined-by-unit"), { move: "redirect", destinationId: "d2", unitIsUser: true }, "receiving");
    expect(decision).toMatchObject({ ok: true, status: "redirected", patch: { destinationId: "d2", reasonCode: null, reasonNote: "" } });
  });

  test("[R278] T20 the school enters the yes of a place on paper, T21 its no with a reason, T22 or calls it off with one", () => {
    expect(to("sent-paper", { move: "accept" }, "placing")).toBe("accepted");
    expect(to("sent-paper", { move: "decline", reason }, "placing")).toBe("declined");
    expect(to("sent-paper", { move: "decline", reason: null }, "placing")).toBe("reason-needed");
    expect(to("sent-paper", { move: "cancel", reason: { ...reason, code: "no-response" } }, "placing")).toBe("cancelled");
    expect(to("sent-paper", { move: "accept" }, "receiving")).toBe("move-not-possible");
  });
});

describe("agreed on, and after", () => {
  test("[R278] T23 the school confirms who holds the place, within its size, T24 who receives only for a school that is not here", () => {
    const confirm = (held: number, withoutUser = false): Command => ({ move: "confirm", held, confirmed: 0, withoutUser });
    expect(to("accepted", confirm(1), "placing")).toBe("confirmed");
    expect(to("accepted", confirm(0), "placing")).toBe("nobody-assigned");
    expect(to("accepted", confirm(2), "placing", alone)).toBe("group-over-allocated");
    expect(to("accepted", confirm(1), "receiving")).toBe("move-not-possible");
    expect(to("accepted", confirm(1, true), "receiving")).toBe("confirmed");
    expect(to("sent", confirm(1, true), "receiving")).toBe("move-not-possible");
  });

  test("[R278] T25 names taken back, it is accepted again", () => {
    expect(to("confirmed", { move: "unconfirm" }, "placing")).toBe("accepted");
    expect(to("confirmed", { move: "unconfirm" }, "receiving")).toBe("move-not-possible");
  });

  test("[R278] T26 either side calls off what was sent and is not over, with a reason", () => {
    const cancel: Command = { move: "cancel", reason };
    const both = statuses.filter((from) => moveFrom(from, "cancel")?.by.includes("receiving"));
    expect(both).toEqual([
      "sent",
      "reactivated",
      "redirected",
      "redirected-paper",
      "redirected-auto",
      "accepted-by-unit",
      "declined-by-unit",
      "accepted",
      "confirmed",
    ]);
    for (const from of both) for (const by of ["placing", "receiving"] as const) expect(to(from, cancel, by)).toBe("cancelled");
    expect(to("sent-held", cancel, "placing")).toBe("cancelled");
    expect(to("accepted", cancel, "unit")).toBe("move-not-possible");
  });

  test("[R278] T27 a placement under way ends earlier, T29 or stops for a while, and stays confirmed", () => {
    expect(to("confirmed", { move: "shorten", endsOn: "2027-03-05", reason }, "placing")).toBe("confirmed");
    expect(to("confirmed", { move: "suspend", from: "2027-02-01", to: "2027-02-12", reason }, "placing")).toBe("confirmed");
    expect(to("confirmed", { move: "shorten", endsOn: "2027-03-05", reason: null }, "placing")).toBe("reason-needed");
    onlyFrom("shorten", ["confirmed"]);
    onlyFrom("suspend", ["confirmed"]);
  });

  test("[R278] T28 later dates stand, or are asked for again, on paper where the place does not use the system", () => {
    const later = (resubmit: boolean, targetIsUser = true): Command => ({
      move: "postpone",
      startsOn: "2027-01-18",
      endsOn: null,
      resubmit,
      targetIsUser,
      course,
      reason,
    });
    for (const from of ["accepted", "confirmed"] as const) {
      expect(to(from, later(false), "placing")).toBe(from);
      expect(to(from, later(true), "placing")).toBe("sent");
      expect(to(from, later(true, false), "placing")).toBe("sent-paper");
    }
  });
});

describe("made anew, and asked again", () => {
  const facts = { unit: { id: "west", largestGroup: null }, course: { startsOn: "2027-01-04", endsOn: "2027-05-28" }, today: "2026-11-22" };
  const no = (from: Status, more: Parameters<typeof record>[1] = {}) => cloneRefusal(record(from, { ...alone, ...more }), facts)?.code;

  test("[R273][R278] T30 cloned from what waits or was said no to, not from what is agreed on, in the outbox, or a cohort's group", () => {
    expect(statuses.filter((from) => no(from) === undefined)).toEqual([
      "sent",
      "reactivated",
      "redirected",
      "redirected-paper",
      "redirected-auto",
      "accepted-by-unit",
      "declined-by-unit",
      "declined",
      "cancelled",
    ]);
    expect(no("sent", { kind: "group", size: 6 })).toBe("clone-of-group");
    expect(no("sent", { kind: "group", size: 6, madeBy: "quick" })).toBeUndefined();
    expect(no("sent", { destinationId: "west" })).toBe("clone-same-place");
    expect(no("cancelled", { sentAt: null })).toBe("move-not-possible");
    expect(cloneRefusal(record("sent", alone), { ...facts, today: "2027-06-01" })).toMatchObject({ code: "invalid", field: "endsOn" });
    expect(cloneRefusal(record("sent", alone), { ...facts, course: { startsOn: "2027-02-01", endsOn: "2027-05-28" } })).toMatchObject({
      problem: { kind: "outside-course" },
    });
    expect(cloneRefusal(record("sent", { madeBy: "quick", size: 6 }), { ...facts, unit: { id: "west", largestGroup: 4 } })).toMatchObject({
      problem: { kind: "group-too-large", most: 4 },
    });
  });

  test("[R270][R278] T31 asked again by the side that ended it: reactivated, on paper, or back in the outbox when it never left", () => {
    const again = (endedBy: "placing" | "receiving", more: { targetIsUser?: boolean; sent?: boolean; today?: string } = {}): Command => ({
      move: "reactivate",
      targetIsUser: true,
      sent: true,
      today: "2026-11-22",
      endedBy,
      ...more,
    });
    for (const from of ["cancelled", "declined"] as const)
      for (const side of ["placing", "receiving"] as const) {
        expect(decide(record(from), again(side), side)).toMatchObject({
          ok: true,
          status: "reactivated",
          patch: { reasonCode: null, reasonNote: "" },
        });
        expect(to(from, again(side, { targetIsUser: false }), side)).toBe("sent-paper");
        expect(to(from, again(side === "placing" ? "receiving" : "placing"), side)).toBe("move-not-possible");
        expect(to(from, again(side), "unit")).toBe("move-not-possible");
        expect(to(from, again(side, { today: "2027-04-01" }), side)).toBe("invalid");
      }
    expect(to("cancelled", again("placing", { sent: false }), "placing")).toBe("new");
    expect(to("declined", again("placing", { sent: false }), "placing")).toBe("move-not-possible");
    expect(to("cancelled", again("placing"), "placing", { serviceId: null })).toBe("place-incomplete");
    onlyFrom("reactivate", ["declined", "cancelled"]);
  });
});

describe("calls and parts", () => {
  test("[R278] T33 a call is declined once, while it is open and no offer of it stands", () => {
    const open = { closed: false, declined: false, places: 0 };
    expect(declineRefusal(open)).toBeNull();
    expect(declineRefusal({ ...open, closed: true })?.code).toBe("call-closed");
    expect(declineRefusal({ ...open, places: 2 })?.code).toBe("call-has-offers");
    expect(declineRefusal({ ...open, declined: true })?.code).toBe("call-answered");
  });

  test("[R278] T34 a part that was added travels its own path: announced, then sent by itself, never held", () => {
    expect(to("new-part", send(true, moment), "placing", alone)).toBe("sent");
    expect(to("new-part", send(false), "placing")).toBe("sent-paper");
    expect(to("new-part", { move: "discard" }, "placing")).toBe("deleted");
    expect(to("new-part", { move: "accept" }, "receiving")).toBe("move-not-possible");
  });
});
