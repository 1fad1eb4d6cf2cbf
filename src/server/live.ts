import { tracked } from "@trpc/server";
import { z } from "zod";
import { topicOf, type LiveEvent } from "#domain/event.ts";
import { lastSeq, listEventsAfter, type StoredEvent } from "#db/event.ts";
import { can, type Actor } from "#domain/access.ts";
import { allowed, router } from "./trpc.ts";

const backfillSize = 500;

/** What a reader may be told of an event: that it happened, where, by whom in words; null when it is not for them. */
export function liveFor(event: StoredEvent, reader: Actor): LiveEvent | null {
  if (!event.agencyIds.includes(reader.agencyId)) return null;
  // Who signs in and when is for the administrator and the person: a colleague's screen has nothing to look at again.
  const concerned = event.about === reader.accountId || event.actorAccountId === reader.accountId;
  if (topicOf(event.kind) === "account" && !concerned && !can(reader, "people.manage")) return null;
  const inside = event.actorAgencyId === reader.agencyId;
  return {
    seq: event.seq,
    at: event.at,
    kind: event.kind,
    about: event.about,
    within: event.within,
    by: inside ? event.actorName : (event.actorAgencyName ?? ""),
    mine: event.actorAccountId === reader.accountId,
  };
}

export const liveRouter = router({
  /**
   * Everything that happens that the reader may know of, in order, from `lastEventId` on (tRPC resumes by itself).
   * Subscribes first, then reads what was missed, then goes live: nothing missed, nothing twice.
   */
  events: allowed("history.see")
    .input(z.object({ lastEventId: z.coerce.number().int().nonnegative().nullish() }).optional())
    .subscription(async function* ({ ctx, input, signal }) {
      const waiting: StoredEvent[] = [];
      let wake = () => {};
      const stop = ctx.feed.subscribe((events) => {
        waiting.push(...events);
        wake();
      });
      try {
        let seen = input?.lastEventId ?? (await lastSeq(ctx.sql));
        for (;;) {
          const missed = await listEventsAfter(ctx.sql, { agencyId: ctx.actor.agencyId, after: seen, most: backfillSize });
          for (const event of missed) {
            seen = event.seq;
            const told = liveFor(event, ctx.actor);
            if (told) yield tracked(String(event.seq), told);
          }
          if (missed.length < backfillSize) break;
        }
        while (!signal?.aborted) {
          const event = waiting.shift();
          if (event) {
            if (event.seq <= seen) continue;
            seen = event.seq;
            const told = liveFor(event, ctx.actor);
            if (told) yield tracked(String(event.seq), told);
            continue;
          }
          await new Promise<void>((resolve) => {
            wake = resolve;
            if (waiting.length > 0) resolve();
            signal?.addEventListener("abort", () => resolve(), { once: true });
          });
        }
      } finally {
        stop();
      }
    }),
});
