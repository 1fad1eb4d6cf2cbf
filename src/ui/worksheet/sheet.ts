import { batch, createSignal, onCleanup, type Accessor, type Signal } from "solid-js";
import type * as Y from "yjs";
import { columns, type Cells, type Column } from "#domain/worksheet.ts";
import { observeSheet, readSheet, readSheetRow, type SheetRow } from "#sheet/doc.ts";
import { reorder } from "./rank-order.ts";

/** What changed in one transaction: the cells by row, and whether this page did it. */
export interface SheetChange {
  cells: Map<string, Column[]>;
  /** Rows came, went or moved. */
  order: boolean;
  local: boolean;
}

/** A Y.Doc as signals: one for the order, one a row that somebody looks at, so that a cell typed redraws its row alone. */
export interface Sheet {
  /** Ids of the living rows, in the order everybody sees. */
  order: Accessor<string[]>;
  /** Goes up at each change: for what reads all rows. */
  version: Accessor<number>;
  /** A row's cells; the caller is run again when they change. */
  cells(id: string): Cells;
  /** A row's cells as they are now, without being run again. */
  peek(id: string): Cells;
  /** Is it a row of the sheet now? */
  has(id: string): boolean;
  /** Calls back once a transaction, before anything is drawn again. */
  onChange(listener: (change: SheetChange) => void): void;
}

export const noCells: Cells = {};

export function createSheet(doc: Y.Doc): Sheet {
  const rows = new Map<string, SheetRow>();
  const signals = new Map<string, Signal<Cells>>();
  const listeners: ((change: SheetChange) => void)[] = [];
  let sorted = readSheet(doc);
  for (const row of sorted) rows.set(row.id, row);
  const idsOf = () => sorted.map(({ id }) => id);
  const [order, setOrder] = createSignal(idsOf());
  const [version, setVersion] = createSignal(0);

  let local = false;
  const before = (transaction: Y.Transaction) => {
    local = transaction.local;
  };
  const changed = (ids: Set<string>) => {
    const cells = new Map<string, Column[]>();
    const moved: { was: SheetRow | null; now: SheetRow | null }[] = [];
    for (const id of ids) {
      const was = rows.get(id) ?? null;
      const now = readSheetRow(doc, id);
      if (now) rows.set(id, now);
      else rows.delete(id);
      // rows that are laid down before they live change nothing that is seen
      if (was?.rank !== now?.rank) moved.push({ was, now });
      const different = columns.filter((column) => (was?.cells[column] ?? "") !== (now?.cells[column] ?? ""));
      if (different.length === 0) continue;
      cells.set(id, different);
      signals.get(id)?.[1](now?.cells ?? noCells);
    }
    if (moved.length > 0) {
      sorted = reorder(sorted, moved);
      setOrder(idsOf());
    } else if (cells.size === 0) return;
    setVersion((count) => count + 1);
    for (const listener of listeners) listener({ cells, order: moved.length > 0, local });
  };
  doc.on("beforeObserverCalls", before);
  // a paste of two thousand rows is drawn once
  const stop = observeSheet(doc, ({ rows: ids }) => batch(() => changed(ids)));
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
    has: (id) => rows.has(id),
    onChange: (listener) => {
      listeners.push(listener);
    },
  };
}
