import type { Walk, WalkWorld } from "./walk.ts";

const reason = { code: "capacity-reached", note: "" };
const asked = ({ requestId }: WalkWorld) => [{ id: requestId, version: 0 }];

export const requestWalk: Walk = {
  "request.outbox": { input: () => ({}), expect: "empty" },
  "request.inbox": { input: () => ({}), expect: "empty" },
  "request.counts": { input: () => ({}), expect: "own" },
  "request.facets": { input: () => ({}), expect: "empty" },
  "request.get": { input: ({ requestId }) => ({ id: requestId }), expect: "not-found" },
  "request.reasons": { input: () => undefined, expect: "own" },
  "request.instructors": { input: () => undefined, expect: "own" },
  "request.units": { input: () => undefined, expect: "own" },
  "request.send": { input: (world) => ({ requests: asked(world) }), expect: "not-found" },
  "request.discard": { input: (world) => ({ requests: asked(world) }), expect: "not-found" },
  "request.cancel": { input: (world) => ({ requests: asked(world), reason }), expect: "not-found" },
  "request.acceptOnBehalf": { input: (world) => ({ requests: asked(world) }), expect: "not-found" },
  "request.declineOnBehalf": { input: (world) => ({ requests: asked(world), reason }), expect: "not-found" },
  "request.accept": { input: (world) => ({ requests: asked(world) }), expect: "not-found" },
  "request.decline": { input: (world) => ({ requests: asked(world), reason }), expect: "not-found" },
  "request.redirect": { input: (world) => ({ requests: asked(world), destinationId: world.destinationId }), expect: "not-found" },
  "request.acceptForUnit": { input: (world) => ({ requests: asked(world) }), expect: "not-found" },
  "request.declineForUnit": { input: (world) => ({ requests: asked(world), reason }), expect: "not-found" },
  "request.takeBack": { input: (world) => ({ requests: asked(world) }), expect: "not-found" },
  "request.change": { input: ({ requestId }) => ({ id: requestId, version: 0, comment: "x" }), expect: "not-found" },
};
