import { expect, test } from "vitest";
import { consentProblem, consentState, consentUntil } from "./consent.ts";

test("[R260] a signed consent holds six years, to the day before", () => {
  expect(consentUntil("2020-11-22")).toBe("2026-11-21");
  expect(consentUntil("2024-02-29")).toBe("2030-02-28");
  expect(consentUntil("2021-01-01")).toBe("2026-12-31");
});

test.each([
  [null, "none"],
  ["2026-11-21", "over"],
  ["2026-11-22", "soon"],
  ["2027-05-21", "soon"],
  ["2027-05-22", "valid"],
])("[R260] until %s it is %s on 2026-11-22", (until, state) => expect(consentState(until, "2026-11-22")).toBe(state));

test("[R260] it is not signed tomorrow, nor so long ago that it is over", () => {
  expect(consentProblem("2026-11-23", "2026-11-22")).toEqual({ kind: "not-yet" });
  expect(consentProblem("2020-11-22", "2026-11-22")).toEqual({ kind: "consent-over", until: "2026-11-21" });
  expect(consentProblem("2020-11-23", "2026-11-22")).toBeNull();
});
