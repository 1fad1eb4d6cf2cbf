import type { Fix, RosterProblem } from "#domain/roster.ts";
import { problemSentence } from "./problem.ts";

/** What is wrong with a row of a list, and the ways out, in both languages; used by `importWords` alone. */
const fieldsFr = {
  number: "numéro",
  lastName: "nom",
  firstName: "prénom",
  birthDate: "date de naissance",
  email: "courriel",
  phone: "téléphone",
  preferences: "préférences",
};
const fieldsEn = {
  number: "number",
  lastName: "last name",
  firstName: "first name",
  birthDate: "date of birth",
  email: "e-mail",
  phone: "phone",
  preferences: "preferences",
};

export function problemFr(problem: RosterProblem): string {
  switch (problem.kind) {
    case "same-row":
      return `La ligne ${problem.first} dit la même chose\u00A0: celle-ci n’est pas lue.`;
    case "rows-disagree":
      return `Le même numéro avec ${problem.fields.length === 0 ? "d’autres préférences" : `un autre ${problem.fields.map((field) => fieldsFr[field]).join(", ")}`} à la ligne ${problem.rows.join(", ")}. Laissez de côté la ligne qui est fausse, ou corrigez-la.`;
    case "names-in-one":
      return `On ne sait pas où finit le nom dans «\u00A0${problem.text}\u00A0». Écrivez le nom et le prénom.`;
    case "sealed":
      return "Le consentement de cette personne est terminé\u00A0: inscrivez-en un nouveau avant d’importer.";
    case "lost-letter":
      return `Une lettre de «\u00A0${problem.text}\u00A0» s’est perdue quand le fichier a été enregistré. Écrivez le nom comme il est.`;
    case "unknown-place":
    case "ambiguous-place":
    case "retired-place":
      return `${problemSentence(problem, "fr")} La préférence est gardée comme elle est écrite.`;
    case "missing":
      return "La valeur manque.";
    default:
      return problemSentence(problem, "fr");
  }
}

export function problemEn(problem: RosterProblem): string {
  switch (problem.kind) {
    case "same-row":
      return `Row ${problem.first} says the same: this one is not read.`;
    case "rows-disagree":
      return `The same number with another ${problem.fields.length === 0 ? "list of preferences" : problem.fields.map((field) => fieldsEn[field]).join(", ")} in row ${problem.rows.join(", ")}. Leave out the row that is wrong, or correct it.`;
    case "names-in-one":
      return `Where the last name ends in “${problem.text}” cannot be told. Write both names.`;
    case "sealed":
      return "The consent of this student is over: record a new one before importing.";
    case "lost-letter":
      return `A letter of “${problem.text}” was lost when the file was saved. Write the name as it is.`;
    case "unknown-place":
    case "ambiguous-place":
    case "retired-place":
      return `${problemSentence(problem, "en")} The preference is kept as written.`;
    case "missing":
      return "The value is missing.";
    default:
      return problemSentence(problem, "en");
  }
}

export function fixFr(fix: Fix): string {
  if (fix.kind === "skip") return "Laisser la ligne de côté";
  if (fix.kind === "clear") return `Importer sans ${fieldsFr[fix.field]}`;
  const why = {
    "same-name-and-birth": "même nom et même naissance au registre",
    "same-email": "même courriel au registre",
    "number-in-email": "d’après son courriel",
    typing: "faute de frappe",
    register: "d’après le registre",
  }[fix.because];
  return `Mettre ${fix.value} (${why})`;
}

export function fixEn(fix: Fix): string {
  if (fix.kind === "skip") return "Leave the row out";
  if (fix.kind === "clear") return `Import without the ${fieldsEn[fix.field]}`;
  const why = {
    "same-name-and-birth": "same name and birth date in the register",
    "same-email": "same e-mail in the register",
    "number-in-email": "from the e-mail address",
    typing: "typing slip",
    register: "from the register",
  }[fix.because];
  return `Put ${fix.value} (${why})`;
}
