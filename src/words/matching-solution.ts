import type { Moved, RowState } from "#domain/matching-basis.ts";
import type { ForbiddenWhy, UnplacedWhy } from "#domain/matching.ts";
import { plural, words, writeInstant, type Language } from "./words.ts";

const n = (count: number, one: string, many: string) => `${count} ${plural("fr", count, one, many)}`;
const e = (count: number, one: string, many: string) => `${count} ${plural("en", count, one, many)}`;

const whyFr: Record<UnplacedWhy, string> = {
  withheld: "mis de côté",
  "no-places": "aucune place à pourvoir",
  "all-forbidden": "écarté de chaque place par une règle",
  clash: "les places libres tombent aux heures d’un autre stage",
  full: "toutes les places possibles sont prises",
};
const whyEn: Record<UnplacedWhy, string> = {
  withheld: "withheld",
  "no-places": "no place to fill",
  "all-forbidden": "a rule keeps them from every place",
  clash: "the free places are at the hours of their other placement",
  full: "all the places they may have are taken",
};
const barredFr: Partial<Record<ForbiddenWhy, string>> = {
  "outside-dates": "hors des dates du cours",
  closure: "fermé à ces dates",
  capacity: "l’unité est complète",
};
const barredEn: Partial<Record<ForbiddenWhy, string>> = {
  "outside-dates": "outside of the course’s dates",
  closure: "closed at these dates",
  capacity: "the unit is full",
};
const rowsFr: Record<RowState, string> = {
  done: "Déjà en place",
  open: "À appliquer",
  leaves: "Perdrait sa place",
  confirmed: "Place confirmée",
  waiting: "Place sans réponse",
  gone: "N’existe plus",
  none: "Sans place",
};
const rowsEn: Record<RowState, string> = {
  done: "In place",
  open: "To apply",
  leaves: "Would lose the seat",
  confirmed: "Confirmed place",
  waiting: "Place not answered",
  gone: "No longer there",
  none: "Without a place",
};

/** The solutions of a matching, side by side and row by row. */
export const solutionWords = words(
  {
    compare: "Solutions côte à côte",
    solution: "Solution",
    choose: (way: string) => `Montrer la solution «\u00A0${way}\u00A0»`,
    shown: "Montrée",
    best: "le mieux",
    measures: {
      first: "1er choix",
      second: "2e choix",
      third: "3e choix",
      later: "4e choix et plus",
      other: "Hors préférences",
      open: "Sans préférence, placés",
      none: "Sans place",
      worst: "Le moins bon rang obtenu",
      gini: "Écart entre les gens",
      travel: "Trajet moyen",
      moved: "Changent de place",
      proof: "Preuve",
    },
    rank: (rank: number) => (rank === 1 ? "1er choix" : `${rank}e choix`),
    otherRank: "hors préférences",
    openRank: "sans préférence",
    share: (count: number, percent: number) => `${count} (${percent}\u00A0%)`,
    kilometres: (km: string) => `${km} km`,
    unknown: "inconnu",
    gap: (percent: string) => `à ${percent}\u00A0% de l’optimum au plus`,
    proofs: { optimal: "optimum prouvé", stopped: "arrêté en route", drawn: "tirage, rien à prouver" },
    seconds: (of: string) => `en ${of} s`,
    drawnWith: (seed: string) => `Germe\u00A0: ${seed}`,
    drawn: (count: number) => `Ordre du tirage (${count})`,
    applied: (who: string, when: string, count: number) => `Appliquée par ${who}, ${when}\u00A0: ${n(count, "étudiant", "étudiants")}`,
    appliedYou: (when: string, count: number) => `Appliquée par vous, ${when}\u00A0: ${n(count, "étudiant", "étudiants")}`,
    back: (count: number) => n(count, "repris depuis", "repris depuis"),
    takeBack: "Reprendre",
    proposedAt: (when: string, who: string) =>
      `Proposée par le calcul lancé par ${who} (${when}). Rien n’est affecté tant qu’une personne ne l’applique pas.`,
    rows: "Qui irait où",
    filters: { all: "Tous", open: "À appliquer", moved: "Changés depuis", none: "Sans place", kept: "Exceptions" },
    filterLabel: "Montrer",
    search: "Chercher un nom ou un milieu",
    nothing: "Aucune ligne ne correspond.",
    more: (count: number) => `Montrer ${n(count, "ligne de plus", "lignes de plus")}`,
    now: "Maintenant",
    nowhere: "sans place",
    proposed: "Proposé",
    rowStates: rowsFr,
    unplaced: whyFr,
    barred: (why: ForbiddenWhy) => barredFr[why] ?? "écarté par une règle",
    applyOne: "Appliquer",
    applyOneTo: (name: string, path: string) => `Affecter ${name} à ${path}`,
    applyAll: (count: number) => `Appliquer ${n(count, "ligne", "lignes")}`,
    applyNone: "Rien à appliquer",
    applySelected: (count: number) => `Appliquer ${n(count, "ligne cochée", "lignes cochées")}`,
    lockSelected: "Verrouiller",
    withholdSelected: "Mettre de côté",
    movedLeft: (count: number) =>
      `${n(count, "ligne a changé", "lignes ont changé")} depuis le calcul\u00A0: à appliquer une à une, ou relancez le calcul.`,
    rerun: "Relancer autour de ce qui est verrouillé",
    appliedToast: (count: number, freed: number) =>
      `${n(count, "étudiant affecté", "étudiants affectés")} selon la solution${freed > 0 ? `, ${n(freed, "retiré de sa place", "retirés de leur place")}` : ""}`,
    leaving: (count: number) => `dont ${n(count, "personne qui perdrait sa place", "personnes qui perdraient leur place")}`,
    leaveOne: "Retirer",
    leaveOneFrom: (name: string, path: string) => `Retirer ${name} de ${path}`,
    refusedToast: (count: number) => `${n(count, "ligne n’a pas été appliquée", "lignes n’ont pas été appliquées")}`,
    refusedRow: (name: string, why: string) => `${name}\u00A0: ${why}`,
    by: (who: string, when: string) => `par ${who}, ${when}`,
    byYou: (when: string) => `par vous, ${when}`,
    gone: "Étudiant retiré",
    undo: "Annuler",
    undone: (count: number) => `${n(count, "affectation reprise", "affectations reprises")}`,
    undoneLeft: (count: number) =>
      `${n(count, "est restée\u00A0: quelqu’un a bâti dessus", "sont restées\u00A0: quelqu’un a bâti dessus")}`,
    lock: (name: string, path: string) => `Verrouiller ${name} à ${path}`,
    unlock: (name: string) => `Déverrouiller ${name}`,
    locked: "Place verrouillée",
    lockedAt: (path: string) => `Verrouillé à ${path}`,
    withheld: "Mis de côté",
    select: (name: string) => `Cocher ${name}`,
    selectAll: "Cocher toutes les lignes montrées",
    grid: "Voir la grille",
  },
  {
    compare: "Solutions side by side",
    solution: "Solution",
    choose: (way) => `Show the solution “${way}”`,
    shown: "Shown",
    best: "the best",
    measures: {
      first: "1st choice",
      second: "2nd choice",
      third: "3rd choice",
      later: "4th choice and on",
      other: "Not a preference",
      open: "No preference, placed",
      none: "Without a place",
      worst: "Worst rank obtained",
      gini: "Gap between people",
      travel: "Average travel",
      moved: "Change places",
      proof: "Proof",
    },
    rank: (rank) => (rank === 1 ? "1st choice" : rank === 2 ? "2nd choice" : rank === 3 ? "3rd choice" : `${rank}th choice`),
    otherRank: "not a preference",
    openRank: "no preference",
    share: (count, percent) => `${count} (${percent}%)`,
    kilometres: (km) => `${km} km`,
    unknown: "unknown",
    gap: (percent) => `within ${percent}% of the optimum`,
    proofs: { optimal: "proven optimum", stopped: "stopped on the way", drawn: "drawn, nothing to prove" },
    seconds: (of) => `in ${of} s`,
    drawnWith: (seed) => `Seed: ${seed}`,
    drawn: (count) => `Order of the draw (${count})`,
    applied: (who, when, count) => `Applied by ${who}, ${when}: ${e(count, "student", "students")}`,
    appliedYou: (when, count) => `Applied by you, ${when}: ${e(count, "student", "students")}`,
    back: (count) => e(count, "taken back since", "taken back since"),
    takeBack: "Take back",
    proposedAt: (when, who) => `Proposed by the calculation started by ${who} (${when}). Nothing is assigned until a person applies it.`,
    rows: "Who would go where",
    filters: { all: "All", open: "To apply", moved: "Changed since", none: "Without a place", kept: "Exceptions" },
    filterLabel: "Show",
    search: "Find a name or a place",
    nothing: "No row matches.",
    more: (count) => `Show ${e(count, "more row", "more rows")}`,
    now: "Now",
    nowhere: "without a place",
    proposed: "Proposed",
    rowStates: rowsEn,
    unplaced: whyEn,
    barred: (why) => barredEn[why] ?? "kept out by a rule",
    applyOne: "Apply",
    applyOneTo: (name, path) => `Assign ${name} to ${path}`,
    applyAll: (count) => `Apply ${e(count, "row", "rows")}`,
    applyNone: "Nothing to apply",
    applySelected: (count) => `Apply ${e(count, "ticked row", "ticked rows")}`,
    lockSelected: "Lock",
    withholdSelected: "Withhold",
    movedLeft: (count) =>
      `${e(count, "row has changed", "rows have changed")} since the calculation: apply them one by one, or run it again.`,
    rerun: "Run again around what is locked",
    appliedToast: (count, freed) =>
      `${e(count, "student assigned", "students assigned")} by the solution${freed > 0 ? `, ${e(freed, "taken off their place", "taken off their places")}` : ""}`,
    leaving: (count) => `including ${e(count, "person who would lose their place", "people who would lose their places")}`,
    leaveOne: "Take off",
    leaveOneFrom: (name, path) => `Take ${name} off ${path}`,
    refusedToast: (count) => `${e(count, "row was not applied", "rows were not applied")}`,
    refusedRow: (name, why) => `${name}: ${why}`,
    by: (who, when) => `by ${who}, ${when}`,
    byYou: (when) => `by you, ${when}`,
    gone: "Student removed",
    undo: "Undo",
    undone: (count) => `${e(count, "assignment taken back", "assignments taken back")}`,
    undoneLeft: (count) => `${e(count, "stayed: somebody has built on it", "stayed: somebody has built on them")}`,
    lock: (name, path) => `Lock ${name} at ${path}`,
    unlock: (name) => `Unlock ${name}`,
    locked: "Seat locked",
    lockedAt: (path) => `Locked at ${path}`,
    withheld: "Withheld",
    select: (name) => `Tick ${name}`,
    selectAll: "Tick every row shown",
    grid: "See the grid",
  },
);

const whoWhen = ({ by, at }: { by: string; at: string }, language: Language, now: Date): string => {
  if (at === "") return "";
  const when = writeInstant(at, language, now);
  return by === "" ? ` (${when})` : ` (${by}, ${when})`;
};

/** What moved under a row since its run read, in a sentence with who and when. */
export function movedSentence(moved: Moved, language: Language, now: Date): string {
  const fr = language === "fr";
  const who = "at" in moved ? whoWhen(moved, language, now) : "";
  switch (moved.kind) {
    case "student-gone":
      return fr ? "n’est plus sur la fiche" : "is no longer on the worksheet";
    case "seated":
      return fr ? `a maintenant une autre place\u00A0: ${moved.path}${who}` : `now has another place: ${moved.path}${who}`;
    case "unseated":
      return fr ? `n’a plus la place d’alors${who}` : `taken off their place since${who}`;
    case "wishes":
      return fr ? "ses préférences ont changé depuis" : "their preferences have changed since";
    case "withheld":
      return fr ? `mis de côté depuis${who}` : `withheld since${who}`;
    case "locked":
      return fr ? `verrouillé ailleurs depuis${who}` : `locked elsewhere since${who}`;
    case "place-gone":
      return fr ? `cette place n’existe plus${who}` : `this place no longer exists${who}`;
    case "place-waits":
      return fr ? `cette place attend de nouveau une réponse${who}` : `this place awaits an answer again${who}`;
    case "place-hours":
      return fr ? `les dates ou les heures de cette place ont changé${who}` : `the dates or hours of this place have changed${who}`;
    case "place-unit":
      return fr ? `cette place est maintenant ailleurs${who}` : `this place is elsewhere now${who}`;
    case "place-smaller":
      return fr
        ? `cette place est passée de ${moved.before} à ${moved.after}${who}`
        : `this place went from ${moved.before} to ${moved.after}${who}`;
    case "place-full":
      return fr
        ? `quelqu’un d’autre y a pris place depuis\u00A0: ${moved.wanted} pour ${moved.size}`
        : `somebody else has taken a seat there since: ${moved.wanted} for ${moved.size}`;
    case "place-withheld":
      return fr ? `ce milieu est mis de côté${who}` : `this place is withheld${who}`;
  }
}
