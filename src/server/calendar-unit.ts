import { z } from "zod";
import { day, daysBetween, dayIn } from "#domain/dates.ts";
import { id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { sidesOf } from "#domain/request-seen.ts";
import { statusSeenBy } from "#domain/request.ts";
import { closedDaysBetween } from "#db/closed-day.ts";
import { findUnit, listMyUnits, listReceivingUnits, listUnitGroups } from "#db/unit-calendar.ts";
import { allowed } from "./trpc.ts";

/** A year and a half is more than any plan looks ahead on one page. */
const longest = 550;

/** The calendar of a unit: every group there, day by day (F-198). */
export const unitProcedures = {
  /** Groups at a unit between two days. A school's own with number, course and status; other schools' as name, size and days only. */
  unit: allowed("request.see")
    .input(z.object({ destinationId: id, from: day, to: day }))
    .query(async ({ ctx, input }) => {
      const { from, to } = input;
      if (to < from || daysBetween(from, to) > longest) refuse({ code: "invalid", field: "to", problem: { kind: "end-before-start" } });
      const side = sidesOf(ctx.actor)[0] ?? refuse({ code: "not-allowed" });
      const unit = (await findUnit(ctx.sql, input.destinationId)) ?? refuse({ code: "not-found" });
      // A unit is everyone's to plan over; whoever receives sees those of its own organisation.
      if (side !== "placing" && unit.agencyId !== ctx.actor.agencyId) refuse({ code: "not-found" });
      const [groups, closed] = await Promise.all([
        listUnitGroups(ctx.sql, ctx.actor, { unit, side, from, to }),
        side === "placing" ? closedDaysBetween(ctx.sql, { agencyId: ctx.actor.agencyId, from, to }) : [],
      ]);
      return {
        unit,
        side,
        closed,
        groups: groups.map((group) => ({ ...group, status: group.status === null ? null : statusSeenBy(group.status, side) })),
      };
    }),

  /** Units with groups from today on, the fullest first. */
  units: allowed("request.see").query(({ ctx }) => {
    const side = sidesOf(ctx.actor)[0] ?? refuse({ code: "not-allowed" });
    const from = dayIn(ctx.now());
    return side === "placing" ? listMyUnits(ctx.sql, ctx.actor, from) : listReceivingUnits(ctx.sql, ctx.actor, { side, from });
  }),
};
