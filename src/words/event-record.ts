import type { EventKind } from "#domain/event.ts";
import {
  quoted,
  count,
  roleName,
  instantWhole,
  fieldNames,
  studentFr,
  studentEn,
  personFr,
  personEn,
  statesFr,
  statesEn,
  sheetsFr,
  type Phrases,
} from "./event-phrase.ts";
import { routeWhy } from "./routing-why.ts";
import { plural, writeClock, writeNumber } from "./words.ts";

import type { ChoiceTopic } from "./event-choice.ts";
import type { PlaceTopic } from "./event-place.ts";
import type { RequestTopic } from "./event-request.ts";
import type { SupplyTopic } from "./event-supply.ts";
import type { WallTopic } from "./event-wall.ts";

type Kinds = Exclude<EventKind, `${RequestTopic | PlaceTopic | ChoiceTopic | SupplyTopic | WallTopic}.${string}`>;

/** What is done with everything else: students, sheets, programmes, places, people. */
export const recordsFr: Phrases<Kinds> = {
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
  "student.written-to": ({ students }) => `a écrit à ${count("fr", students, "étudiant", "étudiants")}`,
  "student.removed": (_facts, names) => `a enlevé ${studentFr(names)} du registre`,
  "student.imported": ({ file, added, changed, enrolled }) =>
    `a importé ${quoted(file, "fr")}\u00A0: ${count("fr", added, "ajout", "ajouts")}, ${count("fr", changed, "modification", "modifications")}, ${count("fr", enrolled, "inscription", "inscriptions")}`,
  "student.import-undone": ({ file }) => `a annulé l’importation de ${quoted(file, "fr")}`,
  "reason.added": ({ fr }) => `a ajouté le motif ${quoted(fr, "fr")}`,
  "reason.changed": ({ fr, beforeFr }) =>
    fr === beforeFr ? `a modifié le motif ${quoted(fr, "fr")}` : `a reformulé le motif ${quoted(beforeFr, "fr")} : ${quoted(fr, "fr")}`,
  "reason.hidden": ({ fr }) => `n’offre plus le motif ${quoted(fr, "fr")}`,
  "reason.shown": ({ fr }) => `offre de nouveau le motif ${quoted(fr, "fr")}`,
  "reason.removed": ({ fr }) => `a supprimé le motif ${quoted(fr, "fr")}`,
  "reason.ordered": () => "a changé l’ordre des motifs",
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
  "overlap.changed": () => "a changé un groupe prévu à une unité",
  "look.changed": () => "a ouvert ou quitté une demande",
  "notice-page.changed": () => "a reçu ou lu des avis",
  "bounce.changed": () => "a vu une adresse refuser un courriel, ou l’a rétablie",
  "scenario.changed": () => "a modifié un scénario à soi",
  "watch.changed": () => "a changé une veille à soi",
  "watch.judged": () => "a vu une veille changer d’état",
  "welcome.changed": () => "a rangé sa page d’accueil",
  "zone.changed": ({ zone }) =>
    zone === null ? "a retiré l’école des zones de chevauchement" : "a choisi la zone où l’école signale les chevauchements",
  "reservation.made": ({ place, from, to, until }) =>
    `a réservé ${quoted(place, "fr")} du ${from} au ${to}, jusqu’à ${writeClock(until, "fr")}`,
  "reservation.prolonged": ({ place, until }) => `a prolongé la réservation de ${quoted(place, "fr")} jusqu’à ${writeClock(until, "fr")}`,
  "reservation.released": ({ place }) => `a libéré ${quoted(place, "fr")}, qui était réservé`,
  "reservation.lapsed": ({ place }) => `a constaté la fin de la réservation de ${quoted(place, "fr")}`,
  "reservation.changed": () => "a changé une réservation",
  "closure.added": ({ place, from, to }) => `a noté la fermeture de ${quoted(place, "fr")} du ${from} au ${to}`,
  "closure.changed": ({ place, from, to }) => `a modifié la fermeture de ${quoted(place, "fr")}\u00A0: du ${from} au ${to}`,
  "capacity.changed": ({ place, written, ended }) =>
    written === 0
      ? `a mis fin à ${count("fr", ended, "ligne", "lignes")} de capacité de ${quoted(place, "fr")}`
      : `a noté la capacité de ${quoted(place, "fr")}\u00A0: ${count("fr", written, "ligne", "lignes")}`,
  "closure.removed": ({ place, from, to }) => `a levé la fermeture de ${quoted(place, "fr")} du ${from} au ${to}`,
  "agreement.added": ({ title, school, organisation }) => `a ajouté l’entente ${quoted(title, "fr")} entre ${school} et ${organisation}`,
  "agreement.changed": ({ title, school, organisation }) => `a modifié l’entente ${quoted(title, "fr")} entre ${school} et ${organisation}`,
  "agreement.removed": ({ title, school, organisation }) =>
    `a supprimé l’entente ${quoted(title, "fr")} entre ${school} et ${organisation}`,
  "contact.changed": ({ place, what, names }) => {
    const who = names.length > 0 ? names.join(", ") : "personne";
    if (what === "main") return `a nommé la personne-ressource de ${quoted(place, "fr")}\u00A0: ${who}`;
    return what === "backups"
      ? `a changé les remplaçants de ${quoted(place, "fr")}\u00A0: ${who}`
      : `a changé les personnes-ressources de discipline de ${quoted(place, "fr")}\u00A0: ${who}`;
  },
  "contact.absent": ({ name, startsOn, endsOn, delegate }) =>
    `a noté l’absence de ${name}, ${endsOn === null ? `à partir du ${startsOn}` : `du ${startsOn} au ${endsOn}`}${delegate === null ? "" : `, remplacement par ${delegate}`}`,
  "contact.back": ({ name }) => `a noté la présence de ${name}`,
  "routing.decided": ({ reference, to, how, passed }) =>
    `a confié la demande n°\u00A0${reference} à ${to === "" ? "l’unité" : to}, ${how === "account" ? "dans Concerto" : "sur papier"}${passed.length === 0 ? "" : ` (${passed.map((one) => `${one.name}\u00A0: ${routeWhy(one.why, "fr")}`).join("\u00A0; ")})`}`,
  "routing.stayed": ({ reference, unit, why }) =>
    `n’a pas réacheminé d’office la demande n°\u00A0${reference}${unit === "" ? "" : ` vers ${unit}`}\u00A0: ${routeWhy(why, "fr")}`,
  "routing.service-set": ({ service, redirects, unit }) =>
    redirects === "no"
      ? `ne réachemine plus d’office les demandes de ${quoted(service, "fr")}`
      : `réachemine d’office les demandes de ${quoted(service, "fr")} ${redirects === "unit" ? `vers ${unit}` : "vers l’unité demandée"}`,
  "routing.unit-set": ({ unit, isUser }) =>
    isUser ? `a remis ${quoted(unit, "fr")} dans Concerto` : `a réglé ${quoted(unit, "fr")} sur papier`,
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
  "notice.switched": ({ on }) => `a ${on ? "rétabli" : "arrêté"} les courriels d’annulation pour tout l’organisme`,
  "role.given": ({ kind }, names) => `a donné un rôle à ${personFr(names)}\u00A0: ${roleName(kind, "fr")}`,
  "role.changed": ({ kind }, names) => `a changé les droits de ${personFr(names)}\u00A0: ${roleName(kind, "fr")}`,
  "role.taken": ({ kind }, names) => `a retiré un rôle à ${personFr(names)}\u00A0: ${roleName(kind, "fr")}`,
};

export const recordsEn: Phrases<Kinds> = {
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
  "student.written-to": ({ students }) => `wrote to ${count("en", students, "student", "students")}`,
  "student.removed": (_facts, names) => `took ${studentEn(names)} out of the register`,
  "student.imported": ({ file, added, changed, enrolled }) =>
    `imported ${quoted(file, "en")}: ${writeNumber(added, "en")} added, ${writeNumber(changed, "en")} changed, ${writeNumber(enrolled, "en")} enrolled`,
  "student.import-undone": ({ file }) => `undid the import of ${quoted(file, "en")}`,
  "reason.added": ({ en }) => `added the reason ${quoted(en, "en")}`,
  "reason.changed": ({ en, beforeEn }) =>
    en === beforeEn ? `changed the reason ${quoted(en, "en")}` : `reworded the reason ${quoted(beforeEn, "en")}: ${quoted(en, "en")}`,
  "reason.hidden": ({ en }) => `no longer offers the reason ${quoted(en, "en")}`,
  "reason.shown": ({ en }) => `offers the reason ${quoted(en, "en")} again`,
  "reason.removed": ({ en }) => `deleted the reason ${quoted(en, "en")}`,
  "reason.ordered": () => "changed the order of the reasons",
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
  "overlap.changed": () => "changed a group planned at a unit",
  "look.changed": () => "opened or left a request",
  "notice-page.changed": () => "received or read notices",
  "bounce.changed": () => "saw an address refuse an e-mail, or restored it",
  "scenario.changed": () => "changed a scenario of one’s own",
  "watch.changed": () => "changed a watch of one’s own",
  "watch.judged": () => "saw a watch change its state",
  "welcome.changed": () => "tidied one’s own home page",
  "zone.changed": ({ zone }) =>
    zone === null ? "took the school out of the overlap zones" : "chose the zone where the school reports overlaps",
  "reservation.made": ({ place, from, to, until }) =>
    `reserved ${quoted(place, "en")} from ${from} to ${to}, until ${writeClock(until, "en")}`,
  "reservation.prolonged": ({ place, until }) => `prolonged the reservation of ${quoted(place, "en")} until ${writeClock(until, "en")}`,
  "reservation.released": ({ place }) => `released ${quoted(place, "en")}, which was reserved`,
  "reservation.lapsed": ({ place }) => `noted that the reservation of ${quoted(place, "en")} is over`,
  "reservation.changed": () => "changed a reservation",
  "closure.added": ({ place, from, to }) => `noted that ${quoted(place, "en")} is closed ${from} to ${to}`,
  "closure.changed": ({ place, from, to }) => `changed the closure of ${quoted(place, "en")}: ${from} to ${to}`,
  "capacity.changed": ({ place, written, ended }) =>
    written === 0
      ? `ended ${count("en", ended, "capacity line", "capacity lines")} of ${quoted(place, "en")}`
      : `noted what ${quoted(place, "en")} takes: ${count("en", written, "line", "lines")}`,
  "closure.removed": ({ place, from, to }) => `lifted the closure of ${quoted(place, "en")}, ${from} to ${to}`,
  "agreement.added": ({ title, school, organisation }) => `added agreement ${quoted(title, "en")} between ${school} and ${organisation}`,
  "agreement.changed": ({ title, school, organisation }) =>
    `changed agreement ${quoted(title, "en")} between ${school} and ${organisation}`,
  "agreement.removed": ({ title, school, organisation }) =>
    `deleted agreement ${quoted(title, "en")} between ${school} and ${organisation}`,
  "contact.changed": ({ place, what, names }) => {
    const who = names.length > 0 ? names.join(", ") : "nobody";
    if (what === "main") return `named the contact of ${quoted(place, "en")}: ${who}`;
    return what === "backups"
      ? `changed the backups of ${quoted(place, "en")}: ${who}`
      : `changed the discipline contacts of ${quoted(place, "en")}: ${who}`;
  },
  "contact.absent": ({ name, startsOn, endsOn, delegate }) =>
    `noted the absence of ${name} ${endsOn === null ? `from ${startsOn}` : `from ${startsOn} to ${endsOn}`}${delegate === null ? "" : `, ${delegate} standing in`}`,
  "contact.back": ({ name }) => `noted that ${name} is there`,
  "routing.decided": ({ reference, to, how, passed }) =>
    `gave request\u00A0${reference} to ${to === "" ? "the unit" : to}, ${how === "account" ? "in Concerto" : "on paper"}${passed.length === 0 ? "" : ` (${passed.map((one) => `${one.name}: ${routeWhy(one.why, "en")}`).join("; ")})`}`,
  "routing.stayed": ({ reference, unit, why }) =>
    `did not redirect request\u00A0${reference} by itself${unit === "" ? "" : ` to ${unit}`}: ${routeWhy(why, "en")}`,
  "routing.service-set": ({ service, redirects, unit }) =>
    redirects === "no"
      ? `no longer redirects requests of ${quoted(service, "en")} by itself`
      : `redirects requests of ${quoted(service, "en")} by itself ${redirects === "unit" ? `to ${unit}` : "to the unit asked for"}`,
  "routing.unit-set": ({ unit, isUser }) => (isUser ? `put ${quoted(unit, "en")} back in Concerto` : `set ${quoted(unit, "en")} to paper`),
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
  "notice.switched": ({ on }) => `turned cancellation e-mails ${on ? "on" : "off"} for the whole organisation`,
  "role.given": ({ kind }, names) => `gave ${personEn(names)} a role: ${roleName(kind, "en")}`,
  "role.changed": ({ kind }, names) => `changed the rights of ${personEn(names)}: ${roleName(kind, "en")}`,
  "role.taken": ({ kind }, names) => `took a role from ${personEn(names)}: ${roleName(kind, "en")}`,
};
