import type { Walk } from "./walk.ts";

export const progressWalk: Walk = {
  "progress.list": { input: () => ({ session: "all" as const }), expect: "own" },
};
