import type { Refusal } from "#domain/refusal.ts";
import { plural, type Language } from "./words.ts";

type Codes = "name-taken" | "in-use";
type Sentences = { [Code in Codes]: (facts: Extract<Refusal, { code: Code }>) => string };

/** What still uses a thing, one and many. */
const uses: Record<string, { fr: [string, string]; en: [string, string] }> = {
  site: { fr: ["site", "sites"], en: ["site", "sites"] },
  service: { fr: ["service ouvert", "services ouverts"], en: ["open service", "open services"] },
  destination: { fr: ["destination ouverte", "destinations ouvertes"], en: ["open destination", "open destinations"] },
  programme: { fr: ["programme", "programmes"], en: ["programme", "programmes"] },
  course: { fr: ["cours", "cours"], en: ["course", "courses"] },
  cohort: { fr: ["cohorte", "cohortes"], en: ["cohort", "cohorts"] },
  enrolment: { fr: ["inscription", "inscriptions"], en: ["enrolment", "enrolments"] },
  worksheet: { fr: ["fiche de travail", "fiches de travail"], en: ["worksheet", "worksheets"] },
  request: { fr: ["demande", "demandes"], en: ["request", "requests"] },
};
const useName = (by: string, count: number, language: Language): string => {
  const names = uses[by]?.[language];
  return names ? plural(language, count, ...names) : by;
};

/** Some names of many: « 3e Sud », « 4e Est » et 2 autres. */
function namedOf(which: { name: string }[], count: number, language: Language): string {
  const left = count - which.length;
  const [and, others] = language === "fr" ? ["et", plural("fr", left, "autre", "autres")] : ["and", plural("en", left, "other", "others")];
  const names = which.map(({ name }) => (language === "fr" ? `«\u00A0${name}\u00A0»` : `“${name}”`));
  const parts = [...names, ...(left > 0 ? [`${left}\u00A0${others}`] : [])];
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} ${and} ${parts.at(-1)}`;
}

/** A name that is taken, a thing that is used: whose it is and what uses it, where that has a name. */
export const usedFr: Sentences = {
  "name-taken": ({ name, other, suggestion }) =>
    other
      ? `«\u00A0${name}\u00A0» est déjà le nom de ${other.path}. ${suggestion ? `Prenez «\u00A0${suggestion}\u00A0», ou renommez l’autre.` : "Prenez un autre nom, ou renommez l’autre."}`
      : `«\u00A0${name}\u00A0» existe déjà. Prenez un autre nom, ou ouvrez celui qui existe.`,
  "in-use": ({ by, count, which }) =>
    which && which.length > 0
      ? `Ceci contient encore ${count}\u00A0${useName(by, count, "fr")}\u00A0: ${namedOf(which, count, "fr")}. Retirez-les ou déplacez-les d’abord.`
      : `Ceci sert encore\u00A0: ${count}\u00A0${useName(by, count, "fr")}. Réglez d’abord ce qui s’en sert.`,
};

export const usedEn: Sentences = {
  "name-taken": ({ name, other, suggestion }) =>
    other
      ? `“${name}” is already the name of ${other.path}. ${suggestion ? `Take “${suggestion}”, or rename the other.` : "Take another name, or rename the other."}`
      : `“${name}” already exists. Take another name, or open the one that exists.`,
  "in-use": ({ by, count, which }) =>
    which && which.length > 0
      ? `This still holds ${count}\u00A0${useName(by, count, "en")}: ${namedOf(which, count, "en")}. Retire or move them first.`
      : `This is still in use: ${count}\u00A0${useName(by, count, "en")}. Settle what uses it first.`,
};
