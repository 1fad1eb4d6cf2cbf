import { plural, words, writeNumber } from "./words.ts";

const some = (count: number, language: "fr" | "en", one: string, many: string): string =>
  `${writeNumber(count, language)}\u00A0${plural(language, count, one, many)}`;

/** The enrolment screen of a course of a cohort. */
export const enrolmentWords = words(
  {
    cohorts: "Cohortes",
    lead: "Inscrire à ce cours inscrit aussi aux autres cours de la cohorte qui ne sont pas finis.",
    dates: (from: string, to: string) => `du ${from} au ${to}`,
    states: { enrolled: "Inscrits", waived: "Dispensés", withdrawn: "Retirés", all: "Tous" },
    show: "Montrer",
    list: "Étudiants du cours",
    name: "Nom",
    number: "Numéro",
    state: "État",
    sheet: "Fiche",
    preferences: "Préférences",
    assigned: "affecté",
    find: "Filtrer la liste",
    enrolLabel: "Inscrire un étudiant du registre",
    enrolPlaceholder: "Nom ou numéro",
    already: { enrolled: "déjà inscrit", waived: "dispensé", withdrawn: "retiré" },
    enrolled: (name: string, courses: number) =>
      courses > 1
        ? `${name} est inscrit à ce cours et à ${some(courses - 1, "fr", "autre de la cohorte", "autres de la cohorte")}.`
        : `${name} est inscrit à ce cours.`,
    add: "Ajouter",
    addNew: "Un nouvel étudiant…",
    addNewHint: "Au registre et à ce cours",
    addFictitious: "Un étudiant fictif",
    addFictitiousHint: "Pour planifier avant d’avoir les noms",
    addText: "La personne est ajoutée au registre et inscrite à ce cours. Ses renseignements restent dans l’établissement.",
    fictitiousAdded: (count: number) => `${some(count, "fr", "étudiant fictif inscrit", "étudiants fictifs inscrits")}.`,
    import: "Importer une liste",
    export: "Exporter",
    sheets: { group: "Fiche de groupe", individual: "Fiche individuelle" },
    copyTo: { group: "Copier à la fiche de groupe", individual: "Copier à la fiche individuelle" },
    copied: (count: number, to: "group" | "individual") =>
      count === 0
        ? "Ces étudiants étaient déjà à cette fiche."
        : `${some(count, "fr", "étudiant copié", "étudiants copiés")} à la fiche ${to === "group" ? "de groupe" : "individuelle"}.`,
    openSheet: "Ouvrir la fiche",
    waive: "Dispenser",
    withdraw: "Retirer de la cohorte",
    restore: "Réinscrire",
    waived: (count: number) => `${some(count, "fr", "étudiant dispensé", "étudiants dispensés")} de ce cours.`,
    withdrawn: (count: number, kept: number) =>
      `${some(count, "fr", "inscription retirée", "inscriptions retirées")} dans la cohorte.${kept > 0 ? ` ${some(kept, "fr", "cours gardé, une place y est tenue", "cours gardés, des places y sont tenues")}.` : ""}`,
    restored: (count: number) => `${some(count, "fr", "étudiant réinscrit", "étudiants réinscrits")}.`,
    undo: "Annuler",
    undone: "C’est annulé.",
    emptyTitle: "Personne n’est inscrit à ce cours",
    emptyText:
      "Importez la liste du registraire\u00A0: les étudiants vont au registre et au cours d’un seul coup. Il faut au moins un inscrit avant toute demande\u00A0; sans les noms, ajoutez un étudiant fictif.",
    none: "Aucun étudiant ne correspond.",
    noneHint: "Changez le texte cherché, ou montrez tous les états.",
    clear: "Tout montrer",
    counts: (enrolled: number) => some(enrolled, "fr", "inscrit", "inscrits"),
    marks: { group: "Grp", individual: "Indiv" },
  },
  {
    cohorts: "Cohorts",
    lead: "Enrolling in this course also enrols in the cohort’s other courses that are not over.",
    dates: (from: string, to: string) => `${from} to ${to}`,
    states: { enrolled: "Enrolled", waived: "Waived", withdrawn: "Withdrawn", all: "Everyone" },
    show: "Show",
    list: "Students of the course",
    name: "Name",
    number: "Number",
    state: "Status",
    sheet: "Sheet",
    preferences: "Preferences",
    assigned: "assigned",
    find: "Filter the list",
    enrolLabel: "Enrol a student of the register",
    enrolPlaceholder: "Name or number",
    already: { enrolled: "already enrolled", waived: "waived", withdrawn: "withdrawn" },
    enrolled: (name: string, courses: number) =>
      courses > 1
        ? `${name} is enrolled in this course and ${some(courses - 1, "en", "other of the cohort", "others of the cohort")}.`
        : `${name} is enrolled in this course.`,
    add: "Add",
    addNew: "A new student…",
    addNewHint: "To the register and this course",
    addFictitious: "A placeholder student",
    addFictitiousHint: "To plan before names are known",
    addText: "The person is added to the register and enrolled in this course. Their details stay in the school.",
    fictitiousAdded: (count: number) => `${some(count, "en", "placeholder student enrolled", "placeholder students enrolled")}.`,
    import: "Import a list",
    export: "Export",
    sheets: { group: "Group worksheet", individual: "Individual worksheet" },
    copyTo: { group: "Copy to the group worksheet", individual: "Copy to the individual worksheet" },
    copied: (count: number, to: "group" | "individual") =>
      count === 0
        ? "These students were already on this worksheet."
        : `${some(count, "en", "student copied", "students copied")} to the ${to} worksheet.`,
    openSheet: "Open the worksheet",
    waive: "Waive",
    withdraw: "Withdraw from the cohort",
    restore: "Enrol again",
    waived: (count: number) => `${some(count, "en", "student waived", "students waived")} from this course.`,
    withdrawn: (count: number, kept: number) =>
      `${some(count, "en", "enrolment withdrawn", "enrolments withdrawn")} in the cohort.${kept > 0 ? ` ${some(kept, "en", "course kept, a place is held there", "courses kept, places are held there")}.` : ""}`,
    restored: (count: number) => `${some(count, "en", "student enrolled again", "students enrolled again")}.`,
    undo: "Undo",
    undone: "Undone.",
    emptyTitle: "Nobody is enrolled in this course",
    emptyText:
      "Import the registrar’s list: students go to the register and the course in one pass. At least one student is needed before any request; without names, add a placeholder.",
    none: "No student matches.",
    noneHint: "Change the text searched, or show every status.",
    clear: "Show everyone",
    counts: (enrolled: number) => some(enrolled, "en", "enrolled", "enrolled"),
    marks: { group: "Grp", individual: "Indiv" },
  },
);
