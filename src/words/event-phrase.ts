import type { EventKind } from "#domain/event.ts";
import type { Happened, HistoryNames } from "#domain/history.ts";
import type { RoleKind } from "#domain/access.ts";
import { writeWeekdays } from "#domain/weekdays.ts";
import { roleWords } from "./role.ts";
import { inWords, plural, writeInstant, writeNumber, type Language } from "./words.ts";

export type FactsOf<Kind extends EventKind> = Extract<Happened, { kind: Kind }>["facts"];
/** What was done, after the name of who did it: « a envoyé la demande n° 100042 ». */
export type Phrases<Kinds extends EventKind> = { [Kind in Kinds]: (facts: FactsOf<Kind>, names: HistoryNames) => string };

export const quoted = (text: string, language: Language): string => (language === "fr" ? `«\u00A0${text}\u00A0»` : `“${text}”`);
export const count = (language: Language, value: number, one: string, many: string): string =>
  `${writeNumber(value, language)}\u00A0${plural(language, value, one, many)}`;
export const roleName = (kind: string, language: Language): string => inWords(roleWords, language)[kind as RoleKind] ?? kind;

export const fields = {
  fr: {
    lastName: "nom",
    firstName: "prénom",
    title: "titre",
    email: "courriel",
    phone: "téléphone",
    sharedEmail: "courriel partagé",
    alerts: "avis par courriel",
    departmentId: "département",
    number: "numéro",
    birthDate: "date de naissance",
    name: "nom",
    shortName: "nom court",
    address: "adresse",
    contactId: "personne-ressource",
    coordinatorId: "coordination",
    capacity: "capacité",
    largestGroup: "plus grand groupe",
    disciplines: "disciplines reçues",
    isUser: "utilisateur du système",
    serviceId: "service",
    siteId: "site",
    kind: "genre",
    size: "taille du groupe",
    sizeHere: "étudiants à ce milieu",
    place: "milieu",
    comment: "commentaire",
    alert: "alerte urgente",
    documents: "documents",
    consent: "consentement",
    graduated: "diplômé",
    sealed: "profil masqué",
    days: "jours",
    hours: "heures",
    instructor: "enseignant",
    dueOn: "échéance",
    sender: "expéditeur",
    dates: "dates",
    position: "position",
    home: "position approximative du domicile",
  },
  en: {
    lastName: "last name",
    firstName: "first name",
    title: "title",
    email: "e-mail",
    phone: "telephone",
    sharedEmail: "shared e-mail",
    alerts: "e-mail notices",
    departmentId: "department",
    number: "number",
    birthDate: "date of birth",
    name: "name",
    shortName: "short name",
    address: "address",
    contactId: "contact",
    coordinatorId: "coordinator",
    capacity: "capacity",
    largestGroup: "largest group",
    disciplines: "disciplines received",
    isUser: "user of the system",
    serviceId: "service",
    siteId: "site",
    kind: "kind",
    size: "group size",
    sizeHere: "students at this place",
    place: "place",
    comment: "comment",
    alert: "urgent alert",
    documents: "documents",
    consent: "consent",
    graduated: "graduated",
    sealed: "profile hidden",
    days: "days",
    hours: "hours",
    instructor: "instructor",
    dueOn: "due date",
    sender: "sender",
    dates: "dates",
    position: "position",
    home: "approximate position of the home",
  },
} as const;
/** With its day, whenever it is read: history is not read on the day it speaks of. */
export const instantWhole = (at: string, language: Language): string => writeInstant(at, language, new Date(0));
export const fieldNames = (keys: string[], language: Language): string => {
  const known = keys.map((key) => fields[language][key as keyof (typeof fields)["fr"]]).filter((name) => name !== undefined);
  return known.length > 0 ? ` (${known.join(", ")})` : "";
};

export const levels = {
  fr: { agency: "l’organisme", site: "le site", service: "le service", destination: "la destination" },
  en: { agency: "organisation", site: "site", service: "service", destination: "destination" },
} as const;

/** Weekdays are the only list a change holds. */
const isDays = (value: unknown): value is number[] => Array.isArray(value) && value.every((one) => typeof one === "number");
export const shown = (value: unknown, language: Language): string =>
  isDays(value)
    ? writeWeekdays(value, language)
    : value === null || value === undefined || value === ""
      ? language === "fr"
        ? "rien"
        : "nothing"
      : typeof value === "string"
        ? quoted(value, language)
        : typeof value === "number"
          ? writeNumber(value, language)
          : "…";

export function changesIn(changes: Record<string, { before: unknown; after: unknown }>, language: Language): string {
  const told = Object.entries(changes).map(([key, { before, after }]) => {
    const name = fields[language][key as keyof (typeof fields)["fr"]] ?? key;
    return language === "fr"
      ? `${name}\u00A0: ${shown(before, "fr")} → ${shown(after, "fr")}`
      : `${name}: ${shown(before, "en")} → ${shown(after, "en")}`;
  });
  return told.join(language === "fr" ? "\u00A0; " : "; ");
}

/** « la demande n° 100042 (4e Est, Hôpital du Nord) », or without number when the reader's organisation does not have it. */
export const requestFr = ({ request }: HistoryNames, reference?: number): string => {
  const number = reference ?? request?.reference;
  return `la demande${number === undefined ? "" : ` n°\u00A0${number}`}${request?.place ? ` (${request.place})` : ""}`;
};
export const requestEn = ({ request }: HistoryNames, reference?: number): string => {
  const number = reference ?? request?.reference;
  return `request${number === undefined ? "" : `\u00A0${number}`}${request?.place ? ` (${request.place})` : ""}`;
};
export const studentFr = ({ student }: HistoryNames): string => student ?? "une personne";
export const studentEn = ({ student }: HistoryNames): string => student ?? "a student";
export const whyFr = (facts: { reasonNote: string }, { reason }: HistoryNames): string =>
  `${reason ? `\u00A0: ${reason.fr}` : ""}${facts.reasonNote ? `, ${quoted(facts.reasonNote, "fr")}` : ""}`;
export const whyEn = (facts: { reasonNote: string }, { reason }: HistoryNames): string =>
  `${reason ? `: ${reason.en}` : ""}${facts.reasonNote ? `, ${quoted(facts.reasonNote, "en")}` : ""}`;
export const personFr = ({ person }: HistoryNames): string => person ?? "une personne";
export const personEn = ({ person }: HistoryNames): string => person ?? "somebody";

export interface Dates {
  startsOn: string;
  endsOn: string;
}
export const datesFr = ({ before, after }: { before: Dates; after: Dates }): string =>
  `du ${before.startsOn} au ${before.endsOn} → du ${after.startsOn} au ${after.endsOn}`;
export const datesEn = ({ before, after }: { before: Dates; after: Dates }): string =>
  `${before.startsOn} to ${before.endsOn} → ${after.startsOn} to ${after.endsOn}`;
export interface Hours {
  hoursBefore: number | null;
  hoursAfter: number | null;
}
export const hoursFr = ({ hoursBefore: before, hoursAfter: after }: Hours): string =>
  before === null || after === null || before === after ? "" : `, ${writeNumber(before, "fr")}\u00A0h → ${writeNumber(after, "fr")}\u00A0h`;
export const hoursEn = ({ hoursBefore: before, hoursAfter: after }: Hours): string =>
  before === null || after === null || before === after ? "" : `, ${writeNumber(before, "en")}\u00A0h → ${writeNumber(after, "en")}\u00A0h`;

export const statesFr: Record<string, string> = {
  enrolled: "inscrit",
  waived: "dispensé",
  withdrawn: "retiré",
  removed: "enlevé de la liste",
  uncopied: "renvoyé de la fiche aux inscriptions",
  marked: "remis à sa fiche",
};
export const statesEn: Record<string, string> = {
  enrolled: "enrolled",
  waived: "waived",
  withdrawn: "withdrawn",
  removed: "taken off the list",
  uncopied: "sent back from the worksheet to the enrolments",
  marked: "put back to the worksheet",
};
export const sheetsFr: Record<string, string> = { group: "de groupe", individual: "individuelle" };
