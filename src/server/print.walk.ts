import type { Walk } from "./walk.ts";

const settings = { dueDays: 14, linkDays: 60, per: "request", calendar: false, language: "fr" };

/** A queue is its organisation's alone; a printout is named by an id that is none of the caller's. */
export const printWalk: Walk = {
  "print.list": { input: () => ({}), expect: "empty" },
  "print.get": { input: ({ requestId }) => ({ id: requestId }), expect: "not-found" },
  "print.counts": { input: () => undefined, expect: "empty" },
  "print.choices": { input: () => undefined, expect: "own" },
  "print.make": { input: ({ requestId }) => ({ requestIds: [requestId] }), expect: "not-found" },
  "print.setTerms": { input: ({ requestId }) => ({ requests: [{ id: requestId, version: 0 }], dueOn: null }), expect: "not-found" },
  "print.remake": { input: ({ requestId }) => ({ id: requestId }), expect: "not-found" },
  "print.deliver": { input: ({ requestId }) => ({ ids: [requestId] }), expect: "not-found" },
  "print.undeliver": { input: ({ requestId }) => ({ ids: [requestId] }), expect: "not-found" },
  "print.saveSettings": { input: () => settings, expect: "own" },
};
