import type { RoleKind } from "./access.ts";
import { addDays, dayIn, daysBetween, type Day } from "./dates.ts";
import type { Id } from "./id.ts";
import { fold } from "./place.ts";

/** Days without signing in after which nobody waits for somebody any more, and how long before she is warned (K07). */
export const daysToLapse = 180;
export const daysToWarn = 14;

export interface RoutedUnit {
  id: Id;
  siteId: Id;
  serviceId: Id;
  /** Somebody said that this unit is asked on paper (its user flag is off). */
  onPaper: boolean;
}

/** Who is named for a unit: the main contact, the others in their order, and for a discipline those who come before them (2.5, K13). */
export interface NamedContact {
  personId: Id;
  as: "contact" | "backup" | "discipline";
  /** Of a discipline contact; empty for the others. */
  discipline: string;
}

export interface RoutedRole {
  kind: RoleKind;
  everything: boolean;
  sites: Id[];
  services: Id[];
  destinations: Id[];
  /** When it was given. */
  since: string;
}

/** What is known of somebody who may be asked. `roles` are those she holds now. */
export interface RoutedPerson {
  id: Id;
  name: string;
  active: boolean;
  /** Access closed, here or everywhere. */
  disabled: boolean;
  hasAccount: boolean;
  lastSignInAt: string | null;
  alerts: boolean;
  roles: RoutedRole[];
  absences: { startsOn: Day; endsOn: Day | null; delegateId: Id | null }[];
}

/** Why somebody is not asked in the system, in the order one would mend it. */
export type PassedOver =
  | { why: "left" }
  | { why: "no-account" }
  | { why: "disabled" }
  | { why: "not-covering" }
  | { why: "alerts-refused" }
  | { why: "lapsed"; days: number; lastIn: Day | null }
  | { why: "absent"; until: Day | null; delegate: string | null };

/** How somebody stands towards a unit: whether she is asked in the system, why not, and how long that stays so. */
export interface Standing {
  personId: Id;
  answers: boolean;
  /** Empty when she answers. */
  reasons: PassedOver[];
  /** The day she last came in; null: never. */
  lastIn: Day | null;
  /** Whole days since then, or since she was given access. */
  days: number | null;
  /** The day from which she is asked no more unless she comes in; null: there is nothing to lapse. */
  lapsesOn: Day | null;
  /** Days left, said from `daysToWarn` on; null before. */
  lapsesIn: number | null;
}

export type RouteAs = "discipline" | "contact" | "backup" | "coordinator" | "chosen";
export interface RouteStep {
  personId: Id;
  name: string;
  as: RouteAs;
  standing: Standing;
}

export interface Route {
  /** Nobody is named, and nobody covers the unit: then there is only the paper. */
  to: { personId: Id; name: string } | null;
  how: "account" | "paper";
  as: RouteAs | null;
  /** Whom she stands in for. */
  insteadOf: string | null;
  /** Everybody who was passed over before, with the reasons; when it is paper, everybody. */
  passed: RouteStep[];
  /** The unit itself is set to paper. */
  unitOnPaper: boolean;
  /** On paper although one could expect an answer in the system: somebody is named who has or had an account, or could answer if the unit let her. */
  unexpected: boolean;
  /** Who of the unit would answer in the system if one chose them. */
  couldAnswer: { personId: Id; name: string; as: RouteAs }[];
  /** Everybody one could choose, in the order they are asked. */
  candidates: RouteStep[];
}

const answeringKinds: readonly RoleKind[] = ["destination-coordinator", "receiving-coordinator"];
const covers = (role: RoutedRole, unit: RoutedUnit): boolean =>
  role.everything || role.destinations.includes(unit.id) || role.services.includes(unit.serviceId) || role.sites.includes(unit.siteId);

/** The roles with which somebody answers for a unit. */
export const coveringRoles = (person: RoutedPerson, unit: RoutedUnit): RoutedRole[] =>
  person.roles.filter((role) => answeringKinds.includes(role.kind) && covers(role, unit));

const absentOn = (person: RoutedPerson, today: Day) =>
  person.absences.find(({ startsOn, endsOn }) => startsOn <= today && (endsOn === null || today <= endsOn));

/**
 * Whether somebody is asked in the system about a unit: there, with an enabled account and a role that covers it, alerts accepted, signed
 * in within 180 days (from the day she was given access, when she never was), and not away. Computed, never typed (K07, K13, K72).
 */
export function standingOf(person: RoutedPerson, unit: RoutedUnit, of: { today: Day; nameOf?: (id: Id) => string | undefined }): Standing {
  const { today } = of;
  const roles = coveringRoles(person, unit);
  const lastIn = person.lastSignInAt === null ? null : dayIn(new Date(person.lastSignInAt));
  const given =
    roles
      .map(({ since }) => dayIn(new Date(since)))
      .toSorted()
      .at(-1) ?? null;
  const from = lastIn ?? given;
  const days = from === null ? null : Math.max(0, daysBetween(from, today));
  const lapsesOn = from === null ? null : addDays(from, daysToLapse);
  const reasons: PassedOver[] = [];
  if (!person.active) reasons.push({ why: "left" });
  else if (!person.hasAccount) reasons.push({ why: "no-account" });
  else {
    if (person.disabled) reasons.push({ why: "disabled" });
    if (roles.length === 0) reasons.push({ why: "not-covering" });
    if (!person.alerts) reasons.push({ why: "alerts-refused" });
    if (days !== null && days >= daysToLapse) reasons.push({ why: "lapsed", days, lastIn });
    const absence = absentOn(person, today);
    if (absence) {
      const delegate = absence.delegateId === null ? null : (of.nameOf?.(absence.delegateId) ?? null);
      reasons.push({ why: "absent", until: absence.endsOn, delegate });
    }
  }
  const answers = reasons.length === 0;
  const left = days === null ? null : daysToLapse - days;
  const lapses = person.active && person.hasAccount && !person.disabled && roles.length > 0;
  return {
    personId: person.id,
    answers,
    reasons,
    lastIn,
    days: lapses ? days : null,
    lapsesOn: lapses ? lapsesOn : null,
    lapsesIn: lapses && left !== null && left > 0 && left <= daysToWarn ? left : null,
  };
}

/** True when a contact named for one discipline is meant for a programme of another: the same word, or a part of it (« Soins infirmiers : santé mentale »). */
export function disciplineFits(named: string, programme: string): boolean {
  const [one, other] = [fold(named).trim(), fold(programme).trim()];
  return one !== "" && (other === one || (other.startsWith(one) && /^\s*[:/,(–-]/.test(other.slice(one.length))));
}

export interface Routing {
  unit: RoutedUnit;
  /** Of the request's programme. */
  discipline: string;
  /** As they are kept: those of disciplines and the backups in their order. */
  contacts: readonly NamedContact[];
  /** Everybody who is named, stands in, or holds a role for a unit. */
  people: ReadonlyMap<Id, RoutedPerson>;
  today: Day;
  /** Somebody chosen by who redirects, instead of whom the contacts say. */
  chosenId?: Id | null;
}

/** Everybody who could be asked, in the order they are: the discipline's, the main contact, the others, then who covers the unit without being named. */
function candidates({ unit, discipline, contacts, people }: Routing): { person: RoutedPerson; as: RouteAs }[] {
  const ofDiscipline = contacts.filter((one) => one.as === "discipline" && disciplineFits(one.discipline, discipline));
  // The nearest name of the discipline first: « Soins infirmiers : pédiatrie » before « Soins infirmiers ».
  ofDiscipline.sort((one, other) => fold(other.discipline).length - fold(one.discipline).length);
  const named = [
    ...ofDiscipline.map(({ personId }) => ({ personId, as: "discipline" as const })),
    ...contacts.filter((one) => one.as === "contact").map(({ personId }) => ({ personId, as: "contact" as const })),
    ...contacts.filter((one) => one.as === "backup").map(({ personId }) => ({ personId, as: "backup" as const })),
    ...[...people.values()]
      .filter((one) => coveringRoles(one, unit).some(({ kind }) => kind === "destination-coordinator"))
      .toSorted((one, other) => one.name.localeCompare(other.name, "fr"))
      .map((one) => ({ personId: one.id, as: "coordinator" as const })),
  ];
  const seen = new Set<Id>();
  return named.flatMap(({ personId, as }) => {
    const person = people.get(personId);
    if (!person || seen.has(personId)) return [];
    seen.add(personId);
    return [{ person, as }];
  });
}

/**
 * Who receives a redirected request, and how (T10, T11; section 8, rule 19): the first who answers in the system; for who is away her
 * delegate; somebody who is only away before any paper. On paper it goes to the first who is named, with the reason of each who was passed over.
 */
export function routeFor(of: Routing): Route {
  const { unit, people, today, chosenId = null } = of;
  const nameOf = (id: Id) => people.get(id)?.name;
  const all = candidates(of);
  const standing = (person: RoutedPerson) => standingOf(person, unit, { today, nameOf });
  const stepOf = ({ person, as }: { person: RoutedPerson; as: RouteAs }): RouteStep => ({
    personId: person.id,
    name: person.name,
    as,
    standing: standing(person),
  });
  const chosen = chosenId === null ? undefined : people.get(chosenId);
  const steps = (chosen ? [{ person: chosen, as: "chosen" as const }] : all).map(stepOf);
  const others = all.map(stepOf);
  const couldAnswer = others.filter((one) => one.standing.answers).map(({ personId, name, as }) => ({ personId, name, as }));
  const passed: RouteStep[] = [];
  const by = (step: RouteStep, more: Partial<Route> = {}): Route => ({
    to: { personId: step.personId, name: step.name },
    how: "account",
    as: step.as,
    insteadOf: null,
    passed: passed.filter((one) => one.personId !== step.personId),
    unitOnPaper: false,
    unexpected: false,
    couldAnswer,
    candidates: others,
    ...more,
  });
  if (!unit.onPaper || chosen) {
    for (const step of steps) {
      if (step.standing.answers) return by(step);
      passed.push(step);
      const [only, ...more] = step.standing.reasons;
      const delegateId = only?.why === "absent" && more.length === 0 ? delegateOf(people.get(step.personId), today) : null;
      const delegate = delegateId === null ? undefined : people.get(delegateId);
      if (delegate && standing(delegate).answers)
        return by({ personId: delegate.id, name: delegate.name, as: step.as, standing: standing(delegate) }, { insteadOf: step.name });
    }
    // Somebody who is away and alone is waited for: a letter would lie there as well.
    const away = steps.find(({ standing: { reasons } }) => reasons.length === 1 && reasons[0]?.why === "absent");
    if (away) return by(away, { passed });
  }
  const [first] = steps;
  const onPaper = unit.onPaper && !chosen;
  return {
    to: first ? { personId: first.personId, name: first.name } : null,
    how: "paper",
    as: first?.as ?? null,
    insteadOf: null,
    passed: onPaper ? others.filter((one) => !one.standing.answers) : passed,
    unitOnPaper: onPaper,
    unexpected: (onPaper ? others : [...steps, ...others]).some(
      ({ standing: { reasons } }) => !reasons.some(({ why }) => why === "no-account" || why === "left"),
    ),
    couldAnswer,
    candidates: others,
  };
}

const delegateOf = (person: RoutedPerson | undefined, today: Day): Id | null =>
  person ? (absentOn(person, today)?.delegateId ?? null) : null;

/** Who takes over the day a contact lapses, as long as nothing else changes; null: it would go on paper. */
export function nextAfter(of: Routing, personId: Id, lapsesOn: Day): { name: string } | null {
  const people = new Map([...of.people].map(([id, person]) => [id, id === personId ? { ...person, roles: [] } : person]));
  const route = routeFor({ ...of, people, today: lapsesOn, chosenId: null });
  return route.how === "account" ? route.to : null;
}
