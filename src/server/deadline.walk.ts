import type { Walk } from "./walk.ts";

export const deadlineWalk: Walk = {
  "deadline.list": { input: () => ({ days: 400 }), expect: "own" },
  "deadline.pace": { input: () => undefined, expect: "own" },
};
