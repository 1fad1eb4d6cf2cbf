import { plural, words, writeNumber } from "./words.ts";

const frCount = (count: number, one: string, many: string) => `${writeNumber(count, "fr")}\u00A0${plural("fr", count, one, many)}`;
const enCount = (count: number, one: string, many: string) => `${writeNumber(count, "en")}\u00A0${plural("en", count, one, many)}`;

/** What the page says of its connection and of what is not saved yet. */
export const connectionWords = words(
  {
    live: "En direct",
    saving: "Enregistrement…",
    saved: "tout est enregistré",
    connecting: "Reconnexion…",
    offline: "Hors ligne",
    poll: "Transport de secours",
    readOnly: "lecture seule",
    waiting: (count: number) => `${frCount(count, "modification", "modifications")} en attente`,
    hint: {
      live: "Ce que font vos collègues arrive ici sans attendre.",
      saving: "Le serveur n’a pas encore dit que vos dernières modifications sont sur son disque.",
      connecting: "La connexion est coupée. Elle se rétablit d’elle-même, continuez.",
      offline: "Rien n’est perdu\u00A0: ce que vous avez fait ici part dès que la connexion revient.",
      kept: "Fermer la page n’y change rien\u00A0: vos modifications restent sept jours sur cet appareil.",
      notKept: "Ce navigateur ne garde rien\u00A0: les modifications en attente ne survivraient pas à la fermeture de la page.",
      poll: "Ce réseau ne laisse pas passer la connexion directe. Tout fonctionne et s’enregistre, un peu moins vite.",
      readOnly: "Vous voyez ce que font vos collègues, sans pouvoir modifier la fiche.",
    },
    /** In the pill, where the sheet does not come back by itself. */
    refused: {
      signedOut: "Session terminée",
      notAllowed: "Accès retiré",
      notFound: "Fiche introuvable",
      gone: "Fiche supprimée",
      outdated: "Page à recharger",
      outsideModel: "Page à recharger",
      tooLarge: "Modification trop grande",
      tooMany: "Trop de pages ouvertes",
      full: "Fiche pleine",
      other: "Connexion fermée",
    },
    /** What to do about it. */
    remedy: {
      title: "Cette fiche n’est plus en direct",
      signedOut: "Votre session est terminée. Connectez-vous de nouveau, au besoin dans un autre onglet, puis reprenez.",
      notAllowed: "Vos droits ont changé\u00A0: vous n’avez plus accès à cette fiche.",
      notFound: "Cette fiche n’existe pas, ou n’est pas à votre organisme.",
      gone: "Un collègue a supprimé cette fiche pendant que vous y étiez.",
      outdated: "Concerto a été mis à jour pendant que cette page était ouverte. Rechargez-la pour continuer.",
      outsideModel: "Cette page est d’une ancienne version. Rechargez-la pour continuer.",
      tooLarge: "La dernière modification est trop grande pour être envoyée d’un coup. Rechargez la page et collez en plusieurs fois.",
      tooMany: "Vous avez trop de fiches ouvertes. Fermez-en une, puis reprenez.",
      full: "Cette fiche est pleine\u00A0: elle tient 20\u00A0000 lignes et 8\u00A0Mo. Rechargez-la, supprimez des lignes dont vous n’avez plus besoin, puis recommencez.",
      other: "La connexion à la fiche a été fermée. Rechargez la page.",
      reload: "Recharger la page",
      again: "Reprendre",
      toCohorts: "Aller aux cohortes",
      signIn: "Se connecter",
      kept: (count: number) =>
        `${frCount(count, "modification n’est pas enregistrée", "modifications ne sont pas enregistrées")}\u00A0: ${plural("fr", count, "elle reste", "elles restent")} sept jours sur cet appareil et ${plural("fr", count, "partira", "partiront")} à la prochaine ouverture.`,
      notKept: (count: number) =>
        `${frCount(count, "modification n’est pas enregistrée", "modifications ne sont pas enregistrées")}, et ce navigateur ne garde rien\u00A0: copiez ce qui compte avant de fermer la page.`,
    },
    stranded: {
      title: (count: number) =>
        `${frCount(count, "cellule que vous aviez tapée n’a", "cellules que vous aviez tapées n’ont")} pas pu être enregistrée${count > 1 ? "s" : ""}`,
      text: "La fiche a changé pendant que vous étiez hors ligne et leur ligne n’y est plus. Voici ce que vous aviez tapé.",
      goneText: "Cette fiche ne peut plus être ouverte. Voici ce que vous y aviez tapé et qui n’a pas été enregistré.",
      readOnlyText: "Le droit de modifier cette fiche vous a été retiré avant l’enregistrement. Voici ce que vous aviez tapé.",
      emptied: "(vidée)",
      copy: "Copier",
      copied: "Copié.",
      dismiss: "J’ai vu",
    },
    undo: {
      stayed: (count: number) =>
        `${frCount(count, "cellule garde la valeur qu’un collègue a mise", "cellules gardent la valeur qu’un collègue a mise")} depuis.`,
      renewed: "La fiche a été reconstruite pendant votre absence\u00A0: ce que vous aviez fait avant ne peut plus être repris.",
    },
    leave: {
      title: "Se déconnecter maintenant\u00A0?",
      text: (count: number) =>
        `${frCount(count, "modification n’est pas encore enregistrée", "modifications ne sont pas encore enregistrées")}. Se déconnecter ${plural("fr", count, "l’efface", "les efface")} de cet appareil.`,
      sheet: (title: string, count: number) => `${title}\u00A0: ${frCount(count, "modification", "modifications")}`,
      unnamed: "Une fiche",
      confirm: "Effacer et se déconnecter",
    },
  },
  {
    live: "Live",
    saving: "Saving…",
    saved: "everything is saved",
    connecting: "Reconnecting…",
    offline: "Offline",
    poll: "Fallback transport",
    readOnly: "read-only",
    waiting: (count) => `${enCount(count, "change", "changes")} waiting`,
    hint: {
      live: "What your colleagues do arrives here without waiting.",
      saving: "The server has not yet said that your last changes are on its disk.",
      connecting: "The connection is broken. It comes back by itself, carry on.",
      offline: "Nothing is lost: what you did here leaves as soon as the connection is back.",
      kept: "Closing the page changes nothing: your changes stay on this device for seven days.",
      notKept: "This browser keeps nothing: waiting changes would not survive closing the page.",
      poll: "This network does not let the direct connection through. Everything works and is saved, a little less fast.",
      readOnly: "You see what your colleagues do; you cannot change the worksheet.",
    },
    refused: {
      signedOut: "Session ended",
      notAllowed: "Access withdrawn",
      notFound: "Worksheet not found",
      gone: "Worksheet deleted",
      outdated: "Page to reload",
      outsideModel: "Page to reload",
      tooLarge: "Change too large",
      tooMany: "Too many pages open",
      full: "Worksheet full",
      other: "Connection closed",
    },
    remedy: {
      title: "This worksheet is no longer live",
      signedOut: "Your session has ended. Sign in again, in another tab if you like, then resume.",
      notAllowed: "Your rights have changed: you no longer have access to this worksheet.",
      notFound: "This worksheet does not exist, or does not belong to your organisation.",
      gone: "A colleague deleted this worksheet while you were in it.",
      outdated: "Concerto was updated while this page was open. Reload it to go on.",
      outsideModel: "This page is from an older version. Reload it to go on.",
      tooLarge: "The last change is too large to be sent at once. Reload the page and paste in several parts.",
      tooMany: "You have too many worksheets open. Close one, then resume.",
      full: "This worksheet is full: it holds 20,000 rows and 8 MB. Reload it, delete rows you no longer need, then try again.",
      other: "The connection to the worksheet was closed. Reload the page.",
      reload: "Reload the page",
      again: "Resume",
      toCohorts: "Go to cohorts",
      signIn: "Sign in",
      kept: (count) =>
        `${enCount(count, "change is", "changes are")} not saved: ${plural("en", count, "it stays", "they stay")} on this device for seven days and ${plural("en", count, "leaves", "leave")} at the next opening.`,
      notKept: (count) =>
        `${enCount(count, "change is", "changes are")} not saved, and this browser keeps nothing: copy what matters before you close the page.`,
    },
    stranded: {
      title: (count) => `${enCount(count, "cell you typed", "cells you typed")} could not be saved`,
      text: "The worksheet changed while you were offline and their row is no longer in it. Here is what you had typed.",
      goneText: "This worksheet can no longer be opened. Here is what you had typed in it and was not saved.",
      readOnlyText: "The right to change this worksheet was withdrawn before it was saved. Here is what you had typed.",
      emptied: "(emptied)",
      copy: "Copy",
      copied: "Copied.",
      dismiss: "I have seen it",
    },
    undo: {
      stayed: (count) => `${enCount(count, "cell keeps", "cells keep")} the value a colleague has given since.`,
      renewed: "The worksheet was rebuilt while you were away: what you did before can no longer be taken back.",
    },
    leave: {
      title: "Sign out now?",
      text: (count) =>
        `${enCount(count, "change is", "changes are")} not saved yet. Signing out deletes ${plural("en", count, "it", "them")} from this device.`,
      sheet: (title, count) => `${title}: ${enCount(count, "change", "changes")}`,
      unnamed: "A worksheet",
      confirm: "Delete and sign out",
    },
  },
);
