import type { Walk, WalkWorld } from "./walk.ts";

const requests = ({ requestId }: WalkWorld) => [{ id: requestId, version: 0 }];

export const requestLinkWalk: Walk = {
  "requestLink.link": { input: (world) => ({ requests: requests(world) }), expect: "not-found" },
  "requestLink.unlink": { input: (world) => ({ requests: requests(world) }), expect: "not-found" },
};
