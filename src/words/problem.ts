import type { Problem } from "#domain/refusal.ts";
import { checkEn, checkFr } from "./row-check.ts";
import type { Language } from "./words.ts";

type Sentences = { [Kind in Problem["kind"]]: (problem: Extract<Problem, { kind: Kind }>) => string };

/** « A », « A » ou « B », for names that look like what was typed. */
const list = (names: string[], language: Language): string => {
  const quoted = names.map((name) => (language === "fr" ? `«\u00A0${name}\u00A0»` : `“${name}”`));
  const last = language === "fr" ? " ou " : " or ";
  return quoted.length < 2 ? quoted.join("") : `${quoted.slice(0, -1).join(", ")}${last}${quoted.at(-1)}`;
};

const fr: Sentences = {
  ...checkFr,
  missing: () => "Remplissez ce champ.",
  "not-a-day": ({ text }) => `«\u00A0${text}\u00A0» n’est pas une date. Écrivez AAAA-MM-JJ, par exemple 2027-01-18.`,
  "not-a-time": ({ text }) =>
    `«\u00A0${text}\u00A0» n’est pas une heure. Écrivez par exemple 7\u00A0h\u00A030 – 15\u00A0h\u00A030, ou un code de quart comme J8.`,
  "not-a-number": ({ text }) => `«\u00A0${text}\u00A0» n’est pas un nombre entier. Écrivez seulement des chiffres, de 1 à 999.`,
  "not-weekdays": ({ text }) =>
    `«\u00A0${text}\u00A0» n’est pas une suite de jours. Écrivez par exemple LMM pour lundi, mardi, mercredi, ou LuMe pour lundi et mercredi.`,
  "not-an-email": ({ text }) => `«\u00A0${text}\u00A0» n’est pas une adresse courriel. Écrivez par exemple prenom.nom@organisme.ca.`,
  "too-long": ({ most }) => `Ce texte est trop long. Gardez ${most}\u00A0caractères au plus.`,
  "end-before-start": () => "La fin vient avant le début. Changez l’une des deux dates.",
  "outside-course": ({ startsOn, endsOn }) =>
    `Ces dates sortent de celles du cours, du ${startsOn} au ${endsOn}. Restez entre les deux, ou changez les dates du cours.`,
  "not-to-come": () => "Choisissez un jour à venir, demain au plus tôt.",
  "too-far": () => "Ce jour est trop loin\u00A0: deux ans au plus.",
  "not-later": ({ than }) => `Un report va plus tard\u00A0: choisissez une date après le ${than}.`,
  "not-earlier": ({ than }) => `Le stage finit déjà le ${than}\u00A0: choisissez une date avant.`,
  "outside-request": ({ startsOn, endsOn }) => `Le stage va du ${startsOn} au ${endsOn}. Restez entre les deux.`,
  "suspended-already": ({ from, to }) =>
    `Le stage est déjà suspendu du ${from} au ${to}. Reprenez-le d’abord, ou choisissez d’autres dates.`,
  "dates-sent": () =>
    "Cette demande est envoyée\u00A0: ses dates ne changent plus par une répartition. Ajoutez une partie, ou reportez-la.",
  "one-time-only": () => "Il manque l’heure de fin. Écrivez par exemple 7\u00A0h – 15\u00A0h.",
  "unknown-place": ({ text, like }) =>
    `«\u00A0${text}\u00A0» n’est pas au catalogue. ${like.length > 0 ? `Vouliez-vous dire ${list(like, "fr")}\u00A0?` : "Choisissez un milieu dans la liste, ou ajoutez-le au catalogue."}`,
  "ambiguous-place": ({ text, like }) =>
    `Plusieurs milieux s’appellent «\u00A0${text}\u00A0»\u00A0: ${list(like, "fr")}. Choisissez-en un dans la liste.`,
  "retired-place": ({ text, on }) => `«\u00A0${text}\u00A0» est retiré du catalogue depuis le ${on}. Choisissez un autre milieu.`,
  "unknown-instructor": ({ text, like }) =>
    `«\u00A0${text}\u00A0» n’est pas parmi les enseignants de votre organisme. ${like.length > 0 ? `Vouliez-vous dire ${list(like, "fr")}\u00A0?` : "Choisissez un nom dans la liste, ou ajoutez la personne."}`,
  "group-too-large": ({ most, text }) =>
    `Groupe de ${text}\u00A0: l’unité en reçoit ${most} au plus. Réduisez le groupe à ${most} ou partagez-le en deux lignes.`,
  "size-one-only": () => "Un stage individuel est pour une seule personne. Mettez 1, et une ligne par personne.",
  "not-positive": () => "Mettez 1 ou plus.",
  "not-blocks": ({ text }) =>
    `«\u00A0${text}\u00A0» n’est pas une suite de dates. Écrivez par exemple 2027-01-18 au 2027-01-22\u00A0; 2027-02-15.`,
  "retired-type": ({ on }) => `Ce genre de stage est d’une liste qui a fini le ${on}. Choisissez-en un de la liste en vigueur.`,
  "not-yet": () => "Ce jour n’est pas encore venu.",
  "consent-over": ({ until }) => `Un consentement signé ce jour-là a pris fin le ${until}\u00A0: il en faut un nouveau.`,
  "in-the-past": () => "Ce moment est déjà passé. Choisissez-en un à venir.",
  "not-yes-no": ({ text }) => `«\u00A0${text}\u00A0» n’est ni oui ni non. Écrivez oui ou non.`,
  "outside-call": ({ startsOn, endsOn }) => `Ces dates sortent de l’appel, du ${startsOn} au ${endsOn}. Restez entre les deux.`,
  "too-early": ({ earliest }) => `C’est trop tôt. Choisissez le ${earliest} ou plus tard.`,
  "too-many": ({ most }) => `C’est trop. Mettez ${most} au plus.`,
  "row-twice": ({ number }) => `Cette ligne dit la même chose que la ligne ${number}. Retirez l’une des deux.`,
  "contact-differs": ({ name, number }) =>
    `La ligne ${number} donne d’autres coordonnées pour «\u00A0${name}\u00A0». Écrivez les mêmes aux deux endroits.`,
};

const en: Sentences = {
  ...checkEn,
  missing: () => "Fill in this field.",
  "not-a-day": ({ text }) => `“${text}” is not a date. Write YYYY-MM-DD, for example 2027-01-18.`,
  "not-a-time": ({ text }) => `“${text}” is not a time. Write for example 7:30 – 15:30, or a shift code such as J8.`,
  "not-a-number": ({ text }) => `“${text}” is not a whole number. Write digits only, from 1 to 999.`,
  "not-weekdays": ({ text }) =>
    `“${text}” is not a list of days. Write for example MTW for Monday, Tuesday, Wednesday, or MoWe for Monday and Wednesday.`,
  "not-an-email": ({ text }) => `“${text}” is not an e-mail address. Write for example first.last@organisation.ca.`,
  "too-long": ({ most }) => `This text is too long. Keep ${most}\u00A0characters at most.`,
  "end-before-start": () => "The end comes before the start. Change one of the two dates.",
  "outside-course": ({ startsOn, endsOn }) =>
    `These dates go outside the course’s, ${startsOn} to ${endsOn}. Stay between the two, or change the course’s dates.`,
  "not-to-come": () => "Choose a day to come, tomorrow at the earliest.",
  "too-far": () => "That day is too far away: two years at most.",
  "not-later": ({ than }) => `Postponing goes later: choose a date after ${than}.`,
  "not-earlier": ({ than }) => `The placement already ends on ${than}: choose an earlier date.`,
  "outside-request": ({ startsOn, endsOn }) => `The placement goes from ${startsOn} to ${endsOn}. Stay between the two.`,
  "suspended-already": ({ from, to }) =>
    `The placement is already suspended from ${from} to ${to}. Resume it first, or choose other dates.`,
  "dates-sent": () => "This request was sent: splitting no longer changes its dates. Add a part, or postpone it.",
  "one-time-only": () => "The end time is missing. Write for example 7:00 – 15:00.",
  "unknown-place": ({ text, like }) =>
    `“${text}” is not in the catalogue. ${like.length > 0 ? `Did you mean ${list(like, "en")}?` : "Choose a place from the list, or add it to the catalogue."}`,
  "ambiguous-place": ({ text, like }) => `Several places are called “${text}”: ${list(like, "en")}. Choose one from the list.`,
  "retired-place": ({ text, on }) => `“${text}” was retired from the catalogue on ${on}. Choose another place.`,
  "unknown-instructor": ({ text, like }) =>
    `“${text}” is not one of your organisation’s instructors. ${like.length > 0 ? `Did you mean ${list(like, "en")}?` : "Choose a name from the list, or add the person."}`,
  "group-too-large": ({ most, text }) =>
    `Group of ${text}: the unit takes ${most} at most. Reduce the group to ${most}, or split it in two rows.`,
  "size-one-only": () => "An individual placement is for one person. Enter 1, and one row per person.",
  "not-positive": () => "Enter 1 or more.",
  "not-blocks": ({ text }) => `“${text}” is not a list of dates. Write for example 2027-01-18 to 2027-01-22; 2027-02-15.`,
  "retired-type": ({ on }) => `This placement type is of a list that ended on ${on}. Choose one of the current list.`,
  "not-yet": () => "That day has not come yet.",
  "consent-over": ({ until }) => `A consent signed that day ended on ${until}: a new one is needed.`,
  "in-the-past": () => "This moment has passed. Choose one to come.",
  "not-yes-no": ({ text }) => `“${text}” is neither yes nor no. Write yes or no.`,
  "outside-call": ({ startsOn, endsOn }) => `These dates go outside the call, ${startsOn} to ${endsOn}. Stay between the two.`,
  "too-early": ({ earliest }) => `This is too early. Choose ${earliest} or later.`,
  "too-many": ({ most }) => `This is too many. Enter ${most} at most.`,
  "row-twice": ({ number }) => `This row says the same as row ${number}. Remove one of the two.`,
  "contact-differs": ({ name, number }) => `Row ${number} gives other contact details for “${name}”. Write the same in both places.`,
};

const sentences = { fr, en };

/** What is wrong with a value and what to do about it, in one or two sentences. */
export const problemSentence = (problem: Problem, language: Language): string =>
  (sentences[language][problem.kind] as (problem: Problem) => string)(problem);
