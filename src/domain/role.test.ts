import { expect, test } from "vitest";
import { accessState, rightsOf, roleFits, warningsOf } from "./role.ts";

test("roles are given on the side where they work, and everywhere at an organisation that places and receives", () => {
  expect(roleFits("placing-coordinator", "receiving")).toBe(false);
  expect(roleFits("destination-coordinator", "placing")).toBe(false);
  expect(roleFits("destination-coordinator", "both")).toBe(true);
  expect(roleFits("local-administrator", "receiving")).toBe(true);
});

test("rights are programmes when placing, places when receiving, nothing for an administrator", () => {
  expect(rightsOf("instructor", "both")).toBe("programmes");
  expect(rightsOf("supervisor", "both")).toBe("places");
  expect(rightsOf("observer", "receiving")).toBe("places");
  expect(rightsOf("observer", "both")).toBe("both");
  expect(rightsOf("local-administrator", "placing")).toBe("none");
});

test("[R53] roles combine freely; receiving and destination coordinator together are warned of", () => {
  expect(warningsOf(["placing-coordinator", "instructor", "local-administrator"])).toEqual([]);
  expect(warningsOf(["receiving-coordinator", "destination-coordinator"])).toEqual(["answers-own-redirections"]);
});

test("a person's state is one word", () => {
  const she = { active: true, disabled: false, kinds: ["observer"] as const, hasAccount: true, hasComeIn: true };
  expect(accessState(she)).toBe("active");
  expect(accessState({ ...she, kinds: ["local-administrator"] })).toBe("administrator");
  expect(accessState({ ...she, hasComeIn: false })).toBe("invited");
  expect(accessState({ ...she, disabled: true })).toBe("disabled");
  expect(accessState({ ...she, kinds: [] })).toBe("none");
  expect(accessState({ ...she, hasAccount: false, kinds: [] })).toBe("none");
  expect(accessState({ ...she, active: false })).toBe("inactive");
});
