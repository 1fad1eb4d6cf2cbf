import type { ConflictNames } from "#words/conflict-sentence.ts";
import type { Board } from "./board.ts";

/** How the sentences of conflicts name who and where on a sheet's own screen. */
export const namesOn = (board: Board): ConflictNames => ({
  student: board.studentName,
  place: board.path,
  instructor: (id) => board.grid().instructors.find(({ personId }) => personId === id)?.name ?? "",
});
