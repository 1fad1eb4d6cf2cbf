import { defaultNotices } from "#domain/notice.ts";
import type { Walk } from "./walk.ts";

const token = "x".repeat(40);

export const noticeWalk: Walk = {
  "notice.setting": { input: () => undefined, expect: "own" },
  "notice.save": { input: () => defaultNotices, expect: "own" },
  "notice.cancellations": { input: () => undefined, expect: "own" },
  "notice.switchCancellations": { input: () => ({ on: true }), expect: "own" },
  // hers, and of nobody else
  "noticePage.counts": { input: () => undefined, expect: "own" },
  "noticePage.list": { input: () => ({ unread: false }), expect: "empty" },
  "noticePage.read": { input: ({ requestId }) => ({ ids: [requestId], read: true }), expect: "own" },
  "noticePage.readAll": { input: ({ requestId }) => ({ upTo: requestId }), expect: "own" },
  "noticeDevice.list": { input: () => undefined, expect: "own" },
  "noticeDevice.add": {
    input: () => ({
      endpoint: "https://updates.push.services.mozilla.com/w/1",
      p256dh: "B".repeat(87),
      auth: "a".repeat(22),
      name: "Firefox",
    }),
    expect: "own",
  },
  "noticeDevice.remove": { input: ({ requestId }) => ({ id: requestId }), expect: "not-found" },
  // an address nobody named refuses nothing
  "bounce.of": { input: () => ({ emails: ["inconnue@exemple.test"] }), expect: "own" },
  "bounce.trust": { input: () => ({ email: "inconnue@exemple.test" }), expect: "not-found" },
  // opened by a signed token of a mail alone
  "notice.stopPage": { input: () => ({ token }), expect: "open" },
  "notice.stop": { input: () => ({ token, kinds: ["comment"], stopped: true }), expect: "open" },
};
