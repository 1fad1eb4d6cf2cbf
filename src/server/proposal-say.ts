import type { NewEvent } from "#domain/event.ts";
import type { Id } from "#domain/id.ts";
import { agreesNow, judgeProposal, partyOf, points, takePoints, termsOf, type Point, type Terms } from "#domain/proposal.ts";
import { refuse, Refused } from "#domain/refusal.ts";
import { audienceOf, withinOf } from "#domain/request-event.ts";
import type { RequestRecord } from "#domain/request-seen.ts";
import { statusSeenBy, type Side } from "#domain/request.ts";
import {
  findOpenProposal,
  insertProposal,
  readProposalFacts,
  saveOutcome,
  writePlaceOf,
  type ProposalRecord,
  type Speaker,
} from "#db/proposal.ts";
import { saveMove } from "#db/request-move.ts";
import type { Tx } from "#db/sql.ts";
import { followAgreed, refuseShared } from "./request-size.ts";

/** Proposes on a locked request, whoever speaks: an account of either side, or somebody who answers by a link (R250 to R254). */
export async function propose(
  tx: Tx,
  by: Speaker,
  of: { record: RequestRecord; side: Side; terms: Terms; note: string; accepts: boolean; at: Date; byLink?: boolean },
): Promise<{ number: number; id: Id; events: NewEvent[] }> {
  const { record, side, at } = of;
  refuseShared(record, of.terms.size);
  const facts = await readProposalFacts(tx, record, of.terms.unit);
  const judged = judgeProposal(record, of.terms, { side, facts, byLink: of.byLink ?? false });
  if (!judged.ok) throw new Refused(judged.refusal);
  const party = partyOf(side);
  const open = await findOpenProposal(tx, record);
  // One of two is open: mine is put in the place of theirs, which it answers, or of my own earlier one.
  if (open) await saveOutcome(tx, by, { proposal: open, outcome: "replaced", taken: [], note: "", at });
  const { terms, base } = judged;
  const accepts = of.accepts && party === "receiving";
  const made = await insertProposal(tx, by, { request: record, side: party, terms, base, note: of.note, accepts, at });
  const event = {
    kind: "proposal.made" as const,
    agencyIds: audienceOf(record, record.status),
    about: record.id,
    within: withinOf(record),
    facts: { number: made.number, points: Object.keys(terms), accepts },
  };
  return { ...made, events: [event] };
}

const span = (one: string, other: string): string => `${one} – ${other}`;
/** A point as history writes it, in no language: days as numbers. */
async function written(tx: Tx, record: RequestRecord, of: { point: Point; terms: Terms }): Promise<unknown> {
  const { dates, days, hours, size, unit } = of.terms;
  switch (of.point) {
    case "dates":
      return dates ? span(dates.startsOn, dates.endsOn) : "";
    case "days":
      return days ?? "";
    case "hours":
      return hours?.shiftCode ?? (hours?.startTime && hours.endTime ? span(hours.startTime, hours.endTime) : "");
    case "size":
      return size ?? "";
    case "unit":
      return unit ? writePlaceOf(tx, record.receivingId, unit) : "";
  }
}

/** Answers an open proposal of the other side on a locked request: the points taken become the request's (R252, R253). */
export async function answerProposal(
  tx: Tx,
  by: Speaker & { personId: Id },
  of: { record: RequestRecord; proposal: ProposalRecord; side: Side; taken: Point[]; note: string; at: Date; byLink?: boolean },
): Promise<NewEvent[]> {
  const { record, proposal, side, at } = of;
  if (proposal.side === partyOf(side))
    refuse({ code: "move-not-possible", move: "answer-proposal", status: statusSeenBy(record.status, side) });
  const taken = takePoints(record, proposal, of.taken);
  if (!taken.ok) throw new Refused(taken.refusal);
  refuseShared(record, taken.patch.size);
  const base = { agencyIds: audienceOf(record, record.status), about: record.id, within: withinOf(record) };
  // What was possible when it was proposed may not be any more: the unit closed, the course moved.
  if (of.taken.length > 0) {
    const pick = Object.fromEntries(of.taken.map((point) => [point, proposal.terms[point]])) as Terms;
    const judged = judgeProposal(record, pick, { side, facts: await readProposalFacts(tx, record, pick.unit), byLink: of.byLink ?? false });
    if (!judged.ok) throw new Refused(judged.refusal);
  }
  if (!(await saveOutcome(tx, by, { proposal, outcome: taken.outcome, taken: of.taken, note: of.note, at })))
    throw new Error(`proposal ${proposal.id} was answered under the request's lock`);
  const events: NewEvent[] = [
    { ...base, kind: "proposal.answered", facts: { number: proposal.number, outcome: taken.outcome, points: of.taken } },
  ];
  if (of.taken.length === 0) return events;
  const agreed = agreesNow(record, proposal, taken.outcome);
  const saved = await saveMove(tx, record, {
    status: agreed ? "accepted" : record.status,
    patch: { ...taken.patch, ...(agreed ? { reasonCode: null, reasonNote: "" } : {}) },
    by: { personId: by.personId, at },
    stamp: agreed ? "answered" : "none",
    before: null,
  });
  if (!saved) throw new Error(`request ${record.id} changed under its lock`);
  const now = termsOf(record);
  const changes: Record<string, { before: unknown; after: unknown }> = {};
  for (const point of points.filter((one) => of.taken.includes(one))) {
    const key = point === "unit" ? "place" : point;
    changes[key] = {
      before: await written(tx, record, { point, terms: now }),
      after: await written(tx, record, { point, terms: proposal.terms }),
    };
  }
  events.push({ ...base, kind: "request.changed", facts: { changes } });
  events.push(...(await followAgreed(tx, record, taken.patch)));
  if (agreed) events.push({ ...base, kind: "request.accepted", facts: { from: statusSeenBy(record.status, "placing") } });
  return events;
}
