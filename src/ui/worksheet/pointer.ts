import { untrack } from "solid-js";
import { placeRows, rowsIn, storedAt, write } from "./edit.ts";
import { fillSeries } from "./fill.ts";
import type { Grid } from "./grid-state.ts";
import type { GridColumn } from "./column.ts";
import { toggleTick } from "./keyboard.ts";
import type { Layout } from "./layout.ts";
import type { Rectangle, Spot } from "./selection.ts";
import { newRow } from "./view.ts";

interface PointerInput {
  grid: Grid;
  layout: Layout;
  scroller(): HTMLElement;
  edit(): void;
  /** Opens the shelf at the active cell. */
  shelf(): void;
  kept(locked: number): void;
  /** Where rows being dragged would land: after this row as shown, -1 above all; null when nothing is dragged. */
  drop(after: number | null): void;
}

/** The cell an event is on, as a place on the grid as shown. */
export function spotUnder(grid: Grid, target: EventTarget | null): Spot | null {
  if (!(target instanceof Element)) return null;
  const cell = target.closest("[data-column],[data-shelf]");
  const column = (cell?.getAttribute("data-column") ?? cell?.getAttribute("data-shelf")) as GridColumn | null | undefined;
  const row = target.closest("[data-row]")?.getAttribute("data-row");
  if (!column || row === null || row === undefined) return null;
  const spot = { row: untrack(() => grid.view.indexOf(row)), column: untrack(grid.view.columns).indexOf(column) };
  return spot.row >= 0 && spot.column >= 0 ? spot : null;
}

/** Follows a drag until it ends, scrolling when it comes near an edge. */
function follow(
  input: PointerInput,
  event: PointerEvent,
  how: { move(under: Element | null, event: PointerEvent): void; end(): void },
): void {
  const scroller = input.scroller();
  let last = event;
  let frame = 0;
  const edge = 36;
  const tick = () => {
    frame = 0;
    const box = scroller.getBoundingClientRect();
    const by = (from: number, to: number, at: number) => (at < from + edge ? -1 : at > to - edge ? 1 : 0) * 14;
    const [x, y] = [by(box.left, box.right, last.clientX), by(box.top, box.bottom, last.clientY)];
    if (x === 0 && y === 0) return;
    scroller.scrollBy(x, y);
    how.move(document.elementFromPoint(last.clientX, last.clientY), last);
    frame = requestAnimationFrame(tick);
  };
  const move = (next: PointerEvent) => {
    last = next;
    how.move(document.elementFromPoint(next.clientX, next.clientY), next);
    if (frame === 0) frame = requestAnimationFrame(tick);
  };
  const end = () => {
    cancelAnimationFrame(frame);
    window.removeEventListener("pointermove", move);
    window.removeEventListener("pointerup", end);
    window.removeEventListener("pointercancel", end);
    how.end();
  };
  window.addEventListener("pointermove", move);
  window.addEventListener("pointerup", end);
  window.addEventListener("pointercancel", end);
}

function dragFill(input: PointerInput, event: PointerEvent): void {
  const { grid } = input;
  const from = untrack(grid.cursor.rectangle);
  let over: Rectangle = from;
  follow(input, event, {
    move: (under) => {
      const spot = spotUnder(grid, under);
      if (!spot) return;
      const down = Math.max(spot.row - from.bottom, from.top - spot.row);
      const across = Math.max(spot.column - from.right, from.left - spot.column);
      // one way at a time, as in every spreadsheet
      over =
        down >= across
          ? {
              ...from,
              top: Math.min(from.top, spot.row),
              bottom: Math.max(from.bottom, Math.min(spot.row, untrack(grid.view.order).length - 1)),
            }
          : { ...from, left: Math.min(from.left, spot.column), right: Math.max(from.right, spot.column) };
      grid.setFilling(over);
    },
    end: () => {
      grid.setFilling(null);
      if (over === from) return;
      input.kept(
        write(
          grid,
          fillSeries(from, over, (row, column) => storedAt(grid, row, column)),
          { typed: false },
        ).locked,
      );
      grid.cursor.select({ row: over.bottom, column: over.right }, { row: over.top, column: over.left });
    },
  });
}

function dragRows(input: PointerInput, event: PointerEvent, row: number): void {
  const { grid, layout } = input;
  const over = untrack(grid.cursor.rectangle);
  const columns = untrack(grid.view.columns).length;
  const many = over.top <= row && row <= over.bottom && over.right - over.left >= columns - 2;
  if (!many) grid.cursor.selectRows(row, row);
  // my own order is not everybody's: rows move only on the sheet's
  if (untrack(grid.view.arranged)) return;
  const ids = rowsIn(grid, untrack(grid.cursor.rectangle));
  let after: number | null = null;
  follow(input, event, {
    move: (_under, at) => {
      if (after === null && Math.abs(at.clientY - event.clientY) < 5) return;
      layout.setDragged(new Set(ids));
      const box = input.scroller().getBoundingClientRect();
      const y = at.clientY - box.top + input.scroller().scrollTop - 34;
      after = Math.max(-1, Math.min(untrack(grid.sheet.order).length - 1, Math.round(y / layout.rowHeight) - 1));
      input.drop(after);
    },
    end: () => {
      layout.setDragged(new Set());
      input.drop(null);
      if (after !== null) placeRows(grid, ids, untrack(grid.sheet.order)[after] ?? null);
    },
  });
}

/** What the pointer does on the grid: selects, fills, drags rows, ticks, and edits on the second click. */
export function pointerDown(input: PointerInput, event: PointerEvent): void {
  const { grid } = input;
  const target = event.target as Element;
  if (event.button !== 0 || target.closest(".sheet-editor")) return;
  if (target.closest("[data-handle]")) {
    event.preventDefault();
    dragFill(input, event);
    return;
  }
  const spot = spotUnder(grid, target);
  if (!spot || target.closest("[data-tick],[data-shelf]")) return;
  const name = grid.cursor.nameAt(spot);
  if (target.closest("[data-drag]")) {
    dragRows(input, event, spot.row);
    return;
  }
  if (event.pointerType === "touch") return;
  if (name?.column === "tick" && name.rowId !== newRow) {
    grid.cursor.selectRows(spot.row, spot.row);
    return;
  }
  grid.cursor.go(spot, event.shiftKey);
  follow(input, event, {
    move: (under) => {
      const next = spotUnder(grid, under);
      if (next) grid.cursor.go(next, true);
    },
    end: () => {},
  });
}

/** A tap selects, a second one on the same cell types: a finger scrolls first. */
export function tapped(input: PointerInput, event: MouseEvent & { pointerType?: string }): void {
  const { grid } = input;
  const target = event.target as Element;
  const spot = spotUnder(grid, target);
  if (!spot) return;
  if (target.closest("[data-tick]")) {
    const id = untrack(grid.view.order)[spot.row];
    if (id === undefined) return;
    if (event.shiftKey) tickTo(grid, spot.row);
    else toggleTick(grid, id);
    grid.cursor.go({ row: spot.row, column: 0 });
    return;
  }
  if (target.closest("[data-shelf]")) {
    grid.cursor.go(spot);
    input.shelf();
    return;
  }
  if (event.pointerType !== "touch") return;
  const { row, column } = untrack(grid.cursor.spot);
  const again = row === spot.row && column === spot.column;
  grid.cursor.go(spot);
  if (again) input.edit();
}

/** Ticks every row from the active one to this one. */
function tickTo(grid: Grid, row: number): void {
  const from = untrack(grid.cursor.spot).row;
  const ticked = untrack(grid.ticked);
  for (const id of untrack(grid.view.order).slice(Math.min(from, row), Math.max(from, row) + 1)) if (!ticked.has(id)) toggleTick(grid, id);
}
