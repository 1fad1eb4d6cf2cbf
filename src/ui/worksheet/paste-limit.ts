import { longestCell, type Cells, type Column } from "#domain/worksheet.ts";
import { limits } from "#sheet/protocol.ts";

/** Why a paste is not taken. Nothing of it is written then, and it is still on the clipboard. */
export type PasteRefusal =
  | { refused: "rows"; rows: number; room: number }
  | { refused: "size"; megabytes: number; most: number }
  | { refused: "cell"; letters: number; most: number; row: number };

/** A paste is at most half of what a sheet may hold in all its life. */
const mostBytes = limits.sheetBytes / 2;
/** What one update carries, with a margin for its envelope and for what the count below leaves out. */
export const updateBytes = limits.updateBytes * 0.85;

/** What a cell costs in an update beside its text: its item, its row's or its former value's id, its column's name, its lengths. */
const beside = 16;
/** What a new row costs: its map, its rank, and the instant at which it was laid down and its taking back. */
const ofRow = 120;

const encoder = new TextEncoder();
const scratch = new Uint8Array(longestCell * 4);
/** Bytes of a text, quickly: most have no accent. */
const bytesOf = (text: string): number => (text.length < 64 ? text.length + 2 : encoder.encodeInto(text, scratch).written + 3);

export const editBytes = (edit: { column: Column; text: string }): number => beside + edit.column.length + bytesOf(edit.text);

export function rowBytes(cells: Cells): number {
  let bytes = ofRow;
  for (const column in cells) bytes += beside + column.length + bytesOf(cells[column as Column] ?? "");
  return bytes;
}

/** Parts of a list that each fit in one update. */
export function inUpdates<Part>(parts: readonly Part[], bytes: (part: Part) => number): Part[][] {
  const updates: Part[][] = [];
  let room = 0;
  for (const part of parts) {
    const size = bytes(part);
    if (updates.length === 0 || room < size) {
      updates.push([]);
      room = updateBytes;
    }
    updates.at(-1)?.push(part);
    room -= size;
  }
  return updates;
}

/** Whether a rectangle can be pasted: `below` rows are there from the cursor on, and `rows` more fit in the sheet. */
export function refusalOf(cells: string[][], room: { below: number; rows: number }): PasteRefusal | null {
  const more = cells.length - Math.max(0, room.below);
  if (more > room.rows) return { refused: "rows", rows: cells.length, room: Math.max(0, room.below) + Math.max(0, room.rows) };
  let bytes = 0;
  for (const [row, texts] of cells.entries()) {
    for (const text of texts) {
      if (text.length > longestCell) return { refused: "cell", letters: text.length, most: longestCell, row: row + 1 };
      bytes += beside + 8 + bytesOf(text);
    }
  }
  return bytes > mostBytes ? { refused: "size", megabytes: bytes / 1e6, most: mostBytes / 1e6 } : null;
}
