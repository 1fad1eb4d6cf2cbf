import type { EventKind } from "#domain/event.ts";
import type { Happened, HistoryEntry, HistoryNames, Subject } from "#domain/history.ts";
import type { RoleKind } from "#domain/access.ts";
import { writeWeekdays } from "#domain/weekdays.ts";
import { roleWords } from "./role.ts";
import { inWords, plural, words, writeInstant, writeNumber, type Language } from "./words.ts";

type FactsOf<Kind extends EventKind> = Extract<Happened, { kind: Kind }>["facts"];
/** What was done, after the name of who did it: « a envoyé la demande n° 100042 ». */
type Phrases = { [Kind in EventKind]: (facts: FactsOf<Kind>, names: HistoryNames) => string };

const quoted = (text: string, language: Language): string => (language === "fr" ? `«\u00A0${text}\u00A0»` : `“${text}”`);
const count = (language: Language, value: number, one: string, many: string): string =>
  `${writeNumber(value, language)}\u00A0${plural(language, value, one, many)}`;
const roleName = (kind: string, language: Language): string => inWords(roleWords, language)[kind as RoleKind] ?? kind;

const fields = {
  fr: {
    lastName: "nom",
    firstName: "prénom",
    title: "titre",
    email: "courriel",
    phone: "téléphone",
    departmentId: "département",
    number: "numéro",
    birthDate: "date de naissance",
    name: "nom",
    shortName: "nom court",
    address: "adresse",
    contactId: "personne-ressource",
    coordinatorId: "coordination",
    capacity: "capacité",
    largestGroup: "plus grand groupe",
    disciplines: "disciplines reçues",
    isUser: "utilisateur du système",
    serviceId: "service",
    siteId: "site",
    kind: "genre",
    size: "taille du groupe",
    place: "milieu",
    comment: "commentaire",
    alert: "alerte urgente",
    consent: "consentement",
    graduated: "diplômé",
    sealed: "profil masqué",
    days: "jours",
    hours: "heures",
    instructor: "enseignant",
    dueOn: "échéance",
    sender: "expéditeur",
    dates: "dates",
  },
  en: {
    lastName: "last name",
    firstName: "first name",
    title: "title",
    email: "e-mail",
    phone: "telephone",
    departmentId: "department",
    number: "number",
    birthDate: "date of birth",
    name: "name",
    shortName: "short name",
    address: "address",
    contactId: "contact",
    coordinatorId: "coordinator",
    capacity: "capacity",
    largestGroup: "largest group",
    disciplines: "disciplines received",
    isUser: "user of the system",
    serviceId: "service",
    siteId: "site",
    kind: "kind",
    size: "group size",
    place: "place",
    comment: "comment",
    alert: "urgent alert",
    consent: "consent",
    graduated: "graduated",
    sealed: "profile hidden",
    days: "days",
    hours: "hours",
    instructor: "instructor",
    dueOn: "due date",
    sender: "sender",
    dates: "dates",
  },
} as const;
/** With its day, whenever it is read: history is not read on the day it speaks of. */
const instantWhole = (at: string, language: Language): string => writeInstant(at, language, new Date(0));
const fieldNames = (keys: string[], language: Language): string => {
  const known = keys.map((key) => fields[language][key as keyof (typeof fields)["fr"]]).filter((name) => name !== undefined);
  return known.length > 0 ? ` (${known.join(", ")})` : "";
};

const levels = {
  fr: { agency: "l’organisme", site: "le site", service: "le service", destination: "la destination" },
  en: { agency: "organisation", site: "site", service: "service", destination: "destination" },
} as const;

/** Weekdays are the only list a change holds. */
const isDays = (value: unknown): value is number[] => Array.isArray(value) && value.every((one) => typeof one === "number");
const shown = (value: unknown, language: Language): string =>
  isDays(value)
    ? writeWeekdays(value, language)
    : value === null || value === undefined || value === ""
      ? language === "fr"
        ? "rien"
        : "nothing"
      : typeof value === "string"
        ? quoted(value, language)
        : typeof value === "number"
          ? writeNumber(value, language)
          : "…";

function changesIn(changes: Record<string, { before: unknown; after: unknown }>, language: Language): string {
  const told = Object.entries(changes).map(([key, { before, after }]) => {
    const name = fields[language][key as keyof (typeof fields)["fr"]] ?? key;
    return language === "fr"
      ? `${name}\u00A0: ${shown(before, "fr")} → ${shown(after, "fr")}`
      : `${name}: ${shown(before, "en")} → ${shown(after, "en")}`;
  });
  return told.join(language === "fr" ? "\u00A0; " : "; ");
}

/** « la demande n° 100042 (4e Est, Hôpital du Nord) », or without number when the reader's organisation does not have it. */
const requestFr = ({ request }: HistoryNames, reference?: number): string => {
  const number = reference ?? request?.reference;
  return `la demande${number === undefined ? "" : ` n°\u00A0${number}`}${request?.place ? ` (${request.place})` : ""}`;
};
const requestEn = ({ request }: HistoryNames, reference?: number): string => {
  const number = reference ?? request?.reference;
  return `request${number === undefined ? "" : `\u00A0${number}`}${request?.place ? ` (${request.place})` : ""}`;
};
const studentFr = ({ student }: HistoryNames): string => student ?? "une personne";
const studentEn = ({ student }: HistoryNames): string => student ?? "a student";
const whyFr = (facts: { reasonNote: string }, { reason }: HistoryNames): string =>
  `${reason ? `\u00A0: ${reason.fr}` : ""}${facts.reasonNote ? `, ${quoted(facts.reasonNote, "fr")}` : ""}`;
const whyEn = (facts: { reasonNote: string }, { reason }: HistoryNames): string =>
  `${reason ? `: ${reason.en}` : ""}${facts.reasonNote ? `, ${quoted(facts.reasonNote, "en")}` : ""}`;
const personFr = ({ person }: HistoryNames): string => person ?? "une personne";
const personEn = ({ person }: HistoryNames): string => person ?? "somebody";

interface Dates {
  startsOn: string;
  endsOn: string;
}
const datesFr = ({ before, after }: { before: Dates; after: Dates }): string =>
  `du ${before.startsOn} au ${before.endsOn} → du ${after.startsOn} au ${after.endsOn}`;
const datesEn = ({ before, after }: { before: Dates; after: Dates }): string =>
  `${before.startsOn} to ${before.endsOn} → ${after.startsOn} to ${after.endsOn}`;
interface Hours {
  hoursBefore: number | null;
  hoursAfter: number | null;
}
const hoursFr = ({ hoursBefore: before, hoursAfter: after }: Hours): string =>
  before === null || after === null || before === after ? "" : `, ${writeNumber(before, "fr")}\u00A0h → ${writeNumber(after, "fr")}\u00A0h`;
const hoursEn = ({ hoursBefore: before, hoursAfter: after }: Hours): string =>
  before === null || after === null || before === after ? "" : `, ${writeNumber(before, "en")}\u00A0h → ${writeNumber(after, "en")}\u00A0h`;

const statesFr: Record<string, string> = {
  enrolled: "inscrit",
  waived: "dispensé",
  withdrawn: "retiré",
  removed: "enlevé de la liste",
  uncopied: "renvoyé de la fiche aux inscriptions",
  marked: "remis à sa fiche",
};
const statesEn: Record<string, string> = {
  enrolled: "enrolled",
  waived: "waived",
  withdrawn: "withdrawn",
  removed: "taken off the list",
  uncopied: "sent back from the worksheet to the enrolments",
  marked: "put back to the worksheet",
};
const sheetsFr: Record<string, string> = { group: "de groupe", individual: "individuelle" };

const fr: Phrases = {
  "request.copied": ({ reference }, names) => `a mis ${requestFr(names, reference)} dans la boîte de sortie`,
  "request.sent": ({ reference, to, released }, names) =>
    `a ${released ? "libéré" : "envoyé"} ${requestFr(names, reference)}${to.endsWith("paper") ? ", en PDF" : ""}`,
  "request.held": ({ reference, until }, names) => `a envoyé ${requestFr(names, reference)}, retenue jusqu’au ${instantWhole(until, "fr")}`,
  "request.hold-changed": ({ reference, until }, names) =>
    until === null
      ? `laisse partir ${requestFr(names, reference)} sans attendre la date convenue`
      : `retient ${requestFr(names, reference)} jusqu’à la date convenue`,
  "request.discarded": ({ reference }, names) => `a supprimé ${requestFr(names, reference)}`,
  "request.redirected": ({ destination }, names) => `a réacheminé ${requestFr(names)}${destination ? ` vers ${destination}` : ""}`,
  "request.unit-accepted": (_facts, names) => `a accepté ${requestFr(names)} pour la destination`,
  "request.unit-declined": (facts, names) => `a refusé ${requestFr(names)} pour la destination${whyFr(facts, names)}`,
  "request.accepted": (_facts, names) => `a accepté ${requestFr(names)}`,
  "request.declined": (facts, names) => `a refusé ${requestFr(names)}${whyFr(facts, names)}`,
  "request.cancelled": (facts, names) => `a annulé ${requestFr(names)}${whyFr(facts, names)}`,
  "request.answer-taken-back": (_facts, names) => `a repris sa réponse à ${requestFr(names)}`,
  "request.confirmed": ({ students }, names) => `a confirmé ${requestFr(names)}, ${count("fr", students, "étudiant", "étudiants")}`,
  "request.unconfirmed": (_facts, names) => `a repris des noms confirmés de ${requestFr(names)}`,
  "request.split": ({ parts, reason }, names) =>
    `a réparti ${requestFr(names)}${parts.length > 0 ? `\u00A0: ${plural("fr", parts.length, "partie", "parties")} ${parts.join(", ")}` : ""}${reason ? `, ${quoted(reason, "fr")}` : ""}`,
  "request.part-added": ({ reference, of, reason }, names) =>
    `a ajouté une destination ou une période à la demande n°\u00A0${of}\u00A0: ${requestFr(names, reference)}${reason ? `, ${quoted(reason, "fr")}` : ""}`,
  "request.unsplit": ({ of }, names) => `a détaché ${requestFr(names)} de la demande n°\u00A0${of}`,
  "request.merged": ({ into }, names) => `a fusionné ${requestFr(names)} avec la demande n°\u00A0${into}`,
  "request.primary-changed": ({ before, after }) => `a fait de la demande n°\u00A0${after} la principale, au lieu de la n°\u00A0${before}`,
  "request.linked": ({ references, instructor }, names) =>
    `a lié ${requestFr(names)} à ${references.join(", ")}${instructor ? `, ${instructor} enseignant aux deux` : ""}`,
  "request.unlinked": ({ references }, names) => `a délié ${requestFr(names)} de ${references.join(", ")}`,
  "request.postponed": (facts, names) =>
    `a reporté ${requestFr(names)}\u00A0: ${datesFr(facts)}${hoursFr(facts)}${facts.resubmitted ? ", soumise de nouveau" : ""}${whyFr(facts, names)}`,
  "request.shortened": (facts, names) =>
    `a annulé en partie ${requestFr(names)}\u00A0: ${datesFr(facts)}${hoursFr(facts)}${whyFr(facts, names)}`,
  "request.suspended": (facts, names) =>
    `a suspendu ${requestFr(names)} du ${facts.suspendedFrom}${facts.suspendedTo ? ` au ${facts.suspendedTo}` : ", jusqu’à nouvel ordre"}${hoursFr(facts)}${whyFr(facts, names)}`,
  "request.resumed": ({ on }, names) => `a repris ${requestFr(names)} à partir du ${on}`,
  "request.dates-taken-back": (facts, names) => `a repris son changement de dates de ${requestFr(names)}\u00A0: ${datesFr(facts)}`,
  "request.calendar-changed": ({ days, first, last, students, ...hours }, names) =>
    `a changé ${count("fr", days, "jour", "jours")} de l’horaire détaillé de ${requestFr(names)}${students > 0 ? `, pour ${count("fr", students, "étudiant", "étudiants")}` : ""} (${first === last ? first : `${first} – ${last}`})${hoursFr(hours)}`,
  "request.calendar-estimated": ({ daysPerWeek, hoursPerDay }, names) =>
    `a précisé les jours et heures variés de ${requestFr(names)}${daysPerWeek ? `, ${daysPerWeek[0]} à ${daysPerWeek[1]}\u00A0jours par semaine` : ""}${hoursPerDay ? `, ${writeNumber(hoursPerDay[0], "fr")} à ${writeNumber(hoursPerDay[1], "fr")}\u00A0h par jour` : ""}`,
  "request.changed": ({ changes }, names) => `a modifié ${requestFr(names)}\u00A0: ${changesIn(changes, "fr")}`,
  "printout.queued": ({ place, requests, automatic }) =>
    `${automatic ? "a mis dans la file d’impression" : "a préparé"} un rapport pour ${place} (${count("fr", requests, "demande", "demandes")})`,
  "printout.made": ({ place }) => `a fini le PDF pour ${place}`,
  "printout.failed": ({ place }) => `n’a pas pu faire le PDF pour ${place}`,
  "printout.delivered": ({ place, how }) => `a livré le rapport pour ${place}${how === "mail" ? ", par courriel" : ""}`,
  "printout.undelivered": ({ place }) => `a remis le rapport pour ${place} parmi ceux à livrer`,
  "letter.sent": ({ to, files }) => `a écrit à ${to.join(", ")}${files > 0 ? `, avec ${count("fr", files, "fichier", "fichiers")}` : ""}`,
  "reply.opened": ({ place }) => `a ouvert le lien de réponse (${place})`,
  "reply.revoked": ({ name, place }) => `a révoqué le lien de réponse de ${name} (${place})`,
  "document.added": ({ name }) => `a ajouté le document ${quoted(name, "fr")}`,
  "document.removed": ({ name }) => `a retiré le document ${quoted(name, "fr")}`,
  "letter-template.changed": ({ name }) => `a modifié le modèle de courriel ${quoted(name, "fr")}`,
  "letter-template.removed": ({ name }) => `a retiré le modèle de courriel ${quoted(name, "fr")}`,
  "delivery-setting.changed": () => "a modifié les réglages d’envoi",
  "proposal.made": ({ number, accepts }, names) =>
    `a proposé autre chose pour ${requestFr(names)} (version ${number}${accepts ? ", acceptée si tout convient" : ""})`,
  "proposal.answered": ({ number, outcome }, names) =>
    `a ${outcome === "accepted" ? "accepté" : outcome === "partly" ? "accepté en partie" : "refusé"} la proposition ${number} pour ${requestFr(names)}`,
  "proposal.withdrawn": ({ number }, names) => `a retiré la proposition ${number} pour ${requestFr(names)}`,
  "comment.added": ({ internal }, names) => `a commenté ${requestFr(names)}${internal ? ", pour son organisme seul" : ""}`,
  "comment.withdrawn": (_facts, names) => `a retiré son commentaire sur ${requestFr(names)}`,
  "reminder.added": ({ dueOn }, names) => `a mis un rappel partagé au ${dueOn} sur ${requestFr(names)}`,
  "reminder.settled": ({ done }, names) => `a ${done ? "réglé" : "rouvert"} un rappel partagé sur ${requestFr(names)}`,
  "assignment.held": (_facts, names) => `a affecté ${studentFr(names)} à ${requestFr(names)}`,
  "assignment.moved": (_facts, names) => `a déplacé ${studentFr(names)} vers ${requestFr(names)}`,
  "assignment.removed": (_facts, names) => `a retiré ${studentFr(names)} de ${requestFr(names)}`,
  "call.sent": ({ number, to }) => `a envoyé l’appel d’offres n°\u00A0${number} à ${to}`,
  "call.taken-back": ({ number }) => `a repris l’appel d’offres n°\u00A0${number}`,
  "call.offered": ({ number, places, for: whom }) =>
    `a offert ${count("fr", places, "place", "places")} pour ${whom} (appel n°\u00A0${number})`,
  "call.offer-changed": ({ number, places, for: whom }) =>
    `a changé une offre de ${whom}, ${count("fr", places, "place", "places")} (appel n°\u00A0${number})`,
  "call.offer-withdrawn": (facts, names) =>
    `a retiré une offre de ${facts.for}, ${count("fr", facts.places, "place", "places")} (appel n°\u00A0${facts.number})${whyFr(facts, names)}`,
  "call.declined": (facts, names) => `a refusé l’appel d’offres n°\u00A0${facts.number} pour ${facts.for}${whyFr(facts, names)}`,
  "call.decline-taken-back": ({ number, for: whom }) => `a repris le refus de ${whom} (appel n°\u00A0${number})`,
  "call.reply-by-changed": ({ number, before, after }) =>
    `a changé la date de réponse de l’appel n°\u00A0${number}\u00A0: ${before} → ${after}`,
  "call.closed": ({ number }) => `a fermé l’appel d’offres n°\u00A0${number}`,
  "call.reopened": ({ number }) => `a rouvert l’appel d’offres n°\u00A0${number}`,
  "call.overdue": ({ number, to, replyBy }) => `a rappelé à ${to} que l’appel n°\u00A0${number} attend une réponse pour le ${replyBy}`,
  "request.offered": ({ reference, call }, names) => `a offert la place de ${requestFr(names, reference)} (appel n°\u00A0${call})`,
  "worksheet.opened": () => "a ouvert une fiche de travail",
  "worksheet.changed": () => "a modifié la fiche de travail",
  "worksheet.deleted": ({ kind, course, cohort }) => `a supprimé la fiche ${sheetsFr[kind] ?? ""} de ${course}, ${cohort}`,
  "worksheet.restored": ({ kind, course, cohort }) => `a rétabli la fiche ${sheetsFr[kind] ?? ""} de ${course}, ${cohort}`,
  "shelf.proposed": ({ count: values }) =>
    `a mis de côté ${count("fr", values, "valeur tapée hors ligne", "valeurs tapées hors ligne")} que la fiche n’affiche pas`,
  "shelf.settled": ({ count: values, keep }) =>
    keep === "shown"
      ? `a gardé ${plural("fr", values, "la valeur affichée", `les ${writeNumber(values, "fr")} valeurs affichées`)} et réglé le désaccord`
      : `a repris ${plural("fr", values, "une valeur mise de côté", `${writeNumber(values, "fr")} valeurs mises de côté`)}`,
  "enrolment.added": ({ students }) => `a inscrit ${count("fr", students, "étudiant", "étudiants")}`,
  "enrolment.changed": ({ students, state }) =>
    `a changé ${count("fr", students, "inscription", "inscriptions")}\u00A0: ${statesFr[state] ?? state}`,
  "enrolment.preferred": ({ students }) => `a changé les préférences de ${count("fr", students, "étudiant", "étudiants")}`,
  "enrolment.preference-use": ({ use }) =>
    use === "generative" ? "a rendu les préférences du cours génératives" : "a rendu les préférences du cours informatives",
  "enrolment.copied": ({ students, to }) => `a copié ${count("fr", students, "étudiant", "étudiants")} sur la fiche ${sheetsFr[to] ?? to}`,
  "student.added": (_facts, names) => `a ajouté ${studentFr(names)} au registre`,
  "student.changed": (facts, names) => `a modifié le dossier de ${studentFr(names)}${fieldNames(facts.fields, "fr")}`,
  "student.written-to": ({ students, subject }) => `a écrit à ${count("fr", students, "étudiant", "étudiants")}\u00A0: ${quoted(subject, "fr")}`,
  "student.removed": (_facts, names) => `a enlevé ${studentFr(names)} du registre`,
  "student.imported": ({ file, added, changed, enrolled }) =>
    `a importé ${quoted(file, "fr")}\u00A0: ${count("fr", added, "ajout", "ajouts")}, ${count("fr", changed, "modification", "modifications")}, ${count("fr", enrolled, "inscription", "inscriptions")}`,
  "student.import-undone": ({ file }) => `a annulé l’importation de ${quoted(file, "fr")}`,
  "programme.added": ({ name }) => `a ajouté le programme ${quoted(name, "fr")}`,
  "programme.changed": ({ name }) => `a modifié le programme ${quoted(name, "fr")}`,
  "programme.removed": ({ name }) => `a supprimé le programme ${quoted(name, "fr")}`,
  "course.added": ({ name }) => `a ajouté le cours ${quoted(name, "fr")}`,
  "course.changed": ({ name }) => `a modifié le cours ${quoted(name, "fr")}`,
  "course.removed": ({ name }) => `a supprimé le cours ${quoted(name, "fr")}`,
  "term.added": ({ name }) => `a ajouté la session ${quoted(name, "fr")}`,
  "term.changed": ({ name }) => `a modifié la session ${quoted(name, "fr")}`,
  "term.removed": ({ name }) => `a supprimé la session ${quoted(name, "fr")}`,
  "closed-day.added": ({ name, startsOn, endsOn }) => `a inscrit le congé ${quoted(name, "fr")} (${startsOn} – ${endsOn})`,
  "closed-day.changed": ({ name, startsOn, endsOn }) => `a changé le congé ${quoted(name, "fr")} (${startsOn} – ${endsOn})`,
  "closed-day.removed": ({ name, startsOn, endsOn }) => `a retiré le congé ${quoted(name, "fr")} (${startsOn} – ${endsOn})`,
  "cohort.added": ({ name }) => `a ajouté la cohorte ${quoted(name, "fr")}`,
  "cohort.changed": ({ name }) => `a modifié la cohorte ${quoted(name, "fr")}`,
  "cohort.removed": ({ name }) => `a supprimé la cohorte ${quoted(name, "fr")}`,
  "cohort-course.added": ({ name }) => `a ajouté le cours de cohorte ${quoted(name, "fr")}`,
  "cohort-course.changed": ({ name }) => `a modifié le cours de cohorte ${quoted(name, "fr")}`,
  "cohort-course.removed": ({ name }) => `a supprimé le cours de cohorte ${quoted(name, "fr")}`,
  "cohort-course.reviewed": ({ name }) => `a revu le cours de cohorte ${quoted(name, "fr")}`,
  "cohort-course.release-set": ({ name, until, held }) =>
    until === null
      ? `ne retient plus les demandes de ${quoted(name, "fr")}${held > 0 ? `\u00A0: ${count("fr", held, "demande est partie", "demandes sont parties")}` : ""}`
      : `retient les demandes individuelles de ${quoted(name, "fr")} jusqu’au ${instantWhole(until, "fr")}`,
  "cohort.copied": ({ name, from, courses }) =>
    `a copié la cohorte ${quoted(from, "fr")} sous le nom ${quoted(name, "fr")}, ${count("fr", courses, "cours", "cours")}`,
  "catalogue.added": ({ type, name }) => `a ajouté ${levels.fr[type]} ${quoted(name, "fr")}`,
  "catalogue.changed": ({ type, name, fields: keys }) => `a modifié ${levels.fr[type]} ${quoted(name, "fr")}${fieldNames(keys, "fr")}`,
  "catalogue.retired": ({ type, name, on }) => `a retiré ${levels.fr[type]} ${quoted(name, "fr")} à partir du ${on}`,
  "catalogue.restored": ({ type, name }) => `a rétabli ${levels.fr[type]} ${quoted(name, "fr")}`,
  "catalogue.removed": ({ type, name }) => `a supprimé ${levels.fr[type]} ${quoted(name, "fr")}`,
  "catalogue.imported": ({ file, rows }) => `a importé des milieux de ${quoted(file, "fr")}, ${count("fr", rows, "ligne", "lignes")}`,
  "overlap.changed": () => "a changé un groupe prévu à une unité",
  "zone.changed": ({ zone }) =>
    zone === null ? "a retiré l’école des zones de chevauchement" : "a choisi la zone où l’école signale les chevauchements",
  "closure.added": ({ place, from, to }) => `a noté la fermeture de ${quoted(place, "fr")} du ${from} au ${to}`,
  "closure.changed": ({ place, from, to }) => `a modifié la fermeture de ${quoted(place, "fr")}\u00A0: du ${from} au ${to}`,
  "closure.removed": ({ place, from, to }) => `a levé la fermeture de ${quoted(place, "fr")} du ${from} au ${to}`,
  "agreement.added": ({ title, school, organisation }) => `a ajouté l’entente ${quoted(title, "fr")} entre ${school} et ${organisation}`,
  "agreement.changed": ({ title, school, organisation }) => `a modifié l’entente ${quoted(title, "fr")} entre ${school} et ${organisation}`,
  "agreement.removed": ({ title, school, organisation }) =>
    `a supprimé l’entente ${quoted(title, "fr")} entre ${school} et ${organisation}`,
  "person.added": ({ name }) => `a ajouté ${name} aux personnes`,
  "person.changed": ({ name, fields: keys }) =>
    keys.includes("left")
      ? `a noté le départ de ${name}`
      : keys.includes("came-back")
        ? `a noté le retour de ${name}`
        : `a modifié la fiche de ${name}${fieldNames(keys, "fr")}`,
  "account.invited": (_facts, names) => `a invité ${personFr(names)} par courriel`,
  "account.disabled": (_facts, names) => `a désactivé l’accès de ${personFr(names)}`,
  "account.enabled": (_facts, names) => `a réactivé l’accès de ${personFr(names)}`,
  "account.signed-in": () => "a ouvert une session",
  "account.password-set": ({ first }) => (first === true ? "a choisi son premier mot de passe" : "a changé de mot de passe"),
  "account.password-asked": (_facts, names) => `a demandé un lien de mot de passe pour ${personFr(names)}`,
  "account.signed-out-everywhere": () => "a fermé toutes ses sessions",
  "role.given": ({ kind }, names) => `a donné un rôle à ${personFr(names)}\u00A0: ${roleName(kind, "fr")}`,
  "role.changed": ({ kind }, names) => `a changé les droits de ${personFr(names)}\u00A0: ${roleName(kind, "fr")}`,
  "role.taken": ({ kind }, names) => `a retiré un rôle à ${personFr(names)}\u00A0: ${roleName(kind, "fr")}`,
};

const en: Phrases = {
  "request.copied": ({ reference }, names) => `put ${requestEn(names, reference)} in the outbox`,
  "request.sent": ({ reference, to, released }, names) =>
    `${released ? "released" : "sent"} ${requestEn(names, reference)}${to.endsWith("paper") ? ", as PDF" : ""}`,
  "request.held": ({ reference, until }, names) => `sent ${requestEn(names, reference)}, held until ${instantWhole(until, "en")}`,
  "request.hold-changed": ({ reference, until }, names) =>
    until === null
      ? `lets ${requestEn(names, reference)} go without waiting for the agreed date`
      : `holds ${requestEn(names, reference)} until the agreed date`,
  "request.discarded": ({ reference }, names) => `deleted ${requestEn(names, reference)}`,
  "request.redirected": ({ destination }, names) => `redirected ${requestEn(names)}${destination ? ` to ${destination}` : ""}`,
  "request.unit-accepted": (_facts, names) => `accepted ${requestEn(names)} for the destination`,
  "request.unit-declined": (facts, names) => `declined ${requestEn(names)} for the destination${whyEn(facts, names)}`,
  "request.accepted": (_facts, names) => `accepted ${requestEn(names)}`,
  "request.declined": (facts, names) => `declined ${requestEn(names)}${whyEn(facts, names)}`,
  "request.cancelled": (facts, names) => `cancelled ${requestEn(names)}${whyEn(facts, names)}`,
  "request.answer-taken-back": (_facts, names) => `took back the answer to ${requestEn(names)}`,
  "request.confirmed": ({ students }, names) => `confirmed ${requestEn(names)}, ${count("en", students, "student", "students")}`,
  "request.unconfirmed": (_facts, names) => `took back confirmed names of ${requestEn(names)}`,
  "request.split": ({ parts, reason }, names) =>
    `split ${requestEn(names)}${parts.length > 0 ? `: ${plural("en", parts.length, "part", "parts")} ${parts.join(", ")}` : ""}${reason ? `, ${quoted(reason, "en")}` : ""}`,
  "request.part-added": ({ reference, of, reason }, names) =>
    `added a destination or period to request\u00A0${of}: ${requestEn(names, reference)}${reason ? `, ${quoted(reason, "en")}` : ""}`,
  "request.unsplit": ({ of }, names) => `detached ${requestEn(names)} from request\u00A0${of}`,
  "request.merged": ({ into }, names) => `merged ${requestEn(names)} with request\u00A0${into}`,
  "request.primary-changed": ({ before, after }) => `made request\u00A0${after} the primary, instead of\u00A0${before}`,
  "request.linked": ({ references, instructor }, names) =>
    `linked ${requestEn(names)} to ${references.join(", ")}${instructor ? `, with ${instructor} as instructor` : ""}`,
  "request.unlinked": ({ references }, names) => `unlinked ${requestEn(names)} from ${references.join(", ")}`,
  "request.postponed": (facts, names) =>
    `postponed ${requestEn(names)}: ${datesEn(facts)}${hoursEn(facts)}${facts.resubmitted ? ", submitted again" : ""}${whyEn(facts, names)}`,
  "request.shortened": (facts, names) =>
    `partially cancelled ${requestEn(names)}: ${datesEn(facts)}${hoursEn(facts)}${whyEn(facts, names)}`,
  "request.suspended": (facts, names) =>
    `suspended ${requestEn(names)} from ${facts.suspendedFrom}${facts.suspendedTo ? ` to ${facts.suspendedTo}` : " until further notice"}${hoursEn(facts)}${whyEn(facts, names)}`,
  "request.resumed": ({ on }, names) => `resumed ${requestEn(names)} from ${on}`,
  "request.dates-taken-back": (facts, names) => `took back the change of dates of ${requestEn(names)}: ${datesEn(facts)}`,
  "request.calendar-changed": ({ days, first, last, students, ...hours }, names) =>
    `changed ${count("en", days, "day", "days")} of the detailed schedule of ${requestEn(names)}${students > 0 ? `, for ${count("en", students, "student", "students")}` : ""} (${first === last ? first : `${first} – ${last}`})${hoursEn(hours)}`,
  "request.calendar-estimated": ({ daysPerWeek, hoursPerDay }, names) =>
    `said more of the various days and hours of ${requestEn(names)}${daysPerWeek ? `, ${daysPerWeek[0]} to ${daysPerWeek[1]}\u00A0days a week` : ""}${hoursPerDay ? `, ${writeNumber(hoursPerDay[0], "en")} to ${writeNumber(hoursPerDay[1], "en")}\u00A0h a day` : ""}`,
  "request.changed": ({ changes }, names) => `changed ${requestEn(names)}: ${changesIn(changes, "en")}`,
  "printout.queued": ({ place, requests, automatic }) =>
    `${automatic ? "put in the print queue" : "prepared"} a report for ${place} (${count("en", requests, "request", "requests")})`,
  "printout.made": ({ place }) => `finished the PDF for ${place}`,
  "printout.failed": ({ place }) => `could not make the PDF for ${place}`,
  "printout.delivered": ({ place, how }) => `delivered the report for ${place}${how === "mail" ? ", by e-mail" : ""}`,
  "printout.undelivered": ({ place }) => `put the report for ${place} back among those to deliver`,
  "letter.sent": ({ to, files }) => `wrote to ${to.join(", ")}${files > 0 ? `, with ${count("en", files, "file", "files")}` : ""}`,
  "reply.opened": ({ place }) => `opened the reply link (${place})`,
  "reply.revoked": ({ name, place }) => `revoked the reply link of ${name} (${place})`,
  "document.added": ({ name }) => `added the document ${quoted(name, "en")}`,
  "document.removed": ({ name }) => `took off the document ${quoted(name, "en")}`,
  "letter-template.changed": ({ name }) => `changed the e-mail template ${quoted(name, "en")}`,
  "letter-template.removed": ({ name }) => `took off the e-mail template ${quoted(name, "en")}`,
  "delivery-setting.changed": () => "changed the settings of sending",
  "proposal.made": ({ number, accepts }, names) =>
    `proposed something else for ${requestEn(names)} (version ${number}${accepts ? ", accepted if all of it suits" : ""})`,
  "proposal.answered": ({ number, outcome }, names) =>
    `${outcome === "accepted" ? "accepted" : outcome === "partly" ? "accepted part of" : "declined"} proposal ${number} for ${requestEn(names)}`,
  "proposal.withdrawn": ({ number }, names) => `withdrew proposal ${number} for ${requestEn(names)}`,
  "comment.added": ({ internal }, names) => `commented on ${requestEn(names)}${internal ? ", for their own organisation only" : ""}`,
  "comment.withdrawn": (_facts, names) => `withdrew their comment on ${requestEn(names)}`,
  "reminder.added": ({ dueOn }, names) => `set a shared reminder for ${dueOn} on ${requestEn(names)}`,
  "reminder.settled": ({ done }, names) => `${done ? "settled" : "reopened"} a shared reminder on ${requestEn(names)}`,
  "assignment.held": (_facts, names) => `assigned ${studentEn(names)} to ${requestEn(names)}`,
  "assignment.moved": (_facts, names) => `moved ${studentEn(names)} to ${requestEn(names)}`,
  "assignment.removed": (_facts, names) => `took ${studentEn(names)} off ${requestEn(names)}`,
  "call.sent": ({ number, to }) => `sent call for offers ${number} to ${to}`,
  "call.taken-back": ({ number }) => `took back call for offers ${number}`,
  "call.offered": ({ number, places, for: whom }) => `offered ${count("en", places, "place", "places")} for ${whom} (call ${number})`,
  "call.offer-changed": ({ number, places, for: whom }) =>
    `changed an offer of ${whom}, ${count("en", places, "place", "places")} (call ${number})`,
  "call.offer-withdrawn": (facts, names) =>
    `withdrew an offer of ${facts.for}, ${count("en", facts.places, "place", "places")} (call ${facts.number})${whyEn(facts, names)}`,
  "call.declined": (facts, names) => `declined call for offers ${facts.number} for ${facts.for}${whyEn(facts, names)}`,
  "call.decline-taken-back": ({ number, for: whom }) => `took back the decline of ${whom} (call ${number})`,
  "call.reply-by-changed": ({ number, before, after }) => `changed the reply-by date of call ${number}: ${before} → ${after}`,
  "call.closed": ({ number }) => `closed call for offers ${number}`,
  "call.reopened": ({ number }) => `reopened call for offers ${number}`,
  "call.overdue": ({ number, to, replyBy }) => `reminded ${to} that call ${number} awaits an answer by ${replyBy}`,
  "request.offered": ({ reference, call }, names) => `offered the place of ${requestEn(names, reference)} (call ${call})`,
  "worksheet.opened": () => "opened a worksheet",
  "worksheet.changed": () => "changed the worksheet",
  "worksheet.deleted": ({ kind, course, cohort }) => `deleted the ${kind} worksheet of ${course}, ${cohort}`,
  "worksheet.restored": ({ kind, course, cohort }) => `brought back the ${kind} worksheet of ${course}, ${cohort}`,
  "shelf.proposed": ({ count: values }) =>
    `set aside ${count("en", values, "value typed offline", "values typed offline")} that the worksheet does not show`,
  "shelf.settled": ({ count: values, keep }) =>
    keep === "shown"
      ? `kept ${plural("en", values, "the value shown", `the ${writeNumber(values, "en")} values shown`)} and settled the difference`
      : `took ${plural("en", values, "a value set aside", `${writeNumber(values, "en")} values set aside`)}`,
  "enrolment.added": ({ students }) => `enrolled ${count("en", students, "student", "students")}`,
  "enrolment.changed": ({ students, state }) => `changed ${count("en", students, "enrolment", "enrolments")}: ${statesEn[state] ?? state}`,
  "enrolment.preferred": ({ students }) => `changed the preferences of ${count("en", students, "student", "students")}`,
  "enrolment.preference-use": ({ use }) =>
    use === "generative" ? "made the course’s preferences generative" : "made the course’s preferences informative",
  "enrolment.copied": ({ students, to }) => `copied ${count("en", students, "student", "students")} to the ${to} worksheet`,
  "student.added": (_facts, names) => `added ${studentEn(names)} to the register`,
  "student.changed": (facts, names) => `changed the record of ${studentEn(names)}${fieldNames(facts.fields, "en")}`,
  "student.written-to": ({ students, subject }) => `wrote to ${count("en", students, "student", "students")}: ${quoted(subject, "en")}`,
  "student.removed": (_facts, names) => `took ${studentEn(names)} out of the register`,
  "student.imported": ({ file, added, changed, enrolled }) =>
    `imported ${quoted(file, "en")}: ${writeNumber(added, "en")} added, ${writeNumber(changed, "en")} changed, ${writeNumber(enrolled, "en")} enrolled`,
  "student.import-undone": ({ file }) => `undid the import of ${quoted(file, "en")}`,
  "programme.added": ({ name }) => `added programme ${quoted(name, "en")}`,
  "programme.changed": ({ name }) => `changed programme ${quoted(name, "en")}`,
  "programme.removed": ({ name }) => `deleted programme ${quoted(name, "en")}`,
  "course.added": ({ name }) => `added course ${quoted(name, "en")}`,
  "course.changed": ({ name }) => `changed course ${quoted(name, "en")}`,
  "course.removed": ({ name }) => `deleted course ${quoted(name, "en")}`,
  "term.added": ({ name }) => `added term ${quoted(name, "en")}`,
  "term.changed": ({ name }) => `changed term ${quoted(name, "en")}`,
  "term.removed": ({ name }) => `deleted term ${quoted(name, "en")}`,
  "closed-day.added": ({ name, startsOn, endsOn }) => `added the closed days ${quoted(name, "en")} (${startsOn} – ${endsOn})`,
  "closed-day.changed": ({ name, startsOn, endsOn }) => `changed the closed days ${quoted(name, "en")} (${startsOn} – ${endsOn})`,
  "closed-day.removed": ({ name, startsOn, endsOn }) => `removed the closed days ${quoted(name, "en")} (${startsOn} – ${endsOn})`,
  "cohort.added": ({ name }) => `added cohort ${quoted(name, "en")}`,
  "cohort.changed": ({ name }) => `changed cohort ${quoted(name, "en")}`,
  "cohort.removed": ({ name }) => `deleted cohort ${quoted(name, "en")}`,
  "cohort-course.added": ({ name }) => `added cohort course ${quoted(name, "en")}`,
  "cohort-course.changed": ({ name }) => `changed cohort course ${quoted(name, "en")}`,
  "cohort-course.removed": ({ name }) => `deleted cohort course ${quoted(name, "en")}`,
  "cohort-course.reviewed": ({ name }) => `reviewed cohort course ${quoted(name, "en")}`,
  "cohort-course.release-set": ({ name, until, held }) =>
    until === null
      ? `no longer holds the requests of ${quoted(name, "en")}${held > 0 ? `: ${count("en", held, "request has gone", "requests have gone")}` : ""}`
      : `holds the individual requests of ${quoted(name, "en")} until ${instantWhole(until, "en")}`,
  "cohort.copied": ({ name, from, courses }) =>
    `copied cohort ${quoted(from, "en")} as ${quoted(name, "en")}, ${count("en", courses, "course", "courses")}`,
  "catalogue.added": ({ type, name }) => `added ${levels.en[type]} ${quoted(name, "en")}`,
  "catalogue.changed": ({ type, name, fields: keys }) => `changed ${levels.en[type]} ${quoted(name, "en")}${fieldNames(keys, "en")}`,
  "catalogue.retired": ({ type, name, on }) => `retired ${levels.en[type]} ${quoted(name, "en")} from ${on}`,
  "catalogue.restored": ({ type, name }) => `restored ${levels.en[type]} ${quoted(name, "en")}`,
  "catalogue.removed": ({ type, name }) => `deleted ${levels.en[type]} ${quoted(name, "en")}`,
  "catalogue.imported": ({ file, rows }) => `imported places from ${quoted(file, "en")}, ${count("en", rows, "row", "rows")}`,
  "overlap.changed": () => "changed a group planned at a unit",
  "zone.changed": ({ zone }) =>
    zone === null ? "took the school out of the overlap zones" : "chose the zone where the school reports overlaps",
  "closure.added": ({ place, from, to }) => `noted that ${quoted(place, "en")} is closed ${from} to ${to}`,
  "closure.changed": ({ place, from, to }) => `changed the closure of ${quoted(place, "en")}: ${from} to ${to}`,
  "closure.removed": ({ place, from, to }) => `lifted the closure of ${quoted(place, "en")}, ${from} to ${to}`,
  "agreement.added": ({ title, school, organisation }) => `added agreement ${quoted(title, "en")} between ${school} and ${organisation}`,
  "agreement.changed": ({ title, school, organisation }) =>
    `changed agreement ${quoted(title, "en")} between ${school} and ${organisation}`,
  "agreement.removed": ({ title, school, organisation }) =>
    `deleted agreement ${quoted(title, "en")} between ${school} and ${organisation}`,
  "person.added": ({ name }) => `added ${name} to people`,
  "person.changed": ({ name, fields: keys }) =>
    keys.includes("left")
      ? `noted that ${name} left`
      : keys.includes("came-back")
        ? `noted that ${name} came back`
        : `changed the record of ${name}${fieldNames(keys, "en")}`,
  "account.invited": (_facts, names) => `invited ${personEn(names)} by e-mail`,
  "account.disabled": (_facts, names) => `disabled the access of ${personEn(names)}`,
  "account.enabled": (_facts, names) => `enabled the access of ${personEn(names)}`,
  "account.signed-in": () => "signed in",
  "account.password-set": ({ first }) => (first === true ? "chose a first password" : "changed their password"),
  "account.password-asked": (_facts, names) => `asked for a password link for ${personEn(names)}`,
  "account.signed-out-everywhere": () => "closed all their sessions",
  "role.given": ({ kind }, names) => `gave ${personEn(names)} a role: ${roleName(kind, "en")}`,
  "role.changed": ({ kind }, names) => `changed the rights of ${personEn(names)}: ${roleName(kind, "en")}`,
  "role.taken": ({ kind }, names) => `took a role from ${personEn(names)}: ${roleName(kind, "en")}`,
};

/** What was done, in words that follow the name of who did it. */
export const eventPhrase = (entry: HistoryEntry, language: Language): string =>
  ((language === "fr" ? fr : en)[entry.kind] as (facts: unknown, names: HistoryNames) => string)(entry.facts, entry.names);

const subjectsFr = {
  requests: "Demandes",
  deliveries: "Envois et courriels",
  assignments: "Affectations",
  worksheets: "Fiches de travail",
  students: "Étudiants et inscriptions",
  programmes: "Programmes et cohortes",
  catalogue: "Milieux",
  people: "Personnes et rôles",
  "sign-in": "Connexions et comptes",
} as const satisfies Record<Subject, string>;

/** The page « Historique » and the panel of the same name on a thing's page. */
export const historyWords = words(
  {
    title: "Historique",
    lead: "Tout ce qui s’est fait dans l’organisme, le plus récent d’abord.",
    subject: "Sujet",
    everything: "Tout",
    subjects: subjectsFr,
    person: "Par qui",
    everyone: "Tout le monde",
    from: "Du",
    to: "Au",
    clear: "Tout afficher",
    nobody: "Quelqu’un",
    you: "vous",
    /** After the name of who answered for a place without an account. */
    byLink: "par lien",
    today: "Aujourd’hui",
    yesterday: "Hier",
    more: "Afficher plus ancien",
    end: "Rien de plus ancien.",
    emptyTitle: "Rien encore",
    emptyText: "Chaque action faite ici, par vous ou vos collègues, s’inscrit dans l’historique avec son auteur et son heure.",
    emptyPanel: "Rien ne s’est encore passé ici.",
    noneTitle: "Rien ne correspond",
    noneText: "Aucune action ne correspond à ces filtres. Élargissez les dates ou affichez tout.",
  },
  {
    title: "History",
    lead: "Everything done in the organisation, the latest first.",
    subject: "Subject",
    everything: "Everything",
    subjects: {
      requests: "Requests",
      deliveries: "Deliveries and e-mails",
      assignments: "Assignments",
      worksheets: "Worksheets",
      students: "Students and enrolments",
      programmes: "Programmes and cohorts",
      catalogue: "Places",
      people: "People and roles",
      "sign-in": "Sign-ins and accounts",
    },
    person: "By whom",
    everyone: "Everyone",
    from: "From",
    to: "To",
    clear: "Show everything",
    nobody: "Someone",
    you: "you",
    byLink: "by link",
    today: "Today",
    yesterday: "Yesterday",
    more: "Show older",
    end: "Nothing older.",
    emptyTitle: "Nothing yet",
    emptyText: "Each action done here, by you or your colleagues, is written in the history with who did it and when.",
    emptyPanel: "Nothing has happened here yet.",
    noneTitle: "Nothing matches",
    noneText: "No action matches these filters. Widen the dates or show everything.",
  },
);
