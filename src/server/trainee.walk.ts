import type { Walk } from "./walk.ts";

/** Names are found in one's own organisation alone, and only once they are confirmed. */
export const traineeWalk: Walk = {
  "trainee.find": { input: () => ({ text: "Nomsecret" }), expect: "empty" },
};
