import type { Walk } from "./walk.ts";

export const reminderWalk: Walk = {
  "reminder.list": { input: ({ requestId }) => ({ requestId }), expect: "not-found" },
  "reminder.due": { input: () => undefined, expect: "own" },
  "reminder.add": { input: ({ requestId }) => ({ requestId, dueOn: "2026-12-01", text: "", shared: false }), expect: "not-found" },
  "reminder.settle": { input: ({ requestId }) => ({ id: requestId, done: true }), expect: "not-found" },
};
