import type { Walk } from "./walk.ts";

export const requestAgainWalk: Walk = {
  "requestAgain.reactivate": { input: ({ requestId }) => ({ requests: [{ id: requestId, version: 0 }] }), expect: "not-found" },
};
