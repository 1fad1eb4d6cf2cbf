import type { ConflictKind } from "#domain/conflict.ts";
import { plural, words, writeNumber, type Language } from "./words.ts";

const fr = (count: number, one: string, many: string) => `${writeNumber(count, "fr")}\u00A0${plural("fr", count, one, many)}`;
const en = (count: number, one: string, many: string) => `${writeNumber(count, "en")}\u00A0${plural("en", count, one, many)}`;

const kindsFr = {
  "over-allocated": "Groupe sur-alloué",
  "two-on-one": "Deux sur une place individuelle",
  "student-twice": "Étudiant à deux endroits",
  "instructor-twice": "Enseignant à deux endroits",
  "supervisor-twice": "Superviseur à deux endroits",
  "unit-full": "Unité au-delà de sa capacité",
  "group-overlap": "Groupes qui se chevauchent",
  "outside-dates": "Hors des dates du cours ou de la session",
  closed: "Milieu fermé",
  prerequisite: "Préalables à vérifier",
  agreement: "Entente",
  consent: "Consentement",
} as const satisfies Record<ConflictKind, string>;

const rulesFr = {
  "over-allocated": "Un groupe n’est pas confirmé avec plus d’étudiants que de places.",
  "two-on-one": "Une place individuelle est à une personne.",
  "student-twice": "Personne n’est confirmé à deux endroits aux mêmes heures.",
  "instructor-twice": "Un enseignant ne mène pas deux groupes aux mêmes heures.",
  "supervisor-twice": "Une personne du milieu n’est pas attendue à deux endroits aux mêmes heures.",
  "unit-full": "Une unité reçoit, par jour et par quart, ce qu’elle a dit pouvoir recevoir, toutes écoles ensemble.",
  "group-overlap": "Deux groupes ne sont pas à la même unité aux mêmes heures.",
  "outside-dates": "Un stage tient dans les dates de son cours, et son cours dans la session.",
  closed: "Un milieu fermé ne reçoit personne.",
  prerequisite: "Ce qu’un milieu demande avant l’arrivée est vérifié par l’école.",
  agreement: "Un stage est couvert par une entente jusqu’à son dernier jour.",
  consent: "Un nom n’est divulgué qu’avec un consentement valide jusqu’au dernier jour.",
} as const satisfies Record<ConflictKind, string>;

/** Conflicts of the assignment where they are shown, decided on and listed (ui.md 4; 5.1). */
export const conflictWords = words(
  {
    kinds: kindsFr,
    rules: rulesFr,
    summary: (blocks: number, warns: number) =>
      [
        ...(blocks > 0 ? [fr(blocks, "conflit qui bloque", "conflits qui bloquent")] : []),
        ...(warns > 0 ? [fr(warns, "avertissement", "avertissements")] : []),
      ].join(", "),
    blocks: "Bloque",
    warns: "Avertit",
    rule: (rule: string) => `Règle ${rule}`,
    more: (count: number) => `Montrer ${fr(count, "autre", "autres")}`,
    fewer: "En montrer moins",
    show: "Voir la place",
    decide: "Confirmer malgré…",
    decideAll: (count: number) => `Confirmer malgré les ${count}…`,
    decideTitle: (count: number) => (count === 1 ? "Confirmer malgré un avertissement" : `Confirmer malgré ${count}\u00A0avertissements`),
    decideText: "Votre décision est gardée avec votre nom et l’heure. Elle tombe d’elle-même si ce dont il s’agit change.",
    note: "Pourquoi (au besoin)",
    noteHint: "Lu par vos collègues, jamais par le milieu.",
    decideDo: "Confirmer malgré cela",
    decidedBy: (by: string, at: string, note: string) => `${by} confirme malgré cela, ${at}${note === "" ? "" : `\u00A0: ${note}`}`,
    decidedByYou: (at: string, note: string) => `Vous confirmez malgré cela, ${at}${note === "" ? "" : `\u00A0: ${note}`}`,
    reopen: "Revenir sur la décision",
    reopened: "L’avertissement attend de nouveau une décision",
    toldDecided: (count: number) => fr(count, "avertissement décidé", "avertissements décidés"),
    undo: "Annuler",
    confirmWarned: (count: number) => `Confirmer malgré ${fr(count, "avertissement", "avertissements")}`,
    confirmAsk: (count: number) => `${fr(count, "avertissement attend", "avertissements attendent")} votre décision\u00A0:`,
    listColumn: "Conflits",
    listNone: "aucun",
    listBlocks: (count: number) => fr(count, "bloque", "bloquent"),
    listWarns: (count: number) => fr(count, "avertit", "avertissent"),
    listShow: (course: string) => `Voir les conflits de ${course}`,
    listHide: (course: string) => `Masquer les conflits de ${course}`,
    listMore: (count: number) => `et ${fr(count, "autre", "autres")}, sur la fiche`,
    listLoading: "…",
  },
  {
    kinds: {
      "over-allocated": "Over-allocated group",
      "two-on-one": "Two on an individual place",
      "student-twice": "Student in two places",
      "instructor-twice": "Instructor in two places",
      "supervisor-twice": "Supervisor in two places",
      "unit-full": "Unit beyond its capacity",
      "group-overlap": "Groups that overlap",
      "outside-dates": "Outside the dates of the course or term",
      closed: "Closed setting",
      prerequisite: "Prerequisites to check",
      agreement: "Agreement",
      consent: "Consent",
    },
    rules: {
      "over-allocated": "A group is not confirmed with more students than places.",
      "two-on-one": "An individual place is one person’s.",
      "student-twice": "Nobody is confirmed in two places at the same hours.",
      "instructor-twice": "An instructor does not lead two groups at the same hours.",
      "supervisor-twice": "Somebody of the setting is not expected in two places at the same hours.",
      "unit-full": "A unit receives, by day and shift, what it said it can, all schools together.",
      "group-overlap": "Two groups are not at one unit at the same hours.",
      "outside-dates": "A placement is within the dates of its course, and its course within the term.",
      closed: "A closed setting receives nobody.",
      prerequisite: "What a setting asks for before arrival is checked by the school.",
      agreement: "A placement is covered by an agreement to its last day.",
      consent: "A name is released only with a consent that holds to the last day.",
    },
    summary: (blocks, warns) =>
      [
        ...(blocks > 0 ? [en(blocks, "conflict that blocks", "conflicts that block")] : []),
        ...(warns > 0 ? [en(warns, "warning", "warnings")] : []),
      ].join(", "),
    blocks: "Blocks",
    warns: "Warns",
    rule: (rule) => `Rule ${rule}`,
    more: (count) => `Show ${en(count, "more", "more")}`,
    fewer: "Show fewer",
    show: "See the place",
    decide: "Confirm in spite of it…",
    decideAll: (count) => `Confirm in spite of all ${count}…`,
    decideTitle: (count) => (count === 1 ? "Confirm in spite of a warning" : `Confirm in spite of ${count} warnings`),
    decideText: "Your decision is kept with your name and the time. It lapses by itself when what it is about changes.",
    note: "Why (if need be)",
    noteHint: "Read by your colleagues, never by the setting.",
    decideDo: "Confirm in spite of it",
    decidedBy: (by, at, note) => `${by} confirms in spite of it, ${at}${note === "" ? "" : `: ${note}`}`,
    decidedByYou: (at, note) => `You confirm in spite of it, ${at}${note === "" ? "" : `: ${note}`}`,
    reopen: "Take the decision back",
    reopened: "The warning waits for a decision again",
    toldDecided: (count) => en(count, "warning decided", "warnings decided"),
    undo: "Undo",
    confirmWarned: (count) => `Confirm in spite of ${en(count, "warning", "warnings")}`,
    confirmAsk: (count) => `${en(count, "warning waits", "warnings wait")} for your decision:`,
    listColumn: "Conflicts",
    listNone: "none",
    listBlocks: (count) => en(count, "blocks", "block"),
    listWarns: (count) => en(count, "warns", "warn"),
    listShow: (course) => `See the conflicts of ${course}`,
    listHide: (course) => `Hide the conflicts of ${course}`,
    listMore: (count) => `and ${en(count, "other", "others")}, on the worksheet`,
    listLoading: "…",
  },
);

/** The kinds of some conflicts, each once with its rule: « groupe sur-alloué (R360), milieu fermé (R368) ». */
export const kindsTold = (conflicts: { rule: string; kind: ConflictKind }[], language: Language): string => {
  const kinds: Record<ConflictKind, string> = language === "fr" ? conflictWords.fr.kinds : conflictWords.en.kinds;
  const each = new Map(conflicts.map(({ rule, kind }) => [kind, `${kinds[kind].toLocaleLowerCase(language)} (${rule})`]));
  return [...each.values()].join(", ");
};
