import { secondsRange, weeksRange, type BoardSide, type BoardView, type BoardWrite, type Tile, type TileKind } from "#domain/board.ts";

/** A board as its form has it: the night in three fields, of which two count only with the first. */
export interface BoardDraft extends Record<string, unknown> {
  name: string;
  side: BoardSide;
  policy: BoardWrite["policy"];
  language: BoardWrite["language"];
  nightHow: "none" | "dim" | "off";
  nightFrom: string;
  nightTo: string;
  views: BoardView[];
}

export const newTile = (kind: TileKind): Tile => ({
  id: crypto.randomUUID(),
  kind,
  wide: false,
  programmeId: null,
  siteId: null,
  weeks: Math.max(weeksRange.least, 12),
});

export const newView = (name: string, kinds: readonly TileKind[]): BoardView => ({
  id: crypto.randomUUID(),
  name,
  seconds: Math.max(secondsRange.least, 20),
  tiles: kinds.map(newTile),
});

/** What the form sends. */
export function writeOf(draft: BoardDraft): BoardWrite {
  const { nightHow, nightFrom, nightTo, ...board } = draft;
  return { ...board, night: nightHow === "none" ? null : { from: nightFrom, to: nightTo, how: nightHow } } as BoardWrite;
}

export function draftOf(board: BoardWrite): BoardDraft {
  const { name, side, policy, language, night, views } = board;
  return {
    name,
    side,
    policy,
    language,
    nightHow: night?.how ?? "none",
    nightFrom: night?.from ?? "21:00",
    nightTo: night?.to ?? "06:00",
    // by hand: what a query answered is a proxy, which cannot be cloned as it is
    views: views.map((view) => ({ ...view, tiles: view.tiles.map((tile) => ({ ...tile })) })),
  };
}

/** One of a list one place up or down; at the ends it stays. */
export function moved<One extends { id: string }>(list: readonly One[], id: string, by: 1 | -1): One[] {
  const from = list.findIndex((one) => one.id === id);
  return placed(list, id, from + by);
}

/** One of a list at another place. */
export function placed<One extends { id: string }>(list: readonly One[], id: string, to: number): One[] {
  const from = list.findIndex((one) => one.id === id);
  const one = list[from];
  if (!one || to < 0 || to >= list.length || to === from) return [...list];
  return list.toSpliced(from, 1).toSpliced(to, 0, one);
}

export const changedIn = <One extends { id: string }>(list: readonly One[], id: string, to: Partial<One>): One[] =>
  list.map((one) => (one.id === id ? { ...one, ...to } : one));
