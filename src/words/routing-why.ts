import type { Language } from "./words.ts";

/** Why somebody, or a unit, was passed over: in few words, as history has it. */
const whys: Record<string, { fr: string; en: string }> = {
  left: { fr: "n’est plus dans l’organisme", en: "has left the organisation" },
  "no-account": { fr: "aucun compte", en: "no account" },
  disabled: { fr: "accès désactivé", en: "access closed" },
  "not-covering": { fr: "ses rôles ne couvrent pas l’unité", en: "roles do not cover the unit" },
  "alerts-refused": { fr: "avis par courriel refusés", en: "e-mail notices refused" },
  lapsed: { fr: "aucune connexion depuis 180 jours", en: "not signed in for 180 days" },
  absent: { fr: "en absence", en: "away" },
  "unit-on-paper": { fr: "l’unité est réglée sur papier", en: "the unit is set to paper" },
  "nobody-named": { fr: "personne n’y est nommé", en: "nobody is named there" },
  "no-unit-asked": { fr: "aucune unité n’est demandée", en: "no unit was asked for" },
  "unit-retired": { fr: "l’unité est retirée", en: "the unit is retired" },
  "too-large": { fr: "le groupe dépasse ce que l’unité reçoit", en: "the group is larger than the unit takes" },
};
export const routeWhy = (why: string, language: Language): string => whys[why]?.[language] ?? why;
