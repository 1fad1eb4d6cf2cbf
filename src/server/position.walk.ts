import type { Walk } from "./walk.ts";

const point = { latitude: 46.8139, longitude: -71.208 };

export const positionWalk: Walk = {
  // The catalogue is public, and so is where a site stands.
  "position.ofSite": { input: ({ siteId }) => ({ siteId }), expect: "own" },
  "position.setSite": { input: ({ siteId }) => ({ siteId, point }), expect: "not-allowed" },
  "position.ofHome": { input: ({ studentId }) => ({ studentId }), expect: "not-found" },
  "position.setHome": { input: ({ studentId }) => ({ studentId, point }), expect: "not-found" },
};
