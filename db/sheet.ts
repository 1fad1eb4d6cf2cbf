import type { Id } from "#domain/id.ts";
import type { Cells } from "#domain/worksheet.ts";
import type { Sql, Tx } from "./sql.ts";

/** A sheet of an epoch, as its log is kept. */
export interface SheetKey {
  agencyId: Id;
  id: Id;
  epoch: number;
}

/** One update to append to a sheet's log; `data` is Yjs's encoding (version 1). */
export interface NewUpdate {
  sheet: SheetKey;
  actorId: Id | null;
  data: Uint8Array;
}

/** A row as it stands after an update, for the projection. */
export interface ProjectedRow {
  sheet: SheetKey;
  rowId: string;
  cells: Cells;
  rank: string;
  deleted: boolean;
  actorId: Id | null;
}

/** The name space of sheets among advisory locks. */
const sheetLock = 7_002;

/**
 * Inside a command's transaction: waits until no update of the sheet is being committed, by any node, and keeps it so until this
 * transaction ends. What was acknowledged is then in `worksheet_row`. Taken within `sheets.exclusive`, which quiets this node's gate.
 */
export async function lockSheet(tx: Tx, sheetId: Id): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${sheetId}::text, ${sheetLock}))`;
}

const hex = (data: Uint8Array): string => Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("hex");

/**
 * Appends updates to their logs, in order, and writes the rows they touched, in one statement: both or neither. The last state of a
 * row is the one to give (a row may come once). No arrays are passed (see `connect`). Returns, by sheet, the number its log has come to.
 */
export async function commitUpdates(sql: Sql, updates: NewUpdate[], rows: ProjectedRow[]): Promise<Map<Id, number>> {
  const appended = updates.map(({ sheet, actorId, data }, place) => ({
    place,
    agencyId: sheet.agencyId,
    sheetId: sheet.id,
    epoch: sheet.epoch,
    actorId,
    data: hex(data),
  }));
  const projected = rows.map(({ sheet, ...row }) => ({ ...row, agencyId: sheet.agencyId, sheetId: sheet.id }));
  const logged = await sql<{ sheetId: Id; id: number }[]>`
    with appended as materialized (
      select u.place, u."agencyId", u."sheetId", u.epoch, u."actorId", u.data
      from jsonb_to_recordset(${sql.json(appended as never)}) as u (place int, "agencyId" uuid, "sheetId" uuid, epoch int, "actorId" uuid, data text)
    ), locked as materialized (
      -- before anything is written, and in one order, so that two nodes never wait for each other
      select count(pg_advisory_xact_lock_shared(hashtextextended(id::text, ${sheetLock}))::text) as held
      from (select distinct "sheetId" as id from appended order by 1) as sheets
    ), logged as (
      insert into sheet_update (agency_id, sheet_id, epoch, actor_id, data)
      select u."agencyId", u."sheetId", u.epoch, u."actorId", decode(u.data, 'hex') from locked, appended as u order by u.place
      returning id, sheet_id
    ), projected as (
      insert into worksheet_row (agency_id, worksheet_id, row_id, cells, rank, deleted, updated_at, updated_by)
      select r."agencyId", r."sheetId", r."rowId", r.cells, r.rank, r.deleted, now(), r."actorId"
      from locked, jsonb_to_recordset(${sql.json(projected as never)})
        as r ("agencyId" uuid, "sheetId" uuid, "rowId" text, cells jsonb, rank text, deleted boolean, "actorId" uuid)
      on conflict (agency_id, worksheet_id, row_id) do update
        set cells = excluded.cells, rank = excluded.rank, deleted = excluded.deleted, updated_at = excluded.updated_at, updated_by = excluded.updated_by
    )
    select sheet_id, max(id) as id from logged group by sheet_id`;
  return new Map(logged.map(({ sheetId, id }) => [sheetId, id]));
}
