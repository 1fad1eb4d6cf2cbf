import { words } from "./words.ts";

const no = (number: number) => `demande n°\u00A0${number}`;

/** What a device shows on its locked screen: of requests their number, of people nothing. */
export const noticePushWords = words(
  {
    of: {
      "to-answer": (number: number) => `À répondre\u00A0: ${no(number)}`,
      answer: (number: number) => `Réponse reçue\u00A0: ${no(number)}`,
      cancellation: (number: number) => `Annulation\u00A0: ${no(number)}`,
      condition: (number: number) => `Condition\u00A0: ${no(number)}`,
      proposal: (number: number) => `Proposition\u00A0: ${no(number)}`,
      comment: (number: number) => `Commentaire\u00A0: ${no(number)}`,
      change: (number: number) => `Changement\u00A0: ${no(number)}`,
      supervisor: (number: number) => `Superviseurs\u00A0: ${no(number)}`,
    },
    several: (count: number) => `${count}\u00A0nouvelles vous attendent`,
    bounce: "Un courriel que vous avez envoyé a été refusé",
  },
  {
    of: {
      "to-answer": (number) => `To answer: request ${number}`,
      answer: (number) => `Answer received: request ${number}`,
      cancellation: (number) => `Cancelled: request ${number}`,
      condition: (number) => `Condition: request ${number}`,
      proposal: (number) => `Proposal: request ${number}`,
      comment: (number) => `Comment: request ${number}`,
      change: (number) => `Changed: request ${number}`,
      supervisor: (number) => `Supervisors: request ${number}`,
    },
    several: (count) => `${count} updates wait for you`,
    bounce: "An e-mail you sent was refused",
  },
);
