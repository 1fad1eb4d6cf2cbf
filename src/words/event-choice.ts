import type { EventKind } from "#domain/event.ts";
import { count, instantWhole, quoted, studentEn, studentFr, type Phrases } from "./event-phrase.ts";

export type ChoiceTopic = "choice";
type Kinds = Extract<EventKind, `${ChoiceTopic}.${string}`>;

const choicesFr = (many: number): string => count("fr", many, "choix", "choix");
const choicesEn = (many: number): string => count("en", many, "choice", "choices");

/** What is done with students' own choices, after the name of who did it: a student's own deeds after hers. */
export const choicesOfFr: Phrases<Kinds> = {
  "choice.set": ({ opensAt, closesAt, least, most }) =>
    `a réglé la période de choix\u00A0: du ${instantWhole(opensAt, "fr")} au ${instantWhole(closesAt, "fr")}, de ${least} à ${choicesFr(most)}`,
  "choice.removed": () => "a supprimé la période de choix",
  "choice.opened": ({ until }) => `a ouvert la période de choix jusqu’au ${instantWhole(until, "fr")}`,
  "choice.extended": ({ before, after }) =>
    `a déplacé la fermeture des choix du ${instantWhole(before, "fr")} au ${instantWhole(after, "fr")}`,
  "choice.closed": ({ submitted, counted, without }) =>
    `a fermé la période de choix\u00A0: ${count("fr", submitted, "étudiant a déposé ses choix", "étudiants ont déposé leurs choix")}${
      counted > 0 ? ` (dont ${count("fr", counted, "brouillon compté", "brouillons comptés")})` : ""
    }, ${count("fr", without, "n’a pas choisi", "n’ont pas choisi")}`,
  "choice.withheld": ({ places }) => `a mis de côté ${quoted(places.join(", "), "fr")}, que les étudiants ne peuvent plus choisir`,
  "choice.offered": ({ places }) => `a offert de nouveau ${quoted(places.join(", "), "fr")} au choix des étudiants`,
  "choice.place-added": ({ place }) => `a ajouté ${quoted(place, "fr")} aux milieux offerts`,
  "choice.place-dropped": ({ place }) => `a enlevé ${quoted(place, "fr")} des milieux offerts`,
  "choice.begun": () => "a commencé ses choix",
  "choice.submitted": ({ choices, again }) => `a déposé ses choix${again ? " de nouveau" : ""} (${choices})`,
  "choice.made-for": ({ choices }, names) => `a fait les choix de ${studentFr(names)} (${choices})`,
  "choice.unlocked": ({ until }, names) => `a rouvert les choix de ${studentFr(names)} jusqu’au ${instantWhole(until, "fr")}`,
  "choice.locked": (_facts, names) => `a refermé les choix de ${studentFr(names)}`,
  "choice.refused": ({ why }) => (why === "early" ? "a tenté de choisir avant l’ouverture" : "a tenté de choisir après la fermeture"),
};

export const choicesOfEn: Phrases<Kinds> = {
  "choice.set": ({ opensAt, closesAt, least, most }) =>
    `set the choice round: from ${instantWhole(opensAt, "en")} to ${instantWhole(closesAt, "en")}, ${least} to ${choicesEn(most)}`,
  "choice.removed": () => "removed the choice round",
  "choice.opened": ({ until }) => `opened the choice round until ${instantWhole(until, "en")}`,
  "choice.extended": ({ before, after }) =>
    `moved the closing of choices from ${instantWhole(before, "en")} to ${instantWhole(after, "en")}`,
  "choice.closed": ({ submitted, counted, without }) =>
    `closed the choice round: ${count("en", submitted, "student submitted choices", "students submitted choices")}${
      counted > 0 ? ` (${count("en", counted, "draft counted", "drafts counted")})` : ""
    }, ${count("en", without, "did not choose", "did not choose")}`,
  "choice.withheld": ({ places }) => `withheld ${quoted(places.join(", "), "en")}, which students can no longer choose`,
  "choice.offered": ({ places }) => `offered ${quoted(places.join(", "), "en")} to students again`,
  "choice.place-added": ({ place }) => `added ${quoted(place, "en")} to the places offered`,
  "choice.place-dropped": ({ place }) => `took ${quoted(place, "en")} off the places offered`,
  "choice.begun": () => "began choosing",
  "choice.submitted": ({ choices, again }) => `submitted choices${again ? " again" : ""} (${choices})`,
  "choice.made-for": ({ choices }, names) => `made the choices of ${studentEn(names)} (${choices})`,
  "choice.unlocked": ({ until }, names) => `reopened the choices of ${studentEn(names)} until ${instantWhole(until, "en")}`,
  "choice.locked": (_facts, names) => `closed the choices of ${studentEn(names)}`,
  "choice.refused": ({ why }) => (why === "early" ? "tried to choose before the opening" : "tried to choose after the closing"),
};
