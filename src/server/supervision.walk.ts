import type { Walk } from "./walk.ts";

export const supervisionWalk: Walk = {
  "supervision.list": { input: ({ requestId }) => ({ requestId }), expect: "not-found" },
  "supervision.choices": { input: ({ requestId }) => ({ requestId, text: "" }), expect: "not-found" },
  "supervision.name": { input: ({ requestId, personId }) => ({ requests: [requestId], whom: { id: personId } }), expect: "not-found" },
  "supervision.change": {
    input: ({ requestId }) => ({ requestId, rows: [{ id: requestId, version: 1, startsOn: null, endsOn: null, hours: 10 }] }),
    expect: "not-found",
  },
  "supervision.adjust": { input: ({ requestId }) => ({ requestId, how: "share" }), expect: "not-found" },
  "supervision.remove": { input: ({ requestId }) => ({ id: requestId, version: 1 }), expect: "not-found" },
  "supervision.restore": { input: ({ requestId }) => ({ id: requestId, version: 1 }), expect: "not-found" },
  "supervision.directory": { input: () => ({}), expect: "own" },
  "supervision.missing": { input: () => ({}), expect: "empty" },
  "supervision.counts": { input: () => undefined, expect: "own" },
  "supervision.week": { input: () => ({ from: "2027-01-11" }), expect: "own" },
  "supervision.mine": { input: () => undefined, expect: "own" },
};
