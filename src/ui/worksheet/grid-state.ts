import { createContext, createMemo, createSignal, untrack, useContext, type Accessor } from "solid-js";
import type * as Y from "yjs";
import { isBlank, readRow, type Cells, type Column, type ReadRow, type SheetFacts } from "#domain/worksheet.ts";
import { isOpen, type SeenStatus } from "#domain/request.ts";
import { undoManagerOf } from "#sheet/doc.ts";
import { useLanguage } from "#ui/language.tsx";
import { inWords } from "#words/words.ts";
import { statusWords } from "#words/status.ts";
import { worksheetWords } from "#words/worksheet.ts";
import { gridColumns, isCellColumn, type GridColumn } from "./column.ts";
import { createCursor, type Cursor } from "./cursor.ts";
import { createSheet, noCells, type Sheet } from "./sheet.ts";
import { shownCell, type Shown } from "./shown.ts";
import { createView, newRow, type View } from "./view.ts";

/** The request of a row, as `worksheet.get` tells it. */
export interface RowRequest {
  rowId: string;
  requestId: string;
  reference: number;
  status: SeenStatus;
  size: number;
  places: number;
  changedBy: string;
  changedAt: string | null;
}

/** A colleague on the sheet, and the cell she is in. */
export interface Colleague {
  key: string;
  name: string;
  colour: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;
  cell: { rowId: string; column: Column } | null;
  editing: boolean;
}

export interface Editing {
  rowId: string;
  column: Column;
  /** What the editor opens with. */
  text: string;
  /** Typing replaces: arrows then leave the cell, as they do in Excel until F2 is pressed. */
  replacing: boolean;
  /** Opens with its list or calendar. */
  open: boolean;
}

/** Draft: can be typed in. Locked: a request is under way. Closed: it was declined or cancelled, counts for nothing. */
export type Standing = "draft" | "locked" | "closed";

export interface GridInput {
  doc: Y.Doc;
  facts: Accessor<SheetFacts>;
  requests: Accessor<RowRequest[]>;
  mayEdit: Accessor<boolean>;
  /** Changes of this page that are not on the server's disk yet. */
  unsaved: Accessor<number>;
  colleagues: Accessor<Colleague[]>;
  /** Tells colleagues where I am. */
  tellCell(cell: { rowId: string; column: Column } | null, editing: boolean): void;
}

/** Everything the parts of the grid share. */
export interface Grid extends GridInput {
  origin: symbol;
  undoManager: Y.UndoManager;
  sheet: Sheet;
  view: View;
  cursor: Cursor;
  read(id: string): ReadRow;
  /** The same without being run again. */
  peekRead(id: string): ReadRow;
  requestOf(id: string): RowRequest | undefined;
  standing(id: string): Standing;
  shown(id: string, column: Column): Shown;
  textOf(id: string, column: GridColumn): string;
  editing: Accessor<Editing | null>;
  setEditing(to: Editing | null): void;
  ticked: Accessor<ReadonlySet<string>>;
  setTicked(to: ReadonlySet<string>): void;
  pending(id: string): ReadonlySet<Column>;
  markPending(cells: Map<string, Column[]>): void;
  clearPending(): void;
  /** The rectangle a fill would write, while its handle is dragged. */
  filling: Accessor<{ top: number; bottom: number; left: number; right: number } | null>;
  setFilling(to: { top: number; bottom: number; left: number; right: number } | null): void;
  /** The grid's own element, to give focus back to. */
  element: Accessor<HTMLElement | undefined>;
  setElement(to: HTMLElement): void;
}

const nothingPending: ReadonlySet<Column> = new Set();

export function createGrid(input: GridInput): Grid {
  const { language } = useLanguage();
  const origin = Symbol("grid");
  const sheet = createSheet(input.doc);
  const byRow = createMemo(() => new Map(input.requests().map((request) => [request.rowId, request])));
  const standing = (id: string): Standing => {
    const request = byRow().get(id);
    if (!request) return "draft";
    return request.status !== "hidden" && request.status !== "pending" && !isOpen(request.status) ? "closed" : "locked";
  };

  // What a row means is worked out once for its cells and the facts, however many parts of the page ask.
  const readings = new Map<string, { cells: Cells; facts: SheetFacts; read: ReadRow }>();
  const readOf = (id: string, cells: Cells): ReadRow => {
    const facts = input.facts();
    const known = readings.get(id);
    if (known && known.cells === cells && known.facts === facts) return known.read;
    const read = readRow(cells, facts);
    readings.set(id, { cells, facts, read });
    return read;
  };

  const textOf = (id: string, column: GridColumn): string => {
    if (id === newRow || column === "tick" || column === "places") return "";
    if (column !== "status") {
      const cells = sheet.peek(id);
      return shownCell(column, { cells, blank: isBlank(cells), facts: input.facts() }).text;
    }
    const request = byRow().get(id);
    if (!request || request.status === "hidden") return inWords(worksheetWords, language()).status.draft;
    const words = inWords(statusWords, language())[request.status];
    return `${words.code} ${words.name}`;
  };

  const view = createView({ sheet, textOf, mayEdit: input.mayEdit });
  const cursor = createCursor(view);
  const [editing, setEditing] = createSignal<Editing | null>(null);
  const [ticked, setTicked] = createSignal<ReadonlySet<string>>(new Set());
  const [waiting, setWaiting] = createSignal<ReadonlyMap<string, ReadonlySet<Column>>>(new Map());
  const [filling, setFilling] = createSignal<ReturnType<Grid["filling"]>>(null);
  const [element, setElement] = createSignal<HTMLElement>();

  return {
    ...input,
    origin,
    undoManager: undoManagerOf(input.doc, origin),
    sheet,
    view,
    cursor,
    read: (id) => readOf(id, id === newRow ? noCells : sheet.cells(id)),
    peekRead: (id) => readOf(id, sheet.peek(id)),
    requestOf: (id) => byRow().get(id),
    standing,
    shown: (id, column) => {
      const cells = id === newRow ? noCells : sheet.cells(id);
      return shownCell(column, { cells, blank: isBlank(cells), facts: input.facts() });
    },
    textOf,
    editing,
    setEditing,
    ticked,
    setTicked,
    pending: (id) => waiting().get(id) ?? nothingPending,
    markPending: (cells) =>
      setWaiting((was) => {
        const next = new Map(was);
        for (const [id, columns] of cells) next.set(id, new Set([...(next.get(id) ?? []), ...columns]));
        return next;
      }),
    clearPending: () => {
      if (untrack(waiting).size > 0) setWaiting(new Map());
    },
    filling,
    setFilling,
    element,
    setElement,
  };
}

const GridContext = createContext<Grid>();
export const GridProvider = GridContext.Provider;
export function useGrid(): Grid {
  const grid = useContext(GridContext);
  if (!grid) throw new Error("a part of the grid is outside it");
  return grid;
}

/** True for a cell that can be typed in by this person now. */
export const canType = (grid: Grid, id: string, column: GridColumn): column is Column =>
  isCellColumn(column) && untrack(() => grid.mayEdit() && (id === newRow || grid.standing(id) === "draft"));

/** The element of a cell, for the reader's cursor. */
export const cellId = (rowId: string, column: GridColumn): string => `cell-${rowId}-${column}`;

/** True of a cell that holds text of its own: what Ctrl with an arrow stops at. */
export const isFilled = (grid: Grid, spot: { row: number; column: number }): boolean =>
  untrack(() => {
    const [id, column] = [grid.view.order()[spot.row], grid.view.columns()[spot.column]];
    if (id === undefined || column === undefined || id === newRow) return false;
    return isCellColumn(column) ? (grid.sheet.peek(id)[column] ?? "") !== "" : gridColumns.includes(column);
  });
