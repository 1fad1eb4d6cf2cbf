import type { Refusal } from "#domain/refusal.ts";
import { plural, writeInstant, type Language } from "./words.ts";

type Choice = Extract<Refusal, { code: `choice-${string}` }>;
type Sentences = { [Code in Choice["code"]]: (facts: Extract<Choice, { code: Code }>) => string };

const at = (instant: string, language: Language): string => writeInstant(instant, language, new Date(0));

/** Why choices are not written. */
export const choiceRefusalFr: Sentences = {
  "choice-early": ({ opensAt }) => `Les choix ouvrent le ${at(opensAt, "fr")}. Revenez à ce moment.`,
  "choice-late": ({ closedAt }) =>
    `Les choix ont fermé le ${at(closedAt, "fr")}. Pour les changer quand même, écrivez à la coordination des stages.`,
  "choice-elsewhere": () =>
    "Votre liste a été changée entre-temps, sur un autre appareil ou par la coordination. La page montre maintenant ce qui est enregistré.",
  "choice-twice": () => "Le même milieu est deux fois dans la liste. Gardez-le à un seul rang.",
  "choice-too-many": ({ most }) => `Au plus ${most}\u00A0choix. Enlevez-en avant d’en ajouter.`,
  "choice-too-few": ({ least, chosen }) =>
    `Il faut au moins ${least}\u00A0choix et la liste en a ${chosen}. Ajoutez-en ${least - chosen}, puis déposez.`,
  "choice-not-offered": ({ path }) =>
    path === null
      ? "Un milieu de la liste n’est plus offert. Enlevez-le, ou choisissez-en un autre."
      : `«\u00A0${path}\u00A0» n’est plus offert. Enlevez-le de la liste, ou choisissez-en un autre.`,
  "choice-place-chosen": ({ students }) =>
    `${students}\u00A0${plural("fr", students, "étudiant l’a", "étudiants l’ont")} dans ${plural("fr", students, "sa liste", "leur liste")}. Retenez plutôt ce milieu\u00A0: il ne sera plus offert, et leurs listes restent lisibles.`,
  "choice-round-used": ({ students }) =>
    `${students}\u00A0${plural("fr", students, "étudiant a déjà choisi", "étudiants ont déjà choisi")}. Fermez la période au lieu de la supprimer.`,
};

export const choiceRefusalEn: Sentences = {
  "choice-early": ({ opensAt }) => `Choices open on ${at(opensAt, "en")}. Come back then.`,
  "choice-late": ({ closedAt }) =>
    `Choices closed on ${at(closedAt, "en")}. To change them all the same, write to your placing coordinator.`,
  "choice-elsewhere": () => "Your list was changed meanwhile, on another device or by your coordinator. The page now shows what is saved.",
  "choice-twice": () => "The same place is in the list twice. Keep it at one rank only.",
  "choice-too-many": ({ most }) => `At most ${most}\u00A0choices. Remove some before adding others.`,
  "choice-too-few": ({ least, chosen }) =>
    `At least ${least}\u00A0choices are needed and the list has ${chosen}. Add ${least - chosen}, then submit.`,
  "choice-not-offered": ({ path }) =>
    path === null
      ? "A place of the list is no longer offered. Remove it, or choose another."
      : `“${path}” is no longer offered. Remove it from the list, or choose another.`,
  "choice-place-chosen": ({ students }) =>
    `${students}\u00A0${plural("en", students, "student has it in their list", "students have it in their lists")}. Withhold the place instead: it is no longer offered, and their lists stay readable.`,
  "choice-round-used": ({ students }) =>
    `${students}\u00A0${plural("en", students, "student has", "students have")} chosen already. Close the round instead of removing it.`,
};
