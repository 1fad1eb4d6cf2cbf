import { describe, expect, test } from "vitest";
import { record } from "./request-sample.ts";
import { hoursKept, postponed, resubmitsByDefault, resumed, shortened, suspended } from "./request-tag.ts";
import { decide, type Command } from "./request.ts";
import { daysOf, hoursOf, type Schedule } from "./schedule.ts";

const course = { startsOn: "2027-01-11", endsOn: "2027-05-28" };
const of: Schedule = {
  startsOn: "2027-01-11",
  endsOn: "2027-03-26",
  blocks: [],
  weekdays: [1],
  startTime: "07:00",
  endTime: "15:00",
  shiftCode: null,
};
const reason = { code: "postpone-site", note: "", needsNote: false };
const later = (more: Partial<Extract<Command, { move: "postpone" }>> = {}): Command => ({
  move: "postpone",
  startsOn: "2027-01-25",
  endsOn: null,
  resubmit: false,
  targetIsUser: true,
  course,
  reason,
  ...more,
});

describe("postponing", () => {
  test("[R217] a placement postponed without an end lasts as long as before, blocks and calendar along", () => {
    const day = { day: "2027-01-18", state: "removed", times: null, shiftCode: null, kind: "shift", studentId: null } as const;
    const moved = postponed(
      { ...of, blocks: [{ from: "2027-01-11", to: "2027-02-05" }], days: [day] },
      { startsOn: "2027-01-25", endsOn: null, course },
    );
    expect(moved).toMatchObject({
      schedule: {
        startsOn: "2027-01-25",
        endsOn: "2027-04-09",
        blocks: [{ from: "2027-01-25", to: "2027-02-19" }],
        days: [{ day: "2027-02-01" }],
      },
    });
    // by days that are no weeks, a calendar would lie
    expect(postponed({ ...of, days: [day] }, { startsOn: "2027-01-20", endsOn: null, course })).toMatchObject({ schedule: { days: [] } });
  });

  test("[R217] it goes later and stays inside the course", () => {
    expect(postponed(of, { startsOn: "2027-01-11", endsOn: null, course })).toMatchObject({
      field: "startsOn",
      problem: { kind: "not-later" },
    });
    expect(postponed(of, { startsOn: "2027-02-01", endsOn: "2027-01-25", course })).toMatchObject({
      problem: { kind: "end-before-start" },
    });
    expect(postponed(of, { startsOn: "2027-04-05", endsOn: null, course })).toMatchObject({
      field: "endsOn",
      problem: { kind: "outside-course" },
    });
  });

  test("[R218] submitted again it waits for its answer anew, on paper where nobody uses the system", () => {
    expect(decide(record("confirmed"), later({ resubmit: true }), "placing")).toMatchObject({ ok: true, status: "sent" });
    expect(decide(record("accepted"), later({ resubmit: true, targetIsUser: false }), "placing")).toMatchObject({ status: "sent-paper" });
    expect(decide(record("confirmed"), later(), "placing")).toMatchObject({
      status: "confirmed",
      patch: { schedule: { startsOn: "2027-01-25" } },
    });
  });

  test("[R218] it is proposed when the placement has yet to begin and its place uses the system", () => {
    const today = "2027-01-20";
    expect(resubmitsByDefault({ startsOn: "2027-01-25", today, targetIsUser: true })).toBe(true);
    expect(resubmitsByDefault({ startsOn: "2027-01-20", today, targetIsUser: true })).toBe(false);
    expect(resubmitsByDefault({ startsOn: "2027-01-25", today, targetIsUser: false })).toBe(false);
  });

  test("[R6] none of these moves goes without a coded reason, nor without a note where its code asks for one", () => {
    const moves: Command[] = [
      later({ reason: null }),
      { move: "shorten", endsOn: "2027-02-26", reason: null },
      { move: "suspend", from: "2027-02-01", to: null, reason: null },
    ];
    for (const command of moves)
      expect(decide(record("confirmed"), command, "placing")).toMatchObject({ refusal: { code: "reason-needed", reason: "code" } });
    const other = { code: "postpone-other", note: " ", needsNote: true };
    expect(decide(record("confirmed"), later({ reason: other }), "placing")).toMatchObject({ refusal: { reason: "note" } });
  });
});

describe("ending early, stopping, going on", () => {
  test("[R217] it ends earlier and not before it began; hours are computed, or as typed", () => {
    const short = shortened(of, "2027-02-26");
    expect(short).toMatchObject({ schedule: { endsOn: "2027-02-26" } });
    expect(shortened(of, "2027-03-26")).toMatchObject({ problem: { kind: "not-earlier" } });
    expect(shortened(of, "2027-01-10")).toMatchObject({ problem: { kind: "end-before-start" } });
    if (!("schedule" in short)) throw new Error("short");
    expect([hoursKept({ schedule: of }), hoursKept(short), hoursKept({ ...short, hours: 40 })]).toEqual([88, 56, 40]);
    const decision = decide(record("confirmed", { hours: 80 }), { move: "shorten", endsOn: "2027-02-26", reason, hours: 48 }, "placing");
    expect(decision).toMatchObject({ ok: true, status: "confirmed", patch: { hours: 48 } });
  });

  test("[R217] nobody comes in a suspension; without an end it lasts to the last day", () => {
    const paused = suspended(of, { from: "2027-02-01", to: "2027-02-12" });
    if (!("schedule" in paused)) throw new Error("paused");
    expect(daysOf(of)).toContain("2027-02-08");
    expect(daysOf(paused.schedule)).not.toContain("2027-02-08");
    expect(hoursOf(paused.schedule)).toBe(72);
    expect(suspended(of, { from: "2027-02-01", to: null })).toMatchObject({
      schedule: { pauses: [{ from: "2027-02-01", to: "2027-03-26" }] },
    });
    expect(suspended(paused.schedule, { from: "2027-02-12", to: null })).toMatchObject({
      problem: { kind: "suspended-already", from: "2027-02-01" },
    });
    expect(suspended(of, { from: "2027-01-04", to: null })).toMatchObject({ problem: { kind: "outside-request" } });
  });

  test("[R217] resumed, the pause ends the day before; one that had not begun never was; without one there is nothing to resume", () => {
    const paused: Schedule = { ...of, pauses: [{ from: "2027-02-01", to: "2027-02-26" }] };
    expect(resumed(paused, "2027-02-08")?.pauses).toEqual([{ from: "2027-02-01", to: "2027-02-07" }]);
    expect(resumed(paused, "2027-01-25")).toEqual(of);
    expect(resumed(paused, "2027-03-01")).toBeNull();
    expect(decide(record("confirmed"), { move: "resume", on: "2027-02-08" }, "placing")).toMatchObject({
      refusal: { code: "move-not-possible" },
    });
  });
});
