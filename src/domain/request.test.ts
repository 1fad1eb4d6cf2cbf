import { describe, expect, test } from "vitest";
import { eventOf } from "./request-event.ts";
import { actor, record } from "./request-sample.ts";
import { mayMove, seenAs, sidesOf } from "./request-seen.ts";
import { takeBack } from "./request-take-back.ts";
import {
  decide,
  isAccepted,
  isOpen,
  isWaiting,
  moveFrom,
  moveNames,
  moves,
  sides,
  statuses,
  statusesSeenAs,
  statusSeenBy,
  type Command,
  type MoveName,
  type Mover,
  type Status,
} from "./request.ts";

const school = actor("placing-coordinator", "school", "placing");
const hospital = actor("receiving-coordinator", "agency", "receiving");
const unit = actor("destination-coordinator", "agency", "receiving");
const viewers = { placing: school, receiving: hospital, unit };

const reason = { code: "capacity-reached", note: "", needsNote: false };
/** A command of each move that nothing but the table and the side can refuse. */
const commandOf = (move: MoveName, by: Mover = "placing"): Command => {
  switch (move) {
    case "send":
    case "release":
      return { move, targetIsUser: true };
    case "redirect":
      return { move, destinationId: "d", unitIsUser: true };
    case "auto-redirect":
      return { move, destinationId: "d" };
    case "reactivate":
      return { move, targetIsUser: true, endedBy: by === "receiving" ? "receiving" : "placing", sent: true, today: "2027-01-01" };
    case "decline":
    case "decline-for-unit":
    case "cancel":
      return { move, reason };
    case "confirm":
      return { move, held: 1, confirmed: 0, withoutUser: by === "receiving" };
    case "unconfirm":
      return { move, withoutUser: by === "receiving" };
    case "postpone":
      return {
        move,
        startsOn: "2027-01-18",
        endsOn: null,
        resubmit: false,
        targetIsUser: true,
        course: { startsOn: "2027-01-11", endsOn: "2027-05-28" },
        reason,
      };
    case "shorten":
      return { move, endsOn: "2027-03-05", reason };
    case "suspend":
      return { move, from: "2027-02-01", to: "2027-02-12", reason };
    case "resume":
      return { move, on: "2027-03-15" };
    case "relocate":
      return { move, destinationId: "elsewhere", siteId: "site", serviceId: "service", from: "4e Est" };
    default:
      return { move };
  }
};

describe("the table", () => {
  test("[R21] every status is reached from `new`, and nothing but asking again leads out of the ends", () => {
    // a part added to a sent request begins as one (T34)
    const reached = new Set<string>(["new", "new-part"]);
    for (const from of reached) {
      for (const { to } of Object.values(moves[from as Status] ?? {}) as { to: readonly string[] }[])
        for (const one of to) reached.add(one);
    }
    expect([...reached].toSorted()).toEqual([...statuses, "deleted"].toSorted());
    expect(statuses.filter((from) => Object.keys(moves[from]).join() === "reactivate")).toEqual(["declined", "cancelled"]);
    expect(statuses.filter((of) => !isOpen(of))).toEqual(["declined", "cancelled"]);
  });

  test("[R21] every status that is not an end has a way to an end, so that no request is stuck", () => {
    const ends = (from: Status, walked: Status[] = []): boolean =>
      (Object.values(moves[from]) as { to: readonly (Status | "deleted")[] }[]).some(({ to }) =>
        to.some(
          (one) =>
            one === "deleted" || one === "declined" || one === "cancelled" || (!walked.includes(one) && ends(one, [...walked, from])),
        ),
      );
    expect(statuses.filter((of) => isOpen(of) && !ends(of))).toEqual([]);
  });

  const everywhere = statuses.flatMap((from) =>
    [...sides, "system" as const].flatMap((side) => moveNames.map((move) => ({ from, side, move }))),
  );
  test.each(everywhere)("[R21][R22] $side: $move from $from is what the table says", ({ from, side, move }) => {
    const { schedule } = record(from);
    const paused = { schedule: { ...schedule, pauses: [{ from: "2027-03-10", to: "2027-03-19" }] } };
    const decision = decide(record(from, paused), commandOf(move, side), side);
    const entry = moveFrom(from, move);
    const allowed = entry?.by.includes(side) ?? false;
    expect(decision.ok).toBe(allowed);
    if (decision.ok) expect(entry?.to).toContain(decision.status);
    else
      expect(decision.refusal).toEqual({
        code: "move-not-possible",
        move,
        status: statusSeenBy(from, side === "system" ? "receiving" : side),
      });
  });

  test.each(everywhere.flatMap((one) => (one.side === "system" ? [] : [{ ...one, side: one.side }])))(
    "[R22] the button of $side for $move at $from is there exactly when the move can be made",
    ({ from, side, move }) => {
      const allowed = moveFrom(from, move)?.by.includes(side) ?? false;
      const of = { status: from, withoutUser: side === "receiving", endedBy: side === "unit" ? null : side };
      expect(mayMove(of, move, { actor: viewers[side], side })).toBe(allowed);
      const watcher = actor("observer", side === "placing" ? "school" : "agency", side === "placing" ? "placing" : "receiving");
      expect(mayMove(of, move, { actor: watcher, side })).toBe(false);
    },
  );

  test("[R7] only what is new, held or sent is deleted for good", () => {
    expect(statuses.filter((from) => decide(record(from), { move: "discard" }, "placing").ok)).toEqual([
      "new",
      "new-part",
      "sent-held",
      "sent",
    ]);
  });

  test("[R29] what was sent on paper is answered by the school and by nobody else", () => {
    for (const move of ["accept", "decline", "cancel"] as const) {
      expect(sides.filter((side) => decide(record("sent-paper"), commandOf(move), side).ok)).toEqual(["placing"]);
    }
    expect(decide(record("sent"), { move: "accept" }, "placing").ok).toBe(false);
  });
});

describe("sending", () => {
  test.each([
    ["agency", { receivingId: null, siteId: null, serviceId: null }, ["agency", "site", "service"]],
    ["site", { siteId: null, serviceId: null }, ["site", "service"]],
    ["service", { serviceId: null }, ["service"]],
  ])("[R1] without %s it stays in the outbox, and what lacks is named", (_level, lacking, missing) => {
    expect(decide(record("new", lacking), { move: "send", targetIsUser: true }, "placing")).toEqual({
      ok: false,
      refusal: { code: "place-incomplete", missing },
    });
  });

  test("[R1] the destination may stay open", () => {
    expect(decide(record("new", { destinationId: null }), { move: "send", targetIsUser: true }, "placing").ok).toBe(true);
  });

  test("[R2] a target that does not use the system gets paper", () => {
    expect(decide(record("new"), { move: "send", targetIsUser: true }, "placing")).toMatchObject({ status: "sent" });
    expect(decide(record("new"), { move: "send", targetIsUser: false }, "placing")).toMatchObject({ status: "sent-paper" });
  });

  test("[R32] a unit with somebody who answers for it sees the request pending, the other gets paper", () => {
    const redirect = (unitIsUser: boolean) =>
      decide(record("sent"), { move: "redirect", destinationId: "d", siteId: "s2", serviceId: "v2", unitIsUser }, "receiving");
    expect(redirect(true)).toMatchObject({ status: "redirected", patch: { destinationId: "d", siteId: "s2", serviceId: "v2" } });
    expect(redirect(false)).toMatchObject({ status: "redirected-paper" });
  });
});

describe("saying no", () => {
  const nos = [
    ["decline", "sent", "receiving"],
    ["decline-for-unit", "redirected", "unit"],
    ["cancel", "accepted", "placing"],
  ] as const;
  test.each(nos)("[R6] %s wants a coded reason, and a note where the code asks for one", (move, from, side) => {
    expect(decide(record(from), { move, reason: null }, side)).toEqual({ ok: false, refusal: { code: "reason-needed", reason: "code" } });
    const other = { code: "decline-other", note: "   ", needsNote: true };
    expect(decide(record(from), { move, reason: other }, side)).toEqual({ ok: false, refusal: { code: "reason-needed", reason: "note" } });
    expect(decide(record(from), { move, reason: { ...other, note: " deuil " } }, side)).toMatchObject({
      ok: true,
      patch: { reasonCode: "decline-other", reasonNote: "deuil" },
    });
  });
});

describe("what a side sees", () => {
  test("[R3] a unit's answer is nowhere in what the school is given", () => {
    for (const status of ["accepted-by-unit", "declined-by-unit"] as const) {
      const shown = seenAs(record(status), school, "placing");
      expect(shown).toMatchObject({ status: "redirected", reason: null });
      expect(JSON.stringify(shown)).not.toMatch(/by-unit|staffing|manque|Effectifs/);
      expect(shown).toEqual({ ...seenAs(record("redirected"), school, "placing") });
    }
    expect(seenAs(record("declined-by-unit"), hospital, "receiving")).toMatchObject({
      status: "declined-by-unit",
      reason: { code: "staffing" },
    });
  });

  test("[R3] an event the school may read never says what a unit answered, and the unit's own is not the school's", () => {
    for (const from of ["accepted-by-unit", "declined-by-unit"] as const) {
      for (const move of ["accept", "decline", "redirect", "cancel"] as const) {
        const command = commandOf(move);
        const decision = decide(record(from), command, "receiving");
        const event = eventOf(record(from), command, { to: decision.ok ? decision.status : from });
        expect(event.agencyIds).toContain("school");
        expect(JSON.stringify(event)).not.toMatch(/by-unit|staffing|manque/);
      }
    }
    for (const move of ["accept-for-unit", "decline-for-unit"] as const) {
      expect(eventOf(record("redirected"), commandOf(move), { to: "declined-by-unit" }).agencyIds).toEqual(["agency"]);
    }
  });

  test("[R34] the outbox is the school's alone: what is new is seen and told to nobody else", () => {
    expect(seenAs(record("new"), hospital, "receiving")).toBeNull();
    expect(seenAs(record("sent-paper"), hospital, "receiving")).toBeNull();
    expect(seenAs(record("sent"), unit, "unit")).toBeNull();
    expect(eventOf(record("new"), { move: "discard" }, { to: "deleted" }).agencyIds).toEqual(["school"]);
    expect(eventOf(record("new"), { move: "send", targetIsUser: true }, { to: "sent" }).agencyIds).toEqual(["school", "agency"]);
    expect(eventOf(record("new"), { move: "send", targetIsUser: false }, { to: "sent-paper" }).agencyIds).toEqual(["school"]);
  });

  test("a colleague is named, somebody of another organisation is her organisation", () => {
    expect(seenAs(record("accepted"), hospital, "receiving")?.changedBy).toBe("Claire Gagné");
    expect(seenAs(record("accepted"), school, "placing")?.changedBy).toBe("CISSS");
  });

  test("the worksheet a request comes from is the school's business", () => {
    expect(seenAs(record("sent"), school, "placing")?.origin).toMatchObject({ worksheetId: "w", rowId: "row" });
    expect(seenAs(record("sent"), hospital, "receiving")?.origin).toBeNull();
  });

  test("[R13] declined and cancelled count for nothing, whoever counts", () => {
    for (const status of statuses.filter((of) => statusSeenBy(of, "receiving") !== "hidden")) {
      expect(seenAs(record(status), hospital, "receiving")?.places).toBe(status === "declined" || status === "cancelled" ? 0 : 6);
    }
    expect(statuses.filter((of) => !isOpen(of))).toEqual(["declined", "cancelled"]);
    expect(statuses.filter((of) => isAccepted(of) && isWaiting(of))).toEqual([]);
  });

  test("[R5][R163] what is held is nothing for the other side and its units, and stays nothing when it is called off", () => {
    const held = record("sent-held", { kind: "individual", size: 1, sentAt: null, releaseAt: "2099-01-05T14:00:00.000Z" });
    expect([hospital, unit].map((one) => seenAs(held, one, sidesOf(one)[0] ?? "unit"))).toEqual([null, null]);
    expect(seenAs(held, school, "placing")).toMatchObject({ status: "sent-held", hold: { until: "2099-01-05T14:00:00.000Z" } });
    const off = { ...held, status: "cancelled" as const, reasonCode: "attrition" };
    expect(seenAs(off, hospital, "receiving")).toBe(null);
    expect(eventOf(held, { move: "cancel", reason }, { to: "cancelled" }).agencyIds).toEqual(["school"]);
    const sent = { move: "send", targetIsUser: true, heldUntil: "2099-01-05T14:00:00.000Z" } as const;
    expect(decide({ ...held, status: "new" }, sent, "placing")).toMatchObject({ status: "sent-held" });
    expect(eventOf({ ...held, status: "new" }, sent, { to: "sent-held" })).toMatchObject({ kind: "request.held", agencyIds: ["school"] });
    expect(decide({ ...held, status: "new", kind: "group" }, sent, "placing")).toMatchObject({ status: "sent" });
    expect(eventOf(held, { move: "release", targetIsUser: true }, { to: "sent" }).agencyIds).toEqual(["school", "agency"]);
  });

  test("[R22] a filter asked in the words a side is shown finds exactly those statuses", () => {
    expect(statusesSeenAs("redirected", "placing")).toEqual([
      "redirected",
      "redirected-paper",
      "redirected-auto",
      "accepted-by-unit",
      "declined-by-unit",
    ]);
    expect(statusesSeenAs("pending", "receiving")).toEqual(["sent"]);
    expect(statusesSeenAs("pending", "unit")).toEqual(["redirected", "redirected-auto"]);
    for (const side of sides) for (const of of statuses) expect(statusesSeenAs(statusSeenBy(of, side), side)).toContain(of);
  });

  test("each role looks from its side; an observer of an organisation that does both looks from either", () => {
    expect(sidesOf(school)).toEqual(["placing"]);
    expect(sidesOf(unit)).toEqual(["unit"]);
    expect(sidesOf(actor("observer", "x", "both"))).toEqual(["placing", "receiving"]);
  });
});

describe("taking an answer back", () => {
  const given = {
    before: { status: "redirected" as const, reasonCode: null, reasonNote: "" },
    mineAndLast: true,
    assigned: 0,
    minutesAgo: 1,
  };
  test("[R26] its author gets the request back where it was", () => {
    expect(takeBack(record("accepted"), given, "receiving")).toMatchObject({ ok: true, status: "redirected" });
    expect(takeBack(record("accepted-by-unit"), given, "unit")).toMatchObject({ ok: true, status: "redirected" });
    const paper = { ...given, before: { ...given.before, status: "sent-paper" as const } };
    expect(takeBack(record("declined"), paper, "placing")).toMatchObject({ ok: true, status: "sent-paper", patch: { reasonCode: null } });
  });

  test.each([
    ["nothing was answered", { before: null }],
    ["something happened since, or a colleague answered", { mineAndLast: false }],
    ["somebody is assigned", { assigned: 1 }],
    ["more than ten minutes have passed", { minutesAgo: 10.1 }],
  ])("[R26] not when %s", (_why, change) => {
    expect(takeBack(record("accepted"), { ...given, ...change }, "receiving")).toMatchObject({
      ok: false,
      refusal: { code: "move-not-possible", move: "take-back" },
    });
  });

  test("[R26] not from a side that could not have answered, nor of what the answer did not lead to", () => {
    expect(takeBack(record("accepted"), given, "placing").ok).toBe(false);
    expect(takeBack(record("confirmed"), given, "receiving").ok).toBe(false);
  });
});
