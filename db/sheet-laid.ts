import type { Id } from "#domain/id.ts";
import type { Cells } from "#domain/worksheet.ts";
import type { Tx } from "./sql.ts";

/** What has to be known of a sheet to put rows below its last. */
export interface SheetEnd {
  epoch: number;
  /** The rank of the last living row. */
  last: string | null;
  living: number;
  /** Deleted ones as well. */
  all: number;
}

/** Under `lockSheet`; null when the sheet is not there, or deleted. */
export async function readEnd(tx: Tx, sheet: { agencyId: Id; id: Id }): Promise<SheetEnd | null> {
  const [row] = await tx<SheetEnd[]>`
    select w.epoch, max(r.rank) filter (where not r.deleted) as last, count(*) filter (where not r.deleted)::int as living, count(r.row_id)::int as "all"
    from worksheet w left join worksheet_row r on r.agency_id = w.agency_id and r.worksheet_id = w.id
    where w.agency_id = ${sheet.agencyId} and w.id = ${sheet.id} and w.deleted_at is null group by w.agency_id, w.id`;
  return row ?? null;
}

/** Which of these ids a sheet has used for rows. */
export async function listTaken(tx: Tx, sheet: { agencyId: Id; id: Id }, rowIds: string[]): Promise<string[]> {
  const rows = await tx<{ rowId: string }[]>`
    select row_id from worksheet_row where agency_id = ${sheet.agencyId} and worksheet_id = ${sheet.id} and row_id = any(${rowIds}::text[])`;
  return rows.map(({ rowId }) => rowId);
}

/** Says that a command wrote in the log: at commit, whichever node has the sheet open finds it out before it writes there again. */
export async function markLaid(tx: Tx, sheet: { agencyId: Id; id: Id }): Promise<void> {
  await tx`
    insert into sheet_laid (agency_id, sheet_id) values (${sheet.agencyId}, ${sheet.id})
    on conflict (agency_id, sheet_id) do update set at = now()`;
}

/** Rows without their log, for tests of commands that no page looks at. */
export async function layRowsBare(
  tx: Tx,
  sheet: { agencyId: Id; id: Id },
  rows: { rowId: string; cells: Cells; rank: string }[],
): Promise<void> {
  await tx`
    insert into worksheet_row (agency_id, worksheet_id, row_id, cells, rank)
    select ${sheet.agencyId}, ${sheet.id}, r."rowId", r.cells, r.rank
    from jsonb_to_recordset(${tx.json(rows as never)}) as r ("rowId" text, cells jsonb, rank text)`;
}

/** The same for rows that go. */
export async function liftRowsBare(tx: Tx, sheet: { agencyId: Id; id: Id }, rowIds: string[]): Promise<void> {
  await tx`
    update worksheet_row set deleted = true
    where agency_id = ${sheet.agencyId} and worksheet_id = ${sheet.id} and row_id = any(${rowIds}::text[])`;
}
