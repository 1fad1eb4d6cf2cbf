import type { ShiftName } from "#domain/unit-week.ts";
import { plural, words, writeNumber, writeTime, localeOf, type Language } from "./words.ts";

const fr = (count: number, one: string, many: string) => `${writeNumber(count, "fr")}\u00A0${plural("fr", count, one, many)}`;
const en = (count: number, one: string, many: string) => `${writeNumber(count, "en")}\u00A0${plural("en", count, one, many)}`;

/** « lundi 11 janvier »; the day has no zone. */
export const writeLongDay = (day: string, language: Language): string =>
  new Intl.DateTimeFormat(localeOf(language), { timeZone: "UTC", weekday: "long", day: "numeric", month: "long" }).format(
    new Date(`${day}T00:00:00Z`),
  );

/** « 7 h – 15 h ». */
export const writeTimes = (times: { startTime: string; endTime: string }, language: Language): string =>
  `${writeTime(times.startTime, language)}\u00A0– ${writeTime(times.endTime, language)}`;

/** A unit head's own page, made for a phone: `/unite`. */
export const unitViewWords = words(
  {
    title: "Mon unité",
    simple: "Vue simple",
    full: "Vue complète",
    fullHint: "Toutes les demandes, avec leurs filtres et leurs raccourcis",
    toSimple: "Passer à la vue simple",
    tomorrow: "demain",
    today: "aujourd’hui",
    hello: {
      title: "Bienvenue dans votre unité",
      points: [
        "Répondez aux demandes que l’organisme vous confie\u00A0: accepter, refuser avec un motif, ou proposer autre chose.",
        "Voyez qui vient cette semaine, jour par jour et quart par quart.",
        "Nommez les superviseurs, deux semaines avant le début.",
      ].join("\n"),
      done: "Compris",
    },
    waiting: "Attend ma réponse",
    waitingCount: (count: number) => fr(count, "demande attend votre réponse", "demandes attendent votre réponse"),
    noneWaiting: "Rien n’attend votre réponse",
    noneWaitingText: "Une demande que l’organisme vous confie apparaît ici d’elle-même.",
    answered: "Votre réponse va à votre organisme, qui répond à l’établissement.",
    accept: "Accepter",
    decline: "Refuser",
    propose: "Proposer autre chose",
    open: "voir les détails",
    all: "Toutes les demandes",
    dates: (startsOn: string, endsOn: string) => `Du ${startsOn} au ${endsOn}`,
    students: (count: number) => fr(count, "étudiant", "étudiants"),
    week: "Qui vient",
    weekOf: (from: string, to: string) => `Du ${from} au ${to}`,
    before: "Semaine d’avant",
    after: "Semaine d’après",
    thisWeek: "Cette semaine",
    noneWeek: "Personne n’est attendu ces sept jours.",
    nextComing: (day: string) => `Prochaine arrivée\u00A0: ${day}`,
    shift: { day: "Jour", evening: "Soir", night: "Nuit", various: "Heures variées" } satisfies Record<ShiftName, string>,
    ofConfirmed: (confirmed: number) => `dont ${writeNumber(confirmed, "fr")} confirmé${confirmed > 1 ? "s" : ""}`,
    namesLater: "noms à confirmer",
    with: (names: string) => `avec ${names}`,
    unsaid: "Jours variés, à convenir avec l’enseignant",
    kind: { shift: "", orientation: "Orientation", observation: "Observation" },
    supervisors: "Superviseurs à nommer",
    due: (days: number) => (days <= 0 ? "Commencé, sans superviseur" : `À ${fr(days, "jour", "jours")} du début, sans superviseur`),
    name: "Nommer",
    noneDue: "Chaque stage accepté a quelqu’un.",
    moreDue: (count: number) => `Et ${fr(count, "autre", "autres")}`,
    card: (count: number) =>
      count === 0
        ? "Répondre, voir qui vient cette semaine, nommer les superviseurs."
        : `${fr(count, "demande attend", "demandes attendent")} votre réponse.`,
  },
  {
    title: "My unit",
    simple: "Simple view",
    full: "Full view",
    fullHint: "All requests, with their filters and shortcuts",
    toSimple: "Go to the simple view",
    tomorrow: "tomorrow",
    today: "today",
    hello: {
      title: "Welcome to your unit",
      points: [
        "Answer the requests your organisation hands you: accept, decline with a reason, or propose something else.",
        "See who comes this week, day by day and shift by shift.",
        "Name supervisors, two weeks before the first day.",
      ].join("\n"),
      done: "Got it",
    },
    waiting: "Waits for my answer",
    waitingCount: (count) => en(count, "request waits for your answer", "requests wait for your answer"),
    noneWaiting: "Nothing waits for your answer",
    noneWaitingText: "A request your organisation hands you appears here by itself.",
    answered: "Your answer goes to your organisation, which answers the school.",
    accept: "Accept",
    decline: "Decline",
    propose: "Propose something else",
    open: "see the details",
    all: "All requests",
    dates: (startsOn, endsOn) => `${startsOn} to ${endsOn}`,
    students: (count) => en(count, "student", "students"),
    week: "Who comes",
    weekOf: (from, to) => `${from} to ${to}`,
    before: "Week before",
    after: "Week after",
    thisWeek: "This week",
    noneWeek: "Nobody is expected these seven days.",
    nextComing: (day) => `Next arrival: ${day}`,
    shift: { day: "Day", evening: "Evening", night: "Night", various: "Various hours" },
    ofConfirmed: (confirmed) => `${writeNumber(confirmed, "en")} confirmed`,
    namesLater: "names to be confirmed",
    with: (names) => `with ${names}`,
    unsaid: "Various days, to be agreed with the instructor",
    kind: { shift: "", orientation: "Orientation", observation: "Observation" },
    supervisors: "Supervisors to name",
    due: (days) => (days <= 0 ? "Under way, without supervisor" : `${en(days, "day", "days")} before the start, without supervisor`),
    name: "Name",
    noneDue: "Every accepted placement has somebody.",
    moreDue: (count) => `And ${en(count, "other", "others")}`,
    card: (count) =>
      count === 0
        ? "Answer, see who comes this week, name supervisors."
        : `${en(count, "request waits", "requests wait")} for your answer.`,
  },
);
