import { describe, expect, test } from "vitest";
import { holdsNow, instantIn, leftUntil, wallIn } from "./hold.ts";

describe("a release moment", () => {
  const quebec = "America/Toronto";

  test("[R5] is the instant at which the territory's clocks show it, in winter, in summer and elsewhere", () => {
    expect(instantIn("2027-01-15", "09:00", quebec)).toBe("2027-01-15T14:00:00.000Z");
    expect(instantIn("2027-07-15", "09:00", quebec)).toBe("2027-07-15T13:00:00.000Z");
    expect(instantIn("2027-01-15", "00:00", "America/St_Johns")).toBe("2027-01-15T03:30:00.000Z");
    expect(instantIn("2027-01-15", "23:30", quebec)).toBe("2027-01-16T04:30:00.000Z");
    expect(wallIn("2027-01-16T04:30:00.000Z", quebec)).toEqual({ day: "2027-01-15", time: "23:30" });
  });

  test("[R5] is the first of an hour that comes twice, and after the jump in an hour that is skipped", () => {
    // 1 November 2026: 01:30 comes at 05:30Z and again at 06:30Z
    expect(instantIn("2026-11-01", "01:30", quebec)).toBe("2026-11-01T05:30:00.000Z");
    // 8 March 2026: 02:30 does not come; 03:30 is half an hour after the jump
    expect(instantIn("2026-03-08", "02:30", quebec)).toBe("2026-03-08T07:30:00.000Z");
    expect(wallIn("2026-03-08T07:30:00.000Z", quebec)).toEqual({ day: "2026-03-08", time: "03:30" });
    expect(instantIn("2026-03-08", "01:59", quebec)).toBe("2026-03-08T06:59:00.000Z");
  });

  test("[R161] holds what is individual and not waived, until it has come to the millisecond", () => {
    const releaseAt = "2026-12-01T14:00:00.000Z";
    const of = { kind: "individual" as const, holdWaived: false, releaseAt };
    expect(holdsNow(of, new Date("2026-12-01T13:59:59.999Z"))).toBe(true);
    expect(holdsNow(of, new Date(releaseAt))).toBe(false);
    const before = new Date("2026-11-01T00:00:00Z");
    expect(
      [
        { ...of, kind: "group" as const },
        { ...of, holdWaived: true },
        { ...of, releaseAt: null },
      ].map((one) => holdsNow(one, before)),
    ).toEqual([false, false, false]);
  });

  test("counts down in whole seconds, and ends when it has come", () => {
    const at = "2026-12-01T14:00:00.000Z";
    expect(leftUntil(at, new Date("2026-11-28T11:58:59.500Z"))).toEqual({ days: 3, hours: 2, minutes: 1, seconds: 1 });
    expect(leftUntil(at, new Date("2026-12-01T13:59:59.999Z"))).toEqual({ days: 0, hours: 0, minutes: 0, seconds: 1 });
    expect(leftUntil(at, new Date(at))).toBe(null);
  });
});
