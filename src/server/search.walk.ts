import type { Walk } from "./walk.ts";

/** What is found is what one's own lists show; things named that are somebody else's are not there. */
export const searchWalk: Walk = {
  "search.find": { input: () => ({ text: "Nomsecret" }), expect: "own" },
  "search.list": { input: () => ({ text: "Nomsecret", kind: "student" }), expect: "own" },
  "search.named": {
    input: ({ requestId, worksheetId, cohortId, studentId, personId, callId, programmeId }) => ({
      items: [
        { kind: "request", id: requestId },
        { kind: "worksheet", id: worksheetId },
        { kind: "cohort", id: cohortId },
        { kind: "student", id: studentId },
        { kind: "person", id: personId },
        { kind: "call", id: callId },
        { kind: "programme", id: programmeId },
      ],
    }),
    expect: "empty",
  },
};
