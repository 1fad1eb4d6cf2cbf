import type { Walk } from "./walk.ts";

const weeks = { on: "2027-01-04", weeks: 13 };
const period = { from: "2027-01-01", to: "2027-03-31" };

/** Pictures of one's own places or of the catalogue in counts, whatever is named; a place of another organisation is none of one's own. */
export const supplyWalk: Walk = {
  "supply.grid": { input: ({ siteId, destinationId }) => ({ ...weeks, siteId, placeIds: [destinationId] }), expect: "own" },
  "supply.choices": { input: () => weeks, expect: "own" },
  "supply.needs": { input: () => weeks, expect: "empty" },
  "supply.place": { input: ({ destinationId }) => ({ on: weeks.on, placeId: destinationId }), expect: "own" },
  "sharing.lines": { input: ({ siteId }) => ({ ...period, siteId }), expect: "own" },
  "sharing.file": { input: ({ siteId }) => ({ ...period, siteId, language: "fr" }), expect: "own" },
  "sharing.set": { input: () => ({ open: true }), expect: "own" },
};
