import type { NoticeKind } from "#domain/notice.ts";
import { plural, words } from "./words.ts";

type Kinds = Record<NoticeKind, string>;

const demands = (count: number) => `${count}\u00A0${plural("fr", count, "demande", "demandes")}`;
const requests = (count: number) => `${count} ${plural("en", count, "request", "requests")}`;

/** What mails about requests say: short, of places and dates and who did it, never a student's name or anybody's words. */
export const noticeMailWords = words(
  {
    kinds: {
      "to-answer": "À répondre",
      answer: "Réponses reçues",
      cancellation: "Annulations",
      condition: "Conditions",
      proposal: "Propositions",
      comment: "Commentaires",
      change: "Changements",
      supervisor: "Superviseurs",
      watch: "Veilles",
      bounce: "Courriels refusés",
    } as Kinds,
    /** The one button of a mail or a notice. */
    act: {
      answer: "Répondre à la demande",
      condition: "Répondre à la condition",
      pass: "Transmettre ou garder la condition",
      proposal: "Répondre à la proposition",
      comment: "Lire et répondre",
      open: "Ouvrir la demande",
    },
    /** What happened, before the request it happened to. */
    what: {
      sent: (by: string) => `Nouvelle demande, ${by}`,
      handed: "Vous est réacheminée",
      again: (by: string) => `Soumise de nouveau par ${by}`,
      unitAccepted: "L’unité a accepté, à vous de répondre",
      unitDeclined: "L’unité a refusé, à vous de répondre",
      overdue: "Réponse en retard",
      accepted: (by: string) => `Acceptée par ${by}`,
      offered: (by: string) => `Place offerte par ${by}`,
      reopened: (by: string) => `Rouverte par ${by}`,
      acceptedUnder: (by: string) => `Acceptée sous condition par ${by}`,
      declined: (by: string, reason: string) => `Refusée par ${by}${reason ? ` (${reason})` : ""}`,
      answerTakenBack: (by: string) => `${by} a repris sa réponse`,
      cancelled: (by: string, reason: string) => `Annulée par ${by}${reason ? ` (${reason})` : ""}`,
      conditionPut: (label: string) => `Condition à répondre, «\u00A0${label}\u00A0»`,
      conditionToPass: (label: string) => `Condition d’une unité à transmettre, «\u00A0${label}\u00A0»`,
      conditionMet: (label: string) => `Condition remplie, «\u00A0${label}\u00A0»`,
      conditionNotMet: (label: string) => `Condition qui ne peut être remplie, «\u00A0${label}\u00A0»`,
      proposalMade: (by: string) => `Proposition à répondre, ${by}`,
      proposalAnswered: (by: string) => `${by} a répondu à la proposition`,
      comment: (by: string) => `Commentaire, ${by}`,
      confirmed: (by: string) => `Confirmée par ${by}`,
      unconfirmed: (by: string) => `${by} a repris des confirmations`,
      dates: (by: string) => `Dates changées par ${by}`,
      changed: (by: string) => `Modifiée par ${by}`,
      added: (by: string) => `Nouvelle destination annoncée par ${by}`,
      relocated: (by: string) => `Déplacée dans une autre unité par ${by}`,
      placeClosed: "Le milieu ferme à ces dates",
      cloned: (by: string) => `Demande reprise pour une autre unité par ${by}`,
      supervisor: (by: string) => `Superviseurs changés par ${by}`,
    },
    request: (number: number) => `n°\u00A0${number}`,
    places: (count: number) => `${count}\u00A0${plural("fr", count, "étudiant", "étudiants")}`,
    dates: (from: string, to: string) => `du ${from} au ${to}`,
    more: (count: number) => `et ${count}\u00A0${plural("fr", count, "autre", "autres")}`,
    one: (what: string, number: number) => `${what}, demande n°\u00A0${number}`,
    subject: (toAnswer: number, other: number) =>
      toAnswer === 0
        ? `Concerto\u00A0: ${other}\u00A0${plural("fr", other, "nouvelle", "nouvelles")}`
        : `Concerto\u00A0: ${demands(toAnswer)} à répondre${other > 0 ? `, ${other}\u00A0${plural("fr", other, "autre nouvelle", "autres nouvelles")}` : ""}`,
    subjectAway: (toAnswer: number, other: number) =>
      toAnswer > 0
        ? `${demands(toAnswer)} ${plural("fr", toAnswer, "attend", "attendent")} votre réponse`
        : `${other}\u00A0${plural("fr", other, "nouvelle vous attend", "nouvelles vous attendent")} dans Concerto`,
    subjectCancelled: (count: number) => `${demands(count)} ${plural("fr", count, "annulée", "annulées")}`,
    body: {
      "at-once": "Voici ce qui vient de se passer.",
      digest: "Voici ce qui s’est passé et tient encore, ou vous attend.",
      absence: "Voici ce qui vous attend dans Concerto, que vous n’avez pas ouvert depuis trois jours.",
      cancelled: "Ces demandes de stage sont annulées.",
      cancelledOne: "Cette demande de stage est annulée.",
    },
    overdue: (count: number) =>
      `${demands(count)} ${plural("fr", count, "attend", "attendent")} votre réponse depuis plus longtemps que demandé (14 jours, à moins que l’établissement n’ait dit un autre jour).`,
    why: "Vous choisissez quand et de quoi Concerto vous écrit dans Mon compte, Avis.",
    whyContact: (organisation: string) =>
      `Vous recevez ce courriel parce que votre nom est au répertoire de ${organisation} pour ce milieu.`,
    stop: "Ne plus recevoir ce genre de courriel",
    openAll: "Voir les demandes",
    answerAll: "Répondre aux demandes",
    openPage: "Ouvrir Concerto",
    writeTo: (name: string) => `Écrire à ${name}`,
  },
  {
    kinds: {
      "to-answer": "To answer",
      answer: "Answers received",
      cancellation: "Cancellations",
      condition: "Conditions",
      proposal: "Proposals",
      comment: "Comments",
      change: "Changes",
      supervisor: "Supervisors",
      watch: "Watches",
      bounce: "Refused e-mails",
    },
    act: {
      answer: "Answer the request",
      condition: "Answer the condition",
      pass: "Pass the condition on, or keep it",
      proposal: "Answer the proposal",
      comment: "Read and answer",
      open: "Open the request",
    },
    what: {
      sent: (by) => `New request from ${by}`,
      handed: "Redirected to you",
      again: (by) => `Submitted again by ${by}`,
      unitAccepted: "The unit accepted, your answer is next",
      unitDeclined: "The unit declined, your answer is next",
      overdue: "Answer overdue",
      accepted: (by) => `Accepted by ${by}`,
      offered: (by) => `Place offered by ${by}`,
      reopened: (by) => `Reopened by ${by}`,
      acceptedUnder: (by) => `Accepted under condition by ${by}`,
      declined: (by, reason) => `Declined by ${by}${reason ? ` (${reason})` : ""}`,
      answerTakenBack: (by) => `${by} took back the answer`,
      cancelled: (by, reason) => `Cancelled by ${by}${reason ? ` (${reason})` : ""}`,
      conditionPut: (label) => `Condition to answer, “${label}”`,
      conditionToPass: (label) => `A unit’s condition to pass on, “${label}”`,
      conditionMet: (label) => `Condition met, “${label}”`,
      conditionNotMet: (label) => `Condition that cannot be met, “${label}”`,
      proposalMade: (by) => `Proposal from ${by} to answer`,
      proposalAnswered: (by) => `${by} answered the proposal`,
      comment: (by) => `Comment from ${by}`,
      confirmed: (by) => `Confirmed by ${by}`,
      unconfirmed: (by) => `${by} took back confirmations`,
      dates: (by) => `Dates changed by ${by}`,
      changed: (by) => `Changed by ${by}`,
      added: (by) => `New destination announced by ${by}`,
      relocated: (by) => `Moved to another unit by ${by}`,
      placeClosed: "The place closes on these dates",
      cloned: (by) => `Request taken up for another unit by ${by}`,
      supervisor: (by) => `Supervisors changed by ${by}`,
    },
    request: (number) => `no. ${number}`,
    places: (count) => `${count} ${plural("en", count, "student", "students")}`,
    dates: (from, to) => `${from} to ${to}`,
    more: (count) => `and ${count} more`,
    one: (what, number) => `${what}, request ${number}`,
    subject: (toAnswer, other) =>
      toAnswer === 0
        ? `Concerto: ${other} ${plural("en", other, "update", "updates")}`
        : `Concerto: ${requests(toAnswer)} to answer${other > 0 ? `, ${other} other ${plural("en", other, "update", "updates")}` : ""}`,
    subjectAway: (toAnswer, other) =>
      toAnswer > 0
        ? `${requests(toAnswer)} ${plural("en", toAnswer, "waits", "wait")} for your answer`
        : `${other} ${plural("en", other, "update waits", "updates wait")} for you in Concerto`,
    subjectCancelled: (count) => `${requests(count)} cancelled`,
    body: {
      "at-once": "This has just happened.",
      digest: "This happened and still stands, or waits for you.",
      absence: "You have not come to Concerto for three days. This waits for you.",
      cancelled: "These placement requests are cancelled.",
      cancelledOne: "This placement request is cancelled.",
    },
    overdue: (count) =>
      `${requests(count)} ${plural("en", count, "has", "have")} waited for your answer longer than asked (14 days, unless the school said another day).`,
    why: "You choose when and about what Concerto writes to you under My account, Notices.",
    whyContact: (organisation) => `You receive this e-mail because your name is in the directory of ${organisation} for this place.`,
    stop: "No longer receive this kind of e-mail",
    openAll: "See the requests",
    answerAll: "Answer the requests",
    openPage: "Open Concerto",
    writeTo: (name) => `Write to ${name}`,
  },
);
