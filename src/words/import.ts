import type { Fix, RosterProblem } from "#domain/roster.ts";
import { problemSentence } from "./problem.ts";
import { plural, words, writeNumber } from "./words.ts";

const n = (count: number, language: "fr" | "en", one: string, many: string): string =>
  `${writeNumber(count, language)}\u00A0${plural(language, count, one, many)}`;
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

function problemFr(problem: RosterProblem): string {
  switch (problem.kind) {
    case "same-row":
      return `La ligne ${problem.first} dit la même chose\u00A0: celle-ci n’est pas lue.`;
    case "rows-disagree":
      return `Le même numéro avec ${problem.fields.length === 0 ? "d’autres préférences" : `un autre ${problem.fields.map((field) => fieldsFr[field]).join(", ")}`} à la ligne ${problem.rows.join(", ")}. Laissez de côté la ligne qui est fausse, ou corrigez-la.`;
    case "names-in-one":
      return `On ne sait pas où finit le nom dans «\u00A0${problem.text}\u00A0». Écrivez le nom et le prénom.`;
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

function problemEn(problem: RosterProblem): string {
  switch (problem.kind) {
    case "same-row":
      return `Row ${problem.first} says the same: this one is not read.`;
    case "rows-disagree":
      return `The same number with another ${problem.fields.length === 0 ? "list of preferences" : problem.fields.map((field) => fieldsEn[field]).join(", ")} in row ${problem.rows.join(", ")}. Leave out the row that is wrong, or correct it.`;
    case "names-in-one":
      return `Where the last name ends in “${problem.text}” cannot be told. Write both names.`;
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

function fixFr(fix: Fix): string {
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

function fixEn(fix: Fix): string {
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

/** The import of a list of students: choosing the file, the columns, the review, the report. */
export const importWords = words(
  {
    title: "Importer une liste d’étudiants",
    titleInto: (course: string) => `Importer une liste dans ${course}`,
    leadRegister:
      "La liste va au registre de l’établissement. Pour inscrire les étudiants à un cours du même coup, importez-la depuis la page du cours.",
    leadCourse: "Les étudiants de la liste vont au registre et sont inscrits à ce cours. Personne n’est retiré.",
    back: "Retour",
    drop: "La liste des étudiants",
    choose: "Choisir un fichier",
    accepts:
      "CSV, Excel (.xlsx) ou Word (.docx), 10\u00A0Mo et 20\u00A0000\u00A0lignes au plus. L’encodage, le séparateur, la feuille et la ligne des titres se trouvent tout seuls.",
    nothingYet: "Rien n’est écrit avant que vous l’ayez relu.",
    reading: "Lecture du fichier…",
    checking: "Vérification des lignes…",
    canLeave: "Vous pouvez quitter la page\u00A0: l’import continue.",
    pendingTitle: "Listes en cours",
    pendingItem: (rows: number) => n(rows, "fr", "ligne", "lignes"),
    resume: "Reprendre",
    discard: "Abandonner",
    discarded: "Liste abandonnée.",
    doneTitle: "Derniers imports",
    doneSummary: (added: number, changed: number, enrolled: number) =>
      `${n(added, "fr", "ajout", "ajouts")}, ${n(changed, "fr", "modification", "modifications")}, ${n(enrolled, "fr", "inscription", "inscriptions")}`,
    undo: "Annuler l’import",
    undoTitle: "Annuler cet import\u00A0?",
    undoText:
      "Les étudiants ajoutés et leurs inscriptions s’en vont, les valeurs modifiées reviennent. Ce que quelqu’un a changé depuis reste.",
    undone: "L’import est annulé.",
    isUndone: "Annulé",
    keep: "Garder",
    file: "Fichier",
    found: "Ce qui a été trouvé",
    kinds: { csv: "Texte (CSV)", xlsx: "Classeur Excel", docx: "Document Word" },
    encodings: { "utf-8": "UTF-8", "windows-1252": "Windows-1252", "utf-16": "UTF-16" },
    separators: {
      ",": "séparé par des virgules",
      ";": "séparé par des points-virgules",
      "\t": "séparé par des tabulations",
      "|": "séparé par des barres",
    },
    headerAt: (row: number) => (row === 0 ? "sans ligne de titres" : `titres à la ligne\u00A0${row}`),
    sheet: "Feuille",
    columns: "Colonnes",
    columnsLead: "Dites ce que contient chaque colonne. Le choix est retenu pour le prochain fichier pareil.",
    column: "Colonne du fichier",
    holds: "Contient",
    samples: "Exemples",
    columnsLeft: (names: string) => `Colonnes laissées de côté\u00A0: ${names}.`,
    roles: {
      number: "Numéro",
      lastName: "Nom",
      firstName: "Prénom",
      fullName: "Nom et prénom",
      birthDate: "Date de naissance",
      email: "Courriel",
      phone: "Téléphone",
      preference: "Préférence",
      none: "Laisser de côté",
    },
    missing: { number: "Dites quelle colonne contient le numéro de l’étudiant.", lastName: "Dites quelle colonne contient le nom." },
    preferencesNeedCourse: "Les préférences ne sont gardées que si la liste est importée depuis un cours.",
    review: "Relecture",
    show: "Montrer les lignes",
    shows: {
      all: "Toutes",
      new: "Nouvelles",
      changed: "Modifiées",
      unchanged: "Inchangées",
      refused: "Refusées",
      skipped: "De côté",
      warnings: "Avertissements",
      enrol: "À inscrire",
    },
    outcomes: { new: "Nouvelle", changed: "Modifiée", unchanged: "Inchangée", refused: "Refusée", skipped: "De côté" },
    row: "Ligne",
    outcome: "Résultat",
    student: "Étudiant",
    details: "À relire",
    value: "Valeur",
    before: "Au registre",
    after: "Au fichier",
    changeFields: {
      number: "Numéro",
      lastName: "Nom",
      firstName: "Prénom",
      birthDate: "Date de naissance",
      email: "Courriel",
      phone: "Téléphone",
      preferences: "Préférences",
    },
    takeOne: (field: string) => `Prendre du fichier\u00A0: ${field}`,
    takeAll: (count: number, field: string) => `Prendre partout\u00A0: ${field} (${count})`,
    takeAllLead: "Le registre dit autre chose que le fichier. Rien n’est remplacé sans que vous le cochiez.",
    taken: "pris du fichier",
    left: "laissé comme au registre",
    skip: "Laisser de côté",
    unskip: "Reprendre la ligne",
    editRow: "Corriger",
    closeRow: "Fermer",
    editValue: (field: string, row: number) => `${field}, ligne\u00A0${row}`,
    apply: "Appliquer",
    restoreValue: "Remettre la valeur du fichier",
    again: "Inscrire de nouveau",
    states: {
      enrol: "sera inscrit",
      already: "déjà inscrit",
      "ask-again": "retiré ou dispensé de ce cours",
      "enrol-again": "sera inscrit de nouveau",
    },
    more: "Montrer la suite",
    noRows: "Aucune ligne de ce genre.",
    setAsideTitle: (count: number) => `${n(count, "fr", "ligne du fichier mise à part", "lignes du fichier mises à part")}`,
    setAside: "Mise à part",
    asideReasons: { title: "titre", blank: "ligne vide", total: "total", "header-again": "titres répétés" },
    report: "Télécharger le rapport",
    reportXlsx: "Classeur Excel",
    reportXlsxHint: "Votre fichier, cellules à corriger en couleur",
    reportCsv: "Texte (CSV)",
    reportCsvHint: "Une ligne par problème et par changement",
    reportName: "rapport",
    reportHeader: {
      row: "Ligne",
      outcome: "Résultat",
      number: "Numéro",
      lastName: "Nom",
      firstName: "Prénom",
      column: "Colonne",
      value: "Valeur",
      reason: "Raison",
      fix: "Correction proposée",
    },
    commit: (count: number) => (count === 0 ? "Rien à importer" : `Importer ${n(count, "fr", "ligne", "lignes")}`),
    commitSummary: (facts: { new: number; taken: number; enrol: number; refused: number }) => {
      const will = [
        ...(facts.new > 0 ? [n(facts.new, "fr", "étudiant à ajouter", "étudiants à ajouter")] : []),
        ...(facts.taken > 0 ? [n(facts.taken, "fr", "valeur à écrire", "valeurs à écrire")] : []),
        ...(facts.enrol > 0 ? [n(facts.enrol, "fr", "inscription à faire", "inscriptions à faire")] : []),
        ...(facts.refused > 0
          ? [n(facts.refused, "fr", "ligne refusée, qui ne sera pas écrite", "lignes refusées, qui ne seront pas écrites")]
          : []),
      ];
      return will.length === 0 ? "Le registre dit déjà tout cela." : `${will.join(", ")}.`;
    },
    committing: "Écriture au registre…",
    progress: (percent: number) => `${percent}\u00A0%`,
    doneHeading: "La liste est importée",
    doneText: (added: number, changed: number, enrolled: number) =>
      `${n(added, "fr", "étudiant ajouté", "étudiants ajoutés")}, ${n(changed, "fr", "fiche modifiée", "fiches modifiées")}, ${n(enrolled, "fr", "inscription", "inscriptions")}. Vous pouvez annuler l’import pendant un jour.`,
    seeCourse: "Voir le cours",
    seeRegister: "Voir le registre",
    another: "Importer une autre liste",
    expired: "Cette liste n’est plus là\u00A0: une liste se relit pendant un jour. Choisissez le fichier de nouveau.",
    problem: (problem: RosterProblem) => problemFr(problem),
    fix: (fix: Fix) => fixFr(fix),
  },
  {
    title: "Import a list of students",
    titleInto: (course: string) => `Import a list into ${course}`,
    leadRegister:
      "The list goes to the school’s register. To enrol the students in a course at the same time, import it from the course’s page.",
    leadCourse: "The students of the list go to the register and are enrolled in this course. Nobody is removed.",
    back: "Back",
    drop: "The list of students",
    choose: "Choose a file",
    accepts:
      "CSV, Excel (.xlsx) or Word (.docx), at most 10\u00A0MB and 20,000 rows. Encoding, separator, sheet and header row are found by themselves.",
    nothingYet: "Nothing is written before you have reviewed it.",
    reading: "Reading the file…",
    checking: "Checking the rows…",
    canLeave: "You can leave the page: the import goes on.",
    pendingTitle: "Lists under review",
    pendingItem: (rows: number) => n(rows, "en", "row", "rows"),
    resume: "Resume",
    discard: "Discard",
    discarded: "List discarded.",
    doneTitle: "Latest imports",
    doneSummary: (added: number, changed: number, enrolled: number) =>
      `${n(added, "en", "added", "added")}, ${n(changed, "en", "changed", "changed")}, ${n(enrolled, "en", "enrolled", "enrolled")}`,
    undo: "Undo the import",
    undoTitle: "Undo this import?",
    undoText: "Students it added and their enrolments go, changed values come back. What somebody has changed since stays.",
    undone: "The import is undone.",
    isUndone: "Undone",
    keep: "Keep",
    file: "File",
    found: "What was found",
    kinds: { csv: "Text (CSV)", xlsx: "Excel workbook", docx: "Word document" },
    encodings: { "utf-8": "UTF-8", "windows-1252": "Windows-1252", "utf-16": "UTF-16" },
    separators: { ",": "comma-separated", ";": "semicolon-separated", "\t": "tab-separated", "|": "bar-separated" },
    headerAt: (row: number) => (row === 0 ? "no header row" : `header in row\u00A0${row}`),
    sheet: "Sheet",
    columns: "Columns",
    columnsLead: "Say what each column holds. The choice is remembered for the next file like this one.",
    column: "Column in the file",
    holds: "Holds",
    samples: "Samples",
    columnsLeft: (names: string) => `Columns left out: ${names}.`,
    roles: {
      number: "Number",
      lastName: "Last name",
      firstName: "First name",
      fullName: "Last and first name",
      birthDate: "Date of birth",
      email: "E-mail",
      phone: "Phone",
      preference: "Preference",
      none: "Leave out",
    },
    missing: { number: "Say which column holds the student’s number.", lastName: "Say which column holds the last name." },
    preferencesNeedCourse: "Preferences are kept only when the list is imported from a course.",
    review: "Review",
    show: "Show rows",
    shows: {
      all: "All",
      new: "New",
      changed: "Changed",
      unchanged: "Unchanged",
      refused: "Refused",
      skipped: "Left out",
      warnings: "Warnings",
      enrol: "To enrol",
    },
    outcomes: { new: "New", changed: "Changed", unchanged: "Unchanged", refused: "Refused", skipped: "Left out" },
    row: "Row",
    outcome: "Outcome",
    student: "Student",
    details: "To review",
    value: "Value",
    before: "In the register",
    after: "In the file",
    changeFields: {
      number: "Number",
      lastName: "Last name",
      firstName: "First name",
      birthDate: "Date of birth",
      email: "E-mail",
      phone: "Phone",
      preferences: "Preferences",
    },
    takeOne: (field: string) => `Take from the file: ${field}`,
    takeAll: (count: number, field: string) => `Take everywhere: ${field} (${count})`,
    takeAllLead: "The register says otherwise than the file. Nothing is replaced unless you tick it.",
    taken: "taken from the file",
    left: "left as in the register",
    skip: "Leave out",
    unskip: "Take the row back",
    editRow: "Correct",
    closeRow: "Close",
    editValue: (field: string, row: number) => `${field}, row\u00A0${row}`,
    apply: "Apply",
    restoreValue: "Put back the file’s value",
    again: "Enrol again",
    states: {
      enrol: "will be enrolled",
      already: "already enrolled",
      "ask-again": "withdrawn or waived here",
      "enrol-again": "will be enrolled again",
    },
    more: "Show more",
    noRows: "No such row.",
    setAsideTitle: (count: number) => `${n(count, "en", "row of the file set aside", "rows of the file set aside")}`,
    setAside: "Set aside",
    asideReasons: { title: "title", blank: "blank row", total: "total", "header-again": "repeated header" },
    report: "Download the report",
    reportXlsx: "Excel workbook",
    reportXlsxHint: "Your file, cells to correct in colour",
    reportCsv: "Text (CSV)",
    reportCsvHint: "One line per problem and per change",
    reportName: "report",
    reportHeader: {
      row: "Row",
      outcome: "Outcome",
      number: "Number",
      lastName: "Last name",
      firstName: "First name",
      column: "Column",
      value: "Value",
      reason: "Reason",
      fix: "Proposed fix",
    },
    commit: (count: number) => (count === 0 ? "Nothing to import" : `Import ${n(count, "en", "row", "rows")}`),
    commitSummary: (facts: { new: number; taken: number; enrol: number; refused: number }) => {
      const will = [
        ...(facts.new > 0 ? [n(facts.new, "en", "student to add", "students to add")] : []),
        ...(facts.taken > 0 ? [n(facts.taken, "en", "value to write", "values to write")] : []),
        ...(facts.enrol > 0 ? [n(facts.enrol, "en", "enrolment to make", "enrolments to make")] : []),
        ...(facts.refused > 0
          ? [n(facts.refused, "en", "refused row, which will not be written", "refused rows, which will not be written")]
          : []),
      ];
      return will.length === 0 ? "The register already says all of this." : `${will.join(", ")}.`;
    },
    committing: "Writing to the register…",
    progress: (percent: number) => `${percent}%`,
    doneHeading: "The list is imported",
    doneText: (added: number, changed: number, enrolled: number) =>
      `${n(added, "en", "student added", "students added")}, ${n(changed, "en", "record changed", "records changed")}, ${n(enrolled, "en", "enrolment", "enrolments")}. You can undo the import for a day.`,
    seeCourse: "See the course",
    seeRegister: "See the register",
    another: "Import another list",
    expired: "This list is no longer here: a list can be reviewed for a day. Choose the file again.",
    problem: (problem: RosterProblem) => problemEn(problem),
    fix: (fix: Fix) => fixEn(fix),
  },
);
