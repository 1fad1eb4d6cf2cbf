import type { Walk } from "./walk.ts";

export const sheetCopyWalk: Walk = {
  "sheetCopy.sources": { input: ({ worksheetId }) => ({ worksheetId }), expect: "not-found" },
  "sheetCopy.rows": { input: ({ worksheetId }) => ({ worksheetId, sourceId: worksheetId, families: ["accepted"] }), expect: "not-found" },
};
