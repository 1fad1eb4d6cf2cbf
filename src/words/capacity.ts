import type { Band, LineShape } from "#domain/capacity.ts";
import { weekdayName } from "./calendar.ts";
import { inWords, plural, words, writeNumber, writeTime, type Language } from "./words.ts";

/** What a unit takes: its lines, the wizard and the form (F-195). */
export const capacityWords = words(
  {
    title: "Capacité",
    teach: "Dites combien d’étudiants l’unité reçoit en même temps\u00A0: les établissements le voient, et l’occupation se colore d’après.",
    none: "Aucune ligne notée.",
    catalogue: (count: number) => `Sans ligne, c’est le nombre de la fiche qui vaut\u00A0: ${writeNumber(count, "fr")}\u00A0en même temps.`,
    catalogueNone: "Sans ligne ni nombre dans la fiche, la capacité est inconnue.",
    wizard: "Noter la capacité",
    addLine: "Ajouter une ligne",
    inForce: "En vigueur",
    ended: (count: number) => `Lignes terminées (${count})`,
    students: (count: number) => `${writeNumber(count, "fr")}\u00A0${plural("fr", count, "étudiant", "étudiants")}`,
    largestGroup: (count: number) => `groupe de ${count} au plus`,
    always: "tous les jours, tous les quarts",
    allDays: "tous les jours",
    weekend: "fin de semaine",
    weekdays: "du lundi au vendredi",
    shift: { day: "quart de jour", evening: "quart de soir", night: "quart de nuit" },
    period: (from: string | null, to: string | null) =>
      from && to ? `du ${from} au ${to}` : from ? `dès le ${from}` : `jusqu’au ${to ?? ""}`,
    writtenBy: (name: string, at: string) => `${name}, ${at}`,
    endedBy: (name: string, at: string) => `terminée par ${name}, ${at}`,
    edit: (what: string) => `Modifier\u00A0: ${what}`,
    end: (what: string) => `Mettre fin à\u00A0: ${what}`,
    week: "Une semaine, comme elle est maintenant",
    weekPreview: "Une semaine, comme elle sera",
    unknown: "?",
    saved: "Capacité notée.",
    endedToast: "Ligne terminée.",
    undo: "Annuler",
    cancel: "Abandonner",
    back: "Retour",
    next: "Suivant",
    save: "Noter",
    step: (at: number, of: number) => `Étape ${at}\u00A0de ${of}`,
    askStudents: "Combien d’étudiants à la fois\u00A0?",
    studentsLabel: "Étudiants en même temps, tous groupes confondus",
    groupLabel: "Plus grand groupe",
    groupHint: "Vide\u00A0: sans limite particulière",
    disciplineLabel: "Discipline",
    allDisciplines: "Toutes les disciplines",
    askSame: "Les mêmes tous les jours et tous les quarts\u00A0?",
    sameYes: "Oui, toujours le même nombre",
    sameNo: "Non, cela change selon le quart ou la fin de semaine",
    byShift: "Étudiants par quart",
    weekColumn: "Lundi au vendredi",
    weekendColumn: "Fin de semaine",
    askYear: "Toute l’année\u00A0?",
    yearYes: "Oui, toute l’année",
    yearNo: "Non, pendant une période",
    from: "Premier jour",
    to: "Dernier jour",
    note: "Note",
    noteHint: "Ce qu’une coordonnatrice devrait savoir, par exemple «\u00A0une seule préceptrice la nuit\u00A0»",
    replaces: (count: number) =>
      `${writeNumber(count, "fr")}\u00A0${plural("fr", count, "ligne actuelle prendra fin", "lignes actuelles prendront fin")}, et ${plural("fr", count, "reste", "restent")} dans l’historique.`,
    formTitle: "Ligne de capacité",
    formText: "La ligne la plus précise l’emporte\u00A0: discipline, puis quart, puis jours, puis période.",
    when: "Quart",
    whenOptions: { all: "Tous les quarts", day: "Jour", evening: "Soir", night: "Nuit", code: "Code de quart", hours: "Heures" },
    code: "Code (J8, S8, N12…)",
    start: "De",
    end_: "À",
    days: "Jours",
    daysHint: "Aucun jour choisi\u00A0: tous les jours",
    disciplineHint: "Vide\u00A0: toutes les disciplines",
  },
  {
    title: "Capacity",
    teach: "Say how many students the unit takes at a time: schools see it, and occupancy is coloured by it.",
    none: "No line noted.",
    catalogue: (count) => `Without a line the record’s number holds: ${writeNumber(count, "en")} at a time.`,
    catalogueNone: "Without a line or a number in the record, capacity is unknown.",
    wizard: "Note capacity",
    addLine: "Add a line",
    inForce: "In force",
    ended: (count) => `Ended lines (${count})`,
    students: (count) => `${writeNumber(count, "en")} ${plural("en", count, "student", "students")}`,
    largestGroup: (count) => `groups of ${count} at most`,
    always: "every day, every shift",
    allDays: "every day",
    weekend: "weekend",
    weekdays: "Monday to Friday",
    shift: { day: "day shift", evening: "evening shift", night: "night shift" },
    period: (from, to) => (from && to ? `${from} to ${to}` : from ? `from ${from}` : `until ${to ?? ""}`),
    writtenBy: (name, at) => `${name}, ${at}`,
    endedBy: (name, at) => `ended by ${name}, ${at}`,
    edit: (what) => `Edit: ${what}`,
    end: (what) => `End: ${what}`,
    week: "A week, as it is now",
    weekPreview: "A week, as it will be",
    unknown: "?",
    saved: "Capacity noted.",
    endedToast: "Line ended.",
    undo: "Undo",
    cancel: "Discard",
    back: "Back",
    next: "Next",
    save: "Note",
    step: (at, of) => `Step ${at} of ${of}`,
    askStudents: "How many students at a time?",
    studentsLabel: "Students at the same time, all groups together",
    groupLabel: "Largest group",
    groupHint: "Empty: no limit of its own",
    disciplineLabel: "Discipline",
    allDisciplines: "All disciplines",
    askSame: "The same every day and every shift?",
    sameYes: "Yes, always the same number",
    sameNo: "No, it changes with the shift or the weekend",
    byShift: "Students by shift",
    weekColumn: "Monday to Friday",
    weekendColumn: "Weekend",
    askYear: "All year round?",
    yearYes: "Yes, all year round",
    yearNo: "No, for a period",
    from: "First day",
    to: "Last day",
    note: "Note",
    noteHint: "What a coordinator should know, such as “one preceptor at night”",
    replaces: (count) =>
      `${writeNumber(count, "en")} current ${plural("en", count, "line ends", "lines end")}, and ${plural("en", count, "stays", "stay")} in the history.`,
    formTitle: "Capacity line",
    formText: "The line that says most holds: discipline, then shift, then days, then period.",
    when: "Shift",
    whenOptions: { all: "All shifts", day: "Day", evening: "Evening", night: "Night", code: "Shift code", hours: "Hours" },
    code: "Code (D8, E8, N12…)",
    start: "From",
    end_: "To",
    days: "Days",
    daysHint: "No day chosen: every day",
    disciplineHint: "Empty: all disciplines",
  },
);

const bandWords: Record<Language, Record<Band, string>> = {
  fr: { day: "Jour", evening: "Soir", night: "Nuit" },
  en: { day: "Day", evening: "Evening", night: "Night" },
};
export const writeBand = (band: Band, language: Language): string => bandWords[language][band];

/** When and for whom a line holds: « quart de nuit, fin de semaine, du 2027-06-01 au 2027-08-31 ». */
export function writeLineScope(line: LineShape, language: Language): string {
  const w = inWords(capacityWords, language);
  const hours =
    line.startTime !== null && line.endTime !== null
      ? `${writeTime(line.startTime, language)}\u00A0– ${writeTime(line.endTime, language)}`
      : null;
  const shift = line.band !== null ? w.shift[line.band] : (line.shiftCode ?? hours);
  const days =
    line.weekdays === null
      ? null
      : line.weekdays.join("") === "67"
        ? w.weekend
        : line.weekdays.join("") === "12345"
          ? w.weekdays
          : line.weekdays.map((one) => weekdayName(one, language)).join(", ");
  const period = line.from !== null || line.to !== null ? w.period(line.from, line.to) : null;
  const when = [shift, days, period].filter((one) => one !== null);
  return [...(when.length === 0 ? [w.always] : when), ...(line.discipline === null ? [] : [line.discipline])].join(", ");
}
