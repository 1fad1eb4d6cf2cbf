import type { Walk } from "./walk.ts";

export const programmeWalk: Walk = {
  "programme.list": { input: () => undefined, expect: "own" },
  "programme.find": { input: ({ programmeId }) => ({ id: programmeId }), expect: "not-found" },
  "programme.types": { input: () => undefined, expect: "own" },
  "programme.departments": { input: () => undefined, expect: "own" },
  "programme.add": {
    input: ({ departmentId }) => ({ name: "À nous", shortName: "AN", discipline: "", departmentId, isUser: true }),
    expect: "not-found",
  },
  "programme.edit": { input: ({ programmeId }) => ({ id: programmeId, patch: { name: "À nous" } }), expect: "not-found" },
  "programme.retire": { input: ({ programmeId }) => ({ id: programmeId }), expect: "not-found" },
  "programme.restore": { input: ({ programmeId }) => ({ id: programmeId }), expect: "not-found" },
  "programme.remove": { input: ({ programmeId }) => ({ id: programmeId }), expect: "not-found" },
  "programme.addCourse": {
    input: ({ programmeId }) => ({ programmeId, number: "1", name: "À nous", hours: null, sheetKind: "group", defaultComment: "" }),
    expect: "not-found",
  },
  "programme.editCourse": { input: ({ courseId }) => ({ id: courseId, patch: { name: "À nous" } }), expect: "not-found" },
  "programme.retireCourse": { input: ({ courseId }) => ({ id: courseId }), expect: "not-found" },
  "programme.removeCourse": { input: ({ courseId }) => ({ id: courseId }), expect: "not-found" },
};
