import type { Walk } from "./walk.ts";

export const conditionWalk: Walk = {
  // the list of codes is everybody's
  "condition.codes": { input: () => undefined, expect: "own" },
  "condition.list": { input: ({ requestId }) => ({ requestId }), expect: "not-found" },
  "condition.waiting": { input: () => undefined, expect: "own" },
  "condition.open": { input: () => undefined, expect: "empty" },
  "condition.put": { input: ({ requestId }) => ({ requestId, code: "staffing" }), expect: "not-found" },
  "condition.pass": { input: ({ requestId }) => ({ id: requestId }), expect: "not-found" },
  "condition.withdraw": { input: ({ requestId }) => ({ id: requestId }), expect: "not-found" },
  "condition.answer": { input: ({ requestId }) => ({ id: requestId, met: true }), expect: "not-found" },
  "condition.takeBack": { input: ({ requestId }) => ({ id: requestId }), expect: "not-found" },
};
