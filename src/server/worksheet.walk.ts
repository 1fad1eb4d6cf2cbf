import type { Walk } from "./walk.ts";

export const worksheetWalk: Walk = {
  "worksheet.get": { input: ({ worksheetId }) => ({ id: worksheetId }), expect: "not-found" },
  "worksheet.list": { input: ({ cohortCourseId }) => ({ cohortCourseId }), expect: "empty" },
  "worksheet.open": { input: ({ cohortCourseId }) => ({ cohortCourseId, kind: "group" }), expect: "not-found" },
  "worksheet.delete": { input: ({ worksheetId }) => ({ id: worksheetId }), expect: "not-found" },
  "worksheet.restore": { input: ({ worksheetId }) => ({ id: worksheetId }), expect: "not-found" },
  "worksheet.copyToOutbox": { input: ({ worksheetId }) => ({ worksheetId, rowIds: ["a"] }), expect: "not-found" },
  "worksheet.send": { input: ({ worksheetId }) => ({ worksheetId, rowIds: ["a"] }), expect: "not-found" },
};
