import { createMemo, type Accessor } from "solid-js";
import type { Cells, Column } from "#domain/worksheet.ts";
import type { Outputs } from "#ui/client.ts";
import { noCells, type Sheet } from "./sheet.ts";

type Answer = Outputs["sheetHistory"]["at"];
/** Who wrote a cell (empty: nobody known), when (ms since 1970) and in which update. */
export interface Authorship {
  name: string;
  at: number;
  update: number;
}

/** The sheet as it was: read, never written. */
export interface Past {
  moment: Answer["moment"];
  order: string[];
  cells: ReadonlyMap<string, Cells>;
  ranks: ReadonlyMap<string, string>;
  authorOf(rowId: string, column: Column): Authorship | null;
}

/** The answer as the grid reads sheets. */
export function pastOf(answer: Answer): Past {
  const rows = new Map(answer.rows.map((row) => [row.id, row]));
  const cells = answer.rows.map(({ id, cells: known }): [string, Cells] => {
    const read: Cells = {};
    for (const column in known) {
      const text = known[column as Column]?.[0] ?? "";
      if (text !== "") read[column as Column] = text;
    }
    return [id, read];
  });
  return {
    moment: answer.moment,
    order: answer.rows.map(({ id }) => id),
    cells: new Map(cells),
    ranks: new Map(answer.rows.map(({ id, rank }) => [id, rank])),
    authorOf: (rowId, column) => {
      const cell = rows.get(rowId)?.cells[column];
      return cell ? { name: answer.people[cell[1]] ?? "", at: cell[2], update: cell[3] } : null;
    },
  };
}

/**
 * A sheet that shows the past while there is one to show: the grid above it keeps its scroll, its selection and its columns. What
 * colleagues do to the present meanwhile is not told.
 */
export function withPast(present: Sheet, past: Accessor<Past | null>): Sheet {
  const moment = createMemo(() => past()?.moment?.id ?? null);
  return {
    order: createMemo(() => past()?.order ?? present.order()),
    version: createMemo(() => (past() ? -1 - (moment() ?? 0) : present.version())),
    cells: (id) => {
      const then = past();
      return then ? (then.cells.get(id) ?? noCells) : present.cells(id);
    },
    peek: (id) => {
      const then = past();
      return then ? (then.cells.get(id) ?? noCells) : present.peek(id);
    },
    has: (id) => past()?.cells.has(id) ?? present.has(id),
    onChange: (listener) =>
      present.onChange((change) => {
        if (change.local || !past()) listener(change);
      }),
  };
}
