import type { Id } from "#domain/id.ts";
import type { Question, RequestQuestion, WatchKind } from "#domain/watch.ts";
import { weekdayName } from "./calendar.ts";
import { statusWords } from "./status.ts";
import { inWords, plural, words, writeNumber, type Language } from "./words.ts";

const nbsp = "\u00A0";

const fr = {
  title: "Veilles",
  intro: "Une veille pose une question à votre place, et vous prévient une fois quand elle devient vraie.",
  notify: "Me prévenir",
  add: "Nouvelle veille",
  list: "Mes veilles",
  empty: {
    title: "Aucune veille pour l’instant",
    text: "Demandez par exemple à être prévenu dès que 2 places de pédiatrie se libèrent le soir. « Me prévenir » se trouve aussi là où vous cherchez.",
  },
  form: {
    addTitle: "Me prévenir",
    editTitle: "Modifier la veille",
    text: "Vous serez prévenu par la cloche, en moins de deux secondes, une fois chaque fois que cela devient vrai.",
    what: "Ce que je surveille",
    sentence: "Ma phrase",
    count: "Nombre de places",
    discipline: "Discipline",
    anyDiscipline: "N’importe quelle discipline",
    where: "Où",
    everywhere: "Partout",
    unit: "Unité",
    anyUnit: "Toutes les unités",
    band: "Quart",
    anyBand: "N’importe quel quart",
    weekdays: "Jours",
    weekdaysHint: "Aucun jour choisi\u00A0: tous les jours.",
    from: "Du",
    to: "Au",
    statuses: "Quand elle devient",
    late: "En retard",
    lateHint: "Sans réponse au jour où elle était attendue.",
    agency: "Organisme",
    anyAgency: "Tous les organismes",
    programme: "Programme",
    anyProgramme: "Tous les programmes",
    course: "Cours",
    anyCourse: "Tous les cours",
    contains: "Contient les mots",
    which: "Quels conflits",
    sheet: "Fiche",
    anySheet: "Toutes mes fiches",
    on: "Quand",
    endsOn: "Jusqu’au",
    endsOnHint: "Vide\u00A0: jusqu’à ce que vous la retiriez.",
    mail: "Courriel tout de suite",
    mailHint: "Sinon, comme vous l’avez réglé pour les veilles dans votre compte.",
    create: "Créer la veille",
    save: "Enregistrer",
    // what stands between the fields of the sentence, in this order
    asSoonAs: "Dès que",
    places: (count: number) => (count > 1 ? "places en" : "place en"),
    comeFree: (count: number) => (count > 1 ? "se libèrent" : "se libère"),
    at: "à",
    onDays: "les",
    fromDay: "du",
    toDay: "au",
    aRequest: "Dès qu’une demande pour",
    toWhom: "à",
    fromWhom: "de",
    school: "Établissement",
    anySchool: "Tous les établissements",
    withWords: "avec les mots",
    is: "est",
    sheetOf: "Dès que",
    has: "a",
    studied: "en",
  },
  kind: {
    room: "Des places qui se libèrent",
    request: "Mes demandes",
    conflict: "Des conflits sur mes fiches",
    place: "Un milieu du catalogue",
  },
  which: { any: "un conflit, quel qu’il soit", blocks: "un conflit qui bloque", "over-allocated": "plus d’étudiants que de places" },
  on: { opens: "un milieu ouvre", changes: "quelque chose y change" },
  now: {
    checking: "On regarde ce qu’il en est…",
    none: "Ce n’est pas le cas maintenant.",
    true: (count: number, more: boolean) =>
      count === 1 && !more
        ? "C’est déjà le cas ici\u00A0:"
        : `C’est déjà le cas, à ${count}${more ? "\u00A0endroits ou plus" : "\u00A0endroits"}\u00A0:`,
    things: (count: number, more: boolean) => `C’est déjà vrai de ${count}${more ? " ou plus" : ""}\u00A0:`,
    again: "Vous serez prévenu la prochaine fois que cela le devient.",
    next: "Vous serez prévenu des suivants.",
  },
  state: { waiting: "Guette", true: "Vrai", paused: "En pause", over: "Terminée" },
  since: (at: string) => `depuis ${at}`,
  of: (count: number) => `pour ${count}`,
  free: (count: number) => `${count} ${count > 1 ? "places libres" : "place libre"}`,
  told: (count: number, last: string) =>
    count === 1 ? `A prévenu une fois, ${last}` : `A prévenu ${count}\u00A0fois, la dernière ${last}`,
  never: "N’a encore prévenu de rien",
  until: (day: string) => `jusqu’au ${day}`,
  mailed: "courriel tout de suite",
  history: "Quand elle a prévenu",
  showHistory: (sentence: string) => `Quand a-t-elle prévenu\u00A0? ${sentence}`,
  more: (count: number) => `et ${count} de plus`,
  edit: (sentence: string) => `Modifier\u00A0: ${sentence}`,
  pause: (sentence: string) => `Mettre en pause\u00A0: ${sentence}`,
  resume: (sentence: string) => `Reprendre\u00A0: ${sentence}`,
  remove: (sentence: string) => `Retirer\u00A0: ${sentence}`,
  done: {
    added: "Veille créée",
    see: "Voir mes veilles",
    saved: "Veille enregistrée",
    removed: "Veille retirée",
    paused: "Veille en pause",
    resumed: "Veille reprise",
    undo: "Annuler",
  },
  action: {
    room: "Voir le milieu",
    request: "Ouvrir la demande",
    conflict: "Ouvrir l’affectation",
    place: "Voir le milieu",
    several: "Voir la veille",
  },
} as const;

export const watchWords = words(fr, {
  title: "Watches",
  intro: "A watch asks a question for you, and tells you once when it becomes true.",
  notify: "Notify me",
  add: "New watch",
  list: "My watches",
  empty: {
    title: "No watch yet",
    text: "Ask for example to be told as soon as 2 evening places in paediatrics come free. “Notify me” is also where you search.",
  },
  form: {
    addTitle: "Notify me",
    editTitle: "Edit the watch",
    text: "The bell tells you within two seconds, once each time this becomes true.",
    what: "What I watch",
    sentence: "My sentence",
    count: "Number of places",
    discipline: "Discipline",
    anyDiscipline: "Any discipline",
    where: "Where",
    everywhere: "Everywhere",
    unit: "Unit",
    anyUnit: "All units",
    band: "Shift",
    anyBand: "Any shift",
    weekdays: "Days",
    weekdaysHint: "No day chosen: every day.",
    from: "From",
    to: "To",
    statuses: "When it becomes",
    late: "Late",
    lateHint: "Without an answer on the day one was expected.",
    agency: "Organisation",
    anyAgency: "All organisations",
    programme: "Programme",
    anyProgramme: "All programmes",
    course: "Course",
    anyCourse: "All courses",
    contains: "Contains the words",
    which: "Which conflicts",
    sheet: "Worksheet",
    anySheet: "All my worksheets",
    on: "When",
    endsOn: "Until",
    endsOnHint: "Empty: until you remove it.",
    mail: "Email at once",
    mailHint: "Otherwise, as you set it for watches in your account.",
    create: "Create the watch",
    save: "Save",
    asSoonAs: "As soon as",
    places: (count) => (count === 1 ? "place in" : "places in"),
    comeFree: (count) => (count === 1 ? "comes free" : "come free"),
    at: "at",
    onDays: "on",
    fromDay: "from",
    toDay: "to",
    aRequest: "As soon as a request for",
    toWhom: "at",
    fromWhom: "from",
    school: "School",
    anySchool: "All schools",
    withWords: "with the words",
    is: "is",
    sheetOf: "As soon as",
    has: "has",
    studied: "in",
  },
  kind: {
    room: "Places that come free",
    request: "My requests",
    conflict: "Conflicts on my worksheets",
    place: "A place of the catalogue",
  },
  which: { any: "any conflict", blocks: "a conflict that blocks", "over-allocated": "more students than places" },
  on: { opens: "a place opens", changes: "something changes there" },
  now: {
    checking: "Looking at how it is…",
    none: "This is not so now.",
    true: (count, more) =>
      count === 1 && !more ? "It is so already here:" : `It is so already, in ${count}${more ? " places or more" : " places"}:`,
    things: (count, more) => `It is true already of ${count}${more ? " or more" : ""}:`,
    again: "You will be told the next time it becomes so.",
    next: "You will be told of the next ones.",
  },
  state: { waiting: "Watching", true: "True", paused: "Paused", over: "Ended" },
  since: (at) => `since ${at}`,
  of: (count) => `for ${count}`,
  free: (count) => `${count} free ${count === 1 ? "place" : "places"}`,
  told: (count, last) => (count === 1 ? `Told once, ${last}` : `Told ${count} times, last ${last}`),
  never: "Has told nothing yet",
  until: (day) => `until ${day}`,
  mailed: "email at once",
  history: "When it told",
  showHistory: (sentence) => `When did it tell? ${sentence}`,
  more: (count) => `and ${count} more`,
  edit: (sentence) => `Edit: ${sentence}`,
  pause: (sentence) => `Pause: ${sentence}`,
  resume: (sentence) => `Resume: ${sentence}`,
  remove: (sentence) => `Remove: ${sentence}`,
  done: {
    added: "Watch created",
    see: "See my watches",
    saved: "Watch saved",
    removed: "Watch removed",
    paused: "Watch paused",
    resumed: "Watch resumed",
    undo: "Undo",
  },
  action: {
    room: "See the place",
    request: "Open the request",
    conflict: "Open the assignment",
    place: "See the place",
    several: "See the watch",
  },
});

const lists = {
  fr: { or: new Intl.ListFormat("fr-CA", { type: "disjunction" }), and: new Intl.ListFormat("fr-CA") },
  en: { or: new Intl.ListFormat("en-CA", { type: "disjunction" }), and: new Intl.ListFormat("en-CA") },
};
const bandPhrase = {
  fr: { day: "le jour", evening: "le soir", night: "la nuit" },
  en: { day: "in the day", evening: "in the evening", night: "at night" },
} as const;

/** What ids of a question are called; one that is not the reader's to know is not there. */
export type QuestionNames = Readonly<Record<Id, string>>;

function becoming(of: RequestQuestion, language: Language): string {
  const names = inWords(statusWords, language);
  const said = of.statuses.map((one) => names[one].name.toLocaleLowerCase(language));
  return lists[language].or.format([...said, ...(of.late ? [language === "fr" ? "en retard" : "late"] : [])]);
}

const joined = (parts: (string | null)[]): string => parts.filter((one) => one !== null && one !== "").join(", ");

/** « Dès que 2 places en pédiatrie se libèrent le soir, à Hôpital du Nord, du … au … »: a question as its owner would say it. */
export function writeQuestion(of: Question, names: QuestionNames, language: Language): string {
  const name = (id: Id | null): string | null => (id === null ? null : names[id] || "…");
  const isFrench = language === "fr";
  switch (of.kind) {
    case "room": {
      const count = writeNumber(of.count, language);
      const places = plural(language, of.count, "place", "places");
      const studied = of.discipline === null ? "" : ` ${isFrench ? "en" : "in"} ${of.discipline.toLocaleLowerCase(language)}`;
      const comes = isFrench ? (of.count > 1 ? " se libèrent" : " se libère") : of.count > 1 ? " come free" : " comes free";
      const band = of.band === null ? "" : ` ${bandPhrase[language][of.band]}`;
      const days = of.weekdays === null ? null : lists[language].and.format(of.weekdays.map((one) => weekdayName(one, language)));
      const place = name(of.where.id);
      const dates = isFrench ? `du ${of.from} au ${of.to}` : `from ${of.from} to ${of.to}`;
      return joined([
        `${isFrench ? "Dès que" : "As soon as"} ${count}${nbsp}${places}${studied}${comes}${band}`,
        days === null ? null : isFrench ? `les ${days}` : `on ${days}`,
        place === null ? null : isFrench ? `à ${place}` : `at ${place}`,
        dates,
      ]);
    }
    case "request": {
      const course = name(of.courseId) ?? name(of.programmeId);
      const place = name(of.destinationId) ?? name(of.serviceId);
      const narrowed = joined([
        course,
        name(of.agencyId),
        place,
        of.text === "" ? null : isFrench ? `«${nbsp}${of.text}${nbsp}»` : `“${of.text}”`,
      ]);
      const which = narrowed === "" ? "" : ` (${narrowed})`;
      return isFrench ? `Dès qu’une demande${which} est ${becoming(of, "fr")}` : `As soon as a request${which} is ${becoming(of, "en")}`;
    }
    case "conflict": {
      const sheet = name(of.worksheetId);
      const programme = name(of.programmeId);
      const where = isFrench
        ? sheet !== null
          ? `la fiche ${sheet}`
          : `une de mes fiches${programme === null ? "" : ` (${programme})`}`
        : sheet !== null
          ? `the worksheet ${sheet}`
          : `one of my worksheets${programme === null ? "" : ` (${programme})`}`;
      return isFrench
        ? `Dès ${sheet !== null ? "que" : "qu’"}${sheet !== null ? " " : ""}${where} a ${fr.which[of.which]}`
        : `As soon as ${where} has ${inWords(watchWords, "en").which[of.which]}`;
    }
    case "place": {
      const place = name(of.where.id);
      if (of.on === "changes")
        return isFrench ? `Dès que quelque chose change à ${place ?? "…"}` : `As soon as something changes at ${place ?? "…"}`;
      const studied = of.discipline === null ? "" : ` ${isFrench ? "de" : "for"} ${of.discipline.toLocaleLowerCase(language)}`;
      const at = place === null ? "" : isFrench ? `, à ${place}` : `, at ${place}`;
      return isFrench ? `Dès qu’une unité${studied} ouvre${at}` : `As soon as a unit${studied} opens${at}`;
    }
  }
}

/** What is told of the first thing a question became true for. */
export interface ToldThing {
  label: string;
  free?: number | undefined;
  status?: string | undefined;
  what?: "capacity" | "closure" | "catalogue" | "profile" | undefined;
}

const changed = {
  fr: { capacity: "ce que l’unité reçoit", closure: "une fermeture", catalogue: "sa fiche du catalogue", profile: "son profil" },
  en: { capacity: "how many it takes", closure: "a closure", catalogue: "its entry in the catalogue", profile: "its profile" },
} as const;

/** The line on the bell, in the mail and on a device: what became true, of what. */
export function writeTold(of: { kind: WatchKind; first: ToldThing; count: number; opens: boolean }, language: Language): string {
  const { kind, first, count } = of;
  const isFrench = language === "fr";
  const more = count > 1 ? ` ${isFrench ? "et" : "and"} ${isFrench ? `${count - 1} de plus` : `${count - 1} more`}` : "";
  const colon = isFrench ? `${nbsp}: ` : ": ";
  switch (kind) {
    case "room":
      return `${inWords(watchWords, language).free(first.free ?? 0)}${colon}${first.label}${more}`;
    case "request": {
      const names = inWords(statusWords, language);
      const { status = "" } = first;
      const said =
        status === "late"
          ? isFrench
            ? "en retard"
            : "late"
          : Object.hasOwn(names, status)
            ? names[status as keyof typeof names].name.toLocaleLowerCase(language)
            : "";
      return `${isFrench ? "Demande" : "Request"} ${first.label}${said === "" ? "" : `${colon}${said}`}${more}`;
    }
    case "conflict":
      return `${isFrench ? "Conflit sur la fiche" : "Conflict on the worksheet"} ${first.label}${more}`;
    case "place":
      return of.opens
        ? `${isFrench ? "Ouvert" : "Open"}${colon}${first.label}${more}`
        : `${first.label}${colon}${changed[language][first.what ?? "catalogue"]} ${isFrench ? "a changé" : "changed"}`;
  }
}
