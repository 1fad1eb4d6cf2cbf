import type { Walk } from "./walk.ts";

const seen = { assignmentId: "00000000-0000-7000-8000-000000000000", version: 1 };

export const assignmentWalk: Walk = {
  "assignment.sheets": { input: () => undefined, expect: "empty" },
  "assignment.grid": { input: ({ worksheetId }) => ({ worksheetId }), expect: "not-found" },
  "assignment.hold": { input: ({ requestId, studentId }) => ({ requestId, studentId, saw: null }), expect: "not-found" },
  "assignment.remove": { input: ({ requestId, studentId }) => ({ requestId, studentId, saw: seen }), expect: "not-found" },
  "assignment.confirm": { input: ({ requestId }) => ({ requestIds: [requestId] }), expect: "not-found" },
  "assignment.unconfirm": { input: ({ requestId }) => ({ requestId }), expect: "not-found" },
  "assignment.applyBatch": {
    input: ({ worksheetId, requestId, studentId }) => ({
      worksheetId,
      changes: [{ studentId, toRequestId: requestId, saw: null }],
      cause: { kind: "hand", id: null },
    }),
    expect: "not-found",
  },
  "assignment.takeBackBatch": { input: () => ({ batchId: seen.assignmentId }), expect: "not-found" },
  "assignment.resize": { input: ({ requestId }) => ({ requestId, size: 3 }), expect: "not-found" },
};
