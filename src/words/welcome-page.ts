import type { NewsGroup } from "#domain/welcome.ts";
import type { Side } from "#domain/request.ts";
import { plural, words, writeInstant, writeNumber, writeTime, type Language } from "./words.ts";

const fr = (count: number, one: string, many: string) => `${writeNumber(count, "fr")}\u00A0${plural("fr", count, one, many)}`;
const en = (count: number, one: string, many: string) => `${writeNumber(count, "en")} ${plural("en", count, one, many)}`;

const zone = "America/Toronto";
const dayOf = (at: Date) => new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(at);
const clockOf = (at: Date, language: Language) =>
  writeTime(new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" }).format(at), language);

/** « 10 h 42 » today, « hier 16 h 10 », « le 3 nov., 10 h 42 ». */
export function writeSince(instant: string, language: Language, now: Date): string {
  const at = new Date(instant);
  if (dayOf(at) === dayOf(now)) return clockOf(at, language);
  if (dayOf(at) === dayOf(new Date(now.getTime() - 86_400_000)))
    return `${language === "fr" ? "hier" : "yesterday"} ${clockOf(at, language)}`;
  const whole = writeInstant(instant, language, now);
  return language === "fr" ? `le ${whole}` : whole;
}

const newsFr: Record<NewsGroup, (count: number, side: Side) => string> = {
  sent: (n, side) => (side === "placing" ? fr(n, "envoyée", "envoyées") : fr(n, "reçue", "reçues")),
  redirected: (n, side) => (side === "unit" ? fr(n, "reçue", "reçues") : fr(n, "réacheminée", "réacheminées")),
  accepted: (n) => fr(n, "acceptée", "acceptées"),
  declined: (n) => fr(n, "refusée", "refusées"),
  unitAccepted: (n) => `${fr(n, "acceptée", "acceptées")} par la destination`,
  unitDeclined: (n) => `${fr(n, "refusée", "refusées")} par la destination`,
  cancelled: (n) => fr(n, "annulée", "annulées"),
  reactivated: (n) => fr(n, "réactivée", "réactivées"),
  takenBack: (n) => fr(n, "réponse reprise", "réponses reprises"),
  confirmed: (n) => fr(n, "confirmée", "confirmées"),
  cloned: (n) => fr(n, "clonée", "clonées"),
  split: (n) => fr(n, "répartie", "réparties"),
  dates: (n) => `${fr(n, "horaire changé", "horaires changés")}`,
  closed: (n) => `${fr(n, "touchée", "touchées")} par une fermeture`,
  proposals: (n) => fr(n, "avec une proposition", "avec une proposition"),
  conditions: (n) => fr(n, "avec une condition", "avec une condition"),
  comments: (n) => fr(n, "commentée", "commentées"),
  supervisors: (n) => `${fr(n, "superviseur nommé", "superviseurs nommés")}`,
  changed: (n) => fr(n, "modifiée", "modifiées"),
};
const newsEn: Record<NewsGroup, (count: number, side: Side) => string> = {
  sent: (n, side) => `${writeNumber(n, "en")} ${side === "placing" ? "sent" : "received"}`,
  redirected: (n, side) => `${writeNumber(n, "en")} ${side === "unit" ? "received" : "redirected"}`,
  accepted: (n) => `${writeNumber(n, "en")} accepted`,
  declined: (n) => `${writeNumber(n, "en")} declined`,
  unitAccepted: (n) => `${writeNumber(n, "en")} accepted by the unit`,
  unitDeclined: (n) => `${writeNumber(n, "en")} declined by the unit`,
  cancelled: (n) => `${writeNumber(n, "en")} cancelled`,
  reactivated: (n) => `${writeNumber(n, "en")} reactivated`,
  takenBack: (n) => en(n, "answer taken back", "answers taken back"),
  confirmed: (n) => `${writeNumber(n, "en")} confirmed`,
  cloned: (n) => `${writeNumber(n, "en")} cloned`,
  split: (n) => `${writeNumber(n, "en")} split`,
  dates: (n) => en(n, "schedule changed", "schedules changed"),
  closed: (n) => `${writeNumber(n, "en")} met by a closure`,
  proposals: (n) => `${writeNumber(n, "en")} with a proposal`,
  conditions: (n) => `${writeNumber(n, "en")} with a condition`,
  comments: (n) => `${writeNumber(n, "en")} commented on`,
  supervisors: (n) => en(n, "supervisor named", "supervisors named"),
  changed: (n) => `${writeNumber(n, "en")} changed`,
};

/** What the welcome page tells of itself: what is new, its lists, what is hidden, what it is narrowed to. */
export const welcomePageWords = words(
  {
    session: "Période",
    sessions: { today: "Aujourd’hui et à venir", past: "Terminées", all: "Toutes les périodes" },
    terms: "Sessions",
    sides: { label: "Côté", placing: "Ce que nous demandons", receiving: "Ce que nous recevons" },
    since: (when: string) => `Depuis ${when}\u00A0:`,
    news: newsFr as Record<NewsGroup, (count: number, side: Side) => string>,
    acts: (count: number) => fr(count, "action", "actions"),
    moreThan: "et davantage",
    noNews: (when: string) => `Rien de nouveau depuis ${when}.`,
    allSeen: "Tout marquer vu",
    allSeenDone: "Ce qui est nouveau commence maintenant.",
    counts: "Demandes par statut",
    toAnswer: "À répondre",
    ages: (fresh: number, week: number, late: number) =>
      [
        fresh > 0 ? `${writeNumber(fresh, "fr")} de moins de 3\u00A0jours` : "",
        week > 0 ? `${writeNumber(week, "fr")} de 3 à 14\u00A0jours` : "",
        late > 0 ? `${writeNumber(late, "fr")} de plus de 14\u00A0jours` : "",
      ]
        .filter((part) => part !== "")
        .join(", "),
    late: "Réponse en retard",
    lateText: (count: number) => plural("fr", count, "attendue avant aujourd’hui", "attendues avant aujourd’hui"),
    noneAtAll: "Aucune demande dans cette période.",
    lists: {
      waiting: "À répondre",
      late: "Réponses en retard",
      hidden: "Masquées de votre accueil",
      changed: "Changées depuis votre dernière visite",
      all: "Toutes",
    },
    changedTo: (what: string) => `${what} depuis votre dernière visite`,
    close: "Fermer la liste",
    list: (name: string) => `Demandes\u00A0: ${name}`,
    empty: "Il n’y en a plus. Ce qui arrive paraîtra ici de soi-même.",
    wholeList: "Ouvrir la liste complète",
    hide: "Masquer",
    hideLong: "Masquer de mon accueil",
    hidden: (count: number) =>
      `${fr(count, "demande masquée", "demandes masquées")} de votre accueil. ${count > 1 ? "Leur" : "Son"} état ne change pas.`,
    hiddenSome: (count: number) => `${fr(count, "demande a changé", "demandes ont changé")} entre-temps\u00A0: à lire d’abord.`,
    undo: "Annuler",
    show: "Remettre",
    shown: (count: number) => `${fr(count, "demande remise", "demandes remises")} sur votre accueil.`,
    showHidden: (count: number) => `Voir ${fr(count, "avis masqué", "avis masqués")}`,
    hideHidden: "Ne plus voir les avis masqués",
    hiddenTile: "Masquées",
    noticeHidden: "Avis masqué, jusqu’à ce qu’il change.",
    isNew: "nouveau depuis votre dernière visite",
    units: {
      title: "Nouvelles destinations",
      line: (name: string, service: string, site: string) => `${name} (${service}, ${site})`,
      by: (organisation: string, when: string) => `ajoutée par ${organisation}, ${when}`,
      open: "Voir",
    },
    clones: {
      title: "Demandes clonées par le milieu",
      line: (reference: number, of: number) => `No\u00A0${reference}, d’après la no\u00A0${of}`,
      to: (destination: string) => `vers ${destination}`,
      open: "Ouvrir",
    },
    surveys: {
      title: "Réponses à reprendre",
      line: (by: string, when: string) => `${by} a rempli le profil, ${when}`,
      open: "Relire",
    },
    agreements: { title: "Ententes qui se terminent", line: (title: string, day: string) => `${title}, jusqu’au ${day}`, open: "Voir" },
    register: {
      title: "Le registre",
      text: "Comptes à l’instant\u00A0; un clic montre qui.",
      open: "Ouvrir le registre",
      first: (shown: number, total: number) => `${writeNumber(shown, "fr")} de ${writeNumber(total, "fr")}`,
      none: "Aucun étudiant.",
    },
    people: {
      title: "Accès des personnes",
      text: "Qui n’est jamais venu, qui perdra bientôt son accès, à qui il est fermé.",
      states: { invited: "Invitées, jamais venues", lapsing: "Bientôt sans accès", disabled: "Accès fermés" },
      since: {
        invited: (when: string) => `invitée le ${when}`,
        lapsing: (when: string) => `venue pour la dernière fois le ${when}`,
        disabled: (when: string) => `venue pour la dernière fois le ${when}`,
      },
      open: "Ouvrir",
      allWell: "Chaque personne invitée est venue, et personne ne perd son accès bientôt.",
    },
    coming: "Vos groupes",
    comingNone: "Aucun groupe ne vous est confié dans cette période.",
  },
  {
    session: "Period",
    sessions: { today: "Today and to come", past: "Over", all: "Every period" },
    terms: "Terms",
    sides: { label: "Side", placing: "What we ask for", receiving: "What we receive" },
    since: (when) => `Since ${when}:`,
    news: newsEn as Record<NewsGroup, (count: number, side: Side) => string>,
    acts: (count) => en(count, "act", "acts"),
    moreThan: "and more",
    noNews: (when) => `Nothing new since ${when}.`,
    allSeen: "Mark all as seen",
    allSeenDone: "What is new begins now.",
    counts: "Requests by status",
    toAnswer: "To answer",
    ages: (fresh, week, late) =>
      [
        fresh > 0 ? `${writeNumber(fresh, "en")} under 3 days` : "",
        week > 0 ? `${writeNumber(week, "en")} from 3 to 14 days` : "",
        late > 0 ? `${writeNumber(late, "en")} over 14 days` : "",
      ]
        .filter((part) => part !== "")
        .join(", "),
    late: "Answer overdue",
    lateText: () => "expected before today",
    noneAtAll: "No request in this period.",
    lists: {
      waiting: "To answer",
      late: "Overdue answers",
      hidden: "Hidden from your home page",
      changed: "Changed since your last visit",
      all: "All",
    },
    changedTo: (what) => `${what} since your last visit`,
    close: "Close the list",
    list: (name) => `Requests: ${name}`,
    empty: "There are none left. What arrives will appear here by itself.",
    wholeList: "Open the whole list",
    hide: "Hide",
    hideLong: "Hide from my home page",
    hidden: (count) => `${en(count, "request", "requests")} hidden from your home page. Nothing else changes.`,
    hiddenSome: (count) => `${en(count, "request", "requests")} changed meanwhile: to be read first.`,
    undo: "Undo",
    show: "Put back",
    shown: (count) => `${en(count, "request", "requests")} put back on your home page.`,
    showHidden: (count) => `See ${en(count, "hidden notice", "hidden notices")}`,
    hideHidden: "Leave out hidden notices",
    hiddenTile: "Hidden",
    noticeHidden: "Notice hidden, until it changes.",
    isNew: "new since your last visit",
    units: {
      title: "New units",
      line: (name, service, site) => `${name} (${service}, ${site})`,
      by: (organisation, when) => `added by ${organisation}, ${when}`,
      open: "See",
    },
    clones: {
      title: "Requests cloned by the host",
      line: (reference, of) => `No. ${reference}, from no. ${of}`,
      to: (destination) => `to ${destination}`,
      open: "Open",
    },
    surveys: {
      title: "Answers to take in",
      line: (by, when) => `${by} filled in the profile, ${when}`,
      open: "Review",
    },
    agreements: { title: "Agreements coming to an end", line: (title, day) => `${title}, until ${day}`, open: "See" },
    register: {
      title: "The register",
      text: "Counted as of now; a click shows who.",
      open: "Open the register",
      first: (shown, total) => `${writeNumber(shown, "en")} of ${writeNumber(total, "en")}`,
      none: "No student.",
    },
    people: {
      title: "People’s access",
      text: "Who never came, who will soon lose access, for whom it is closed.",
      states: { invited: "Invited, never came", lapsing: "About to lose access", disabled: "Access closed" },
      since: {
        invited: (when) => `invited on ${when}`,
        lapsing: (when) => `last came on ${when}`,
        disabled: (when) => `last came on ${when}`,
      },
      open: "Open",
      allWell: "Everyone invited has come, and nobody is about to lose access.",
    },
    coming: "Your groups",
    comingNone: "No group is yours in this period.",
  },
);
