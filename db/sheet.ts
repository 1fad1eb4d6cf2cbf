import type { Id } from "#domain/id.ts";
import type { ShelfReason } from "#domain/shelf.ts";
import type { Cells } from "#domain/worksheet.ts";
import type { LaneSession } from "./lane.ts";
import type { Query, Tx } from "./sql.ts";

/** A sheet of an epoch, as its log is kept. */
export interface SheetKey {
  agencyId: Id;
  id: Id;
  epoch: number;
}

/** A cell as an update left it: a column, `rank` or `deletedAt`; null when it is empty. */
export interface EditedCell {
  rowId: string;
  column: string;
  text: string | null;
}

/** A write as Yjs numbers it. */
export interface WriteKey {
  rowId: string;
  column: string;
  client: number;
  clock: number;
}

/** What goes on the shelf (domain/shelf.ts). The author of one value, when null, is whoever last wrote in `writtenIn` of that row. */
export interface NewShelved extends WriteKey {
  writtenIn: string;
  reason: ShelfReason;
  shownText: string;
  shownBy: Id | null;
  shownAt: string | null;
  shelvedText: string;
  shelvedBy: Id | null;
  shelvedAt: string | null;
}

/** One update to append to a sheet's log, with what it changed; `data` is Yjs's encoding (version 1). */
export interface NewUpdate {
  sheet: SheetKey;
  /** `worksheet.locks_version` of the locked rows it was judged by; absent when nothing was judged. */
  locksVersion?: number;
  actorId: Id | null;
  data: Uint8Array;
  cells: EditedCell[];
  shelved: NewShelved[];
  /** Writes on the shelf that somebody saw after all and wrote over. */
  overtaken: WriteKey[];
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

/** The session that may commit is gone, and another connection has taken its place. */
export class LaneLost extends Error {
  override name = "LaneLost";
}

const hex = (data: Uint8Array): string => Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("hex");

/** What a batch brings to the shelf: not what was overtaken within it. */
function shelfOf(updates: NewUpdate[]) {
  const keyOf = (sheetId: Id, of: WriteKey): string => `${sheetId} ${of.rowId} ${of.column} ${of.client} ${of.clock}`;
  const overtaken = updates.flatMap(({ sheet, actorId, overtaken: all }) =>
    all.map((one) => ({ ...one, agencyId: sheet.agencyId, sheetId: sheet.id, actorId })),
  );
  const gone = new Set(overtaken.map((one) => keyOf(one.sheetId, one)));
  const shelved = updates.flatMap(({ sheet, shelved: all }) =>
    all.filter((one) => !gone.has(keyOf(sheet.id, one))).map((one) => ({ ...one, agencyId: sheet.agencyId, sheetId: sheet.id })),
  );
  return { shelved, overtaken };
}

/** The part of the statement that most batches do without. */
function shelving(sql: Query, { shelved, overtaken }: ReturnType<typeof shelfOf>) {
  if (shelved.length === 0 && overtaken.length === 0) return sql``;
  return sql`, shelved as (
      insert into cell_conflict (agency_id, sheet_id, row_id, "column", reason, shown_text, shown_by, shown_at, shelved_text, shelved_by,
        shelved_at, shelved_client, shelved_clock)
      select s."agencyId", s."sheetId", s."rowId", s."column", s.reason, s."shownText", coalesce(s."shownBy", e.actor_id),
        coalesce(s."shownAt", e.at), s."shelvedText", coalesce(s."shelvedBy", e.actor_id), coalesce(s."shelvedAt", e.at, now()), s.client, s.clock
      from allowed join jsonb_to_recordset(${sql.json(shelved as never)}) as s ("agencyId" uuid, "sheetId" uuid, "rowId" text, "column" text,
          "writtenIn" text, reason text, "shownText" text, "shownBy" uuid, "shownAt" timestamptz, "shelvedText" text, "shelvedBy" uuid,
          "shelvedAt" timestamptz, client bigint, clock bigint) on s."sheetId" = allowed.id
      left join lateral (
        select actor_id, at from cell_edit
        where agency_id = s."agencyId" and sheet_id = s."sheetId" and row_id = s."rowId" and "column" = s."writtenIn"
        order by at desc, update_id desc limit 1
      ) e on s."shownBy" is null or s."shelvedBy" is null
      on conflict on constraint shelved_once do nothing
    ), overtaken as (
      update cell_conflict c set settled_by = o."actorId", settled_at = now(), keep = 'overtaken'
      from allowed join jsonb_to_recordset(${sql.json(overtaken as never)}) as o ("agencyId" uuid, "sheetId" uuid, "rowId" text, "column" text,
        client bigint, clock bigint, "actorId" uuid) on o."sheetId" = allowed.id
      where c.agency_id = o."agencyId" and c.sheet_id = o."sheetId" and c.row_id = o."rowId" and c."column" = o."column"
        and c.shelved_client = o.client and c.shelved_clock = o.clock and c.settled_at is null
    )`;
}

/**
 * Appends updates to their logs, in order, and writes the rows they touched, each cell's change and the shelf, in one statement: all or
 * nothing. The last state of a row is the one to give (a row may come once). No arrays are passed (see `connect`). Returns, by sheet,
 * the number its log has come to.
 *
 * A sheet that is not in the answer was left as it was: it went to another epoch or was deleted, or other rows of it are locked than
 * those its updates were judged by. Throws {@link LaneLost}, with nothing written, when the session is not the one that was told to
 * commit. A plain connection is for a writer beside whom nobody can be (the demo world), a transaction for one that holds `lockSheet`.
 */
export async function commitUpdates(by: LaneSession | Query, updates: NewUpdate[], rows: ProjectedRow[]): Promise<Map<Id, number>> {
  const { sql, name } = typeof by === "function" ? { sql: by, name: null } : by;
  const appended = updates.map(({ sheet, locksVersion, actorId, data }, place) => ({
    place,
    agencyId: sheet.agencyId,
    sheetId: sheet.id,
    epoch: sheet.epoch,
    locksVersion,
    actorId,
    data: hex(data),
  }));
  const edited = updates.flatMap(({ cells }, place) => cells.map((cell) => ({ place, ...cell })));
  const projected = rows.map(({ sheet, ...row }) => ({ ...row, agencyId: sheet.agencyId, sheetId: sheet.id }));
  const answer = await sql<{ ours: boolean | null; sheetId: Id | null; id: number | null }[]>`
    with appended as materialized (
      select u.place, u."agencyId", u."sheetId", u.epoch, u."locksVersion", u."actorId", u.data
      from jsonb_to_recordset(${sql.json(appended as never)})
        as u (place int, "agencyId" uuid, "sheetId" uuid, epoch int, "locksVersion" int8, "actorId" uuid, data text)
    ), locked as materialized (
      -- before anything is written, and in one order, so that two nodes never wait for each other
      select count(pg_advisory_xact_lock_shared(hashtextextended(id::text, ${sheetLock}))::text) as held
      from (select distinct "sheetId" as id from appended order by 1) as sheets
    ), ours as materialized (
      select coalesce(current_setting('concerto.lane', true), '') = coalesce(${name}::text, current_setting('concerto.lane', true), '') as ours
    ), allowed as materialized (
      -- read as they are now and not as they were when the statement began: it may have waited above for a command that locked rows
      select w.id
      from locked, ours, worksheet w join (
        select "agencyId", "sheetId", min(epoch) as epoch, min("locksVersion") as version
        from appended group by 1, 2 having min(epoch) = max(epoch) and count(distinct "locksVersion") <= 1
      ) as s on w.agency_id = s."agencyId" and w.id = s."sheetId"
      where ours.ours and w.epoch = s.epoch and w.deleted_at is null and w.locks_version = coalesce(s.version, w.locks_version)
      for share of w
    ), counter as materialized (
      select pg_get_serial_sequence('sheet_update', 'id')::regclass as name
    ), numbered as materialized (
      -- the log's own numbers, taken here so that what an update changed can say which it was
      select nextval(u.counter) as id, u.place, u."agencyId", u."sheetId", u.epoch, u."actorId", u.data
      from (
        select c.name as counter, a.place, a."agencyId", a."sheetId", a.epoch, a."actorId", a.data
        from counter as c, allowed join appended as a on a."sheetId" = allowed.id order by a.place
      ) as u
    ), logged as (
      insert into sheet_update (id, agency_id, sheet_id, epoch, actor_id, data) overriding system value
      select n.id, n."agencyId", n."sheetId", n.epoch, n."actorId", decode(n.data, 'hex') from numbered as n
    ), edited as (
      insert into cell_edit (agency_id, sheet_id, row_id, "column", text, actor_id, update_id)
      select n."agencyId", n."sheetId", c."rowId", c."column", c.text, n."actorId", n.id
      from jsonb_to_recordset(${sql.json(edited as never)}) as c (place int, "rowId" text, "column" text, text text)
      join numbered as n on n.place = c.place
    ), projected as (
      insert into worksheet_row (agency_id, worksheet_id, row_id, cells, rank, deleted, updated_at, updated_by)
      select r."agencyId", r."sheetId", r."rowId", r.cells, r.rank, r.deleted, now(), r."actorId"
      from allowed join jsonb_to_recordset(${sql.json(projected as never)})
        as r ("agencyId" uuid, "sheetId" uuid, "rowId" text, cells jsonb, rank text, deleted boolean, "actorId" uuid) on r."sheetId" = allowed.id
      on conflict (agency_id, worksheet_id, row_id) do update
        set cells = excluded.cells, rank = excluded.rank, deleted = excluded.deleted, updated_at = excluded.updated_at, updated_by = excluded.updated_by
    )${shelving(sql, shelfOf(updates))}
    select ours.ours, n.sheet_id, n.id from ours left join (select "sheetId" as sheet_id, max(id) as id from numbered group by 1) as n on true`;
  if (answer[0]?.ours !== true) throw new LaneLost();
  return new Map(answer.flatMap(({ sheetId, id }) => (sheetId === null || id === null ? [] : [[sheetId, id] as const])));
}
