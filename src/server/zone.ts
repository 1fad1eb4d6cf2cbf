import { z } from "zod";
import { can } from "#domain/access.ts";
import { refuse } from "#domain/refusal.ts";
import { findZone, listZones, saveZone } from "#db/overlap.ts";
import { act } from "./act.ts";
import { allowed, router } from "./trpc.ts";

export const zoneRouter = router({
  /** The zone in which the school tells of its groups and is told of others', who else is there, and the zones there are. */
  get: allowed("zone.see").query(async ({ ctx }) => {
    const [zones, { zone, schools }] = await Promise.all([listZones(ctx.sql), findZone(ctx.sql, ctx.actor)]);
    return { zone, schools, zones, may: { change: can(ctx.actor, "zone.manage") && ctx.actor.agencyKind !== "receiving" } };
  }),

  /** Joins a zone, or leaves the one the school is in (null). Everybody concerned sees their sheets anew. */
  save: allowed("zone.manage")
    .input(z.object({ zone: z.string().max(10).nullable() }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        if (ctx.actor.agencyKind === "receiving") refuse({ code: "not-allowed" });
        if (input.zone !== null && !(await listZones(tx)).some(({ code }) => code === input.zone)) refuse({ code: "not-found" });
        const before = (await findZone(tx, ctx.actor)).zone;
        const agencyIds = await saveZone(tx, ctx.actor, input.zone);
        return {
          value: { before },
          events:
            before === input.zone ? [] : [{ kind: "zone.changed", agencyIds, about: ctx.actor.agencyId, facts: { zone: input.zone } }],
        };
      }),
    ),
});
