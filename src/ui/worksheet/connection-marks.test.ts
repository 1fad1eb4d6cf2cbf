import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { makeMarks } from "./connection-marks.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const at = (column: string, rowId = "a") => ({ rowId, column });

it("says saved of what the acknowledgement covers and of nothing after it, and lets it fade", () => {
  const marks = makeMarks();
  marks.wrote([at("site"), at("size")], 1);
  marks.wrote([at("size")], 2);
  marks.acknowledged(1);
  expect([marks.of("a", "site"), marks.of("a", "size"), marks.waiting()]).toEqual(["saved", "pending", 1]);
  marks.acknowledged(2);
  vi.advanceTimersByTime(1_000);
  marks.wrote([at("site")], 3);
  vi.advanceTimersByTime(1_500);
  expect([marks.of("a", "site"), marks.of("a", "size"), marks.waiting()]).toEqual(["pending", null, 1]);
});

it("keeps a corrected cell marked until its author has been there", () => {
  const marks = makeMarks();
  marks.wrote([at("site"), at("size")], 1);
  marks.corrected([at("site")], 1);
  marks.acknowledged(1);
  vi.advanceTimersByTime(60_000);
  expect([marks.of("a", "site"), marks.of("a", "size"), marks.waiting()]).toEqual(["corrected", null, 0]);
  marks.seen(at("site"));
  expect(marks.of("a", "site")).toBe(null);
});

it("counts cells, and once a row that was only added, moved or deleted", () => {
  const marks = makeMarks();
  marks.wrote([at("rank"), at("deletedAt"), at("site"), at("rank", "b"), at("deletedAt", "b")], 1);
  expect(marks.waiting()).toBe(2);
  marks.forgetPending();
  expect([marks.waiting(), marks.of("a", "site")]).toEqual([0, null]);
});

it("marks a paste of 2,000 rows of 10 and its acknowledgement", () => {
  const marks = makeMarks();
  const cells = Array.from({ length: 20_000 }, (_, index) =>
    at(["site", "size", "service", "hours", "comment"][index % 5] ?? "", `row-${index % 4_000}`),
  );
  marks.wrote(cells, 1);
  marks.acknowledged(1);
  expect(marks.of("row-1999", "size") ?? marks.of("row-1999", "comment")).toBe("saved");
});
