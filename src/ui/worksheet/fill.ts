import { addDays, daysBetween, isDay } from "#domain/dates.ts";
import type { Rectangle } from "./selection.ts";

/** One cell to write, where it is on the grid as shown. */
export interface Filled {
  row: number;
  column: number;
  text: string;
}

type Source = (row: number, column: number) => string;

/** Ctrl+D: the first row of a selection goes down it; a single row takes the row above. */
export function fillDown(over: Rectangle, source: Source): Filled[] {
  const from = over.top === over.bottom ? over.top - 1 : over.top;
  if (from < 0) return [];
  return eachCell({ ...over, top: from + 1 }).map(({ row, column }) => ({ row, column, text: source(from, column) }));
}

/** Ctrl+R: the first column of a selection goes right; a single column takes the one to its left. */
export function fillRight(over: Rectangle, source: Source): Filled[] {
  const from = over.left === over.right ? over.left - 1 : over.left;
  if (from < 0) return [];
  return eachCell({ ...over, left: from + 1 }).map(({ row, column }) => ({ row, column, text: source(row, from) }));
}

/**
 * The fill handle dragged from a selection over a larger rectangle, down or right or back: the values repeat; two or more
 * dates or numbers a constant step apart go on by that step (one alone is copied, because a group's date is rarely a series).
 */
export function fillSeries(from: Rectangle, over: Rectangle, source: Source): Filled[] {
  const upright = over.top < from.top || over.bottom > from.bottom;
  const filled: Filled[] = [];
  for (const line of range(upright ? from.left : from.top, upright ? from.right : from.bottom)) {
    const [first, last] = upright ? [from.top, from.bottom] : [from.left, from.right];
    const [start, end] = upright ? [over.top, over.bottom] : [over.left, over.right];
    const texts = range(first, last).map((index) => (upright ? source(index, line) : source(line, index)));
    const next = seriesOf(texts);
    for (const index of range(start, end)) {
      if (index >= first && index <= last) continue;
      const text = next(index - first);
      filled.push(upright ? { row: index, column: line, text } : { row: line, column: index, text });
    }
  }
  return filled;
}

/** The text at an offset from the first of `texts`, before or after them. */
function seriesOf(texts: string[]): (offset: number) => string {
  const length = texts.length;
  const repeat = (offset: number) => texts[((offset % length) + length) % length] ?? "";
  const first = texts[0] ?? "";
  if (length < 2) return repeat;
  if (texts.every(isDay)) {
    const step = daysBetween(first, texts[1] ?? first);
    const even = texts.every((text, index) => text === addDays(first, step * index));
    return even && step !== 0 ? (offset) => addDays(first, step * offset) : repeat;
  }
  if (texts.every((text) => /^\d{1,6}$/.test(text))) {
    const step = Number(texts[1]) - Number(first);
    const even = texts.every((text, index) => Number(text) === Number(first) + step * index);
    return even && step !== 0 ? (offset) => String(Math.max(0, Number(first) + step * offset)) : repeat;
  }
  return repeat;
}

/** A pasted rectangle over a selection: repeated when the selection is a whole number of times as large, as Excel does. */
export function spread(cells: string[][], over: Rectangle): { filled: Filled[]; rows: number; columns: number } {
  const high = cells.length;
  const wide = cells.reduce((most, row) => Math.max(most, row.length), 0);
  const [selected, across] = [over.bottom - over.top + 1, over.right - over.left + 1];
  const rows = selected % high === 0 ? selected : high;
  const columns = across % wide === 0 ? across : wide;
  const filled = eachCell({ top: over.top, left: over.left, bottom: over.top + rows - 1, right: over.left + columns - 1 }).map(
    ({ row, column }) => ({ row, column, text: cells[(row - over.top) % high]?.[(column - over.left) % wide] ?? "" }),
  );
  return { filled, rows, columns };
}

/**
 * What the fill handle does, without a drag (WCAG 2.5.7): the filled rows at the top of a selection go on down it, as a series when they
 * are one; null when there is nothing to go on from, or nowhere to go.
 */
export function fillSeriesDown(over: Rectangle, source: Source): Filled[] | null {
  const empty = (row: number) => range(over.left, over.right).every((column) => source(row, column) === "");
  const rows = range(over.top, over.bottom);
  const end = rows.find(empty);
  if (end === undefined || end === over.top) return null;
  return fillSeries({ ...over, bottom: end - 1 }, over, source);
}

const range = (from: number, to: number): number[] => Array.from({ length: Math.max(0, to - from + 1) }, (_one, index) => from + index);
const eachCell = (over: Rectangle): { row: number; column: number }[] =>
  range(over.top, over.bottom).flatMap((row) => range(over.left, over.right).map((column) => ({ row, column })));
