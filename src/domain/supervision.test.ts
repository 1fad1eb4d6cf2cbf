import { describe, expect, test } from "vitest";
import type { Schedule } from "./schedule.ts";
import { adjust, balanceOf, dayAtHours, dueOf, hoursLeft, mayName, meetingOf, type Post, type Supervision } from "./supervision.ts";

/** Ten Mondays and Tuesdays of eight hours: 80 hours. */
const schedule: Schedule = {
  startsOn: "2027-01-11",
  endsOn: "2027-02-09",
  blocks: [],
  weekdays: [1, 2],
  startTime: "07:00",
  endTime: "15:00",
  shiftCode: null,
};
let count = 0;
const one = (hours: number | null, more: Partial<Supervision> = {}): Supervision => ({
  id: `s${(count += 1)}`,
  personId: `p${count}`,
  part: "supervisor",
  startsOn: null,
  endsOn: null,
  version: 1,
  hours,
  ...more,
});

describe("[R302] the hours given to supervisors", () => {
  test("are missing, over, even, or cannot be told", () => {
    expect(balanceOf(80, [one(40), one(28)])).toEqual({ state: "short", given: 68, by: 12 });
    expect(balanceOf(80, [one(86)])).toEqual({ state: "over", given: 86, by: 6 });
    expect(balanceOf(80, [one(26.7), one(26.7), one(26.6)])).toEqual({ state: "even", given: 80 });
    expect(balanceOf(null, [one(80)])).toEqual({ state: "unknown" });
    expect(balanceOf(80, [one(null), one(80)])).toEqual({ state: "unknown" });
    expect(balanceOf(80, [one(null, { part: "site-instructor" })])).toEqual({ state: "none" });
    expect(hoursLeft(80, [one(50)])).toBe(30);
    expect(hoursLeft(80, [one(90)])).toBeNull();
  });

  test("go to one, are shared in quarters of an hour, or end earlier, and always come to what is asked", () => {
    const [a, b, c] = [one(30), one(20), one(10)];
    expect(adjust([a, b, c], { how: "to-one", id: b.id, required: 80, schedule })).toEqual([{ ...b, hours: 40 }]);
    const shared = adjust([a, b, c], { how: "share", id: null, required: 80, schedule });
    expect(shared?.map(({ hours }) => hours)).toEqual([26.5, 26.5, 27]);
    const long = [one(60, { endsOn: "2027-01-26" }), one(32, { startsOn: "2027-02-01" })];
    const shortened = adjust(long, { how: "shorten", id: null, required: 80, schedule });
    // 20 hours from the first of February are three days of eight: she is done on the eighth.
    expect(shortened).toEqual([{ ...long[1], hours: 20, endsOn: "2027-02-08" }]);
  });

  test("are left alone where they cannot be evened out that way", () => {
    expect(adjust([one(30)], { how: "shorten", id: null, required: 80, schedule })).toBeNull();
    const unsaid = [one(null), one(20)];
    expect(adjust(unsaid, { how: "to-one", id: unsaid[1]?.id ?? null, required: 80, schedule })).toBeNull();
    const [a, b] = [one(90), one(10)];
    expect(adjust([a, b], { how: "to-one", id: b.id, required: 80, schedule })).toBeNull();
    expect(adjust([], { how: "share", id: null, required: 80, schedule })).toBeNull();
  });

  test("are counted along the schedule", () => {
    expect(dayAtHours(schedule, "2027-01-11", 8)).toBe("2027-01-11");
    expect(dayAtHours(schedule, "2027-01-12", 9)).toBe("2027-01-18");
    expect(dayAtHours({ ...schedule, weekdays: null }, "2027-01-11", 8)).toBeNull();
  });
});

describe("[R303] one person in two places", () => {
  const post = (more: Partial<Post> = {}): Post => ({
    requestId: "r1",
    part: "supervisor",
    destinationId: "d1",
    schedule,
    span: { startsOn: null, endsOn: null },
    ...more,
  });
  test("meets at the first common hour of her own dates", () => {
    const other = post({ requestId: "r2", destinationId: "d2" });
    expect(meetingOf(post(), other)).toEqual({ from: "2027-01-11T07:00", to: "2027-01-11T15:00" });
    expect(
      meetingOf(post({ span: { startsOn: null, endsOn: "2027-01-17" } }), { ...other, span: { startsOn: "2027-01-18", endsOn: null } }),
    ).toBeNull();
    expect(meetingOf(post(), { ...other, schedule: { ...schedule, weekdays: [3] } })).toBeNull();
  });
  test("may supervise side by side in one unit, and never lead two groups", () => {
    const beside = post({ requestId: "r2" });
    expect(meetingOf(post(), beside)).toBeNull();
    expect(meetingOf(post({ part: "site-instructor" }), { ...beside, part: "site-instructor" })).not.toBeNull();
    expect(meetingOf(post(), post())).toBeNull();
  });
});

test("[R300] the receiving coordinator and the unit name from when they see it, the school only for a place without the system that said yes", () => {
  const may = (
    kind: Parameters<typeof mayName>[0]["kind"],
    side: "placing" | "receiving" | "unit",
    status: Parameters<typeof mayName>[0]["status"],
    targetIsUser = true,
  ) => mayName({ kind, side, status, targetIsUser });
  expect(may("receiving-coordinator", "receiving", "sent")).toBe(true);
  expect(may("receiving-coordinator", "receiving", "sent-held")).toBe(false);
  expect(may("destination-coordinator", "unit", "sent")).toBe(false);
  expect(may("destination-coordinator", "unit", "redirected")).toBe(true);
  expect(may("destination-coordinator", "unit", "cancelled")).toBe(false);
  expect(may("supervisor", "unit", "accepted")).toBe(false);
  expect(may("placing-coordinator", "placing", "accepted")).toBe(false);
  expect(may("placing-coordinator", "placing", "accepted", false)).toBe(true);
  expect(may("placing-coordinator", "placing", "sent-paper", false)).toBe(false);
});

test("[R307] the first day is late once it has begun, and near two weeks ahead", () => {
  expect([dueOf("2027-01-11", "2027-01-11"), dueOf("2027-01-25", "2027-01-11"), dueOf("2027-01-26", "2027-01-11")]).toEqual([
    "late",
    "soon",
    "later",
  ]);
});
