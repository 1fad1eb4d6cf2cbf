import { createSignal, onCleanup, type Accessor, type Signal } from "solid-js";
import type * as Y from "yjs";
import { columns, type Cells, type Column } from "#domain/worksheet.ts";
import { observeSheet, readSheet, readSheetRow, type SheetRow } from "#sheet/doc.ts";

/** What changed in one transaction: the cells by row, and whether this page did it. */
export interface SheetChange {
  cells: Map<string, Column[]>;
  order: boolean;
  local: boolean;
}

/** A Y.Doc as signals: one for the order, one a row that somebody looks at, so that a cell typed redraws its row alone. */
export interface Sheet {
  /** Ids of the living rows, in the order everybody sees. */
  order: Accessor<string[]>;
  /** Goes up at each change: for sums over all rows. */
  version: Accessor<number>;
  /** A row's cells; the caller is run again when they change. */
  cells(id: string): Cells;
  /** A row's cells as they are now, without being run again. */
  peek(id: string): Cells;
  onChange(listener: (change: SheetChange) => void): void;
}

export const noCells: Cells = {};

/** As `readSheet` orders: by rank, then id, by code unit. */
const inOrder = (one: SheetRow, other: SheetRow): number =>
  one.rank === other.rank ? (one.id < other.id ? -1 : 1) : one.rank < other.rank ? -1 : 1;

export function createSheet(doc: Y.Doc): Sheet {
  const rows = new Map<string, SheetRow>();
  const signals = new Map<string, Signal<Cells>>();
  const listeners: ((change: SheetChange) => void)[] = [];
  const first = readSheet(doc);
  for (const row of first) rows.set(row.id, row);
  const [order, setOrder] = createSignal(first.map(({ id }) => id));
  const [version, setVersion] = createSignal(0);

  let local = false;
  const before = (transaction: Y.Transaction) => {
    local = transaction.local;
  };
  doc.on("beforeObserverCalls", before);
  const stop = observeSheet(doc, (changed) => {
    const cells = new Map<string, Column[]>();
    let order = false;
    for (const id of changed.rows) {
      const was = rows.get(id);
      const now = readSheetRow(doc, id);
      if (now) rows.set(id, now);
      else rows.delete(id);
      // rows that are laid down before they live change nothing that is seen
      order ||= was?.rank !== now?.rank;
      const different = columns.filter((column) => (was?.cells[column] ?? "") !== (now?.cells[column] ?? ""));
      if (different.length === 0) continue;
      cells.set(id, different);
      signals.get(id)?.[1](now?.cells ?? noCells);
    }
    if (order) setOrder([...rows.values()].sort(inOrder).map(({ id }) => id));
    else if (cells.size === 0) return;
    setVersion((count) => count + 1);
    for (const listener of listeners) listener({ cells, order, local });
  });
  onCleanup(() => {
    stop();
    doc.off("beforeObserverCalls", before);
  });

  return {
    order,
    version,
    cells: (id) => {
      let signal = signals.get(id);
      if (!signal) {
        signal = createSignal(rows.get(id)?.cells ?? noCells);
        signals.set(id, signal);
      }
      return signal[0]();
    },
    peek: (id) => rows.get(id)?.cells ?? noCells,
    onChange: (listener) => {
      listeners.push(listener);
    },
  };
}
