import { batch, createMemo, createSignal, untrack, type Accessor } from "solid-js";
import { gridColumns, type GridColumn } from "./column.ts";
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
  /** Goes up with each move of mine, and with no one else's: what brings the cell into sight. */
  moves: Accessor<number>;
  /** The head's place on the grid as shown; the nearest one when a colleague deleted its row. */
  spot: Accessor<Spot>;
  rectangle: Accessor<Rectangle>;
  go(to: Spot, extend?: boolean): void;
  goTo(to: CellName): void;
  /** The active cell's row has another name: typing in the empty row made it. */
  rename(to: CellName): void;
  move(by: Move, how: { extend: boolean; page: number; filled(spot: Spot): boolean }): void;
  /** One cell on, as Tab does; the first of a run keeps the column where it began. */
  tab(by: "left" | "right"): void;
  /** The column where the run of Tabs that led here began; null when something else led here. */
  lineStart(): number | null;
  /** From one corner to the other, which is then the active cell. */
  select(from: Spot, to: Spot): void;
  selectRows(top: number, bottom: number): void;
  selectColumn(column: number): void;
  selectAll(): void;
  nameAt(spot: Spot): CellName | null;
}

export function createCursor(view: View): Cursor {
  const first = untrack(view.order)[0] ?? "new";
  const same = (one: CellName, other: CellName) => one.rowId === other.rowId && one.column === other.column;
  const [chosen, setChosen] = createSignal<CellName>({ rowId: first, column: "agency" }, { equals: same });
  const [anchor, setAnchor] = createSignal<CellName>(untrack(chosen));
  const [moves, setMoves] = createSignal(0);
  /** Where each of the two was last seen, for when its row is gone. */
  const last = { chosen: 0, anchor: 0 };
  const spotOf = (which: "chosen" | "anchor"): Spot => {
    const name = which === "chosen" ? chosen() : anchor();
    const row = view.indexOf(name.rowId);
    if (row >= 0) last[which] = row;
    const shown = view.columns();
    const from = gridColumns.indexOf(name.column);
    const column = shown.findIndex((one) => gridColumns.indexOf(one) >= from);
    return { row: row >= 0 ? row : Math.max(0, Math.min(last[which], view.order().length - 1)), column: Math.max(0, column) };
  };
  const nameAt = ({ row, column }: Spot): CellName | null => {
    const [rowId, name] = [view.order()[row], view.columns()[column]];
    return rowId !== undefined && name !== undefined ? { rowId, column: name } : null;
  };
  const spot = createMemo(() => spotOf("chosen"), undefined, {
    equals: (one, other) => one.row === other.row && one.column === other.column,
  });
  // a row that a colleague deleted, or a filter hides, gives the cursor to the one that is there now
  const head = createMemo(() => nameAt(spot()) ?? chosen(), untrack(chosen), { equals: same });
  const rectangle = createMemo(() => rectangleOf({ anchor: spotOf("anchor"), head: spotOf("chosen") }), undefined, {
    equals: (one, other) => one.top === other.top && one.bottom === other.bottom && one.left === other.left && one.right === other.right,
  });
  let lineStart: number | null = null;
  const place = (from: CellName, to: CellName) =>
    batch(() => {
      lineStart = null;
      setAnchor(from);
      setChosen(to);
      setMoves((count) => count + 1);
    });
  const go = (to: Spot, extend = false) => {
    const name = untrack(() => nameAt(to));
    if (name) place(extend ? untrack(anchor) : name, name);
  };
  return {
    head,
    moves,
    spot,
    rectangle,
    go,
    goTo: (to) => place(to, to),
    rename: (to) => {
      const began = lineStart;
      place(to, to);
      lineStart = began;
    },
    move: (by, { extend, page, filled }) =>
      untrack(() => {
        const extent = { rows: view.order().length, columns: view.columns().length, page, filled };
        const next = select({ anchor: spotOf("anchor"), head: spot() }, by, { extend, extent });
        go(next.head, extend);
      }),
    tab: (by) =>
      untrack(() => {
        const { row, column } = spot();
        const began = lineStart ?? column;
        go({ row, column: Math.max(0, Math.min(view.columns().length - 1, column + (by === "right" ? 1 : -1))) });
        lineStart = began;
      }),
    lineStart: () => lineStart,
    select: (from, to) =>
      untrack(() => {
        const [anchored, headed] = [nameAt(from), nameAt(to)];
        if (anchored && headed) place(anchored, headed);
      }),
    selectRows: (top, bottom) =>
      untrack(() => {
        const [from, to] = [nameAt({ row: bottom, column: view.columns().length - 1 }), nameAt({ row: top, column: 1 })];
        if (from && to) place(from, to);
      }),
    selectColumn: (column) =>
      untrack(() => {
        const [from, to] = [nameAt({ row: view.order().length - 1, column }), nameAt({ row: 0, column })];
        if (from && to) place(from, to);
      }),
    selectAll: () =>
      untrack(() => {
        const [from, to] = [nameAt({ row: view.order().length - 1, column: view.columns().length - 1 }), nameAt({ row: 0, column: 1 })];
        if (from && to) place(from, to);
      }),
    nameAt: (at) => untrack(() => nameAt(at)),
  };
}
