import type { Walk } from "./walk.ts";

export const historyWalk: Walk = {
  "history.of": {
    input: ({ requestId, worksheetId, personId, studentId }) => ({ about: [requestId, worksheetId, personId, studentId] }),
    expect: "empty",
  },
  "history.list": { input: () => ({}), expect: "own" },
  "history.days": { input: () => ({}), expect: "own" },
  "history.choices": { input: () => undefined, expect: "own" },
};
