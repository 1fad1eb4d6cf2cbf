import { words } from "./words.ts";

/** The outbox (« boîte de sortie »): the school's requests. */
export const outboxWords = words(
  {
    title: "Boîte de sortie",
    list: "Demandes de l’établissement",
    quick: "Saisie rapide",
    empty: {
      title: "Aucune demande pour l’instant",
      text: "Une demande naît d’une fiche\u00A0: cochez-y des lignes, puis copiez-les ici ou envoyez-les. Vous suivez ensuite d’ici chaque réponse.",
      action: "Ouvrir les cohortes",
    },
    none: { title: "Aucune demande ne correspond", text: "Élargissez la période, ou retirez un filtre.", action: "Retirer les filtres" },
    paper: (count: number) =>
      count === 1
        ? "Une demande envoyée en PDF attend la réponse que vous inscrirez."
        : `${count}\u00A0demandes envoyées en PDF attendent les réponses que vous inscrirez.`,
    showPaper: "Voir",
  },
  {
    title: "Outbox",
    list: "The school’s requests",
    quick: "Quick entry",
    empty: {
      title: "No requests yet",
      text: "A request comes from a worksheet: tick rows there, then copy them here or send them. You then follow each answer from here.",
      action: "Open the cohorts",
    },
    none: { title: "No request matches", text: "Widen the period, or clear a filter.", action: "Clear filters" },
    paper: (count) =>
      count === 1
        ? "A request sent as PDF waits for the answer you will record."
        : `${count}\u00A0requests sent as PDF wait for the answers you will record.`,
    showPaper: "Show",
  },
);
