import { createMemo, type Accessor } from "solid-js";
import type { Finding } from "#domain/row-check.ts";
import { columns, isBlank, type Cells, type Column, type ReadRow } from "#domain/worksheet.ts";
import type { GridColumn } from "./column.ts";
import type { Grid, RowRequest, Standing } from "./grid-state.ts";
import type { Layout } from "./layout.ts";
import { noCells } from "./sheet.ts";
import { newRow } from "./view.ts";

const noProblems: ReadRow["problems"] = {};
const noFindings: readonly Finding[] = [];

/** A cell as it is drawn. */
export interface CellLook {
  text: string;
  look: string;
  selected: boolean;
  active: boolean;
  locked: boolean;
  bad: boolean;
  /** The cell is being typed in: its editor stands over it. */
  open: boolean;
  /** Ids of what says more about it, for those who hear it. */
  described: string | undefined;
  /** Who wrote it, while the past is shown. */
  hover: string | undefined;
}

/** What a row's cells share, worked out once for the row and not once a cell. */
export interface RowModel {
  id: Accessor<string>;
  index: Accessor<number>;
  cells(): Cells;
  blank: Accessor<boolean>;
  request: Accessor<RowRequest | undefined>;
  standing: Accessor<Standing>;
  problems: Accessor<ReadRow["problems"]>;
  /** What the check says of the row as it stands: nothing of the past. */
  findings: Accessor<readonly Finding[]>;
  /** First and last selected column, as one number, so that an arrow key redraws two rows and not forty; -1 when there is none. */
  selected: Accessor<number>;
  active: Accessor<GridColumn | null>;
  looks: Accessor<Record<Column, CellLook>>;
}

/** Is a column within a span of columns written as one number? */
export const covers = (span: number, at: number): boolean => span >= 0 && at >= Math.floor(span / 100) && at <= span % 100;

const spanOf = (over: { top: number; bottom: number; left: number; right: number } | null, index: number): number =>
  over && index >= over.top && index <= over.bottom ? over.left * 100 + over.right : -1;

/** An upper bound in pixels, padding apart. */
const widestLetter = 8.4;

export interface ModelInput {
  grid: Grid;
  layout: Layout;
  id: Accessor<string>;
  /** What stands in the empty row. */
  hint(): string;
  /** Who wrote a cell of the past, in words. */
  writtenBy(rowId: string, column: Column): string | undefined;
}

/** Everything a row shows, in few computations: a row that comes into sight costs these, not a dozen a cell. */
export function createRowModel({ grid, layout, id, hint, writtenBy }: ModelInput): RowModel {
  const index = createMemo(() => grid.view.indexOf(id()));
  const cells = () => (id() === newRow ? noCells : grid.sheet.cells(id()));
  const blank = createMemo(() => isBlank(cells()));
  // what a request says is of now: beside what was it would mislead
  const request = createMemo(() => (grid.past() ? undefined : grid.requestOf(id())));
  const standing = createMemo(() => (grid.past() ? "draft" : grid.mayEdit() || request() ? grid.standing(id()) : "locked"));
  // Rows a request holds are not judged again: what was sent was right, and the catalogue may have changed since.
  const problems = createMemo(() => (request() || blank() || grid.past() ? noProblems : grid.read(id()).problems));
  const findings = createMemo(() => (id() === newRow || grid.past() ? noFindings : grid.check.findings(id())));
  const selected = createMemo(() => spanOf(grid.cursor.rectangle(), index()));
  const filling = createMemo(() => spanOf(grid.filling(), index()));
  const active = createMemo(() => (grid.cursor.spot().row === index() ? grid.cursor.head().column : null));
  const found = createMemo(() => (layout.found()?.rowId === id() ? (layout.found()?.column ?? null) : null));
  const open = createMemo(() => (grid.editing()?.rowId === id() ? (grid.editing()?.column ?? null) : null));

  const lookOf = (column: Column, at: number): CellLook => {
    const rowId = id();
    const shown = grid.shown(rowId, column);
    const isHint = rowId === newRow && column === "agency" && shown.text === "" && grid.mayEdit();
    const text = isHint ? hint() : shown.text.includes("\n") ? shown.text.replaceAll("\n", " ⏎ ") : shown.text;
    const checked = request() ? [] : findings().filter((one) => one.column === column);
    const bad = problems()[column] !== undefined || checked.some(({ severity }) => severity === "error");
    const warned = !bad && checked.length > 0;
    const past = grid.past();
    const mark = past || rowId === newRow ? null : grid.mark(rowId, column);
    const shelved = !past && rowId !== newRow && grid.shelved(rowId, column).length > 0;
    const isActive = active() === column;
    const isSelected = covers(selected(), at);
    const people = grid.peopleIn(rowId).some(({ cell }) => cell?.column === column);
    let look = `sheet-cell ${layout.look(column)}`;
    if (isHint) look += " is-hint";
    if (shown.inherited) look += " is-inherited";
    // only what is too long is cut: a clip for each of six hundred cells is half the work of scrolling
    if (text.length * widestLetter > layout.room(column)) look += " is-long";
    if (bad) look += " is-bad";
    if (warned) look += " is-warned";
    if (mark) look += ` is-${mark}`;
    if (shelved) look += " is-shelved";
    if (past?.changed(rowId, column)) look += " is-then-changed";
    if (isActive) look += " is-active";
    else if (isSelected) look += " is-selected";
    if (covers(filling(), at)) look += " is-filling";
    if (found() === column) look += " is-found";
    const described = [
      isActive ? "cell-note" : "",
      !isActive && bad ? "says-bad" : "",
      !isActive && warned ? "says-warned" : "",
      !isActive && mark ? `says-${mark}` : "",
      !isActive && shelved ? "says-shelved" : "",
      !isActive && people ? `people-${rowId}-${column}` : "",
    ].filter((part) => part !== "");
    return {
      text,
      look,
      selected: isSelected,
      active: isActive,
      locked: standing() !== "draft" || past !== null,
      bad,
      open: open() === column,
      described: described.length > 0 ? described.join(" ") : undefined,
      hover: past ? writtenBy(rowId, column) : undefined,
    };
  };
  const looks = createMemo(() => {
    const shown = grid.view.columns();
    const all = {} as Record<Column, CellLook>;
    for (const column of columns) all[column] = lookOf(column, shown.indexOf(column));
    return all;
  });
  return { id, index, cells, blank, request, standing, problems, findings, selected, active, looks };
}
