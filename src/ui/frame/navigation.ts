import type { Actor, RoleKind } from "#domain/access.ts";

export interface NavItem {
  id:
    | "home"
    | "cohorts"
    | "outbox"
    | "assignments"
    | "students"
    | "places"
    | "programmes"
    | "people"
    | "history"
    | "requests"
    | "print"
    | "calls"
    | "occupancy"
    | "supply"
    | "watches"
    | "reasons"
    | "walls"
    | "units"
    | "supervisors"
    | "unit"
    | "placements";
  href: string;
  /** `g` then this letter goes there. */
  letter: string;
}

const item = {
  home: { id: "home", href: "/accueil", letter: "a" },
  cohorts: { id: "cohorts", href: "/cohortes", letter: "c" },
  outbox: { id: "outbox", href: "/sorties", letter: "s" },
  print: { id: "print", href: "/impression", letter: "i" },
  assignments: { id: "assignments", href: "/affectations", letter: "f" },
  students: { id: "students", href: "/etudiants", letter: "e" },
  places: { id: "places", href: "/milieux", letter: "m" },
  programmes: { id: "programmes", href: "/programmes", letter: "p" },
  people: { id: "people", href: "/personnes", letter: "u" },
  history: { id: "history", href: "/historique", letter: "h" },
  requests: { id: "requests", href: "/demandes", letter: "d" },
  calls: { id: "calls", href: "/appels", letter: "o" },
  reasons: { id: "reasons", href: "/motifs", letter: "r" },
  walls: { id: "walls", href: "/murs", letter: "w" },
  occupancy: { id: "occupancy", href: "/occupation", letter: "q" },
  supply: { id: "supply", href: "/offre", letter: "b" },
  watches: { id: "watches", href: "/veilles", letter: "y" },
  units: { id: "units", href: "/calendrier", letter: "k" },
  supervisors: { id: "supervisors", href: "/superviseurs", letter: "v" },
  unit: { id: "unit", href: "/unite", letter: "n" },
  placements: { id: "placements", href: "/demandes", letter: "d" },
} as const satisfies Record<string, NavItem>;

const placing: readonly NavItem[] = [
  item.home,
  item.cohorts,
  item.outbox,
  item.assignments,
  item.calls,
  item.students,
  item.places,
  item.programmes,
];

/** The rail of each role: the screens that its work needs, in the order of the work. */
const rails: Record<RoleKind, readonly NavItem[]> = {
  "placing-coordinator": [
    ...placing.toSpliced(4, 0, item.print).toSpliced(8, 0, item.units, item.supply),
    item.walls,
    item.watches,
    item.history,
  ],
  "receiving-coordinator": [
    item.home,
    item.requests,
    item.occupancy,
    item.supply,
    item.units,
    item.supervisors,
    item.calls,
    item.places,
    item.print,
    item.people,
    item.walls,
    item.watches,
    item.history,
  ],
  "destination-coordinator": [
    item.home,
    item.unit,
    item.requests,
    item.occupancy,
    item.supply,
    item.units,
    item.supervisors,
    item.calls,
    item.places,
    item.watches,
    item.history,
  ],
  "course-leader": [...placing, item.watches, item.history],
  instructor: [item.home, item.outbox, item.programmes, item.places, item.watches, item.history],
  supervisor: [item.home, item.placements, item.places, item.history],
  "student-administrator": [item.home, item.students, item.programmes, item.places, item.history],
  "local-administrator": [
    item.home,
    item.people,
    item.reasons,
    item.occupancy,
    item.supply,
    item.places,
    item.programmes,
    item.students,
    item.walls,
    item.watches,
    item.history,
  ],
  observer: [
    item.home,
    item.cohorts,
    item.outbox,
    item.requests,
    item.occupancy,
    item.supply,
    item.assignments,
    item.calls,
    item.students,
    item.places,
    item.programmes,
    item.people,
    item.walls,
    item.watches,
    item.history,
  ],
  // a student has pages of her own, outside of what staff work with
  student: [],
};

const schoolOnly = new Set<NavItem["id"]>(["cohorts", "outbox", "assignments", "students", "programmes"]);
/** Nothing but students by name. */
const namesOnly = new Set<NavItem["id"]>(["assignments", "students"]);
const hostOnly = new Set<NavItem["id"]>(["requests", "supervisors", "unit", "placements", "occupancy"]);

/** What the rail shows to a role at an organisation: a hospital's administrator has no programmes, a school has no inbox. */
export function railOf(actor: Pick<Actor, "kind" | "agencyKind" | "withNames">): readonly NavItem[] {
  return rails[actor.kind].filter(
    ({ id }) =>
      (actor.withNames || !namesOnly.has(id)) &&
      (actor.agencyKind === "receiving" ? !schoolOnly.has(id) : true) &&
      (actor.agencyKind === "placing" ? !hostOnly.has(id) : true),
  );
}
