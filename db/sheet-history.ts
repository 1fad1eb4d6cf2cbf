import type { Id } from "#domain/id.ts";
import type { RowEdit } from "#domain/sheet-history.ts";
import type { Query } from "./sql.ts";

/** A sheet the viewer was found to reach (`findWorksheet`): every query here is about that one. */
export type Sheet = { agencyId: Id; id: Id };

/** The last edit of a sheet that is not after an update, or not after an instant; null before the first. */
export async function findMoment(
  sql: Query,
  sheet: Sheet,
  not: { after: number } | { afterInstant: string },
): Promise<{ id: number; at: string; personId: Id | null } | null> {
  const bound = "after" in not ? sql`update_id <= ${not.after}` : sql`at <= ${not.afterInstant}::timestamptz`;
  const [row] = await sql<{ id: number; at: string; personId: Id | null }[]>`
    select update_id as id, at, actor_id as person_id from cell_edit
    where agency_id = ${sheet.agencyId} and sheet_id = ${sheet.id} and ${bound} order by update_id desc limit 1`;
  return row ?? null;
}

/** Where a page of history begins: at an update (that one and the newer or older ones), or at the newest. */
export type PageOf = { before: number } | { after: number } | { around: number } | null;

/** So many edits of cells make a page; it is then filled to whole hours. */
const pageEdits = 600;

/** The numbers of the first update that is in the page and of the first that is past it; null: no limit. */
async function boundsOf(sql: Query, sheet: Sheet, page: PageOf): Promise<{ from: number; past: number | null }> {
  const mine = sql`agency_id = ${sheet.agencyId} and sheet_id = ${sheet.id}`;
  const first = async (rows: PromiseLike<readonly { id: number }[]>): Promise<number | null> => (await rows)[0]?.id ?? null;
  const hourAfter = (id: number) =>
    first(sql<{ id: number }[]>`
      select update_id as id from cell_edit where ${mine} and update_id > ${id}
        and at >= date_trunc('hour', (select max(at) from cell_edit where ${mine} and update_id = ${id})) + interval '1 hour'
      order by update_id limit 1`);
  if (page && "after" in page) {
    const from = page.after + 1;
    const last = await first(sql<{ id: number }[]>`
      select update_id as id from cell_edit where ${mine} and update_id >= ${from} order by update_id offset ${pageEdits - 1} limit 1`);
    return { from, past: last === null ? null : await hourAfter(last) };
  }
  const past = page === null ? null : "before" in page ? page.before : await hourAfter(page.around);
  const [oldest] = await sql<{ at: string }[]>`
    select date_trunc('hour', at) as at from cell_edit where ${mine} and (${past}::int8 is null or update_id < ${past}::int8)
    order by update_id desc offset ${pageEdits - 1} limit 1`;
  if (!oldest) return { from: 0, past };
  const before = await first(sql<{ id: number }[]>`
    select update_id as id from cell_edit where ${mine} and (${past}::int8 is null or update_id < ${past}::int8) and at < ${oldest.at}::timestamptz
    order by update_id desc limit 1`);
  return { from: (before ?? -1) + 1, past };
}

/**
 * A page of the log, whole hours of it, in order of updates, with the rows that were there before; `older` and `newer` are the updates
 * the next pages end before and begin after, null where there is nothing more.
 */
export async function listRowEdits(
  sql: Query,
  sheet: Sheet,
  page: PageOf,
): Promise<{ edits: RowEdit[]; known: Set<string>; older: number | null; newer: number | null }> {
  const { from, past } = await boundsOf(sql, sheet, page);
  const mine = sql`agency_id = ${sheet.agencyId} and sheet_id = ${sheet.id}`;
  const edits = await sql<RowEdit[]>`
    select update_id, actor_id as person_id, min(at) as at, row_id,
      array_agg("column") filter (where "column" not in ('rank', 'deletedAt')) as columns,
      bool_or("column" = 'rank') as ranked,
      case when bool_or("column" = 'deletedAt') then case when max(text) filter (where "column" = 'deletedAt') is null then 'alive' else 'removed' end end as life
    from cell_edit where ${mine} and update_id >= ${from} and (${past}::int8 is null or update_id < ${past}::int8)
    group by update_id, actor_id, row_id order by update_id`;
  const ranked = [...new Set(edits.filter((edit) => edit.ranked).map(({ rowId }) => rowId))];
  const known =
    ranked.length === 0
      ? []
      : await sql<{ rowId: string }[]>`
          select rows.row_id from unnest(${ranked}::text[]) as rows (row_id)
          where exists (select 1 from cell_edit where ${mine} and row_id = rows.row_id and "column" = 'rank' and update_id < ${from})`;
  const older = edits.length === 0 && page && "after" in page ? null : await findMoment(sql, sheet, { after: from - 1 });
  return {
    edits: edits.map((edit) => ({ ...edit, columns: edit.columns ?? [] })),
    known: new Set(known.map(({ rowId }) => rowId)),
    older: older ? from : null,
    newer: past === null ? null : past - 1,
  };
}

/** Edits of a stretch of time: `day` is Québec's, `step` the length of every stretch, in minutes. */
export interface Density {
  step: number;
  buckets: { day: string; began: string; ended: string; from: number; upto: number; edits: number }[];
}

/** As many stretches as a slider can show. */
const mostBuckets = 160;

/** When the sheet was worked on: stretches in which something was done, in order, as long as their number allows. */
export async function densityOf(sql: Query, sheet: Sheet): Promise<Density> {
  const rows = await sql<(Density["buckets"][number] & { step: number })[]>`
    with minutes as materialized (
      select date_bin('1 minute', at at time zone 'America/Toronto', '2000-01-01') as minute,
        min(at) as began, max(at) as ended, min(update_id) as first, max(update_id) as last, count(*) as edits
      from cell_edit where agency_id = ${sheet.agencyId} and sheet_id = ${sheet.id} group by 1
    ), chosen as materialized (
      select coalesce(min(step), 1440) as step from (
        select step from unnest(array[1, 5, 15, 60, 240]) as step, minutes
        group by step having count(distinct date_bin(step * interval '1 minute', minute, '2000-01-01')) <= ${mostBuckets}
      ) as fitting
    )
    select step, date_bin(step * interval '1 minute', minute, '2000-01-01')::date as day, min(began) as began, max(ended) as ended,
      min(first) as "from", max(last) as upto, sum(edits)::int as edits
    from minutes, chosen group by step, date_bin(step * interval '1 minute', minute, '2000-01-01') order by min(first)`;
  return { step: rows[0]?.step ?? 1, buckets: rows.map(({ step: _step, ...bucket }) => bucket) };
}

export interface CellValue {
  id: number;
  at: string;
  personId: Id | null;
  text: string;
}

/** What a cell has held, the latest first; `before` is the last one of the page before. */
export async function listCellValues(
  sql: Query,
  sheet: Sheet,
  of: { rowId: string; column: string; before: number | null; most: number },
): Promise<CellValue[]> {
  return sql<CellValue[]>`
    select update_id as id, at, actor_id as person_id, coalesce(text, '') as text from cell_edit
    where agency_id = ${sheet.agencyId} and sheet_id = ${sheet.id} and row_id = ${of.rowId} and "column" = ${of.column}
      and (${of.before}::int8 is null or update_id < ${of.before}::int8)
    order by at desc, update_id desc limit ${of.most}`;
}

/** People of the organisation, by id, as its directory names them now. */
export async function listPeople(sql: Query, agencyId: Id, ids: readonly Id[]): Promise<{ id: Id; name: string }[]> {
  return sql<{ id: Id; name: string }[]>`
    select id, trim(first_name || ' ' || last_name) as name from person where agency_id = ${agencyId} and id = any(${ids}::uuid[])`;
}
