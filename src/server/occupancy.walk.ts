import type { Walk } from "./walk.ts";

const period = { from: "2027-01-01", to: "2027-03-31" };

/** A picture of one's own places, whatever place is named: of another organisation's there is nothing in it. */
export const occupancyWalk: Walk = {
  "occupancy.grid": { input: ({ siteId, serviceId }) => ({ ...period, siteId, serviceId }), expect: "own" },
  "occupancy.places": { input: () => undefined, expect: "own" },
  "occupancy.there": { input: ({ destinationId }) => ({ ...period, destinationId, band: null }), expect: "empty" },
  "occupancy.summary": { input: ({ siteId }) => ({ ...period, siteId }), expect: "empty" },
  "occupancy.summaryFile": { input: ({ siteId }) => ({ ...period, siteId, format: "csv", language: "fr" }), expect: "own" },
};
