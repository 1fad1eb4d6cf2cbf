import { dayIn } from "#domain/dates.ts";
import { organisationReader } from "#domain/delivery-reader.ts";
import type { NewEvent } from "#domain/event.ts";
import type { Id } from "#domain/id.ts";
import { eventOf, withinOf } from "#domain/request-event.ts";
import { decide } from "#domain/request.ts";
import type { Route } from "#domain/routing.ts";
import { appendEvents } from "#db/event.ts";
import { saveMove } from "#db/request-move.ts";
import { listRequests } from "#db/request.ts";
import { listRoutedRequests, saveUnitContact, type RoutedRequest, type Unit } from "#db/routing.ts";
import type { Tx } from "#db/sql.ts";
import { tooLarge } from "./redirect-size.ts";
import { decidedEvent, routeTo, routingFactsOf, whysOf } from "./routing-read.ts";

/** The requests that events say have arrived in the system. */
const arrived = (events: readonly NewEvent[]): Id[] =>
  events.flatMap((event) =>
    (event.kind === "request.sent" && event.facts.to === "sent") ||
    (event.kind === "request.postponed" && event.facts.resubmitted && event.facts.to === "sent") ||
    (event.kind === "request.reactivated" && event.facts.to === "reactivated")
      ? [event.about]
      : [],
  );

/** The unit a service hands a request to by itself; null: none, or it is not to be handed on. */
export const unitOf = (one: RoutedRequest): Id | null =>
  one.redirects === "asked" ? one.destinationId : one.redirects === "unit" ? one.redirectUnitId : null;

/** Why it stays with the coordinator; null: it goes. It goes to somebody who answers in the system, or not at all: never silently on paper. */
export function staysBecause(of: { unit: Unit | undefined; route: Route | null; large: boolean }): string | null {
  if (!of.unit || !of.route) return "no-unit-asked";
  if (of.unit.retired) return "unit-retired";
  if (of.large) return "too-large";
  if (of.route.how === "account") return null;
  if (of.route.unitOnPaper) return "unit-on-paper";
  return whysOf(of.route)[0]?.why ?? "nobody-named";
}

/**
 * What services hand on by themselves (T12, F-181), in the transaction that sends, whichever command sends: to the unit that was asked for, or
 * to one of theirs. Signed by nobody. One that nobody would answer in the system stays where it is, with the reason in its history.
 */
export async function followArrivals(tx: Tx, at: Date, events: readonly NewEvent[]): Promise<void> {
  const ids = [...new Set(arrived(events))];
  if (ids.length === 0) return;
  const routed = (await listRoutedRequests(tx, ids)).filter(({ redirects }) => redirects !== "no");
  const told: NewEvent[] = [];
  for (const [agencyId, group] of Map.groupBy(routed, ({ receivingId }) => receivingId)) {
    const unitIds = group.flatMap((one) => unitOf(one) ?? []);
    const facts = await routingFactsOf(tx, { agencyId, unitIds, now: at });
    const look = { viewer: organisationReader({ agencyId, side: "receiving" }), side: "receiving", today: dayIn(at) } as const;
    const records = await listRequests(
      tx,
      look,
      group.map(({ id }) => id),
    );
    for (const record of records) {
      const one = group.find(({ id }) => id === record.id);
      if (!one) continue;
      const unit = facts.units.get(unitOf(one) ?? "");
      const route = unit ? routeTo(facts, unit, { discipline: one.discipline }) : null;
      const why = staysBecause({ unit, route, large: unit ? tooLarge(record, unit) !== null : false });
      if (why !== null || !unit || !route) {
        const stayed = { reference: record.reference, unit: unit?.name ?? "", why: why ?? "no-unit-asked" };
        told.push({ kind: "routing.stayed", agencyIds: [agencyId], about: record.id, within: withinOf(record), facts: stayed });
        continue;
      }
      const command = { move: "auto-redirect", destinationId: unit.id, siteId: unit.siteId, serviceId: unit.serviceId } as const;
      const decision = decide(record, command, "system");
      if (!decision.ok || decision.status === "deleted") continue;
      const move = { status: decision.status, patch: decision.patch, by: { personId: "", at }, stamp: "none", before: null } as const;
      if (!(await saveMove(tx, record, move))) throw new Error(`request ${record.id} changed under its lock`);
      await saveUnitContact(tx, { agencyId: record.agencyId, id: record.id, personId: route.to?.personId ?? null, chosen: false });
      told.push(eventOf(record, command, { to: decision.status, destination: unit.name, patch: decision.patch }));
      told.push(decidedEvent({ ...record, receivingId: agencyId, within: withinOf(record) }, route));
    }
  }
  await appendEvents(tx, { agencyId: null, accountId: null, personId: null, name: "Concerto", requestId: "routing" }, told);
}
