import type { NewEvent } from "#domain/event.ts";
import { audienceOf, withinOf } from "#domain/request-event.ts";
import type { RequestRecord } from "#domain/request-seen.ts";
import { takeBack } from "#domain/request-take-back.ts";
import { listLinkedStudents, saveMove } from "#db/request-move.ts";
import { act } from "./act.ts";
import { doneAs, lockAsked, sideFor, staleFor, type ActorContext, type Asked, type Outcome } from "./request-move.ts";

/** Takes answers back: each its author's own, the last thing that happened, of the last ten minutes, and built upon by nobody. */
export async function takeAnswersBack(ctx: ActorContext, asked: Asked[]): Promise<Outcome> {
  const side = sideFor(ctx.actor, ["placing", "receiving", "unit"]);
  const by = { personId: ctx.actor.personId, at: ctx.now() };
  const { moved, refused } = await act(ctx, async (tx) => {
    const value: { moved: RequestRecord[]; refused: Outcome["refused"] } = { moved: [], refused: [] };
    const events: NewEvent[] = [];
    for (const { asked: one, record, refusal } of await lockAsked(tx, ctx, { side, asked })) {
      const mine = record !== undefined && record.last.accountId === ctx.actor.accountId;
      if (!record || refusal || !mine) {
        value.refused.push({
          id: one.id,
          reference: record?.reference ?? null,
          refusal: refusal ?? (record ? staleFor(record, ctx.actor) : { code: "not-found" }),
        });
        continue;
      }
      const assigned = (await listLinkedStudents(tx, record)).length;
      const minutesAgo = record.last.at === null ? Number.POSITIVE_INFINITY : (by.at.getTime() - Date.parse(record.last.at)) / 60_000;
      const decision = takeBack(record, { before: record.before, mineAndLast: mine, assigned, minutesAgo }, side);
      if (!decision.ok || decision.status === "deleted") {
        value.refused.push({
          id: one.id,
          reference: record.reference,
          refusal: decision.ok ? { code: "not-found" } : decision.refusal,
        });
        continue;
      }
      const toUnit = record.status === "accepted-by-unit" || record.status === "declined-by-unit";
      const agencyIds = toUnit && record.receivingId !== null ? [record.receivingId] : audienceOf(record, decision.status);
      if (
        !(await saveMove(tx, record, {
          status: decision.status,
          patch: decision.patch,
          by,
          stamp: toUnit ? "none" : "unanswered",
          before: null,
        }))
      )
        throw new Error(`request ${record.id} changed under its lock`);
      events.push({
        kind: "request.answer-taken-back" as const,
        agencyIds,
        about: record.id,
        within: withinOf(record),
        facts: { from: record.status },
      });
      value.moved.push(record);
    }
    return { value, events };
  });
  return { done: await doneAs(ctx, side, moved), refused };
}
