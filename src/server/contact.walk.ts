import type { Walk } from "./walk.ts";

const nowhere = "00000000-0000-7000-8000-000000000000";

/** Everyone reads who is asked about a place; who keeps it names them, and how they stand is its own organisation's. */
export const contactWalk: Walk = {
  "contact.of": { input: () => ({ placeId: nowhere }), expect: "not-found" },
  "contact.disciplines": { input: () => undefined, expect: "own" },
  "contact.watched": { input: () => undefined, expect: "empty" },
  "contact.set": { input: ({ destinationId }) => ({ placeId: destinationId, main: null }), expect: "not-allowed" },
  "contact.setReach": {
    input: ({ destinationId, personId }) => ({ placeId: destinationId, personId, alerts: false }),
    expect: "not-allowed",
  },
  "contact.absent": {
    input: ({ destinationId, personId }) => ({ placeId: destinationId, personId, startsOn: "2026-12-01", endsOn: null, delegateId: null }),
    expect: "not-allowed",
  },
  "contact.back": {
    input: ({ destinationId, personId }) => ({ placeId: destinationId, personId, absenceId: personId }),
    expect: "not-allowed",
  },
  "contact.giveAccess": {
    input: ({ destinationId, personId }) => ({ placeId: destinationId, personId, email: "x@exemple.test", language: "fr" }),
    expect: "not-allowed",
  },
};
