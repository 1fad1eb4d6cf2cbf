import type { Day, Time } from "#domain/dates.ts";
import type { CheckFix } from "#domain/row-fix.ts";
import type { OverlapFact } from "#domain/overlap.ts";
import type { CheckProblem } from "#domain/refusal.ts";
import { localeOf, plural, words, writeNumber, writeTime, type Language } from "./words.ts";

const dayNames = {
  fr: ["lu", "ma", "me", "je", "ve", "sa", "di"],
  en: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
} as const;

/** « lu-ma », “Mon-Tue”. */
export const writeDays = (weekdays: readonly number[], language: Language): string =>
  weekdays.map((one) => dayNames[language][one - 1] ?? "").join("-");

const formats = new Map<string, Intl.DateTimeFormat>();
/** « 18 janv. », with the year when it is not `year`'s. Days never pass through a time zone. */
export function writeDay(of: Day, language: Language, withYear = false): string {
  const key = `${language} ${withYear}`;
  let format = formats.get(key);
  if (!format) {
    const options: Intl.DateTimeFormatOptions = { timeZone: "UTC", day: "numeric", month: "short" };
    if (withYear) options.year = "numeric";
    formats.set(key, (format = new Intl.DateTimeFormat(localeOf(language), options)));
  }
  const text = format.format(new Date(`${of}T00:00:00Z`));
  return language === "fr" ? text.replace(/^1 /, "1er ").replaceAll(" ", "\u00A0") : text.replaceAll(" ", "\u00A0");
}

/** « du 18 janv. au 26 mars »; the years when they differ or are asked for. */
export const writeSpan = (from: Day, to: Day, language: Language): string => {
  const years = from.slice(0, 4) !== to.slice(0, 4);
  if (from === to) return language === "fr" ? `le ${writeDay(from, "fr")}` : `on ${writeDay(from, "en")}`;
  return language === "fr"
    ? `du ${writeDay(from, "fr", years)} au ${writeDay(to, "fr", years)}`
    : `${writeDay(from, "en", years)} to ${writeDay(to, "en", years)}`;
};

/** « 7 h – 15 h ». */
export const writeHours = (start: Time, end: Time, language: Language): string =>
  `${writeTime(start, language)} – ${writeTime(end, language)}`;

const count = (value: number, one: string, many: string, language: Language): string =>
  `${writeNumber(value, language)}\u00A0${plural(language, value, one, many)}`;

/** « Cégep de l'Érable, 8 étudiants, lu-ma, 7 h – 15 h, du 18 janv. au 26 mars ». */
export function writeOverlap(of: OverlapFact, language: Language): string {
  const fr = language === "fr";
  const who = of.school ?? (fr ? "un autre groupe de votre école" : "another group of your school");
  const size =
    of.size === 0
      ? fr
        ? "nombre à préciser"
        : "size not set yet"
      : fr
        ? count(of.size, "étudiant", "étudiants", "fr")
        : count(of.size, "student", "students", "en");
  const stage =
    of.stage === "asked"
      ? ""
      : of.stage === "outbox"
        ? fr
          ? "pas encore envoyé"
          : "not sent yet"
        : fr
          ? "en préparation"
          : "being planned";
  return [
    who,
    size,
    of.from === of.to ? "" : writeDays(of.weekdays, language),
    of.startTime !== null && of.endTime !== null ? writeHours(of.startTime, of.endTime, language) : "",
    writeSpan(of.from, of.to, language),
    stage,
  ]
    .filter((part) => part !== "")
    .join(", ");
}

const overlaps = (with_: OverlapFact[], more: number, language: Language): string => {
  const told = with_.map((one) => writeOverlap(one, language)).join("\u00A0; ");
  if (more === 0) return told;
  return language === "fr"
    ? `${told}, et ${count(more, "autre groupe", "autres groupes", "fr")}`
    : `${told}, and ${count(more, "other group", "other groups", "en")}`;
};

/** With its full stop: « 14 avr. » has one. */
const ended = (text: string): string => (text.endsWith(".") ? text : `${text}.`);

type Sentences = { [Kind in CheckProblem["kind"]]: (problem: Extract<CheckProblem, { kind: Kind }>) => string };

export const checkFr: Sentences = {
  "place-retires": ({ name, on, successor }) =>
    `«\u00A0${name}\u00A0» est retiré du catalogue à partir du ${writeDay(on, "fr", true)}${successor === "" ? "" : `\u00A0; «\u00A0${successor}\u00A0» prend sa place`}.`,
  "place-closed": ({ from, to, reason, days, all }) =>
    `Fermé ${writeSpan(from, to, "fr")} (${reason})\u00A0: ${
      all
        ? "tout le stage tombe dans la fermeture"
        : days === null
          ? "le stage touche ces dates"
          : `${count(days, "jour du stage y tombe", "jours du stage y tombent", "fr")}`
    }.`,
  "no-agreement": ({ agency, programme }) => `Aucune entente en vigueur avec ${agency} pour le programme ${programme}.`,
  "agreement-lapsed": ({ title, on }) =>
    `L’entente «\u00A0${title}\u00A0» est échue depuis le ${writeDay(on, "fr", true)}. Il en faut une nouvelle avant de demander.`,
  "agreement-lapses": ({ title, on }) =>
    `L’entente «\u00A0${title}\u00A0» prend fin le ${writeDay(on, "fr", true)}, avant la fin du stage.`,
  "agreement-not-yet": ({ title, on }) => `L’entente «\u00A0${title}\u00A0» n’est en vigueur qu’à partir du ${writeDay(on, "fr", true)}.`,
  "over-capacity": ({ capacity, asked, others, on }) =>
    `${count(asked, "place demandée", "places demandées", "fr")} en même temps pour une unité de ${capacity} (le ${writeDay(on, "fr")})${
      others > 0 ? `, dont ${writeNumber(others, "fr")} par d’autres groupes` : ""
    }.`,
  "group-overlap": ({ with: others, more, sent }) =>
    `Chevauchement\u00A0: ${ended(overlaps(others, more, "fr"))}${sent ? "" : " La demande ne peut pas partir tant que les deux groupes se croisent."}`,
  "hours-short": ({ hours, course }) =>
    `${writeNumber(hours, "fr")}\u00A0h par étudiant, pour un cours de ${writeNumber(course, "fr")}\u00A0h\u00A0: il en manque ${writeNumber(course - hours, "fr")}.`,
  "hours-over": ({ hours, course }) =>
    `${writeNumber(hours, "fr")}\u00A0h par étudiant, pour un cours de ${writeNumber(course, "fr")}\u00A0h\u00A0: ${writeNumber(hours - course, "fr")} de trop.`,
};

export const checkEn: Sentences = {
  "place-retires": ({ name, on, successor }) =>
    `“${name}” leaves the catalogue on ${writeDay(on, "en", true)}${successor === "" ? "" : `; “${successor}” takes its place`}.`,
  "place-closed": ({ from, to, reason, days, all }) =>
    `Closed ${writeSpan(from, to, "en")} (${reason}): ${
      all
        ? "the whole placement falls in the closure"
        : days === null
          ? "the placement touches these dates"
          : `${count(days, "day of the placement falls in it", "days of the placement fall in it", "en")}`
    }.`,
  "no-agreement": ({ agency, programme }) => `No agreement in force with ${agency} for the ${programme} programme.`,
  "agreement-lapsed": ({ title, on }) => `Agreement “${title}” lapsed on ${writeDay(on, "en", true)}. A new one is needed before asking.`,
  "agreement-lapses": ({ title, on }) => `Agreement “${title}” ends on ${writeDay(on, "en", true)}, before the placement does.`,
  "agreement-not-yet": ({ title, on }) => `Agreement “${title}” is in force only from ${writeDay(on, "en", true)}.`,
  "over-capacity": ({ capacity, asked, others, on }) =>
    `${count(asked, "place asked for", "places asked for", "en")} at once at a unit of ${capacity} (${writeDay(on, "en")})${
      others > 0 ? `, ${writeNumber(others, "en")} of them by other groups` : ""
    }.`,
  "group-overlap": ({ with: others, more, sent }) =>
    `Overlap: ${ended(overlaps(others, more, "en"))}${sent ? "" : " The request cannot be sent while the two groups meet."}`,
  "hours-short": ({ hours, course }) =>
    `${writeNumber(hours, "en")}\u00A0h per student, for a course of ${writeNumber(course, "en")}\u00A0h: ${writeNumber(course - hours, "en")} short.`,
  "hours-over": ({ hours, course }) =>
    `${writeNumber(hours, "en")}\u00A0h per student, for a course of ${writeNumber(course, "en")}\u00A0h: ${writeNumber(hours - course, "en")} too many.`,
};

const free = (of: number | null, language: Language): string =>
  of === null ? "" : language === "fr" ? ` (${count(of, "place", "places", "fr")})` : ` (${count(of, "place", "places", "en")})`;

/** What a way out does: « Ramener au 18 janvier », « Réduire à 6 », « Choisir 4e Ouest (2 places) ». */
export function writeFix(fix: CheckFix, language: Language): string {
  const fr = language === "fr";
  switch (fix.kind) {
    case "start":
      return fr ? `Ramener au ${writeDay(fix.day, "fr")}` : `Begin on ${writeDay(fix.day, "en")}`;
    case "end": {
      const hours = fix.hours === null ? "" : ` (${writeNumber(fix.hours, language)}\u00A0h)`;
      return fr ? `Ramener la fin au ${writeDay(fix.day, "fr")}${hours}` : `End on ${writeDay(fix.day, "en")}${hours}`;
    }
    case "around":
      return fr ? "Sauter la fermeture (blocs)" : "Skip the closure (blocks)";
    case "reduce":
      return fr ? `Réduire à ${fix.size}` : `Reduce to ${fix.size}`;
    case "unit":
      return fr ? `Choisir ${fix.name}${free(fix.free, "fr")}` : `Choose ${fix.name}${free(fix.free, "en")}`;
    case "days":
      return fr ? `Passer à ${writeDays(fix.weekdays, "fr")}` : `Change to ${writeDays(fix.weekdays, "en")}`;
    case "shift":
      return `${fr ? "Passer à" : "Change to"} ${fix.shiftCode ?? writeHours(fix.startTime ?? "", fix.endTime ?? "", language)}`;
  }
}

/** The check of rows: its panel, its marks, overlaps in the outbox. */
export const rowCheckWords = words(
  {
    button: "Vérification",
    problemWord: (errors: number) => plural("fr", errors, "problème", "problèmes"),
    warningWord: (warnings: number) => plural("fr", warnings, "avertissement", "avertissements"),
    title: "Vérification",
    lead: "Les problèmes empêchent l’envoi d’une ligne, les avertissements non. Tout est jugé à mesure que vous tapez, et une autre fois à l’envoi.",
    list: "Lignes à revoir",
    errors: (n: number) => count(n, "problème", "problèmes", "fr"),
    warnings: (n: number) => count(n, "avertissement", "avertissements", "fr"),
    onlyErrors: "Problèmes seulement",
    error: "Problème",
    warning: "Avertissement",
    overlap: "Chevauchement",
    overlapMark: (n: number) => (n > 1 ? `Chevauchement avec ${n}\u00A0groupes` : "Chevauchement avec un autre groupe"),
    go: (row: string) => `Aller à ${row}`,
    emptyTitle: "Rien à revoir",
    emptyText: "Dates, fermetures, ententes, capacité, heures et chevauchements de groupes\u00A0: tout est en ordre.",
    more: (n: number) => `et ${count(n, "autre ligne", "autres lignes", "fr")}`,
    applied: "Correction faite. Ctrl Z la reprend.",
    sent: (reference: number) => `Demande ${reference}`,
    section: "Chevauchement",
    sectionText:
      "Un autre groupe est prévu à cette unité aux mêmes heures. Entendez-vous avec l’autre école, ou changez d’unité, de jours ou de quart.",
    moreGroups: (n: number) => `et ${count(n, "autre groupe", "autres groupes", "fr")}`,
    blocked: "Tant qu’il y a chevauchement, la demande ne part pas.",
  },
  {
    button: "Check",
    problemWord: (errors: number) => plural("en", errors, "problem", "problems"),
    warningWord: (warnings: number) => plural("en", warnings, "warning", "warnings"),
    title: "Check",
    lead: "Problems keep a row from being sent, warnings do not. Everything is judged as you type, and once more when you send.",
    list: "Rows to review",
    errors: (n: number) => count(n, "problem", "problems", "en"),
    warnings: (n: number) => count(n, "warning", "warnings", "en"),
    onlyErrors: "Problems only",
    error: "Problem",
    warning: "Warning",
    overlap: "Overlap",
    overlapMark: (n: number) => (n > 1 ? `Overlaps with ${n} groups` : "Overlaps with another group"),
    go: (row: string) => `Go to ${row}`,
    emptyTitle: "Nothing to review",
    emptyText: "Dates, closures, agreements, capacity, hours and group overlaps: all in order.",
    more: (n: number) => `and ${count(n, "other row", "other rows", "en")}`,
    applied: "Fixed. Ctrl Z takes it back.",
    sent: (reference: number) => `Request ${reference}`,
    section: "Overlap",
    sectionText:
      "Another group is planned at this unit at the same hours. Settle it with the other school, or change the unit, the days or the shift.",
    moreGroups: (n: number) => `and ${count(n, "other group", "other groups", "en")}`,
    blocked: "While groups overlap, the request is not sent.",
  },
);
