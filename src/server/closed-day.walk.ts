import type { Walk } from "./walk.ts";

const nowhere = "00000000-0000-7000-8000-000000000000";
const facts = { name: "Relâche", startsOn: "2027-03-01", endsOn: "2027-03-05" };

export const closedDayWalk: Walk = {
  "closedDay.list": { input: () => ({}), expect: "own" },
  "closedDay.add": { input: () => facts, expect: "own" },
  "closedDay.edit": { input: () => ({ id: nowhere, version: 1, ...facts }), expect: "not-found" },
  "closedDay.remove": { input: () => ({ id: nowhere }), expect: "not-found" },
};
