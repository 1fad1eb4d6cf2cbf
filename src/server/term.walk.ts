import type { Walk } from "./walk.ts";

let added = 0;
/** Each of its own name: the second stranger of the same school would be told that it is taken. */
const term = () => ({ name: "Session intensive", shortName: `I${(added += 1)}`, startsOn: "2030-09-01", endsOn: "2030-12-31" });

export const termWalk: Walk = {
  "term.list": { input: () => undefined, expect: "own" },
  "term.add": { input: term, expect: "own" },
  "term.generate": { input: () => ({ from: 2030, to: 2030 }), expect: "own" },
  "term.edit": { input: ({ termId }) => ({ id: termId, patch: { name: "À nous" } }), expect: "not-found" },
  "term.remove": { input: ({ termId }) => ({ id: termId }), expect: "not-found" },
};
