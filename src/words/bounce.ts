import { words } from "./words.ts";

/** Mail that an address refused: on the bell of who sent it, and beside the address until it changes. */
export const bounceWords = words(
  {
    title: (emails: string) => `Courriel refusé par ${emails}`,
    reply: (reply: string) => `Réponse du serveur\u00A0: ${reply}`,
    openRequest: "Ouvrir la demande",
    openPeople: "Ouvrir les personnes",
    mark: (when: string) => `Refuse les courriels depuis le ${when}`,
    trust: "L’adresse est bonne, réessayer",
    trusted: "Les courriels partiront de nouveau à cette adresse.",
    own: (when: string) =>
      `Votre adresse a refusé un courriel de Concerto le ${when}\u00A0: plus rien ne vous y est envoyé. Faites-la corriger par votre administrateur, ou réessayez si elle est bonne.`,
  },
  {
    title: (emails) => `E-mail refused by ${emails}`,
    reply: (reply) => `The server’s answer: ${reply}`,
    openRequest: "Open the request",
    openPeople: "Open people",
    mark: (when) => `Refuses e-mail since ${when}`,
    trust: "The address is right, try again",
    trusted: "E-mails will be sent to this address again.",
    own: (when) =>
      `Your address refused an e-mail from Concerto on ${when}: nothing is sent to it any more. Have your administrator correct it, or try again if it is right.`,
  },
);
