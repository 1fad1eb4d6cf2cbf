import type { Walk } from "./walk.ts";

const conflict = (worksheetId: string) => ({ kind: "conflict" as const, which: "any" as const, programmeId: null, worksheetId });
const written = (worksheetId: string) => ({ question: conflict(worksheetId), mail: false, endsOn: null });

/** One's own watches, whatever is named; a question about what is not the caller's names nothing she may know. */
export const watchWalk: Walk = {
  "watch.list": { input: () => undefined, expect: "own" },
  "watch.told": { input: ({ requestId }) => ({ id: requestId }), expect: "empty" },
  "watch.options": { input: () => undefined, expect: "own" },
  "watch.places": { input: () => ({ text: "", ownOnly: true }), expect: "own" },
  "watch.now": { input: ({ worksheetId }) => ({ question: conflict(worksheetId) }), expect: "not-found" },
  "watch.add": { input: ({ worksheetId }) => written(worksheetId), expect: "not-found" },
  "watch.change": { input: ({ requestId, worksheetId }) => ({ ...written(worksheetId), id: requestId }), expect: "not-found" },
  "watch.pause": { input: ({ requestId }) => ({ id: requestId, paused: true }), expect: "not-found" },
  "watch.remove": { input: ({ requestId }) => ({ id: requestId }), expect: "not-found" },
  "watch.restore": { input: ({ requestId }) => ({ id: requestId }), expect: "not-found" },
};
