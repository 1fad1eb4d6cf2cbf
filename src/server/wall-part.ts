import type { Board, BoardSide, Tile } from "#domain/board.ts";
import type { DeadlinesTile, FlowTile, OccupancyTile, OverRow, ProgressTile, StartsEndsTile, StatusesTile } from "#domain/wall.ts";
import type { AnswerRow } from "#db/wall.ts";

/** What tiles and interruptions are made of: each is read when something made it old, and by as many tiles as want it. */
export interface PartValues {
  statuses: Pick<StatusesTile, "rows" | "requests">;
  flow: Pick<FlowTile, "hours" | "today">;
  /** Until which hour, so that it is read again in the next. */
  usual: { hour: string; count: number | null };
  answers: AnswerRow[];
  over: { rows: OverRow[]; more: number };
  conflicts: { blocks: number; warns: number } | null;
  progress: Pick<ProgressTile, "rows" | "more">;
  occupancy: Pick<OccupancyTile, "weeks" | "rows" | "more">;
  today: Pick<StartsEndsTile, "rows" | "more" | "starts" | "ends">;
  deadlines: Pick<DeadlinesTile, "rows" | "more" | "late">;
}
export type PartKind = keyof PartValues;

/** A part, narrowed as its tile is. */
export type Part = { kind: PartKind } & Pick<Tile, "programmeId" | "siteId" | "weeks">;
export const partKey = ({ kind, programmeId, siteId, weeks }: Part): string => `${kind} ${programmeId ?? ""} ${siteId ?? ""} ${weeks}`;

/** What each part is made old by: the topics of events. */
const madeOldBy: Record<PartKind, readonly string[]> = {
  statuses: ["request", "call"],
  flow: ["request"],
  usual: [],
  answers: ["request"],
  over: ["assignment", "request", "capacity", "closure"],
  conflicts: ["assignment", "request", "conflict", "supervision", "closure", "capacity", "agreement", "student", "worksheet", "term"],
  progress: [
    "request",
    "assignment",
    "enrolment",
    "worksheet",
    "shelf",
    "cohort",
    "cohort-course",
    "course",
    "programme",
    "term",
    "student",
  ],
  occupancy: ["request", "assignment", "capacity", "closure", "catalogue"],
  today: ["request"],
  deadlines: ["request", "condition", "call", "choice", "supervision", "cohort-course", "term", "student"],
};
export const isMadeOld = (kind: PartKind, topics: ReadonlySet<string>): boolean => madeOldBy[kind].some((topic) => topics.has(topic));

/** Parts that are a question or two of an index are read at once; what adds up a whole season follows, seldomer when it takes long. */
export const isQuick = ({ kind }: Part, side: BoardSide): boolean =>
  kind === "statuses" || kind === "flow" || kind === "answers" || kind === "today" || (kind === "over" && side === "placing");

/** What is not narrowed. */
export const unnarrowed = { programmeId: null, siteId: null, weeks: 0 } satisfies Omit<Part, "kind">;

const partsOfTile: Record<Tile["kind"], readonly PartKind[]> = {
  statuses: ["statuses"],
  flow: ["flow", "usual"],
  answers: ["answers"],
  conflicts: ["over", "conflicts"],
  progress: ["progress"],
  occupancy: ["occupancy"],
  "starts-ends": ["today"],
  deadlines: ["deadlines"],
};

/** A tile's part: how many weeks is only an occupancy's. */
export const partOf = (kind: PartKind, tile: Tile): Part => ({
  kind,
  programmeId: tile.programmeId,
  siteId: tile.siteId,
  weeks: kind === "occupancy" ? tile.weeks : 0,
});

/** Everything a board needs, each once: its tiles' parts, and what it interrupts itself for. */
export function partsOf(board: Board): Map<string, Part> {
  const parts: Part[] = [
    { kind: "over", ...unnarrowed },
    { kind: "answers", ...unnarrowed },
  ];
  for (const view of board.views) for (const tile of view.tiles) for (const kind of partsOfTile[tile.kind]) parts.push(partOf(kind, tile));
  return new Map(parts.map((part) => [partKey(part), part]));
}
