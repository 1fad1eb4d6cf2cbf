import type { Walk } from "./walk.ts";

const moment = { day: "2099-01-05", time: "09:00" };

export const holdWalk: Walk = {
  "hold.upcoming": { input: () => undefined, expect: "own" },
  "hold.dates": { input: ({ termId }) => ({ termId }), expect: "own" },
  "hold.addDate": { input: ({ termId }) => ({ termId, moment }), expect: "not-found" },
  "hold.removeDate": { input: ({ termId }) => ({ id: termId }), expect: "not-found" },
  "hold.setCourse": { input: ({ cohortCourseId }) => ({ id: cohortCourseId, moment }), expect: "not-found" },
  "hold.release": { input: ({ requestId }) => ({ requests: [{ id: requestId, version: 0 }] }), expect: "not-found" },
  "hold.waive": { input: ({ requestId }) => ({ requests: [{ id: requestId, version: 0 }], waived: true }), expect: "not-found" },
};
