import { createContext, createMemo, createSignal, useContext, type Accessor } from "solid-js";
import type { Column } from "#domain/worksheet.ts";
import { frozenRight, gridColumns, type GridColumn } from "./column.ts";
import type { Grid } from "./grid-state.ts";

/** Pixels; grid.css says the same in rem. */
export const rowHeight = 32;
export const headHeight = 34;
/** Under this width only the first column stays in place: a phone shows what it can. */
const roomToFreeze = 760;
/** What stays in place leaves at least this share of the width to what slides. */
const mostFrozen = 0.6;

/** Where things are drawn: widths, what stays in place, what is marked. */
export interface Layout {
  rowHeight: number;
  /** `grid-template-columns` of every row. */
  template: Accessor<string>;
  total: Accessor<number>;
  setRoom(width: number): void;
  /** Pixels a column has for its text. */
  room(column: GridColumn): number;
  frozen: Accessor<{ left: number; right: number }>;
  edges: Accessor<{ left: number; right: number }[]>;
  look(column: GridColumn): string;
  stick(column: GridColumn): string;
  /** Its place among the columns shown, from 1, and where it stays. */
  placeOf(column: GridColumn): Place;
  /** Pixels from the left of the first column. */
  edgeOf(column: GridColumn): number;
  /** Of all columns, hidden ones as well (G9). */
  columnIndex(column: GridColumn): number;
  found: Accessor<{ rowId: string; column: Column | "status" } | null>;
  setFound(to: { rowId: string; column: Column | "status" } | null): void;
  /** Rows a colleague has just changed. */
  changed: Accessor<ReadonlySet<string>>;
  setChanged(to: ReadonlySet<string>): void;
  dragged: Accessor<ReadonlySet<string>>;
  setDragged(to: ReadonlySet<string>): void;
}

export interface Place {
  at: number;
  side: "left" | "right" | "";
  offset: number;
}

export function createLayout(grid: Grid): Layout {
  const [room, setRoom] = createSignal(1_200);
  const [found, setFound] = createSignal<ReturnType<Layout["found"]>>(null);
  const [changed, setChanged] = createSignal<ReadonlySet<string>>(new Set());
  const [dragged, setDragged] = createSignal<ReadonlySet<string>>(new Set());
  // What is left over goes to the comment, or to the organisation where comments are hidden.
  const widths = createMemo(() => {
    const columns = grid.view.columns();
    const own = columns.map((column) => grid.view.width(column));
    const spare = Math.max(0, room() - own.reduce((sum, width) => sum + width, 0));
    const takes = columns.includes("comment") ? columns.indexOf("comment") : columns.indexOf("agency");
    return own.map((width, index) => (index === takes ? width + spare : width));
  });
  const edges = createMemo(() => {
    let left = 0;
    return widths().map((width) => {
      const edge = { left, right: left + width };
      left += width;
      return edge;
    });
  });
  const rooms = createMemo(() => new Map(grid.view.columns().map((column, index) => [column, (widths()[index] ?? 0) - 18])));
  const wide = createMemo(() => room() >= roomToFreeze);
  const offsets = createMemo(() => {
    const columns = grid.view.columns();
    const at = new Map<GridColumn, { side: "left" | "right"; offset: number; edge: boolean }>();
    const upTo = gridColumns.indexOf(grid.view.frozen());
    const wished = columns.filter((column) => gridColumns.indexOf(column) <= upTo);
    const stuckLeft: GridColumn[] = [];
    let left = 0;
    for (const column of wide() ? wished : wished.filter((one) => one === "agency")) {
      const width = widths()[columns.indexOf(column)] ?? 0;
      if (stuckLeft.length > 0 && left + width > room() * mostFrozen) break;
      at.set(column, { side: "left", offset: left, edge: false });
      stuckLeft.push(column);
      left += width;
    }
    const edge = at.get(stuckLeft.at(-1) ?? "tick");
    if (edge) edge.edge = true;
    let right = 0;
    for (const column of wide() ? frozenRight.toReversed() : []) {
      at.set(column, { side: "right", offset: right, edge: column === frozenRight[0] });
      right += widths()[columns.indexOf(column)] ?? 0;
    }
    return { at, left, right };
  });
  const looks = createMemo(
    () =>
      new Map(
        gridColumns.map((column) => {
          const stuck = offsets().at.get(column);
          const number = column === "size" || column === "places" ? "is-number" : "";
          return [column, `${stuck ? `is-${stuck.side}${stuck.edge ? ` is-${stuck.side}-edge` : ""}` : ""} ${number}`] as const;
        }),
      ),
  );
  const places = createMemo(
    () =>
      new Map<GridColumn, Place>(
        grid.view.columns().map((column, index) => {
          const stuck = offsets().at.get(column);
          return [column, { at: index + 1, side: stuck?.side ?? "", offset: stuck?.offset ?? 0 }];
        }),
      ),
  );
  const noPlace: Place = { at: 1, side: "", offset: 0 };
  return {
    rowHeight,
    template: () =>
      widths()
        .map((width) => `${width}px`)
        .join(" "),
    total: () => edges().at(-1)?.right ?? 0,
    setRoom,
    room: (column) => rooms().get(column) ?? 0,
    frozen: () => ({ left: offsets().left, right: offsets().right }),
    edges,
    look: (column) => looks().get(column) ?? "",
    stick: (column) => (offsets().at.has(column) ? `is-${offsets().at.get(column)?.side ?? ""}` : ""),
    placeOf: (column) => places().get(column) ?? noPlace,
    edgeOf: (column) => edges()[grid.view.columns().indexOf(column)]?.left ?? 0,
    columnIndex: (column) => gridColumns.indexOf(column) + 1,
    found,
    setFound,
    changed,
    setChanged,
    dragged,
    setDragged,
  };
}

const LayoutContext = createContext<Layout>();
export const LayoutProvider = LayoutContext.Provider;
export function useLayout(): Layout {
  const layout = useContext(LayoutContext);
  if (!layout) throw new Error("a part of the grid is outside it");
  return layout;
}
