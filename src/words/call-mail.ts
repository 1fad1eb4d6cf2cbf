import { plural, words, writeNumber } from "./words.ts";

interface LetterFacts {
  school: string;
  course: string;
  startsOn: string;
  endsOn: string;
  places: number;
  replyBy: string;
  comment: string;
}

const placesFr = (count: number): string => `${writeNumber(count, "fr")}\u00A0${plural("fr", count, "place", "places")}`;
const placesEn = (count: number): string => `${writeNumber(count, "en")}\u00A0${plural("en", count, "place", "places")}`;

/** What is written to organisations about a call for offers. */
export const callMailWords = words(
  {
    answer: "Répondre à l’appel",
    writeTo: (name: string) => `Écrire à ${name}`,
    note: (name: string, school: string) => `Pour toute question\u00A0: ${name}, ${school}.`,
    sent: {
      subject: (number: number, school: string) => `Appel d’offres de stages n°\u00A0${number}, ${school}`,
      body: (of: LetterFacts) =>
        `${of.school} cherche ${placesFr(of.places)} pour ${of.course}, du ${of.startsOn} au ${of.endsOn}. Dites-nous, d’ici le ${of.replyBy}, quelles places vous pouvez offrir\u00A0: milieu, dates et nombre.${of.comment ? `\n\n${of.comment}` : ""}`,
    },
    overdue: {
      subject: (number: number, school: string) => `Réponse attendue\u00A0: appel d’offres n°\u00A0${number}, ${school}`,
      body: (of: LetterFacts) =>
        `${of.school} attend votre réponse pour le ${of.replyBy}\u00A0: ${placesFr(of.places)} pour ${of.course}, du ${of.startsOn} au ${of.endsOn}. Offrez les places que vous avez, ou dites que vous n’en avez pas.`,
    },
  },
  {
    answer: "Answer the call",
    writeTo: (name) => `Write to ${name}`,
    note: (name, school) => `Any question: ${name}, ${school}.`,
    sent: {
      subject: (number, school) => `Call for placement offers ${number}, ${school}`,
      body: (of) =>
        `${of.school} is looking for ${placesEn(of.places)} for ${of.course}, ${of.startsOn} to ${of.endsOn}. Tell us by ${of.replyBy} which places you can offer: where, when and how many.${of.comment ? `\n\n${of.comment}` : ""}`,
    },
    overdue: {
      subject: (number, school) => `Answer awaited: call for offers ${number}, ${school}`,
      body: (of) =>
        `${of.school} awaits your answer for ${of.replyBy}: ${placesEn(of.places)} for ${of.course}, ${of.startsOn} to ${of.endsOn}. Offer the places you have, or say that you have none.`,
    },
  },
);
