import type { Walk } from "./walk.ts";

const token = "nothing-that-was-ever-mailed-to-anyone";
const student = { firstName: "Zoé", lastName: "Roy", email: "", consentSignedOn: "2026-01-01" };
const contact = { id: null, firstName: "Zoé", lastName: "Roy", title: "", email: "zoe@ecole.example", phone: null };

export const guestWalk: Walk = {
  "guest.page": { input: () => ({ token }), expect: "open" },
  "guest.opened": { input: () => ({ token }), expect: "open" },
  "guest.save": { input: ({ importId }) => ({ token, entryId: importId, revision: 0, draft: {} }), expect: "open" },
  "guest.again": { input: ({ requestId }) => ({ token, like: { entryId: null, requestId } }), expect: "open" },
  "guest.drop": { input: ({ importId }) => ({ token, entryId: importId }), expect: "open" },
  "guest.send": { input: ({ importId }) => ({ token, entryId: importId, revision: 0 }), expect: "open" },
  "guest.addStudents": { input: ({ requestId }) => ({ token, requestId, students: [student] }), expect: "open" },
  "guest.removeStudent": { input: ({ requestId, studentId }) => ({ token, requestId, studentId }), expect: "open" },
  "guest.withdraw": { input: ({ requestId }) => ({ token, requestId, reason: { code: "attrition", note: "" } }), expect: "open" },
  "guest.say": { input: ({ requestId }) => ({ token, requestId, text: "Bonjour" }), expect: "open" },
  "guest.settle": { input: ({ requestId }) => ({ token, requestId, proposalId: requestId, taken: [], note: "" }), expect: "open" },
  "guest.answerCondition": { input: ({ requestId }) => ({ token, requestId, conditionId: requestId, met: true }), expect: "open" },
  "guest.addDocument": { input: () => new FormData(), expect: "open" },
  "guest.removeDocument": { input: ({ importId }) => ({ token, entryId: importId, documentId: importId }), expect: "open" },
  // names of organisations are everybody's, as in the catalogue
  "guest.schools": { input: () => ({ search: "aucune-ecole-de-ce-nom" }), expect: "empty" },
  "guest.alike": { input: () => ({ name: "aucune-ecole-de-ce-nom" }), expect: "empty" },
  "guest.school": { input: ({ agencyId }) => ({ id: agencyId }), expect: "empty" },
  "guest.enter": {
    input: ({ agencyId, siteId, serviceId }) => ({
      school: { id: agencyId, name: "" },
      contact,
      programme: "Soins",
      discipline: "",
      courseNumber: "",
      course: "Stage",
      kind: "individual",
      size: 1,
      place: { siteId, serviceId, destinationId: null },
      comment: "",
      schedule: {
        startsOn: "2027-01-11",
        endsOn: "2027-02-11",
        blocks: [],
        weekdays: [1],
        startTime: null,
        endTime: null,
        shiftCode: null,
      },
    }),
    expect: "not-found",
  },
  "guest.handOver": {
    input: ({ agencyId, siteId, serviceId }) => ({
      school: { id: agencyId, name: "" },
      contact,
      place: { siteId, serviceId, destinationId: null },
      draft: {},
      language: "fr",
      message: "",
    }),
    expect: "not-found",
  },
  "guest.handed": { input: () => undefined, expect: "empty" },
  "guest.remind": { input: ({ importId }) => ({ entryId: importId, message: "" }), expect: "not-found" },
  "guest.takeBack": { input: ({ importId }) => ({ entryId: importId }), expect: "not-found" },
  "guest.ofRequest": { input: ({ requestId }) => ({ requestId }), expect: "not-found" },
  "guest.invite": { input: ({ requestId }) => ({ requestId, language: "fr", message: "" }), expect: "not-found" },
  "guest.revoke": { input: ({ importId }) => ({ linkId: importId }), expect: "not-found" },
  "guest.name": { input: ({ requestId }) => ({ requestId, students: [student] }), expect: "not-found" },
  "guest.confirm": { input: ({ requestId }) => ({ id: requestId, version: 0 }), expect: "not-found" },
  "guest.unconfirm": { input: ({ requestId }) => ({ id: requestId, version: 0 }), expect: "not-found" },
  "guest.access": { input: ({ requestId }) => ({ requestId }), expect: "not-found" },
  "guest.settings": { input: () => undefined, expect: "own" },
  "guest.saveSettings": { input: () => ({ asksAccess: false, linkDays: 120 }), expect: "own" },
};
