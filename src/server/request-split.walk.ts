import type { Walk, WalkWorld } from "./walk.ts";

const asked = ({ requestId }: WalkWorld) => ({ id: requestId, version: 0 });
const dates = { startsOn: "2027-01-11", endsOn: "2027-03-26" };

export const requestSplitWalk: Walk = {
  "requestSplit.family": { input: ({ requestId }) => ({ id: requestId }), expect: "not-found" },
  "requestSplit.bounds": { input: ({ requestId }) => ({ id: requestId }), expect: "not-found" },
  "requestSplit.split": { input: (world) => ({ ...asked(world), here: { ...dates, size: 1 }, parts: [] }), expect: "not-found" },
  "requestSplit.unsplit": { input: (world) => ({ requests: [asked(world)] }), expect: "not-found" },
  "requestSplit.lead": { input: asked, expect: "not-found" },
  "requestSplit.merge": { input: (world) => ({ primary: asked(world), other: asked(world) }), expect: "not-found" },
};
