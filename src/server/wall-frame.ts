import { type Board, type Tile } from "#domain/board.ts";
import { addDays, dayIn } from "#domain/dates.ts";
import type { TileData, Urgent, WallFrame, WallTile } from "#domain/wall.ts";
import { lastSeq } from "#db/event.ts";
import type { Query } from "#db/sql.ts";
import { findAbout, findWallPlace, type AnswerRow } from "#db/wall.ts";
import type { Context } from "./context.ts";
import { partKey, partOf, partsOf, unnarrowed, type Part, type PartKind, type PartValues } from "./wall-part.ts";
import { readPart } from "./wall-read.ts";

/** Longer than this ago, nobody interrupts a wall for it. */
const urgentFor = 30 * 60_000;
const mostUrgent = 3;
/** A placement called off so late leaves somebody standing there (days before it begins). */
const lateBy = 2;

/** What does not change from frame to frame: where the wall hangs, and what its tiles are narrowed to. */
export interface WallPlace {
  organisation: string;
  timeZone: string;
  about: Map<string, string | null>;
}

/** Parts that were read, by key. */
export type Parts = ReadonlyMap<string, PartValues[PartKind]>;

const narrowing = ({ programmeId, siteId }: Pick<Tile, "programmeId" | "siteId">): string => `${programmeId ?? ""} ${siteId ?? ""}`;

export async function placeOf(sql: Query, board: Pick<Board, "agencyId" | "views">): Promise<WallPlace> {
  const tiles = board.views.flatMap((view) => view.tiles);
  const different = new Map(tiles.map((tile) => [narrowing(tile), tile]));
  const found = await findWallPlace(sql, board.agencyId);
  const about = new Map<string, string | null>();
  for (const [key, tile] of different) about.set(key, await findAbout(sql, board.agencyId, tile));
  return { organisation: found?.name ?? "", timeZone: found?.timeZone ?? "America/Toronto", about };
}

const outcomes = {
  "request.accepted": "accepted",
  "request.declined": "declined",
  "request.cancelled": "cancelled",
  "request.confirmed": "confirmed",
} as const satisfies Record<AnswerRow["kind"], string>;

/** What a corridor may not read is left out here, once for every tile (E10). */
const forPolicy = <Row extends { staff: unknown }>(rows: readonly Row[], board: Pick<Board, "policy">): Row[] =>
  rows.map((row) => (board.policy === "staff" ? row : { ...row, staff: null }));

function tileData(
  tile: Tile,
  board: Board,
  get: <Kind extends PartKind>(kind: Kind, tile: Omit<Part, "kind">) => PartValues[Kind],
): TileData {
  const of = <Kind extends PartKind>(kind: Kind): PartValues[Kind] => get(kind, partOf(kind, tile));
  switch (tile.kind) {
    case "statuses":
      return { kind: tile.kind, ...of("statuses") };
    case "flow":
      return { kind: tile.kind, ...of("flow"), usual: of("usual").count };
    case "answers":
      return {
        kind: tile.kind,
        rows: forPolicy(
          of("answers").map(({ seq, at, kind, unit, site, students, reference, course, cohort, school }) => ({
            key: String(seq),
            at,
            outcome: outcomes[kind],
            unit,
            site,
            students,
            staff: { reference, course, cohort, school },
          })),
          board,
        ),
      };
    case "conflicts": {
      const { rows, more } = of("over");
      const counts = of("conflicts");
      return { kind: tile.kind, over: forPolicy(rows, board), more, blocks: counts?.blocks ?? null, warns: counts?.warns ?? null };
    }
    case "progress": {
      const { rows, more } = of("progress");
      return { kind: tile.kind, rows: forPolicy(rows, board), more };
    }
    case "occupancy":
      return { kind: tile.kind, ...of("occupancy") };
    case "starts-ends": {
      const { rows, ...counts } = of("today");
      return { kind: tile.kind, rows: forPolicy(rows, board), ...counts };
    }
    case "deadlines": {
      const { rows, ...counts } = of("deadlines");
      return { kind: tile.kind, rows: forPolicy(rows, board), ...counts };
    }
  }
}

/** Groups that hold too many now, then what was called off too late, the latest first. */
function urgentOf(
  board: Board,
  { over, answers }: { over: PartValues["over"]; answers: AnswerRow[] },
  { now, timeZone }: { now: Date; timeZone: string },
): Urgent[] {
  const today = dayIn(now, timeZone);
  const sat: Urgent[] = forPolicy(over.rows, board)
    // A unit that will be too full in six weeks can wait for its tile.
    .filter(({ from }) => from === null || from <= addDays(today, 1))
    .map((row) => ({ kind: "over", ...row }));
  const late = answers.flatMap(({ seq, at, kind, unit, site, students, startsOn, endsOn }): Urgent[] =>
    kind === "request.cancelled" && startsOn <= addDays(today, lateBy) && endsOn >= today && now.getTime() - Date.parse(at) < urgentFor
      ? [{ kind: "late-cancel", key: String(seq), unit, site, students, startsOn, since: at }]
      : [],
  );
  return [...sat, ...late].slice(0, mostUrgent);
}

/** A frame out of parts that were read. */
export function assemble(board: Board, place: WallPlace, of: { parts: Parts; seq: number; now: Date }): WallFrame {
  const get = <Kind extends PartKind>(kind: Kind, part: Omit<Part, "kind">): PartValues[Kind] =>
    of.parts.get(partKey({ ...part, kind })) as PartValues[Kind];
  return {
    boardId: board.id,
    seq: of.seq,
    at: of.now.toISOString(),
    today: dayIn(of.now, place.timeZone),
    timeZone: place.timeZone,
    name: board.name,
    organisation: place.organisation,
    side: board.side,
    policy: board.policy,
    language: board.language,
    night: board.night,
    views: board.views.map(({ id, name, seconds, tiles }) => ({
      id,
      name,
      seconds,
      tiles: tiles.map((tile): WallTile => ({
        id: tile.id,
        wide: tile.wide,
        about: place.about.get(narrowing(tile)) ?? null,
        ...tileData(tile, board, get),
      })),
    })),
    urgent: urgentOf(
      board,
      { over: get("over", unnarrowed), answers: get("answers", unnarrowed) },
      { now: of.now, timeZone: place.timeZone },
    ),
  };
}

/** What a display of no board shows: which organisation's it is, and nothing else. */
export const emptyFrame = (of: { organisation: string; timeZone: string; now: Date; seq: number }): WallFrame => ({
  boardId: "",
  seq: of.seq,
  at: of.now.toISOString(),
  today: dayIn(of.now, of.timeZone),
  timeZone: of.timeZone,
  name: "",
  organisation: of.organisation,
  side: "placing",
  policy: "public",
  language: "fr",
  night: null,
  views: [],
  urgent: [],
});

/** What a board shows now, read whole: for its page and its preview. A wall's own frames are kept up by realtime, part by part. */
export async function frameOf({ sql, now }: Pick<Context, "sql" | "now">, board: Board): Promise<WallFrame> {
  const seq = await lastSeq(sql);
  const place = await placeOf(sql, board);
  const moment = { board, timeZone: place.timeZone, now: now() };
  const parts = new Map<string, PartValues[PartKind]>();
  const read = [...partsOf(board)].map(async ([key, part]) => parts.set(key, await readPart(sql, part, moment)));
  await Promise.all(read);
  return assemble(board, place, { parts, seq, now: moment.now });
}
