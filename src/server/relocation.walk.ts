import type { Walk } from "./walk.ts";

export const relocationWalk: Walk = {
  "relocation.units": { input: ({ requestId }) => ({ requestId }), expect: "not-found" },
  "relocation.move": {
    input: ({ requestId, destinationId }) => ({ requests: [{ id: requestId, version: 1 }], destinationId }),
    expect: "not-found",
  },
};
