import type { Walk } from "./walk.ts";

const term = { name: "Automne 2030", shortName: "A30", startsOn: "2030-09-01", endsOn: "2030-12-31" };

export const termWalk: Walk = {
  "term.list": { input: () => undefined, expect: "own" },
  "term.add": { input: () => term, expect: "own" },
  "term.generate": { input: () => ({ from: 2030, to: 2030 }), expect: "own" },
  "term.edit": { input: ({ termId }) => ({ id: termId, patch: { name: "À nous" } }), expect: "not-found" },
  "term.remove": { input: ({ termId }) => ({ id: termId }), expect: "not-found" },
};
