import type { Walk } from "./walk.ts";

export const welcomeWalk: Walk = {
  "welcome.head": { input: ({ termId }) => ({ session: termId }), expect: "own" },
  "welcome.list": { input: ({ termId }) => ({ session: termId, show: "all" }), expect: "own" },
  "welcome.news": { input: () => ({}), expect: "own" },
  "welcome.visit": { input: () => undefined, expect: "own" },
  // what one does not reach is passed over, as if it were not there
  "welcome.seen": { input: ({ requestId }) => ({ ids: [requestId] }), expect: "own" },
  "welcome.allSeen": { input: () => undefined, expect: "own" },
  "welcome.narrow": { input: ({ termId }) => ({ session: termId }), expect: "not-found" },
  "welcome.hide": { input: ({ requestId }) => ({ requests: [{ id: requestId, version: 0 }] }), expect: "not-found" },
  "welcome.show": { input: ({ requestId }) => ({ ids: [requestId] }), expect: "not-found" },
  "welcome.hideNotice": { input: ({ requestId }) => ({ kind: "clone", item: requestId, state: "" }), expect: "own" },
  "welcome.showNotice": { input: ({ requestId }) => ({ kind: "clone", item: requestId }), expect: "own" },
  "welcome.hiddenNotices": { input: () => undefined, expect: "own" },
  "welcome.notices": { input: () => undefined, expect: "own" },
  "welcome.register": { input: () => undefined, expect: "own" },
  "welcome.standings": { input: () => undefined, expect: "own" },
};
