import type { Walk } from "./walk.ts";

const schedule = {
  startsOn: "2027-01-18",
  endsOn: "2027-02-18",
  blocks: [],
  weekdays: null,
  startTime: null,
  endTime: null,
  shiftCode: null,
};

export const cohortWalk: Walk = {
  "cohort.list": { input: ({ programmeId }) => ({ programmeId, term: "all" }), expect: "own" },
  "cohort.find": { input: ({ cohortId }) => ({ id: cohortId }), expect: "not-found" },
  "cohort.course": { input: ({ cohortCourseId }) => ({ id: cohortCourseId }), expect: "not-found" },
  "cohort.instructors": { input: () => undefined, expect: "own" },
  "cohort.add": {
    input: ({ programmeId }) => ({ programmeId, name: "À nous", shortName: "AN", years: 3, structured: true, active: true }),
    expect: "not-found",
  },
  "cohort.edit": { input: ({ cohortId }) => ({ id: cohortId, patch: { name: "À nous" } }), expect: "not-found" },
  "cohort.remove": { input: ({ cohortId }) => ({ id: cohortId }), expect: "not-found" },
  "cohort.addCourse": {
    input: ({ cohortId, courseId, termId }) => ({ cohortId, courseId, termId, schedule, defaultComment: "", leaderIds: [] }),
    expect: "not-found",
  },
  "cohort.addProgrammeCourses": {
    input: ({ cohortId, courseId, termId }) => ({ cohortId, termId, courseIds: [courseId] }),
    expect: "not-found",
  },
  "cohort.editCourse": {
    input: ({ cohortCourseId }) => ({ id: cohortCourseId, patch: { defaultComment: "À nous" } }),
    expect: "not-found",
  },
  "cohort.copySource": { input: ({ cohortId }) => ({ id: cohortId }), expect: "not-found" },
  "cohort.copy": {
    input: ({ cohortId, cohortCourseId, termId }) => ({
      id: cohortId,
      name: "À nous",
      shortName: "AN",
      years: 3,
      structured: true,
      courses: [{ id: cohortCourseId, term: { id: termId }, schedule }],
    }),
    expect: "not-found",
  },
  "cohort.undoCopy": { input: ({ cohortId }) => ({ id: cohortId }), expect: "not-found" },
  "cohort.review": { input: ({ cohortCourseId }) => ({ ids: [cohortCourseId] }), expect: "not-found" },
  "cohort.removeCourse": { input: ({ cohortCourseId }) => ({ id: cohortCourseId }), expect: "not-found" },
};
