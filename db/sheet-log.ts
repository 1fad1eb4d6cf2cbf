import type { SheetKey } from "./sheet.ts";
import type { Query, Sql, Tx } from "./sql.ts";

/** A row of a sheet's log, or a snapshot of it up to that row; `data` is Yjs's encoding (version 1). */
export interface StoredUpdate {
  id: number;
  data: Uint8Array;
}

/** A sheet's content in one epoch: its snapshot, when there is one, and the log past it. */
export interface StoredSheet {
  snapshot: StoredUpdate | null;
  updates: StoredUpdate[];
}

/** The log of a sheet past a number, in order. */
export async function listUpdatesAfter(sql: Query, sheet: SheetKey, after: number): Promise<StoredUpdate[]> {
  return sql<StoredUpdate[]>`
    select id, data from sheet_update
    where agency_id = ${sheet.agencyId} and sheet_id = ${sheet.id} and epoch = ${sheet.epoch} and id > ${after} order by id`;
}

/**
 * What was written or locked in a sheet beside the node that has it open, in one look: the rows that belong to a request, whatever
 * became of it (their planning cells are locked; a discarded request gives its row back), the log past `after`, and the version of both.
 */
export async function readBeside(
  sql: Sql,
  sheet: SheetKey,
  after: number,
): Promise<{ version: number; rowIds: string[]; updates: StoredUpdate[] }> {
  const [row] = await sql<{ version: number; rowIds: string[]; updates: { id: number; data: string }[] }[]>`
    select w.locks_version as version,
      coalesce((select jsonb_agg(distinct r.row_id) from request r where r.agency_id = w.agency_id and r.worksheet_id = w.id), '[]') as row_ids,
      coalesce((
        select jsonb_agg(jsonb_build_object('id', u.id, 'data', encode(u.data, 'hex')) order by u.id) from sheet_update u
        where u.agency_id = w.agency_id and u.sheet_id = w.id and u.epoch = ${sheet.epoch} and u.id > ${after}), '[]') as updates
    from worksheet w where w.agency_id = ${sheet.agencyId} and w.id = ${sheet.id}`;
  if (!row) throw new Error("a worksheet that is not there");
  return { ...row, updates: row.updates.map(({ id, data }) => ({ id, data: Buffer.from(data, "hex") })) };
}

/** All that makes the sheet in an epoch. */
export async function loadSheet(sql: Query, sheet: SheetKey): Promise<StoredSheet> {
  const [snapshot] = await sql<StoredUpdate[]>`
    select upto_id as id, data from sheet_snapshot where agency_id = ${sheet.agencyId} and sheet_id = ${sheet.id} and epoch = ${sheet.epoch}`;
  return { snapshot: snapshot ?? null, updates: await listUpdatesAfter(sql, sheet, snapshot?.id ?? 0) };
}

/** The epoch a sheet is in; null when it is not there, or deleted. */
export async function currentEpoch(sql: Query, sheet: Pick<SheetKey, "agencyId" | "id">): Promise<number | null> {
  const [row] = await sql<{ epoch: number }[]>`
    select epoch from worksheet where agency_id = ${sheet.agencyId} and id = ${sheet.id} and deleted_at is null`;
  return row?.epoch ?? null;
}

/** The sheet as it is now, in the epoch it is in now, in one look. Throws when it is not there. */
export async function loadCurrent(sql: Sql, sheet: Pick<SheetKey, "agencyId" | "id">): Promise<StoredSheet & { key: SheetKey }> {
  return sql.begin("isolation level repeatable read read only", async (tx) => {
    const epoch = await currentEpoch(tx, sheet);
    if (epoch === null) throw new Error("a worksheet that is not there");
    const key = { agencyId: sheet.agencyId, id: sheet.id, epoch };
    return { key, ...(await loadSheet(tx, key)) };
  });
}

/** Keeps a snapshot that holds the log up to a number; an older one never replaces a newer one. */
export async function saveSnapshot(sql: Query, sheet: SheetKey, snapshot: StoredUpdate): Promise<void> {
  await sql`
    insert into sheet_snapshot (agency_id, sheet_id, epoch, upto_id, data)
    values (${sheet.agencyId}, ${sheet.id}, ${sheet.epoch}, ${snapshot.id}, ${Buffer.from(snapshot.data)})
    on conflict (agency_id, sheet_id, epoch) do update set upto_id = excluded.upto_id, data = excluded.data
    where sheet_snapshot.upto_id < excluded.upto_id`;
}

/** Rows that must stay in the sheet though they are deleted: a request belongs to them, or a value on the shelf waits for a choice. */
export async function listRowsNeeded(sql: Query, sheet: SheetKey): Promise<string[]> {
  const rows = await sql<{ rowId: string }[]>`
    select row_id from request where agency_id = ${sheet.agencyId} and worksheet_id = ${sheet.id}
    union
    select row_id from cell_conflict where agency_id = ${sheet.agencyId} and sheet_id = ${sheet.id} and settled_at is null`;
  return rows.map(({ rowId }) => rowId);
}

/**
 * Begins the epoch after `sheet.epoch` with `data`, the whole sheet, as the first row of its log; the log before stays. To be called
 * under `lockSheet`. Returns the new key; null, with nothing changed, when the sheet is no longer in that epoch.
 */
export async function beginEpoch(tx: Tx, sheet: SheetKey, data: Uint8Array): Promise<SheetKey | null> {
  const [began] = await tx<{ epoch: number }[]>`
    with began as (
      update worksheet set epoch = epoch + 1
      where agency_id = ${sheet.agencyId} and id = ${sheet.id} and epoch = ${sheet.epoch} and deleted_at is null
      returning agency_id, id, epoch
    ), first as (
      insert into sheet_update (agency_id, sheet_id, epoch, actor_id, data) select agency_id, id, epoch, null, ${Buffer.from(data)} from began
    ), shortened as (
      delete from sheet_snapshot s using began where s.agency_id = began.agency_id and s.sheet_id = began.id and s.epoch < began.epoch
    )
    select epoch from began`;
  return began ? { ...sheet, epoch: began.epoch } : null;
}

/** Sheets written in lately (`since`, an instant) and open on no node, in their epochs of now. */
export async function listSheetsWritten(sql: Query, since: string): Promise<SheetKey[]> {
  return sql<SheetKey[]>`
    select w.agency_id, w.id, w.epoch
    from (select distinct agency_id, sheet_id from sheet_update where at >= ${since}) u
    join worksheet w on w.agency_id = u.agency_id and w.id = u.sheet_id
    where w.deleted_at is null and not exists (select 1 from sheet_owner o where o.sheet_id = w.id) order by w.id`;
}
