import { expect, it } from "vitest";
import { createLog } from "#server/log.ts";
import { makeAttendance } from "./attendance.ts";

it("[R132] whoever was being judged while their rights changed is ended as those who were in", () => {
  const attendance = makeAttendance({ sql: undefined as never, log: createLog("silent"), every: 60_000 });
  const ended: string[] = [];
  const who = { accountId: "anna", sessionId: "s" };
  const leave = attendance.add({ ...who, judgedAt: performance.now() }, () => ended.push("in"));
  attendance.add({ accountId: "ben", sessionId: "t", judgedAt: performance.now() }, () => ended.push("ben"));
  const judgedAt = performance.now() - 1;
  attendance.rejudge("anna");
  attendance.add({ ...who, judgedAt }, () => ended.push("being judged"));
  attendance.add({ ...who, judgedAt: performance.now() + 1 }, () => ended.push("judged after"));
  expect(ended).toEqual(["in", "being judged"]);
  leave();
  expect([attendance.of("anna"), attendance.size()]).toEqual([2, 3]);
  attendance.stop();
  expect(ended).toContain("ben");
});
