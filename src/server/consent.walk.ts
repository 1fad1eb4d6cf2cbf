import type { Walk } from "./walk.ts";

export const consentWalk: Walk = {
  "consent.of": { input: ({ studentId }) => ({ studentId }), expect: "not-found" },
  "consent.endingSoon": { input: () => undefined, expect: "own" },
  "consent.record": { input: ({ studentId }) => ({ studentId, signedOn: "2026-09-01", scopes: [] }), expect: "not-found" },
  "consent.end": { input: ({ studentId }) => ({ studentId, note: "x" }), expect: "not-found" },
  "consent.graduate": { input: ({ studentId }) => ({ ids: [studentId] }), expect: "not-found" },
  "consent.restore": { input: ({ studentId }) => ({ ids: [studentId] }), expect: "not-found" },
};
