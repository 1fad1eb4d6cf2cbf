import { words } from "./words.ts";

/** The screens of a sheet's assignment. */
export const assignmentTabWords = words(
  {
    label: "Affectation de la fiche",
    grid: "Grille",
    matching: "Jumelage",
    swaps: "Réparer et échanger",
    scenarios: "Scénarios",
    cleanUp: "À mettre au net",
    choices: "Choix des étudiants",
  },
  {
    label: "Assignment of the worksheet",
    grid: "Grid",
    matching: "Matching",
    swaps: "Repair and swap",
    scenarios: "Scenarios",
    cleanUp: "Clean-up",
    choices: "Students’ choices",
  },
);
