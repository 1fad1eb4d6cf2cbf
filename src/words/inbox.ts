import { words } from "./words.ts";

/** The inbox (« demandes »): what an organisation or a unit was sent. */
export const inboxWords = words(
  {
    title: "Demandes",
    list: "Demandes reçues",
    empty: {
      title: "Aucune demande reçue",
      text: "Les demandes des établissements arrivent ici d’elles-mêmes, sans que vous ayez à actualiser la page. Tenez vos milieux à jour pour recevoir les bonnes.",
      action: "Voir les milieux",
      unitText: "Les demandes que votre organisme vous réachemine arrivent ici d’elles-mêmes, sans que vous ayez à actualiser la page.",
    },
    none: { title: "Aucune demande ne correspond", text: "Élargissez la période, ou retirez un filtre.", action: "Retirer les filtres" },
    toAnswer: "À répondre",
    allAnswered: "Tout est répondu",
    keys: {
      next: "Demande suivante",
      previous: "Demande précédente",
      tick: "Cocher la demande",
      accept: "Accepter",
      decline: "Refuser",
      redirect: "Réacheminer",
    },
    hint: "J et K pour passer d’une demande à l’autre, A accepter, D refuser, R réacheminer",
    singleKeys: "Raccourcis d’une touche",
  },
  {
    title: "Requests",
    list: "Requests received",
    empty: {
      title: "No requests received",
      text: "Schools’ requests arrive here by themselves, without refreshing the page. Keep your places up to date to receive the right ones.",
      action: "See the places",
      unitText: "Requests that your organisation redirects to you arrive here by themselves, without refreshing the page.",
    },
    none: { title: "No request matches", text: "Widen the period, or clear a filter.", action: "Clear filters" },
    toAnswer: "To answer",
    allAnswered: "All answered",
    keys: {
      next: "Next request",
      previous: "Previous request",
      tick: "Tick the request",
      accept: "Accept",
      decline: "Decline",
      redirect: "Redirect",
    },
    hint: "J and K to go from one request to the next, A to accept, D to decline, R to redirect",
    singleKeys: "Single-key shortcuts",
  },
);
