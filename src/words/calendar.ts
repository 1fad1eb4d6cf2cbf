import type { Balance, DayState, PlanSummary } from "#domain/day-plan.ts";
import type { Day, Time } from "#domain/dates.ts";
import type { DayKind, RemovalReason } from "#domain/schedule.ts";
import { inWords, localeOf, plural, words, writeNumber, writeTime, type Language } from "./words.ts";

const fr = (count: number, one: string, many: string) => `${writeNumber(count, "fr")}\u00A0${plural("fr", count, one, many)}`;
const en = (count: number, one: string, many: string) => `${writeNumber(count, "en")}\u00A0${plural("en", count, one, many)}`;
const hoursFr = (hours: number) => `${writeNumber(hours, "fr")}\u00A0h`;
const hoursEn = (hours: number) => `${writeNumber(hours, "en")}\u00A0h`;

/** The detailed calendar of a request (« horaire détaillé »). */
export const calendarWords = words(
  {
    title: (reference: number) => `Horaire détaillé, n°\u00A0${reference}`,
    loading: "Horaire détaillé",
    outbox: "Boîte de sortie",
    inbox: "Demandes",
    request: "La demande",
    unit: "Calendrier de l’unité",
    grid: "Jours de stage",
    week: (number: number) => `Semaine ${number}`,
    weekHours: (hours: number, unknown: number) =>
      `${hoursFr(hours)}${unknown > 0 ? `, ${fr(unknown, "jour sans heures", "jours sans heures")}` : ""}`,
    selectWeek: (number: number) => `Choisir la semaine ${number}`,
    selectWeekday: (day: string) => `Choisir les ${day}s`,
    view: { label: "Vue", all: "Tout", month: "Mois", week: "Semaine", previous: "Précédent", next: "Suivant" },
    whose: "Horaire de",
    group: "Le groupe",
    ownDays: (count: number) => fr(count, "jour à part", "jours à part"),
    othersDay: (count: number) => fr(count, "étudiant a ce jour autrement", "étudiants ont ce jour autrement"),
    state: { usual: "", changed: "changé", added: "ajouté", removed: "retiré", free: "", outside: "hors des dates" } satisfies Record<
      DayState,
      string
    >,
    kind: { shift: "Quart ordinaire", orientation: "Orientation", observation: "Observation seulement" } satisfies Record<DayKind, string>,
    reason: { holiday: "jour férié", closed: "congé de l’établissement", rotation: "rotation", other: "autre raison" } satisfies Record<
      RemovalReason,
      string
    >,
    nobody: "personne",
    hoursVaried: "heures variées",
    total: "Total",
    empty: "Aucun jour encore",
    emptyText: "L’horaire de cette demande a des jours variés. Choisissez des jours dans la grille, ou posez un motif en une fois.",
    readOnly: "L’établissement d’enseignement tient cet horaire; vous en voyez chaque changement aussitôt.",
    over: "Cette demande est terminée\u00A0: son horaire ne change plus.",
    chosen: (count: number, hours: number) => `${fr(count, "jour choisi", "jours choisis")}${hours > 0 ? `, ${hoursFr(hours)}` : ""}`,
    tools: "Changer les jours choisis",
    remove: "Retirer",
    removeHow: "Retirer, motif à préciser",
    edit: "Heures et genre…",
    restore: "Selon l’horaire",
    restoreStudent: "Comme le groupe",
    repeat: "Motif…",
    copy: "Copier la semaine…",
    weekends: "Fins de semaine…",
    holidays: (count: number) => (count === 0 ? "Jours fériés" : `Jours fériés (${count})`),
    undo: "Annuler",
    undoKeys: "Annuler ma dernière action",
    more: "Plus",
    file: "Fichier de calendrier (.ics)",
    fileFr: "En français",
    fileEn: "En anglais",
    fileNote: "S’ouvre dans Outlook, Google ou Apple\u00A0; rouvrez-en un plus récent pour mettre à jour.",
    keys: "Flèches\u00A0: se déplacer. Maj et flèches\u00A0: choisir plusieurs jours. Entrée\u00A0: heures et genre. Suppr\u00A0: retirer. Inser\u00A0: ajouter. Ctrl Z\u00A0: annuler.",
    done: {
      changed: (count: number) => fr(count, "jour changé", "jours changés"),
      undone: (count: number) => fr(count, "jour remis comme avant", "jours remis comme avant"),
      nothing: "Rien à changer\u00A0: ces jours sont déjà ainsi.",
    },
    stale: (count: number, by: string) =>
      by === ""
        ? `${fr(count, "jour a été remis selon l’horaire entre-temps", "jours ont été remis selon l’horaire entre-temps")} et ${plural("fr", count, "reste ainsi", "restent ainsi")}.`
        : `${by} a changé ${fr(count, "jour", "jours")} entre-temps\u00A0: ${plural("fr", count, "il reste comme cette personne l’a mis", "ils restent comme cette personne les a mis")}.`,
    anyway: "Mettre les miens",
    colleague: (by: string, count: number) => `${by} vient de changer ${fr(count, "jour", "jours")}`,
    changedBy: (by: string, at: string) => `${by}, ${at}`,
    stray: (count: number) =>
      `${fr(count, "jour de ce calendrier n’est plus", "jours de ce calendrier ne sont plus")} entre les dates de la demande et ne ${plural("fr", count, "compte", "comptent")} pas.`,
    strayRemove: "Les retirer",
    meets: (student: string, place: string, from: string) => `${student} est aussi à ${place}, le ${from}.`,
    meetsTitle: (count: number) => `${fr(count, "étudiant serait", "étudiants seraient")} à deux endroits à la fois`,
    varied: {
      title: "Jours ou heures variés",
      text: (range: string) => `Selon ce qui est connu, ${range} par étudiant. Posez des jours dans la grille, ou précisez.`,
      action: "Préciser…",
      dialog: "Préciser les jours et heures variés",
      dialogText: "Le total sera donné entre le moins et le plus, sans attendre chaque jour.",
      days: "Jours par semaine",
      hours: "Heures par jour",
      from: "de",
      to: "à",
      daysHint: "Les jours posés dans le calendrier en font partie.",
      save: "Garder",
      forget: "Ne rien préciser",
      wrong: "Écrivez deux nombres, le plus petit d’abord.",
      done: "Précision gardée",
    },
    day: {
      title: (count: number) => (count === 1 ? "Heures et genre du jour" : `Heures et genre de ${count}\u00A0jours`),
      hours: "Heures ou code de quart",
      hoursHint: "«\u00A07 h – 15 h 30\u00A0», «\u00A0J8\u00A0»\u00A0; vide\u00A0: les heures de l’horaire.",
      usual: (hours: string) => `Horaire\u00A0: ${hours}`,
      kind: "Genre",
      keep: "Laisser chacun comme il est",
      apply: "Appliquer",
      cancel: "Fermer",
    },
    repeating: {
      title: "Poser un motif",
      text: "Les mêmes jours, semaine après semaine, entre deux dates. Les jours fériés déjà retirés le restent.",
      weekendTitle: "Fins de semaine en rotation",
      weekdays: "Jours",
      weekdaysWrong: "Choisissez au moins un jour.",
      hours: "Heures ou code de quart",
      every: "Fréquence",
      everyWeek: "Toutes les semaines",
      everyOther: "Une semaine sur deux",
      everyN: (n: number) => `Une semaine sur ${["", "", "deux", "trois", "quatre", "cinq", "six"][n] ?? n}`,
      from: "À partir du",
      to: "Jusqu’au",
      others: "Les autres jours de cette période",
      keep: "Restent comme ils sont",
      out: "Sont retirés\u00A0: il ne reste que ce motif",
      preview: (days: number, before: string, after: string) =>
        `${fr(days, "jour changera", "jours changeront")}\u00A0: ${before} → ${after}`,
      apply: "Poser le motif",
    },
    copying: {
      title: (week: number) => `Copier la semaine ${week}`,
      text: "Les semaines suivantes deviennent comme celle-ci. Les jours fériés déjà retirés le restent.",
      apply: "Copier",
    },
    many: {
      action: "Retirer les jours fériés",
      done: (days: number, requests: number) =>
        `${fr(days, "jour férié ou congé retiré", "jours fériés ou congés retirés")} de ${fr(requests, "demande", "demandes")}`,
      none: "Aucun jour de ces demandes ne tombe un jour férié ni un congé.",
      undone: (requests: number) => `${fr(requests, "horaire remis comme avant", "horaires remis comme avant")}`,
    },
    holidayList: {
      title: "Jours fériés et congés",
      text: "Ces jours de l’horaire tombent un jour férié ou un jour où l’établissement est fermé.",
      none: "Aucun jour de cet horaire ne tombe un jour férié ni un congé de l’établissement.",
      apply: (count: number) => `Retirer ${fr(count, "jour", "jours")}`,
      closed: "Congés de l’établissement",
    },
    summary: {
      title: "Horaire détaillé",
      none: "Selon l’horaire, sans exception",
      open: "Ouvrir le calendrier",
      row: "Horaire détaillé de la demande",
    },
    meanwhile: "Chargement de l’horaire…",
  },
  {
    title: (reference: number) => `Detailed schedule, ${reference}`,
    loading: "Detailed schedule",
    outbox: "Outbox",
    inbox: "Requests",
    request: "The request",
    unit: "The unit’s calendar",
    grid: "Placement days",
    week: (number: number) => `Week ${number}`,
    weekHours: (hours: number, unknown: number) =>
      `${hoursEn(hours)}${unknown > 0 ? `, ${en(unknown, "day without hours", "days without hours")}` : ""}`,
    selectWeek: (number: number) => `Select week ${number}`,
    selectWeekday: (day: string) => `Select every ${day}`,
    view: { label: "View", all: "All", month: "Month", week: "Week", previous: "Previous", next: "Next" },
    whose: "Schedule of",
    group: "The group",
    ownDays: (count: number) => en(count, "day of their own", "days of their own"),
    othersDay: (count: number) => en(count, "student has this day otherwise", "students have this day otherwise"),
    state: { usual: "", changed: "changed", added: "added", removed: "out", free: "", outside: "outside the dates" },
    kind: { shift: "Ordinary shift", orientation: "Orientation", observation: "Observation only" },
    reason: { holiday: "holiday", closed: "school closed", rotation: "rotation", other: "other reason" },
    nobody: "nobody",
    hoursVaried: "various hours",
    total: "Total",
    empty: "No day yet",
    emptyText: "The schedule of this request has various days. Choose days in the grid, or lay a pattern in one go.",
    readOnly: "The school keeps this schedule; you see each of its changes at once.",
    over: "This request is over: its schedule no longer changes.",
    chosen: (count: number, hours: number) => `${en(count, "day selected", "days selected")}${hours > 0 ? `, ${hoursEn(hours)}` : ""}`,
    tools: "Change the selected days",
    remove: "Take out",
    removeHow: "Take out, with the reason",
    edit: "Hours and kind…",
    restore: "As scheduled",
    restoreStudent: "As the group",
    repeat: "Pattern…",
    copy: "Copy the week…",
    weekends: "Weekends…",
    holidays: (count: number) => (count === 0 ? "Holidays" : `Holidays (${count})`),
    undo: "Undo",
    undoKeys: "Undo my last action",
    more: "More",
    file: "Calendar file (.ics)",
    fileFr: "In French",
    fileEn: "In English",
    fileNote: "Opens in Outlook, Google or Apple; open a newer one to bring it up to date.",
    keys: "Arrows: move. Shift and arrows: select several days. Enter: hours and kind. Delete: take out. Insert: add. Ctrl Z: undo.",
    done: {
      changed: (count: number) => en(count, "day changed", "days changed"),
      undone: (count: number) => en(count, "day put back", "days put back"),
      nothing: "Nothing to change: these days are so already.",
    },
    stale: (count: number, by: string) =>
      by === ""
        ? `${en(count, "day was put back as scheduled meanwhile and stays so", "days were put back as scheduled meanwhile and stay so")}.`
        : `${by} changed ${en(count, "day", "days")} meanwhile: ${plural("en", count, "it stays", "they stay")} as they left ${plural("en", count, "it", "them")}.`,
    anyway: "Use mine",
    colleague: (by: string, count: number) => `${by} just changed ${en(count, "day", "days")}`,
    changedBy: (by: string, at: string) => `${by}, ${at}`,
    stray: (count: number) =>
      `${en(count, "day of this calendar is no longer", "days of this calendar are no longer")} between the dates of the request and ${plural("en", count, "does", "do")} not count.`,
    strayRemove: "Remove them",
    meets: (student: string, place: string, from: string) => `${student} is also at ${place}, on ${from}.`,
    meetsTitle: (count: number) => `${en(count, "student would be", "students would be")} in two places at once`,
    varied: {
      title: "Various days or hours",
      text: (range: string) => `As far as is known, ${range} per student. Lay days in the grid, or say more.`,
      action: "Say more…",
      dialog: "Say more of the various days and hours",
      dialogText: "The total is given between the least and the most, without waiting for each day.",
      days: "Days a week",
      hours: "Hours a day",
      from: "from",
      to: "to",
      daysHint: "The days laid in the calendar are among them.",
      save: "Keep",
      forget: "Say nothing",
      wrong: "Write two numbers, the smaller one first.",
      done: "Kept",
    },
    day: {
      title: (count: number) => (count === 1 ? "Hours and kind of the day" : `Hours and kind of ${count}\u00A0days`),
      hours: "Hours or shift code",
      hoursHint: "“7:00 – 15:30”, “D8”; empty: the hours of the schedule.",
      usual: (hours: string) => `Schedule: ${hours}`,
      kind: "Kind",
      keep: "Leave each as it is",
      apply: "Apply",
      cancel: "Close",
    },
    repeating: {
      title: "Lay a pattern",
      text: "The same days, week after week, between two dates. Holidays already taken out stay out.",
      weekendTitle: "Weekends in rotation",
      weekdays: "Days",
      weekdaysWrong: "Choose at least one day.",
      hours: "Hours or shift code",
      every: "How often",
      everyWeek: "Every week",
      everyOther: "Every other week",
      everyN: (n: number) => `One week out of ${["", "", "two", "three", "four", "five", "six"][n] ?? n}`,
      from: "From",
      to: "To",
      others: "The other days of this period",
      keep: "Stay as they are",
      out: "Are taken out: only this pattern is left",
      preview: (days: number, before: string, after: string) => `${en(days, "day will change", "days will change")}: ${before} → ${after}`,
      apply: "Lay the pattern",
    },
    copying: {
      title: (week: number) => `Copy week ${week}`,
      text: "The weeks that follow become like this one. Holidays already taken out stay out.",
      apply: "Copy",
    },
    many: {
      action: "Take holidays out",
      done: (days: number, requests: number) =>
        `${en(days, "holiday or closed day taken out", "holidays or closed days taken out")} of ${en(requests, "request", "requests")}`,
      none: "No day of these requests falls on a holiday or a closed day.",
      undone: (requests: number) => `${en(requests, "schedule put back", "schedules put back")}`,
    },
    holidayList: {
      title: "Holidays and closed days",
      text: "These days of the schedule fall on a holiday, or on a day the school is closed.",
      none: "No day of this schedule falls on a holiday or on a closed day of the school.",
      apply: (count: number) => `Take out ${en(count, "day", "days")}`,
      closed: "Closed days of the school",
    },
    summary: {
      title: "Detailed schedule",
      none: "As scheduled, no exception",
      open: "Open the calendar",
      row: "Detailed schedule of the request",
    },
    meanwhile: "Loading the schedule…",
  },
);

const days: Record<Language, Intl.DateTimeFormat> = {
  fr: new Intl.DateTimeFormat(localeOf("fr"), { timeZone: "UTC", weekday: "long", day: "numeric", month: "long", year: "numeric" }),
  en: new Intl.DateTimeFormat(localeOf("en"), { timeZone: "UTC", weekday: "long", day: "numeric", month: "long", year: "numeric" }),
};
const months: Record<Language, Intl.DateTimeFormat> = {
  fr: new Intl.DateTimeFormat(localeOf("fr"), { timeZone: "UTC", month: "long", year: "numeric" }),
  en: new Intl.DateTimeFormat(localeOf("en"), { timeZone: "UTC", month: "long", year: "numeric" }),
};
const shortMonths: Record<Language, Intl.DateTimeFormat> = {
  fr: new Intl.DateTimeFormat(localeOf("fr"), { timeZone: "UTC", month: "short" }),
  en: new Intl.DateTimeFormat(localeOf("en"), { timeZone: "UTC", month: "short" }),
};
const weekdays: Record<Language, Intl.DateTimeFormat> = {
  fr: new Intl.DateTimeFormat(localeOf("fr"), { timeZone: "UTC", weekday: "long" }),
  en: new Intl.DateTimeFormat(localeOf("en"), { timeZone: "UTC", weekday: "long" }),
};
const at = (day: Day): Date => new Date(`${day}T00:00:00Z`);

/** « lundi 18 janvier 2027 ». */
export const writeDay = (day: Day, language: Language): string => days[language].format(at(day));
/** « janvier 2027 ». */
export const writeMonth = (day: Day, language: Language): string => months[language].format(at(day));
/** « janv. ». */
export const writeShortMonth = (day: Day, language: Language): string => shortMonths[language].format(at(day));
/** « 18 janv. », « 1er févr. », "18 Jan". */
export const writeShortDay = (day: Day, language: Language): string =>
  `${Number(day.slice(8))}${language === "fr" && day.endsWith("-01") ? "er" : ""}\u00A0${writeShortMonth(day, language)}`;
/** « lundi », from 1 Monday to 7 Sunday. */
export const weekdayName = (weekday: number, language: Language): string =>
  weekdays[language].format(at(`2027-01-${String(3 + weekday).padStart(2, "0")}`));

/** « 7 h – 15 h », « J8 » or « heures variées ». */
export function writeDayHours(
  of: { times: { startTime: Time; endTime: Time } | null; shiftCode: string | null },
  language: Language,
): string {
  if (of.shiftCode !== null) return of.shiftCode;
  if (of.times === null) return inWords(calendarWords, language).hoursVaried;
  return `${writeTime(of.times.startTime, language)}\u00A0–\u2060\u00A0${writeTime(of.times.endTime, language)}`;
}

/** « 315 h », or « entre 120 h et 200 h ». */
export function writeRange({ min, max }: { min: number; max: number }, language: Language): string {
  const written = language === "fr" ? hoursFr : hoursEn;
  if (min === max) return written(min);
  return language === "fr" ? `entre ${written(min)} et ${written(max)}` : `between ${written(min)} and ${written(max)}`;
}

/** « 42 jours, 315 h, 3 exceptions, 2 étudiants à part ». */
export function writeSummary(of: PlanSummary, language: Language): string {
  const count = language === "fr" ? fr : en;
  const parts = [
    count(of.days, language === "fr" ? "jour" : "day", language === "fr" ? "jours" : "days"),
    writeRange(of.hours === null ? of.range : { min: of.hours, max: of.hours }, language),
    ...(of.exceptions > 0 ? [count(of.exceptions, "exception", "exceptions")] : []),
    ...(of.students > 0
      ? [language === "fr" ? fr(of.students, "étudiant à part", "étudiants à part") : en(of.students, "student apart", "students apart")]
      : []),
  ];
  return parts.join(", ");
}

/** « 15 h de trop pour les 300 h du cours »: over and under are said, never only coloured. */
export function writeBalance(balance: Balance, courseHours: number | null, language: Language): string {
  if (balance.kind === "unasked" || courseHours === null)
    return language === "fr" ? "le cours ne dit pas combien d’heures" : "the course does not say how many hours";
  const french = language === "fr";
  const asked = french ? hoursFr(courseHours) : hoursEn(courseHours);
  switch (balance.kind) {
    case "even":
      return french ? `juste les ${asked} du cours` : `exactly the ${asked} of the course`;
    case "over":
      return french
        ? `${hoursFr(balance.by)} de trop pour les ${asked} du cours`
        : `${hoursEn(balance.by)} over the ${asked} of the course`;
    case "under":
      return french ? `il manque ${hoursFr(balance.by)} aux ${asked} du cours` : `${hoursEn(balance.by)} under the ${asked} of the course`;
    case "open":
      return french ? `les ${asked} du cours sont possibles` : `the ${asked} of the course are possible`;
  }
}
