import type { Walk } from "./walk.ts";

export const sheetHistoryWalk: Walk = {
  "sheetHistory.at": { input: ({ worksheetId }) => ({ worksheetId, moment: { after: 1 } }), expect: "not-found" },
  "sheetHistory.stops": { input: ({ worksheetId }) => ({ worksheetId }), expect: "not-found" },
  "sheetHistory.density": { input: ({ worksheetId }) => ({ worksheetId }), expect: "not-found" },
  "sheetHistory.cell": { input: ({ worksheetId }) => ({ worksheetId, rowId: "a", column: "site" }), expect: "not-found" },
};
