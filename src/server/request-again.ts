import { z } from "zod";
import { dayIn } from "#domain/dates.ts";
import { id } from "#domain/id.ts";
import type { Refusal } from "#domain/refusal.ts";
import type { RequestRecord } from "#domain/request-seen.ts";
import { findAgain } from "#db/request-again.ts";
import type { Tx } from "#db/sql.ts";
import { settleIntents } from "./intent.ts";
import { moveRequests, sideFor } from "./request-move.ts";
import { requestJudge } from "./row-judge.ts";
import { allowed, router } from "./trpc.ts";

const requests = z
  .array(z.object({ id, version: z.number().int().nonnegative() }))
  .min(1)
  .max(500);

/** What of the school's planning keeps a request from coming back; null when nothing does. */
async function inTheWay(tx: Tx, record: RequestRecord): Promise<Refusal | null> {
  const facts = await findAgain(tx, record);
  if (!facts) return { code: "not-found" };
  if (facts.sheetDeleted) return { code: "sheet-deleted" };
  if (facts.other !== null) return { code: "row-has-request", reference: facts.other };
  if (facts.retired !== null) return { code: "invalid", field: "place", problem: { kind: "retired-place", ...facts.retired } };
  const { startsOn, endsOn } = record.schedule;
  const { courseStartsOn, courseEndsOn } = facts;
  if (startsOn < courseStartsOn || endsOn > courseEndsOn)
    return { code: "invalid", field: "startsOn", problem: { kind: "outside-course", startsOn: courseStartsOn, endsOn: courseEndsOn } };
  return null;
}

export const requestAgainRouter = router({
  /**
   * Asks again for what was called off or declined, by the side that ended it (T31): it waits for an answer anew, on paper where the
   * place does not use the system; what never left its outbox goes back there. Its students left it and do not come back. The school's
   * own is checked as any sending is; who receives takes back its own no, and the school judges whether it still wants the place.
   */
  reactivate: allowed("request.see")
    .input(z.object({ requests }))
    .mutation(async ({ ctx, input }) => {
      const side = sideFor(ctx.actor, ["placing", "receiving"]);
      if (side === "placing") await settleIntents(ctx);
      return moveRequests(ctx, {
        side,
        asked: input.requests,
        prepare: async (tx, records) => {
          const judge = side === "placing" ? await requestJudge(tx, ctx.actor, records) : () => null;
          return async (record) => {
            const mine = record.endedBy === side;
            const kept = mine ? ((await inTheWay(tx, record)) ?? (record.sentAt === null ? null : judge(record))) : null;
            if (kept) return { refusal: kept };
            const { targetIsUser, endedBy } = record;
            return { command: { move: "reactivate", targetIsUser, endedBy, sent: record.sentAt !== null, today: dayIn(ctx.now()) } };
          };
        },
      });
    }),
});
