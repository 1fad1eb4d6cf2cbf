import type { Walk } from "./walk.ts";

const nobodys = "00000000-0000-7000-8000-000000000000";
const fields = {
  title: "Entente",
  status: "released",
  everything: true,
  disciplines: [],
  programmes: [],
  startsOn: "2026-01-01",
  endsOn: null,
};

/** An agreement is its two sides': a stranger is on neither. */
export const agreementWalk: Walk = {
  "agreement.list": { input: () => ({ withId: nobodys }), expect: "own" },
  "agreement.sides": { input: () => undefined, expect: "own" },
  "agreement.coverable": { input: () => ({ withId: nobodys }), expect: "not-found" },
  "agreement.add": { input: () => ({ ...fields, withId: nobodys }), expect: "not-found" },
  "agreement.edit": { input: () => ({ ...fields, id: nobodys }), expect: "not-found" },
  "agreement.remove": { input: () => ({ id: nobodys }), expect: "not-found" },
};
