import type { Walk } from "./walk.ts";

const none = "00000000-0000-7000-8000-000000000000";

export const conflictWalk: Walk = {
  "conflict.decide": { input: ({ worksheetId }) => ({ worksheetId, keys: ["R369 x"], note: "" }), expect: "not-found" },
  "conflict.reopen": { input: ({ worksheetId }) => ({ worksheetId, ids: [none] }), expect: "not-found" },
  "conflict.ofSheets": { input: ({ worksheetId }) => ({ worksheetIds: [worksheetId], changed: null }), expect: "empty" },
};
