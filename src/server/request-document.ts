import { z } from "zod";
import { can } from "#domain/access.ts";
import { id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { audienceOf, withinOf } from "#domain/request-event.ts";
import { findDocuments } from "#db/document.ts";
import { listRequestDocuments, saveRequestDocuments } from "#db/request-document.ts";
import { act } from "./act.ts";
import { findSeen } from "./request-found.ts";
import { lockAsked } from "./request-move.ts";
import { allowed, router } from "./trpc.ts";

/** As many as a request needs: an outline, a form for each party. */
const most = 20;

export const requestDocumentRouter = router({
  /** The school's files beside a request, for whoever is shown it. */
  list: allowed("request.see")
    .input(z.object({ requestId: id }))
    .query(async ({ ctx, input }) => {
      const { record, side } = await findSeen(ctx.sql, ctx, input.requestId);
      return {
        documents: await listRequestDocuments(ctx.sql, record),
        may: { choose: side === "placing" && can(ctx.actor, "delivery.manage") },
      };
    }),

  /** Puts exactly these of the school's files beside a request; what was there before is in the history and comes back with `ids` as they were. */
  choose: allowed("request.send")
    .input(z.object({ requestId: id, ids: z.array(id).max(most) }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const { record: seen } = await findSeen(tx, ctx, input.requestId);
        const [locked] = await lockAsked(tx, ctx, { side: "placing", asked: [{ id: seen.id, version: seen.last.seq }] });
        const record = locked?.record ?? refuse({ code: "not-found" });
        const before = await listRequestDocuments(tx, record);
        const kept = new Set(before.map((one) => one.id));
        const added = input.ids.filter((one) => !kept.has(one));
        // One that left the list stays where it was; a new one is of the list.
        if ((await findDocuments(tx, ctx.actor.agencyId, added)).length < added.length) refuse({ code: "not-found" });
        await saveRequestDocuments(tx, record, { ids: input.ids, by: ctx.actor.personId, at: ctx.now() });
        const after = await listRequestDocuments(tx, record);
        const names = (of: { name: string }[]) => of.map(({ name }) => name).join(", ");
        const changes = { documents: { before: names(before), after: names(after) } };
        const event = {
          kind: "request.changed" as const,
          agencyIds: audienceOf(record, record.status),
          about: record.id,
          within: withinOf(record),
          facts: { changes },
        };
        return { value: after, events: changes.documents.before === changes.documents.after ? [] : [event] };
      }),
    ),
});
