import type { Walk, WalkWorld } from "./walk.ts";

const request = ({ requestId }: WalkWorld) => ({ id: requestId, version: 0 });

export const requestCloneWalk: Walk = {
  "requestClone.make": { input: (world) => ({ request: request(world), destinationId: world.destinationId }), expect: "not-found" },
  "requestClone.takeBack": { input: (world) => ({ request: request(world) }), expect: "not-found" },
};
