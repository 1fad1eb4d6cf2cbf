import type { Walk } from "./walk.ts";

const none = "00000000-0000-7000-8000-000000000000";
const token = "none-at-all-none-at-all";
const answer = {
  profile: {
    description: "",
    directions: "",
    arrival: "",
    dress: "",
    parking: "",
    languages: "",
    shifts: [],
    gender: null,
    genderReason: "",
  },
  prerequisites: [],
};

/** A survey is its asker's alone; the last four are meant for who holds its link and nothing else (survey.pg.test.ts). */
export const surveyWalk: Walk = {
  "survey.list": { input: () => ({ placeId: none }), expect: "not-found" },
  "survey.send": {
    input: ({ destinationId }) => ({ placeId: destinationId, name: "X", email: "x@exemple.test", language: "fr" }),
    expect: "not-allowed",
  },
  "survey.revoke": { input: () => ({ id: none }), expect: "not-found" },
  "survey.settle": { input: () => ({ id: none, answeredAt: "", take: [] }), expect: "not-found" },
  "survey.page": { input: () => ({ token }), expect: "open" },
  "survey.opened": { input: () => ({ token }), expect: "open" },
  "survey.save": { input: () => ({ token, answer }), expect: "open" },
  "survey.answer": { input: () => ({ token, answer }), expect: "open" },
};
