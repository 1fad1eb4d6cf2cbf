import type { Actor } from "#domain/access.ts";
import { dayIn, type Day } from "#domain/dates.ts";
import type { NewEvent } from "#domain/event.ts";
import type { Id } from "#domain/id.ts";
import { routeFor, type Route, type RoutedPerson } from "#domain/routing.ts";
import { listRoutedRequests, listUnits, listUnitsById, readRoutedPeople, type RoutedRequest, type Unit } from "#db/routing.ts";
import type { Query } from "#db/sql.ts";

/** Everything a route is found by, read once for as many requests as are redirected together. */
export interface RoutingFacts {
  units: Map<Id, Unit>;
  people: Map<Id, RoutedPerson>;
  today: Day;
}

/** Of the viewer's organisation, the units she covers. */
export async function routingFacts(sql: Query, viewer: Actor, of: { now: Date; also?: Id[] }): Promise<RoutingFacts> {
  const [units, people] = [await listUnits(sql, viewer), await readRoutedPeople(sql, viewer.agencyId, of.also)];
  return { units: new Map(units.map((unit) => [unit.id, unit])), people, today: dayIn(of.now) };
}

/** Of some units of an organisation, open or not. */
export async function routingFactsOf(sql: Query, of: { agencyId: Id; unitIds: Id[]; now: Date }): Promise<RoutingFacts> {
  const [units, people] = [await listUnitsById(sql, of.agencyId, of.unitIds), await readRoutedPeople(sql, of.agencyId)];
  return { units: new Map(units.map((unit) => [unit.id, unit])), people, today: dayIn(of.now) };
}

export const routeTo = (facts: RoutingFacts, unit: Unit, of: { discipline: string; chosenId?: Id | null }): Route =>
  routeFor({
    unit,
    contacts: unit.contacts,
    people: facts.people,
    today: facts.today,
    discipline: of.discipline,
    chosenId: of.chosenId ?? null,
  });

/** Requests by id, with what they are routed by. */
export const routedRequests = async (sql: Query, ids: Id[]): Promise<Map<Id, RoutedRequest>> =>
  new Map((await listRoutedRequests(sql, ids)).map((one) => [one.id, one]));

/** Why a route is on paper, or passed somebody over, in the keys of words/routing-why.ts. */
export function whysOf(route: Route): { name: string; why: string }[] {
  const people = route.passed.flatMap(({ name, standing: { reasons } }) =>
    reasons.slice(0, 1).map(({ why }) => ({ name, why: why as string })),
  );
  return people.slice(0, 6);
}

/** The organisation's own record of whom a request was given to, and of everybody who was passed over. */
export const decidedEvent = (
  of: { id: Id; reference: number; receivingId: Id; within: Id[] },
  route: Pick<Route, "to" | "how" | "as" | "passed">,
): NewEvent => ({
  kind: "routing.decided",
  agencyIds: [of.receivingId],
  about: of.id,
  within: of.within,
  facts: {
    reference: of.reference,
    to: route.to?.name ?? "",
    how: route.how,
    chosen: route.as === "chosen",
    passed: whysOf(route as Route),
  },
});
