import type { EventKind } from "#domain/event.ts";
import type { HistoryEntry, HistoryNames, Subject } from "#domain/history.ts";
import { choicesOfEn, choicesOfFr } from "./event-choice.ts";
import type { Phrases } from "./event-phrase.ts";
import { placesEn, placesFr } from "./event-place.ts";
import { recordsEn, recordsFr } from "./event-record.ts";
import { requestsEn, requestsFr } from "./event-request.ts";
import { suppliesEn, suppliesFr } from "./event-supply.ts";
import { wallsEn, wallsFr } from "./event-wall.ts";
import { words, type Language } from "./words.ts";

const fr: Phrases<EventKind> = { ...requestsFr, ...recordsFr, ...placesFr, ...choicesOfFr, ...wallsFr, ...suppliesFr };
const en: Phrases<EventKind> = { ...requestsEn, ...recordsEn, ...placesEn, ...choicesOfEn, ...wallsEn, ...suppliesEn };

/** What was done, in words that follow the name of who did it. */
export const eventPhrase = (entry: HistoryEntry, language: Language): string =>
  ((language === "fr" ? fr : en)[entry.kind] as (facts: unknown, names: HistoryNames) => string)(entry.facts, entry.names);

const subjectsFr = {
  requests: "Demandes",
  deliveries: "Envois et courriels",
  assignments: "Affectations",
  worksheets: "Fiches de travail",
  students: "Étudiants et inscriptions",
  programmes: "Programmes et cohortes",
  catalogue: "Milieux",
  people: "Personnes et rôles",
  walls: "Murs et écrans",
  "sign-in": "Connexions et comptes",
} as const satisfies Record<Subject, string>;

/** The page « Historique » and the panel of the same name on a thing's page. */
export const historyWords = words(
  {
    title: "Historique",
    lead: "Tout ce qui s’est fait dans l’organisme, le plus récent d’abord.",
    subject: "Sujet",
    everything: "Tout",
    subjects: subjectsFr,
    person: "Par qui",
    everyone: "Tout le monde",
    from: "Du",
    to: "Au",
    clear: "Tout afficher",
    nobody: "Quelqu’un",
    you: "vous",
    /** After the name of who answered for a place without an account. */
    byLink: "par lien",
    today: "Aujourd’hui",
    yesterday: "Hier",
    more: "Afficher plus ancien",
    end: "Rien de plus ancien.",
    emptyTitle: "Rien encore",
    emptyText: "Chaque action faite ici, par vous ou vos collègues, s’inscrit dans l’historique avec son auteur et son heure.",
    emptyPanel: "Rien ne s’est encore passé ici.",
    noneTitle: "Rien ne correspond",
    noneText: "Aucune action ne correspond à ces filtres. Élargissez les dates ou affichez tout.",
  },
  {
    title: "History",
    lead: "Everything done in the organisation, the latest first.",
    subject: "Subject",
    everything: "Everything",
    subjects: {
      requests: "Requests",
      deliveries: "Deliveries and e-mails",
      assignments: "Assignments",
      worksheets: "Worksheets",
      students: "Students and enrolments",
      programmes: "Programmes and cohorts",
      catalogue: "Places",
      people: "People and roles",
      walls: "Walls and displays",
      "sign-in": "Sign-ins and accounts",
    },
    person: "By whom",
    everyone: "Everyone",
    from: "From",
    to: "To",
    clear: "Show everything",
    nobody: "Someone",
    you: "you",
    byLink: "by link",
    today: "Today",
    yesterday: "Yesterday",
    more: "Show older",
    end: "Nothing older.",
    emptyTitle: "Nothing yet",
    emptyText: "Each action done here, by you or your colleagues, is written in the history with who did it and when.",
    emptyPanel: "Nothing has happened here yet.",
    noneTitle: "Nothing matches",
    noneText: "No action matches these filters. Widen the dates or show everything.",
  },
);
