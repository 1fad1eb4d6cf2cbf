import { usualWeights } from "#domain/matching.ts";
import type { Walk } from "./walk.ts";

export const matchingWalk: Walk = {
  "matching.desk": { input: ({ worksheetId }) => ({ worksheetId }), expect: "not-found" },
  "matching.runs": { input: ({ worksheetId }) => ({ worksheetId }), expect: "not-found" },
  "matching.rows": { input: ({ requestId }) => ({ solutionId: requestId }), expect: "not-found" },
  "matching.start": {
    input: ({ worksheetId }) => ({
      worksheetId,
      weights: usualWeights,
      ways: ["weighed"],
      statuses: ["accepted"],
      keeps: "seats",
      along: [],
      seed: "2026",
    }),
    expect: "not-found",
  },
  "matching.cancel": { input: ({ requestId }) => ({ runId: requestId }), expect: "not-found" },
  "matching.keep": {
    input: ({ worksheetId, studentId }) => ({ worksheetId, exceptions: [{ kind: "student", studentId }] }),
    expect: "not-found",
  },
  "matching.release": { input: ({ worksheetId, requestId }) => ({ worksheetId, ids: [requestId] }), expect: "not-found" },
};
