import type { WallFrame, WallTile } from "#domain/wall.ts";

/** The parts of a tile that change by themselves, each under a key that stays the same from frame to frame. */
function partsOf(tile: WallTile): readonly { key: string; value: unknown }[] {
  switch (tile.kind) {
    case "statuses":
      return tile.rows.map((row) => ({ key: row.key, value: row.requests }));
    case "flow":
      return Object.entries(tile.today).map(([key, value]) => ({ key, value }));
    case "conflicts":
      return [
        ...tile.over.map((row) => ({ key: row.key, value: row })),
        { key: "blocks", value: tile.blocks },
        { key: "warns", value: tile.warns },
      ];
    case "occupancy":
      return tile.rows.map((row) => ({ key: row.key, value: row.cells }));
    case "answers":
    case "progress":
    case "starts-ends":
    case "deadlines":
      return tile.rows.map((row) => ({ key: row.key, value: row }));
  }
}

export const partKey = (tileId: string, key: string): string => `${tileId} ${key}`;

/** What differs between two frames of one board, as `partKey`s. Nothing is new on a first frame, on another board or on a new tile. */
export function changedParts(before: WallFrame | null, after: WallFrame): ReadonlySet<string> {
  const changed = new Set<string>();
  if (!before || before.boardId !== after.boardId || before.today !== after.today) return changed;
  const old = new Map(before.views.flatMap((view) => view.tiles.map((tile) => [tile.id, tile] as const)));
  for (const view of after.views) {
    for (const tile of view.tiles) {
      const was = old.get(tile.id);
      if (!was || was.kind !== tile.kind || was.about !== tile.about) continue;
      const values = new Map(partsOf(was).map(({ key, value }) => [key, JSON.stringify(value)]));
      for (const { key, value } of partsOf(tile)) if (values.get(key) !== JSON.stringify(value)) changed.add(partKey(tile.id, key));
    }
  }
  return changed;
}
