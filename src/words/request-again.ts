import { plural, words, writeNumber } from "./words.ts";

const fr = (value: number, one: string, many: string) => `${writeNumber(value, "fr")}\u00A0${plural("fr", value, one, many)}`;
const en = (value: number, one: string, many: string) => `${writeNumber(value, "en")}\u00A0${plural("en", value, one, many)}`;

/** A request that was over is asked for again (T31); another is made from one, at another unit (T30). */
export const againWords = words(
  {
    act: "Réactiver",
    counted: (count: number) => `Réactiver (${writeNumber(count, "fr")})`,
    title: (count: number) => (count === 1 ? "Réactiver la demande" : `Réactiver ${count}\u00A0demandes`),
    school: (count: number, receiving: string) =>
      count === 1
        ? `Elle attend de nouveau la réponse de ${receiving}.`
        : "Elles attendent de nouveau la réponse des organismes qui les avaient reçues.",
    paper: "Un nouveau PDF va dans la file d’impression.",
    unsent: "Elle n’a jamais été envoyée\u00A0: elle revient dans la boîte de sortie.",
    receiving: (count: number, school: string) =>
      count === 1
        ? `Elle attend de nouveau votre réponse, et ${school} l’apprend tout de suite.`
        : "Elles attendent de nouveau votre réponse, et les établissements l’apprennent tout de suite.",
    students: "Les étudiants qui y étaient affectés n’y reviennent pas.",
    done: (count: number) => fr(count, "demande réactivée", "demandes réactivées"),
    clone: {
      act: "Cloner vers une autre destination…",
      title: (reference: number) => `Cloner la demande ${reference}`,
      text: (school: string) =>
        `Une nouvelle demande, aux mêmes dates et sans étudiants, à une autre de vos destinations. ${school} la voit tout de suite sur sa fiche et dans sa boîte de sortie. La demande de départ reste comme elle est.`,
      unit: "Destination",
      message: "Message à l’établissement",
      messageHint: "Ce que la destination a répondu n’est jamais transmis\u00A0: dites ici ce que l’établissement doit savoir.",
      confirm: "Cloner",
      done: (reference: number) => `Demande ${reference} créée`,
      undone: (reference: number) => `Demande ${reference} reprise`,
      from: (reference: number) => `Clonée de n°\u00A0${reference}`,
    },
  },
  {
    act: "Reactivate",
    counted: (count) => `Reactivate (${writeNumber(count, "en")})`,
    title: (count) => (count === 1 ? "Reactivate the request" : `Reactivate ${count}\u00A0requests`),
    school: (count, receiving) =>
      count === 1
        ? `It awaits the answer of ${receiving} again.`
        : "They await the answer of the organisations that had received them again.",
    paper: "A new PDF goes to the print queue.",
    unsent: "It was never sent: it comes back to the outbox.",
    receiving: (count, school) =>
      count === 1
        ? `It awaits your answer again, and ${school} is told at once.`
        : "They await your answer again, and the schools are told at once.",
    students: "The students who were assigned to it do not come back.",
    done: (count) => en(count, "request reactivated", "requests reactivated"),
    clone: {
      act: "Clone to another destination…",
      title: (reference) => `Clone request ${reference}`,
      text: (school) =>
        `A new request, on the same dates and without students, at another of your destinations. ${school} sees it at once on its worksheet and in its outbox. The first request stays as it is.`,
      unit: "Destination",
      message: "Message to the school",
      messageHint: "What the destination answered is never passed on: say here what the school should know.",
      confirm: "Clone",
      done: (reference) => `Request ${reference} created`,
      undone: (reference) => `Request ${reference} taken back`,
      from: (reference) => `Cloned from no.\u00A0${reference}`,
    },
  },
);
