import type { Moved, RowState, RunState } from "#domain/matching-basis.ts";
import type { ForbiddenWhy, MatchTerm, MatchWay, UnplacedWhy } from "#domain/matching.ts";
import { plural, words, writeInstant, type Language } from "./words.ts";

const n = (count: number, one: string, many: string) => `${count} ${plural("fr", count, one, many)}`;
const e = (count: number, one: string, many: string) => `${count} ${plural("en", count, one, many)}`;

const waysFr: Record<MatchWay, string> = {
  weighed: "Selon mes poids",
  "most-first": "Le plus de premiers choix",
  "worst-off": "La moins bien servie d’abord",
  "least-travel": "Le moins de trajet",
  random: "Au hasard, tirage publié",
  "in-order": "Dans l’ordre de la liste",
};
const waysEn: Record<MatchWay, string> = {
  weighed: "By my weights",
  "most-first": "Most first choices",
  "worst-off": "Best for the worst-off",
  "least-travel": "Least travel",
  random: "At random, published draw",
  "in-order": "In the order of the list",
};
const termsFr: Record<MatchTerm, string> = {
  wishes: "Préférences",
  fairness: "Équité",
  variety: "Variété",
  travel: "Trajet",
  continuity: "Groupes",
  load: "Superviseurs",
  moves: "Stabilité",
};
const termsEn: Record<MatchTerm, string> = {
  wishes: "Preferences",
  fairness: "Fairness",
  variety: "Variety",
  travel: "Travel",
  continuity: "Groups",
  load: "Supervisors",
  moves: "Stability",
};
const whyFr: Record<UnplacedWhy, string> = {
  withheld: "mise de côté",
  "no-places": "aucune place à pourvoir",
  "all-forbidden": "une règle l’écarte de chaque place",
  clash: "les places libres tombent aux heures de son autre stage",
  full: "toutes les places qu’elle peut avoir sont prises",
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
const statesFr: Record<RunState, string> = {
  running: "en cours",
  done: "terminé",
  cancelled: "arrêté",
  "cut-off": "interrompu",
  failed: "échoué",
};
const statesEn: Record<RunState, string> = {
  running: "under way",
  done: "finished",
  cancelled: "stopped",
  "cut-off": "cut off",
  failed: "failed",
};
const rowsFr: Record<RowState, string> = {
  done: "Affectée ainsi",
  open: "À appliquer",
  confirmed: "Confirmée ailleurs",
  waiting: "Place sans réponse",
  gone: "N’existe plus",
  none: "Sans place",
};
const rowsEn: Record<RowState, string> = {
  done: "Assigned so",
  open: "To apply",
  confirmed: "Confirmed elsewhere",
  waiting: "Place not answered",
  gone: "No longer there",
  none: "Without a place",
};

/** The matching of a sheet (`/fiches/:id/jumelage`): what is asked, what is proposed, what becomes of it. */
export const matchingWords = words(
  {
    title: "Jumelage",
    intro: "Le calcul propose, personne n’est affecté sans vous.",
    sheet: "Ouvrir la fiche",
    prepare: "Préparer",
    facts: (students: number, seats: number, places: number) =>
      `${n(students, "étudiant", "étudiants")}, ${n(seats, "place libre", "places libres")} dans ${n(places, "milieu", "milieux")}`,
    withoutWishes: (count: number) => `${n(count, "étudiant n’a", "étudiants n’ont")} aucune préférence`,
    exceptions: "Exceptions",
    noExceptions: "Personne n’est mis de côté, rien n’est verrouillé.",
    addException: "Ajouter une exception",
    exceptionText: "Avant le calcul : qui n’y participe pas, et qui ne bouge pas.",
    kind: "Quoi",
    kinds: { student: "Étudiant mis de côté", place: "Milieu mis de côté", lock: "Place verrouillée" },
    kindHints: {
      student: "Ne reçoit aucune nouvelle place.",
      place: "Ne reçoit personne de nouveau.",
      lock: "Reste à cette place, quoi qu’il en coûte.",
    },
    student: "Étudiant",
    place: "Milieu",
    note: "Pourquoi",
    keep: "Enregistrer",
    by: (who: string, when: string) => `par ${who}, ${when}`,
    byYou: (when: string) => `par vous, ${when}`,
    lift: (what: string) => `Lever l’exception : ${what}`,
    lifted: (what: string) => `Exception levée : ${what}`,
    kept: (count: number) => `${n(count, "exception enregistrée", "exceptions enregistrées")}`,
    lockAllSeated: "Verrouiller les places déjà tenues",
    weights: "Ce qui compte",
    terms: termsFr,
    termHints: {
      wishes: "Les choix, dans leur ordre.",
      fairness: "Personne de beaucoup plus mal servi que les autres.",
      variety: "Un milieu et une discipline que la personne n’a pas encore vus.",
      travel: "La distance à vol d’oiseau depuis chez elle.",
      continuity: "Garder ensemble qui était ensemble au stage précédent.",
      load: "Répartir les étudiants entre les superviseurs nommés.",
      moves: "Laisser les gens là où ils sont déjà.",
    } satisfies Record<MatchTerm, string>,
    degrees: ["ne compte pas", "un peu", "assez", "beaucoup", "avant tout"].join("|"),
    usual: "Poids habituels",
    scope: "Ce qu’on jumelle",
    statuses: "Places des demandes",
    statusNames: { accepted: "acceptées", confirmed: "confirmées, s’il y reste de la place", waiting: "envoyées, sans réponse encore" },
    statusHint: "Une place sans réponse se planifie, elle ne s’affecte pas encore.",
    keeps: "Places déjà tenues",
    keepNames: { seats: "Les laisser toutes en place", locks: "Ne garder que les verrouillées et les confirmées" },
    along: "Jumeler aussi",
    alongHint: "Les autres fiches de la cohorte, comme une seule question : personne à deux endroits à la fois.",
    sheetKind: { group: "groupe", individual: "individuelle" },
    sheetCounts: (students: number, places: number) => `${n(students, "étudiant", "étudiants")}, ${n(places, "place", "places")}`,
    ways: "Solutions à comparer",
    wayNames: waysFr,
    wayHints: {
      weighed: "L’optimum prouvé de ce qui compte, tel que réglé plus haut.",
      "most-first": "Autant de premiers choix que possible, le reste ensuite.",
      "worst-off": "La personne la moins bien servie l’est le mieux possible.",
      "least-travel": "Le moins de kilomètres au total.",
      random: "Un ordre tiré au sort, chacun son tour ; le germe permet de refaire le tirage.",
      "in-order": "Chacun son tour, dans l’ordre des noms : ce que font d’autres logiciels.",
    } satisfies Record<MatchWay, string>,
    seed: "Germe du tirage",
    seedHint: "Publiez-le : le même germe redonne le même ordre.",
    newSeed: "Autre germe",
    start: "Lancer le jumelage",
    again: "Relancer",
    starting: "Jumelage lancé",
    needsWay: "Choisissez au moins une solution à calculer.",
    needsStatus: "Choisissez au moins un statut.",
    running: (who: string) => `Calcul lancé par ${who}`,
    runningYou: "Calcul lancé par vous",
    stage: (way: string) => `En train de chercher : ${way}`,
    progress: (percent: number) => `${percent}\u00A0%`,
    mayLeave: "Vous pouvez continuer à affecter ou quitter la page : le résultat vous attendra.",
    cancel: "Arrêter",
    cancelAsked: "Arrêt demandé…",
    cancelled: "Le calcul s’arrête.",
    none: "Aucun calcul encore",
    noneText:
      "Réglez ce qui compte, puis lancez le jumelage : plusieurs solutions se comparent ici, côte à côte, avec la raison de chaque place.",
    noneSee: "Dès qu’une coordonnatrice lance un jumelage, ses solutions se comparent ici.",
    noPlaces: "Aucune place à jumeler",
    noPlacesText: "Dès qu’un milieu accepte une demande de cette fiche, le jumelage a de quoi faire.",
    noStudents: "Aucun étudiant à jumeler",
    noStudentsText: "Copiez d’abord des étudiants inscrits vers la fiche.",
    toEnrolment: "Aller aux inscriptions",
    runs: "Calcul",
    run: (when: string, who: string, state: string) => `${when}, ${who} (${state})`,
    runStates: statesFr,
    runTold: {
      cancelled: (who: string) => `Arrêté par ${who}. Ce qui était trouvé jusque-là est gardé.`,
      "cut-off": "Le serveur s’est arrêté pendant ce calcul : il n’est pas allé au bout. Relancez-le, rien n’a été affecté.",
      failed:
        "Ce calcul n’a pas abouti, et l’équipe technique le voit dans ses journaux. Relancez-le, ou jumelez moins de fiches à la fois.",
    },
    compare: "Solutions côte à côte",
    solution: "Solution",
    choose: (way: string) => `Montrer la solution « ${way} »`,
    shown: "Montrée",
    best: "le mieux",
    measures: {
      first: "1er choix",
      second: "2e choix",
      third: "3e choix",
      later: "4e choix et plus",
      other: "Hors choix",
      open: "Sans préférence, placés",
      none: "Sans place",
      worst: "Le moins bon rang obtenu",
      gini: "Écart entre les gens",
      travel: "Trajet moyen",
      moved: "Changent de place",
      proof: "Preuve",
    },
    rank: (rank: number) => (rank === 1 ? "1er choix" : `${rank}e choix`),
    otherRank: "hors choix",
    openRank: "sans préférence",
    share: (count: number, percent: number) => `${count} (${percent}\u00A0%)`,
    kilometres: (km: string) => `${km} km`,
    unknown: "inconnu",
    gap: (percent: string) => `à ${percent}\u00A0% de l’optimum au plus`,
    proofs: { optimal: "optimum prouvé", stopped: "arrêté en route", drawn: "tirage, rien à prouver" },
    seconds: (of: string) => `en ${of} s`,
    drawnWith: (seed: string) => `Germe : ${seed}`,
    drawn: (count: number) => `Ordre du tirage (${count})`,
    applied: (who: string, when: string, count: number) => `Appliquée par ${who}, ${when} : ${n(count, "étudiant", "étudiants")}`,
    appliedYou: (when: string, count: number) => `Appliquée par vous, ${when} : ${n(count, "étudiant", "étudiants")}`,
    back: (count: number) => n(count, "repris depuis", "repris depuis"),
    takeBack: "Reprendre",
    proposedAt: (when: string, who: string) =>
      `Proposée par le calcul du ${when}, lancé par ${who}. Rien n’est affecté tant qu’une personne ne l’applique pas.`,
    rows: "Qui irait où",
    filters: { all: "Tous", open: "À appliquer", moved: "Changés depuis", none: "Sans place", kept: "Verrouillés" },
    filterLabel: "Montrer",
    search: "Chercher un nom ou un milieu",
    nothing: "Aucune ligne ne correspond.",
    more: (count: number) => `Montrer ${n(count, "ligne de plus", "lignes de plus")}`,
    now: "Maintenant",
    nowhere: "sans place",
    proposed: "Proposé",
    stays: "reste où elle est",
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
      `${n(count, "ligne a changé", "lignes ont changé")} depuis le calcul : à appliquer une à une, ou relancez le calcul.`,
    rerun: "Relancer autour de ce qui est verrouillé",
    appliedToast: (count: number) => `${n(count, "étudiant affecté", "étudiants affectés")} selon la solution`,
    refusedToast: (count: number) => `${n(count, "ligne n’a pas été appliquée", "lignes n’ont pas été appliquées")}`,
    refusedRow: (name: string, why: string) => `${name} : ${why}`,
    undo: "Annuler",
    undone: (count: number) => `${n(count, "affectation reprise", "affectations reprises")}`,
    undoneLeft: (count: number) => `${n(count, "est restée : quelqu’un a bâti dessus", "sont restées : quelqu’un a bâti dessus")}`,
    lock: (name: string, path: string) => `Verrouiller ${name} à ${path}`,
    unlock: (name: string) => `Déverrouiller ${name}`,
    locked: "Verrouillée",
    lockedAt: (path: string) => `verrouillée à ${path}`,
    withheld: "Mise de côté",
    select: (name: string) => `Cocher ${name}`,
    selectAll: "Cocher toutes les lignes montrées",
    grid: "Voir la grille",
    keys: "Jumelage",
    keyStart: "Lancer ou relancer le jumelage",
    keyApply: "Appliquer la solution montrée",
    gone: "Étudiant retiré",
    settings: "Réglages du jumelage",
  },
  {
    title: "Matching",
    intro: "The calculation proposes; nobody is assigned without you.",
    sheet: "Open the worksheet",
    prepare: "Prepare",
    facts: (students, seats, places) =>
      `${e(students, "student", "students")}, ${e(seats, "free seat", "free seats")} at ${e(places, "place", "places")}`,
    withoutWishes: (count) => `${e(count, "student has", "students have")} no preference`,
    exceptions: "Exceptions",
    noExceptions: "Nobody is withheld, nothing is locked.",
    addException: "Add an exception",
    exceptionText: "Before the calculation: who takes no part in it, and who does not move.",
    kind: "What",
    kinds: { student: "Student withheld", place: "Place withheld", lock: "Seat locked" },
    kindHints: {
      student: "Gets no new place.",
      place: "Gets nobody new.",
      lock: "Stays at this place, whatever it costs.",
    },
    student: "Student",
    place: "Place",
    note: "Why",
    keep: "Save",
    by: (who, when) => `by ${who}, ${when}`,
    byYou: (when) => `by you, ${when}`,
    lift: (what) => `Lift the exception: ${what}`,
    lifted: (what) => `Exception lifted: ${what}`,
    kept: (count) => `${e(count, "exception saved", "exceptions saved")}`,
    lockAllSeated: "Lock the seats taken already",
    weights: "What counts",
    terms: termsEn,
    termHints: {
      wishes: "The choices, in their order.",
      fairness: "Nobody much worse off than the others.",
      variety: "A place and a discipline the person has not seen yet.",
      travel: "The straight-line distance from home.",
      continuity: "Keep together who were together at the placement before.",
      load: "Spread students among the supervisors named.",
      moves: "Leave people where they already are.",
    },
    degrees: ["does not count", "a little", "somewhat", "a lot", "above all"].join("|"),
    usual: "Usual weights",
    scope: "What is matched",
    statuses: "Places of requests",
    statusNames: { accepted: "accepted", confirmed: "confirmed, where seats are left", waiting: "sent, not answered yet" },
    statusHint: "A place not answered can be planned, not assigned yet.",
    keeps: "Seats taken already",
    keepNames: { seats: "Leave them all in place", locks: "Keep only those locked and confirmed" },
    along: "Match along",
    alongHint: "The cohort’s other worksheets, as one question: nobody in two places at once.",
    sheetKind: { group: "group", individual: "individual" },
    sheetCounts: (students, places) => `${e(students, "student", "students")}, ${e(places, "place", "places")}`,
    ways: "Solutions to compare",
    wayNames: waysEn,
    wayHints: {
      weighed: "The proven optimum of what counts, as set above.",
      "most-first": "As many first choices as there can be, the rest after.",
      "worst-off": "The worst-off person as well off as can be.",
      "least-travel": "The fewest kilometres in all.",
      random: "An order drawn by lot, each in turn; the seed lets anybody draw it again.",
      "in-order": "Each in turn, by name: what other software does.",
    },
    seed: "Seed of the draw",
    seedHint: "Publish it: the same seed gives the same order again.",
    newSeed: "Another seed",
    start: "Start the matching",
    again: "Run again",
    starting: "Matching started",
    needsWay: "Choose at least one solution to work out.",
    needsStatus: "Choose at least one status.",
    running: (who) => `Calculation started by ${who}`,
    runningYou: "Calculation started by you",
    stage: (way) => `Looking for: ${way}`,
    progress: (percent) => `${percent}%`,
    mayLeave: "You may go on assigning or leave the page: the result will wait for you.",
    cancel: "Stop",
    cancelAsked: "Stopping…",
    cancelled: "The calculation is stopping.",
    none: "No calculation yet",
    noneText: "Set what counts, then start the matching: several solutions are compared here, side by side, with the reason of each seat.",
    noneSee: "As soon as a coordinator starts a matching, its solutions are compared here.",
    noPlaces: "No place to match",
    noPlacesText: "As soon as a setting accepts a request of this worksheet, the matching has something to do.",
    noStudents: "No student to match",
    noStudentsText: "First copy enrolled students to the worksheet.",
    toEnrolment: "Go to enrolment",
    runs: "Calculation",
    run: (when, who, state) => `${when}, ${who} (${state})`,
    runStates: statesEn,
    runTold: {
      cancelled: (who) => `Stopped by ${who}. What had been found is kept.`,
      "cut-off": "The server stopped during this calculation: it did not get to its end. Run it again; nothing was assigned.",
      failed:
        "This calculation did not succeed, and whoever runs the system sees it in the logs. Run it again, or match fewer worksheets at once.",
    },
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
      other: "Not a choice",
      open: "No preference, placed",
      none: "Without a place",
      worst: "Worst rank obtained",
      gini: "Gap between people",
      travel: "Average travel",
      moved: "Change places",
      proof: "Proof",
    },
    rank: (rank) => (rank === 1 ? "1st choice" : rank === 2 ? "2nd choice" : rank === 3 ? "3rd choice" : `${rank}th choice`),
    otherRank: "not a choice",
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
    proposedAt: (when, who) => `Proposed by the calculation of ${when}, started by ${who}. Nothing is assigned until a person applies it.`,
    rows: "Who would go where",
    filters: { all: "All", open: "To apply", moved: "Changed since", none: "Without a place", kept: "Locked" },
    filterLabel: "Show",
    search: "Find a name or a place",
    nothing: "No row matches.",
    more: (count) => `Show ${e(count, "more row", "more rows")}`,
    now: "Now",
    nowhere: "without a place",
    proposed: "Proposed",
    stays: "stays where they are",
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
    appliedToast: (count) => `${e(count, "student assigned", "students assigned")} by the solution`,
    refusedToast: (count) => `${e(count, "row was not applied", "rows were not applied")}`,
    refusedRow: (name, why) => `${name}: ${why}`,
    undo: "Undo",
    undone: (count) => `${e(count, "assignment taken back", "assignments taken back")}`,
    undoneLeft: (count) => `${e(count, "stayed: somebody has built on it", "stayed: somebody has built on them")}`,
    lock: (name, path) => `Lock ${name} at ${path}`,
    unlock: (name) => `Unlock ${name}`,
    locked: "Locked",
    lockedAt: (path) => `locked at ${path}`,
    withheld: "Withheld",
    select: (name) => `Tick ${name}`,
    selectAll: "Tick every row shown",
    grid: "See the grid",
    keys: "Matching",
    keyStart: "Start the matching, or run it again",
    keyApply: "Apply the solution shown",
    gone: "Student removed",
    settings: "Settings of the matching",
  },
);

const degreeAt = (weight: number): number => (weight === 0 ? 0 : weight <= 25 ? 1 : weight <= 50 ? 2 : weight <= 75 ? 3 : 4);
/** How much something counts, in a word: 0 « ne compte pas » … 100 « avant tout ». */
export const weightDegree = (weight: number, degrees: string): string => degrees.split("|")[degreeAt(weight)] ?? "";

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
      return fr ? `affectée depuis à ${moved.path}${who}` : `assigned since to ${moved.path}${who}`;
    case "unseated":
      return fr ? `retirée de sa place depuis${who}` : `taken off their place since${who}`;
    case "wishes":
      return fr ? "ses préférences ont changé depuis" : "their preferences have changed since";
    case "withheld":
      return fr ? `mise de côté depuis${who}` : `withheld since${who}`;
    case "locked":
      return fr ? `verrouillée ailleurs depuis${who}` : `locked elsewhere since${who}`;
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
        ? `quelqu’un d’autre y a pris place depuis : ${moved.wanted} pour ${moved.size}`
        : `somebody else has taken a seat there since: ${moved.wanted} for ${moved.size}`;
    case "place-withheld":
      return fr ? `ce milieu est mis de côté${who}` : `this place is withheld${who}`;
  }
}
