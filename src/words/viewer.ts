import { plural, words, writeNumber } from "./words.ts";

/** « Qui peut voir cette demande » (F-019). */
export const viewerWords = words(
  {
    title: "Qui peut voir cette demande",
    show: "Voir les personnes",
    hide: "Cacher les personnes",
    own: (count: number) => `${writeNumber(count, "fr")}\u00A0${plural("fr", count, "personne", "personnes")} de votre organisme`,
    you: "vous",
    why: {
      everything: "tout l’organisme",
      programme: (name: string) => `programme ${name}`,
      site: (name: string) => `site ${name}`,
      service: (name: string) => `service ${name}`,
      destination: (name: string) => `unité ${name}`,
      leader: "responsable du cours",
      instructor: "enseigne à ce groupe",
      supervisor: "supervise ce stage",
    },
    nameless: "sans les noms des étudiants",
    standing: {
      lapsed: "aucune connexion depuis 180 jours",
      never: "ne s’est jamais connecté",
    },
    closed: "Accès fermé, ne la voit pas",
    other: (name: string) => `De l’autre côté\u00A0: ${name}`,
    nobody: (name: string) => `De l’autre côté (${name}), personne ne la voit maintenant.`,
    counted: (role: string, count: number) => `${role}\u00A0: ${writeNumber(count, "fr")}`,
  },
  {
    title: "Who can see this request",
    show: "Show people",
    hide: "Hide people",
    own: (count) => `${writeNumber(count, "en")}\u00A0${plural("en", count, "person", "people")} of your organisation`,
    you: "you",
    why: {
      everything: "whole organisation",
      programme: (name) => `programme ${name}`,
      site: (name) => `site ${name}`,
      service: (name) => `service ${name}`,
      destination: (name) => `unit ${name}`,
      leader: "leads the course",
      instructor: "teaches this group",
      supervisor: "supervises this placement",
    },
    nameless: "without students’ names",
    standing: {
      lapsed: "has not signed in for 180 days",
      never: "has never signed in",
    },
    closed: "Access closed, does not see it",
    other: (name) => `At ${name}`,
    nobody: (name) => `Nobody at ${name} sees it now.`,
    counted: (role, count) => `${role}: ${writeNumber(count, "en")}`,
  },
);
