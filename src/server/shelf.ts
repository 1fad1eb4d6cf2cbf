import { z } from "zod";
import { can } from "#domain/access.ts";
import { id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { shelfChoices } from "#domain/shelf.ts";
import { columns, longestCell } from "#domain/worksheet.ts";
import { holdShelf, insertProposals, listShelf, settleShelf } from "#db/shelf.ts";
import { findWorksheet } from "#db/worksheet.ts";
import { act } from "./act.ts";
import { allowed, router } from "./trpc.ts";

/** As many as one screen asks for. */
const page = 200;
/** A large paste made while away; a page sends more of them in turn. */
const mostProposed = 1_000;
const rowId = z.string().min(1).max(40);

export const shelfRouter = router({
  /** What was written on a sheet and is not shown, unsettled, the newest first; `next` asks for the ones before. */
  list: allowed("worksheet.see")
    .input(z.object({ worksheetId: id, before: id.nullish() }))
    .query(async ({ ctx, input }) => {
      const sheet = (await findWorksheet(ctx.sql, ctx.actor, input.worksheetId)) ?? refuse({ code: "not-found" });
      const of = { agencyId: sheet.agencyId, worksheetId: sheet.id, before: input.before ?? null, most: page + 1 };
      const found = await listShelf(ctx.sql, of);
      const items = found.slice(0, page);
      return { items, next: found.length > page ? (items.at(-1)?.id ?? null) : null, may: { settle: can(ctx.actor, "worksheet.edit") } };
    }),

  /**
   * Puts beside what the sheet shows the values of a page that was away while the sheet was rebuilt, where a colleague has written since:
   * they have no history in common with the sheet, so the gate could not see that their author had not known (R123).
   */
  propose: allowed("worksheet.edit")
    .input(
      z.object({
        worksheetId: id,
        items: z
          .array(z.object({ rowId, column: z.enum(columns), text: z.string().max(longestCell) }))
          .min(1)
          .max(mostProposed),
      }),
    )
    .mutation(({ ctx, input: { worksheetId, items } }) =>
      act(ctx, async (tx) => {
        const sheet = (await findWorksheet(tx, ctx.actor, worksheetId)) ?? refuse({ code: "not-found" });
        const count = await insertProposals(tx, { agencyId: sheet.agencyId, worksheetId, personId: ctx.actor.personId, items });
        const event = {
          kind: "shelf.proposed" as const,
          agencyIds: [sheet.agencyId],
          about: worksheetId,
          within: [sheet.cohortCourseId],
          facts: { count },
        };
        return { value: { count }, events: count > 0 ? [event] : [] };
      }),
    ),

  /**
   * Settles things on a shelf: the sheet's value stays, or the page has written the shelved one. Of two people who choose at once the
   * first wins and the other is told who and when (R103); of several things those still open are settled, `settled` says which.
   */
  settle: allowed("worksheet.edit")
    .input(z.object({ worksheetId: id, ids: z.array(id).min(1).max(page), keep: z.enum(shelfChoices) }))
    .mutation(({ ctx, input: { worksheetId, ids, keep } }) =>
      act(ctx, async (tx) => {
        const sheet = (await findWorksheet(tx, ctx.actor, worksheetId)) ?? refuse({ code: "not-found" });
        const held = await holdShelf(tx, { agencyId: sheet.agencyId, worksheetId, ids });
        const [first] = held;
        if (!first) return refuse({ code: "not-found" });
        const open = held.filter(({ settledAt }) => settledAt === null);
        if (open.length === 0) refuse({ code: "shelf-settled", by: first.settledBy, at: first.settledAt ?? "" });
        // What a row may not hold while it belongs to a request cannot be taken.
        const free = open.filter(({ reason, reference }) => keep === "shown" || reason === "unaware" || reference === null);
        if (free.length === 0) refuse({ code: "row-has-request", reference: open[0]?.reference ?? 0 });
        const settled = free.map((one) => one.id);
        const at = ctx.now().toISOString();
        await settleShelf(tx, { agencyId: sheet.agencyId, worksheetId, ids: settled, personId: ctx.actor.personId, keep, at });
        const event = {
          kind: "shelf.settled" as const,
          agencyIds: [sheet.agencyId],
          about: worksheetId,
          within: [sheet.cohortCourseId],
          facts: { count: settled.length, keep },
        };
        return { value: { settled }, events: [event] };
      }),
    ),
});
