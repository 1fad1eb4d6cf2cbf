import { can, type Actor } from "#domain/access.ts";
import { mayKeep } from "#domain/catalogue.ts";
import { dayIn, type Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import { nextAfter, routeFor, standingOf, type NamedContact, type RoutedPerson, type RoutedUnit, type Routing } from "#domain/routing.ts";
import type { PlaceDetail } from "#db/catalogue.ts";
import { listAbsences, listCards, readContacts } from "#db/contact.ts";
import { findServiceRouting, listAdministrators, listUnits, readRoutedPeople } from "#db/routing.ts";
import type { Sql } from "#db/sql.ts";
import { keptOf } from "./catalogue-place.ts";

export type ContactLevel = "site" | "service" | "destination";
export const isContactLevel = (level: string): level is ContactLevel => level !== "agency";

/** A place as standings are judged against it: a service is covered by who covers it or its site. */
const unitOf = (place: PlaceDetail): RoutedUnit => ({
  id: place.destinationId ?? "",
  siteId: place.siteId ?? "",
  serviceId: place.serviceId ?? "",
  onPaper: !place.isUser,
});

/** Who of a place may be shown how its people stand: their organisation's own, not every school. */
const seesStandings = (actor: Actor, place: PlaceDetail) =>
  actor.agencyId === place.agencyId && (can(actor, "people.see") || can(actor, "request.answer-for-unit"));

/** Who is asked about a place, in order, and how each stands (2.4, 2.5, K13). Standings and ways to mend them are its organisation's own. */
export async function contactsOf(ctx: { sql: Sql; actor: Actor; now(): Date }, place: PlaceDetail) {
  const { sql, actor } = ctx;
  const { agencyId, level } = place;
  if (!isContactLevel(level)) return null;
  const today = dayIn(ctx.now());
  const inside = seesStandings(actor, place);
  const named = await readContacts(sql, { level, agencyId, id: place.id });
  const ids = [...new Set([...(named.main ? [named.main] : []), ...named.backups, ...named.disciplines.map(({ personId }) => personId)])];
  const [cards, people, absences] = await Promise.all([
    listCards(sql, agencyId, ids),
    inside ? readRoutedPeople(sql, agencyId, ids) : new Map<Id, RoutedPerson>(),
    inside ? listAbsences(sql, { agencyId, personIds: ids, today }) : [],
  ]);
  const contacts: NamedContact[] = [
    ...(named.main ? [{ personId: named.main, as: "contact" as const, discipline: "" }] : []),
    ...named.disciplines.map((one) => ({ ...one, as: "discipline" as const })),
    ...named.backups.map((personId) => ({ personId, as: "backup" as const, discipline: "" })),
  ];
  const unit = unitOf(place);
  const routing: Routing = { unit, contacts, people, today, discipline: "" };
  const keeps = mayKeep(actor, keptOf(place));
  const cardOf = (id: Id) => {
    const card = cards.find((one) => one.id === id);
    const person = people.get(id);
    const standing = person ? standingOf(person, unit, { today, nameOf: (of) => people.get(of)?.name }) : null;
    const own = id === actor.personId && agencyId === actor.agencyId;
    return {
      id,
      name: card?.name ?? "",
      title: card?.title ?? "",
      email: card?.email ?? null,
      sharedEmail: card?.sharedEmail ?? null,
      phone: card?.phone ?? null,
      alerts: inside ? (card?.alerts ?? true) : null,
      standing,
      hasAccount: person?.hasAccount ?? false,
      /** Who is asked from the day she lapses, said while she is warned. */
      next: standing?.lapsesIn && standing.lapsesOn && level === "destination" ? nextAfter(routing, id, standing.lapsesOn) : null,
      absences: absences.filter(({ personId }) => personId === id),
      may: {
        change: keeps || own,
        absent: inside && (keeps || own),
        access: inside && keeps && can(actor, "people.manage") && standing !== null && needsAccess(standing.reasons) && level !== "site",
        enable: inside && can(actor, "people.manage") && (standing?.reasons.some(({ why }) => why === "disabled") ?? false),
      },
    };
  };
  return {
    level,
    main: named.main ? cardOf(named.main) : null,
    backups: named.backups.map(cardOf),
    disciplines: named.disciplines.map(({ discipline, personId }) => ({ discipline, ...cardOf(personId) })),
    inside,
    /** Who receives what is redirected here now, for a programme no discipline contact is named for. */
    route: inside && level === "destination" ? routeFor(routing) : null,
    onPaper: unit.onPaper,
    service: inside && level === "service" ? await findServiceRouting(sql, { agencyId, serviceId: place.id }) : null,
    administrators: inside ? await listAdministrators(sql, agencyId) : [],
    may: { edit: keeps && place.retiredOn === null, people: inside && can(actor, "people.manage") },
    today,
  };
}

const needsAccess = (reasons: readonly { why: string }[]) =>
  reasons.some(({ why }) => why === "no-account" || why === "not-covering") &&
  !reasons.some(({ why }) => why === "left" || why === "disabled");

/**
 * Contacts of the units one covers who answer no more, or soon will not: warned fourteen days before they lapse (K07). One line a person,
 * the most pressing first.
 */
export async function watchedContacts(ctx: { sql: Sql; actor: Actor; now(): Date }) {
  const today: Day = dayIn(ctx.now());
  const [units, people] = [await listUnits(ctx.sql, ctx.actor), await readRoutedPeople(ctx.sql, ctx.actor.agencyId)];
  const found = new Map<
    Id,
    {
      id: Id;
      name: string;
      why: string;
      days: number;
      lapsesIn: number | null;
      units: { id: Id; name: string; site: string; next: string | null; paper: boolean }[];
    }
  >();
  for (const unit of units) {
    for (const { personId } of unit.contacts) {
      const person = people.get(personId);
      if (!person) continue;
      const standing = standingOf(person, unit, { today });
      const [reason] = standing.reasons;
      const pressing = reason && ["lapsed", "disabled", "alerts-refused", "left"].includes(reason.why) ? reason.why : null;
      const why = pressing ?? (standing.answers && standing.lapsesIn !== null ? "lapses" : null);
      if (why === null) continue;
      const routing = { unit, contacts: unit.contacts, people, today, discipline: "" };
      const next = pressing ? routeFor(routing) : null;
      const after = pressing ? (next?.how === "account" ? next.to : null) : nextAfter(routing, personId, standing.lapsesOn ?? today);
      const known = found.get(personId) ?? {
        id: personId,
        name: person.name,
        why,
        days: standing.days ?? 0,
        lapsesIn: standing.lapsesIn,
        units: [],
      };
      if (!known.units.some(({ id }) => id === unit.id))
        known.units.push({ id: unit.id, name: unit.name, site: unit.site, next: after?.name ?? null, paper: after === null });
      found.set(personId, known);
    }
  }
  return [...found.values()].toSorted(
    (one, other) =>
      Number(one.lapsesIn !== null) - Number(other.lapsesIn !== null) ||
      (one.lapsesIn ?? 0) - (other.lapsesIn ?? 0) ||
      one.name.localeCompare(other.name, "fr"),
  );
}
