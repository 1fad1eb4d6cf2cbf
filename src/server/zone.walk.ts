import type { Walk } from "./walk.ts";

export const zoneWalk: Walk = {
  "zone.get": { input: () => undefined, expect: "own" },
  "zone.save": { input: () => ({ zone: "nulle part" }), expect: "not-found" },
};
