import { plural, words, writeNumber } from "./words.ts";

/** What is left, the two largest parts: « 3 j 4 h », « 12 min 05 s ». */
export type Left = { days: number; hours: number; minutes: number; seconds: number };
const two = (value: number) => String(value).padStart(2, "0");
const parts = ({ days, hours, minutes, seconds }: Left, day: string): string =>
  days > 0
    ? `${days}\u00A0${day}\u00A0${hours}\u00A0h`
    : hours > 0
      ? `${hours}\u00A0h\u00A0${two(minutes)}\u00A0min`
      : minutes > 0
        ? `${minutes}\u00A0min\u00A0${two(seconds)}\u00A0s`
        : `${seconds}\u00A0s`;

const fr = {
  title: "Date de libération",
  intro:
    "Les demandes individuelles envoyées avant ce moment restent invisibles pour les milieux, puis arrivent partout en même temps. Les groupes partent aussitôt.",
  none: "Les demandes partent dès l’envoi",
  choose: "Retenir jusqu’au",
  own: "À une autre date",
  fromTerm: "Dates de la session",
  fromTerritory: "Convenues ailleurs dans la région",
  schools: (count: number) => `${count}\u00A0${plural("fr", count, "établissement", "établissements")}`,
  day: "Date",
  time: "Heure",
  save: "Retenir",
  change: "Changer la date",
  stop: "Ne plus retenir",
  stopTitle: "Laisser partir ces demandes maintenant\u00A0?",
  stopText: (count: number) =>
    count === 0
      ? "Aucune demande n’est retenue\u00A0: les prochaines partiront dès l’envoi."
      : `${writeNumber(count, "fr")}\u00A0${plural("fr", count, "demande retenue arrive", "demandes retenues arrivent")} aussitôt dans les milieux. Cela ne se reprend pas.`,
  cancel: "Annuler",
  undo: "Annuler",
  until: (moment: string) => `Retenues jusqu’au ${moment}`,
  untilSome: (count: number, moment: string) => `${count}\u00A0${plural("fr", count, "retenue", "retenues")} jusqu’au ${moment}`,
  untilOne: (moment: string) => `Retenue jusqu’au ${moment}`,
  wouldHold: (moment: string) => `Sera retenue jusqu’au ${moment} une fois envoyée`,
  willHold: (moment: string) => `Ces demandes sont retenues jusqu’au ${moment}\u00A0: les milieux les voient toutes à ce moment.`,
  waived: "Part dès l’envoi, sans attendre la date convenue",
  past: (moment: string) => `Date passée\u00A0: ${moment}. Les demandes partent dès l’envoi.`,
  left: (left: Left) => `dans ${parts(left, "j")}`,
  now: "maintenant",
  band: (count: number) =>
    `${writeNumber(count, "fr")}\u00A0${plural("fr", count, "demande retenue part", "demandes retenues partent")} le`,
  sentHeld: (count: number) =>
    `${writeNumber(count, "fr")}\u00A0${plural("fr", count, "demande envoyée", "demandes envoyées")}. Celles d’un cours retenu attendent leur date.`,
  show: "Les voir",
  release: "Laisser partir maintenant",
  releaseTitle: (count: number) =>
    `Laisser partir ${count === 1 ? "cette demande" : `ces ${count}\u00A0demandes`} avant la date convenue\u00A0?`,
  releaseText: "Le milieu la voit aussitôt. La date convenue sert à ce que tous les établissements aient les mêmes chances.",
  waive: "Ne pas attendre la date",
  keep: "Attendre la date",
  set: (course: string, moment: string) => `Les demandes de «\u00A0${course}\u00A0» sont retenues jusqu’au ${moment}.`,
  stopped: (count: number) =>
    count === 0
      ? "Les demandes partent de nouveau dès l’envoi."
      : `${writeNumber(count, "fr")}\u00A0${plural("fr", count, "demande est partie", "demandes sont parties")}.`,
  released: (count: number) => `${writeNumber(count, "fr")}\u00A0${plural("fr", count, "demande est partie", "demandes sont parties")}.`,
  waiveDone: "Cette demande partira dès l’envoi.",
  keepDone: "Cette demande attendra la date convenue.",
  term: {
    title: "Dates de libération",
    text: "Les cours de la session choisissent une de ces dates pour leurs demandes individuelles.",
    empty: "Aucune date convenue pour cette session.",
    add: "Ajouter la date",
    remove: (moment: string) => `Enlever le ${moment}`,
    take: (moment: string) => `Reprendre le ${moment}`,
    added: (moment: string) => `Le ${moment} est à la liste.`,
    removed: (moment: string) => `Le ${moment} n’est plus à la liste. Les cours qui l’ont choisi le gardent.`,
  },
  type: "Genre de stage",
} as const;

export const holdWords = words(fr, {
  title: "Release date",
  intro: "Individual requests sent before this moment stay invisible to sites, then arrive everywhere at the same time. Groups go at once.",
  none: "Requests go as soon as they are sent",
  choose: "Hold until",
  own: "At another date",
  fromTerm: "Dates of the term",
  fromTerritory: "Agreed elsewhere in the region",
  schools: (count) => `${count}\u00A0${plural("en", count, "institution", "institutions")}`,
  day: "Date",
  time: "Time",
  save: "Hold",
  change: "Change the date",
  stop: "Stop holding",
  stopTitle: "Let these requests go now?",
  stopText: (count) =>
    count === 0
      ? "No request is held: the next ones go as soon as they are sent."
      : `${writeNumber(count, "en")}\u00A0${plural("en", count, "held request arrives", "held requests arrive")} at the sites at once. This cannot be taken back.`,
  cancel: "Cancel",
  undo: "Undo",
  until: (moment) => `Held until ${moment}`,
  untilSome: (count, moment) => `${count}\u00A0held until ${moment}`,
  untilOne: (moment) => `Held until ${moment}`,
  wouldHold: (moment) => `Will be held until ${moment} once sent`,
  willHold: (moment) => `These requests are held until ${moment}: sites see them all at that moment.`,
  waived: "Goes as soon as it is sent, without waiting for the agreed date",
  past: (moment) => `Date passed: ${moment}. Requests go as soon as they are sent.`,
  left: (left) => `in ${parts(left, "d")}`,
  now: "now",
  band: (count) => `${writeNumber(count, "en")}\u00A0${plural("en", count, "held request goes", "held requests go")} on`,
  sentHeld: (count) =>
    `${writeNumber(count, "en")}\u00A0${plural("en", count, "request sent", "requests sent")}. Those of a held course wait for their date.`,
  show: "Show them",
  release: "Let go now",
  releaseTitle: (count) => `Let ${count === 1 ? "this request" : `these ${count}\u00A0requests`} go before the agreed date?`,
  releaseText: "The site sees it at once. The agreed date gives every institution the same chance.",
  waive: "Do not wait for the date",
  keep: "Wait for the date",
  set: (course, moment) => `Requests of “${course}” are held until ${moment}.`,
  stopped: (count) =>
    count === 0
      ? "Requests go as soon as they are sent again."
      : `${writeNumber(count, "en")}\u00A0${plural("en", count, "request has gone", "requests have gone")}.`,
  released: (count) => `${writeNumber(count, "en")}\u00A0${plural("en", count, "request has gone", "requests have gone")}.`,
  waiveDone: "This request will go as soon as it is sent.",
  keepDone: "This request will wait for the agreed date.",
  term: {
    title: "Release dates",
    text: "Courses of the term choose one of these dates for their individual requests.",
    empty: "No date agreed for this term.",
    add: "Add the date",
    remove: (moment) => `Remove ${moment}`,
    take: (moment) => `Take ${moment}`,
    added: (moment) => `${moment} is on the list.`,
    removed: (moment) => `${moment} is off the list. Courses that chose it keep it.`,
  },
  type: "Placement type",
});
