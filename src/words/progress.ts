import { plural, words, writeNumber } from "./words.ts";

const fr = (count: number, one: string, many: string) => `${writeNumber(count, "fr")}\u00A0${plural("fr", count, one, many)}`;
const en = (count: number, one: string, many: string) => `${writeNumber(count, "en")}\u00A0${plural("en", count, one, many)}`;

/** « Avancement »: how far each cohort has come, as a picture with its numbers. */
export const progressWords = words(
  {
    title: "Avancement des cohortes",
    ofCohort: "Avancement",
    lead: (needed: number, cohorts: number) =>
      `${fr(needed, "place nécessaire", "places nécessaires")} dans ${fr(cohorts, "cohorte", "cohortes")}`,
    cohort: "Cohorte",
    course: "Cours",
    picture: "Avancement",
    needed: "Nécessaires",
    steps: { planned: "Planifiées", sent: "Envoyées", accepted: "Acceptées", assigned: "Affectées", confirmed: "Confirmées" },
    missing: "Ce qui manque",
    /** Heard in place of the bar. */
    bar: (of: { needed: number; planned: number; sent: number; accepted: number; assigned: number; confirmed: number }) =>
      `Sur ${fr(of.needed, "place nécessaire", "places nécessaires")}\u00A0: ${writeNumber(of.planned, "fr")} planifiées, ${writeNumber(of.sent, "fr")} envoyées, ${writeNumber(of.accepted, "fr")} acceptées, ${writeNumber(of.assigned, "fr")} affectées, ${writeNumber(of.confirmed, "fr")} confirmées`,
    lacks: {
      enrol: () => "personne d’inscrit",
      plan: (count: number) => `${writeNumber(count, "fr")} à planifier`,
      copy: (count: number) => `${writeNumber(count, "fr")} sur la fiche, à envoyer`,
      send: (count: number) => `${writeNumber(count, "fr")} en boîte de sortie`,
      hold: (count: number) => fr(count, "retenue", "retenues"),
      await: (count: number) => `${writeNumber(count, "fr")} sans réponse`,
      assign: (count: number) => `${writeNumber(count, "fr")} à affecter`,
      confirm: (count: number) => `${writeNumber(count, "fr")} à confirmer`,
    },
    nothing: "Rien ne manque",
    surplus: (count: number) => `${writeNumber(count, "fr")} en trop`,
    accepted: (share: number) => `${writeNumber(share, "fr")}\u00A0% acceptées`,
    showCourses: (cohort: string) => `Cours de ${cohort}`,
    legend: "Légende",
    seats: "Étudiants affectés",
    more: (count: number) => `Voir ${fr(count, "autre cohorte", "autres cohortes")}`,
    fewer: "En montrer moins",
    all: "Toutes les cohortes",
    empty: "Aucun cours en cours ou à venir. L’avancement de chaque cohorte s’affichera ici dès qu’un cours aura une session.",
  },
  {
    title: "Progress of cohorts",
    ofCohort: "Progress",
    lead: (needed: number, cohorts: number) => `${en(needed, "place needed", "places needed")} in ${en(cohorts, "cohort", "cohorts")}`,
    cohort: "Cohort",
    course: "Course",
    picture: "Progress",
    needed: "Needed",
    steps: { planned: "Planned", sent: "Sent", accepted: "Accepted", assigned: "Assigned", confirmed: "Confirmed" },
    missing: "What is missing",
    bar: (of: { needed: number; planned: number; sent: number; accepted: number; assigned: number; confirmed: number }) =>
      `Of ${en(of.needed, "place needed", "places needed")}: ${writeNumber(of.planned, "en")} planned, ${writeNumber(of.sent, "en")} sent, ${writeNumber(of.accepted, "en")} accepted, ${writeNumber(of.assigned, "en")} assigned, ${writeNumber(of.confirmed, "en")} confirmed`,
    lacks: {
      enrol: () => "nobody enrolled",
      plan: (count: number) => `${writeNumber(count, "en")} to plan`,
      copy: (count: number) => `${writeNumber(count, "en")} on the sheet, to send`,
      send: (count: number) => `${writeNumber(count, "en")} in the outbox`,
      hold: (count: number) => `${writeNumber(count, "en")} held`,
      await: (count: number) => `${writeNumber(count, "en")} not answered`,
      assign: (count: number) => `${writeNumber(count, "en")} to assign`,
      confirm: (count: number) => `${writeNumber(count, "en")} to confirm`,
    },
    nothing: "Nothing is missing",
    surplus: (count: number) => `${writeNumber(count, "en")} too many`,
    accepted: (share: number) => `${writeNumber(share, "en")}% accepted`,
    showCourses: (cohort: string) => `Courses of ${cohort}`,
    legend: "Legend",
    seats: "Students assigned",
    more: (count: number) => `Show ${en(count, "more cohort", "more cohorts")}`,
    fewer: "Show fewer",
    all: "All cohorts",
    empty: "No course is under way or to come. The progress of each cohort stands here once a course has a term.",
  },
);
