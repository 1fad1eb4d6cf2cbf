import type { Walk } from "./walk.ts";

export const commentWalk: Walk = {
  "comment.list": { input: ({ requestId }) => ({ requestId }), expect: "not-found" },
  "comment.add": { input: ({ requestId }) => ({ requestId, text: "x", internal: false }), expect: "not-found" },
  // a comment's id is nobody else's to know: any id stands for one
  "comment.withdraw": { input: ({ requestId }) => ({ id: requestId }), expect: "not-found" },
  "comment.restore": { input: ({ requestId }) => ({ id: requestId }), expect: "not-found" },
};
