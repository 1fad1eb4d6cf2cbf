import type { Walk } from "./walk.ts";

const place = { startsOn: "2031-02-01", endsOn: "2031-02-05", weekdays: null, startTime: null, endTime: null };

export const reservationWalk: Walk = {
  // who keeps what is told without a name: the unit itself is in the catalogue, which everybody reads
  "reservation.list": { input: ({ requestId }) => ({ destinationIds: [requestId] }), expect: "own" },
  "reservation.mine": { input: () => undefined, expect: "own" },
  "reservation.take": { input: ({ requestId }) => ({ destinationId: requestId, ...place }), expect: "not-found" },
  "reservation.prolong": { input: ({ requestId }) => ({ id: requestId }), expect: "not-found" },
  "reservation.release": { input: ({ requestId }) => ({ id: requestId }), expect: "not-found" },
};
