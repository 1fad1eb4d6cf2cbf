import { createHash } from "node:crypto";
import type { Walk } from "./walk.ts";

const blank = { shortName: "", isUser: true, contact: null };

function file(): FormData {
  const form = new FormData();
  form.set("file", new File(["Organisme;Site;Service\nOrganisme inconnu;Site;Médecine\n"], "milieux.csv"));
  return form;
}
/** What an import of no line at all says it does. */
const nothing = createHash("sha256").update("[]").digest("base64url");

/** Everyone reads the catalogue: a stranger is told so, and is refused by name what is another's to keep. */
export const catalogueWalk: Walk = {
  "catalogue.all": { input: () => undefined, expect: "own" },
  "catalogue.rights": { input: () => undefined, expect: "own" },
  "catalogue.place": { input: () => ({ id: "00000000-0000-7000-8000-000000000000" }), expect: "not-found" },
  "catalogue.alike": { input: () => ({ name: "Hôpital" }), expect: "own" },
  "catalogue.territories": { input: () => undefined, expect: "own" },
  "catalogue.contacts": { input: ({ destinationId }) => ({ placeId: destinationId }), expect: "not-allowed" },
  "catalogue.add": {
    input: ({ serviceId }) => ({ level: "destination", serviceId, name: "À nous", capacity: null, largestGroup: null, ...blank }),
    expect: "not-allowed",
  },
  "catalogue.edit": { input: ({ destinationId }) => ({ id: destinationId, patch: { name: "À nous" } }), expect: "not-allowed" },
  "catalogue.retire": { input: ({ destinationId }) => ({ id: destinationId, on: "2026-11-22" }), expect: "not-allowed" },
  "catalogue.restore": { input: ({ destinationId }) => ({ id: destinationId }), expect: "not-allowed" },
  "catalogue.remove": { input: ({ destinationId }) => ({ id: destinationId }), expect: "not-allowed" },
  "catalogue.checkImport": { input: file, expect: "own" },
  "catalogue.commitImport": { input: () => ({ fileName: "", digest: nothing, lines: [] }), expect: "own" },
};
