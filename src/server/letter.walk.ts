import type { Walk } from "./walk.ts";

const words = { name: "Modèle", subjectFr: "o", bodyFr: "m", subjectEn: "s", bodyEn: "b" };
const letter = { language: "fr", to: ["quelquun@ailleurs.example"], subject: "o", body: "m" };

export const letterWalk: Walk = {
  "letter.prepare": { input: ({ requestId }) => ({ printoutIds: [requestId] }), expect: "not-found" },
  "letter.send": { input: ({ requestId }) => ({ ...letter, printoutIds: [requestId] }), expect: "not-found" },
  "letter.correctContact": {
    input: ({ destinationId, personId }) => ({ placeId: destinationId, personId, email: "quelquun@ailleurs.example", phone: null }),
    expect: "not-allowed",
  },
  "letter.ofRequest": { input: ({ requestId }) => ({ requestId }), expect: "not-found" },
  "letter.revoke": { input: ({ requestId }) => ({ linkId: requestId }), expect: "not-found" },
  "letter.templates": { input: () => undefined, expect: "empty" },
  "letter.saveTemplate": { input: ({ requestId }) => ({ ...words, id: requestId }), expect: "not-found" },
  "letter.removeTemplate": { input: ({ requestId }) => ({ id: requestId }), expect: "not-found" },
};
