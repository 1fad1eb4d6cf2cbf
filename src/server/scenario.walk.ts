import type { Walk } from "./walk.ts";

const none = "00000000-0000-7000-8000-000000000000";

/** A scenario is its author's: to anybody else it is not there, colleague or stranger (scenario.pg.test.ts). */
export const scenarioWalk: Walk = {
  "scenario.list": { input: ({ worksheetId }) => ({ worksheetId }), expect: "not-found" },
  "scenario.open": { input: () => ({ id: none }), expect: "not-found" },
  "scenario.wishes": { input: ({ worksheetId }) => ({ worksheetId }), expect: "not-found" },
  "scenario.make": { input: ({ worksheetId }) => ({ worksheetId, name: "Scénario 1" }), expect: "not-found" },
  "scenario.copy": { input: () => ({ id: none, name: "Scénario 2" }), expect: "not-found" },
  "scenario.fromSolution": { input: ({ worksheetId }) => ({ solutionId: none, worksheetId, name: "Solution" }), expect: "not-found" },
  "scenario.rename": { input: () => ({ id: none, name: "Scénario 2" }), expect: "not-found" },
  "scenario.remove": { input: () => ({ id: none }), expect: "not-found" },
  "scenario.restore": { input: () => ({ id: none }), expect: "not-found" },
  "scenario.set": { input: ({ studentId }) => ({ id: none, rows: [{ studentId, to: null, base: null }] }), expect: "not-found" },
};
