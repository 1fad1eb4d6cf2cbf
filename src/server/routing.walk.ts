import type { Walk } from "./walk.ts";

export const routingWalk: Walk = {
  "routing.units": { input: ({ requestId }) => ({ requestIds: [requestId] }), expect: "own" },
  "routing.diagnose": { input: ({ requestId }) => ({ requestId }), expect: "not-found" },
  "routing.setService": { input: ({ serviceId }) => ({ serviceId, redirects: "asked", unitId: null }), expect: "not-allowed" },
  "routing.setUnit": { input: ({ destinationId }) => ({ unitId: destinationId, isUser: false }), expect: "not-allowed" },
};
