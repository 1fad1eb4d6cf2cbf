import type { Id } from "#domain/id.ts";
import type { Walk } from "./walk.ts";

const list = (cohortCourseId: Id): FormData => {
  const form = new FormData();
  form.set("file", new File(["Matricule;Nom\r\n1001;Roy\r\n"], "liste.csv"));
  form.set("cohortCourseId", cohortCourseId);
  return form;
};

export const studentImportWalk: Walk = {
  "studentImport.upload": { input: ({ cohortCourseId }) => list(cohortCourseId), expect: "not-found" },
  "studentImport.list": { input: ({ cohortCourseId }) => ({ cohortCourseId }), expect: "empty" },
  "studentImport.preview": { input: ({ importId }) => ({ id: importId }), expect: "not-found" },
  "studentImport.mapColumns": { input: ({ importId }) => ({ id: importId, mapping: ["number", "lastName"] }), expect: "not-found" },
  "studentImport.chooseSheet": { input: ({ importId }) => ({ id: importId, sheet: "Liste" }), expect: "not-found" },
  "studentImport.decide": { input: ({ importId }) => ({ id: importId, decisions: { "2": { skip: true } } }), expect: "not-found" },
  "studentImport.take": { input: ({ importId }) => ({ id: importId, fields: ["email"] }), expect: "not-found" },
  "studentImport.commit": { input: ({ importId }) => ({ id: importId, stamp: "x", seenAt: "2027-01-01T00:00:00Z" }), expect: "not-found" },
  "studentImport.progress": { input: ({ importId }) => ({ id: importId }), expect: "not-found" },
  "studentImport.report": { input: ({ importId }) => ({ id: importId, format: "csv" }), expect: "not-found" },
  "studentImport.discard": { input: ({ importId }) => ({ id: importId }), expect: "not-found" },
  "studentImport.undo": { input: ({ importId }) => ({ importId }), expect: "not-found" },
};
