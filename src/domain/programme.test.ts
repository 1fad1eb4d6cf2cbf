import { expect, test } from "vitest";
import { closingRefusal, mostUses, programmeName } from "./programme.ts";

const use = (requests: number, students: number, name = "180-30A") => ({
  cohortId: "c",
  cohortCourseId: "cc",
  courseId: "c",
  termId: "t",
  name,
  requests,
  students,
});

test("[R166] a programme closes when it has no active request and nobody in a course to come, and the refusal says where", () => {
  expect(closingRefusal([])).toBe(null);
  expect(closingRefusal([use(0, 0)])).toBe(null);
  expect(closingRefusal([use(2, 14)])).toEqual({ code: "programme-busy", requests: 2, students: 14, uses: [use(2, 14)], count: 1 });
  const many = Array.from({ length: mostUses + 3 }, (_none, index) => use(1, 0, `180-${index}`));
  expect(closingRefusal(many)).toMatchObject({ requests: mostUses + 3, count: mostUses + 3, uses: many.slice(0, mostUses) });
});

test("a programme placed outside the system bears its asterisk", () => {
  expect([true, false].map((isUser) => programmeName({ name: "Diététique", isUser }))).toEqual(["Diététique", "Diététique\u00A0*"]);
});
