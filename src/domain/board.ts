import { z } from "zod";
import { time, type Time } from "./dates.ts";
import { id, type Id } from "./id.ts";

/** What a tile of a wall can show. */
export const tileKinds = ["statuses", "flow", "answers", "conflicts", "progress", "occupancy", "starts-ends", "deadlines"] as const;
export type TileKind = (typeof tileKinds)[number];

/** How much one view shows at five metres (E6), how many views turn, and for how long each stays, in seconds (E7). */
export const mostTiles = 7;
export const mostRows = 12;
export const mostViews = 6;
export const secondsRange = { least: 15, most: 60 } as const;
export const longestBoardName = 60;
export const longestViewName = 40;
/** Weeks of an occupancy tile. */
export const weeksRange = { least: 4, most: 26 } as const;

/** Which side's requests a board counts: what the organisation asks for, or what it receives. */
export const boardSides = ["placing", "receiving"] as const;
export type BoardSide = (typeof boardSides)[number];

/** `public`: counts and units alone, for a corridor. `staff`: courses, cohorts, schools and numbers too, for a staff room. Never a student (E10). */
export const policies = ["public", "staff"] as const;
export type Policy = (typeof policies)[number];

/** `both`: French and English take turns, a view at a time (E11). */
export const wallLanguages = ["fr", "en", "both"] as const;
export type WallLanguage = (typeof wallLanguages)[number];

/** What a tile is about may be narrowed: a school's to a programme, a hospital's to a site. */
export const tile = z.object({
  id,
  kind: z.enum(tileKinds),
  /** Twice as wide as the others. */
  wide: z.boolean().default(false),
  programmeId: id.nullable().default(null),
  siteId: id.nullable().default(null),
  /** Of `occupancy`: from this week on. */
  weeks: z.number().int().min(weeksRange.least).max(weeksRange.most).default(12),
});
export type Tile = z.infer<typeof tile>;

export const boardView = z.object({
  id,
  name: z.string().trim().min(1).max(longestViewName),
  seconds: z.number().int().min(secondsRange.least).max(secondsRange.most).default(20),
  tiles: z.array(tile).min(1).max(mostTiles),
});
export type BoardView = z.infer<typeof boardView>;

/** When nobody looks: dimmed or off between two times of the wall's own clock; `from` may be later than `to`, over midnight. */
export const night = z.object({ from: time, to: time, how: z.enum(["dim", "off"]) });
export interface Night {
  from: Time;
  to: Time;
  how: "dim" | "off";
}

/** A board as it is written. */
export const boardWrite = z
  .object({
    name: z.string().trim().min(1).max(longestBoardName),
    side: z.enum(boardSides),
    policy: z.enum(policies),
    language: z.enum(wallLanguages),
    night: night.nullable(),
    views: z.array(boardView).min(1).max(mostViews),
  })
  .refine(({ views }) => new Set(views.flatMap((view) => [view.id, ...view.tiles.map((one) => one.id)])).size === idsIn(views), {
    path: ["views"],
    message: "twice",
  });
export type BoardWrite = z.infer<typeof boardWrite>;

const idsIn = (views: BoardView[]): number => views.reduce((count, view) => count + 1 + view.tiles.length, 0);

/** Which programmes or places a board counts: those of who made it, and never more than whoever edits it covers. */
export interface BoardReach {
  everything: boolean;
  programmes: Id[];
  sites: Id[];
  services: Id[];
  destinations: Id[];
}

/** What a wall shows: views of tiles that take turns, for every display it is given to. */
export interface Board extends BoardWrite {
  id: Id;
  agencyId: Id;
  /** Sent back with a change, so that two editors do not overwrite each other. */
  version: number;
  reach: BoardReach;
}

/** The tiles that mean something on a side: cohorts and their progress are the school's. */
export const tilesFor = (side: BoardSide): readonly TileKind[] =>
  side === "placing" ? tileKinds : tileKinds.filter((kind) => kind !== "progress");
