import { createMemo, createSignal, untrack, type Accessor } from "solid-js";
import type { GridColumn } from "./column.ts";
import { rectangleOf, select, type Move, type Rectangle, type Spot } from "./selection.ts";
import type { View } from "./view.ts";

/** A cell by name: rows that colleagues add or move do not move my selection. */
export interface CellName {
  rowId: string;
  column: GridColumn;
}

/** What is selected: from the anchor to the head, which is the active cell. */
export interface Cursor {
  head: Accessor<CellName>;
  /** The head's place on the grid as shown; the nearest one when a colleague deleted its row. */
  spot: Accessor<Spot>;
  rectangle: Accessor<Rectangle>;
  go(to: Spot, extend?: boolean): void;
  goTo(to: CellName): void;
  move(by: Move, how: { extend: boolean; page: number; filled(spot: Spot): boolean }): void;
  selectRows(top: number, bottom: number): void;
  selectAll(): void;
  nameAt(spot: Spot): CellName | null;
}

export function createCursor(view: View): Cursor {
  const first = untrack(view.order)[0] ?? "new";
  const [head, setHead] = createSignal<CellName>(
    { rowId: first, column: "agency" },
    { equals: (one, other) => one.rowId === other.rowId && one.column === other.column },
  );
  const [anchor, setAnchor] = createSignal<CellName>(untrack(head));
  let lastRow = 0;

  const spotOf = (name: CellName): Spot => {
    const row = view.indexOf(name.rowId);
    if (row >= 0) lastRow = row;
    const column = view.columns().indexOf(name.column);
    return { row: row >= 0 ? row : Math.max(0, Math.min(lastRow, view.order().length - 1)), column: Math.max(0, column) };
  };
  const nameAt = ({ row, column }: Spot): CellName | null => {
    const [rowId, name] = [view.order()[row], view.columns()[column]];
    return rowId !== undefined && name !== undefined ? { rowId, column: name } : null;
  };
  const spot = createMemo(() => spotOf(head()), undefined, {
    equals: (one, other) => one.row === other.row && one.column === other.column,
  });
  const rectangle = createMemo(() => rectangleOf({ anchor: spotOf(anchor()), head: spotOf(head()) }), undefined, {
    equals: (one, other) => one.top === other.top && one.bottom === other.bottom && one.left === other.left && one.right === other.right,
  });
  const go = (to: Spot, extend = false) => {
    const name = untrack(() => nameAt(to));
    if (!name) return;
    if (!extend) setAnchor(name);
    setHead(name);
  };
  return {
    head,
    spot,
    rectangle,
    go,
    goTo: (to) => {
      setAnchor(to);
      setHead(to);
    },
    move: (by, { extend, page, filled }) =>
      untrack(() => {
        const extent = { rows: view.order().length, columns: view.columns().length, page, filled };
        const next = select({ anchor: spotOf(anchor()), head: spot() }, by, { extend, extent });
        go(next.head, extend);
      }),
    selectRows: (top, bottom) =>
      untrack(() => {
        go({ row: bottom, column: view.columns().length - 1 });
        go({ row: top, column: 1 }, true);
      }),
    selectAll: () =>
      untrack(() => {
        go({ row: view.order().length - 1, column: view.columns().length - 1 });
        go({ row: 0, column: 1 }, true);
      }),
    nameAt: (at) => untrack(() => nameAt(at)),
  };
}
