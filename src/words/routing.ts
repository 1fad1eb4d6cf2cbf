import type { PassedOver, RouteAs, Standing } from "#domain/routing.ts";
import { plural, words, writeNumber, type Language } from "./words.ts";

const fr = (count: number, one: string, many: string) => `${writeNumber(count, "fr")}\u00A0${plural("fr", count, one, many)}`;
const en = (count: number, one: string, many: string) => `${writeNumber(count, "en")}\u00A0${plural("en", count, one, many)}`;

/** Why somebody is not asked in the system, after her name and a colon. */
export function reasonOf(of: PassedOver, language: Language): string {
  const french = language === "fr";
  switch (of.why) {
    case "left":
      return french ? "n’est plus dans l’organisme" : "has left the organisation";
    case "no-account":
      return french ? "n’a pas de compte" : "has no account";
    case "disabled":
      return french ? "accès désactivé" : "access is closed";
    case "not-covering":
      return french ? "ses rôles ne couvrent pas cette destination" : "roles do not cover this destination";
    case "alerts-refused":
      return french ? "refuse les avis par courriel" : "refuses e-mail notices";
    case "lapsed":
      return french ? `aucune connexion depuis ${fr(of.days, "jour", "jours")}` : `not signed in for ${en(of.days, "day", "days")}`;
    case "absent": {
      const until =
        of.until === null
          ? french
            ? "jusqu’à nouvel ordre"
            : "until further notice"
          : french
            ? `jusqu’au ${of.until}`
            : `until ${of.until}`;
      return french ? `en absence ${until}` : `away ${until}`;
    }
  }
}

/** How a contact stands, in one sentence. */
export function standingSentence(of: { standing: Standing; next: { name: string } | null }, language: Language): string {
  const { standing, next } = of;
  const french = language === "fr";
  if (!standing.answers) {
    const all = standing.reasons.map((one) => reasonOf(one, language)).join(french ? "\u00A0; " : "; ");
    return all.charAt(0).toLocaleUpperCase(language) + all.slice(1);
  }
  const days = standing.days ?? 0;
  if (standing.lapsesIn !== null) {
    const then = next
      ? french
        ? `ses demandes iront à ${next.name}`
        : `requests will go to ${next.name}`
      : french
        ? "ses demandes partiront sur papier"
        : "requests will go on paper";
    return french
      ? `Aucune connexion depuis ${fr(days, "jour", "jours")}\u00A0: dans ${fr(standing.lapsesIn, "jour", "jours")}, ${then}`
      : `Not signed in for ${en(days, "day", "days")}: in ${en(standing.lapsesIn, "day", "days")}, ${then}`;
  }
  if (standing.lastIn === null) return french ? "Accès donné, pas encore de connexion" : "Access given, not signed in yet";
  if (days === 0) return french ? "Utilise Concerto, connexion aujourd’hui" : "Uses Concerto, signed in today";
  return french
    ? `Utilise Concerto, dernière connexion il y a ${fr(days, "jour", "jours")}`
    : `Uses Concerto, last signed in ${en(days, "day", "days")} ago`;
}

/** Who is asked at a unit, said before a redirection and after it. */
export const routingWords = words(
  {
    as: {
      discipline: "personne-ressource de la discipline",
      contact: "personne-ressource de la destination",
      backup: "remplaçant",
      coordinator: "répond pour la destination",
      chosen: "choisie par vous",
    } satisfies Record<RouteAs, string>,
    title: "Qui la reçoit",
    hintAccount: (name: string) => `${name}, dans Concerto`,
    hintPaper: (name: string | null) => (name === null ? "sur papier" : `sur papier\u00A0: ${name}`),
    hintPaperWhy: (name: string, why: string) => `sur papier\u00A0: ${name}, ${why}`,
    hintSeveral: "selon la discipline",
    account: (name: string) => `${name}, dans Concerto`,
    insteadOf: (name: string) => `à la place de ${name}`,
    waited: "Trouvera la demande à son retour\u00A0: personne d’autre ne répond ici.",
    paper: "Sur papier",
    paperTo: (name: string) => `Sur papier, à ${name}`,
    paperText: "Le PDF va dans votre file d’impression. La destination répond par un lien de courriel, ou vous inscrivez sa réponse.",
    nobody: "Personne n’est nommé pour cette destination.",
    unitOnPaper: "La destination est réglée sur papier.",
    unexpected: "On attendait une réponse dans Concerto",
    passed: "Passé outre",
    forRequests: (references: readonly number[]) =>
      `Pour ${references.length === 1 ? "la demande" : "les demandes"} ${references.join(", ")}`,
    choose: "À qui",
    usual: "Selon les personnes-ressources",
    giveTo: (name: string) => `Confier à ${name}`,
    acceptAlerts: (name: string) => `Reprendre les avis de ${name}`,
    alertsTaken: (name: string) => `${name} reçoit de nouveau les avis`,
    backInConcerto: "Remettre la destination dans Concerto",
    isBack: (unit: string) => `${unit} est de nouveau dans Concerto`,
    askAccess: (names: string) => `Un accès désactivé se rouvre dans Personnes et rôles, par ${names}.`,
    noAdministrator: "l’administrateur de l’organisme",
    contacts: "Voir les contacts",
    signInAgain: "Une seule connexion suffit\u00A0: écrivez-lui, ou choisissez quelqu’un d’autre.",
    undo: "Annuler",
    // in the request's panel
    section: "Acheminement",
    given: (name: string) => `Confiée à ${name}`,
    givenChosen: (name: string) => `Confiée à ${name}, choisie à la main`,
    givenNobody: "Confiée à la destination",
    inConcerto: "dans Concerto",
    onPaper: "sur papier",
    whyPaper: "Pourquoi sur papier\u00A0?",
    check: {
      unit: "La destination est dans Concerto",
      named: "Quelqu’un est nommé pour la destination",
      account: "A un compte actif",
      covers: "Son rôle couvre la destination",
      alerts: "Accepte les avis par courriel",
      recent: (days: number) => `S’est connectée depuis moins de ${days} jours`,
      there: "N’est pas en absence",
    },
    met: "oui",
    unmet: "non",
    canGo: (name: string) => `${name} peut maintenant répondre dans Concerto.`,
    toAccount: "Envoyer dans Concerto",
    wentToAccount: (name: string) => `La demande attend maintenant ${name} dans Concerto`,
    stays: "Pas réacheminée d’office",
    staysText: (why: string) => `Ce service réachemine d’office, mais ${why}. La demande attend donc votre geste.`,
    // on the welcome page
    watched: "Contacts à surveiller",
    watchedLapses: (days: number) => `dans ${fr(days, "jour", "jours")}, plus rien ne lui sera confié`,
    watchedWhy: {
      lapsed: "aucune connexion depuis 180 jours",
      disabled: "accès désactivé",
      "alerts-refused": "refuse les avis par courriel",
      left: "n’est plus dans l’organisme",
    } as Record<string, string>,
    watchedNext: (unit: string, name: string) => `${unit}\u00A0: ${name} prend la suite`,
    watchedPaper: (unit: string) => `${unit}\u00A0: sur papier`,
  },
  {
    as: {
      discipline: "discipline contact",
      contact: "destination contact",
      backup: "backup",
      coordinator: "answers for the destination",
      chosen: "chosen by you",
    },
    title: "Who receives it",
    hintAccount: (name) => `${name}, in Concerto`,
    hintPaper: (name) => (name === null ? "on paper" : `on paper: ${name}`),
    hintPaperWhy: (name, why) => `on paper: ${name}, ${why}`,
    hintSeveral: "by discipline",
    account: (name) => `${name}, in Concerto`,
    insteadOf: (name) => `instead of ${name}`,
    waited: "Will find the request on return: nobody else answers here.",
    paper: "On paper",
    paperTo: (name) => `On paper, to ${name}`,
    paperText: "The PDF goes to your print queue. The destination answers by a mailed link, or you record its answer.",
    nobody: "Nobody is named for this destination.",
    unitOnPaper: "The destination is set to paper.",
    unexpected: "An answer in Concerto was expected",
    passed: "Passed over",
    forRequests: (references) => `For ${references.length === 1 ? "request" : "requests"} ${references.join(", ")}`,
    choose: "To whom",
    usual: "As the contacts say",
    giveTo: (name) => `Give it to ${name}`,
    acceptAlerts: (name) => `Take notices for ${name} again`,
    alertsTaken: (name) => `${name} gets notices again`,
    backInConcerto: "Put the destination back in Concerto",
    isBack: (unit) => `${unit} is in Concerto again`,
    askAccess: (names) => `A closed access is opened again in People and roles, by ${names}.`,
    noAdministrator: "the organisation’s administrator",
    contacts: "See the contacts",
    signInAgain: "Signing in once is enough: write to them, or choose somebody else.",
    undo: "Undo",
    section: "Routing",
    given: (name) => `Given to ${name}`,
    givenChosen: (name) => `Given to ${name}, chosen by hand`,
    givenNobody: "Given to the destination",
    inConcerto: "in Concerto",
    onPaper: "on paper",
    whyPaper: "Why on paper?",
    check: {
      unit: "The destination is in Concerto",
      named: "Somebody is named for the destination",
      account: "Has an open account",
      covers: "A role covers the destination",
      alerts: "Takes e-mail notices",
      recent: (days) => `Signed in less than ${days} days ago`,
      there: "Is not away",
    },
    met: "yes",
    unmet: "no",
    canGo: (name) => `${name} can now answer in Concerto.`,
    toAccount: "Send in Concerto",
    wentToAccount: (name) => `The request now waits for ${name} in Concerto`,
    stays: "Not redirected by itself",
    staysText: (why) => `This service redirects by itself, but ${why}. The request therefore waits for you.`,
    watched: "Contacts to watch",
    watchedLapses: (days) => `in ${en(days, "day", "days")} nothing more will be given`,
    watchedWhy: {
      lapsed: "not signed in for 180 days",
      disabled: "access is closed",
      "alerts-refused": "refuses e-mail notices",
      left: "has left the organisation",
    },
    watchedNext: (unit, name) => `${unit}: ${name} takes over`,
    watchedPaper: (unit) => `${unit}: on paper`,
  },
);
