import type { Walk } from "./walk.ts";

const setting = {
  opensAt: "2099-01-01T14:00:00Z",
  closesAt: "2099-01-08T14:00:00Z",
  least: 1,
  most: 3,
  fromSheets: true,
  showsDemand: false,
  showsClassmates: false,
  note: "",
};

export const choiceWalk: Walk = {
  "choice.set": { input: ({ cohortCourseId }) => ({ cohortCourseId, saw: 0, setting }), expect: "not-found" },
  "choice.openNow": { input: ({ cohortCourseId }) => ({ cohortCourseId }), expect: "not-found" },
  "choice.closeNow": { input: ({ cohortCourseId }) => ({ cohortCourseId }), expect: "not-found" },
  "choice.extend": { input: ({ cohortCourseId }) => ({ cohortCourseId, closesAt: setting.closesAt }), expect: "not-found" },
  "choice.remove": { input: ({ cohortCourseId }) => ({ cohortCourseId }), expect: "not-found" },
  "choice.withhold": {
    input: ({ cohortCourseId, destinationId }) => ({ cohortCourseId, placeIds: [destinationId], withheld: true }),
    expect: "not-found",
  },
  "choice.addPlace": {
    input: ({ cohortCourseId, destinationId }) => ({ cohortCourseId, placeId: destinationId, seats: null }),
    expect: "not-found",
  },
  "choice.dropPlace": { input: ({ cohortCourseId, destinationId }) => ({ cohortCourseId, placeId: destinationId }), expect: "not-found" },
  "choice.round": { input: ({ cohortCourseId }) => ({ cohortCourseId }), expect: "not-found" },
  "choice.students": { input: ({ cohortCourseId }) => ({ cohortCourseId }), expect: "not-found" },
  "choice.trail": { input: ({ cohortCourseId, studentId }) => ({ cohortCourseId, studentId }), expect: "not-found" },
  "choice.behalf": {
    input: ({ cohortCourseId, studentId }) => ({ cohortCourseId, studentId, saw: 0, choices: [] }),
    expect: "not-found",
  },
  "choice.unlock": {
    input: ({ cohortCourseId, studentId }) => ({ cohortCourseId, studentId, until: setting.opensAt, reason: "Congé" }),
    expect: "not-found",
  },
  "choice.lock": { input: ({ cohortCourseId, studentId }) => ({ cohortCourseId, studentId }), expect: "not-found" },
  "choice.report": { input: ({ cohortCourseId }) => ({ cohortCourseId }), expect: "not-found" },
  "choice.file": { input: ({ cohortCourseId }) => ({ cohortCourseId, as: "csv" }), expect: "not-found" },
};

/** Of a round she is in no course of; a course's own id is none of a round's either. */
export const choiceOwnWalk: Walk = {
  "choiceOwn.list": { input: () => undefined, expect: "empty" },
  "choiceOwn.round": { input: ({ cohortCourseId }) => ({ roundId: cohortCourseId }), expect: "not-found" },
  "choiceOwn.save": { input: ({ cohortCourseId }) => ({ roundId: cohortCourseId, saw: 0, choices: [] }), expect: "not-found" },
  "choiceOwn.submit": { input: ({ cohortCourseId }) => ({ roundId: cohortCourseId, saw: 0, choices: [] }), expect: "not-found" },
  "choiceOwn.seen": { input: ({ cohortCourseId }) => ({ roundId: cohortCourseId }), expect: "not-found" },
  "choiceOwn.demand": { input: ({ cohortCourseId }) => ({ roundId: cohortCourseId }), expect: "not-found" },
  "choiceOwn.follow": { input: ({ cohortCourseId }) => ({ roundId: cohortCourseId }), expect: "not-found" },
};
