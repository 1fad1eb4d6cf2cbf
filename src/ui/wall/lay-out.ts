import type { TileKind } from "#domain/board.ts";

/** How tall a tile wants to be beside the others. */
const weights: Record<TileKind, number> = {
  statuses: 1.5,
  flow: 1.2,
  conflicts: 0.95,
  answers: 1.2,
  progress: 1.4,
  occupancy: 1.5,
  "starts-ends": 1.2,
  deadlines: 1.2,
};

interface Shape {
  kind: TileKind;
  wide: boolean;
}
/** A part of the height, with columns beside each other; a column of `span` 2 is twice as wide. */
export interface Band<Tile> {
  weight: number;
  columns: { span: number; tiles: Tile[] }[];
}

const heightOf = (tiles: readonly Shape[]): number => tiles.reduce((sum, { kind }) => sum + weights[kind], 0);
/** What a tile's share of its column's height is. */
export const weightOf = ({ kind }: Shape): number => weights[kind];

/** Seven tiles at most: every way of cutting them into columns is looked at, the one with the lowest tallest is taken. */
function cut<Tile extends Shape>(tiles: readonly Tile[], columns: number): Tile[][] {
  if (columns <= 1 || tiles.length <= 1) return tiles.length === 0 ? [] : [[...tiles]];
  let best: Tile[][] = [];
  let least = Infinity;
  for (let at = 1; at <= tiles.length - columns + 1; at++) {
    const rest = cut(tiles.slice(at), columns - 1);
    const tallest = Math.max(heightOf(tiles.slice(0, at)), ...rest.map(heightOf));
    if (tallest >= least) continue;
    least = tallest;
    best = [tiles.slice(0, at), ...rest];
  }
  return best;
}

const bandOf = <Tile extends Shape>(columns: { span: number; tiles: Tile[] }[]): Band<Tile> => ({
  weight: Math.max(...columns.map(({ tiles }) => heightOf(tiles))),
  columns,
});

/** Beside each other, as many columns as what is read from five metres has width for. */
function lying<Tile extends Shape>(tiles: readonly Tile[]): Band<Tile>[] {
  const cells = tiles.reduce((sum, { wide }) => sum + (wide ? 2 : 1), 0);
  // A wide one with one other stand beside each other: rows need height more than width.
  const most = tiles.length <= 1 ? 1 : cells <= 4 && !(tiles.length === 2 && cells === 3) ? 2 : 3;
  const bands: Band<Tile>[] = [];
  let waiting: Tile[] = [];
  const flush = (): void => {
    if (waiting.length > 0) bands.push(bandOf(cut(waiting, Math.min(most, waiting.length)).map((column) => ({ span: 1, tiles: column }))));
    waiting = [];
  };
  let at = 0;
  while (at < tiles.length) {
    const tile = tiles[at++];
    if (!tile) break;
    if (!tile.wide) {
      waiting.push(tile);
      continue;
    }
    // beside a wide one there is room for one column more, of what follows it, else of what came before
    const beside: Tile[] = [];
    const before = most === 3 && (at >= tiles.length || tiles[at]?.wide === true) ? waiting.splice(-2) : [];
    flush();
    while (most === 3 && before.length === 0 && beside.length < 2 && tiles[at]?.wide === false) beside.push(...tiles.slice(at, ++at));
    const parts = [
      { span: 1, tiles: before },
      { span: 2, tiles: [tile] },
      { span: 1, tiles: beside },
    ];
    bands.push(bandOf(parts.filter(({ tiles: some }) => some.length > 0)));
  }
  flush();
  return bands;
}

/**
 * Where the tiles of a view stand: in the board's order, in bands of columns. A screen on its side has one column; `mirrored` changes sides
 * every other hour, so that nothing burns in (E8).
 */
export function bandsOf<Tile extends Shape>(tiles: readonly Tile[], given: { upright: boolean; mirrored: boolean }): Band<Tile>[] {
  if (given.upright) return tiles.map((tile) => bandOf([{ span: 1, tiles: [tile] }]));
  return lying(tiles).map((band) => (given.mirrored ? { ...band, columns: band.columns.toReversed() } : band));
}

/** A closed walk of a few pixels, a step each minute: no edge stays on the same pixels (E8). */
const walk = [0, 1, 2, 3, 3, 3, 3, 2, 1, 0, -1, -2, -3, -3, -3, -3, -2, -1] as const;
export function shiftAt(minute: number): { x: number; y: number } {
  const step = (at: number): number => walk[((at % walk.length) + walk.length) % walk.length] ?? 0;
  return { x: step(minute) * 3, y: step(minute + 5) * 3 };
}
