import type { Walk } from "./walk.ts";

const page = "0198c0de-0000-4000-8000-000000000001";

export const lookWalk: Walk = {
  "look.at": { input: ({ requestId }) => ({ page, requestId }), expect: "not-found" },
  // of one's own pages only
  "look.away": { input: () => ({ page }), expect: "own" },
  "look.list": { input: () => undefined, expect: "empty" },
};
