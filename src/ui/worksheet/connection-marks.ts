import { batch, createSignal, type Accessor, type Signal } from "solid-js";
import { isColumn } from "#domain/worksheet.ts";
import { countEdits } from "#sheet/edit.ts";

/**
 * What a cell this page wrote has become: not yet on the server's disk, on it (this fades by itself), or taken back by the rules
 * (until its author has been there).
 */
export type CellMark = "pending" | "saved" | "corrected";

type CellRef = { rowId: string; column: string };

export interface Marks {
  /** Reactive, by row: what ten thousand rows show costs one signal for each that was looked at. */
  of(rowId: string, column: string): CellMark | null;
  /** Cells written by the page's edit of that number; numbers only go up. */
  wrote(cells: CellRef[], edit: number): void;
  /** The server has on disk every edit up to this number. */
  acknowledged(edit: number): void;
  /** The rules took back cells of edits up to this number. */
  corrected(cells: CellRef[], edit: number): void;
  /** The author has been at a corrected cell. */
  seen(cell: CellRef): void;
  /** Nothing is on its way any more; corrected cells stay. */
  forgetPending(): void;
  /** Changes that wait: cells, and rows that were only added, moved or deleted. */
  waiting: Accessor<number>;
}

/** « Enregistré » is shown this long: enough to be noticed, not enough to be in the way. */
const savedFor = 2_000;

export function makeMarks(): Marks {
  /** In order of the edit that wrote them last. */
  const pending = new Map<string, CellRef & { edit: number }>();
  const byRow = new Map<string, Map<string, CellMark>>();
  const signals = new Map<string, Signal<number>>();
  const [waiting, setWaiting] = createSignal(0);
  const keyOf = ({ rowId, column }: CellRef): string => `${rowId}\n${column}`;

  /** Only columns are drawn; a row's rank and its removal only count. */
  function draw({ rowId, column }: CellRef, mark: CellMark | null, touched: Set<string>): void {
    if (!isColumn(column)) return;
    let row = byRow.get(rowId);
    if ((row?.get(column) ?? null) === mark) return;
    if (!row) byRow.set(rowId, (row = new Map()));
    if (mark === null) row.delete(column);
    else row.set(column, mark);
    if (row.size === 0) byRow.delete(rowId);
    touched.add(rowId);
  }

  function change(work: (touched: Set<string>) => void): void {
    const touched = new Set<string>();
    work(touched);
    batch(() => {
      setWaiting(countEdits(pending.values()));
      for (const rowId of touched) signals.get(rowId)?.[1]((version) => version + 1);
    });
  }

  return {
    of(rowId, column) {
      let signal = signals.get(rowId);
      if (!signal) signals.set(rowId, (signal = createSignal(0)));
      signal[0]();
      return byRow.get(rowId)?.get(column) ?? null;
    },
    wrote: (cells, edit) =>
      change((touched) => {
        for (const cell of cells) {
          const key = keyOf(cell);
          pending.delete(key);
          pending.set(key, { rowId: cell.rowId, column: cell.column, edit });
          draw(cell, "pending", touched);
        }
      }),
    acknowledged: (edit) =>
      change((touched) => {
        const saved: CellRef[] = [];
        for (const [key, cell] of pending) {
          if (cell.edit > edit) break;
          pending.delete(key);
          draw(cell, "saved", touched);
          saved.push(cell);
        }
        if (saved.length === 0) return;
        setTimeout(
          () =>
            change((faded) => {
              // one that was written again meanwhile has a mark of its own
              for (const cell of saved) if (byRow.get(cell.rowId)?.get(cell.column) === "saved") draw(cell, null, faded);
            }),
          savedFor,
        );
      }),
    corrected: (cells, edit) =>
      change((touched) => {
        for (const cell of cells) {
          const own = pending.get(keyOf(cell));
          // typed again since: that one is judged by itself
          if (own && own.edit > edit) continue;
          pending.delete(keyOf(cell));
          draw(cell, "corrected", touched);
        }
      }),
    seen: (cell) =>
      change((touched) => {
        if (byRow.get(cell.rowId)?.get(cell.column) === "corrected") draw(cell, null, touched);
      }),
    forgetPending: () =>
      change((touched) => {
        for (const cell of pending.values()) draw(cell, null, touched);
        pending.clear();
      }),
    waiting,
  };
}
