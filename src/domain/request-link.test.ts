import { expect, test } from "vitest";
import { commonInstructor, judgeLink } from "./request-link.ts";
import { record } from "./request-sample.ts";

const one = record("new", { id: "one", reference: 1 });
const two = record("sent", { id: "two", reference: 2 });

test("[R216] open requests of one course are chained, and a chain that is there goes on", () => {
  expect(judgeLink([one, two])).toEqual({ ok: true, linkId: null });
  expect(judgeLink([one, record("accepted", { id: "three", linkId: "chain" })])).toEqual({ ok: true, linkId: "chain" });
});

test.each([
  ["alone", [one]],
  ["over", [one, record("declined", { reference: 3 })]],
  ["course", [one, record("new", { reference: 3, cohortCourseId: "other" })]],
  ["part", [one, record("new", { reference: 3, splitOf: "p" })]],
])("[R216] %s: refused, with which", (why, records) => {
  expect(judgeLink(records)).toMatchObject({ ok: false, refusal: { code: "cannot-join", why } });
});

test("[R216] the only instructor named is theirs; of several somebody chooses", () => {
  expect(commonInstructor([one, { instructorId: "i" }, { instructorId: "i" }])).toBe("i");
  expect(commonInstructor([one, two])).toBeNull();
  expect(commonInstructor([{ instructorId: "i" }, { instructorId: "j" }])).toBeUndefined();
});
