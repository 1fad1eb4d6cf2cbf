import { z } from "zod";
import { can } from "#domain/access.ts";
import { day, daysBetween, dayIn } from "#domain/dates.ts";
import { id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { deleteClosedDay, insertClosedDay, listClosedDays, lockClosedDay, saveClosedDay } from "#db/closed-day.ts";
import { act } from "./act.ts";
import { allowed, router } from "./trpc.ts";

const facts = z.object({ name: z.string().trim().min(1).max(80), startsOn: day, endsOn: day });
/** Longer than that, it is not a break but the end of a term. */
const longest = 62;

function judge(of: z.infer<typeof facts>): void {
  if (of.endsOn < of.startsOn) refuse({ code: "invalid", field: "endsOn", problem: { kind: "end-before-start" } });
  if (daysBetween(of.startsOn, of.endsOn) >= longest)
    refuse({ code: "invalid", field: "endsOn", problem: { kind: "not-a-day", text: of.endsOn } });
}

/** Days the school is closed by its own calendar: reading breaks, pedagogical days. They are proposed out of every schedule. */
export const closedDayRouter = router({
  /** From `from` (today when absent) on, the next first. */
  list: allowed("programme.see")
    .input(z.object({ from: day.nullish() }))
    .query(async ({ ctx, input }) => ({
      days: await listClosedDays(ctx.sql, { agencyId: ctx.actor.agencyId, from: input.from ?? dayIn(ctx.now()) }),
      may: { manage: can(ctx.actor, "programme.manage") },
    })),

  add: allowed("programme.manage")
    .input(facts)
    .mutation(({ ctx, input }) => {
      judge(input);
      const { agencyId } = ctx.actor;
      return act(ctx, async (tx) => {
        const made = await insertClosedDay(tx, { agencyId, ...input });
        return { value: { id: made }, events: [{ kind: "closed-day.added", agencyIds: [agencyId], about: made, facts: input }] };
      });
    }),

  edit: allowed("programme.manage")
    .input(facts.extend({ id, version: z.number().int() }))
    .mutation(({ ctx, input }) => {
      judge(input);
      const { agencyId } = ctx.actor;
      const { id: which, version, ...to } = input;
      return act(ctx, async (tx) => {
        const known = (await lockClosedDay(tx, { agencyId, id: which })) ?? refuse({ code: "not-found" });
        if (known.version !== version) refuse({ code: "stale", by: "", at: ctx.now().toISOString() });
        await saveClosedDay(tx, agencyId, { id: which, ...to });
        return { value: { id: which }, events: [{ kind: "closed-day.changed", agencyIds: [agencyId], about: which, facts: to }] };
      });
    }),

  /** Removes it; what calendars already left out because of it stays out, each of them is its own decision. */
  remove: allowed("programme.manage")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) => {
      const { agencyId } = ctx.actor;
      return act(ctx, async (tx) => {
        const known = (await lockClosedDay(tx, { agencyId, id: input.id })) ?? refuse({ code: "not-found" });
        await deleteClosedDay(tx, { agencyId, id: input.id });
        const { name, startsOn, endsOn } = known;
        return {
          value: { name, startsOn, endsOn },
          events: [{ kind: "closed-day.removed", agencyIds: [agencyId], about: input.id, facts: { name, startsOn, endsOn } }],
        };
      });
    }),
});
