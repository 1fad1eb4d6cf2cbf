import { describe, expect, test } from "vitest";
import { agreesNow, changedPoints, judgeProposal, takePoints, termsOf, type ProposalFacts } from "./proposal.ts";
import { record } from "./request-sample.ts";
import { statuses } from "./request.ts";

const facts: ProposalFacts = { course: { startsOn: "2027-01-04", endsOn: "2027-04-30" }, largestGroup: 8, unitKnown: true };
const later = { dates: { startsOn: "2027-01-18", endsOn: "2027-04-02" } };

describe("what can be proposed", () => {
  test("[R250] on what was asked for and is not agreed on for good, and on nothing else", () => {
    const possible = statuses.filter((status) => judgeProposal(record(status), later, { side: "placing", facts }).ok);
    expect(possible).toEqual([
      "sent",
      "sent-paper",
      "reactivated",
      "redirected",
      "redirected-paper",
      "redirected-auto",
      "accepted-by-unit",
      "declined-by-unit",
      "accepted",
    ]);
    expect(judgeProposal(record("sent"), later, { side: "unit", facts }).ok).toBe(false);
    expect(judgeProposal(record("redirected"), later, { side: "unit", facts }).ok).toBe(true);
  });
  test("only what differs is a point, however it is written", () => {
    const request = record("sent", { schedule: { ...record("sent").schedule, weekdays: [1, 2] } });
    expect(changedPoints({ days: [2, 1], size: 6 }, termsOf(request))).toEqual([]);
    expect(judgeProposal(request, { days: [2, 1] }, { side: "receiving", facts })).toEqual({
      ok: false,
      refusal: { code: "nothing-proposed" },
    });
    expect(judgeProposal(request, { ...later, size: 6 }, { side: "receiving", facts })).toMatchObject({
      ok: true,
      terms: later,
      base: { dates: { startsOn: "2027-01-11", endsOn: "2027-03-26" } },
    });
  });
  test.each([
    ["dates in the wrong order", { dates: { startsOn: "2027-03-01", endsOn: "2027-02-01" } }, "end-before-start"],
    ["dates outside the course", { dates: { startsOn: "2027-01-02", endsOn: "2027-02-01" } }, "outside-course"],
    ["no day", { days: [] }, "missing"],
    ["half an hour range", { hours: { startTime: "07:00", endTime: null, shiftCode: null } }, "one-time-only"],
    ["nobody", { size: 0 }, "not-positive"],
    ["more than the unit takes", { size: 9 }, "group-too-large"],
  ])("[R251] %s is refused beside its field", (_title, proposed, kind) => {
    expect(judgeProposal(record("sent"), proposed, { side: "receiving", facts })).toMatchObject({
      ok: false,
      refusal: { code: "invalid", problem: { kind } },
    });
  });
});

describe("what is taken", () => {
  const proposal = { terms: { ...later, size: 5 }, base: { dates: termsOf(record("sent")).dates, size: 6 } };
  test("[R252] all, part or none; the rest stays as it was", () => {
    const request = record("sent");
    expect(takePoints(request, proposal, ["dates", "size"])).toMatchObject({
      outcome: "accepted",
      patch: { size: 5, schedule: { ...request.schedule, ...later.dates } },
    });
    const part = takePoints(request, proposal, ["size"]);
    expect(part).toEqual({ ok: true, outcome: "partly", patch: { size: 5 } });
    expect(takePoints(request, proposal, [])).toEqual({ ok: true, outcome: "declined", patch: {} });
    expect(takePoints(request, proposal, ["unit"])).toMatchObject({ ok: false });
  });
  test("[R252] what was changed since is not agreed to unread", () => {
    expect(takePoints(record("sent", { size: 7 }), proposal, ["size"])).toEqual({ ok: false, refusal: { code: "proposal-outdated" } });
    expect(takePoints(record("sent", { size: 7 }), proposal, ["dates"])).toMatchObject({ ok: true, outcome: "partly" });
  });
  test("blocks outside new dates go, those across are cut", () => {
    const schedule = {
      ...record("sent").schedule,
      blocks: [
        { from: "2027-01-11", to: "2027-01-15" },
        { from: "2027-01-14", to: "2027-01-22" },
      ],
    };
    expect(takePoints(record("sent", { schedule }), proposal, ["dates"])).toMatchObject({
      patch: { schedule: { blocks: [{ from: "2027-01-18", to: "2027-01-22" }] } },
    });
  });
  test("[R253] a yes that came with the proposal holds only for all of it", () => {
    expect(agreesNow(record("sent"), { accepts: true }, "accepted")).toBe(true);
    expect(agreesNow(record("sent"), { accepts: true }, "partly")).toBe(false);
    expect(agreesNow(record("sent"), { accepts: false }, "accepted")).toBe(false);
    expect(agreesNow(record("accepted"), { accepts: true }, "accepted")).toBe(false);
  });
});
