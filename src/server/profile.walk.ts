import type { Walk } from "./walk.ts";

const none = "00000000-0000-7000-8000-000000000000";
const prerequisite = { name: "RCR", note: "", students: true, instructors: false, mandatory: true, daysBefore: null };

function file(placeId: string): FormData {
  const form = new FormData();
  form.set("placeId", placeId);
  form.set("file", new File(["Bienvenue"], "accueil.txt"));
  return form;
}

/** Everyone reads what a place says of itself; a stranger is refused by name what is another's to write. */
export const profileWalk: Walk = {
  "profile.of": { input: () => ({ placeId: none }), expect: "not-found" },
  "profile.says": { input: () => ({ placeId: none }), expect: "not-found" },
  "profile.edit": { input: ({ destinationId }) => ({ placeId: destinationId, patch: { dress: "À nous" } }), expect: "not-allowed" },
  "profile.confirm": { input: ({ destinationId }) => ({ placeId: destinationId }), expect: "not-allowed" },
  "profile.addPrerequisite": { input: ({ destinationId }) => ({ placeId: destinationId, ...prerequisite }), expect: "not-allowed" },
  "profile.editPrerequisite": { input: () => ({ id: none, ...prerequisite }), expect: "not-found" },
  "profile.removePrerequisite": { input: () => ({ id: none }), expect: "not-found" },
  "placeDocument.list": { input: () => ({ placeId: none }), expect: "not-found" },
  "placeDocument.add": { input: ({ destinationId }) => file(destinationId), expect: "not-allowed" },
  "placeDocument.remove": { input: () => ({ id: none }), expect: "not-found" },
  "placeDocument.restore": { input: () => ({ id: none }), expect: "not-found" },
};
