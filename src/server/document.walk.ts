import type { Walk } from "./walk.ts";

function file(): FormData {
  const form = new FormData();
  form.set("file", new File(["Plan de cours"], "plan.txt"));
  return form;
}

export const documentWalk: Walk = {
  "document.list": { input: () => undefined, expect: "own" },
  "document.add": { input: file, expect: "own" },
  "document.remove": { input: ({ requestId }) => ({ id: requestId }), expect: "not-found" },
};
