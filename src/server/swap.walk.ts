import type { Walk } from "./walk.ts";

export const swapWalk: Walk = {
  "swap.find": { input: ({ worksheetId }) => ({ worksheetId, requestId: null, leave: false, studentId: null }), expect: "not-found" },
  "swap.make": {
    input: ({ worksheetId, studentId, requestId }) => ({ worksheetId, changes: [{ studentId, toRequestId: requestId, saw: null }] }),
    expect: "not-found",
  },
};
