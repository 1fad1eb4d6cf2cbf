import type { Walk } from "./walk.ts";

const blank = { shortName: "", isUser: true, contact: null };

/** Everyone reads the catalogue: a stranger is told so, and is refused by name what is another's to keep. */
export const catalogueWalk: Walk = {
  "catalogue.all": { input: () => undefined, expect: "own" },
  "catalogue.rights": { input: () => undefined, expect: "own" },
  "catalogue.place": { input: () => ({ id: "00000000-0000-7000-8000-000000000000" }), expect: "not-found" },
  "catalogue.contacts": { input: ({ destinationId }) => ({ placeId: destinationId }), expect: "not-allowed" },
  "catalogue.add": { input: ({ serviceId }) => ({ level: "destination", serviceId, name: "À nous", capacity: null, largestGroup: null, ...blank }), expect: "not-allowed" },
  "catalogue.edit": { input: ({ destinationId }) => ({ id: destinationId, patch: { name: "À nous" } }), expect: "not-allowed" },
  "catalogue.retire": { input: ({ destinationId }) => ({ id: destinationId, on: "2026-11-22" }), expect: "not-allowed" },
  "catalogue.restore": { input: ({ destinationId }) => ({ id: destinationId }), expect: "not-allowed" },
  "catalogue.remove": { input: ({ destinationId }) => ({ id: destinationId }), expect: "not-allowed" },
  "catalogue.checkImport": { input: () => new FormData(), expect: "own" },
  "catalogue.commitImport": { input: () => ({ fileName: "", digest: "", lines: [] }), expect: "own" },
};
