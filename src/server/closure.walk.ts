import type { Walk } from "./walk.ts";

const days = { startsOn: "2027-02-01", endsOn: "2027-02-05", reason: "Travaux" };
const nobodys = "00000000-0000-7000-8000-000000000000";

/** Everyone reads closures with the catalogue; only who keeps a place closes it. */
export const closureWalk: Walk = {
  "closure.list": { input: () => ({ placeId: nobodys }), expect: "not-found" },
  "closure.hits": { input: () => ({ placeId: nobodys, startsOn: days.startsOn, endsOn: days.endsOn }), expect: "not-found" },
  "closure.met": { input: ({ requestId }) => ({ requestId }), expect: "not-found" },
  "closure.add": { input: ({ destinationId }) => ({ ...days, placeId: destinationId }), expect: "not-allowed" },
  "closure.edit": { input: () => ({ ...days, id: nobodys }), expect: "not-found" },
  "closure.remove": { input: () => ({ id: nobodys }), expect: "not-found" },
};
