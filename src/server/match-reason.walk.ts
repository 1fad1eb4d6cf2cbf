import type { Walk } from "./walk.ts";

export const matchReasonWalk: Walk = {
  "matchReason.ofStudent": { input: ({ worksheetId, studentId }) => ({ worksheetId, studentId, solutionId: null }), expect: "not-found" },
  "matchReason.pages": { input: ({ worksheetId }) => ({ worksheetId, studentIds: null, solutionId: null }), expect: "not-found" },
};
