import { randomBytes } from "node:crypto";
import { dueOnFrom, groupForPrint, scrambledName, sharedPlace, type PrintOptions } from "#domain/delivery.ts";
import { dayIn } from "#domain/dates.ts";
import type { NewEvent } from "#domain/event.ts";
import type { Id } from "#domain/id.ts";
import { findDeliverySettings } from "#db/delivery-setting.ts";
import { insertPrintout, listRequestsToPrint, readPlaceName, replacePrintouts, saveDueOn, type RequestToPrint } from "#db/printout.ts";
import type { Tx } from "#db/sql.ts";

interface Queueing {
  /** Whose queue. */
  agencyId: Id;
  requests: RequestToPrint[];
  options: PrintOptions;
  senderId?: Id | null;
  automatic: boolean;
  by: Id;
  at: Date;
}

/** Puts PDFs of requests in an organisation's queue, one each or one a destination; older ones they cover whole make way. */
export async function queuePrintouts(tx: Tx, of: Queueing): Promise<{ ids: Id[]; events: NewEvent[] }> {
  const settings = await findDeliverySettings(tx, of.agencyId);
  const { per = settings.per, calendar = settings.calendar, language = settings.language } = of.options;
  const ids: Id[] = [];
  const events: NewEvent[] = [];
  for (const group of groupForPrint(of.requests, per)) {
    const place = sharedPlace(group);
    if (!place) continue;
    const fileName = scrambledName(randomBytes(16));
    const { agencyId, automatic, by, at, senderId = null } = of;
    const requests = group.map((one) => ({ agencyId: one.agencyId, id: one.id }));
    const id = await insertPrintout(tx, { ...place, agencyId, language, calendar, senderId, fileName, automatic, by, at, requests });
    ids.push(id);
    const facts = { place: await readPlaceName(tx, place), requests: group.length, automatic };
    events.push({ kind: "printout.queued", agencyIds: [agencyId], about: id, within: requests.map((one) => one.id), facts });
  }
  await replacePrintouts(tx, { agencyId: of.agencyId, requestIds: of.requests.map(({ id }) => id), by: ids });
  return { ids, events };
}

/** The requests an event says were sent or redirected, and those of them that went out on paper. */
function sendings(events: NewEvent[]) {
  const queued = new Set(events.flatMap((event) => (event.kind === "printout.queued" ? (event.within ?? []) : [])));
  const sent: Id[] = [];
  const paper: Id[] = [];
  for (const event of events) {
    // A postponed placement that is submitted again is sent anew (T28).
    const again = event.kind === "request.postponed" && event.facts.resubmitted;
    // So is one that was over and is asked for again (T31), unless it only came back to its outbox.
    if (again || (event.kind === "request.reactivated" && event.facts.to !== "new")) {
      sent.push(event.about);
      if ((event.facts.to ?? "").endsWith("-paper") && !queued.has(event.about)) paper.push(event.about);
    }
    if (event.kind !== "request.sent" && event.kind !== "request.redirected" && event.kind !== "request.cloned") continue;
    if (event.kind !== "request.redirected") sent.push(event.about);
    // A redirection is told as the school is shown it: whether it is on paper is read with the requests.
    if ((event.kind !== "request.sent" || event.facts.to.endsWith("-paper")) && !queued.has(event.about)) paper.push(event.about);
  }
  return { sent, paper };
}

/**
 * What a sending brings with it, in its own transaction whichever command sends (F-127): the day an answer is asked for by,
 * and for a place that does not use the system its PDF in the queue of who sends, the school or, for a unit without account,
 * the organisation that redirects. What a command queued itself, with options of its own, is left as it is.
 */
export async function followSending(tx: Tx, of: { personId: Id | null; at: Date }, events: NewEvent[]): Promise<NewEvent[]> {
  const { sent, paper } = sendings(events);
  if (sent.length === 0 && paper.length === 0) return [];
  const requests = new Map((await listRequestsToPrint(tx, [...sent, ...paper])).map((one) => [one.id, one]));
  const today = dayIn(of.at);
  const found = (ids: Id[]) => ids.map((id) => requests.get(id)).filter((one) => one !== undefined);
  for (const [agencyId, of_] of Map.groupBy(found(sent), (one) => one.agencyId)) {
    const settings = await findDeliverySettings(tx, agencyId);
    await saveDueOn(tx, { requestIds: of_.map(({ id }) => id), dueOn: dueOnFrom(settings, today), today });
  }
  const owner = (one: RequestToPrint) => (one.status === "redirected-paper" ? one.receivingId : one.agencyId);
  const more: NewEvent[] = [];
  for (const [agencyId, group] of Map.groupBy(
    found(paper).filter(({ status }) => status.endsWith("-paper")),
    owner,
  )) {
    const by = of.personId ?? group[0]?.sentBy ?? "";
    const { events: queued } = await queuePrintouts(tx, { agencyId, requests: group, options: {}, automatic: true, by, at: of.at });
    more.push(...queued);
  }
  return more;
}
