import { can, type Actor } from "#domain/access.ts";
import { dayIn } from "#domain/dates.ts";
import type { NewEvent } from "#domain/event.ts";
import type { Id } from "#domain/id.ts";
import { refuse, type Refusal } from "#domain/refusal.ts";
import { holdsNow } from "#domain/hold.ts";
import { eventOf, withinOf } from "#domain/request-event.ts";
import { actionFor, sidesOf, type RequestRecord } from "#domain/request-seen.ts";
import { isAnswer, type BeforeAnswer } from "#domain/request-take-back.ts";
import {
  decide,
  isOpen,
  isWaiting,
  statusSeenBy,
  type Command,
  type Decision,
  type MoveName,
  type SeenStatus,
  type Side,
  type Status,
} from "#domain/request.ts";
import { deleteRequest, listLinkedStudents, lockRequests, releaseStudents, saveMove, type Move } from "#db/request-move.ts";
import { listRequests, type Look } from "#db/request.ts";
import type { Tx } from "#db/sql.ts";
import { act } from "./act.ts";
import type { Context } from "./context.ts";
import { partIsOver, passOn } from "./request-succession.ts";

export type ActorContext = Context & { actor: Actor };

/** A request as a screen asks for it: with what it last saw of it. */
export interface Asked {
  id: Id;
  version: number;
}
export interface Done {
  id: Id;
  reference: number;
  status: SeenStatus | "deleted";
  version: number;
}
/** Each request has its own outcome: those that can move do, those that cannot are named with their reason. */
export interface Outcome {
  done: Done[];
  refused: { id: Id; reference: number | null; refusal: Refusal }[];
}

export const lookOf = (ctx: ActorContext, side: Side): Look => ({ viewer: ctx.actor, side, today: dayIn(ctx.now()) });

/** The side a role acts from; refused when its role cannot act from there. */
export const sideFor = (actor: Actor, sides: Side[]): Side =>
  sidesOf(actor).find((side) => sides.includes(side)) ?? refuse({ code: "not-allowed" });

const stampOf = (name: MoveName, to: Status): Move["stamp"] =>
  (name === "postpone" || name === "reactivate") && isWaiting(to)
    ? "again"
    : to === "sent-held"
      ? "held"
      : name === "send" || name === "release"
        ? "sent"
        : name === "accept" || name === "decline"
          ? "answered"
          : "none";
const beforeOf = (record: RequestRecord): BeforeAnswer => ({
  status: record.status,
  reasonCode: record.reasonCode,
  reasonNote: record.reasonNote,
  reasonWordingId: record.reasonWordingId ?? null,
});

/** Saves a decided move and says what happened; students leave with a request that is over, its planning is a colleague's no more. */
export async function save(
  tx: Tx,
  of: { record: RequestRecord; command: Command; decision: Extract<Decision, { ok: true }>; by: Move["by"]; destination: string },
): Promise<NewEvent[]> {
  const { record, command, decision, by } = of;
  const events = [eventOf(record, command, { to: decision.status, destination: of.destination, patch: decision.patch })];
  const over = decision.status === "deleted" || !isOpen(decision.status);
  const passed = over ? await passOn(tx, record) : null;
  if (over) {
    for (const { studentId, assignmentId } of await listLinkedStudents(tx, record)) {
      events.push({
        kind: "assignment.removed",
        agencyIds: [record.agencyId],
        about: assignmentId,
        within: [record.id, ...withinOf(record), studentId],
        facts: { studentId },
      });
    }
    await releaseStudents(tx, record);
  }
  const before = isAnswer(command.move) ? beforeOf(record) : null;
  const heldUntil = command.move === "send" ? (command.heldUntil ?? null) : null;
  // Passing the lead on was a change of its own.
  const from = passed ? { ...record, version: record.version + 1 } : record;
  const saved =
    decision.status === "deleted"
      ? await deleteRequest(tx, from)
      : await saveMove(tx, from, {
          status: decision.status,
          patch: decision.patch,
          by,
          stamp: stampOf(command.move, decision.status),
          before,
          heldUntil,
        });
  // The row is locked and was just read: zero rows is a bug of ours, not a colleague.
  if (!saved) throw new Error(`request ${record.id} changed under its lock`);
  if (over) await partIsOver(tx, { ...record, splitOf: passed?.primaryId ?? record.splitOf });
  return passed ? [...events, ...passed.events] : events;
}

/** Saves a sending that was decided elsewhere (from a worksheet's row). */
export const saveSent = (
  tx: Tx,
  ctx: ActorContext,
  of: { record: RequestRecord; command: Command; decision: Extract<Decision, { ok: true }> },
): Promise<NewEvent[]> => save(tx, { ...of, by: { personId: ctx.actor.personId, at: ctx.now() }, destination: "" });

/** Deletes a request that is still new, for a command that takes its row away as well; its students leave with it. Null when it moved on. */
export async function discardNew(tx: Tx, ctx: ActorContext, record: RequestRecord): Promise<NewEvent[] | null> {
  const command = { move: "discard" } as const;
  const decision = decide(record, command, "placing");
  if (record.status !== "new" || !decision.ok) return null;
  return save(tx, { record, command, decision, by: { personId: ctx.actor.personId, at: ctx.now() }, destination: "" });
}

/** The moment a request would wait for if it were sent now; null when it goes at once. */
export const heldUntil = (ctx: Pick<ActorContext, "now">, of: Pick<RequestRecord, "kind" | "holdWaived" | "releaseAt">): string | null =>
  holdsNow(of, ctx.now()) ? of.releaseAt : null;

/** What a stale screen is told: who was faster, by name inside one's organisation, and when. */
export const staleFor = (record: RequestRecord, actor: Actor): Refusal => ({
  code: "stale",
  by: (record.last.agencyId === actor.agencyId ? record.last.by : record.last.agencyName) ?? "",
  at: record.last.at ?? "",
  ...(record.last.kind === null ? {} : { what: record.last.kind }),
});

export interface Work {
  side: Side;
  asked: Asked[];
  /** Reads what the commands are judged by, once, of those that can be moved; gives each request's command, or why there is none. */
  prepare: (
    tx: Tx,
    records: RequestRecord[],
  ) => Promise<(record: RequestRecord) => Promise<{ command: Command; destination?: string } | { refusal: Refusal }>>;
  /** What comes with those that moved, in the same transaction. */
  after?: (tx: Tx, moved: RequestRecord[]) => Promise<NewEvent[]>;
}

/** Locks the requests asked for, in one order, and reads them as they are then: whoever committed first is seen here. */
export async function lockAsked(
  tx: Tx,
  ctx: ActorContext,
  of: { side: Side; asked: Asked[] },
): Promise<{ asked: Asked; record: RequestRecord | undefined; refusal: Refusal | null }[]> {
  const ids = [...new Set(of.asked.map(({ id }) => id))];
  // Missing and not hers are alike, and when that is all of them it is the whole answer.
  await lockRequests(tx, { viewer: ctx.actor, side: of.side, ids });
  const records = new Map((await listRequests(tx, lookOf(ctx, of.side), ids)).map((record) => [record.id, record]));
  if (records.size === 0) refuse({ code: "not-found" });
  return [...new Map(of.asked.map((asked) => [asked.id, asked])).values()].map((asked) => {
    const record = records.get(asked.id);
    // One's own last change is known to oneself, also when this screen has not been told of it yet.
    const current = record?.last.seq === asked.version || record?.last.accountId === ctx.actor.accountId;
    const refusal: Refusal | null = !record ? { code: "not-found" } : current ? null : staleFor(record, ctx.actor);
    return { asked, record, refusal };
  });
}

/** What the requests have become for this viewer, read after the commit: their versions are then known. */
export async function doneAs(ctx: ActorContext, side: Side, moved: RequestRecord[]): Promise<Done[]> {
  const now = new Map(
    (
      await listRequests(
        ctx.sql,
        lookOf(ctx, side),
        moved.map(({ id }) => id),
      )
    ).map((record) => [record.id, record]),
  );
  return moved.map(({ id, reference }) => {
    const record = now.get(id);
    return { id, reference, status: record ? statusSeenBy(record.status, side) : "deleted", version: record?.last.seq ?? 0 };
  });
}

/** Moves several requests in one transaction; one that cannot does not keep the others back. */
export async function moveRequests(ctx: ActorContext, work: Work): Promise<Outcome> {
  const { side } = work;
  const by = { personId: ctx.actor.personId, at: ctx.now() };
  const { moved, refused } = await act(ctx, async (tx) => {
    const events: NewEvent[] = [];
    const value: { moved: RequestRecord[]; refused: Outcome["refused"] } = { moved: [], refused: [] };
    const locked = await lockAsked(tx, ctx, work);
    const commandOf = await work.prepare(
      tx,
      locked.flatMap(({ record, refusal }) => (record && !refusal ? [record] : [])),
    );
    for (const { asked, record, refusal } of locked) {
      const refuseOne = (why: Refusal) => value.refused.push({ id: asked.id, reference: record?.reference ?? null, refusal: why });
      if (!record || refusal) {
        refuseOne(refusal ?? { code: "not-found" });
        continue;
      }
      const wanted = await commandOf(record);
      if ("refusal" in wanted) {
        refuseOne(wanted.refusal);
        continue;
      }
      const { command, destination = "" } = wanted;
      if (!can(ctx.actor, actionFor(side, command.move))) refuse({ code: "not-allowed" });
      const decision = decide(record, command, side);
      if (!decision.ok) {
        refuseOne(decision.refusal);
        continue;
      }
      events.push(...(await save(tx, { record, command, decision, by, destination })));
      value.moved.push(record);
    }
    if (work.after && value.moved.length > 0) events.push(...(await work.after(tx, value.moved)));
    return { value, events };
  });
  return { done: await doneAs(ctx, side, moved), refused };
}
