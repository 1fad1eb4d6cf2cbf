import { countedAtClosing } from "#domain/choice.ts";
import type { NewEvent } from "#domain/event.ts";
import type { Id } from "#domain/id.ts";
import { countChoosers, listToLock, lockDrafts, lockDueRounds, lockRoundsToLock, saveTurned, type Round } from "#db/choice.ts";
import { saveUnlocked } from "#db/choice-list.ts";
import { insertTrail } from "#db/choice-own.ts";
import { appendEvents } from "#db/event.ts";
import { setPatience, type Tx } from "#db/sql.ts";
import type { ServerDeps } from "./context.ts";
import { offeredIn, submitAll } from "./choice-write.ts";

/** Counts lists that were saved and not submitted, and are long enough (R432): of a whole round, or of some students. Whose were. */
export async function countDrafts(tx: Tx, round: Round, of: { now: Date; enrolmentIds?: Id[] }): Promise<Id[]> {
  const drafts = await lockDrafts(tx, { agencyId: round.agencyId, id: round.id, ...of });
  if (drafts.length === 0) return [];
  const offered = await offeredIn(tx, round);
  const ready = drafts.flatMap(({ enrolmentId, studentId, draft, submitted }) => {
    const choices = countedAtClosing(draft, { ...round, offered });
    return choices ? [{ enrolmentId, studentId, choices, before: submitted }] : [];
  });
  await submitAll(tx, round, { lists: ready, offered, how: "clock", personId: null, at: of.now });
  return ready.map(({ studentId }) => studentId);
}

/** Closes a round: what was saved is counted, and what came of it is said. */
export async function closeRound(tx: Tx, round: Round, of: { now: Date; byHand: boolean }): Promise<NewEvent> {
  const counted = await countDrafts(tx, round, of);
  const counts = await countChoosers(tx, round);
  return {
    kind: "choice.closed",
    agencyIds: [round.agencyId],
    about: round.cohortCourseId,
    within: [round.id, ...counted],
    facts: { submitted: counts.submitted, counted: counted.length, without: counts.students - counts.submitted, byHand: of.byHand },
  };
}

/** What the clock says of one round: that it opened, that it closed, or both when no server ran meanwhile. */
async function turn(tx: Tx, round: Round, now: Date): Promise<NewEvent[]> {
  const due = (at: string) => Date.parse(at) <= now.getTime();
  const events: NewEvent[] = [];
  if (round.openedAt === null && due(round.opensAt))
    events.push({
      kind: "choice.opened",
      agencyIds: [round.agencyId],
      about: round.cohortCourseId,
      within: [round.id],
      facts: { until: round.closesAt, byHand: false },
    });
  const closes = round.closedAt === null && due(round.closesAt);
  if (closes) events.push(await closeRound(tx, round, { now, byHand: false }));
  await saveTurned(tx, { ...round, openedAt: round.openedAt ?? round.opensAt, closedAt: closes ? round.closesAt : round.closedAt });
  return events;
}

/** Locks students again whose time is over; what they saved meanwhile is counted. */
async function lockAgain(tx: Tx, now: Date): Promise<NewEvent[]> {
  const events: NewEvent[] = [];
  for (const round of await lockRoundsToLock(tx, now)) {
    const hers = await listToLock(tx, { ...round, now });
    const enrolmentIds = hers.map(({ enrolmentId }) => enrolmentId);
    await countDrafts(tx, round, { now, enrolmentIds });
    for (const { enrolmentId, studentId } of hers) {
      await saveUnlocked(tx, { agencyId: round.agencyId, roundId: round.id, enrolmentId, until: null, by: null, reason: "" });
      events.push({
        kind: "choice.locked",
        agencyIds: [round.agencyId],
        about: round.cohortCourseId,
        within: [round.id, studentId],
        facts: { studentId },
      });
    }
    await insertTrail(
      tx,
      round.agencyId,
      enrolmentIds.map((enrolmentId) => ({
        roundId: round.id,
        enrolmentId,
        what: "locked",
        by: null,
        note: "",
        before: null,
        after: null,
      })),
    );
  }
  return events;
}

/**
 * The clock's work: rounds of every school open and close at their instant, once, whichever node does it, and late when no server ran then;
 * students who were unlocked for a time are locked again. Answers how many events that was.
 */
export async function turnChoices({ sql, now, committed }: Pick<ServerDeps, "sql" | "now" | "committed">): Promise<number> {
  const said = (await sql.begin(async (tx) => {
    await setPatience(tx, { lock: "5s", statement: "60s" });
    const at = now();
    const events: NewEvent[] = [];
    for (const round of await lockDueRounds(tx, at)) events.push(...(await turn(tx, round, at)));
    events.push(...(await lockAgain(tx, at)));
    for (const [agencyId, its] of Map.groupBy(events, ({ agencyIds }): Id => agencyIds[0] ?? ""))
      await appendEvents(tx, { agencyId, accountId: null, personId: null, name: "Concerto", requestId: "choice" }, its);
    return events.length;
  })) as number;
  if (said > 0) committed?.();
  return said;
}
