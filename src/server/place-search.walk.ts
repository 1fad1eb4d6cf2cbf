import type { Walk } from "./walk.ts";

export const placeSearchWalk: Walk = {
  "placeSearch.find": { input: ({ worksheetId }) => ({ worksheetId }), expect: "not-found" },
  "placeSearch.disciplines": { input: () => undefined, expect: "own" },
};
