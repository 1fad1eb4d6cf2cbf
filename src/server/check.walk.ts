import type { Walk } from "./walk.ts";

export const checkWalk: Walk = {
  "check.facts": { input: ({ worksheetId }) => ({ worksheetId }), expect: "not-found" },
  "check.around": { input: ({ worksheetId, serviceId }) => ({ worksheetId, serviceIds: [serviceId] }), expect: "not-found" },
  "check.ofRequests": { input: ({ requestId }) => ({ ids: [requestId] }), expect: "empty" },
};
