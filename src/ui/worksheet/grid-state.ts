import { createComputed, createContext, createMemo, createSignal, on, untrack, useContext, type Accessor } from "solid-js";
import type * as Y from "yjs";
import type { PersonColour } from "#domain/person-colour.ts";
import { isBlank, readRow, type Cells, type Column, type ReadRow, type SheetFacts } from "#domain/worksheet.ts";
import { isOpen, type SeenStatus } from "#domain/request.ts";
import type { Shelved } from "#domain/shelf.ts";
import { undoManagerOf } from "#sheet/doc.ts";
import { rememberCells } from "#sheet/undo.ts";
import { useLanguage } from "#ui/language.tsx";
import { inWords } from "#words/words.ts";
import { statusWords } from "#words/status.ts";
import { worksheetWords } from "#words/worksheet.ts";
import { gridColumns, isCellColumn, type GridColumn } from "./column.ts";
import type { CellMark } from "./connection-marks.ts";
import { createCounts, type Counts } from "./count.ts";
import { createCursor, type Cursor } from "./cursor.ts";
import { createRowCheck, noCheck, type RowCheck } from "./row-check.ts";
import type { CheckSource } from "./row-check-source.ts";
import { createSheet, noCells, type Sheet } from "./sheet.ts";
import { shownCell, type Shown } from "./shown.ts";
import { withPast } from "./time-sheet.ts";
import type { PastShown } from "./time-state.ts";
import { createView, newRow, type View } from "./view.ts";

/** The request of a row, as `worksheet.get` tells it. */
export interface RowRequest {
  rowId: string;
  requestId: string;
  reference: number;
  status: SeenStatus;
  size: number;
  places: number;
  /** The number of the request it is a part of: it counts there. */
  partOf?: number | null;
  changedBy: string;
  changedAt: string | null;
}

/** A colleague on the sheet, and the cell she is in. */
export interface Colleague {
  key: string;
  name: string;
  colour: PersonColour;
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
  requests: Accessor<readonly RowRequest[]>;
  mayEdit: Accessor<boolean>;
  /** Changes of this page that are not on the server's disk yet. */
  unsaved: Accessor<number>;
  /** The document is another since this page was away: what was done before cannot be taken back. */
  renewed: Accessor<boolean>;
  colleagues: Accessor<Colleague[]>;
  /** What has become of a cell this page wrote. */
  mark(rowId: string, column: Column): CellMark | null;
  /** What lies on the shelf about a cell: two values, of which somebody must choose one. */
  shelved(rowId: string, column: Column): readonly Shelved[];
  /** What rows are checked against besides what they are read against; absent where nothing is checked. */
  checked?: CheckSource;
  /** The sheet as it was, while that is what is shown; nothing is typed then. */
  past: Accessor<PastShown | null>;
  /** Tells colleagues where I am. */
  tellCell(cell: { rowId: string; column: Column } | null, editing: boolean): void;
}

/** Everything the parts of the grid share. */
export interface Grid extends GridInput {
  worksheetId: string;
  origin: symbol;
  undoManager: Y.UndoManager;
  /** The sheet as shown: the present, or the past. */
  sheet: Sheet;
  /** The sheet as it is now, whatever is shown. */
  present: Sheet;
  view: View;
  cursor: Cursor;
  counts: Counts;
  check: RowCheck;
  read(id: string): ReadRow;
  /** The same without being run again. */
  peekRead(id: string): ReadRow;
  requestOf(id: string): RowRequest | undefined;
  requestsByRow: Accessor<ReadonlyMap<string, RowRequest>>;
  /** Colleagues in a row. */
  peopleIn(id: string): readonly Colleague[];
  standing(id: string): Standing;
  shown(id: string, column: Column): Shown;
  textOf(id: string, column: GridColumn): string;
  editing: Accessor<Editing | null>;
  setEditing(to: Editing | null): void;
  ticked: Accessor<ReadonlySet<string>>;
  setTicked(to: ReadonlySet<string>): void;
  /** The rectangle a fill would write, while its handle is dragged. */
  filling: Accessor<{ top: number; bottom: number; left: number; right: number } | null>;
  setFilling(to: { top: number; bottom: number; left: number; right: number } | null): void;
  /** Esc was the last key: Tab then leaves the grid, whatever else it does there (G4). */
  escaped: { now: boolean };
  /** The grid's own element, to give focus back to. */
  element: Accessor<HTMLElement | undefined>;
  setElement(to: HTMLElement): void;
}

const nobody: readonly Colleague[] = [];

export function createGrid(input: GridInput & { worksheetId: string }): Grid {
  const { language } = useLanguage();
  const origin = Symbol("grid");
  const present = createSheet(input.doc);
  const sheet = withPast(present, input.past);
  const byRow = createMemo((): ReadonlyMap<string, RowRequest> => new Map(input.requests().map((request) => [request.rowId, request])));
  const people = createMemo(() => Map.groupBy(input.colleagues(), ({ cell }) => cell?.rowId ?? ""));
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

  const view = createView({ sheet, worksheetId: input.worksheetId, textOf, mayEdit: input.mayEdit, isPast: () => input.past() !== null });
  createComputed(
    on(
      byRow,
      (now, was) => {
        if (was && (now.size !== was.size || [...now].some(([id, request]) => was.get(id)?.status !== request.status)))
          view.statusChanged();
      },
      { defer: true },
    ),
  );
  const cursor = createCursor(view);
  const [editing, setEditing] = createSignal<Editing | null>(null);
  const [ticked, setTicked] = createSignal<ReadonlySet<string>>(new Set());
  const [filling, setFilling] = createSignal<ReturnType<Grid["filling"]>>(null);
  const [element, setElement] = createSignal<HTMLElement>();
  const undoManager = undoManagerOf(input.doc, origin);
  rememberCells(undoManager, input.doc);

  const read = {
    sheet,
    facts: input.facts,
    past: input.past,
    requestsByRow: byRow,
    requestOf: (id: string) => byRow().get(id),
    peekRead: (id: string) => readOf(id, sheet.peek(id)),
  };
  return {
    ...input,
    counts: createCounts(read),
    check: input.checked
      ? createRowCheck(
          { ...read, present, worksheetId: input.worksheetId, peekRead: (id: string) => readOf(id, present.peek(id)) },
          input.checked,
        )
      : noCheck,
    origin,
    undoManager,
    sheet,
    present,
    view,
    cursor,
    read: (id) => readOf(id, id === newRow ? noCells : sheet.cells(id)),
    peekRead: read.peekRead,
    requestOf: read.requestOf,
    requestsByRow: byRow,
    peopleIn: (id) => people().get(id) ?? nobody,
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
    filling,
    setFilling,
    escaped: { now: false },
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

/** The name of the active cell's element, for the reader's cursor. */
export const cellId = (rowId: string, column: GridColumn): string => `cell-${rowId}-${column}`;

/** The element of a cell that is drawn. */
export const cellElement = (grid: Grid, cell: { rowId: string; column: GridColumn }): HTMLElement | undefined =>
  untrack(grid.element)?.querySelector<HTMLElement>(`[data-row="${CSS.escape(cell.rowId)}"] > [data-column="${cell.column}"]`) ?? undefined;

/** True of a cell that holds text of its own: what Ctrl with an arrow stops at. */
export const isFilled = (grid: Grid, spot: { row: number; column: number }): boolean =>
  untrack(() => {
    const [id, column] = [grid.view.order()[spot.row], grid.view.columns()[spot.column]];
    if (id === undefined || column === undefined || id === newRow) return false;
    return isCellColumn(column) ? (grid.sheet.peek(id)[column] ?? "") !== "" : gridColumns.includes(column);
  });
