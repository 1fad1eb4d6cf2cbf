import type { Walk } from "./walk.ts";

export const requestDocumentWalk: Walk = {
  "requestDocument.list": { input: ({ requestId }) => ({ requestId }), expect: "not-found" },
  "requestDocument.choose": { input: ({ requestId }) => ({ requestId, ids: [] }), expect: "not-found" },
};
