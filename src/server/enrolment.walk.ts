import type { Walk } from "./walk.ts";

const texts = { number: "9999998", lastName: "Roy", firstName: "", birthDate: "", email: "", phone: "" };

export const enrolmentWalk: Walk = {
  "enrolment.course": { input: ({ cohortCourseId }) => ({ cohortCourseId }), expect: "not-found" },
  "enrolment.list": { input: ({ cohortCourseId }) => ({ cohortCourseId }), expect: "not-found" },
  "enrolment.find": { input: ({ cohortCourseId }) => ({ cohortCourseId, search: "a" }), expect: "not-found" },
  "enrolment.enrol": { input: ({ cohortCourseId, studentId }) => ({ cohortCourseId, studentIds: [studentId] }), expect: "not-found" },
  "enrolment.addStudent": { input: ({ cohortCourseId }) => ({ cohortCourseId, texts }), expect: "not-found" },
  "enrolment.addFictitious": { input: ({ cohortCourseId }) => ({ cohortCourseId }), expect: "not-found" },
  "enrolment.waive": { input: ({ cohortCourseId, studentId }) => ({ cohortCourseId, studentIds: [studentId] }), expect: "not-found" },
  "enrolment.withdraw": { input: ({ cohortCourseId, studentId }) => ({ cohortCourseId, studentIds: [studentId] }), expect: "not-found" },
  "enrolment.restore": { input: ({ cohortCourseId, studentId }) => ({ cohortCourseId, studentIds: [studentId] }), expect: "not-found" },
  "enrolment.putBack": { input: ({ enrolmentId }) => ({ enrolmentIds: [enrolmentId] }), expect: "not-found" },
  "enrolment.takeBack": { input: ({ enrolmentId }) => ({ enrolmentIds: [enrolmentId] }), expect: "not-found" },
  "enrolment.copy": {
    input: ({ cohortCourseId, studentId }) => ({ cohortCourseId, studentIds: [studentId], to: "group" }),
    expect: "not-found",
  },
  "enrolment.reach": { input: ({ cohortCourseId, studentId }) => ({ cohortCourseId, studentIds: [studentId] }), expect: "not-found" },
  "enrolment.leaving": { input: ({ cohortCourseId, studentId }) => ({ cohortCourseId, studentIds: [studentId] }), expect: "not-found" },
  "enrolment.elsewhere": { input: ({ cohortCourseId }) => ({ cohortCourseId, search: "" }), expect: "not-found" },
  "enrolment.enrolElsewhere": {
    input: ({ cohortCourseId, studentId }) => ({ cohortCourseId, studentIds: [studentId], to: cohortCourseId, withdraw: false }),
    expect: "not-found",
  },
  "enrolment.mark": {
    input: ({ cohortCourseId, studentId }) => ({ cohortCourseId, marks: [{ studentId, to: null }] }),
    expect: "not-found",
  },
  "enrolment.uncopy": {
    input: ({ cohortCourseId, studentId }) => ({ cohortCourseId, studentIds: [studentId], rows: true }),
    expect: "not-found",
  },
  "enrolment.wishes": { input: ({ cohortCourseId, studentId }) => ({ cohortCourseId, studentIds: [studentId] }), expect: "not-found" },
  "enrolment.copyWishes": {
    input: ({ cohortCourseId, studentId }) => ({ cohortCourseId, picks: [{ studentId, at: 0, saw: 0 }] }),
    expect: "not-found",
  },
  "enrolment.export": { input: ({ cohortCourseId }) => ({ cohortCourseId }), expect: "not-found" },
};
