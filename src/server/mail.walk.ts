import type { Walk } from "./walk.ts";

export const mailWalk: Walk = {
  "mail.list": { input: () => ({}), expect: "own" },
  "mail.retry": { input: ({ accountId }) => ({ id: accountId }), expect: "not-found" },
};
