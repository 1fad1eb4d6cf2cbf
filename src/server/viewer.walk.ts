import type { Walk } from "./walk.ts";

export const viewerWalk: Walk = {
  "viewer.list": { input: ({ requestId }) => ({ requestId }), expect: "not-found" },
};
