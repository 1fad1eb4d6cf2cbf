import type { DeadlineKind, DeadlineStep } from "#domain/deadline.ts";
import { plural, words, writeNumber } from "./words.ts";

const fr = (count: number, one: string, many: string) => `${writeNumber(count, "fr")}\u00A0${plural("fr", count, one, many)}`;
const en = (count: number, one: string, many: string) => `${writeNumber(count, "en")}\u00A0${plural("en", count, one, many)}`;

/** What a line is about, as the words use it. */
interface About {
  reference: number | null;
  place: string | null;
  school: string | null;
  callNumber: number | null;
  what: string | null;
}
const requestFr = (of: About) => `la demande n°\u00A0${of.reference ?? ""}`;
const requestEn = (of: About) => `request no.\u00A0${of.reference ?? ""}`;
type Steps = Record<DeadlineStep, (of: About, count: number) => string>;

const stepsFr = {
  answer: (of) => `Répondre à ${requestFr(of)}`,
  record: (of) => `Inscrire la réponse à ${requestFr(of)}`,
  await: (of) => `Réponse attendue à ${requestFr(of)}`,
  "await-unit": (of) => `Réponse de l’unité attendue à ${requestFr(of)}`,
  meet: (of) => `Répondre à la condition de ${requestFr(of)}`,
  pass: (of) => `Transmettre la condition de l’unité, ${requestFr(of)}`,
  offer: (of) => `Répondre à l’appel d’offres n°\u00A0${of.callNumber ?? ""}`,
  close: (of, silent) =>
    silent === 0
      ? `L’appel d’offres n°\u00A0${of.callNumber ?? ""} prend fin, tous ont répondu`
      : `L’appel d’offres n°\u00A0${of.callNumber ?? ""} prend fin, ${fr(silent, "organisme n’a pas répondu", "organismes n’ont pas répondu")}`,
  release: (_, count) => `${fr(count, "demande retenue arrive", "demandes retenues arrivent")} dans les milieux`,
  opens: () => "La période de choix s’ouvre",
  closes: () => "La période de choix se ferme",
  name: (of) => `Nommer qui accompagne, ${requestFr(of)}`,
  renew: (_, count) => fr(count, "consentement prend fin", "consentements prennent fin"),
  begins: (of) => `${of.what ?? ""} commence`,
  ends: (of) => `${of.what ?? ""} se termine`,
} satisfies Steps;

const kindsFr = {
  answer: "Réponses",
  condition: "Conditions",
  call: "Appels d’offres",
  release: "Libérations",
  choice: "Périodes de choix",
  supervisor: "Superviseurs à nommer",
  consent: "Consentements",
  term: "Sessions",
} satisfies Record<DeadlineKind, string>;

/** « Échéances »: what is due, to whom, and by when. */
export const deadlineWords = words(
  {
    title: "Échéances",
    states: {
      late: (count: number) => `${writeNumber(count, "fr")} en retard`,
      today: (count: number) => `${writeNumber(count, "fr")} aujourd’hui`,
      soon: (count: number) => `${writeNumber(count, "fr")} d’ici 7\u00A0jours`,
      ahead: (count: number) => `${writeNumber(count, "fr")} plus tard`,
    },
    clock: {
      late: (days: number) => `en retard de ${fr(days, "jour", "jours")}`,
      today: "aujourd’hui",
      tomorrow: "demain",
      ahead: (days: number) => `dans ${fr(days, "jour", "jours")}`,
    },
    steps: stepsFr,
    kinds: kindsFr,
    kind: "Genre",
    anyKind: "Toutes les échéances",
    whose: "À qui",
    everyones: "Tous",
    ours: "À nous",
    owner: {
      me: "À vous",
      person: (name: string) => name,
      clock: "Au calendrier",
      says: (owner: string) => `À qui\u00A0: ${owner}`,
    },
    more: "Afficher la suite",
    showAll: (count: string) => `Tout afficher (${count})`,
    fewer: "En montrer moins",
    orMore: (count: number) => `${writeNumber(count, "fr")}\u00A0ou plus`,
    none: "Aucune échéance d’ici 60\u00A0jours.",
    noneOfThese: "Aucune échéance de ce genre.",
    pace: {
      title: "Temps de réponse",
      receiving: (time: string) => `La moitié de vos réponses partent en moins de ${time}.`,
      placing: (time: string) => `La moitié des réponses vous arrivent en moins de ${time}.`,
      of: (answers: number, days: number) => `${fr(answers, "réponse", "réponses")} depuis ${writeNumber(days, "fr")}\u00A0jours`,
      faster: (time: string) => `${time} de moins que les 90\u00A0jours d’avant`,
      slower: (time: string) => `${time} de plus que les 90\u00A0jours d’avant`,
      same: "comme les 90\u00A0jours d’avant",
      slowest: "Où c’est le plus long",
      none: "Aucune réponse depuis 90\u00A0jours\u00A0: le temps médian s’affichera ici.",
      hours: (hours: number) => `${writeNumber(hours, "fr")}\u00A0h`,
      days: (days: number) => fr(days, "jour", "jours"),
    },
  },
  {
    title: "Deadlines",
    states: {
      late: (count: number) => `${writeNumber(count, "en")} late`,
      today: (count: number) => `${writeNumber(count, "en")} today`,
      soon: (count: number) => `${writeNumber(count, "en")} within 7\u00A0days`,
      ahead: (count: number) => `${writeNumber(count, "en")} later`,
    },
    clock: {
      late: (days: number) => `${en(days, "day", "days")} late`,
      today: "today",
      tomorrow: "tomorrow",
      ahead: (days: number) => `in ${en(days, "day", "days")}`,
    },
    steps: {
      answer: (of) => `Answer ${requestEn(of)}`,
      record: (of) => `Record the answer to ${requestEn(of)}`,
      await: (of) => `Answer awaited to ${requestEn(of)}`,
      "await-unit": (of) => `The unit’s answer awaited to ${requestEn(of)}`,
      meet: (of) => `Answer the condition of ${requestEn(of)}`,
      pass: (of) => `Pass on the unit’s condition, ${requestEn(of)}`,
      offer: (of) => `Answer call for offers no.\u00A0${of.callNumber ?? ""}`,
      close: (of, silent) =>
        silent === 0
          ? `Call for offers no.\u00A0${of.callNumber ?? ""} ends, all have answered`
          : `Call for offers no.\u00A0${of.callNumber ?? ""} ends, ${en(silent, "organisation has not answered", "organisations have not answered")}`,
      release: (_, count) => `${en(count, "held request arrives", "held requests arrive")} at their places`,
      opens: () => "The choice round opens",
      closes: () => "The choice round closes",
      name: (of) => `Name who goes along, ${requestEn(of)}`,
      renew: (_, count) => en(count, "consent ends", "consents end"),
      begins: (of) => `${of.what ?? ""} begins`,
      ends: (of) => `${of.what ?? ""} ends`,
    },
    kinds: {
      answer: "Answers",
      condition: "Conditions",
      call: "Calls for offers",
      release: "Releases",
      choice: "Choice rounds",
      supervisor: "Supervisors to name",
      consent: "Consents",
      term: "Terms",
    },
    kind: "Kind",
    anyKind: "All deadlines",
    whose: "Whose turn",
    everyones: "Everyone’s",
    ours: "Ours",
    owner: {
      me: "You",
      person: (name: string) => name,
      clock: "By the calendar",
      says: (owner: string) => `Whose turn: ${owner}`,
    },
    more: "Show more",
    showAll: (count: string) => `Show all (${count})`,
    fewer: "Show fewer",
    orMore: (count: number) => `${writeNumber(count, "en")}\u00A0or more`,
    none: "Nothing is due within 60\u00A0days.",
    noneOfThese: "Nothing of this kind is due.",
    pace: {
      title: "Time of answers",
      receiving: (time: string) => `Half of your answers leave within ${time}.`,
      placing: (time: string) => `Half of the answers reach you within ${time}.`,
      of: (answers: number, days: number) => `${en(answers, "answer", "answers")} in the last ${writeNumber(days, "en")}\u00A0days`,
      faster: (time: string) => `${time} less than the 90\u00A0days before`,
      slower: (time: string) => `${time} more than the 90\u00A0days before`,
      same: "as the 90\u00A0days before",
      slowest: "Where it takes longest",
      none: "No answer in the last 90\u00A0days: the median stands here once there are some.",
      hours: (hours: number) => `${writeNumber(hours, "en")}\u00A0h`,
      days: (days: number) => en(days, "day", "days"),
    },
  },
);
