import { plural, words, writeNumber } from "./words.ts";

const fr = (value: number, one: string, many: string) => `${writeNumber(value, "fr")}\u00A0${plural("fr", value, one, many)}`;
const en = (value: number, one: string, many: string) => `${writeNumber(value, "en")}\u00A0${plural("en", value, one, many)}`;

/** What a closure touches, the ways out of it, and a placement that goes to another unit. */
export const closingWords = words(
  {
    touched: (of: { students: number; requests: number; schools: number }) =>
      `Cette fermeture touche ${fr(of.students, "étudiant", "étudiants")}\u00A0: ${fr(of.requests, "demande", "demandes")} ${of.schools === 1 ? "d’une école" : `de ${of.schools}\u00A0écoles`}`,
    touchedMine: (of: { students: number; requests: number }) =>
      `Cette fermeture touche ${fr(of.students, "étudiant", "étudiants")}\u00A0: ${fr(of.requests, "demande", "demandes")} de votre école`,
    met: (place: string, from: string, to: string) =>
      from === to ? `${place} est fermé le ${from}` : `${place} est fermé du ${from} au ${to}`,
    metDays: (reason: string, days: number | null, all: boolean) =>
      `${reason}. ${days === null ? "Des jours de ce stage y tombent" : all ? "Tous les jours de ce stage y tombent" : `${fr(days, "jour de ce stage y tombe", "jours de ce stage y tombent")}`}.`,
    nobody: "Personne n’est attendu ces jours-là.",
    told: (schools: number) =>
      `${schools === 1 ? "L’école l’apprend" : "Les écoles l’apprennent"} dès que vous enregistrez. Les issues s’ouvrent ensuite ici, demande par demande.`,
    toldMine: "Chaque demande le dira dès que vous enregistrez. Les issues s’ouvrent ensuite ici, demande par demande.",
    show: (count: number) => `Voir ${fr(count, "demande touchée", "demandes touchées")}`,
    hide: "Masquer les demandes touchées",
    list: "Demandes touchées par la fermeture",
    more: "Il y en a d’autres\u00A0: celles-ci sont les premières.",
    days: (days: number | null, all: boolean) =>
      days === null ? "jours variés" : all ? "tous ses jours" : fr(days, "de ses jours", "de ses jours"),
    ways: "Issues",
    moveTo: (unit: string, room: number | null) =>
      `Déplacer à ${unit}${room === null ? "" : ` (${fr(room, "place libre", "places libres")})`}`,
    elsewhere: "Autre destination…",
    noUnit: "Aucune autre unité n’a de place tous ces jours",
    redirect: "Réacheminer…",
    cancel: "Annuler la demande…",
    decline: "Refuser la demande…",
    open: "Ouvrir, pour proposer d’autres dates",
    relocate: {
      act: "Changer de destination…",
      title: (count: number) => (count === 1 ? "Changer de destination" : `Changer la destination de ${count}\u00A0demandes`),
      text: "Le stage reste accepté, avec ses étudiants\u00A0; l’école lit d’où et vers où il va.",
      unit: "Destination",
      free: "Ont de la place tous ses jours",
      others: "Toutes vos destinations",
      confirm: "Changer de destination",
      done: (count: number, unit: string) => `${fr(count, "demande déplacée", "demandes déplacées")} à ${unit}`,
      undone: (count: number) => fr(count, "demande revenue où elle était", "demandes revenues où elles étaient"),
    },
  },
  {
    touched: (of) =>
      `This closure touches ${en(of.students, "student", "students")}: ${en(of.requests, "request", "requests")} of ${en(of.schools, "school", "schools")}`,
    touchedMine: (of) =>
      `This closure touches ${en(of.students, "student", "students")}: ${en(of.requests, "request", "requests")} of your school`,
    met: (place, from, to) => (from === to ? `${place} is closed on ${from}` : `${place} is closed from ${from} to ${to}`),
    metDays: (reason, days, all) =>
      `${reason}. ${days === null ? "Some days of this placement fall in it" : all ? "All the days of this placement fall in it" : `${en(days, "day of this placement falls in it", "days of this placement fall in it")}`}.`,
    nobody: "Nobody is expected on those days.",
    told: (schools) =>
      `${schools === 1 ? "The school is" : "The schools are"} told as soon as you save. The ways out then open here, request by request.`,
    toldMine: "Each request will say so as soon as you save. The ways out then open here, request by request.",
    show: (count) => `Show ${en(count, "request touched", "requests touched")}`,
    hide: "Hide the requests touched",
    list: "Requests the closure touches",
    more: "There are more: these are the first.",
    days: (days, all) => (days === null ? "various days" : all ? "all its days" : en(days, "of its days", "of its days")),
    ways: "Ways out",
    moveTo: (unit, room) => `Move to ${unit}${room === null ? "" : ` (${en(room, "free place", "free places")})`}`,
    elsewhere: "Another destination…",
    noUnit: "No other unit has room on all those days",
    redirect: "Redirect…",
    cancel: "Cancel the request…",
    decline: "Decline the request…",
    open: "Open, to propose other dates",
    relocate: {
      act: "Change destination…",
      title: (count) => (count === 1 ? "Change destination" : `Change the destination of ${count}\u00A0requests`),
      text: "The placement stays accepted, with its students; the school reads where it goes from and to.",
      unit: "Destination",
      free: "Have room on all its days",
      others: "All your destinations",
      confirm: "Change destination",
      done: (count, unit) => `${en(count, "request moved", "requests moved")} to ${unit}`,
      undone: (count) => en(count, "request back where it was", "requests back where they were"),
    },
  },
);
