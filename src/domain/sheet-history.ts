import type { Id } from "./id.ts";

/** What one update did to one row: the shortest form of the log that says what was done. */
export interface RowEdit {
  updateId: number;
  /** Null: nobody of the organisation's directory, as the system is. */
  personId: Id | null;
  at: string;
  rowId: string;
  /** Columns typed in; the order and the row's removal are not among them. */
  columns: string[];
  /** The row was given a place in the order. */
  ranked: boolean;
  /** The row was taken out, or brought (back) to life; null: neither. */
  life: "removed" | "alive" | null;
}

/**
 * What somebody did without a pause: a stop of the slider. `upto` is the update after which the sheet stands as shown; a colleague who
 * worked in the same minutes has a stop of her own, and what she had done by `upto` is seen as well.
 */
export interface Stop {
  from: number;
  upto: number;
  personId: Id | null;
  /** ISO instants of its first and its last edit. */
  began: string;
  at: string;
  /** Cells changed in rows that were there, and how many rows those are. */
  cells: number;
  rows: number;
  added: number;
  removed: number;
  restored: number;
  moved: number;
}

/** Nothing for this long, and what comes next is another action. */
const pause = 3 * 60_000;
const hour = 3_600_000;

interface Run {
  stop: Pick<Stop, "from" | "upto" | "personId" | "began" | "at">;
  rows: Map<string, { columns: Set<string>; born: boolean; ranked: boolean; life: RowEdit["life"] }>;
}

function sum({ stop, rows }: Run): Stop {
  const count = { cells: 0, rows: 0, added: 0, removed: 0, restored: 0, moved: 0 };
  for (const { columns, born, ranked, life } of rows.values()) {
    if (born) count.added += life === "removed" ? 0 : 1;
    else {
      if (columns.size > 0) count.rows += 1;
      count.cells += columns.size;
      if (life === "removed") count.removed += 1;
      else if (life === "alive") count.restored += 1;
      else if (ranked) count.moved += 1;
    }
  }
  return { ...stop, ...count };
}

/**
 * Groups edits by author and pause, the latest stop first. `edits` come in the order of their updates and are whole hours of the log: a
 * stop never goes past the end of an hour, so that a page of history is the same wherever reading began. `known` are the rows that were
 * there before the first of them.
 */
export function foldStops(edits: readonly RowEdit[], known: ReadonlySet<string>): Stop[] {
  const runs: Run[] = [];
  const open = new Map<Id | null, Run>();
  const there = new Set(known);
  for (const edit of edits) {
    const at = Date.parse(edit.at);
    let run = open.get(edit.personId);
    const last = run ? Date.parse(run.stop.at) : 0;
    if (!run || at - last > pause || Math.floor(at / hour) !== Math.floor(last / hour)) {
      run = { stop: { from: edit.updateId, upto: edit.updateId, personId: edit.personId, began: edit.at, at: edit.at }, rows: new Map() };
      open.set(edit.personId, run);
      runs.push(run);
    }
    Object.assign(run.stop, { upto: edit.updateId, at: edit.at });
    const row = run.rows.get(edit.rowId) ?? { columns: new Set(), born: false, ranked: false, life: null };
    run.rows.set(edit.rowId, row);
    for (const column of edit.columns) row.columns.add(column);
    if (edit.ranked && !there.has(edit.rowId)) {
      there.add(edit.rowId);
      row.born = true;
    } else if (edit.ranked) row.ranked = true;
    // rows are laid down as removed ones and then brought to life: what they are in the end is what was done
    row.life = edit.life ?? row.life;
  }
  return runs
    .map(sum)
    .filter(({ cells, added, removed, restored, moved }) => cells + added + removed + restored + moved > 0)
    .toSorted((one, other) => other.upto - one.upto);
}
