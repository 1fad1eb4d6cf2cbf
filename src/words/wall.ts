import type { TileKind } from "#domain/board.ts";
import type { DeadlineKind } from "#domain/deadline.ts";
import type { Language } from "#domain/weekdays.ts";
import { plural, words, writeNumber } from "./words.ts";

const fr = (count: number, one: string, many: string) => `${writeNumber(count, "fr")}\u00A0${plural("fr", count, one, many)}`;
const en = (count: number, one: string, many: string) => `${writeNumber(count, "en")}\u00A0${plural("en", count, one, many)}`;

const tilesFr: Record<TileKind, string> = {
  statuses: "Demandes par statut",
  flow: "La journée",
  answers: "Dernières réponses",
  conflicts: "Groupes sur-alloués",
  progress: "Avancement",
  occupancy: "Occupation",
  "starts-ends": "Débuts et fins",
  deadlines: "Échéances",
};
const tilesEn: Record<TileKind, string> = {
  statuses: "Requests by status",
  flow: "The day",
  answers: "Latest answers",
  conflicts: "Over-allocated groups",
  progress: "Progress",
  occupancy: "Occupancy",
  "starts-ends": "Starts and ends",
  deadlines: "Deadlines",
};

const dueFr: Record<DeadlineKind, string> = {
  answer: "Réponse attendue",
  condition: "Condition à remplir",
  call: "Appel d’offres",
  release: "Libération",
  choice: "Choix des étudiants",
  supervisor: "Superviseur à nommer",
  consent: "Consentement à renouveler",
  term: "Session",
};
const dueEn: Record<DeadlineKind, string> = {
  answer: "Answer expected",
  condition: "Condition to meet",
  call: "Call for offers",
  release: "Release",
  choice: "Students’ choices",
  supervisor: "Supervisor to name",
  consent: "Consent to renew",
  term: "Term",
};

/** What a wall says; short, for five metres. */
export const wallWords = words(
  {
    title: "Mur",
    tiles: tilesFr,
    /** Requests by status, in families that can be told apart from afar. */
    status: {
      new: "À envoyer",
      sent: "Envoyées",
      redirected: "Réacheminées",
      unit: "Vues par l’unité",
      accepted: "Acceptées",
      confirmed: "Confirmées",
      declined: "Refusées",
      cancelled: "Annulées",
    },
    statusReceived: {
      new: "À répondre",
      sent: "À répondre",
      redirected: "Chez l’unité",
      unit: "Réponse d’unité",
      accepted: "Acceptées",
      confirmed: "Confirmées",
      declined: "Refusées",
      cancelled: "Annulées",
    },
    noRequests: "Aucune demande en cours",
    inAll: (count: number) => `${writeNumber(count, "fr")} en tout`,
    flow: { sent: "envoyées", accepted: "acceptées", declined: "refusées", cancelled: "annulées" },
    flowReceived: { sent: "reçues", accepted: "acceptées", declined: "refusées", cancelled: "annulées" },
    usual: (count: number) => `à cette heure d’habitude\u00A0: ${writeNumber(count, "fr")}`,
    quietDay: "Rien encore aujourd’hui",
    outcome: {
      accepted: "Acceptée",
      declined: "Refusée",
      cancelled: "Annulée",
      confirmed: "Confirmée",
      redirected: "Réacheminée",
    },
    noAnswers: "Aucune réponse ces derniers jours",
    students: (count: number) => fr(count, "étudiant", "étudiants"),
    studentsShort: (count: number) => `${writeNumber(count, "fr")}\u00A0ét.`,
    over: "Sur-alloué",
    overTitle: "Groupe sur-alloué",
    overFull: "Unité au-delà de sa capacité",
    forPlaces: (students: number, places: number) => `${writeNumber(students, "fr")} pour ${fr(places, "place", "places")}`,
    since: (at: string) => `depuis ${at}`,
    noOver: "Aucun groupe sur-alloué",
    noOverUnit: "Aucune unité au-delà de sa capacité",
    blocks: (count: number) => `${fr(count, "conflit", "conflits")} à régler`,
    warns: (count: number) => `${fr(count, "avertissement", "avertissements")}`,
    progress: { confirmed: "confirmées", accepted: "acceptées", sent: "envoyées", planned: "planifiées", missing: "à trouver" },
    acceptedOf: (accepted: number, needed: number) => `${writeNumber(accepted, "fr")}\u00A0/\u00A0${writeNumber(needed, "fr")}`,
    acceptedOfNeeded: "acceptées sur requises",
    noProgress: "Aucune cohorte en cours",
    load: { empty: "libre", full: "complet", over: "au-delà", unknown: "sans capacité connue" },
    noOccupancy: "Aucune unité à montrer",
    starts: (count: number) => fr(count, "début", "débuts"),
    ends: (count: number) => fr(count, "fin", "fins"),
    start: "Début",
    end: "Fin",
    noStartsEnds: "Aucun groupe ne commence ni ne termine aujourd’hui",
    due: dueFr,
    overdue: (count: number) => `${writeNumber(count, "fr")} en retard`,
    late: (days: number) => `en retard de ${fr(days, "jour", "jours")}`,
    lateToday: "en retard",
    dueToday: "aujourd’hui",
    dueTomorrow: "demain",
    dueIn: (days: number) => `dans ${fr(days, "jour", "jours")}`,
    noDeadlines: "Aucune échéance proche",
    rest: (count: number) => `et ${fr(count, "autre", "autres")}`,
    urgent: "Urgent",
    lateCancel: "Annulation de dernière heure",
    lateCancelOf: (day: string) => `devait commencer ${day}`,
    upToDate: (at: string) => `À jour à ${at}`,
    silent10: (at: string) => `Reconnexion… Dernière mise à jour à ${at}`,
    late30: (age: string, at: string) => `Sans nouvelles depuis ${age}. Dernière mise à jour à ${at}`,
    lost2: (age: string, at: string) => `Chiffres périmés\u00A0: dernière mise à jour à ${at}, il y a ${age}`,
    lostOn: (age: string, at: string, day: string) => `Chiffres périmés\u00A0: dernière mise à jour le ${day} à ${at}, il y a ${age}`,
    neverHeard: "Connexion au serveur…",
    paused: "En pause",
    pause: "Mettre en pause",
    resume: "Reprendre",
    toView: (name: string, at: number, of: number) => `Vue ${at} de ${of}\u00A0: ${name}`,
    views: "Vues",
    disconnected: "Écran déconnecté",
    codeIs: (code: string) => `Code\u00A0: ${code}`,
    pairTitle: "Relier cet écran",
    pairOpen: (address: string) => `Sur un ordinateur ou un téléphone, ouvrez ${address}`,
    pairChoose: "Choisissez «\u00A0Relier un écran\u00A0»",
    pairType: "Tapez ce code",
    codeChanges: "Le code change de lui-même après quelques minutes.",
    waitingServer: "Le serveur ne répond pas encore. Cet écran réessaie de lui-même.",
    revokedTitle: "Écran déconnecté",
    revokedText: "Il n’affiche plus rien. Pour le relier de nouveau\u00A0:",
    noBoardTitle: "Cet écran n’a pas de tableau",
    noBoardText: (name: string, address: string) => `Donnez un tableau à «\u00A0${name}\u00A0» dans ${address}`,
    identify: "Cet écran est",
    public: "public",
    emptyView: "Cette vue n’a rien à montrer",
  },
  {
    title: "Wall",
    tiles: tilesEn,
    status: {
      new: "To send",
      sent: "Sent",
      redirected: "Redirected",
      unit: "Seen by unit",
      accepted: "Accepted",
      confirmed: "Confirmed",
      declined: "Declined",
      cancelled: "Cancelled",
    },
    statusReceived: {
      new: "To answer",
      sent: "To answer",
      redirected: "With the unit",
      unit: "Unit’s answer",
      accepted: "Accepted",
      confirmed: "Confirmed",
      declined: "Declined",
      cancelled: "Cancelled",
    },
    noRequests: "No request under way",
    inAll: (count) => `${writeNumber(count, "en")} in all`,
    flow: { sent: "sent", accepted: "accepted", declined: "declined", cancelled: "cancelled" },
    flowReceived: { sent: "received", accepted: "accepted", declined: "declined", cancelled: "cancelled" },
    usual: (count) => `usual by now: ${writeNumber(count, "en")}`,
    quietDay: "Nothing yet today",
    outcome: { accepted: "Accepted", declined: "Declined", cancelled: "Cancelled", confirmed: "Confirmed", redirected: "Redirected" },
    noAnswers: "No answers these last days",
    students: (count) => en(count, "student", "students"),
    studentsShort: (count) => `${writeNumber(count, "en")}\u00A0st.`,
    over: "Over-allocated",
    overTitle: "Over-allocated group",
    overFull: "Unit beyond its capacity",
    forPlaces: (students, places) => `${writeNumber(students, "en")} for ${en(places, "place", "places")}`,
    since: (at) => `since ${at}`,
    noOver: "No group is over-allocated",
    noOverUnit: "No unit is beyond its capacity",
    blocks: (count) => `${en(count, "conflict", "conflicts")} to settle`,
    warns: (count) => en(count, "warning", "warnings"),
    progress: { confirmed: "confirmed", accepted: "accepted", sent: "sent", planned: "planned", missing: "to find" },
    acceptedOf: (accepted, needed) => `${writeNumber(accepted, "en")}\u00A0/\u00A0${writeNumber(needed, "en")}`,
    acceptedOfNeeded: "accepted of needed",
    noProgress: "No cohort under way",
    load: { empty: "free", full: "full", over: "beyond", unknown: "capacity not known" },
    noOccupancy: "No unit to show",
    starts: (count) => en(count, "start", "starts"),
    ends: (count) => en(count, "end", "ends"),
    start: "Starts",
    end: "Ends",
    noStartsEnds: "No group begins or ends today",
    due: dueEn,
    overdue: (count) => `${writeNumber(count, "en")} overdue`,
    late: (days) => `${en(days, "day", "days")} late`,
    lateToday: "late",
    dueToday: "today",
    dueTomorrow: "tomorrow",
    dueIn: (days) => `in ${en(days, "day", "days")}`,
    noDeadlines: "No deadline ahead",
    rest: (count) => `and ${en(count, "other", "others")}`,
    urgent: "Urgent",
    lateCancel: "Cancelled at the last moment",
    lateCancelOf: (day) => `was to begin ${day}`,
    upToDate: (at) => `Up to date at ${at}`,
    silent10: (at) => `Reconnecting… Last update at ${at}`,
    late30: (age, at) => `No news for ${age}. Last update at ${at}`,
    lost2: (age, at) => `Out of date: last update at ${at}, ${age} ago`,
    lostOn: (age, at, day) => `Out of date: last update on ${day} at ${at}, ${age} ago`,
    neverHeard: "Connecting to the server…",
    paused: "Paused",
    pause: "Pause",
    resume: "Resume",
    toView: (name, at, of) => `View ${at} of ${of}: ${name}`,
    views: "Views",
    disconnected: "Screen disconnected",
    codeIs: (code) => `Code: ${code}`,
    pairTitle: "Pair this screen",
    pairOpen: (address) => `On a computer or a phone, open ${address}`,
    pairChoose: "Choose “Pair a screen”",
    pairType: "Type this code",
    codeChanges: "The code changes by itself after a few minutes.",
    waitingServer: "The server does not answer yet. This screen keeps trying by itself.",
    revokedTitle: "Screen disconnected",
    revokedText: "It shows nothing any more. To pair it again:",
    noBoardTitle: "This screen has no board",
    noBoardText: (name, address) => `Give “${name}” a board at ${address}`,
    identify: "This screen is",
    public: "public",
    emptyView: "This view has nothing to show",
  },
);

/** `14 h 32 min 05 s` or `2:32:05 p.m.` as a wall says it, from the server's ms; the zone is the board's. */
export function writeSecond(ms: number, language: Language, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", second: "2-digit" }).formatToParts(ms);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? "";
  if (language === "en") return `${Number(part("hour"))}:${part("minute")}:${part("second")}`;
  return `${Number(part("hour"))}\u00A0h\u00A0${part("minute")}\u00A0min\u00A0${part("second")}\u00A0s`;
}

/** `14 h 32`, the clock at the top. */
export function writeMinute(ms: number, language: Language, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" }).formatToParts(ms);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? "";
  return language === "en" ? `${Number(part("hour"))}:${part("minute")}` : `${Number(part("hour"))}\u00A0h\u00A0${part("minute")}`;
}

/** `35 s`, `2 min 10 s`, `3 h 05 min`, `2 jours`: how long nothing was heard. */
export function writeAge(ms: number, language: Language): string {
  const seconds = Math.floor(ms / 1000);
  const [minutes, hours] = [Math.floor(seconds / 60), Math.floor(seconds / 3600)];
  const two = (value: number): string => String(value).padStart(2, "0");
  if (seconds < 60) return `${seconds}\u00A0s`;
  if (minutes < 10) return `${minutes}\u00A0min\u00A0${two(seconds % 60)}\u00A0s`;
  if (hours < 1) return `${minutes}\u00A0min`;
  if (hours < 48) return `${hours}\u00A0h\u00A0${two(minutes % 60)}\u00A0min`;
  const days = Math.floor(hours / 24);
  return language === "fr" ? fr(days, "jour", "jours") : en(days, "day", "days");
}

/** `dimanche 22 novembre`, under the clock. */
export const writeWallDay = (ms: number, language: Language, timeZone: string): string =>
  new Intl.DateTimeFormat(language === "fr" ? "fr-CA" : "en-CA", { timeZone, weekday: "long", day: "numeric", month: "long" }).format(ms);
