import type { Walk } from "./walk.ts";

/** The feed is filtered by audience in SQL and again by `liveFor` (live.test.ts). */
export const liveWalk: Walk = {
  "live.events": { input: () => undefined, expect: "own" },
  "live.after": { input: () => ({ seq: null }), expect: "own" },
};
