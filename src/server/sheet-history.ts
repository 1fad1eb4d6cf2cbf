import { z } from "zod";
import { can, type Actor } from "#domain/access.ts";
import { id, type Id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { foldStops } from "#domain/sheet-history.ts";
import { columns, type Column } from "#domain/worksheet.ts";
import { densityOf, findMoment, listCellValues, listPeople, listRowEdits, type PageOf, type Sheet } from "#db/sheet-history.ts";
import { keepMoments, sheetAfter, type Stood } from "#db/sheet-moment.ts";
import { findWorksheet } from "#db/worksheet.ts";
import type { Query } from "#db/sql.ts";
import type { Context } from "./context.ts";
import { allowed, router } from "./trpc.ts";

/** A sheet this viewer reaches; missing and not hers are alike. */
async function reach(sql: Query, viewer: Actor, worksheetId: Id): Promise<Sheet> {
  const sheet = (await findWorksheet(sql, viewer, worksheetId)) ?? refuse({ code: "not-found" });
  return { agencyId: sheet.agencyId, id: sheet.id };
}

/** Names of those who edited; somebody who is gone from the directory has none. */
async function names(sql: Query, sheet: Sheet, ids: Iterable<Id | null>): Promise<Map<Id | null, { id: Id; name: string }>> {
  const wanted = [...new Set(ids)].filter((one) => one !== null);
  return new Map((await listPeople(sql, sheet.agencyId, wanted)).map((person) => [person.id, person]));
}

/** `[text, who (a place in `people`, -1: nobody known), when (ms since 1970), update]`: a thousand rows of them are one answer. */
export type PastCell = [text: string, person: number, at: number, update: number];
export interface PastRow {
  id: string;
  rank: string;
  cells: Partial<Record<Column, PastCell>>;
}

/** The living rows in their order; emptied cells are there too, with who emptied them. */
function living({ rows }: Stood, placeOf: (personId: Id | null) => number): PastRow[] {
  const alive = [...rows].filter(([, row]) => row.alive && row.rank !== "");
  return alive
    .map(([rowId, row]): PastRow => {
      const cells: PastRow["cells"] = {};
      for (const [column, { text, personId, at, updateId }] of row.cells) cells[column] = [text, placeOf(personId), at, updateId];
      return { id: rowId, rank: row.rank, cells };
    })
    .toSorted((one, other) => (one.rank === other.rank ? (one.id < other.id ? -1 : 1) : one.rank < other.rank ? -1 : 1));
}

/** Kept moments are made beside the answer: a jump is right without them, and shorter with them. */
function keepBeside(ctx: Pick<Context, "sql" | "log" | "requestId">, sheet: Sheet): void {
  keepMoments(ctx.sql, sheet).catch((err: unknown) => ctx.log.warn({ err, requestId: ctx.requestId }, "moments not kept"));
}

const update = z.int().nonnegative();
const worksheetId = id;
const valuesPerPage = 50;

export const sheetHistoryRouter = router({
  /** The sheet as it stood after an update or at an instant: every living row, its cells in order, each with author and time. */
  at: allowed("worksheet.see")
    .input(z.object({ worksheetId, moment: z.union([z.object({ after: update }), z.object({ afterInstant: z.iso.datetime() })]) }))
    .query(async ({ ctx, input }) => {
      const sheet = await reach(ctx.sql, ctx.actor, input.worksheetId);
      const moment = await findMoment(ctx.sql, sheet, input.moment);
      const stood = moment ? await sheetAfter(ctx.sql, sheet, moment.id) : { updateId: 0, rows: new Map() };
      const places = new Map<Id, number>();
      const placeOf = (personId: Id | null): number => {
        if (personId === null) return -1;
        const place = places.get(personId) ?? places.size;
        places.set(personId, place);
        return place;
      };
      const rows = living(stood, placeOf);
      const known = await names(ctx.sql, sheet, [...places.keys(), moment?.personId ?? null]);
      return {
        moment: moment && { id: moment.id, at: moment.at, person: known.get(moment.personId) ?? null },
        people: [...places.keys()].map((personId) => known.get(personId)?.name ?? ""),
        rows,
        may: { restore: can(ctx.actor, "worksheet.edit") },
      };
    }),

  /** What was done, by author and pause, the latest first: whole hours, some hundred edits a page, from the newest or around an update. */
  stops: allowed("worksheet.see")
    .input(
      z.object({
        worksheetId,
        page: z.union([z.object({ before: update }), z.object({ after: update }), z.object({ around: update })]).nullish(),
      }),
    )
    .query(async ({ ctx, input }) => {
      const sheet = await reach(ctx.sql, ctx.actor, input.worksheetId);
      const page: PageOf = input.page ?? null;
      const { edits, known, older, newer } = await listRowEdits(ctx.sql, sheet, page);
      const stops = foldStops(edits, known);
      const people = await names(
        ctx.sql,
        sheet,
        stops.map(({ personId }) => personId),
      );
      return {
        stops: stops.map(({ personId, ...stop }) => ({
          ...stop,
          person: people.get(personId) ?? null,
          mine: personId === ctx.actor.personId,
        })),
        older,
        newer,
      };
    }),

  /** When the sheet was worked on, for the slider: stretches of time in which something was done. */
  density: allowed("worksheet.see")
    .input(z.object({ worksheetId }))
    .query(async ({ ctx, input }) => {
      const sheet = await reach(ctx.sql, ctx.actor, input.worksheetId);
      const density = await densityOf(ctx.sql, sheet);
      keepBeside(ctx, sheet);
      return density;
    }),

  /** What one cell has held, the latest first, 50 at a time. */
  cell: allowed("worksheet.see")
    .input(z.object({ worksheetId, rowId: z.string().min(1).max(40), column: z.enum(columns), before: update.nullish() }))
    .query(async ({ ctx, input }) => {
      const sheet = await reach(ctx.sql, ctx.actor, input.worksheetId);
      const { rowId, column, before } = input;
      const values = await listCellValues(ctx.sql, sheet, { rowId, column, before: before ?? null, most: valuesPerPage + 1 });
      const shown = values.slice(0, valuesPerPage);
      const people = await names(
        ctx.sql,
        sheet,
        shown.map(({ personId }) => personId),
      );
      return {
        values: shown.map(({ personId, ...value }) => ({ ...value, person: people.get(personId) ?? null })),
        next: values.length > valuesPerPage ? (shown.at(-1)?.id ?? null) : null,
        may: { restore: can(ctx.actor, "worksheet.edit") },
      };
    }),
});
