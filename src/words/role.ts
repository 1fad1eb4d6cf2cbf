import type { RoleKind } from "#domain/access.ts";
import { words } from "./words.ts";

/**
 * Names of roles (glossary 1.1), by the function rather than the person, so that one form is right for everyone:
 * « Coordination des demandes » for coordonnatrice ou coordonnateur demandeur.
 */
const fr = {
  "placing-coordinator": "Coordination des demandes",
  "receiving-coordinator": "Coordination de l’accueil",
  "destination-coordinator": "Responsable de destination",
  "course-leader": "Responsable de cours",
  instructor: "Enseignement",
  supervisor: "Supervision",
  "student-administrator": "Administration des étudiants",
  "local-administrator": "Administration locale",
  observer: "Observation",
  student: "Étudiante ou étudiant",
} as const satisfies Record<RoleKind, string>;

export const roleWords = words(fr, {
  "placing-coordinator": "Placing coordinator",
  "receiving-coordinator": "Receiving coordinator",
  "destination-coordinator": "Destination coordinator",
  "course-leader": "Course leader",
  instructor: "Instructor",
  supervisor: "Supervisor",
  "student-administrator": "Student administrator",
  "local-administrator": "Local administrator",
  observer: "Observer",
  student: "Student",
});

/** What each role is for, in one sentence: shown where roles are given. */
const purposeFr = {
  "placing-coordinator": "Prépare les fiches, envoie les demandes, affecte les étudiants et confirme les noms.",
  "receiving-coordinator": "Reçoit les demandes, les réachemine, les accepte ou les refuse, et tient les milieux à jour.",
  "destination-coordinator": "Répond pour son unité aux demandes réacheminées.",
  "course-leader": "Voit les fiches, les demandes et les affectations de ses programmes, sans les changer.",
  instructor: "Voit les demandes des groupes de ses programmes.",
  supervisor: "Voit les demandes des unités qui lui sont confiées.",
  "student-administrator": "Ajoute, importe et inscrit les étudiants.",
  "local-administrator": "Crée les personnes, donne les rôles et les droits, tient les milieux et les programmes.",
  observer: "Voit tout ce que l’organisme voit, sans rien changer.",
  student: "Choisit des milieux pour ses propres stages, et ne voit rien d’autre.",
} as const satisfies Record<RoleKind, string>;

export const rolePurposeWords = words(purposeFr, {
  "placing-coordinator": "Prepares worksheets, sends requests, assigns students and confirms names.",
  "receiving-coordinator": "Receives requests, redirects, accepts or declines them, and keeps places up to date.",
  "destination-coordinator": "Answers redirected requests for their unit.",
  "course-leader": "Sees the worksheets, requests and assignments of their programmes, without changing them.",
  instructor: "Sees the requests of the groups of their programmes.",
  supervisor: "Sees the requests of the units entrusted to them.",
  "student-administrator": "Adds, imports and enrols students.",
  "local-administrator": "Creates people, gives roles and rights, keeps places and programmes.",
  observer: "Sees everything the organisation sees, without changing anything.",
  student: "Chooses places for their own placements, and sees nothing else.",
});
