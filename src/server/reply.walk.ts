import type { Walk } from "./walk.ts";

const token = "none-at-all-none-at-all";

/** Meant for who holds a link and nothing else; without one, `link-dead` (reply.pg.test.ts). */
export const replyWalk: Walk = {
  "reply.page": { input: () => ({ token }), expect: "open" },
  "reply.opened": { input: () => ({ token }), expect: "open" },
  "reply.accept": { input: ({ requestId }) => ({ token, requestId }), expect: "open" },
  "reply.propose": { input: ({ requestId }) => ({ token, requestId, terms: { size: 2 } }), expect: "open" },
  "reply.settle": { input: ({ requestId }) => ({ token, requestId, proposalId: requestId, taken: [] }), expect: "open" },
  "reply.decline": { input: ({ requestId }) => ({ token, requestId, reason: { code: "staffing", note: "" } }), expect: "open" },
};
