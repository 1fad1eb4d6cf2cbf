import { describe, expect, it } from "vitest";
import { ageOf, freshnessOf, serverNow } from "./freshness.ts";

const news = { server: Date.UTC(2026, 10, 22, 19, 32, 5), here: { steady: 1000, wall: 50_000 } };

describe("how old what a wall shows is", () => {
  it("[R492] is not called fresh after 10 s, turns amber after 30 s and red after 2 min", () => {
    expect([0, 9_999, 10_000, 29_999, 30_000, 119_999, 120_000, 9e9].map(freshnessOf)).toEqual([
      "fresh",
      "fresh",
      "silent",
      "silent",
      "late",
      "late",
      "lost",
      "lost",
    ]);
  });

  it("[R492] counts by whichever clock of the device says more, and never less than nothing", () => {
    expect(ageOf(news, { steady: 6000, wall: 55_000 })).toBe(5000);
    // asleep: one clock stood still
    expect(ageOf(news, { steady: 1500, wall: 650_000 })).toBe(600_000);
    // set back by somebody
    expect(ageOf(news, { steady: 6000, wall: 0 })).toBe(5000);
    expect(ageOf(news, { steady: 0, wall: 0 })).toBe(0);
  });

  it("[R492] tells the server's time, whatever the device's clock says", () => {
    expect(serverNow(news, { steady: 4000, wall: 53_000 })).toBe(news.server + 3000);
  });
});
