import { plural, words } from "./words.ts";

const n = (count: number, one: string, many: string) => `${count}\u00A0${plural("fr", count, one, many)}`;
const e = (count: number, one: string, many: string) => `${count} ${plural("en", count, one, many)}`;

/** What is left to tidy on a sheet once its places are answered (4.1.9). */
export const cleanUpWords = words(
  {
    title: "À mettre au net",
    intro: "Ce qui reste à régler sur la fiche, dans l’ordre où on le règle. La liste suit ce que font vos collègues.",
    tidy: "Tout est au net",
    tidyText: "Chaque étudiant a sa place, chaque place a ses étudiants, et rien n’attend plus de réponse.",
    done: "réglé",
    left: (count: number) => `${count} à régler`,
    toGrid: "Aller à la grille",
    toMatching: "Aller au jumelage",
    more: (count: number) => `Montrer ${n(count, "autre", "autres")}`,
    over: {
      title: "Places qui ont trop d’étudiants",
      text: "Rien n’est finalisé à ces places avant que ce soit réglé.",
      line: (seated: number, size: number) => `${n(seated, "étudiant", "étudiants")} pour ${n(size, "place", "places")}`,
      act: "Régler dans la grille",
    },
    waiting: {
      title: "Étudiants sans place",
      text: (free: number) =>
        free === 0
          ? "Il n’y a plus de place libre. Qui n’en aura pas retourne aux inscriptions."
          : `Il reste ${n(free, "place libre", "places libres")}. Qui n’en aura pas retourne aux inscriptions.`,
      act: "Retirer de la fiche",
      all: (count: number) => `Retirer ${n(count, "étudiant", "étudiants")} de la fiche`,
      ask: (count: number) => `Retirer ${n(count, "étudiant", "étudiants")} de la fiche\u00A0?`,
      askText: "Ils restent inscrits au cours et retournent à l’écran des inscriptions, d’où l’on peut les copier de nouveau.",
      gone: (count: number) => `${n(count, "étudiant retourné", "étudiants retournés")} aux inscriptions`,
    },
    empty: {
      title: "Places acceptées sans étudiant",
      text: "Une place dont personne n’a besoin s’annule avec le motif de l’attrition\u00A0: le milieu l’apprend aussitôt.",
      all: (count: number) => `Annuler ${n(count, "place de trop", "places de trop")}…`,
      spare: "de trop",
      needed: "peut encore servir",
    },
    large: {
      title: "Groupes plus grands que nécessaire",
      text: "La taille ramenée vaut pour toutes les parties du groupe, et le milieu en est avisé.",
      line: (seated: number, size: number) => `${n(seated, "étudiant", "étudiants")} pour ${n(size, "place", "places")}`,
      act: (to: number) => `Ramener à ${to}`,
      all: (count: number) => `Ramener ${n(count, "groupe", "groupes")}`,
      done: (count: number) => `${n(count, "groupe ramené", "groupes ramenés")} à la taille qu’il faut`,
    },
    asked: {
      title: "Demandes encore sans réponse",
      text: "Ce dont personne n’aura besoin s’annule avant que le milieu ne s’y prépare.",
      all: (count: number) => `Annuler ${n(count, "demande de trop", "demandes de trop")}…`,
      cancel: "Annuler…",
      discard: "Supprimer…",
    },
    ready: {
      title: "Affectations à finaliser",
      text: (students: number, places: number) =>
        `${n(students, "étudiant est retenu", "étudiants sont retenus")} dans ${n(places, "place", "places")}\u00A0: leurs noms ne sont pas encore divulgués.`,
      act: "Finaliser dans la grille",
    },
  },
  {
    title: "Clean-up",
    intro: "What is left to settle on the worksheet, in the order one settles it. The list follows what your colleagues do.",
    tidy: "All is tidy",
    tidyText: "Each student has a place, each place its students, and nothing waits for an answer any more.",
    done: "settled",
    left: (count) => `${count} to settle`,
    toGrid: "Go to the grid",
    toMatching: "Go to the matching",
    more: (count) => `Show ${e(count, "more", "more")}`,
    over: {
      title: "Places with too many students",
      text: "Nothing is finalised at these places before it is settled.",
      line: (seated, size) => `${e(seated, "student", "students")} for ${e(size, "place", "places")}`,
      act: "Settle in the grid",
    },
    waiting: {
      title: "Students without a place",
      text: (free) =>
        free === 0
          ? "No place is free any more. Who will not have one goes back to the enrolment."
          : `${e(free, "place is", "places are")} still free. Who will not have one goes back to the enrolment.`,
      act: "Take off the worksheet",
      all: (count) => `Take ${e(count, "student", "students")} off the worksheet`,
      ask: (count) => `Take ${e(count, "student", "students")} off the worksheet?`,
      askText: "They stay enrolled in the course and go back to the enrolment screen, from which they can be copied again.",
      gone: (count) => `${e(count, "student", "students")} back in the enrolment`,
    },
    empty: {
      title: "Accepted places without a student",
      text: "A place nobody needs is cancelled with the attrition reason: the setting learns at once.",
      all: (count) => `Cancel ${e(count, "spare place", "spare places")}…`,
      spare: "spare",
      needed: "may still be of use",
    },
    large: {
      title: "Groups larger than needed",
      text: "The smaller size holds for all parts of the group, and the setting is told.",
      line: (seated, size) => `${e(seated, "student", "students")} for ${e(size, "place", "places")}`,
      act: (to) => `Reduce to ${to}`,
      all: (count) => `Reduce ${e(count, "group", "groups")}`,
      done: (count) => `${e(count, "group", "groups")} reduced to the size needed`,
    },
    asked: {
      title: "Requests still without an answer",
      text: "What nobody will need is cancelled before the setting prepares for it.",
      all: (count) => `Cancel ${e(count, "spare request", "spare requests")}…`,
      cancel: "Cancel…",
      discard: "Delete…",
    },
    ready: {
      title: "Assignments to finalise",
      text: (students, places) =>
        `${e(students, "student is", "students are")} held in ${e(places, "place", "places")}: their names are not released yet.`,
      act: "Finalise in the grid",
    },
  },
);
