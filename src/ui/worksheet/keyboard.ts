import { untrack } from "solid-js";
import { kindOf, isCellColumn } from "./column.ts";
import { clear, duplicateRows, insertRow, rowsIn, shiftRows, storedAt, undo, write } from "./edit.ts";
import { fillDown, fillRight } from "./fill.ts";
import { canType, isFilled, type Grid } from "./grid-state.ts";
import { moveOf, type Pressed } from "./selection.ts";
import { newRow } from "./view.ts";

/** What the keyboard asks of the rest of the page. */
export interface KeyboardTells {
  /** A cell that cannot be typed in: says why. */
  locked(rowId: string): void;
  undone(direction: "undo" | "redo", outcome: ReturnType<typeof undo>): void;
  kept(locked: number): void;
  find(): void;
  addPlaces(): void;
  duplicated(ids: string[]): void;
  rowMenu(): void;
  /** Opens the ways out of the active cell's problem; false when it has none. */
  fixes(): boolean;
  moved(rows: number, by: -1 | 1): void;
  /** Out of the grid: to what follows it, or back to its tools. */
  leave(back: boolean): void;
  page(): number;
  tabMoves(): boolean;
  /** Opens the menu of the active cell's column. */
  columnMenu(): void;
  /** Opens the shelf at the active cell; false when nothing lies there. */
  shelf(): boolean;
}

/** Opens the editor on the active cell; a locked one says why instead. */
export function startEditing(grid: Grid, how: { text: string | null; open?: boolean }, tells: Pick<KeyboardTells, "locked">): boolean {
  return untrack(() => {
    const { rowId, column } = grid.cursor.head();
    const now = grid.editing();
    if (!isCellColumn(column) || (now?.rowId === rowId && now.column === column)) return false;
    if (!canType(grid, rowId, column)) {
      tells.locked(rowId);
      return false;
    }
    const kept = rowId === newRow ? { text: "", inherited: false } : grid.shown(rowId, column);
    grid.setEditing({
      rowId,
      column,
      text: how.text ?? (kept.inherited ? "" : kept.text),
      replacing: how.text !== null,
      open: how.open ?? kindOf[column] === "place",
    });
    return true;
  });
}

const letters = (key: string): boolean => [...key].length === 1;

/** AltGr writes characters and asks for nothing, though Windows says Ctrl and Alt of it (G13). */
const writes = (event: KeyboardEvent): boolean => event.getModifierState("AltGraph") || (event.ctrlKey && event.altKey);

const keyOf = (event: KeyboardEvent): Pressed =>
  writes(event)
    ? { key: event.key, shift: event.shiftKey, ctrl: false, alt: false }
    : { key: event.key, shift: event.shiftKey, ctrl: event.ctrlKey || event.metaKey, alt: event.altKey };

const modifiers = new Set(["Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock"]);

/**
 * The keys of the grid when no cell is being edited (G2, G3, G6, G7). True when the key was the grid's; "text" when it is on its way into
 * the cell, or would be if the cell could be typed in: a letter is never a shortcut of the page here.
 */
export function pressed(grid: Grid, event: KeyboardEvent, tells: KeyboardTells): boolean | "text" {
  if (modifiers.has(event.key)) return false;
  const key = keyOf(event);
  const { cursor, escaped } = grid;
  const afterEscape = escaped.now;
  escaped.now = key.key === "Escape";
  const move = moveOf(key);
  if (move) {
    cursor.move(move, { extend: key.shift, page: tells.page(), filled: (spot) => isFilled(grid, spot) });
    return true;
  }
  if (key.alt) return key.ctrl ? false : pressedAlt(grid, key, tells);
  if (key.ctrl) return pressedCtrl(grid, key, tells);
  switch (key.key) {
    case "Enter":
      return pressedEnter(grid, key, tells);
    case "Tab":
      if (afterEscape || !tells.tabMoves()) return false;
      cursor.tab(key.shift ? "left" : "right");
      return true;
    case "F2":
      return startEditing(grid, { text: null }, tells) || true;
    case "F6":
      tells.leave(key.shift);
      return true;
    case "Delete":
    case "Backspace":
      tells.kept(clear(grid, untrack(cursor.rectangle)).locked);
      return true;
    case "Escape":
      cursor.go(untrack(cursor.spot));
      return false;
    case "F10":
    case "ContextMenu":
      if (key.key === "F10" && !key.shift) return false;
      tells.rowMenu();
      return true;
    case " ":
      return pressedSpace(grid, key, tells);
    default:
      return pressedLetter(grid, event, tells);
  }
}

/** By what the key writes, never by where it is: a French keyboard has its own places (G13). */
function pressedCtrl(grid: Grid, key: Pressed, tells: KeyboardTells): boolean {
  const over = untrack(grid.cursor.rectangle);
  const source = (row: number, column: number) => storedAt(grid, row, column);
  switch (key.key.toLowerCase()) {
    case "a":
      grid.cursor.selectAll();
      return true;
    case " ":
      grid.cursor.selectColumn(untrack(grid.cursor.spot).column);
      return true;
    case "d":
      if (key.shift) {
        if (untrack(grid.mayEdit)) tells.duplicated(duplicateRows(grid, rowsIn(grid, over)));
        return true;
      }
      tells.kept(write(grid, fillDown(over, source), { typed: false }).locked);
      return true;
    case "r":
      tells.kept(write(grid, fillRight(over, source), { typed: false }).locked);
      return true;
    case "z":
      tells.undone(key.shift ? "redo" : "undo", undo(grid, key.shift ? "redo" : "undo"));
      return true;
    case "y":
      tells.undone("redo", undo(grid, "redo"));
      return true;
    case "f":
      tells.find();
      return true;
    case "j":
      tells.addPlaces();
      return true;
    case "l":
      if (!key.shift) return false;
      tells.columnMenu();
      return true;
    default:
      return false;
  }
}

/** Up or down a row; after a run of Tabs, to the column where it began, as at the end of a line of a form (G3). */
export function lineBreak(grid: Grid, by: -1 | 1): void {
  const { row, column } = untrack(grid.cursor.spot);
  const to = Math.max(0, Math.min(untrack(grid.view.order).length - 1, row + by));
  grid.cursor.go({ row: to, column: by > 0 ? (grid.cursor.lineStart() ?? column) : column });
}

function pressedEnter(grid: Grid, key: Pressed, tells: KeyboardTells): boolean {
  const { rowId, column } = untrack(grid.cursor.head);
  if (column === "tick") toggleTick(grid, rowId);
  else if (key.shift || !tells.shelf()) lineBreak(grid, key.shift ? -1 : 1);
  return true;
}

function pressedAlt(grid: Grid, key: Pressed, tells: KeyboardTells): boolean {
  if (key.key === "Enter") return tells.fixes();
  if (key.key === "ArrowDown" && key.shift) return startEditing(grid, { text: null, open: true }, tells) || true;
  if (key.key === "ArrowUp" || key.key === "ArrowDown") {
    const by = key.key === "ArrowUp" ? -1 : 1;
    const ids = rowsIn(grid, untrack(grid.cursor.rectangle));
    if (ids.length > 0 && !untrack(grid.view.arranged) && untrack(grid.mayEdit) && shiftRows(grid, ids, by)) tells.moved(ids.length, by);
    return true;
  }
  if (key.key === "Insert") {
    if (!untrack(grid.mayEdit)) return true;
    const added = insertRow(grid, rowsIn(grid, untrack(grid.cursor.rectangle)).at(-1) ?? null);
    if (added) grid.cursor.goTo({ rowId: added, column: "agency" });
    return true;
  }
  return false;
}

/** Ticks or unticks a row; one that has a request under way or closed cannot be sent and takes no tick. */
export function toggleTick(grid: Grid, rowId: string): void {
  if (rowId === newRow || untrack(() => grid.standing(rowId) !== "draft" && grid.requestOf(rowId)?.status !== "new")) return;
  const next = new Set(untrack(grid.ticked));
  if (!next.delete(rowId)) next.add(rowId);
  grid.setTicked(next);
}

function pressedSpace(grid: Grid, key: Pressed, tells: KeyboardTells): boolean {
  const { row } = untrack(grid.cursor.spot);
  const { rowId, column } = untrack(grid.cursor.head);
  if (key.shift) grid.cursor.selectRows(row, row);
  else if (column === "tick") {
    const over = untrack(grid.cursor.rectangle);
    for (const id of over.top === over.bottom ? [rowId] : rowsIn(grid, over)) toggleTick(grid, id);
  } else return startEditing(grid, { text: " " }, tells) || true;
  return true;
}

/** Typing replaces: the editor opens empty and the key itself is left to it, so that accents made of two keys are whole. */
function pressedLetter(grid: Grid, event: KeyboardEvent, tells: KeyboardTells): boolean | "text" {
  if (!letters(event.key) && event.key !== "Dead" && event.key !== "Process" && !event.isComposing) return false;
  const begun = startEditing(grid, { text: "" }, tells);
  // where nothing can be typed, `?` lists the keys as everywhere
  return begun || event.key !== "?" ? "text" : false;
}
