import { randomUUID } from "node:crypto";
import type { BoardView, TileKind } from "#domain/board.ts";
import type { World } from "./world.ts";

const view = (name: string, kinds: readonly (TileKind | { wide: TileKind })[]): BoardView => ({
  id: randomUUID(),
  name,
  seconds: 20,
  tiles: kinds.map((kind) => ({
    id: randomUUID(),
    kind: typeof kind === "string" ? kind : kind.wide,
    wide: typeof kind !== "string",
    programmeId: null,
    siteId: null,
    weeks: 12,
  })),
});

/** A board for the placing office, in three views, and one for the entrance hall of the hospital, where everybody passes. */
export async function hangWalls(world: World): Promise<void> {
  const night = { from: "19:00", to: "06:30", how: "dim" as const };
  await world.as("Roy", "rapides").call.board.create({
    name: "Bureau des stages",
    side: "placing",
    policy: "staff",
    language: "fr",
    night,
    views: [
      view("En ce moment", ["statuses", "flow", "answers", "conflicts"]),
      view("Où en sont les cohortes", [{ wide: "progress" }, "deadlines"]),
      view("Les semaines à venir", [{ wide: "occupancy" }, "starts-ends"]),
    ],
  });
  await world.as("Morin").call.board.create({
    name: "Hall d’entrée",
    side: "receiving",
    policy: "public",
    language: "both",
    night,
    views: [view("Aujourd’hui", ["starts-ends", "statuses"]), view("Nos unités", [{ wide: "occupancy" }])],
  });
}
