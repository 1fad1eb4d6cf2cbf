import { words } from "./words.ts";

/** When something fails that is nobody's decision. */
export const failureWords = words(
  {
    unreachable: "Le serveur ne répond pas. Rien n’est perdu : réessayez quand la connexion est revenue.",
    bug: (number: string) => `Quelque chose s’est brisé de notre côté. Rien n’a été changé. Numéro à citer : ${number}`,
  },
  {
    unreachable: "The server does not answer. Nothing is lost: try again when the connection is back.",
    bug: (number) => `Something broke on our side. Nothing was changed. Number to quote: ${number}`,
  },
);
