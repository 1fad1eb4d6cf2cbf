import { plural, words, writeNumber } from "./words.ts";

const fr = (count: number) => `${writeNumber(count, "fr")}\u00A0${plural("fr", count, "jour", "jours")}`;
const en = (count: number) => `${writeNumber(count, "en")}\u00A0${plural("en", count, "day", "days")}`;

/** The closed days of a school: reading breaks, pedagogical days (2.19). */
export const closedDayWords = words(
  {
    title: "Congés de l’établissement",
    terms: "Sessions",
    intro:
      "Semaines de relâche, journées pédagogiques\u00A0: chaque horaire détaillé propose de retirer ces jours, et une cohorte copiée les évite. Les jours fériés du Québec sont déjà connus.",
    list: "Congés",
    add: "Ajouter un congé",
    edit: (name: string) => `Changer le congé «\u00A0${name}\u00A0»`,
    name: "Nom",
    nameHint: "Par exemple «\u00A0Semaine de relâche\u00A0».",
    startsOn: "Premier jour",
    endsOn: "Dernier jour",
    tooLong: "Un congé dure deux mois au plus.",
    days: fr,
    save: "Enregistrer",
    cancel: "Annuler",
    remove: "Retirer",
    past: "Voir aussi les congés passés",
    empty: "Aucun congé à venir",
    emptyText: "Ajoutez la relâche et les journées pédagogiques de votre calendrier scolaire.",
    statutory: "Jours fériés des douze prochains mois",
    done: {
      added: (name: string) => `Congé «\u00A0${name}\u00A0» ajouté`,
      saved: (name: string) => `Congé «\u00A0${name}\u00A0» enregistré`,
      removed: (name: string) => `Congé «\u00A0${name}\u00A0» retiré`,
    },
    undo: "Annuler",
  },
  {
    title: "Closed days of the school",
    terms: "Terms",
    intro:
      "Reading breaks, pedagogical days: every detailed schedule proposes to take these days out, and a copied cohort avoids them. Québec’s statutory holidays are known already.",
    list: "Closed days",
    add: "Add closed days",
    edit: (name: string) => `Change “${name}”`,
    name: "Name",
    nameHint: "For instance “Reading week”.",
    startsOn: "First day",
    endsOn: "Last day",
    tooLong: "Closed days last two months at most.",
    days: en,
    save: "Save",
    cancel: "Cancel",
    remove: "Remove",
    past: "Show past ones too",
    empty: "No closed day to come",
    emptyText: "Add the reading break and pedagogical days of your school calendar.",
    statutory: "Statutory holidays of the next twelve months",
    done: {
      added: (name: string) => `“${name}” added`,
      saved: (name: string) => `“${name}” saved`,
      removed: (name: string) => `“${name}” removed`,
    },
    undo: "Undo",
  },
);
