import type { Walk, WalkWorld } from "./walk.ts";

const requests = ({ requestId }: WalkWorld) => [{ id: requestId, version: 0 }];
const reason = { code: "postpone-site", note: "" };

export const requestTagWalk: Walk = {
  "requestTag.postpone": {
    input: (world) => ({ requests: requests(world), to: { startsOn: "2027-02-01", endsOn: null }, reason }),
    expect: "not-found",
  },
  "requestTag.shorten": { input: (world) => ({ requests: requests(world), endsOn: "2027-02-01", reason }), expect: "not-found" },
  "requestTag.suspend": { input: (world) => ({ requests: requests(world), from: "2027-02-01", to: null, reason }), expect: "not-found" },
  "requestTag.resume": { input: (world) => ({ requests: requests(world), on: "2027-02-01" }), expect: "not-found" },
  "requestTag.takeBack": { input: (world) => ({ requests: requests(world) }), expect: "not-found" },
  "requestTag.report": { input: () => ({}), expect: "own" },
  "requestTag.facets": { input: () => ({}), expect: "empty" },
  "requestTag.file": { input: () => ({}), expect: "own" },
};
