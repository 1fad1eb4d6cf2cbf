import { findBoardOfDisplays } from "#db/board.ts";
import type { Sql } from "#db/sql.ts";
import type { Walls } from "./context.ts";
import { emptyFrame, frameOf } from "./wall-frame.ts";

/** Walls of a test without a process: each frame is worked out when it is asked for, and nothing is told of later. */
export function bareWalls(sql: Sql, now: () => Date): Walls {
  const frame: Walls["frame"] = async ({ agencyId, boardId, organisation }) => {
    const board = boardId === null ? undefined : await findBoardOfDisplays(sql, { agencyId, id: boardId });
    return board ? frameOf({ sql, now }, board) : emptyFrame({ organisation, timeZone: "America/Toronto", now: now(), seq: 0 });
  };
  return {
    build: "test",
    frame,
    async follow(display, { tell }) {
      tell({ type: "frame", frame: await frame(display) });
      return () => {};
    },
    note: () => {},
  };
}
