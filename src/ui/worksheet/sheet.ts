import { createSignal, onCleanup, type Accessor, type Signal } from "solid-js";
import type * as Y from "yjs";
import { columns, type Cells, type Column } from "#domain/worksheet.ts";
import { observeSheet, readSheet, readSheetRow } from "#sheet/doc.ts";

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

export function createSheet(doc: Y.Doc): Sheet {
  const rows = new Map<string, Cells>();
  const signals = new Map<string, Signal<Cells>>();
  const listeners: ((change: SheetChange) => void)[] = [];
  const readAll = () => {
    const all = readSheet(doc);
    return all.map(({ id }) => id);
  };
  for (const { id, cells } of readSheet(doc)) rows.set(id, cells);
  const [order, setOrder] = createSignal(readAll());
  const [version, setVersion] = createSignal(0);

  let local = false;
  const before = (transaction: Y.Transaction) => {
    local = transaction.local;
  };
  doc.on("beforeObserverCalls", before);
  const stop = observeSheet(doc, (changed) => {
    const cells = new Map<string, Column[]>();
    for (const id of changed.rows) {
      const was = rows.get(id) ?? noCells;
      const row = readSheetRow(doc, id);
      const now = row?.cells ?? noCells;
      if (row) rows.set(id, now);
      else rows.delete(id);
      const different = columns.filter((column) => (was[column] ?? "") !== (now[column] ?? ""));
      if (different.length === 0) continue;
      cells.set(id, different);
      signals.get(id)?.[1](now);
    }
    if (changed.order) setOrder(readAll());
    setVersion((count) => count + 1);
    for (const listener of listeners) listener({ cells, order: changed.order, local });
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
        signal = createSignal(rows.get(id) ?? noCells);
        signals.set(id, signal);
      }
      return signal[0]();
    },
    peek: (id) => rows.get(id) ?? noCells,
    onChange: (listener) => {
      listeners.push(listener);
    },
  };
}
