import type { KeptCause } from "#domain/assignment-batch.ts";
import type { EventKind } from "#domain/event.ts";
import {
  quoted,
  count,
  instantWhole,
  changesIn,
  requestFr,
  requestEn,
  studentFr,
  studentEn,
  whyFr,
  whyEn,
  datesFr,
  datesEn,
  hoursFr,
  hoursEn,
  type Phrases,
} from "./event-phrase.ts";
import { writeNumber, plural } from "./words.ts";

/** Topics whose sentences stand here. */
export type RequestTopic =
  | "assignment"
  | "call"
  | "comment"
  | "conflict"
  | "condition"
  | "delivery-setting"
  | "document"
  | "guest"
  | "letter"
  | "letter-template"
  | "matching"
  | "printout"
  | "proposal"
  | "reminder"
  | "reply"
  | "request"
  | "supervision";
type Kinds = Extract<EventKind, `${RequestTopic}.${string}`>;

/** The organisation an answer to a call was entered for, when it was not its own. */
const forFr = (whom: string): string => (whom === "" ? "" : ` au nom de ${whom}`);
const forEn = (whom: string): string => (whom === "" ? "" : ` on behalf of ${whom}`);

const partFr = (part: string): string => (part === "site-instructor" ? "enseignant du site" : "superviseur");
const partEn = (part: string): string => (part === "site-instructor" ? "site instructor" : "supervisor");

type AppliedKind = KeptCause["kind"];
const appliedFr: Record<AppliedKind, string> = {
  hand: "a affecté plusieurs étudiants à la fois",
  solution: "a appliqué une solution du jumelage",
  scenario: "a publié un scénario",
  swap: "a appliqué un échange",
  undo: "a annulé une affectation de plusieurs étudiants",
};
const appliedEn: Record<AppliedKind, string> = {
  hand: "assigned several students at once",
  solution: "applied a solution of the matching",
  scenario: "published a scenario",
  swap: "applied a swap",
  undo: "undid an assignment of several students",
};
interface Seated {
  placed: number;
  freed: number;
}
const seatedFr = ({ placed, freed }: Seated): string =>
  [
    placed > 0 && `${writeNumber(placed, "fr")} ${plural("fr", placed, "étudiant affecté", "étudiants affectés")}`,
    freed > 0 && `${writeNumber(freed, "fr")} ${plural("fr", freed, "étudiant retiré de sa place", "étudiants retirés de leur place")}`,
  ]
    .filter((part) => part !== false)
    .join(", ");
const seatedEn = ({ placed, freed }: Seated): string =>
  [
    placed > 0 && `${writeNumber(placed, "en")} ${plural("en", placed, "student assigned", "students assigned")}`,
    freed > 0 && `${writeNumber(freed, "en")} ${plural("en", freed, "student taken off a place", "students taken off their places")}`,
  ]
    .filter((part) => part !== false)
    .join(", ");

type MatchEnd = "done" | "cancelled" | "cut-off" | "failed";
const matchEndFr: Record<MatchEnd, string> = {
  done: "a terminé un jumelage",
  cancelled: "a arrêté un jumelage à la demande de quelqu’un",
  "cut-off": "a vu un jumelage interrompu par l’arrêt du serveur",
  failed: "n’a pas pu mener un jumelage à terme",
};
const matchEndEn: Record<MatchEnd, string> = {
  done: "finished a matching",
  cancelled: "stopped a matching as asked",
  "cut-off": "saw a matching cut off by a stop of the server",
  failed: "could not finish a matching",
};
interface Kept {
  students: number;
  places: number;
  locks: number;
}
const keptFr = ({ students, places, locks }: Kept): string =>
  [
    students > 0 && count("fr", students, "étudiant mis de côté", "étudiants mis de côté"),
    places > 0 && count("fr", places, "milieu mis de côté", "milieux mis de côté"),
    locks > 0 && count("fr", locks, "place verrouillée", "places verrouillées"),
  ]
    .filter((part) => part !== false)
    .join(", ");
const keptEn = ({ students, places, locks }: Kept): string =>
  [
    students > 0 && count("en", students, "student withheld", "students withheld"),
    places > 0 && count("en", places, "place withheld", "places withheld"),
    locks > 0 && count("en", locks, "seat locked", "seats locked"),
  ]
    .filter((part) => part !== false)
    .join(", ");

/** What is done with requests and what goes with them, after the name of who did it. */
export const requestsFr: Phrases<Kinds> = {
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
  "request.auto-redirected": ({ destination }, names) =>
    `a réacheminé automatiquement ${requestFr(names)}${destination ? ` vers ${destination}` : ""}`,
  "request.reactivated": ({ to }, names) =>
    to === "new"
      ? `a remis ${requestFr(names)} dans la boîte de sortie`
      : `a réactivé ${requestFr(names)}${to.endsWith("paper") ? ", en PDF" : ""}`,
  "request.cloned": ({ reference, of, destination, message }) =>
    `a créé la demande n° ${reference} à partir de la n° ${of}${destination ? ` : destination ${destination}` : ""}${message ? `, ${quoted(message, "fr")}` : ""}`,
  "request.clone-taken-back": ({ reference, of }) => `a repris la demande n° ${reference}, créée à partir de la n° ${of}`,
  "request.relocated": ({ from, to }, names) => `a déplacé ${requestFr(names)} de ${from} à ${to}`,
  "request.place-closed": ({ place, from, to, days }, names) =>
    `a fermé ${quoted(place, "fr")} du ${from} au ${to}, ce qui touche ${days === null ? "" : `${count("fr", days, "jour", "jours")} de `}${requestFr(names)}`,
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
  "request.unit-moved": ({ unit, from, to }) =>
    `a déplacé ${quoted(unit, "fr")} de ${quoted(from, "fr")} à ${quoted(to, "fr")}\u00A0: la demande suit`,
  "request.changed": ({ changes }, names) => `a modifié ${requestFr(names)}\u00A0: ${changesIn(changes, "fr")}`,
  "supervision.named": ({ name, part }, names) => `a nommé ${name} ${partFr(part)} pour ${requestFr(names)}`,
  "supervision.changed": ({ name, startsOn, endsOn, hours }, names) =>
    `a changé les dates ou les heures de ${name} pour ${requestFr(names)}\u00A0: du ${startsOn} au ${endsOn}${hours === null ? "" : `, ${writeNumber(hours, "fr")}\u00A0h`}`,
  "supervision.adjusted": ({ people }, names) =>
    `a équilibré les heures de ${count("fr", people, "superviseur", "superviseurs")} pour ${requestFr(names)}`,
  "supervision.removed": ({ name, part }, names) => `a retiré ${name}, ${partFr(part)}, de ${requestFr(names)}`,
  "printout.queued": ({ place, requests, automatic }) =>
    `${automatic ? "a mis dans la file d’impression" : "a préparé"} un rapport pour ${place} (${count("fr", requests, "demande", "demandes")})`,
  "printout.made": ({ place }) => `a fini le PDF pour ${place}`,
  "printout.failed": ({ place }) => `n’a pas pu faire le PDF pour ${place}`,
  "printout.delivered": ({ place, how }) => `a livré le rapport pour ${place}${how === "mail" ? ", par courriel" : ""}`,
  "printout.undelivered": ({ place }) => `a remis le rapport pour ${place} parmi ceux à livrer`,
  "letter.sent": ({ to, files }) => `a écrit à ${to.join(", ")}${files > 0 ? `, avec ${count("fr", files, "fichier", "fichiers")}` : ""}`,
  "reply.opened": ({ place }) => `a ouvert le lien de réponse (${place})`,
  "reply.revoked": ({ name, place }) => `a révoqué le lien de réponse de ${name} (${place})`,
  "guest.school-added": ({ name }) => `a inscrit l’école ${quoted(name, "fr")}, qui n’utilise pas Concerto`,
  "guest.invited": ({ school, name, again }) => `a ${again ? "renvoyé" : "envoyé"} à ${name} (${school}) sa page d’école invitée`,
  "guest.opened": () => "a ouvert sa page d’école invitée",
  "guest.revoked": ({ school, name }) => `a retiré à ${name} (${school}) sa page d’école invitée`,
  "guest.closed": ({ school, name, byGuest }) =>
    byGuest ? "a renoncé à une demande commencée" : `a retiré la demande que ${name} (${school}) devait remplir`,
  "guest.setting-changed": () => "a changé ce qui est demandé aux écoles sans compte",
  "guest.named": ({ students, now }, names) =>
    `${students < 0 ? "a retiré" : "a nommé"} ${count("fr", Math.abs(students), "étudiant", "étudiants")} pour ${requestFr(names)} (${writeNumber(now, "fr")} en tout)`,
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
  "condition.put": ({ label, internal }, names) =>
    `a mis une condition à ${requestFr(names)}\u00A0: ${quoted(label.fr, "fr")}${internal ? ", pour son organisme seul" : ""}`,
  "condition.passed": ({ label }, names) => `a transmis à l’établissement la condition ${quoted(label.fr, "fr")} de ${requestFr(names)}`,
  "condition.met": ({ label }, names) => `a rempli la condition ${quoted(label.fr, "fr")} de ${requestFr(names)}`,
  "condition.not-met": ({ label }, names) => `ne peut pas remplir la condition ${quoted(label.fr, "fr")} de ${requestFr(names)}`,
  "condition.withdrawn": ({ label }, names) => `a retiré la condition ${quoted(label.fr, "fr")} de ${requestFr(names)}`,
  "condition.reopened": ({ label }, names) => `a rouvert la condition ${quoted(label.fr, "fr")} de ${requestFr(names)}`,
  "comment.added": ({ internal }, names) => `a commenté ${requestFr(names)}${internal ? ", pour son organisme seul" : ""}`,
  "comment.withdrawn": (_facts, names) => `a retiré son commentaire sur ${requestFr(names)}`,
  "reminder.added": ({ dueOn }, names) => `a mis un rappel partagé au ${dueOn} sur ${requestFr(names)}`,
  "reminder.settled": ({ done }, names) => `a ${done ? "réglé" : "rouvert"} un rappel partagé sur ${requestFr(names)}`,
  "assignment.held": (_facts, names) => `a affecté ${studentFr(names)} à ${requestFr(names)}`,
  "assignment.moved": (_facts, names) => `a déplacé ${studentFr(names)} vers ${requestFr(names)}`,
  "assignment.removed": (_facts, names) => `a retiré ${studentFr(names)} de ${requestFr(names)}`,
  "assignment.applied": (facts) => `${appliedFr[facts.cause.kind]}\u00A0: ${seatedFr(facts)}`,
  "matching.started": ({ students, places }) =>
    `a lancé un jumelage de ${count("fr", students, "étudiant", "étudiants")} et ${count("fr", places, "milieu", "milieux")}`,
  "matching.cancelled": () => "a arrêté un jumelage en cours",
  "matching.ended": ({ state, solutions }) =>
    `${matchEndFr[state]}\u00A0: ${count("fr", solutions, "solution proposée", "solutions proposées")}`,
  "matching.kept": (facts) => `a réglé le jumelage\u00A0: ${keptFr(facts)}`,
  "matching.released": (facts) => `a levé des exceptions du jumelage\u00A0: ${keptFr(facts)}`,
  "conflict.decided": ({ count: warnings, rules }) =>
    `a décidé d’aller de l’avant malgré ${count("fr", warnings, "avertissement", "avertissements")} d’affectation (${rules.join(", ")})`,
  "conflict.reopened": ({ count: warnings, rules }) =>
    `est revenu·e sur ${plural("fr", warnings, "une décision", `${writeNumber(warnings, "fr")} décisions`)} d’affectation (${rules.join(", ")})`,
  "call.sent": ({ number, to }) => `a envoyé l’appel d’offres n°\u00A0${number} à ${to}`,
  "call.taken-back": ({ number }) => `a repris l’appel d’offres n°\u00A0${number}`,
  "call.offered": ({ number, places, for: whom }) =>
    `a offert ${count("fr", places, "place", "places")}${forFr(whom)} en réponse à l’appel n°\u00A0${number}`,
  "call.offer-changed": ({ number, places, for: whom }) =>
    `a changé une offre${forFr(whom)}, maintenant de ${count("fr", places, "place", "places")} (appel n°\u00A0${number})`,
  "call.offer-withdrawn": (facts, names) =>
    `a retiré une offre de ${count("fr", facts.places, "place", "places")}${forFr(facts.for)} (appel n°\u00A0${facts.number})${whyFr(facts, names)}`,
  "call.declined": (facts, names) => `a refusé l’appel d’offres n°\u00A0${facts.number}${forFr(facts.for)}${whyFr(facts, names)}`,
  "call.decline-taken-back": ({ number, for: whom }) => `a repris un refus${forFr(whom)} (appel n°\u00A0${number})`,
  "call.reply-by-changed": ({ number, before, after }) =>
    `a changé la date de réponse de l’appel n°\u00A0${number}\u00A0: ${before} → ${after}`,
  "call.closed": ({ number }) => `a fermé l’appel d’offres n°\u00A0${number}`,
  "call.reopened": ({ number }) => `a rouvert l’appel d’offres n°\u00A0${number}`,
  "call.overdue": ({ number, to, replyBy }) => `a rappelé à ${to} que l’appel n°\u00A0${number} attend une réponse pour le ${replyBy}`,
  "request.offered": ({ reference, call }, names) => `a offert la place de ${requestFr(names, reference)} (appel n°\u00A0${call})`,
};

export const requestsEn: Phrases<Kinds> = {
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
  "request.auto-redirected": ({ destination }, names) =>
    `redirected ${requestEn(names)} automatically${destination ? ` to ${destination}` : ""}`,
  "request.reactivated": ({ to }, names) =>
    to === "new"
      ? `put ${requestEn(names)} back in the outbox`
      : `reactivated ${requestEn(names)}${to.endsWith("paper") ? ", as PDF" : ""}`,
  "request.cloned": ({ reference, of, destination, message }) =>
    `created request ${reference} from request ${of}${destination ? `: destination ${destination}` : ""}${message ? `, ${quoted(message, "en")}` : ""}`,
  "request.clone-taken-back": ({ reference, of }) => `took back request ${reference}, created from request ${of}`,
  "request.relocated": ({ from, to }, names) => `moved ${requestEn(names)} from ${from} to ${to}`,
  "request.place-closed": ({ place, from, to, days }, names) =>
    `closed ${quoted(place, "en")} from ${from} to ${to}, which touches ${days === null ? "" : `${count("en", days, "day", "days")} of `}${requestEn(names)}`,
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
  "request.unit-moved": ({ unit, from, to }) =>
    `moved ${quoted(unit, "en")} from ${quoted(from, "en")} to ${quoted(to, "en")}: the request goes along`,
  "request.changed": ({ changes }, names) => `changed ${requestEn(names)}: ${changesIn(changes, "en")}`,
  "supervision.named": ({ name, part }, names) => `named ${name} ${partEn(part)} for ${requestEn(names)}`,
  "supervision.changed": ({ name, startsOn, endsOn, hours }, names) =>
    `changed the dates or hours of ${name} for ${requestEn(names)}: ${startsOn} to ${endsOn}${hours === null ? "" : `, ${writeNumber(hours, "en")}\u00A0h`}`,
  "supervision.adjusted": ({ people }, names) =>
    `balanced the hours of ${count("en", people, "supervisor", "supervisors")} for ${requestEn(names)}`,
  "supervision.removed": ({ name, part }, names) => `removed ${name}, ${partEn(part)}, from ${requestEn(names)}`,
  "printout.queued": ({ place, requests, automatic }) =>
    `${automatic ? "put in the print queue" : "prepared"} a report for ${place} (${count("en", requests, "request", "requests")})`,
  "printout.made": ({ place }) => `finished the PDF for ${place}`,
  "printout.failed": ({ place }) => `could not make the PDF for ${place}`,
  "printout.delivered": ({ place, how }) => `delivered the report for ${place}${how === "mail" ? ", by e-mail" : ""}`,
  "printout.undelivered": ({ place }) => `put the report for ${place} back among those to deliver`,
  "letter.sent": ({ to, files }) => `wrote to ${to.join(", ")}${files > 0 ? `, with ${count("en", files, "file", "files")}` : ""}`,
  "reply.opened": ({ place }) => `opened the reply link (${place})`,
  "reply.revoked": ({ name, place }) => `revoked the reply link of ${name} (${place})`,
  "guest.school-added": ({ name }) => `added the school ${quoted(name, "en")}, which does not use Concerto`,
  "guest.invited": ({ school, name, again }) => `sent ${name} (${school}) the guest page${again ? " again" : ""}`,
  "guest.opened": () => "opened the guest page",
  "guest.revoked": ({ school, name }) => `took the guest page back from ${name} (${school})`,
  "guest.closed": ({ school, name, byGuest }) =>
    byGuest ? "gave up a request that was begun" : `took back the request ${name} (${school}) was to fill in`,
  "guest.setting-changed": () => "changed what schools without account are asked for",
  "guest.named": ({ students, now }, names) =>
    `${students < 0 ? "took off" : "named"} ${count("en", Math.abs(students), "student", "students")} for ${requestEn(names)} (${writeNumber(now, "en")} in all)`,
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
  "condition.put": ({ label, internal }, names) =>
    `put a condition on ${requestEn(names)}: ${quoted(label.en, "en")}${internal ? ", for the organisation alone" : ""}`,
  "condition.passed": ({ label }, names) => `passed the condition ${quoted(label.en, "en")} of ${requestEn(names)} on to the school`,
  "condition.met": ({ label }, names) => `met the condition ${quoted(label.en, "en")} of ${requestEn(names)}`,
  "condition.not-met": ({ label }, names) => `cannot meet the condition ${quoted(label.en, "en")} of ${requestEn(names)}`,
  "condition.withdrawn": ({ label }, names) => `withdrew the condition ${quoted(label.en, "en")} of ${requestEn(names)}`,
  "condition.reopened": ({ label }, names) => `reopened the condition ${quoted(label.en, "en")} of ${requestEn(names)}`,
  "comment.added": ({ internal }, names) => `commented on ${requestEn(names)}${internal ? ", for their own organisation only" : ""}`,
  "comment.withdrawn": (_facts, names) => `withdrew their comment on ${requestEn(names)}`,
  "reminder.added": ({ dueOn }, names) => `set a shared reminder for ${dueOn} on ${requestEn(names)}`,
  "reminder.settled": ({ done }, names) => `${done ? "settled" : "reopened"} a shared reminder on ${requestEn(names)}`,
  "assignment.held": (_facts, names) => `assigned ${studentEn(names)} to ${requestEn(names)}`,
  "assignment.moved": (_facts, names) => `moved ${studentEn(names)} to ${requestEn(names)}`,
  "assignment.removed": (_facts, names) => `took ${studentEn(names)} off ${requestEn(names)}`,
  "assignment.applied": (facts) => `${appliedEn[facts.cause.kind]}: ${seatedEn(facts)}`,
  "matching.started": ({ students, places }) =>
    `started a matching of ${count("en", students, "student", "students")} and ${count("en", places, "place", "places")}`,
  "matching.cancelled": () => "stopped a matching under way",
  "matching.ended": ({ state, solutions }) => `${matchEndEn[state]}: ${count("en", solutions, "solution proposed", "solutions proposed")}`,
  "matching.kept": (facts) => `set the matching: ${keptEn(facts)}`,
  "matching.released": (facts) => `lifted exceptions of the matching: ${keptEn(facts)}`,
  "conflict.decided": ({ count: warnings, rules }) =>
    `decided to go ahead in spite of ${count("en", warnings, "warning", "warnings")} of the assignment (${rules.join(", ")})`,
  "conflict.reopened": ({ count: warnings, rules }) =>
    `took back ${plural("en", warnings, "a decision", `${writeNumber(warnings, "en")} decisions`)} of the assignment (${rules.join(", ")})`,
  "call.sent": ({ number, to }) => `sent call for offers ${number} to ${to}`,
  "call.taken-back": ({ number }) => `took back call for offers ${number}`,
  "call.offered": ({ number, places, for: whom }) =>
    `offered ${count("en", places, "place", "places")}${forEn(whom)} in answer to call ${number}`,
  "call.offer-changed": ({ number, places, for: whom }) =>
    `changed an offer${forEn(whom)}, now of ${count("en", places, "place", "places")} (call ${number})`,
  "call.offer-withdrawn": (facts, names) =>
    `withdrew an offer of ${count("en", facts.places, "place", "places")}${forEn(facts.for)} (call ${facts.number})${whyEn(facts, names)}`,
  "call.declined": (facts, names) => `declined call for offers ${facts.number}${forEn(facts.for)}${whyEn(facts, names)}`,
  "call.decline-taken-back": ({ number, for: whom }) => `took back a decline${forEn(whom)} (call ${number})`,
  "call.reply-by-changed": ({ number, before, after }) => `changed the reply-by date of call ${number}: ${before} → ${after}`,
  "call.closed": ({ number }) => `closed call for offers ${number}`,
  "call.reopened": ({ number }) => `reopened call for offers ${number}`,
  "call.overdue": ({ number, to, replyBy }) => `reminded ${to} that call ${number} awaits an answer by ${replyBy}`,
  "request.offered": ({ reference, call }, names) => `offered the place of ${requestEn(names, reference)} (call ${call})`,
};
