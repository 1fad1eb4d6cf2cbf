import type { Walk } from "./walk.ts";

const nobodys = "00000000-0000-7000-8000-000000000000";
const line = {
  discipline: null,
  band: null,
  shiftCode: null,
  startTime: null,
  endTime: null,
  weekdays: null,
  from: null,
  to: null,
  students: 4,
  largestGroup: null,
  note: "",
};

/** How many a unit takes is the catalogue's, which everyone reads; only who keeps the unit, or coordinates it, says so. */
export const capacityWalk: Walk = {
  "capacity.list": { input: () => ({ destinationId: nobodys }), expect: "not-found" },
  "capacity.write": { input: ({ destinationId }) => ({ destinationId, lines: [line], ends: [] }), expect: "not-allowed" },
};
