import { z } from "zod";
import { can, type Actor } from "#domain/access.ts";
import { reachRefusal } from "#domain/cohort.ts";
import { day, dayIn } from "#domain/dates.ts";
import { id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { isCurrent, missingTerms, type TermDates } from "#domain/term.ts";
import { deleteTerm, insertMissingTerms, insertTerm, listTerms, lockTerm, reachOfTerm, saveTerm, type Term } from "#db/term.ts";
import { act } from "./act.ts";
import { orRefuse, removeUnused } from "./constraint.ts";
import { changedFrom } from "./programme.ts";
import { allowed, router } from "./trpc.ts";

const shape = z.object({ name: z.string().trim().min(1).max(60), shortName: z.string().trim().min(1).max(10), startsOn: day, endsOn: day });
/** Terms are generated for a few years at a time; more is a slip of the finger. */
const mostYears = 10;

/** Terms are shared by all programmes: whoever manages any adds to them, whoever reaches all of them changes them. */
const mayAdd = (actor: Actor) => can(actor, "programme.manage");
const mayEdit = (actor: Actor) => mayAdd(actor) && actor.everything;

const datesOf = (of: Term): TermDates => ({ name: of.name, shortName: of.shortName, startsOn: of.startsOn, endsOn: of.endsOn });
const taken = (of: TermDates) => ({ one_term_per_short_name: { code: "name-taken", name: of.shortName } }) as const;
const inOrder = (of: TermDates) => {
  if (of.endsOn < of.startsOn) refuse({ code: "invalid", field: "endsOn", problem: { kind: "end-before-start" } });
};

export const termRouter = router({
  /** Every term, the latest first, with those that the filter « Aujourd’hui » shows. */
  list: allowed("programme.see").query(async ({ ctx }) => {
    const today = dayIn(ctx.now());
    const terms = await listTerms(ctx.sql, ctx.actor);
    return {
      today,
      terms: terms.map((one) => ({
        ...one,
        current: isCurrent(one, today),
        may: { edit: mayEdit(ctx.actor), remove: mayEdit(ctx.actor) && one.courses === 0 },
      })),
      may: { add: mayAdd(ctx.actor) },
    };
  }),

  add: allowed("programme.manage")
    .input(shape)
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        inOrder(input);
        const added = await orRefuse(insertTerm(tx, ctx.actor, input), taken(input));
        return {
          value: { id: added },
          events: [{ kind: "term.added", agencyIds: [ctx.actor.agencyId], about: added, facts: { name: input.name } }],
        };
      }),
    ),

  /** Adds the stock terms of some years that the school lacks: three per year (K66). */
  generate: allowed("programme.manage")
    .input(z.object({ from: z.number().int().min(2000).max(2100), to: z.number().int().min(2000).max(2100) }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        if (input.to < input.from || input.to - input.from >= mostYears)
          refuse({ code: "invalid", field: "to", problem: { kind: "not-a-number", text: String(input.to) } });
        const wanted = missingTerms(await listTerms(tx, ctx.actor), input);
        const added = await insertMissingTerms(tx, ctx.actor, wanted);
        return {
          value: { added: added.map(({ name }) => name) },
          events: added.map((one) => ({ kind: "term.added", agencyIds: [ctx.actor.agencyId], about: one.id, facts: { name: one.name } })),
        };
      }),
    ),

  /** Changes the fields given; refused when a course held in the term would fall outside (section 8, rule 17). */
  edit: allowed("programme.manage")
    .input(z.object({ id, patch: shape.partial() }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const term = (await lockTerm(tx, ctx.actor, { id: input.id, for: "update" })) ?? refuse({ code: "not-found" });
        if (!mayEdit(ctx.actor)) refuse({ code: "not-allowed" });
        const before = datesOf(term);
        const after = { ...before, ...input.patch };
        inOrder(after);
        const undo = changedFrom(before, after);
        if (Object.keys(undo).length === 0) return { value: { undo }, events: [] };
        const leaving = reachRefusal(after, await reachOfTerm(tx, ctx.actor, input.id), "course");
        if (leaving) refuse(leaving);
        await orRefuse(saveTerm(tx, ctx.actor, { ...after, id: input.id }), taken(after));
        return {
          value: { undo },
          events: [{ kind: "term.changed", agencyIds: [ctx.actor.agencyId], about: input.id, facts: { name: after.name } }],
        };
      }),
    ),

  /** Takes away a term in which no course is held. */
  remove: allowed("programme.manage")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const term = (await lockTerm(tx, ctx.actor, { id: input.id, for: "update" })) ?? refuse({ code: "not-found" });
        if (!mayEdit(ctx.actor)) refuse({ code: "not-allowed" });
        await removeUnused(deleteTerm(tx, ctx.actor, input.id), { by: "course", count: Math.max(term.courses, 1) });
        return {
          value: null,
          events: [{ kind: "term.removed", agencyIds: [ctx.actor.agencyId], about: input.id, facts: { name: term.name } }],
        };
      }),
    ),
});
