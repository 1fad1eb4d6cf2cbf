import { defaultNotices } from "#domain/notice.ts";
import type { Walk } from "./walk.ts";

const token = "x".repeat(40);

export const noticeWalk: Walk = {
  "notice.setting": { input: () => undefined, expect: "own" },
  "notice.save": { input: () => defaultNotices, expect: "own" },
  "notice.cancellations": { input: () => undefined, expect: "own" },
  "notice.switchCancellations": { input: () => ({ on: true }), expect: "own" },
  // opened by a signed token of a mail alone
  "notice.stopPage": { input: () => ({ token }), expect: "open" },
  "notice.stop": { input: () => ({ token, kinds: ["comment"], stopped: true }), expect: "open" },
};
