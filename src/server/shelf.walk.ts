import type { Walk } from "./walk.ts";

export const shelfWalk: Walk = {
  "shelf.list": { input: ({ worksheetId }) => ({ worksheetId }), expect: "not-found" },
  "shelf.propose": {
    input: ({ worksheetId }) => ({ worksheetId, items: [{ rowId: "r1", column: "size", text: "1" }] }),
    expect: "not-found",
  },
  "shelf.settle": { input: ({ worksheetId, requestId }) => ({ worksheetId, ids: [requestId], keep: "shown" }), expect: "not-found" },
};
