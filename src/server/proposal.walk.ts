import type { Walk } from "./walk.ts";

export const proposalWalk: Walk = {
  "proposal.list": { input: ({ requestId }) => ({ requestId }), expect: "not-found" },
  "proposal.waiting": { input: () => undefined, expect: "own" },
  "proposal.make": { input: ({ requestId }) => ({ requestId, version: 0, terms: { size: 2 } }), expect: "not-found" },
  "proposal.answer": { input: ({ requestId }) => ({ id: requestId, taken: [] }), expect: "not-found" },
  "proposal.withdraw": { input: ({ requestId }) => ({ id: requestId }), expect: "not-found" },
};
