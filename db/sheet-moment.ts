import type { Id } from "#domain/id.ts";
import { isColumn, type Column } from "#domain/worksheet.ts";
import type { Query, Sql } from "./sql.ts";

/** A cell as it stood: its text, who wrote it (null: nobody known), when (ms since 1970) and in which update. */
export interface StoodCell {
  text: string;
  personId: Id | null;
  at: number;
  updateId: number;
}

/** A row as it stood; one that was removed is kept, for it may come back. */
export interface StoodRow {
  rank: string;
  alive: boolean;
  cells: Map<Column, StoodCell>;
}

/** A sheet after an update: all of its rows, by id. */
export interface Stood {
  updateId: number;
  rows: Map<string, StoodRow>;
}

type Sheet = { agencyId: Id; id: Id };

/** One line of `cell_edit`, as it is folded. */
interface Edit {
  rowId: string;
  column: string;
  text: string | null;
  actorId: Id | null;
  ms: number;
  updateId: number;
}

function apply(stood: Stood, edit: Edit): void {
  let row = stood.rows.get(edit.rowId);
  if (!row) {
    row = { rank: "", alive: true, cells: new Map() };
    stood.rows.set(edit.rowId, row);
  }
  if (edit.column === "rank") row.rank = edit.text ?? "";
  else if (edit.column === "deletedAt") row.alive = edit.text === null;
  else if (isColumn(edit.column))
    row.cells.set(edit.column, { text: edit.text ?? "", personId: edit.actorId, at: edit.ms, updateId: edit.updateId });
  stood.updateId = edit.updateId;
}

/** A moment as it is kept: people once, and each cell as text, its author's place among them, seconds and update. */
interface Kept {
  people: (Id | null)[];
  rows: [id: string, rank: string, alive: 0 | 1, cells: [Column, string, person: number, ms: number, updateId: number][]][];
}

function write({ rows }: Stood): string {
  const people = new Map<Id | null, number>();
  const place = (id: Id | null): number => {
    const known = people.get(id) ?? people.size;
    people.set(id, known);
    return known;
  };
  const kept = [...rows].map(([id, { rank, alive, cells }]): Kept["rows"][number] => [
    id,
    rank,
    alive ? 1 : 0,
    [...cells].map(([column, { text, personId, at, updateId }]) => [column, text, place(personId), at, updateId]),
  ]);
  return JSON.stringify({ people: [...people.keys()], rows: kept } satisfies Kept);
}

function read(text: string, updateId: number): Stood {
  const kept = JSON.parse(text) as Kept;
  const rows = kept.rows.map(([id, rank, alive, cells]): [string, StoodRow] => [
    id,
    {
      rank,
      alive: alive === 1,
      cells: new Map(
        cells.map(([column, cell, person, at, edit]) => [
          column,
          { text: cell, personId: kept.people[person] ?? null, at, updateId: edit },
        ]),
      ),
    },
  ]);
  return { updateId, rows: new Map(rows) };
}

/** The nearest kept moment that is not after an update; the empty sheet when there is none. */
async function nearest(sql: Query, sheet: Sheet, upto: number): Promise<Stood> {
  const [kept] = await sql<{ updateId: number; cells: string }[]>`
    select update_id, cells from sheet_moment
    where agency_id = ${sheet.agencyId} and sheet_id = ${sheet.id} and update_id <= ${upto} order by update_id desc limit 1`;
  return kept ? read(kept.cells, kept.updateId) : { updateId: 0, rows: new Map() };
}

const selectEdits = (sql: Query, sheet: Sheet, { after, upto }: { after: number; upto: number }) => sql<Edit[]>`
  select row_id, "column", text, actor_id, (extract(epoch from at) * 1000)::int8 as ms, update_id from cell_edit
  where agency_id = ${sheet.agencyId} and sheet_id = ${sheet.id} and update_id > ${after} and update_id <= ${upto} order by update_id`;

/**
 * The sheet as it stood after an update: the nearest kept moment, and the edits since. Reading all edits up to a moment was 0.3 s for
 * 200,000 (`distinct on` sorts them, a probe for each of 14,000 cells is no quicker); from a kept moment it is a few thousand.
 */
export async function sheetAfter(sql: Query, sheet: Sheet, upto: number): Promise<Stood> {
  const stood = await nearest(sql, sheet, upto);
  for (const edit of await selectEdits(sql, sheet, { after: stood.updateId, upto })) apply(stood, edit);
  return stood;
}

/** A moment is kept after so many edits, and never more often than the sheet has cells: what is kept stays in proportion to the log. */
const leastEdits = 4_000;
/** Edits younger than this may still be followed by one with a lower number, from a node that is being replaced. */
const settled = "1 minute";

/**
 * Keeps the moments that are missing, up to a minute ago. To be run beside what somebody waits for: it reads the log past the last kept
 * moment once. Two that run at once keep the same moments.
 */
export async function keepMoments(sql: Sql, sheet: Sheet, every = leastEdits): Promise<number> {
  const stood = await nearest(sql, sheet, Number.MAX_SAFE_INTEGER);
  let edits = 0;
  let cells = [...stood.rows.values()].reduce((sum, row) => sum + row.cells.size, 0);
  let kept = 0;
  const keep = async () => {
    await sql`
      insert into sheet_moment (agency_id, sheet_id, update_id, cells) values (${sheet.agencyId}, ${sheet.id}, ${stood.updateId}, ${write(stood)})
      on conflict (agency_id, sheet_id, update_id) do nothing`;
    edits = 0;
    kept += 1;
    cells = [...stood.rows.values()].reduce((sum, row) => sum + row.cells.size, 0);
  };
  const log = sql<Edit[]>`
    select row_id, "column", text, actor_id, (extract(epoch from at) * 1000)::int8 as ms, update_id from cell_edit
    where agency_id = ${sheet.agencyId} and sheet_id = ${sheet.id} and update_id > ${stood.updateId} and at < now() - ${settled}::interval
    order by update_id`;
  for await (const some of log.cursor(2_000)) {
    for (const edit of some) {
      // a moment is between two updates, never inside one
      if (edits >= Math.max(every, cells / 2) && edit.updateId !== stood.updateId) await keep();
      apply(stood, edit);
      edits += 1;
    }
  }
  return kept;
}
