import type { NewEvent } from "#domain/event.ts";
import type { Id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { isOpen, statuses } from "#domain/request.ts";
import { lockSheet } from "#db/sheet.ts";
import {
  deleteWorksheet,
  findDeletedWorksheet,
  findWorksheet,
  listOpenReferences,
  restoreWorksheet,
  type WorksheetRecord,
} from "#db/worksheet.ts";
import { act } from "./act.ts";
import { orRefuse } from "./constraint.ts";
import type { ActorContext } from "./request-move.ts";

const over = statuses.filter((status) => !isOpen(status));

const eventOf = (kind: "worksheet.deleted" | "worksheet.restored", sheet: WorksheetRecord): NewEvent => ({
  kind,
  agencyIds: [sheet.agencyId],
  about: sheet.id,
  within: [sheet.cohortCourseId],
  facts: { kind: sheet.kind, course: sheet.courseNumber, cohort: sheet.cohortShortName },
});

/**
 * Deletes a worksheet none of whose rows is in the outbox or asked for; requests that are over stay, and so does the sheet's log.
 * Under the sheet's lock: what was saved before is in it when it comes back, and nothing is saved in it after.
 */
export async function deleteSheet(ctx: ActorContext, id: Id): Promise<void> {
  if ((await findWorksheet(ctx.sql, ctx.actor, id)) === null) refuse({ code: "not-found" });
  await ctx.sheets.exclusive(id, () =>
    act(ctx, async (tx) => {
      await lockSheet(tx, id);
      const sheet = (await findWorksheet(tx, ctx.actor, id)) ?? refuse({ code: "not-found" });
      const { references, count } = await listOpenReferences(tx, sheet, over);
      if (count > 0) refuse({ code: "sheet-has-requests", references, count });
      await deleteWorksheet(tx, sheet);
      return { value: undefined, events: [eventOf("worksheet.deleted", sheet)] };
    }),
  );
}

/** Brings a deleted worksheet back as it was, while no other of its kind was begun for the course. */
export async function restoreSheet(ctx: ActorContext, id: Id): Promise<void> {
  await act(ctx, async (tx) => {
    await lockSheet(tx, id);
    const sheet = (await findDeletedWorksheet(tx, ctx.actor, id)) ?? refuse({ code: "not-found" });
    const back = await orRefuse(restoreWorksheet(tx, sheet), { one_worksheet_of_a_kind: { code: "sheet-replaced" } });
    if (!back) refuse({ code: "sheet-replaced" });
    return { value: undefined, events: [eventOf("worksheet.restored", sheet)] };
  });
}
