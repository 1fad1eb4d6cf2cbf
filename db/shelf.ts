import type { Id } from "#domain/id.ts";
import type { Shelved, ShelfChoice, ShelfReason } from "#domain/shelf.ts";
import type { Query, Tx } from "./sql.ts";

interface ShelfRow {
  id: Id;
  rowId: string;
  column: string;
  reason: ShelfReason;
  shownText: string;
  shownBy: Id | null;
  shownByName: string | null;
  shownAt: string | null;
  shelvedText: string;
  shelvedBy: Id | null;
  shelvedByName: string | null;
  shelvedAt: string;
}

const person = (id: Id | null, name: string | null): { id: Id; name: string } | null => (id && name !== null ? { id, name } : null);

/** What lies on a sheet's shelf unsettled, the newest first, past one of them (`before`). The caller has found the sheet for its viewer. */
export async function listShelf(sql: Query, of: { agencyId: Id; worksheetId: Id; before: Id | null; most: number }): Promise<Shelved[]> {
  const rows = await sql<ShelfRow[]>`
    select c.id, c.row_id, c."column", c.reason, c.shown_text, c.shown_by, trim(a.first_name || ' ' || a.last_name) as shown_by_name,
      c.shown_at, c.shelved_text, c.shelved_by, trim(b.first_name || ' ' || b.last_name) as shelved_by_name, c.shelved_at
    from cell_conflict c
    left join person a on a.agency_id = c.agency_id and a.id = c.shown_by
    left join person b on b.agency_id = c.agency_id and b.id = c.shelved_by
    where c.agency_id = ${of.agencyId} and c.sheet_id = ${of.worksheetId} and c.settled_at is null
      and (${of.before}::uuid is null or c.id < ${of.before})
    order by c.id desc limit ${of.most}`;
  return rows.map((row) => ({
    id: row.id,
    rowId: row.rowId,
    column: row.column,
    reason: row.reason,
    shown: { text: row.shownText, person: person(row.shownBy, row.shownByName), at: row.shownAt },
    shelved: { text: row.shelvedText, person: person(row.shelvedBy, row.shelvedByName), at: row.shelvedAt },
  }));
}

export interface ShelfState {
  id: Id;
  reason: ShelfReason;
  settledAt: string | null;
  /** Who settled it, by name. */
  settledBy: string;
  /** The request the row belongs to now, by its number; null when it has none. */
  reference: number | null;
}

/** The things asked for as they are, held until the transaction ends: of two people who choose at once the second waits, and sees. */
export async function holdShelf(tx: Tx, of: { agencyId: Id; worksheetId: Id; ids: Id[] }): Promise<ShelfState[]> {
  return tx<ShelfState[]>`
    select c.id, c.reason, c.settled_at, coalesce(trim(p.first_name || ' ' || p.last_name), '') as settled_by,
      (select r.reference from request r where r.agency_id = c.agency_id and r.worksheet_id = c.sheet_id and r.row_id = c.row_id
        order by r.id desc limit 1) as reference
    from cell_conflict c left join person p on p.agency_id = c.agency_id and p.id = c.settled_by
    where c.agency_id = ${of.agencyId} and c.sheet_id = ${of.worksheetId} and c.id = any(${of.ids}::uuid[])
    order by c.id for update of c`;
}

/** Settles what is held. */
export async function settleShelf(
  tx: Tx,
  of: { agencyId: Id; worksheetId: Id; ids: Id[]; personId: Id; keep: ShelfChoice; at: string },
): Promise<void> {
  await tx`
    update cell_conflict set settled_by = ${of.personId}, settled_at = ${of.at}, keep = ${of.keep}
    where agency_id = ${of.agencyId} and sheet_id = ${of.worksheetId} and id = any(${of.ids}::uuid[]) and settled_at is null`;
}

/** A value written away from the sheet, on a copy that has no history in common with it. */
export interface Proposal {
  rowId: string;
  column: string;
  text: string;
}

/** Beyond any client id of Yjs, so that a proposal is never taken for a write of the document. */
const firstProposer = 2 ** 32;

/**
 * Puts values beside what the sheet shows. Those that it shows already, or that lie there unsettled from the same person, and those whose
 * row never was, are passed over. Returns how many were put.
 */
export async function insertProposals(tx: Tx, of: { agencyId: Id; worksheetId: Id; personId: Id; items: Proposal[] }): Promise<number> {
  const { agencyId, worksheetId, personId } = of;
  const inserted = await tx`
    insert into cell_conflict (agency_id, sheet_id, row_id, "column", reason, shown_text, shown_by, shown_at, shelved_text, shelved_by,
      shelved_client, shelved_clock)
    select ${agencyId}, ${worksheetId}, p."rowId", p."column", 'unaware', coalesce(r.cells ->> p."column", ''), e.actor_id, e.at,
      p.text, ${personId}, ${firstProposer}::bigint + floor(random() * ${firstProposer})::bigint, p.place
    from jsonb_to_recordset(${tx.json(of.items.map((item, place) => ({ ...item, place })))})
      as p ("rowId" text, "column" text, text text, place bigint)
    join worksheet_row r on r.agency_id = ${agencyId} and r.worksheet_id = ${worksheetId} and r.row_id = p."rowId"
    left join lateral (
      select actor_id, at from cell_edit
      where agency_id = ${agencyId} and sheet_id = ${worksheetId} and row_id = p."rowId" and "column" = p."column"
      order by at desc, update_id desc limit 1
    ) e on true
    where coalesce(r.cells ->> p."column", '') <> p.text and not exists (
      select 1 from cell_conflict c
      where c.agency_id = ${agencyId} and c.sheet_id = ${worksheetId} and c.row_id = p."rowId" and c."column" = p."column"
        and c.shelved_text = p.text and c.shelved_by = ${personId} and c.settled_at is null
    )
    returning id`;
  return inserted.length;
}
