import type { Id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { seenAs, sidesOf, type RequestRecord, type SeenRequest } from "#domain/request-seen.ts";
import type { Side } from "#domain/request.ts";
import { listRequests } from "#db/request.ts";
import type { Query } from "#db/sql.ts";
import { lookOf, type ActorContext } from "./request-move.ts";

/** A request from whichever side the role sees it; refused as `not-found` where it sees nothing of it. */
export async function findSeen(sql: Query, ctx: ActorContext, id: Id): Promise<{ record: RequestRecord; seen: SeenRequest; side: Side }> {
  for (const side of sidesOf(ctx.actor)) {
    const [record] = await listRequests(sql, lookOf(ctx, side), [id]);
    const seen = record ? seenAs(record, ctx.actor, side) : null;
    if (record && seen) return { record, seen, side };
  }
  return refuse({ code: "not-found" });
}
