import { describe, expect, it } from "vitest";
import type { TileKind } from "#domain/board.ts";
import { bandsOf, shiftAt, type Band } from "./lay-out.ts";

const some: TileKind[] = ["statuses", "flow", "conflicts", "answers", "progress", "occupancy", "deadlines"];
const tiles = some.map((kind) => ({ kind, wide: false }));
const widened = (kind: TileKind) => tiles.map((tile) => ({ ...tile, wide: tile.kind === kind }));
const kinds = (bands: Band<{ kind: TileKind }>[]) => bands.map(({ columns }) => columns.map((one) => one.tiles.map(({ kind }) => kind)));
const lying = { upright: false, mirrored: false };

describe("where the tiles of a view stand", () => {
  it("[R494] in the board's order, in columns of like height, all of them", () => {
    expect(kinds(bandsOf(tiles.slice(0, 4), lying))).toEqual([
      [
        ["statuses", "flow"],
        ["conflicts", "answers"],
      ],
    ]);
    for (let count = 1; count <= 7; count++) {
      const [band, ...more] = bandsOf(tiles.slice(0, count), lying);
      expect(more).toEqual([]);
      expect(band?.columns.flatMap((column) => column.tiles)).toEqual(tiles.slice(0, count));
      expect(band?.columns.length).toBe(count === 1 ? 1 : count <= 4 ? 2 : 3);
    }
  });

  it("[R494] a wide one over two columns, with a third beside it where there are three", () => {
    expect(kinds(bandsOf(widened("flow").slice(0, 3), lying))).toEqual([[["statuses"]], [["flow"]], [["conflicts"]]]);
    expect(bandsOf(widened("statuses").slice(0, 2), lying)[0]?.columns.map(({ span }) => span)).toEqual([2, 1]);
    const [above, wide] = bandsOf(widened("occupancy"), lying);
    expect(above?.columns.map(({ span }) => span)).toEqual([1, 1, 1]);
    expect(wide?.columns.map(({ span, tiles: of }) => [span, of.length])).toEqual([
      [2, 1],
      [1, 1],
    ]);
    for (const kind of some) {
      const shown = bandsOf(widened(kind), lying).flatMap(({ columns }) => columns.flatMap((column) => column.tiles));
      expect(shown).toHaveLength(7);
    }
  });

  it("[R494] one column on a screen on its side, and sides changed when mirrored", () => {
    expect(bandsOf(tiles, { upright: true, mirrored: false })).toHaveLength(7);
    expect(kinds(bandsOf(tiles.slice(0, 2), { upright: false, mirrored: true }))).toEqual([[["flow"], ["statuses"]]]);
  });

  it("[R494] moves a few pixels from minute to minute, and comes back to where it was", () => {
    for (let minute = 0; minute < 40; minute++) {
      const [one, next] = [shiftAt(minute), shiftAt(minute + 1)];
      const moved = Math.hypot(next.x - one.x, next.y - one.y);
      expect(moved).toBeGreaterThanOrEqual(2);
      expect(moved).toBeLessThan(4.5);
    }
    expect(shiftAt(18)).toEqual(shiftAt(0));
  });
});
