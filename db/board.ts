import type { Actor } from "#domain/access.ts";
import type { Board, BoardReach, BoardSide, BoardWrite, Policy, WallLanguage } from "#domain/board.ts";
import type { Id } from "#domain/id.ts";
import type { Query, Tx } from "./sql.ts";

/** A board as its list tells it. */
export interface BoardLine {
  id: Id;
  name: string;
  side: BoardSide;
  policy: Policy;
  language: WallLanguage;
  views: number;
  tiles: number;
  /** Displays it is given to, and those of them whose line is open. */
  displays: number;
  live: number;
  version: number;
  changedAt: string;
  by: string;
  reach: BoardReach;
}

type Row = Omit<Board, "reach"> & BoardReach;

/** A viewer sees the boards that count nothing beyond what she covers: the figures of the others are not hers. */
const covered = (sql: Query, viewer: Actor) => sql`
  b.agency_id = ${viewer.agencyId} and (${viewer.everything} or (not b.everything and b.programmes <@ ${viewer.programmes}::uuid[]
    and b.sites <@ ${viewer.places.sites}::uuid[] and b.services <@ ${viewer.places.services}::uuid[]
    and b.destinations <@ ${viewer.places.destinations}::uuid[]))`;

const boardOf = ({ everything, programmes, sites, services, destinations, ...board }: Row): Board => ({
  ...board,
  reach: { everything, programmes, sites, services, destinations },
});

/** The boards the viewer covers, by name. A line is open when its node said so in the last minute. */
export async function listBoards(sql: Query, viewer: Actor, now: Date): Promise<BoardLine[]> {
  const rows = await sql<(Omit<BoardLine, "reach"> & BoardReach)[]>`
    select b.id, b.name, b.side, b.policy, b.language, jsonb_array_length(b.views) as views,
      (select coalesce(sum(jsonb_array_length(v -> 'tiles')), 0)::int from jsonb_array_elements(b.views) v) as tiles,
      count(d.id)::int as displays, count(d.id) filter (where d.open and d.seen_at > ${now.toISOString()}::timestamptz - interval '1 minute')::int as live,
      b.version, b.changed_at, concat_ws(' ', p.first_name, p.last_name) as by, b.everything, b.programmes, b.sites, b.services, b.destinations
    from board b join person p on p.agency_id = b.agency_id and p.id = b.changed_by
    left join display d on d.agency_id = b.agency_id and d.board_id = b.id and d.revoked_at is null
    where ${covered(sql, viewer)} and b.removed_at is null
    group by b.agency_id, b.id, p.first_name, p.last_name
    order by lower(b.name), b.id`;
  return rows.map(({ everything, programmes, sites, services, destinations, ...line }) => ({
    ...line,
    reach: { everything, programmes, sites, services, destinations },
  }));
}

const columns = (sql: Query) => sql`
  b.id, b.agency_id, b.name, b.side, b.policy, b.language, b.night, b.views, b.version, b.everything, b.programmes, b.sites, b.services, b.destinations`;

export async function findBoard(sql: Query, viewer: Actor, id: Id): Promise<Board | undefined> {
  const [row] = await sql<
    Row[]
  >`select ${columns(sql)} from board b where ${covered(sql, viewer)} and b.id = ${id} and b.removed_at is null`;
  return row && boardOf(row);
}

/** Locked until the end of the transaction; one that was removed too, to bring it back. */
export async function lockBoard(tx: Tx, viewer: Actor, id: Id): Promise<(Board & { removed: boolean }) | undefined> {
  const [row] = await tx<(Row & { removed: boolean })[]>`
    select ${columns(tx)}, b.removed_at is not null as removed from board b where ${covered(tx, viewer)} and b.id = ${id} for update`;
  if (!row) return undefined;
  const { removed, ...board } = row;
  return { ...boardOf(board), removed };
}

/** Without a viewer: for the displays it was given to, by their own right. A board that was removed shows nothing. */
export async function findBoardOfDisplays(sql: Query, of: { agencyId: Id; id: Id }): Promise<Board | undefined> {
  const [row] = await sql<Row[]>`
    select ${columns(sql)} from board b where b.agency_id = ${of.agencyId} and b.id = ${of.id} and b.removed_at is null`;
  return row && boardOf(row);
}

const written = (viewer: Actor): BoardReach =>
  viewer.everything
    ? { everything: true, programmes: [], sites: [], services: [], destinations: [] }
    : { everything: false, programmes: viewer.programmes, ...viewer.places };

export async function insertBoard(tx: Tx, viewer: Actor, { board, at }: { board: BoardWrite; at: Date }): Promise<Id> {
  const reach = written(viewer);
  const [row] = await tx<{ id: Id }[]>`
    insert into board (agency_id, name, side, policy, language, night, views, everything, programmes, sites, services, destinations,
      made_by, made_at, changed_by, changed_at)
    values (${viewer.agencyId}, ${board.name}, ${board.side}, ${board.policy}, ${board.language}, ${board.night && tx.json({ ...board.night })},
      ${tx.json(board.views)}, ${reach.everything}, ${reach.programmes}, ${reach.sites}, ${reach.services}, ${reach.destinations},
      ${viewer.personId}, ${at.toISOString()}, ${viewer.personId}, ${at.toISOString()})
    returning id`;
  if (!row) throw new Error("a board was not inserted");
  return row.id;
}

/** What it counts stays what it counted: an editor who covers more does not show more on somebody's wall by renaming it. */
export async function saveBoard(tx: Tx, viewer: Actor, { id, board, at }: { id: Id; board: BoardWrite; at: Date }): Promise<number> {
  const [row] = await tx<{ version: number }[]>`
    update board set name = ${board.name}, side = ${board.side}, policy = ${board.policy}, language = ${board.language},
      night = ${board.night && tx.json({ ...board.night })}, views = ${tx.json(board.views)}, version = version + 1,
      changed_by = ${viewer.personId}, changed_at = ${at.toISOString()}
    where agency_id = ${viewer.agencyId} and id = ${id} returning version`;
  if (!row) throw new Error("a board that was locked is gone");
  return row.version;
}

export async function saveBoardRemoval(tx: Tx, viewer: Actor, of: { id: Id; at: Date | null }): Promise<void> {
  await tx`
    update board set removed_at = ${of.at?.toISOString() ?? null}, version = version + 1, changed_by = ${viewer.personId}
    where agency_id = ${viewer.agencyId} and id = ${of.id}`;
}

/** Who saved a board last, and when: for who was overtaken. */
export async function findBoardChange(sql: Query, viewer: Actor, id: Id): Promise<{ by: string; at: string } | undefined> {
  const [row] = await sql<{ by: string; at: string }[]>`
    select concat_ws(' ', p.first_name, p.last_name) as by, b.changed_at as at from board b
    join person p on p.agency_id = b.agency_id and p.id = b.changed_by where b.agency_id = ${viewer.agencyId} and b.id = ${id}`;
  return row;
}

/** What tiles can be narrowed to: the viewer's own programmes and sites, by name. */
export async function listBoardChoices(
  sql: Query,
  viewer: Actor,
): Promise<{ programmes: { id: Id; name: string }[]; sites: { id: Id; name: string }[] }> {
  const [programmes, sites] = await Promise.all([
    sql<{ id: Id; name: string }[]>`
      select p.id, p.name from programme p
      where p.agency_id = ${viewer.agencyId} and (${viewer.everything} or p.id = any(${viewer.programmes}::uuid[])) order by lower(p.name), p.id`,
    sql<{ id: Id; name: string }[]>`
      select s.id, s.name from site s where s.agency_id = ${viewer.agencyId} and s.retired_on is null
        and (${viewer.everything} or s.id = any(${viewer.places.sites}::uuid[])
          or exists (select from service se where se.agency_id = s.agency_id and se.site_id = s.id and se.id = any(${viewer.places.services}::uuid[]))
          or exists (select from destination d where d.agency_id = s.agency_id and d.site_id = s.id and d.id = any(${viewer.places.destinations}::uuid[])))
      order by lower(s.name), s.id`,
  ]);
  return { programmes, sites };
}
