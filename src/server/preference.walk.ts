import type { Walk } from "./walk.ts";

export const preferenceWalk: Walk = {
  "preference.counts": { input: ({ cohortCourseId }) => ({ cohortCourseId }), expect: "not-found" },
  "preference.save": {
    input: ({ cohortCourseId, studentId }) => ({ cohortCourseId, changes: [{ studentId, saw: 0, preferences: [] }] }),
    expect: "not-found",
  },
  "preference.use": { input: ({ cohortCourseId }) => ({ cohortCourseId, use: "generative" }), expect: "not-found" },
};
