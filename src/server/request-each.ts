import type { NewEvent } from "#domain/event.ts";
import { Refused, type Refusal } from "#domain/refusal.ts";
import type { RequestRecord } from "#domain/request-seen.ts";
import type { Tx } from "#db/sql.ts";
import { act } from "./act.ts";
import { doneAs, lockAsked, type ActorContext, type Asked, type Outcome } from "./request-move.ts";

/**
 * Does the same to several requests of the school in one transaction, each by itself: one that is refused leaves nothing of what was
 * written for it and keeps no other back. `prepare` reads what all of them need, once they are locked.
 */
export async function eachAlone(
  ctx: ActorContext,
  work: { asked: Asked[]; prepare: (tx: Tx) => Promise<(own: Tx, record: RequestRecord) => Promise<NewEvent[]>> },
): Promise<Outcome> {
  const { moved, refused } = await act(ctx, async (tx) => {
    const events: NewEvent[] = [];
    const value: { moved: RequestRecord[]; refused: Outcome["refused"] } = { moved: [], refused: [] };
    const locked = await lockAsked(tx, ctx, { side: "placing", asked: work.asked });
    const doOne = await work.prepare(tx);
    for (const { asked, record, refusal } of locked) {
      const no = (why: Refusal) => value.refused.push({ id: asked.id, reference: record?.reference ?? null, refusal: why });
      if (!record || refusal) {
        no(refusal ?? { code: "not-found" });
        continue;
      }
      try {
        events.push(...(await tx.savepoint((own) => doOne(own as Tx, record))));
        value.moved.push(record);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        no(error.refusal);
      }
    }
    return { value, events };
  });
  return { done: await doneAs(ctx, "placing", moved), refused };
}
