import type { Walk } from "./walk.ts";

const list = { move: "cancel", side: "placing" };
const words = { labelFr: "Grève", labelEn: "Strike", needsNote: false };

/** A stranger keeps lists of her own; codes that ship are everybody's, and what she changes of them is hers alone. */
export const reasonWalk: Walk = {
  "reason.kept": { input: () => undefined, expect: "own" },
  "reason.versions": { input: () => ({ code: "nobody-has-it" }), expect: "not-found" },
  "reason.add": { input: () => ({ list, words }), expect: "own" },
  "reason.reword": { input: () => ({ code: "nobody-has-it", version: 1, words }), expect: "not-found" },
  "reason.hide": { input: () => ({ code: "nobody-has-it", hidden: true }), expect: "not-found" },
  "reason.remove": { input: () => ({ code: "nobody-has-it" }), expect: "not-found" },
  "reason.order": { input: () => ({ list: { move: "decline", side: "placing" }, codes: [] }), expect: "not-found" },
};
