import { untrack } from "solid-js";
import { isBlank, type Column } from "#domain/worksheet.ts";
import { readClipboard, writeHtml, writeTsv } from "./clipboard.ts";
import { clear, mostRows, write, type Written } from "./edit.ts";
import { spread } from "./fill.ts";
import type { Grid } from "./grid-state.ts";
import { refusalOf, type PasteRefusal } from "./paste-limit.ts";
import { sizeOf, type Rectangle } from "./selection.ts";
import { newRow } from "./view.ts";

/** The last rectangle copied here: pasted back, it is the stored texts, so that an inherited value stays inherited. */
interface Copied {
  text: string;
  stored: string[][];
}
let lastCopied: Copied | null = null;

/** The rectangle without columns that are only read, when there are others in it. */
function writableOver(grid: Grid, over: Rectangle): Rectangle {
  const columns = untrack(grid.view.columns);
  const read = (column: number) => columns[column] === "tick" || columns[column] === "status" || columns[column] === "places";
  let { left, right } = over;
  while (left < right && read(left)) left += 1;
  while (right > left && read(right)) right -= 1;
  return { ...over, left, right };
}

/** Puts the selected rectangle on the clipboard as Excel and LibreOffice take it: text with tabs and a table. */
export function copy(grid: Grid, data: DataTransfer): { rows: number; columns: number } {
  const over = writableOver(grid, untrack(grid.cursor.rectangle));
  const order = untrack(grid.view.order);
  const columns = untrack(grid.view.columns).slice(over.left, over.right + 1);
  const ids = order.slice(over.top, over.bottom + 1).filter((id) => id !== newRow);
  const shown = ids.map((id) => columns.map((column) => grid.textOf(id, column)));
  const stored = ids.map((id) => columns.map((column) => grid.sheet.peek(id)[column as Column] ?? ""));
  const text = writeTsv(shown);
  data.setData("text/plain", text);
  data.setData("text/html", writeHtml(shown));
  lastCopied = { text, stored };
  return sizeOf({ ...over, bottom: over.top + ids.length - 1 });
}

export function cut(grid: Grid, data: DataTransfer): Written {
  copy(grid, data);
  return clear(grid, writableOver(grid, untrack(grid.cursor.rectangle)));
}

export interface Pasted extends Written {
  rows: number;
  columns: number;
}

/** Writes what was copied, from here or from another program, over the selection; below the last row it makes rows. All of it, or none. */
export function paste(grid: Grid, data: Pick<DataTransfer, "getData">): Pasted | PasteRefusal {
  const text = data.getData("text/plain");
  // another program may write line breaks its own way
  const mine =
    lastCopied !== null && lastCopied.text.replaceAll("\r\n", "\n") === text.replaceAll("\r\n", "\n").replace(/\n$/, "")
      ? lastCopied
      : null;
  const cells = mine?.stored ?? readClipboard({ html: data.getData("text/html"), text });
  const over = writableOver(grid, untrack(grid.cursor.rectangle));
  const room = untrack(() => ({
    below: grid.view.order().filter((id) => id !== newRow).length - over.top,
    rows: mostRows - grid.sheet.order().length,
  }));
  const refused = refusalOf(cells, room);
  if (refused) return refused;
  const { filled, rows, columns } = spread(cells, over);
  const written = write(grid, filled, { typed: mine === null });
  const right = Math.min(over.left + columns - 1, untrack(grid.view.columns).length - 1);
  grid.cursor.select({ row: over.top + rows - 1, column: right }, { row: over.top, column: over.left });
  return { ...written, rows, columns };
}

/** Rows of the selection that hold something: what « Dupliquer » and « Supprimer » speak of. */
export const filledRows = (grid: Grid, ids: string[]): string[] => ids.filter((id) => !isBlank(grid.sheet.peek(id)));
