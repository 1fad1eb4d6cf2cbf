import type { Id } from "#domain/id.ts";
import type { Question, RequestQuestion, WatchKind } from "#domain/watch.ts";
import { weekdayName } from "./calendar.ts";
import { statusWords } from "./status.ts";
import { watchWords } from "./watch.ts";
import { inWords, plural, writeNumber, type Language } from "./words.ts";

const nbsp = "\u00A0";
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
        ? `Dès ${sheet !== null ? "que" : "qu’"}${sheet !== null ? " " : ""}${where} a ${watchWords.fr.which[of.which]}`
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
