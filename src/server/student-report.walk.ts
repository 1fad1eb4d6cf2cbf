import type { Walk } from "./walk.ts";

export const studentReportWalk: Walk = {
  "studentReport.read": { input: ({ studentId }) => ({ ids: [studentId] }), expect: "empty" },
  "studentReport.write": { input: ({ studentId }) => ({ ids: [studentId], subject: "x", body: "x" }), expect: "not-found" },
};
