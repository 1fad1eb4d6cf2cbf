import { words } from "./words.ts";

/** The screens of a sheet's assignment. */
export const assignmentTabWords = words(
  {
    label: "Affectation de la fiche",
    grid: "Grille",
    matching: "Jumelage",
    scenarios: "Scénarios",
    cleanUp: "À mettre au net",
    choices: "Choix des étudiants",
  },
  {
    label: "Assignment of the worksheet",
    grid: "Grid",
    matching: "Matching",
    scenarios: "Scenarios",
    cleanUp: "Clean-up",
    choices: "Students’ choices",
  },
);
