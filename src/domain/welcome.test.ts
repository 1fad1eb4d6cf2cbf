import { expect, test } from "vitest";
import { newsOf, visitAt } from "./welcome.ts";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 12, minute));

test("[R441] a visit never goes back when another node's clock or number is behind", () => {
  const visit = visitAt(visitAt(null, { seq: 10, at: at(0) }), { seq: 14, at: at(5) });
  expect(visitAt(visit, { seq: 12, at: at(4) })).toEqual({ ...visit, sinceSeq: 10, hereSeq: 14, hereAt: at(5).toISOString() });
  expect(visitAt(visit, { seq: 20, at: at(36) })).toMatchObject({ sinceSeq: 14, sinceAt: at(5).toISOString(), hereSeq: 20 });
});

test("[R442] a request is in one group by where it stands, and in others by what happened to it besides", () => {
  const { groups, last } = newsOf([
    { id: "a", kind: "request.accepted", seq: 4 },
    { id: "a", kind: "request.sent", seq: 2 },
    { id: "a", kind: "comment.added", seq: 9 },
    { id: "b", kind: "request.auto-redirected", seq: 3 },
    { id: "b", kind: "request.postponed", seq: 5 },
    { id: "b", kind: "request.calendar-changed", seq: 6 },
  ]);
  expect(groups).toEqual([
    { group: "redirected", ids: ["b"] },
    { group: "accepted", ids: ["a"] },
    { group: "dates", ids: ["b"] },
    { group: "comments", ids: ["a"] },
  ]);
  expect([...last]).toEqual([
    ["a", 9],
    ["b", 6],
  ]);
});
