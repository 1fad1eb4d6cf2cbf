import { describe, expect, it } from "vitest";
import { nightAt, timeIn } from "./night.ts";

describe("when nobody looks at a wall", () => {
  it("[R499] it sleeps from one time to another, over midnight too, the first included and the last not", () => {
    const night = { from: "22:00", to: "06:30", how: "off" } as const;
    expect(["21:59", "22:00", "03:00", "06:29", "06:30", "12:00"].map((at) => nightAt(night, at))).toEqual([
      null,
      "off",
      "off",
      "off",
      null,
      null,
    ]);
    expect(nightAt({ from: "12:00", to: "13:00", how: "dim" }, "12:30")).toBe("dim");
    expect(nightAt({ from: "12:00", to: "12:00", how: "dim" }, "12:00")).toBe(null);
    expect(nightAt(null, "03:00")).toBe(null);
    expect(timeIn(Date.parse("2026-11-22T03:05:00Z"), "America/Toronto")).toBe("22:05");
  });
});
